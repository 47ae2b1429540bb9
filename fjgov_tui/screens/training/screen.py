"""Screen 4 培训: a year's coverage unit by unit, who is missing, who worked untrained, and the sessions."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import training as commands
from fjgov_tui.commands.base import Situation, bindings
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.base import CommandScreen
from fjgov_tui.screens.training.training_data import VIEWS, TrainingView, TrainingYear, about, history_lines, read_year
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.finder import Finder
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.recordlist import RecordList
from fjgov_tui.workflows.training import history

FIRST_YEAR = 2000
"""Nobody looks further back."""


class TrainingScreen(CommandScreen):
    """Four lists of one year, one at a time; below or beside it what is known of the line under the cursor."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    DIGIT = "4"
    OFFERED = commands.TRAINING_COMMANDS
    BINDINGS: ClassVar = bindings(commands.TRAINING_COMMANDS)
    HELP = (
        "培训：F4 换表（单位、未参训、新到岗、培训），←→ 换年，回车看明细。"
        "未参训的人用空格标记，F2 选一期培训，一次记上。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Start with this year's units."""
        super().__init__(desk)
        self._year = beijing_day(desk.clock()).year
        self._view: TrainingView = VIEWS[0]
        self._seen: TrainingYear | None = None

    def content(self) -> ComposeResult:
        """Title, lists by name, the list, the panel."""
        yield Plain(" 正在读取…", id="title")
        yield Plain(id="views")
        yield Finder("筛选：汉字或拼音首字母，空格隔开多个词")
        with Container(id="both"):
            yield RecordList(id="records")
            with VerticalScroll(id="beside", can_focus=False):
                yield Plain(id="about")

    def on_mount(self) -> None:
        """Nothing is filtered yet."""
        self._show_headings()
        self.records.focus()

    def on_screen_resume(self) -> None:
        """Shown, or shown again after something may have been changed."""
        self.reload()

    @property
    def records(self) -> RecordList:
        """The list."""
        return self.query_one(RecordList)

    @property
    def _today_year(self) -> int:
        return beijing_day(self.desk.clock()).year

    def situation(self) -> Situation:
        """Whether there is a line under the cursor."""
        return Situation(self.desk.readonly, record=self.is_mounted and self.records.record is not None)

    def person_at_hand(self) -> int | None:
        """The person under the cursor."""
        return self.records.record if self._view.people else None

    # --- reading and showing -------------------------------------------------------------------------------------

    @work(exclusive=True, group="year")
    async def reload(self) -> None:
        """Read the year again."""
        year, today = self._year, beijing_day(self.desk.clock())
        seen = await self.attempt(self.desk.read(lambda reader: read_year(reader, year, today)))
        if seen is not None:
            self._seen = seen
            self._show()

    def _show(self, keep: int | None = None) -> None:
        if self._seen is None:
            return
        lines = self._view.lines(self._seen)
        words = self.finder.words.casefold().split()
        shown = [line for line in lines if line.matches(words)] if words else lines
        self.records.marks &= {line.id for line in lines}
        self.records.show_cells({line.id: line.cells for line in shown})
        self.records.show_ids(array("q", [line.id for line in shown]), keep or self.records.record)
        self._say_title(self._seen)
        self._say_views(self._seen, len(shown), len(lines))
        self.refresh_bindings()

    def _say_title(self, seen: TrainingYear) -> None:
        year = seen.coverage
        until = f"（截至 {year.as_of:%m-%d}）" if year.year == self._today_year else ""
        parts = [f" {year.year} 年培训{until}  {len(year.sessions)} 期"]
        if year.total:
            parts.append(f"参训 {year.covered}/{year.total}（{year.percent}%）")
            parts.append(f"✗ 缺 {len(year.missing)} 人" if year.missing else "✓ 全员参训")
        if not year.sessions:
            parts.append("✗ 还没有培训")
        parts.append("←→ 换年")
        self.query_one("#title", Plain).show("  ".join(parts))

    def _say_views(self, seen: TrainingYear, shown: int, total: int) -> None:
        pieces = []
        for view in VIEWS:
            words = f" {view.title} {len(view.lines(seen))} "
            pieces.append(plain(words, "reverse bold" if view is self._view else ""))
        if total == 0:
            pieces.append(plain(f"  {self._view.empty}", "$text-muted"))
        elif self.finder.words:
            pieces.append(plain(f"  筛选“{self.finder.words}” {shown} 条", "$text-muted"))
        if self.records.marks:
            pieces.append(plain(f"  已标记 {len(self.records.marks)} 人", "$text-muted"))
        self.query_one("#views", Plain).show_folded(Folded([(Content("").join(pieces), 0)]))

    def _show_headings(self) -> None:
        self.records.show_headings(self._view.headings, "", descending=False)

    @on(RecordList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()
        self._explain(self.records.record)

    @work(exclusive=True, group="about")
    async def _explain(self, line_id: int | None) -> None:
        """What is known of the line; of a person also every session she attended."""
        lines = about(self._seen, self._view, line_id) if self._seen is not None and line_id is not None else []
        if self._view.people and line_id is not None:
            told = await self.attempt(self.desk.read(lambda reader: history(reader, line_id)))
            lines += history_lines(told or ())
        self.query_one("#about", Plain).show("\n".join(lines))

    # --- choosing what is listed ---------------------------------------------------------------------------------

    @on(commands.NextView)
    def _next_view(self) -> None:
        self._change_view(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def _change_view(self, view: TrainingView) -> None:
        self._view = view
        self.records.marks.clear()
        self.finder.reset()
        self.records.show_ids(array("q"))
        self._show_headings()
        self.records.focus()
        self._show()

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

    @property
    def finder(self) -> Finder:
        """The line that narrows the list."""
        return self.query_one(Finder)

    @on(commands.FilterLines)
    def _start_filter(self) -> None:
        self.finder.begin()

    @on(Finder.Found)
    def _narrow(self) -> None:
        self._show()

    @on(Finder.Done)
    def _found(self) -> None:
        self.records.focus()

    @on(commands.StepBack)
    def _back(self) -> None:
        """One step out: filter, marks, list, year."""
        if self.finder.leave():
            self.records.focus()
        elif self.records.marks:
            self.records.marks.clear()
            self._show()
        elif self._view is not VIEWS[0]:
            self._change_view(VIEWS[0])
        elif self._year != self._today_year:
            self._go_to(self._today_year)

    @on(commands.MarkPerson)
    def _mark(self) -> None:
        if not self._view.people:
            self.notify("按 F4 换到“未参训”再标记人", severity="warning")
            return
        self.records.toggle_mark()
        self._show()

    @on(commands.MarkEverybody)
    def _mark_all(self) -> None:
        if not self._view.people:
            self.notify("按 F4 换到“未参训”再标记人", severity="warning")
            return
        listed = set(self.records.ids)
        self.records.marks = set() if self.records.marks >= listed else self.records.marks | listed
        self._show()

    # --- what can be done ----------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.post_message(commands.ShowLine())

    @on(commands.ShowLine)
    @work
    async def _show_line(self) -> None:
        from fjgov_tui.screens.training.attendance_page import AttendingPage
        from fjgov_tui.screens.training.workers import PersonPage, UnitPage

        line = self.records.record
        if self._seen is None or line is None:
            return
        if self._view.people:
            await self.app.push_screen_wait(PersonPage(self.desk, line))
        elif self._view is VIEWS[0]:
            await self.app.push_screen_wait(UnitPage(self.desk, line, self._year))
        else:
            await self.app.push_screen_wait(AttendingPage(self.desk, line))

    @on(commands.MarkAttendance)
    @work
    async def _mark_attendance(self) -> None:
        from fjgov_tui.screens.training.attendance_page import AttendingPage

        if self._seen is None:
            return
        marked, session = frozenset(self.records.marks), None
        if self._view is VIEWS[3]:
            session = self.records.record
        else:
            session = await self._choose_session(self._seen)
        if session is not None and await self.app.push_screen_wait(AttendingPage(self.desk, session, marked)):
            self.records.marks.clear()
            self.reload()

    async def _choose_session(self, seen: TrainingYear) -> int | None:
        held = [one for one in seen.sessions if one.held_on <= seen.coverage.as_of]
        if not held:
            self.notify(f"{self._year} 年还没有开过的培训；请先按 F3 登记一期", severity="warning")
            return None
        entries = [Entry(str(one.id), f"{one.held_on}  {one.name}", f"{one.form} {one.attended} 人") for one in held]
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
            self._change_view(VIEWS[3])
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
        await self.app.push_screen_wait(SaveAs(f"{year} 年培训档案", text, f"培训档案-{year}.xlsx", write))
