"""The trail as screen 8 lists it: who did what to which record, when; searched by person, day, ledger, record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual.content import Content

from fjgov_tui.commands.audit import TRAIL_LINE
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.trail import MOST_FOUND, TrailLine, search_trail
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading


@dataclass(frozen=True)
class TrailRow:
    """One entry, or several alike of one transaction."""

    line: TrailLine

    @property
    def id(self) -> int:
        """The entry's number."""
        return self.line.seq


def _cells(row: TrailRow) -> tuple[str, ...]:
    line = row.line
    return line.at, line.who, line.action, line.ledger_title, line.what, line.reason


def about_change(row: TrailRow) -> Folded:
    """The whole entry: what was there before, what came, why."""
    line = row.line
    lines = [plain(f"第 {line.seq} 条  {line.action}  {line.ledger_title}", "bold"), plain(f"{line.at}  {line.both}")]
    lines += [plain(safe(line.what))]
    lines += [plain(f"原因：{safe(line.reason)}")] if line.reason else []
    lines += [plain(f"同一次操作里同样的共 {line.count} 条，这是最后一条；回车全部列出")] if line.count > 1 else []
    lines += _changes(line.changes)
    return Folded([(text, None) for text in lines])


def _changes(changes: Sequence[tuple[str, str, str]]) -> Iterator[Any]:
    for label, before, after in changes:
        yield plain("")
        yield plain(label, "bold")
        if before:
            yield plain(f"- {safe(before)}", "$error")
        if after:
            yield plain(f"+ {safe(after)}", "$success")


def trail_title(count: int, anchor: str, *, searched: bool) -> Content:
    """How many changes are listed, and the trail's head.

    Args:
        count: how many.
        anchor: the trail's head.
        searched: whether they were looked for in the whole trail, and are not simply the newest.
    """
    anchor = anchor[:40]
    if not searched:
        return plain(f" 最近 {count} 次变更  {anchor}…")
    more = f"（只列最新的 {MOST_FOUND}）" if count >= MOST_FOUND else ""
    return plain(f" 在全部变更里查到 {count} 条{more}  {anchor}…")


def found_in_trail(reader: Reader, words: str) -> tuple[TrailRow, ...]:
    """The entries of the whole trail in which all words stand, each for itself and the newest first."""
    return tuple(map(TrailRow, search_trail(reader, words)))


TRAIL: ListView[Any, Any] = ListView(
    title="审计链",
    headings=(
        Heading("at", "时间", 16),
        Heading("who", "谁", 8),
        Heading("action", "做了", 4),
        Heading("ledger", "台账", 10),
        Heading("what", "哪一条", 18),
        Heading("reason", "原因", 14),
    ),
    rows=lambda data: data.changes,
    key=lambda row: row.id,
    cells=_cells,
    empty="没有这样的变更",
    searched=lambda data: data.hits is not None,
    words=lambda row: " ".join((*_cells(row), row.line.ledger, *(label for label, _, _ in row.line.changes))),
    orders={"at": lambda row: -row.id},
    beside=lambda data, row: about_change(row),
    measure="条",
    kind=TRAIL_LINE,
    unmarkable="变更不用标记",
)
"""The newest changes of the file; the finder narrows them by whom, day, ledger, record or field."""


def goes_to(row: TrailRow) -> tuple[str, int] | None:
    """The record that an entry is about; `None` for one about the file itself."""
    line = row.line
    return (line.ledger, line.record) if line.ledger in LEDGERS and line.record else None
