"""Screen 6 处置: the hours that run, what is open, what is read today, who is on duty."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from fjgov_tui.commands import handling as commands
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.mains import HANDLING
from fjgov_tui.commands.procedure import FinishMatter, SignStep
from fjgov_tui.commands.roster import ShowRoster
from fjgov_tui.screens.handling.clocklines import ClockLines
from fjgov_tui.screens.handling.handling_data import (
    VIEWS,
    DutyNow,
    HandlingData,
    Row,
    county_office,
    incident_notice,
    read_handling,
)
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.store import Reader
from fjgov_tui.widgets.plain import plain
from fjgov_tui.workflows.board import Matter
from fjgov_tui.workflows.patrols import Reading, ReadingCoverage


class HandlingScreen(ListScreen[HandlingData, Row]):
    """Three lists, one at a time; above them a line for every hour that runs."""

    MAIN = HANDLING
    OFFERED: ClassVar[tuple[type[Command], ...]] = (*commands.HANDLING_COMMANDS, ShowRoster)
    VIEWS = VIEWS
    HELP = (
        "处置：最上面是正在计的一小时，只剩 15 分钟变红；处置单上 F2 办下一步，回车看通知的文字和电话，= 办结；"
        "舆情、申请等别的办件上 F2 签办，回车看办件，= 办结。"
        "F4 换到今日读网（F2、回车记结果）、值班（F2 交班、接班、电话抽查，回车看值班表）、三十天里读了哪些；"
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

    # --- incidents -----------------------------------------------------------------------------------------------

    @on(commands.TakeStep)
    @work(exclusive=True, group="change")
    async def _take(self) -> None:
        from fjgov_tui.screens.handling.steps import choose_step, take_step

        row, data = self.current, self.data
        if isinstance(row, Matter) and data is not None:
            step = await choose_step(self.app, row)
            if step is not None and await take_step(self.app, self.desk, row, step, data.serving):
                self.reload()

    @on(commands.CloseIncident)
    @work(exclusive=True, group="change")
    async def _close(self) -> None:
        from fjgov_tui.screens.handling.steps import take_step

        row = self.current
        if isinstance(row, Matter) and await take_step(self.app, self.desk, row, "closed", None):
            self.reload()

    @on(commands.ShowNotice)
    @work(exclusive=True, group="notice")
    async def _show_notice(self) -> None:
        from fjgov_tui.screens.handling.notice_page import NoticePage

        row, data = self.current, self.data
        if isinstance(row, Matter) and data is not None:
            await self.app.push_screen_wait(NoticePage(self.desk, self.DIGIT, row.id, data.serving))
            self.reload()

    @on(commands.CopyNotice)
    @work(exclusive=True, group="notice")
    async def _copy(self) -> None:
        row, now = self.current, self.desk.clock()
        if not isinstance(row, Matter):
            return
        notice = await self.attempt(self.desk.read(lambda reader: incident_notice(reader, row.id, now)))
        if notice is not None:
            self.app.copy_to_clipboard(notice.text)
            self.notify("通知的文字已交给终端的剪贴板")

    # --- other procedures ----------------------------------------------------------------------------------------

    @on(commands.ActOnBoard)
    def _act_on_board(self) -> None:
        self._open_board(SignStep)

    @on(commands.OpenOnBoard)
    def _show_on_board(self) -> None:
        self._open_board()

    @on(commands.CloseOnBoard)
    def _close_on_board(self) -> None:
        self._open_board(FinishMatter)

    @work(exclusive=True, group="change")
    async def _open_board(self, first: type[Command] | None = None) -> None:
        from fjgov_tui.screens.procedure.board import BoardPage

        row = self.current
        if isinstance(row, Matter):
            procedure = row.progress.procedure
            board = BoardPage(self.desk, self.DIGIT, procedure.title, (procedure,), row.id, first)
            await self.app.push_screen_wait(board)
            self.reload()

    # --- reading and duty ----------------------------------------------------------------------------------------

    @on(commands.RecordReading)
    @on(commands.OpenReading)
    @work(exclusive=True, group="change")
    async def _record_reading(self) -> None:
        from fjgov_tui.screens.handling.reading_steps import record_reading

        row, data = self.current, self.data
        if not isinstance(row, (Reading, ReadingCoverage)) or data is None:
            return
        if isinstance(row, Reading) and row.read_at is not None:
            self.notify(f"今天 {row.place.name} 已经读过，结果是{row.result}", severity="warning")
        elif await record_reading(self.app, self.desk, row, data.serving):
            self.reload()

    @on(commands.DoDuty)
    @work(exclusive=True, group="change")
    async def _on_duty(self) -> None:
        """What is done with a unit's duty: handed on, taken over, telephones, or its roster."""
        from fjgov_tui.screens.handling.duty_steps import ROSTER, choose_duty_step, take_duty_step

        row = self.current
        step = await choose_duty_step(self.app, row) if isinstance(row, DutyNow) else None
        if step == ROSTER:
            self._open_roster()
        elif isinstance(row, DutyNow) and step is not None and await take_duty_step(self.app, self.desk, row, step):
            self.reload()

    @on(commands.OpenRoster)
    @on(ShowRoster)
    @work(exclusive=True, group="notice")
    async def _open_roster(self) -> None:
        """The roster of the unit under the cursor, else the county office's, also before the lists were read."""
        from fjgov_tui.screens.handling.roster_page import RosterPage

        row = self.current
        unit = row.unit if isinstance(row, DutyNow) else await self.attempt(self.desk.read(county_office))
        if unit is None:
            self.notify("还没有登记县政府办公室；先在台账“单位”里登记", severity="warning")
            return
        await self.app.push_screen_wait(RosterPage(self.desk, self.DIGIT, unit))
        self.reload()

    @on(commands.GoToRecord)
    def _go_to(self) -> None:
        row = self.current
        if isinstance(row, Matter):
            show_detail(self, row.progress.procedure.ledger, row.id)
        elif isinstance(row, DutyNow):
            show_detail(self, "unit", row.unit)
        elif row is not None:
            show_detail(self, row.place.ledger, row.place.id)
