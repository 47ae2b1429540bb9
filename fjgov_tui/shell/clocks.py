"""The running hours as the whole program feels them: a tick a second while one runs, and one ring before its end."""

from __future__ import annotations

from datetime import datetime

from textual.signal import Signal
from textual.timer import Timer

from fjgov_tui.shell.pulse import PulseApp
from fjgov_tui.text import fit
from fjgov_tui.workflows.hour import HourClock, span_words

TITLE_CELLS = 40
"""Cells of an incident's title that the message shows."""


class ClockApp(PulseApp):
    """Knows which hours run; while none does, nothing ticks."""

    def __init__(self) -> None:
        """None is known yet."""
        super().__init__()
        self.clocks: tuple[HourClock, ...] = ()
        self.clock_signal: Signal[datetime] = Signal(self, "clock")
        self._ticker: Timer | None = None
        self._rung: set[tuple[int, int]] = set()

    def tell_clocks(self, clocks: tuple[HourClock, ...]) -> None:
        """Others run, or none any more."""
        if clocks == self.clocks:
            return
        self.clocks = clocks
        if clocks and self._ticker is None:
            self._ticker = self.set_interval(1.0, self._tick)
        elif not clocks and self._ticker is not None:
            self._ticker.stop()
            self._ticker = None
        self._tick()

    def _tick(self) -> None:
        now = self.desk.clock()
        self.clock_signal.publish(now)
        for clock in self.clocks:
            if clock.warns(now) and (clock.incident, clock.round) not in self._rung:
                self._rung.add((clock.incident, clock.round))
                self._ring(clock, now)

    def _ring(self, clock: HourClock, now: datetime) -> None:
        left = clock.left(now)
        words = f"超过一小时 {span_words(left)}" if left < 0 else f"还剩 {span_words(left)}"
        title = fit(clock.title, TITLE_CELLS).rstrip()
        self.notify(f"{title}：{words}（按 6 处置）", title="一小时处置", severity="error", timeout=15)
        if self.bell_rings:
            self.bell()
