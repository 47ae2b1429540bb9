"""All duties of the next 30 days on a page: by how soon they end, searched by unit, person or record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import on
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.listing import LIST_COMMANDS, OpenRow
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.duties import Obligation, duties


@dataclass(frozen=True)
class DutyRow:
    """A duty with its place in the list, which is its number while the list is not read anew."""

    id: int
    duty: Obligation
    left: int
    """Days that are left; below zero it is late."""
    state: str
    """The same in words."""


@dataclass(frozen=True)
class DutyData:
    """What the page lists."""

    today: date
    rows: tuple[DutyRow, ...]


def _cells(row: DutyRow) -> tuple[str, ...]:
    duty = row.duty
    return (
        f"{duty.day}", row.state, duty.what, safe(duty.subject), safe(duty.unit), safe(duty.person), f"{duty.article}",
    )  # fmt: skip


def _about(row: DutyRow) -> Folded:
    duty = row.duty
    lines = [
        plain(duty.what, "bold"),
        plain(safe(duty.subject)),
        plain(""),
        plain(f"最后一天：{duty.day}"),
        plain(f"单位：{safe(duty.unit) or '没有登记'}"),
        plain(f"谁办：{safe(duty.person) or '没有指定'}"),
        plain(f"依据：第{duty.article}条    台账：{LEDGERS[duty.ledger].title}"),
    ]
    return Folded([(line, None) for line in lines])


def _view(title: str, wanted: Callable[[int], bool]) -> ListView[DutyData, DutyRow]:
    def rows(data: DutyData) -> Sequence[DutyRow]:
        return [row for row in data.rows if wanted(row.left)]

    return ListView(
        title=title,
        headings=(
            Heading("day", "最后一天", 10),
            Heading("left", "还剩", 9),
            Heading("what", "要办什么", 20),
            Heading("subject", "对象", 18),
            Heading("unit", "单位", 14),
            Heading("person", "谁", 8),
            Heading("article", "条", 3),
        ),
        rows=rows,
        key=lambda row: row.id,
        cells=_cells,
        empty="没有",
        orders={"left": lambda row: row.left},
        beside=lambda _, row: _about(row),
        measure="件",
        kind="要办的事",
    )


class DutiesPage(ListPage[DutyData, DutyRow, None]):
    """Everything that is overdue or falls due within 30 days."""

    HELP = "要办的事：逾期的和 30 天内到期的，先到期的在前；F4 换成逾期、7 天内、14 天内；回车到那条记录。"
    OFFERED = LIST_COMMANDS
    VIEWS = (
        _view("30 天内", lambda left: True),
        _view("逾期", lambda left: left < 0),
        _view("7 天内", lambda left: 0 <= left <= 7),
        _view("14 天内", lambda left: 0 <= left <= 14),
    )

    def __init__(self, desk: AsyncStore, digit: str) -> None:
        """List them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
        """
        super().__init__(desk, "要办的事", digit)

    def read(self, reader: Reader) -> DutyData:
        """All of them."""
        today = beijing_day(self.desk.clock())
        listed = duties(reader, today)
        return DutyData(
            today,
            tuple(
                DutyRow(place, duty, duty.days_left(today), duty.left(today)) for place, duty in enumerate(listed, 1)
            ),
        )

    def title_line(self, data: DutyData) -> Content:
        """The day from which is counted."""
        return plain(f" 要办的事  从 {data.today} 起 30 天")

    @on(OpenRow)
    def _open(self) -> None:
        row = self.current
        if row is not None:
            show_detail(self, row.duty.ledger, row.duty.id)
