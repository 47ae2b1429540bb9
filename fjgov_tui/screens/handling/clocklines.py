"""The running hours above everything else: a line each, of which a second changes nothing but the digits."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from fjgov_tui.clock import BEIJING, Clock
from fjgov_tui.text import safe
from fjgov_tui.widgets.heartbeat import Ticking
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.statusbar import BEHIND
from fjgov_tui.workflows.hourclock import HourClock, span

MOST = 5
"""Lines at most; how many more run is told in the last one."""
DIGITS = 11
"""Cells of the digits with their sign."""


class ClockLines(Widget):
    """As many lines as hours run; none where none does."""

    DEFAULT_CSS = "ClockLines { height: auto; max-height: 5; background: $background; }"

    def __init__(self, clock: Clock) -> None:
        """Nothing runs yet.

        Args:
            clock: the present moment.
        """
        super().__init__()
        self._clock = clock
        self._now = clock()
        self._known: tuple[HourClock, ...] = ()

    def on_mount(self) -> None:
        """Follow the application's tick."""
        if isinstance(self.app, Ticking):
            self._known = self.app.hours.clocks
            self.app.hours.clock_signal.subscribe(self, self.tick)

    def tick(self, now: datetime) -> None:
        """A second has passed, or other hours run; behind a window it is drawn as seldom as the line at the top."""
        self._now = now
        clocks = self.app.hours.clocks if isinstance(self.app, Ticking) else ()
        if clocks != self._known:
            self._known = clocks
            self.refresh(layout=True)
        elif self.app.screen is self.screen or now.second % BEHIND == 0:
            self.refresh(*(Region(0, y, DIGITS, 1) for y in range(min(len(clocks), MOST))))

    def get_content_height(self, *_sizes: object) -> int:
        """A line an hour."""
        return min(len(self._known), MOST)

    def line(self, y: int) -> Content:
        """What one line says: what is left, by when, who, what."""
        clock = self._known[y]
        left = clock.left(self._now)
        style = "bold reverse $error" if clock.warns(self._now) else "bold $warning"
        sign = "✗ 超" if left < 0 else "◷ 剩"
        digits = plain(f" {sign} {span(left)}".ljust(DIGITS - 2), style)
        ends = clock.ends.astimezone(BEIJING)
        more = len(self._known) - MOST
        rest = f"（另有 {more} 件）" if more > 0 and y == MOST - 1 else ""
        words = f"{rest} {ends:%H:%M:%S} 前  {safe(clock.unit)}  {safe(clock.title)}"
        return digits + plain(words, "$error" if left < 0 else "")

    def render_line(self, y: int) -> Strip:
        """One line, cut to the room."""
        wide, style = self.size.width, self.visual_style
        if y >= self.get_content_height():
            return Strip.blank(wide, style.rich_style)
        line = self.line(y).truncate(wide, ellipsis=True)
        strips = Visual.to_strips(self, line, wide, 1, style)
        return (strips[0] if strips else Strip.blank(wide)).adjust_cell_length(wide, style.rich_style)
