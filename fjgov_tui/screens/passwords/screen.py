"""Screen 3 口令: the accounts in use by the days that are left; what is done with them is in `rotations`."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import passwords as commands
from fjgov_tui.commands.mains import PASSWORDS
from fjgov_tui.months import add_months
from fjgov_tui.screens.passwords.month import HOLDERS, folded, month_lines, section
from fjgov_tui.screens.passwords.password_data import VIEWS, PasswordsView, counts_line, holder_lines, read_accounts
from fjgov_tui.screens.passwords.rotations import AccountActions
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.plain import Plain, plain

BESIDE_HOLDERS = 8
"""Holders that are named beside the list; all of them are on the page."""


class PasswordsScreen(AccountActions):
    """The list, a line to find accounts in, and where there is room the month, reminders and holders beside it."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = PASSWORDS
    OFFERED = commands.PASSWORD_COMMANDS
    VIEWS = VIEWS
    FIND = "查找：账户、保管人、单位的汉字或拼音首字母，空格隔开"
    HELP = (
        "口令：在用账户按剩余天数排列，✗ 逾期、! 14 天内到期、? 从未更换、✓ 正常。"
        "换好一个按 F2 登记；一天换了许多，用空格标记，再按 ^r 一次登记。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Begin with this month."""
        super().__init__(desk)
        self._month = beijing_day(desk.clock())

    def panel_widgets(self) -> ComposeResult:
        """The month, and below it reminders and holders."""
        with VerticalScroll(id="beside", can_focus=False):
            yield Plain(id="month")
            yield Plain(id="about")

    def situation(self) -> commands.PasswordSituation:
        """Whether there is an account under the cursor, marks, the checker, the calendar."""
        return commands.PasswordSituation(
            self.desk.readonly,
            **self.list_facts(),
            checker=self.data is not None and self.data.checker,
            calendar=self.has_class("-wide"),
        )

    def read(self, reader: Reader) -> PasswordsView:
        """The accounts as they stand today."""
        return read_accounts(reader, self.desk.clock())

    def title_line(self, data: PasswordsView) -> Content:
        """How many accounts are in each state."""
        return plain(f" {counts_line(data)}")

    def relist(self, keep: int | None = None) -> None:
        """The panel speaks of all accounts, not of the one under the cursor."""
        super().relist(keep)
        self._show_panel()

    def explain(self) -> None:
        """Moving the cursor changes nothing beside the list."""

    def _show_panel(self) -> None:
        if self.data is None or not self.has_class("-wide"):
            return
        tall = self.size.height >= 44
        self.query_one("#month", Plain).show_folded(folded(month_lines(self.data, self._month, tall=tall)))
        lines = [
            Content(""),
            *section("提醒", self.data.reminders),
            Content(""),
            *section(HOLDERS, holder_lines(self.data, BESIDE_HOLDERS)),
        ]
        self.query_one("#about", Plain).show_folded(folded(lines))

    def resized(self) -> None:
        """The panel may come or go."""
        self._show_panel()
        self.refresh_bindings()

    @on(commands.PreviousMonth)
    def _turn(self, event: commands.PreviousMonth) -> None:
        self._month = add_months(self._month, 1 if isinstance(event, commands.NextMonth) else -1)
        self._show_panel()
