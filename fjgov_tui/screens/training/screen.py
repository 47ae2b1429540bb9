"""Screen 4 培训: a year's coverage unit by unit, who is missing, who worked untrained, and the sessions."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import training as commands
from fjgov_tui.commands.mains import TRAINING
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.screens.training.training_data import (
    PEOPLE,
    SESSIONS,
    UNITS,
    VIEWS,
    TrainingRow,
    TrainingYear,
    about,
    folded,
    history_lines,
    read_year,
)
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.training import history

FIRST_YEAR = 2000
"""Nobody looks further back."""


class TrainingScreen(ListScreen[TrainingYear, TrainingRow]):
    """Four lists of one year, one at a time; below or beside it what is known of the line under the cursor."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = TRAINING
    OFFERED = commands.TRAINING_COMMANDS
    VIEWS = VIEWS
    PANEL = "always"
    HELP = (
        "培训：F4 换表（单位、未参训、新到岗、培训），←→ 换年，回车看明细。"
        "未参训的人用空格标记，F2 选一期培训，一次记上。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Start with this year's units."""
        super().__init__(desk)
        self._year = beijing_day(desk.clock()).year

    @property
    def _today_year(self) -> int:
        return beijing_day(self.desk.clock()).year

    def person_at_hand(self) -> int | None:
        """The person under the cursor."""
        return self.records.record if self.view.kind == PEOPLE else None

    def read(self, reader: Reader) -> TrainingYear:
        """The year that is looked at."""
        return read_year(reader, self._year, beijing_day(self.desk.clock()))

    def title_line(self, data: TrainingYear) -> Content:
        """The year, its sessions, how many were trained."""
        year = data.coverage
        until = f"（截至 {year.as_of:%m-%d}）" if year.year == self._today_year else ""
        parts = [f" {year.year} 年培训{until}  {len(year.sessions)} 期"]
        if year.total:
            parts.append(f"参训 {year.covered}/{year.total}（{year.percent}%）")
            parts.append(f"✗ 缺 {len(year.missing)} 人" if year.missing else "✓ 全员参训")
        if not year.sessions:
            parts.append("✗ 还没有培训")
        parts.append("←→ 换年")
        return plain("  ".join(parts))

    def explain(self) -> None:
        """Of a person also every session that was attended, which has to be read."""
        row = self.current
        if self.view.kind == PEOPLE and row is not None:
            self._tell_of(row)
        else:
            super().explain()

    @work(exclusive=True, group="beside")
    async def _tell_of(self, person: TrainingRow) -> None:
        attended = await self.attempt(self.desk.read(lambda reader: history(reader, person.id)))
        if self.data is not None and self.view.kind == PEOPLE and person is self.current:
            lines = about(self.data, self.view.title, person.id) + history_lines(attended or ())
            self.query_one("#about", Plain).show_folded(folded(lines))

    # --- which year ----------------------------------------------------------------------------------------------

    @on(commands.YearBefore)
    def _year_before(self) -> None:
        self._go_to(self._year - 1)

    @on(commands.YearAfter)
    def _year_after(self) -> None:
        self._go_to(self._year + 1)

    def _go_to(self, year: int) -> None:
        if not FIRST_YEAR <= year <= self._today_year:
            self.notify("已经是今年了" if year > self._today_year else "没有更早的了")
            return
        self._year = year
        self.records.marks.clear()
        self.reload()

    def step_out(self) -> bool:
        """Back to this year."""
        if self._year == self._today_year:
            return super().step_out()
        self._go_to(self._today_year)
        return True

    # --- what can be done ----------------------------------------------------------------------------------------

    @on(commands.ShowLine)
    @work
    async def _show_line(self) -> None:
        from fjgov_tui.screens.training.attendance_page import AttendingPage
        from fjgov_tui.screens.training.workers import PersonPage, UnitPage

        line = self.records.record
        if line is None:
            return
        if self.view.kind == PEOPLE:
            await self.app.push_screen_wait(PersonPage(self.desk, line))
        elif self.view is UNITS:
            await self.app.push_screen_wait(UnitPage(self.desk, line, self._year))
        else:
            await self.app.push_screen_wait(AttendingPage(self.desk, line))

    @on(commands.MarkAttendance)
    @work
    async def _mark_attendance(self) -> None:
        from fjgov_tui.screens.training.attendance_page import AttendingPage

        if self.data is None:
            return
        marked, session = frozenset(self.records.marks), None
        if self.view is SESSIONS:
            session = self.records.record
        else:
            session = await self._choose_session(self.data)
        if session is not None and await self.app.push_screen_wait(AttendingPage(self.desk, session, marked)):
            self.records.marks.clear()
            self.reload()

    async def _choose_session(self, seen: TrainingYear) -> int | None:
        held = [session for session in seen.sessions if session.held_on <= seen.coverage.as_of]
        if not held:
            self.notify(f"{self._year} 年还没有开过的培训；请先按 F3 登记一期", severity="warning")
            return None
        entries = [
            Entry(str(session.id), f"{session.held_on}  {session.name}", f"{session.form} {session.attended} 人")
            for session in held
        ]
        chosen = await self.app.push_screen_wait(Picker("登记哪一期的参训", entries, note="回车选定，下一步勾选人员"))
        return None if chosen is None else int(chosen)

    @on(commands.AddSession)
    @work
    async def _add_session(self) -> None:
        from fjgov_tui.screens.ledgers.form import FormScreen

        saved = await self.app.push_screen_wait(FormScreen(self.desk, LEDGERS["training"]))
        if saved is not None:
            held = await self.attempt(self.desk.read(lambda r: r.record(LEDGERS["training"], saved).day("held_on")))
            if held is not None and held.year <= self._today_year:
                self._year = held.year
            self.show_view(SESSIONS)
            self.reload()

    @on(commands.ImportSignIn)
    @work
    async def _import(self) -> None:
        from fjgov_tui.screens.ledgers.importing import ImportWizard

        await self.app.push_screen_wait(ImportWizard(self.desk, LEDGERS["attendance"]))

    @on(commands.SaveYear)
    @work
    async def _save_year(self) -> None:
        from fjgov_tui.reports.training import write_training_record
        from fjgov_tui.screens.saving import SaveAs

        year, today = self._year, beijing_day(self.desk.clock())

        async def write(path: Path) -> object:
            return await self.desk.read(lambda reader: write_training_record(reader, path, year, today))

        text = f"{year} 年的培训场次、参训名单、各单位参训率、缺训人员和未经培训人员，存成一个表格文件。"
        await self.app.push_screen_wait(SaveAs(f"{year} 年培训年报", text, f"{year}年培训年报.xlsx", write))
