"""The running hours as the whole program feels them: a tick a second while one runs, and one ring before its end."""

from __future__ import annotations

from datetime import datetime

from textual.signal import Signal
from textual.timer import Timer

from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.shell.pulse import PulseKeeper
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit
from fjgov_tui.workflows.hourclock import HourClock, span_words

TITLE_CELLS = 40
"""Cells of an incident's title that the message shows."""


class HourKeeper:
    """Knows which hours run; while none does, nothing ticks."""

    def __init__(self, app: OpenApp, desk: AsyncStore, heartbeat: PulseKeeper) -> None:
        """None is known yet.

        Args:
            app: where it ticks.
            desk: whose clock it is.
            heartbeat: who knows whether the bell rings.
        """
        self._app, self._desk, self._heartbeat = app, desk, heartbeat
        self.clocks: tuple[HourClock, ...] = ()
        self.clock_signal: Signal[datetime] = Signal(app, "clock")
        self.ticker: Timer | None = None
        self._rung: set[tuple[int, int]] = set()

    def tell_clocks(self, clocks: tuple[HourClock, ...]) -> None:
        """Others run, or none any more."""
        if clocks == self.clocks:
            return
        self.clocks = clocks
        if clocks and self.ticker is None:
            self.ticker = self._app.set_interval(1.0, self.tick)
        elif not clocks and self.ticker is not None:
            self.ticker.stop()
            self.ticker = None
        self.tick()

    def tick(self) -> None:
        """A second has passed, or other hours run."""
        now = self._desk.clock()
        self.clock_signal.publish(now)
        for clock in self.clocks:
            if clock.warns(now) and (clock.incident, clock.round) not in self._rung:
                self._rung.add((clock.incident, clock.round))
                self._ring(clock, now)

    def _ring(self, clock: HourClock, now: datetime) -> None:
        left = clock.left(now)
        words = f"超过一小时，晚了 {span_words(left)}" if left < 0 else f"还剩 {span_words(left)}"
        title = fit(clock.title, TITLE_CELLS).rstrip()
        self._app.notify(f"{title}：{words}（按 6 处置）", title="一小时处置", severity="error", timeout=15)
        if self._heartbeat.bell_rings:
            self._app.bell()
