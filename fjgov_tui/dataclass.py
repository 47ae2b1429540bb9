"""The dataclasses of this program: those of the standard library, made for a sixth of their cost.

The standard library writes the source of up to six methods for every class and compiles each when the class is made:
0.6 ms for a frozen class of five fields (measured with Python 3.11). Five hundred classes of ours are a third of a
second, the ninety of the first screen a seventh of the time until it is seen. Here `__init__` alone is compiled, and
the rest asks an `attrgetter`, which is as quick. Fields, `replace`, `asdict`, `fields` and `is_dataclass` are the
standard library's own. What needs `slots`, `order` or another `eq` takes the standard library's decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


class _Made:
    """The default of a parameter whose field makes a new value for each instance."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()


@overload
def dataclass(cls: type[T], /) -> type[T]: ...
@overload
def dataclass(*, frozen: bool = ..., kw_only: bool = ...) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(field_specifiers=(dataclasses.field,))
def dataclass(
    cls: type[T] | None = None, /, *, frozen: bool = False, kw_only: bool = False
) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class a dataclass, as `dataclasses.dataclass` does.

    Args:
        cls: the class, where the decorator stands without brackets.
        frozen: no attribute of an instance is set or deleted.
        kw_only: every field is given by its name.
    """

    def made(kind: type[T]) -> type[T]:
        dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(kind)
        written = {name for name, method in vars(kind).items() if (name, method) != ("__hash__", None)}
        for name, method in _methods(kind, frozen=frozen):
            if name not in written:
                setattr(kind, name, method)
        return kind

    return made if cls is None else made(cls)


@contextmanager
def libraries_too() -> Iterator[None]:
    """What is loaded inside the block has its plain and its frozen dataclasses made here, too: Textual has forty.

    Whatever else it asks for, as `slots` or `order`, the standard library makes.
    """
    standard, names = dataclasses.dataclass, vars(dataclasses)

    def either(cls: type[T] | None = None, /, **options: bool) -> type[T] | Callable[[type[T]], type[T]]:
        maker = dataclass if options.keys() <= {"frozen", "kw_only"} else standard
        return maker(**options) if cls is None else maker(**options)(cls)

    names["dataclass"] = either
    try:
        yield
    finally:
        names["dataclass"] = standard


def _methods(kind: type, *, frozen: bool) -> Iterator[tuple[str, object]]:
    """What the class does not write itself, by name."""
    fields = dataclasses.fields(kind)
    yield "__init__", _init(kind, fields, frozen=frozen)
    yield "__repr__", _repr(tuple(field.name for field in fields if field.repr))
    compared = _values(tuple(field.name for field in fields if field.compare))
    yield "__eq__", _eq(compared)
    yield "__hash__", _hash(compared) if frozen else None
    if frozen:
        yield "__setattr__", _refuse_to_set
        yield "__delattr__", _refuse_to_delete


def _init(kind: type, fields: tuple[Field[Any], ...], *, frozen: bool) -> FunctionType:
    """`__init__`: compiled once for all classes of the same shape; a class's own names and defaults stand beside it."""
    given = [field for field in fields if field.init]
    set_here = [field for field in fields if field.init or field.default_factory is not MISSING]
    ways = tuple((field.init, field.init and field.kw_only, field.default_factory is not MISSING) for field in set_here)
    names = {f"_{place}": field.name for place, field in enumerate(set_here)}
    code = _compiled(ways, frozen=frozen, goes_on=hasattr(kind, "__post_init__"))
    code = code.replace(
        co_varnames=tuple(names.get(name, name) for name in code.co_varnames),
        co_names=tuple(names.get(name, name) for name in code.co_names),
        co_consts=tuple(names.get(value, value) if isinstance(value, str) else value for value in code.co_consts),
    )
    known: dict[str, object] = {"__builtins__": {}, "_set": object.__setattr__, "_MADE": _MADE}
    known |= {f"_make_{place}": field.default_factory for place, field in enumerate(set_here)}
    optional = list(filter(_has_default, given))
    init = FunctionType(code, known, "__init__", tuple(_default(field) for field in optional if not field.kw_only))
    init.__kwdefaults__ = {field.name: _default(field) for field in optional if field.kw_only}
    init.__annotations__ = {field.name: field.type for field in given} | {"return": None}
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    return init


@cache
def _compiled(ways: tuple[tuple[bool, bool, bool], ...], *, frozen: bool, goes_on: bool) -> CodeType:
    """`__init__` with the places of the fields for their names.

    Args:
        ways: of each field whether it is a parameter, whether by its name alone, and whether its default is made anew.
        frozen: instances refuse to be set.
        goes_on: there is a `__post_init__`.
    """
    places = [f"_{place}" for place, (given, named, _) in enumerate(ways) if given and not named]
    named_only = [f"_{place}" for place, (_, named, _) in enumerate(ways) if named]
    head, body = ["self", *places, *(["*"] if named_only else ()), *named_only], []
    for place, (given, _, made) in enumerate(ways):
        value = f"_{place}"
        if made:
            value = f"_make_{place}() if {value} is _MADE else {value}" if given else f"_make_{place}()"
        body.append(f"_set(self, '_{place}', {value})" if frozen else f"self._{place} = {value}")
    if goes_on:
        body.append("self.__post_init__()")
    source = f"def __init__({', '.join(head)}):\n " + "\n ".join(body or ["pass"])
    return next(part for part in compile(source, "<dataclass>", "exec").co_consts if isinstance(part, CodeType))


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _default(field: Field[Any]) -> object:
    return _MADE if field.default is MISSING else field.default


def _values(names: tuple[str, ...]) -> Callable[[object], object]:
    """What asks an instance for all of these at once."""
    return attrgetter(*names) if names else lambda _instance: ()


def _repr(names: tuple[str, ...]) -> Callable[[object], str]:
    @recursive_repr()
    def shown(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    return shown


def _eq(values: Callable[[object], object]) -> Callable[[object, object], bool]:
    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(values: Callable[[object], object]) -> Callable[[object], int]:
    def hashed(self: object) -> int:
        return hash(values(self))

    return hashed


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
