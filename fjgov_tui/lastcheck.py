"""What the last check of each ledger file counted, kept in a small file of the user's own: never without its time.

Checking a county takes a second or two; until then the overview shows what was counted last, and when. Counts alone are
kept, no names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from fjgov_tui.byfile import ByFile, is_instant
from fjgov_tui.dataclass import dataclass

MOST_ROWS = 60
_WIDE = 5
"""Numbers in a row: what is counted, violations, warnings, notices, rules that could not judge everything."""


@dataclass(frozen=True)
class LastCheck:
    """The counts of one check."""

    at: str
    """When, as a stored instant."""
    rows: tuple[tuple[int, ...], ...]
    """A chapter's number, and its counts."""


def read_last_check(path: Path, file: str) -> LastCheck | None:
    """What was counted last; `None` where nothing is known.

    Args:
        path: `paths.last_checks_file()`; need not exist.
        file: what tells the ledger file from every other: the hash of its first entry.
    """
    return _KEPT.get(path, file)


def keep_last_check(path: Path, file: str, check: LastCheck) -> None:
    """Keep what was counted now.

    Args:
        path: the file.
        file: as in `read_last_check`.
        check: the counts.

    Raises:
        InputProblem: it cannot be written.
    """
    _KEPT.keep(path, file, check)


def _check(given: object) -> LastCheck | None:
    """What was kept, if it has the form of it."""
    if not isinstance(given, Mapping):
        return None
    at, rows = given.get("at"), given.get("rows")
    if not isinstance(at, str) or not is_instant(at) or not isinstance(rows, list) or len(rows) > MOST_ROWS:
        return None
    if not all(isinstance(row, list) and len(row) == _WIDE and all(map(_is_count, row)) for row in rows):
        return None
    return LastCheck(at, tuple(tuple(row) for row in rows))


def _is_count(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 10_000_000


_KEPT = ByFile(_check, asdict)
