"""Screen 7 审校: everything that goes through a procedure, by who must act; what is late stands first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.content import Content

from fjgov_tui.commands import procedure as commands
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.mains import REVIEW
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.ledgers.procedures import Procedure
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.procedure.about import HEADINGS, about_matter, matter_cells, matter_key, matter_key_of
from fjgov_tui.screens.procedure.board import Board
from fjgov_tui.screens.procedure.holders_page import HoldersPage
from fjgov_tui.screens.procedure.unregistered_page import UnregisteredPage
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import plain
from fjgov_tui.workflows.board import Matter, closed_lately, latest_first, matters
from fjgov_tui.workflows.offices import Offices, offices_of

REST_SECONDS = 1.0
"""How long after what is under way nobody reads what is closed: that is when the first keys come."""
CLOSED = 100
"""Closed records of each procedure that are listed; all of them are in their ledgers."""
_PUBLISHING, _OPENING, _ASKING = ("release",), ("change",), ("request", "message")


@dataclass(frozen=True)
class Matters:
    """What the screen shows."""

    open: tuple[Matter, ...]
    """What is under way, what is late first."""
    closed: tuple[Matter, ...] | None = None
    """What was closed last; `None` while it has not been read."""

    def of(self, ledgers: Sequence[str]) -> Sequence[Matter]:
        """What is under way in some ledgers."""
        return [matter for matter in self.open if matter.progress.procedure.ledger in ledgers]


def _closed(
    reader: Reader, now: datetime, procedure: Procedure, offices: Offices | None
) -> tuple[Offices, list[Matter]]:
    offices = offices or offices_of(reader)
    return offices, closed_lately(reader, now, [procedure], CLOSED, offices)


def _view(title: str, empty: str, rows: Callable[[Matters], Sequence[Matter]]) -> ListView[Matters, Matter]:
    return ListView(
        title=title,
        headings=HEADINGS,
        rows=rows,
        key=matter_key,
        cells=matter_cells,
        empty=empty,
        measure="件",
        kind="matter",
        orders={"due": lambda matter: (matter.due is None, str(matter.due))},
        beside=lambda _, matter: about_matter(matter),
    )


_LISTED = {"信息": _PUBLISHING, "开办关停": _OPENING, "申请留言": _ASKING}
"""The ledgers of the lists that show only some: what is begun there is one of them."""
VIEWS = (
    _view("待办", "没有待办的。", lambda data: data.open),
    _view("信息", "没有待办的信息。F3 登记。", lambda data: data.of(_PUBLISHING)),
    _view("开办关停", "没有在办的开设、变更、关停。", lambda data: data.of(_OPENING)),
    _view("申请留言", "没有待答复的申请和留言。", lambda data: data.of(_ASKING)),
    replace(
        _view("办结", "还没有办结的。", lambda data: data.closed or ()), known=lambda data: data.closed is not None
    ),
)


class ReviewScreen(Board[Matters, None], ListScreen[Matters, Matter]):
    """The board of all procedures; below the list how the one under the cursor stands."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = REVIEW
    OFFERED: ClassVar[tuple[type[Command], ...]] = commands.REVIEW_COMMANDS
    VIEWS = VIEWS
    PANEL = "below"
    UNREADABLE = "读不到办件"
    HELP = (
        "审校：三审三校、开办关停、公开申请、网民留言、移交等，超期的在前；F4 换表，/ 按名称、单位、环节、人查找。"
        "F2 签下一步，在纸上办过的按 * 补登，^x 退回，- 不同意，= 办结，+ 重办，F8 打印，F3 新登记，0 零登记；"
        "回车看疑点、附件和各轮正文，^g 到台账里的记录。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Nobody has asked for what is closed.

        Args:
            desk: the open file.
        """
        super().__init__(desk)
        self._wanted_closed = asyncio.Event()

    def show_view(self, view: ListView[Matters, Matter]) -> None:
        """What is closed is read now, where it is looked at."""
        super().show_view(view)
        if view is VIEWS[-1]:
            self._wanted_closed.set()
        else:
            self._wanted_closed.clear()

    def reopened(self) -> None:
        """To what is under way, where it stands now."""
        if self.view is VIEWS[-1]:
            self.show_view(VIEWS[0])

    def read(self, reader: Reader) -> Matters:
        """What is under way; what was closed last comes after it, so that nobody waits for that."""
        closed = self.data.closed if self.data is not None else None
        return Matters(tuple(matters(reader, self.desk.clock(), list(PROCEDURES.values()))), closed)

    def take(self, data: Matters) -> None:
        """Show what is under way, then ask for the rest."""
        super().take(data)
        self._read_closed()

    @work(exclusive=True, group="closed")
    async def _read_closed(self) -> None:
        """A procedure at a time, and none while a key is answered, unless its list is what is looked at."""
        now, closed, offices = self.desk.clock(), list[Matter](), None
        await self._not_wanted_for(REST_SECONDS)
        for procedure in PROCEDURES.values():
            while self.view is not VIEWS[-1] and (left := self.desk.way.left):
                await self._not_wanted_for(left)
            asked = partial(_closed, now=now, procedure=procedure, offices=offices)
            answer = await self.attempt(self.desk.read(asked), self.UNREADABLE)
            if answer is None or not self.children:
                return
            offices = answer[0]
            closed += answer[1]
        if self.data is None:
            return
        self.data = replace(self.data, closed=tuple(latest_first(closed)))
        self.relist() if self.view is VIEWS[-1] else self.say()

    async def _not_wanted_for(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wanted_closed.wait(), seconds)

    def title_line(self, data: Matters) -> Content:
        """How many are under way, and how many of them are late."""
        late = sum(matter.late for matter in data.open)
        return plain(f" 待办 {len(data.open)} 件") + plain(f"  超期 {late} 件", "$error" if late else "")

    @on(commands.GoToMatter)
    def _to_ledger(self) -> None:
        matter = self.current
        if matter is not None:
            show_detail(self, matter.progress.procedure.ledger, matter.id)

    @on(commands.NewMatter)
    @work
    async def _begin_matter(self) -> None:
        """Choose what kind of thing it is, where the list has several, then fill in its form."""
        everything = dict.fromkeys(each.ledger for each in PROCEDURES.values() if each.ledger != "handover")
        ledgers = _LISTED.get(self.view.title, tuple(everything))
        entries = [Entry(name, LEDGERS[name].title, LEDGERS[name].purpose) for name in ledgers]
        several = len(ledgers) > 1
        chosen = await self.app.push_screen_wait(Picker("登记哪一种", entries)) if several else ledgers[0]
        if chosen is None:
            return
        form = FormScreen(self.desk, LEDGERS[chosen])
        form.DIGIT = self.DIGIT
        made = await self.app.push_screen_wait(form)
        if made is not None:
            self.wanted = matter_key_of(chosen, made)
        self.reload()

    @on(commands.SeeHolders)
    def _see_holders(self) -> None:
        self.app.push_screen(HoldersPage(self.desk, self.DIGIT))

    @on(commands.SeeUnregistered)
    @work
    async def _see_unregistered(self) -> None:
        await self.app.push_screen_wait(UnregisteredPage(self.desk, self.DIGIT))
        self.reload()
