"""The month's roster of a unit as a page: who serves when, what is wrong in it, and everything done with it by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.roster import (
    ROSTER_COMMANDS,
    ChangeDuty,
    GoToShift,
    ImportRoster,
    MakeRoster,
    OtherUnit,
    SaveRoster,
    ShowFigures,
)
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.paths import workdays_file
from fjgov_tui.reports.roster import (
    LEGEND,
    SERVED_HEADINGS,
    Stamp,
    day_words,
    month_title,
    problem_lines,
    served_cells,
    write_month,
)
from fjgov_tui.screens.handling.month_grid import MonthGrid
from fjgov_tui.screens.handling.roster_changes import change_day
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe, width
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workdays import day_kind, read_overrides
from fjgov_tui.workflows.duty import Duty
from fjgov_tui.workflows.roster_month import MonthRoster, Served, month_roster

ROOM = 31
"""Cells of a line of somebody's figures, behind the name, in the column beside the calendar."""


class RosterPage(Page[None]):
    """Calendar on the left, the day under the cursor below it, everybody's figures where there is room."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = ROSTER_COMMANDS
    HELP = (
        "值班表：方向键选一天，PgUp PgDn 换月，Home 回到今天。F2 办这一天：换班、顶班、请假、补一班、手工固定；"
        "F3 平均排出一段日子，先看再写入；F4 各人班数；F7 导入表格；F8 存成 .docx、.ics 或文本。"
        "换单位在命令面板（^p）里。"
    )
    DEFAULT_CSS = """
    RosterPage Horizontal { height: 1fr; }
    RosterPage #figures { display: none; width: 46; height: 1fr; border-left: solid $panel; padding: 0 1; }
    RosterPage.-wide #figures { display: block; }
    RosterPage.-figures #figures { display: block; width: 1fr; border-left: none; }
    RosterPage.-figures MonthGrid { display: none; }
    RosterPage Plain { height: auto; }
    RosterPage #day { padding: 0 1; max-height: 7; border-top: solid $panel; }
    """

    def __init__(self, desk: AsyncStore, digit: str, unit: int) -> None:
        """Open a unit's roster at today.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            unit: whose roster.
        """
        super().__init__(desk, "值班表", digit)
        self._unit = unit
        self._overrides = read_overrides(workdays_file())
        self.month: MonthRoster | None = None

    def content(self) -> ComposeResult:
        """The calendar, the figures, the day."""
        with Horizontal():
            yield MonthGrid(beijing_day(self.desk.clock()), self._overrides)
            with VerticalScroll(id="figures"):
                yield Plain(id="served")
        yield Plain("正在读取…", id="day")

    def on_mount(self) -> None:
        """Ready for keys; what is shown comes from the reading thread."""
        self.grid.focus()
        self.reload()

    @property
    def grid(self) -> MonthGrid:
        """The widget whose day everything here is about."""
        return self.query_one(MonthGrid)

    @property
    def on_day(self) -> list[Duty]:
        """The shifts of the day under the cursor."""
        return self.month.on(self.grid.day) if self.month is not None else []

    def situation(self) -> Situation:
        """Whether the day has a shift."""
        return Situation(self.desk.readonly, record=bool(self.is_mounted and self.on_day), reading=self.month is None)

    def reload(self) -> object:
        """Read the month of the cursor's day again."""
        return self._read(self.grid.day)

    @work(exclusive=True, group="read")
    async def _read(self, day: date) -> None:
        unit, overrides = self._unit, self._overrides
        month = await self.attempt(self.desk.read(lambda reader: month_roster(reader, day, unit, overrides)))
        if month is not None and self.children:
            self.month = month
            self.grid.show(month)
            self._say()

    @on(MonthGrid.Moved)
    def _moved(self, event: MonthGrid.Moved) -> None:
        if self.month is not None and not self.month.first <= event.day <= self.month.last:
            self._read(event.day)
        else:
            self._say()

    def _say(self) -> None:
        month = self.month
        if month is None:
            return
        self.query_one(".title", Plain).show(f" {month_title(month)}")
        wrong = bool(month.gaps or month.clashes)
        problems = plain(f"{'✗ ' if wrong else ''}{'；'.join(problem_lines(month))}", "$error" if wrong else "")
        lines = [problems, *(plain(line) for line in self._day_lines(month))]
        self.query_one("#day", Plain).show_folded(Folded([(line, 2) for line in lines]))
        self.query_one("#served", Plain).show_folded(Folded([(plain(line), None) for line in _figures(month.served)]))
        self.refresh_bindings()

    def _day_lines(self, month: MonthRoster) -> list[str]:
        day = self.grid.day
        lines = [f"{day_words(day)} {day_kind(day, self._overrides)}    {LEGEND}"]
        for duty in month.on(day):
            lines.append(_duty_line(month, duty))
        if not month.on(day):
            lines.append("✗ 没有人值班；F2 补一班" if day in month.gaps else "没有排；F3 排班，F2 补一班")
        return [safe(line) for line in lines]

    # --- by key --------------------------------------------------------------------------------------------------

    @on(ChangeDuty)
    @work(exclusive=True, group="change")
    async def _change(self) -> None:
        if self.month is not None and await change_day(self.app, self.desk, self.month, self.grid.day):
            self.reload()

    @on(MakeRoster)
    @work(exclusive=True, group="change")
    async def _make(self) -> None:
        from fjgov_tui.screens.handling.roster_making import RosterMakingPage

        first = await self.app.push_screen_wait(RosterMakingPage(self.desk, self.DIGIT, self._unit))
        if first is not None:
            self.grid.go(first)
            self.reload()

    @on(ShowFigures)
    def _show_figures(self) -> None:
        shown = not self.has_class("-figures")
        self.set_class(shown, "-figures")
        self.query_one("#figures").focus() if shown else self.grid.focus()

    @on(ImportRoster)
    @work(exclusive=True, group="change")
    async def _import(self) -> None:
        from fjgov_tui.exchange.roster_import import RosterOptions, import_rosters
        from fjgov_tui.screens.ledgers.importing import ImportWizard

        options = RosterOptions(self._unit)
        importer = partial(import_rosters, roster=options)
        if await self.app.push_screen_wait(ImportWizard(self.desk, LEDGERS["shift"], importer=importer)):
            self.reload()

    @on(SaveRoster)
    @work(exclusive=True, group="change")
    async def _save(self) -> None:
        from fjgov_tui.screens.saving import SaveAs

        month = self.month
        if month is None:
            return

        async def write(path: Path) -> str:
            return await self.desk.read(lambda reader: self._write(reader, month, path))

        text = "后缀决定格式：.docx 横排一页的打印稿，.ics 日历，.txt 文本。日历里不写电话号码。"
        name = f"{month_title(month).replace(' ', '')}.docx"
        await self.app.push_screen_wait(SaveAs("存值班表", text, name, write, suffix=""))

    def _write(self, reader: Reader, month: MonthRoster, path: Path) -> str:
        stamp = Stamp(self.desk.present(), reader.head().seq, self.desk.as_of)
        return write_month(month, path, stamp, self._overrides)

    @on(GoToShift)
    @work(exclusive=True, group="change")
    async def _go_to(self) -> None:
        listed = self.on_day
        if listed:
            show_detail(self, "shift", listed[0].id)

    @on(OtherUnit)
    @work(exclusive=True, group="change")
    async def _other_unit(self) -> None:
        units = await self.desk.read(
            lambda reader: [(record.id, record.title) for record in reader.records(LEDGERS["unit"])]
        )
        entries = [Entry(str(number), name) for number, name in units]
        chosen = await self.app.push_screen_wait(Picker("看哪个单位的值班表", entries))
        if chosen is not None:
            self._unit = int(chosen)
            self.reload()


