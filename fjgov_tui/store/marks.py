"""How a file says of itself that it is an audit copy, and what such a copy can and cannot prove."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.store.engine import connect_readonly
from fjgov_tui.store.filesystem import path_problem
from fjgov_tui.store.sqlite import UNREADABLE, Handle
from fjgov_tui.store.steps import fact
from fjgov_tui.text import clean

AUDIT_COPY = "audit_copy"
"""The row of `meta` that says so."""
_LOGGED = 19
"""Where a file of SQLite says how it is read: 1 by a rollback journal, 2 by a write-ahead log."""


@dataclass(frozen=True, kw_only=True)
class CopyMark:
    """What an audit copy says of itself."""

    at: str
    """When it was made, UTC."""
    by: str
    """Who made it."""
    unit: str
    """The unit whose records it holds; empty where it holds all."""
    entries_left_out: int
    """How many entries of the trail are there as digests alone."""

    @property
    def words(self) -> str:
        """What was left out, and what can be proven all the same, in Chinese without a full stop."""
        whose = (
            f"只有“{self.unit}”的记录和它们牵涉到的，其他单位的 {self.entries_left_out:,} 条只留摘要；"
            if self.unit
            else ""
        )
        return (
            f"检查副本：{whose}密封字段只留遮盖的样子，不带草稿、口令标记和网页原文；"
            "链的先后、没有密封的字段可以证明，密封字段的原值不能"
        )


def copy_mark(db: Handle) -> CopyMark | None:
    """The mark of an audit copy; `None` for any other file."""
    try:
        value = json.loads(fact(db, AUDIT_COPY) or "null")
        return CopyMark(
            at=str(value["at"]),
            by=clean(str(value["by"])),
            unit=clean(str(value["unit"])),
            entries_left_out=int(value["entries_left_out"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


def is_audit_copy(path: Path) -> bool:
    """Whether a file says that it is an audit copy; what nobody can read does not.

    Asked before this process has opened the file: whoever reads its first bytes afterwards gives up its locks.
    """
    if path_problem(path) is not None:
        return False  # Nobody would ever have done with reading a pipe.
    try:
        with path.open("rb") as file:
            if file.read(_LOGGED + 1)[_LOGGED:] == b"\x02":
                return False  # A copy is made with a rollback journal; to ask SQLite takes as long as to open the file.
        with closing(connect_readonly(path)) as connection:
            return copy_mark(Handle(connection)) is not None
    except (StoreProblem, OSError, *UNREADABLE):
        return False
