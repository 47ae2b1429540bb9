"""Who held which office on a day (articles 5 and 15): the question that is asked when a signature is doubted."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.procedure import ChooseDay
from fjgov_tui.dataclass import dataclass
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.posts import Holding, held_on


@dataclass(frozen=True)
class HoldingRow:
    """One of them, with its place in the list."""

    number: int
    holding: Holding


def _cells(row: HoldingRow) -> tuple[str, ...]:
    held = row.holding
    return held.unit, held.office, held.person, str(held.since or "没有登记"), str(held.until or "")


VIEW: ListView[tuple[HoldingRow, ...], HoldingRow] = ListView(
    title="在任",
    headings=(
        Heading("unit", "单位", 20),
        Heading("office", "职务", 12),
        Heading("person", "人员", 10),
        Heading("since", "任职起", 10),
        Heading("until", "任职止", 10),
    ),
    rows=lambda data: data,
    key=lambda row: row.number,
    cells=_cells,
    empty="那天没有人在任。",
    measure="人次",
    kind="holding",
)


class HoldersPage(ListPage[tuple[HoldingRow, ...], HoldingRow, None]):
    """A list by unit and office; F4 asks for another day, / finds a unit, an office or a name."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (ChooseDay,)
    VIEWS: ClassVar[tuple[ListView[Any, Any], ...]] = (VIEW,)
    OPENS = False
    UNREADABLE = "读不到任职"
    HELP = "那天谁任什么职：按任职台账，没有任职记录的人按承担工作和单位的责任人。F4 换一天，/ 按单位、职务、姓名查找。"

    def __init__(self, desk: AsyncStore, digit: str) -> None:
        """Begin with today.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
        """
        super().__init__(desk, "任职", digit)
        self._day: date | None = None

    @property
    def _asked(self) -> date:
        return self._day or beijing_day(self.desk.clock())

    def read(self, reader: Reader) -> tuple[HoldingRow, ...]:
        """As the file tells of the day that is asked for."""
        holdings = held_on(reader, self._asked)
        return tuple(HoldingRow(number, held) for number, held in enumerate(holdings, 1))

    def title_line(self, data: tuple[HoldingRow, ...]) -> Content:
        """Of which day it tells."""
        return plain(f" {self._asked} 在任  {len(data)} 人次")

    @on(ChooseDay)
    @work(exclusive=True, group="day")
    async def _choose_day(self) -> None:
        day = await self.app.push_screen_wait(AskDay("哪一天", "看那一天谁在任什么职。", self._asked))
        if day is not None:
            self._day = day
            self.reload()
