"""Screen 6 处置: the hours that run, what is open, what is read today, who is on duty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from fjgov_tui.commands import handling as commands
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.mains import HANDLING
from fjgov_tui.commands.roster import ShowRoster
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.duty import PatrolResult
from fjgov_tui.ledgers.incidents import IncidentKind, IncidentSource
from fjgov_tui.screens.handling.clocklines import ClockLines
from fjgov_tui.screens.handling.handling_data import (
    OPEN,
    VIEWS,
    DutyNow,
    HandlingData,
    Row,
    incident_notice,
    read_handling,
)
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.store import Reader, Store
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.window import Page
from fjgov_tui.workflows.board import Matter
from fjgov_tui.workflows.patrols import Reading, ReadingCoverage, book_reading

KINDS_READ: Mapping[str, IncidentKind] = {
    PatrolResult.PROBLEM: IncidentKind.CONTENT,
    PatrolResult.UNREACHABLE: IncidentKind.UNREACHABLE,
}
"""What kind of incident the result of a reading opens."""


class HandlingScreen(ListScreen[HandlingData, Row]):
    """Three lists, one at a time; above them a line for every hour that runs."""

    MAIN = HANDLING
    OFFERED: ClassVar[tuple[type[Command], ...]] = (*commands.HANDLING_COMMANDS, ShowRoster)
    VIEWS = VIEWS
    HELP = (
        "处置：最上面是正在计的一小时，只剩 15 分钟变红；F2 办下一步，回车看通知的文字和电话，= 办结。"
        "F4 换到今日读网（F2 记结果）、值班（F2 交班、接班、电话抽查）、三十天里读了哪些；"
        "^u 看这个月的值班表，换班、请假、排班都在那里。"
        "在哪个画面都可以按 ^n 登记刚发现的问题。"
    )

    def content(self) -> ComposeResult:
        """The hours first."""
        yield ClockLines(self.desk.clock)
        yield from super().content()

    def read(self, reader: Reader) -> HandlingData:
        """Everything of this moment."""
        return read_handling(reader, self.desk.clock())

    def title_line(self, data: HandlingData) -> Content:
        """Who is on duty, what was read, where nobody is."""
        county = next((line for line in data.duty if line.county), None)
        here = f"值班 {county.person or '✗ 空班'}" if county else "✗ 县里没有排值班表"
        leader = f"（带班 {county.leader}）" if county and county.leader else ""
        following = f"  下一班 {county.following}" if county and county.following else ""
        gaps = f"  ✗ {data.gaps} 个单位空班" if data.gaps else ""
        read = f"  读网 {data.reading.done}/{len(data.reading.readings)}"
        return plain(f" {here}{leader}{read}{gaps}{following}")

    @on(commands.TakeStep)
    @work(exclusive=True, group="change")
    async def _take(self) -> None:
        from fjgov_tui.screens.handling.steps import choose_step, take_step

        row, data = self.current, self.data
        if isinstance(row, (Reading, ReadingCoverage)) and data is not None:
            await self._book_reading(row, data)
        elif isinstance(row, Matter) and data is not None:
            if row.progress.procedure.ledger != "incident":
                await self._open_board(row)
                return
            step = await choose_step(self.app, row)
            if step is not None and await take_step(self.app, self.desk, row, step, data.serving):
                self.reload()
        elif isinstance(row, DutyNow):
            await self._on_duty(row)
        else:
            self.notify("没有选中的一行", severity="warning")

    async def _on_duty(self, row: DutyNow) -> None:
        """What is done with a unit's duty: handed on, taken over, telephones, or its roster."""
        from fjgov_tui.screens.handling.duty_steps import ROSTER, choose_duty_step, take_duty_step

        step = await choose_duty_step(self.app, row)
        if step == ROSTER:
            self._open_roster()
        elif step is not None and await take_duty_step(self.app, self.desk, row, step):
            self.reload()

    @on(commands.CloseIncident)
    @work(exclusive=True, group="change")
    async def _close(self) -> None:
        from fjgov_tui.screens.handling.steps import take_step

        row = self.current
        if not isinstance(row, Matter):
            self.notify("这一行不是处置单", severity="warning")
        elif row.progress.procedure.ledger != "incident":
            await self._open_board(row)
        elif await take_step(self.app, self.desk, row, "closed", None):
            self.reload()

    async def _open_board(self, matter: Matter) -> None:
        from fjgov_tui.screens.procedure.board import BoardPage

        procedure = matter.progress.procedure
        board = BoardPage(self.desk, self.DIGIT, procedure.title, (procedure,), matter.id)
        await self.app.push_screen_wait(board)
        self.reload()

    async def _book_reading(self, row: Reading | ReadingCoverage, data: HandlingData) -> None:
        """✓ with two keys; trouble opens an incident, which the reading names."""
        from fjgov_tui.screens.handling.entry import enter_at

        if isinstance(row, Reading) and row.read_at is not None:
            self.notify(f"今天 {row.place.name} 已经读过，结果是{row.result}", severity="warning")
            return
        person = data.serving if data.serving is not None else await self._choose_person()
        signs = {PatrolResult.FINE: "✓", PatrolResult.PROBLEM: "✗", PatrolResult.UNREACHABLE: "✗"}
        entries = [Entry(result, f"{signs[result]} {result}") for result in PatrolResult]
        result = await self.app.push_screen_wait(Picker(f"读了：{row.place.name}", entries)) if person else None
        if result is None or person is None:
            return
        incident = None
        if result in KINDS_READ:
            incident = await enter_at(self.app, self.desk, row.place, KINDS_READ[result], IncidentSource.PATROL)
            if incident is None:
                return
        linked = incident if result == PatrolResult.PROBLEM else None

        def write(store: Store) -> None:
            with store.write("读网") as writer:
                book_reading(writer, row.place, person, result, incident=linked)

        try:
            await self.desk.write(write)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有写入", str(error)))
        self.reload()

    async def _choose_person(self) -> int | None:
        """Nobody is on duty: who has read it then?"""
        people = await self.desk.read(
            lambda reader: [(item.id, item.title) for item in reader.records(LEDGERS["person"])]
        )
        entries = [Entry(str(number), name) for number, name in people]
        chosen = await self.app.push_screen_wait(Picker("现在没有人在班，谁读的", entries))
        return None if chosen is None else int(chosen)

    @on(commands.ShowNotice)
    @work(exclusive=True, group="notice")
    async def _show_notice(self) -> None:
        from fjgov_tui.screens.handling.notice_page import NoticePage

        row = self.current
        if isinstance(row, Matter) and row.progress.procedure.ledger == "incident":
            serving = self.data.serving if self.data is not None else None
            await self.app.push_screen_wait(NoticePage(self.desk, self.DIGIT, row.id, serving))
            self.reload()
        elif isinstance(row, Matter):
            await self._open_board(row)
        elif isinstance(row, DutyNow):
            self._open_roster()
        elif row is not None:
            await self._take_line()

    async def _take_line(self) -> None:
        self.post_command(commands.TakeStep)

    @on(ShowRoster)
    def _open_roster(self) -> None:
        """The roster of the unit under the cursor, else the county office's."""
        from fjgov_tui.screens.handling.roster_page import RosterPage

        row, data = self.current, self.data
        unit = row.unit if isinstance(row, DutyNow) else data.office if data is not None else None
        if unit is None:
            self.notify("还没有登记县政府办公室；先在台账“单位”里登记", severity="warning")
        else:
            self._show_page(RosterPage(self.desk, self.DIGIT, unit))

    @work(exclusive=True, group="notice")
    async def _show_page(self, page: Page[None]) -> None:
        await self.app.push_screen_wait(page)
        self.reload()

    @on(commands.CopyNotice)
    @work(exclusive=True, group="notice")
    async def _copy(self) -> None:
        row, now = self.current, self.desk.clock()
        if not isinstance(row, Matter) or row.progress.procedure.ledger != "incident":
            self.notify("这一行没有通知的文字", severity="warning")
            return
        notice = await self.attempt(self.desk.read(lambda reader: incident_notice(reader, row.id, now)))
        if notice is not None:
            self.app.copy_to_clipboard(notice.text)
            self.notify("通知的文字已交给终端的剪贴板")

    @on(commands.GoToRecord)
    def _go_to(self) -> None:
        row = self.current
        if isinstance(row, Matter):
            show_detail(self, row.progress.procedure.ledger, row.id)
        elif self.view is OPEN or row is None:
            self.notify("没有选中的记录", severity="warning")
        else:
            self.notify("这一行不是台账里的一条记录", severity="warning")
