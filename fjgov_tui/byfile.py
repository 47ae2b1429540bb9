"""What is known of each ledger file, kept in one small file of the user's own.

A file that is missing, torn or hostile is no file: then nothing is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from fjgov_tui.clock import parse_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.files import read_bounded, write_own

T = TypeVar("T")

MOST_BYTES = 64 * 1024
MOST_FILES = 20
"""Ledger files that are remembered; the one that was written down longest ago goes first."""
_LONGEST_NAME = 64


class ByFile(Generic[T]):
    """One kind of knowledge of ledger files, each told from every other by the hash of its first entry."""

    def __init__(self, read: Callable[[object], T | None], written: Callable[[T], object]) -> None:
        """Nothing is read before it is asked for.

        Args:
            read: what stands in the file made into what is known; `None` where it has not the form of it.
            written: the way back, as JSON has it.
        """
        self._read_value = read
        self._written = written

    def get(self, path: Path, file: str) -> T | None:
        """What is known of a ledger file; `None` where nothing is.

        Args:
            path: where it is kept; need not exist.
            file: the ledger file.
        """
        return self._read(path).get(file)

    def keep(self, path: Path, file: str, value: T | None) -> None:
        """Keep it, or forget what was known.

        Args:
            path: where it is kept.
            file: the ledger file.
            value: what is known now; without it nothing is.

        Raises:
            InputProblem: it cannot be written.
        """
        known = self._read(path)
        if value is None and file not in known:
            return
        kept = {name: earlier for name, earlier in known.items() if name != file}
        if value is not None:
            kept[file] = value
        newest = list(kept.items())[-MOST_FILES:]
        write_own(path, json.dumps({name: self._written(earlier) for name, earlier in newest}) + "\n")

    def _read(self, path: Path) -> dict[str, T]:
        try:
            kept = json.loads(read_bounded(path, MOST_BYTES))
        except (InputProblem, ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict):
            return {}
        values = {name: self._read_value(given) for name, given in kept.items() if len(name) <= _LONGEST_NAME}
        return {name: value for name, value in values.items() if value is not None}


def is_instant(given: object) -> bool:
    """Whether it is a stored instant."""
    if not isinstance(given, str):
        return False
    try:
        parse_instant(given)
    except ValueError:
        return False
    return True
