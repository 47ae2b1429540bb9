"""Screen 3 口令: the accounts in use by the days that are left; what is done with them is in `rotations`."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import passwords as commands
from fjgov_tui.commands.base import bindings
from fjgov_tui.months import add_months
from fjgov_tui.screens.passwords.month import HOLDERS, folded, month_lines, section
from fjgov_tui.screens.passwords.password_data import (
    RANGES,
    PasswordsView,
    cells,
    chosen,
    counts_line,
    holder_lines,
    read_reminders,
    read_seen,
)
from fjgov_tui.screens.passwords.rotations import AccountActions
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.finder import Finder
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.widgets.recordlist import Heading, RecordList
from fjgov_tui.workflows.rotation import Standing

HEADINGS = (
    Heading("state", "状态", 13),
    Heading("account", "账户", 18, stretched=True),
    Heading("holder", "保管人", 8),
    Heading("due", "应换日期", 10),
    Heading("last", "上次更换", 10),
    Heading("basis", "核验", 4),
    Heading("unit", "单位", 20),
)
BESIDE_HOLDERS = 8
"""Holders that are named beside the list; all of them are on the page."""


class PasswordsScreen(AccountActions):
    """The list, a line to find accounts in, and where there is room the month, reminders and holders beside it."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    DIGIT = "3"
    OFFERED = commands.PASSWORD_COMMANDS
    BINDINGS: ClassVar = bindings(commands.PASSWORD_COMMANDS)
    HELP = (
        "口令：在用账户按剩余天数排列，✗ 逾期、! 14 天内到期、? 从未更换、✓ 正常。"
        "换好一个按 F2 登记；一天换了许多，用空格标记，再按 ^r 一次登记。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Nothing is known before the first read."""
        super().__init__(desk)
        self._range = 0
        self._listed: list[Standing] = []
        self._month = beijing_day(desk.clock())
        self._reminders: list[str] = []

    def content(self) -> ComposeResult:
        """Title, line, list; beside it the panel."""
        yield Plain(" 正在读取…", id="title")
        yield Finder("查找：账户、保管人、单位的汉字或拼音首字母，空格隔开")
        with Horizontal():
            yield RecordList(id="records")
            with VerticalScroll(id="beside", can_focus=False):
                yield Plain(id="month")
                yield Plain(id="said")

    def on_mount(self) -> None:
        """An empty list."""
        self.records.show_headings(HEADINGS, "", descending=False)
        self.records.focus()

    def on_screen_resume(self) -> None:
        """Shown, or shown again after something may have been changed."""
        self.reload()

    def situation(self) -> commands.PasswordSituation:
        """Whether there is an account under the cursor, marks, the checker, the calendar."""
        return commands.PasswordSituation(
            self.desk.readonly,
            record=self.current is not None,
            ledger=True,
            checker=self.seen is not None and self.seen.checker,
            marked=bool(self.is_mounted and self.records.marks),
            calendar=self.has_class("-wide"),
        )

    @property
    def listed(self) -> list[Standing]:
        """What is listed, in order."""
        return self._listed

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Read everything again; the cursor stays on its account, unless it is wanted elsewhere."""
        now = self.desk.clock()
        seen = await self.attempt(self.desk.read(lambda reader: read_seen(reader, beijing_day(now))))
        if seen is None:
            return
        self.seen = seen
        self.records.marks &= {one.account.id for one in seen.standings}
        self._list(self.wanted or self.records.record)
        self.wanted = None
        reminders = await self.attempt(self.desk.read(lambda reader: read_reminders(reader, now)))
        self._reminders = reminders or []
        self._show_beside()

    def _list(self, keep: int | None) -> None:
        if self.seen is None:
            return
        self._listed = chosen(self.seen, self._range, self.finder.words)
        self.records.show_cells({one.account.id: cells(one) for one in self.seen.standings})
        self.records.show_ids(array("q", (one.account.id for one in self._listed)), keep)
        self._say_title(self.seen)
        self._show_beside()
        self.refresh_bindings()

    def _say_title(self, seen: PasswordsView) -> None:
        parts = [f"只列“{RANGES[self._range][0]}”"] if self._range else []
        parts += [f"查找“{self.finder.words}”"] if self.finder.words else []
        parts = [f"{' '.join(parts)}：{len(self._listed)} 个"] if parts else []
        parts += [f"已标记 {len(self.records.marks)} 个"] if self.records.marks else []
        # What the operator has chosen stands first, for it must not be cut off; the counts are always the same.
        self.query_one("#title", Plain).show(f" {' │ '.join([*parts, counts_line(seen)])}")

    def _show_beside(self) -> None:
        if self.seen is None or not self.has_class("-wide"):
            return
        tall = self.size.height >= 44
        self.query_one("#month", Plain).show_folded(folded(month_lines(self.seen, self._month, tall=tall)))
        lines = [
            Content(""),
            *section("提醒", self._reminders),
            Content(""),
            *section(HOLDERS, holder_lines(self.seen, BESIDE_HOLDERS)),
        ]
        self.query_one("#said", Plain).show_folded(folded(lines))

    def on_resize(self) -> None:
        """The panel may come or go."""
        self._show_beside()
        self.refresh_bindings()

    @on(RecordList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.post_message(commands.ShowAccount())

    @on(commands.PreviousMonth)
    def _turn(self, event: commands.PreviousMonth) -> None:
        self._month = add_months(self._month, 1 if isinstance(event, commands.NextMonth) else -1)
        self._show_beside()

    # --- which accounts ------------------------------------------------------------------------------------------

    @on(commands.NextRange)
    def _next_range(self) -> None:
        self._range = (self._range + 1) % len(RANGES)
        self._list(self.records.record)

    @property
    def finder(self) -> Finder:
        """The line that narrows the list."""
        return self.query_one(Finder)

    @on(commands.FindAccounts)
    def _start_finding(self) -> None:
        self.finder.begin()

    @on(Finder.Found)
    def _narrow(self) -> None:
        self._list(self.records.record)

    @on(Finder.Done)
    def _found(self) -> None:
        self.records.focus()

    @on(commands.LeaveAccounts)
    def _back(self) -> None:
        """One step out: words, marks, range."""
        if self.finder.leave():
            self.records.focus()
        elif self.records.marks:
            self.mark(set())
        elif self._range:
            self._range = 0
            self._list(self.records.record)

    def mark(self, marks: set[int]) -> None:
        """Mark exactly these accounts."""
        self.records.marks = marks
        self.records.refresh()
        self._marked()

    def _marked(self) -> None:
        if self.seen is not None:
            self._say_title(self.seen)
        self.refresh_bindings()

    @on(commands.MarkAccount)
    def _mark(self) -> None:
        self.records.toggle_mark()
        self._marked()

    @on(commands.MarkAccounts)
    def _mark_all(self) -> None:
        everything = {one.account.id for one in self._listed}
        self.mark(set() if self.records.marks >= everything else everything)
