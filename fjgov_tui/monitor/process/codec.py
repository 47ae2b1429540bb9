"""Frozen dataclasses as JSON and back, by their declared types: what was measured waits on disk in this form."""

from __future__ import annotations

import base64
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> object:
    """What `json` can write: bytes as Base64, dates as text, dataclasses by the names of their fields."""
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): encode(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


def decode(kind: type[T], data: object) -> T:
    """The value that `encode` was given.

    Args:
        kind: its class.
        data: what `json` has read.

    Raises:
        ValueError: the data does not fit the class.
    """
    value = _decode(kind, data)
    if not isinstance(value, kind):
        raise ValueError(f"not a {kind.__name__}: {data!r:.80}")
    return value


@cache
def _hints(kind: type) -> Mapping[str, object]:
    return get_type_hints(kind)


def _decode(kind: object, data: object) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(kind, data)
    if origin is Literal:
        if data in get_args(kind):
            return data
        raise ValueError(f"none of {get_args(kind)}: {data!r:.80}")
    if origin is not None:
        return _several(origin, get_args(kind), data)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data)
    return _plain(kind, data)


def _one_of(kind: object, data: object) -> object:
    if data is None and type(None) in get_args(kind):
        return None
    for variant in get_args(kind):
        if variant is type(None):
            continue
        try:
            return _decode(variant, data)
        except ValueError:
            continue
    raise ValueError(f"not a {kind}: {data!r:.80}")


def _several(origin: object, inner: tuple[object, ...], data: object) -> object:
    if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(data, Mapping):
        return {str(name): _decode(inner[1], item) for name, item in data.items()}
    if origin is tuple and isinstance(data, list):
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_decode(inner[0], item) for item in data)
        return tuple(_decode(part_kind, part) for part_kind, part in zip(inner, data, strict=True))
    raise ValueError(f"not a {origin}: {data!r:.80}")


def _record(kind: type, data: object) -> object:
    if not isinstance(data, Mapping):
        raise ValueError(f"not a {kind.__name__}: {data!r:.80}")
    hints = _hints(kind)
    try:
        return kind(**{str(name): _decode(hints[str(name)], item) for name, item in data.items()})
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def _plain(kind: object, data: object) -> object:
    if kind is bytes and isinstance(data, str):
        return base64.b64decode(data, validate=True)
    if kind is date and isinstance(data, str):
        return date.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if isinstance(kind, type) and isinstance(data, kind) and isinstance(data, bool) == (kind is bool):
        return data
    raise ValueError(f"not a {kind}: {data!r:.80}")
