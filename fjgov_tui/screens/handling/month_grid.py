"""A unit's month as a calendar with a day under the cursor: who serves, where nobody does, who serves twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from fjgov_tui.commands.base import moves
from fjgov_tui.dataclass import dataclass
from fjgov_tui.months import add_months
from fjgov_tui.reports.roster import WEEKDAYS, day_head, day_people, weeks
from fjgov_tui.text import fit, width
from fjgov_tui.widgets.plain import plain
from fjgov_tui.workdays import NONE, DayKind, Overrides, day_kind
from fjgov_tui.workflows.roster_month import MonthRoster

DAYS = 7
WIDEST = 16
"""Cells of a day at most."""
TALLEST = 4
"""Lines of a week at most."""


class MonthGrid(Widget, can_focus=True):
    """Two lines a week at least: the day with the first who serves, and the others below."""

    DEFAULT_CSS = "MonthGrid { width: 1fr; height: 1fr; background: $background; padding: 0 1; }"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("left", "step(-1)", "前一天"),
        ("right", "step(1)", "后一天"),
        ("up", "step(-7)", "上一周"),
        ("down", "step(7)", "下一周"),
        ("pageup", "turn(-1)", "上个月"),
        ("pagedown", "turn(1)", "下个月"),
        ("home", "today", "今天"),
    )

    @dataclass
    class Moved(Message):
        """Another day is under the cursor; it may be of another month."""

        day: date

    def __init__(self, today: date, overrides: Overrides = NONE) -> None:
        """Begin at today, with nothing to show yet.

        Args:
            today: the Beijing date.
            overrides: the county's own working days.
        """
        super().__init__()
        self.day = self._today = today
        self._overrides = overrides
        self._month: MonthRoster | None = None
        self._lines: list[Content] = []

    def show(self, month: MonthRoster) -> None:
        """Show a month; the cursor stays on its day."""
        self._month = month
        self._redraw()

    def on_resize(self) -> None:
        """Other widths and heights."""
        self._redraw()

    def action_step(self, days: int) -> None:
        """So many days on, into the next month where this one ends."""
        self.go(self.day + timedelta(days=days))

    def action_turn(self, months: int) -> None:
        """The same day of another month."""
        self.go(add_months(self.day, months))

    def action_today(self) -> None:
        """Back to today."""
        self.go(self._today)

    def go(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = day
        self._redraw()
        self.post_message(self.Moved(day))

    def on_click(self, event: events.Click) -> None:
        """The day that was clicked."""
        place = event.get_content_offset(self)
        if place is None or self._month is None or not self._cell:
            return
        week, column = (place.y - 1) // self._tall, place.x // self._cell
        listed = weeks(self._month.first)
        if 0 <= week < len(listed) and 0 <= column < DAYS and (day := listed[week][column]) is not None:
            self.go(day)

    @property
    def _cell(self) -> int:
        return min(WIDEST, self.size.width // DAYS)

    @property
    def _tall(self) -> int:
        """Lines of a week: two where there is no room for more."""
        if self._month is None:
            return 2
        return max(2, min(TALLEST, (self.size.height - 1) // len(weeks(self._month.first))))

    def _redraw(self) -> None:
        month = self._month
        if month is None or not self._cell:
            return
        self._lines = [plain("".join(fit(f"周{word}", self._cell) for word in WEEKDAYS), "$text-muted")]
        for week in weeks(month.first):
            cells = [self._cell_lines(month, day) for day in week]
            self._lines += [Content("").join(cell[line] for cell in cells) for line in range(self._tall)]
        self.refresh()

    def _cell_lines(self, month: MonthRoster, day: date | None) -> list[Content]:
        wide, tall = self._cell - 1, self._tall
        if day is None:
            return [plain(" " * self._cell)] * tall
        people, head = day_people(month, day), day_head(day, self._overrides)
        first = people.pop(0) if len(people) > tall - 1 else ""
        marked = f"[{head}]" if day == self._today else head
        # Where there is no room for both, the day under today's mark is told by its weight alone.
        head = next((text for text in (f"{marked} {first}", f"{marked}{first}") if width(text) <= wide), head + first)
        if len(people) > tall - 1:
            people = [*people[: tall - 2], f"{people[tall - 2]} …"]
        style = self._style(month, day)
        texts = [head, *people, *[""] * (tall - 1 - len(people))]
        return [plain(fit(text, wide), style) + plain(" ") for text in texts]

    def _style(self, month: MonthRoster, day: date) -> str:
        double = any(duty.id in month.doubled for duty in month.on(day))
        colour = "$error" if day in month.gaps or double else ""
        if not colour and day_kind(day, self._overrides) is not DayKind.WORKDAY:
            colour = "$text-accent"
        return " ".join(
            filter(None, ("reverse" if day == self.day else "", "bold" if day == self._today else "", colour))
        )

    def render_line(self, y: int) -> Strip:
        """One line of the calendar."""
        wide, style = self.size.width, self.visual_style
        if y >= len(self._lines):
            return Strip.blank(wide, style.rich_style)
        strips = Visual.to_strips(self, self._lines[y].truncate(wide), wide, 1, style)
        return (strips[0] if strips else Strip.blank(wide)).adjust_cell_length(wide, style.rich_style)