def _duty_line(month: MonthRoster, duty: Duty) -> str:
    who = month.names.get(duty.person or 0, "✗ 空班")
    planned = month.names.get(duty.planned or 0, "")
    changed = f"（{duty.change}，原是 {planned}）" if duty.change else ""
    leader = month.names.get(duty.leader or 0, "没有填")
    span = f"{duty.begins:%m-%d %H:%M} 至 {duty.ends:%m-%d %H:%M}"
    double = "  ‼ 同时值两个班" if duty.id in month.doubled else ""
    phone = f"  电话 {month.phones[duty.id]}" if duty.id in month.phones else ""
    return f"{duty.part} {span}  {who}{changed}  带班 {leader}{phone}{'  手工固定' if duty.fixed else ''}{double}"


def _figures(served: Sequence[Served]) -> list[str]:
    """A narrow table: the name, and every figure that is not zero in words."""
    lines = ["这个月各人的班（换过的按实际）", ""]
    for person in served:
        name, *figures = served_cells(person)
        words = [f"{head}{cell}" for head, cell in zip(SERVED_HEADINGS[1:], figures, strict=True) if cell != "0"]
        rows = _filled(words)
        lines += [f"{fit(safe(name), 10)} {rows[0]}", *(f"{'':10} {row}" for row in rows[1:])]
    return lines if served else [*lines, "这个月没有班"]


def _filled(words: Sequence[str]) -> list[str]:
    """The words in lines, none of them torn."""
    rows = [""]
    for word in words:
        longer = f"{rows[-1]}  {word}".strip()
        if width(longer) > ROOM:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
