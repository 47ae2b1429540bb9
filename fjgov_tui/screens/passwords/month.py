"""The month with how many accounts fall due on each day; beside the list, and on a page of its own."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.passwords import EarlierMonth, LaterMonth, ThisMonth
from fjgov_tui.months import add_months
from fjgov_tui.screens.passwords.password_data import PasswordsView, holder_lines, read_accounts
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit_right
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.rotation import SOON_DAYS

CELL = 5
"""Cells for a day."""
WEEK = "一二三四五六日"
HOLDERS = "保管人各有几个（✗ 其中该换的）"
LEGEND = "✗ 逾期  ! 14 天内  ✓ 以后"


def month_lines(seen: PasswordsView, month: date, *, tall: bool = True) -> list[Content]:
    """A month, two lines a week: the days, and below each how many accounts fall due.

    Args:
        seen: the accounts.
        month: any day of it.
        tall: leave a blank line between weeks.
    """
    due = Counter(standing.due for standing in seen.standings)
    late = sum(count for day, count in due.items() if day and day < month.replace(day=1))
    total = sum(count for day, count in due.items() if day and (day.year, day.month) == (month.year, month.month))
    lines = [plain(f"{month.year} 年 {month.month} 月  到期 {total} 个", "bold")]
    lines.append(plain("".join(fit_right(name, CELL) for name in WEEK), "$text-muted"))
    for week in Calendar().monthdatescalendar(month.year, month.month):
        days, counts = [], []
        for day in week:
            inside = day.month == month.month
            days.append(_day(day, seen.today) if inside else plain(" " * CELL))
            counts.append(_count(day, due[day], seen.today) if inside and due[day] else plain(" " * CELL))
        lines += [Content("").join(days), Content("").join(counts)]
        if tall:
            lines.append(Content(""))
    lines.append(plain(LEGEND, "$text-muted"))
    if late:
        lines.append(plain(f"✗ 这个月之前已到期没换的 {late} 个", "$error"))
    return lines


def _day(day: date, today: date) -> Content:
    text = f"[{day.day}]" if day == today else str(day.day)
    return plain(fit_right(text, CELL), "bold $accent" if day == today else "")


def _count(day: date, count: int, today: date) -> Content:
    if day < today:
        return plain(fit_right(f"✗{count}", CELL), "bold $error")
    if day <= today + timedelta(SOON_DAYS):
        return plain(fit_right(f"!{count}", CELL), "bold $warning")
    return plain(fit_right(f"✓{count}", CELL), "$success")


def section(title: str, lines: Sequence[str]) -> list[Content]:
    """A heading and its lines."""
    return [plain(title, "bold"), *(plain(line) for line in lines)]


def folded(lines: list[Content]) -> Folded:
    """Lines that hang by two where they must be folded."""
    return Folded([(line, 2) for line in lines])


class CalendarPage(Page[None]):
    """Month, holders and reminders, where the list leaves no room for them."""

    CSS_PATH = Path(__file__).with_name("month.tcss")
    DIGIT = "3"
    HELP = "日历：每天有几个账户的口令到期；← → 换月，Home 回到本月，↑↓ 翻看保管人。"
    OFFERED = (EarlierMonth, LaterMonth, ThisMonth)

    def __init__(self, desk: AsyncStore) -> None:
        """Begin with this month."""
        super().__init__(desk, "到期日历、保管人、提醒")
        self._month = beijing_day(desk.clock())
        self._seen: PasswordsView | None = None

    def content(self) -> ComposeResult:
        """The month on the left; reminders and holders on the right."""
        with Horizontal():
            yield Plain("正在读取…", id="month")
            with VerticalScroll(id="holders"):
                yield Plain(id="said")

    def on_mount(self) -> None:
        """What the page shows comes after its frame, from the thread that reads."""
        self.query_one("#holders").focus()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        now = self.desk.clock()
        self._seen = await self.desk.read(lambda reader: read_accounts(reader, now))
        self._show()
        lines = [
            *section("提醒（北京时间）", self._seen.reminders),
            Content(""),
            *section(HOLDERS, holder_lines(self._seen)),
        ]
        self.query_one("#said", Plain).show_folded(folded(lines))

    def _show(self) -> None:
        if self._seen is not None:
            tall = self.size.height >= 30
            self.query_one("#month", Plain).show_folded(folded(month_lines(self._seen, self._month, tall=tall)))

    def on_resize(self) -> None:
        """More or fewer lines fit."""
        self._show()

    @on(EarlierMonth)
    def _earlier(self) -> None:
        self._turn(add_months(self._month, -1))

    @on(LaterMonth)
    def _later(self) -> None:
        self._turn(add_months(self._month, 1))

    @on(ThisMonth)
    def _this_month(self) -> None:
        self._turn(beijing_day(self.desk.clock()))

    def _turn(self, month: date) -> None:
        self._month = month
        self._show()
