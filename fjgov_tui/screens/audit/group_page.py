"""The entries of one transaction that did the same to one ledger, such as an import's, each on its own line."""

from __future__ import annotations

from textual import on
from textual.content import Content

from fjgov_tui.commands.listing import LIST_COMMANDS, OpenRow
from fjgov_tui.dataclass import dataclass
from fjgov_tui.reports.trail import group_lines
from fjgov_tui.screens.audit.trail_view import TRAIL, TrailRow, goes_to
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.plain import plain


@dataclass(frozen=True)
class GroupData:
    """Its entries, the newest first."""

    changes: tuple[TrailRow, ...]
    hits: None = None
    """What is looked for is looked for among them."""


class GroupPage(ListPage[GroupData, TrailRow, None]):
    """One transaction taken apart; Enter goes to the record."""

    HELP = "一次操作里同样的变更，一条一行；/ 查找，回车到那条记录。"
    OFFERED = LIST_COMMANDS
    VIEWS = (TRAIL,)

    def __init__(self, desk: AsyncStore, digit: str, group: TrailRow) -> None:
        """List them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            group: one of them.
        """
        super().__init__(desk, "一次操作")
        self.DIGIT, self._group = digit, group

    def read(self, reader: Reader) -> GroupData:
        """All of them."""
        return GroupData(tuple(map(TrailRow, group_lines(reader, self._group.line.seq))))

    def title_line(self, data: GroupData) -> Content:
        """Who did what to which ledger, and how many times."""
        line = self._group.line
        return plain(f" {line.at} {line.who} {line.action} {line.ledger_title}  共 {len(data.changes):,} 条")

    @on(OpenRow)
    def _open(self) -> None:
        row = self.current
        target = goes_to(row) if row is not None else None
        if target is not None:
            show_detail(self, *target)
