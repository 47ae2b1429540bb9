"""The top line: which screen, who, which file, the monitor's heartbeat, read-only or not, and the time."""

from __future__ import annotations

from datetime import date, datetime

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from fjgov_tui.clock import BEIJING, Clock, utc_now
from fjgov_tui.commands.everywhere import GO_SCREENS
from fjgov_tui.commands.mains import MAINS, MONITOR
from fjgov_tui.reports.pulse import Pulse
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe, width
from fjgov_tui.widgets.heartbeat import Beating, Ticking
from fjgov_tui.widgets.offering import Offering
from fjgov_tui.widgets.plain import plain
from fjgov_tui.workflows.hourclock import span

END = 8
"""Cells behind the clock: a bar and the time of day."""
BEHIND = 10
"""Seconds between two strokes behind a window, where each draws the whole terminal anew."""
LEAST_FILE = 6
"""Cells of the file's name below which the other screens give up their names."""


class StatusBar(Widget):
    """Always visible; redrawn once a minute, so that an idle session sends nothing; while an hour runs, its digits."""

    DEFAULT_CSS = """
    StatusBar { dock: top; height: 1; width: 1fr; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(
        self, here: str, who: str, file: str, *, readonly: bool, clock: Clock = utc_now, as_of: date | None = None
    ) -> None:
        """Say where we are.

        Args:
            here: the digit of the screen.
            who: user@host.
            file: the database's file name.
            readonly: whether nothing can be changed.
            clock: the present moment.
            as_of: the day at whose end the file is looked at; `None` for as it is.
        """
        super().__init__()
        self._places: list[tuple[int, int, str]] = []
        self._clock_cells = 0
        self._here, self._who, self._file, self._readonly, self._clock = here, who, file, readonly, clock
        self._as_of = as_of
        self._drawn: tuple[object, ...] = ()

    @classmethod
    def of(cls, desk: AsyncStore, here: str) -> StatusBar:
        """The line for an open file.

        Args:
            desk: the open file.
            here: the digit of the screen.
        """
        who = f"{desk.actor.name}@{desk.actor.host}"
        return cls(here, who, desk.path.name, readonly=desk.readonly, clock=desk.clock, as_of=desk.as_of)

    def on_mount(self) -> None:
        """Wait for the next full minute, and follow the monitor."""
        self._arm()
        if isinstance(self.app, Beating):
            self.app.heartbeat.pulse_signal.subscribe(self, self._beaten)
        if isinstance(self.app, Ticking):
            self.app.hours.clock_signal.subscribe(self, self._ticked)
        self.app.screen_change_signal.subscribe(self, self._changed)

    def _beaten(self, pulse: Pulse) -> None:
        """Behind a window each stroke would draw the whole terminal anew: there only what has changed is drawn."""
        if self.app.screen is self.screen or self._drawn != self._news(pulse):
            self.refresh()

    def _changed(self, screen: Screen[object]) -> None:
        """In front again: as old as the last stroke really is."""
        if screen is self.screen:
            self.refresh()

    def _news(self, pulse: Pulse) -> tuple[object, ...]:
        """What is shown at once, wherever the line stands."""
        rest = (self.app.heartbeat.badge, *self.app.heartbeat.doubts) if isinstance(self.app, Beating) else ()
        return pulse.running, pulse.unread, pulse.stuck, pulse.starting, pulse.carried, pulse.overdue, *rest

    def _ticked(self, now: datetime) -> None:
        """Only the digits are drawn anew, as long as they stand where they stood."""
        if self.app.screen is not self.screen and now.second % BEHIND:
            return
        before, self._clock_cells = self._clock_cells, self._hour(now).cell_length
        if before != self._clock_cells or not before:
            self.refresh()
        else:
            self.refresh(Region(max(self.size.width - END - before, 0), 0, before, 1))

    def _hour(self, now: datetime) -> Content:
        """The hour that ends first: minutes and seconds, red before its end; how many more run."""
        clocks = self.app.hours.clocks if isinstance(self.app, Ticking) else ()
        if not clocks:
            return Content("")
        clock, more = clocks[0], f"+{len(clocks) - 1}" if len(clocks) > 1 else ""
        sign = "✗-" if clock.late(now) else "◷"
        style = "bold reverse $error" if clock.warns(now) else "bold $warning"
        return plain(f"{sign}{span(clock.left(now))}{more}", style)

    def _arm(self) -> None:
        now = datetime.now(BEIJING)
        self.set_timer(60 - now.second - now.microsecond / 1e6 + 0.05, self._tick)

    def _tick(self) -> None:
        self.refresh()
        self._arm()

    def _screens(self, badge: int, *, named: bool, tight: bool = False) -> Content:
        """The screens by digit; where there is no room for their names, only the one that is shown has its own.

        Args:
            badge: how many alerts are new.
            named: with all names.
            tight: without the cell behind the one that is shown.
        """
        parts: list[Content] = []
        self._places.clear()
        begin = 1  # The line's padding.
        for digit, name in ((main.digit, main.title) for main in MAINS):
            mark = f"!{badge}" if badge and digit == MONITOR.digit else ""
            here = digit == self._here
            words = f" {digit}{name}{mark} " if here or named else f" {digit}{mark}"
            words = words.rstrip() if tight else words
            self._places.append((begin, begin + width(words), digit))
            begin += width(words)
            parts.append(plain(words, "reverse bold" if here else "bold $error" if mark else ""))
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """A screen whose name was clicked comes to the front, where its digit would bring it there."""
        for begin, end, digit in self._places:
            if begin <= event.x < end and isinstance(self.screen, Offering):
                for command in GO_SCREENS:
                    if command.shown == digit:
                        self.screen.action_command(command.__name__)

    def render(self) -> Content:
        """Screens on the left, facts on the right; names of screens give way first, then the file's."""
        app = self.app
        pulse, badge = (
            (app.heartbeat.pulse, app.heartbeat.badge) if isinstance(app, Beating) else (Pulse(unread=True), 0)
        )
        doubts = app.heartbeat.doubts if isinstance(app, Beating) else ()
        self._drawn = self._news(pulse)
        mode = "只读" if self._readonly else "可写"
        beating = pulse.short if self._as_of is None else f" 状态截至 {self._as_of} "
        doubted = f"{doubts[0].short} │ " if doubts else ""
        time = self._clock().astimezone(BEIJING).strftime("%H:%M")
        hour = self._hour(self._clock())
        self._clock_cells = hour.cell_length
        beside = hour.cell_length + 3 if hour.cell_length else 0
        fixed = width(self._who) + width(beating) + width(mode) + width(time) + width(doubted) + 13 + beside
        left = self._screens(badge, named=True)
        if self.size.width - left.cell_length - fixed < min(width(self._file), LEAST_FILE):
            left = self._screens(badge, named=False)
        if self.size.width - left.cell_length - fixed < width(self._file):
            left = self._screens(badge, named=False, tight=True)
        room = self.size.width - left.cell_length - fixed
        file = safe(self._file) if width(self._file) <= room else fit(self._file, max(room, 0)).rstrip()
        calm = not pulse.overdue and (pulse.running or pulse.unread or pulse.starting or pulse.elsewhere)
        beat = plain(beating, "" if calm else "bold $warning")
        if self._as_of is not None:
            beat = plain(beating, "bold reverse $error")
        who = self._who if room >= 0 else fit(self._who, max(width(self._who) + room, 0)).rstrip()
        style = "bold" if self._readonly else ""
        clock = [hour, Content(" │ ")] if beside else []
        facts = Content("").join(
            [
                plain(f"{who} │ {file} │ "), plain(doubted, "bold $error"), beat, plain(f" │ {mode} │ ", style),
                *clock, plain(time, style),
            ]
        )  # fmt: skip
        gap = max(self.size.width - left.cell_length - facts.cell_length, 1)
        return Content("").join([left, Content(" " * gap), facts])
