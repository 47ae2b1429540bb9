"""The monitor as the whole program feels it: its heartbeat in the status line, and new alerts told once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from time import monotonic

from textual.signal import Signal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.reports.doubts import Doubt, read_doubts
from fjgov_tui.reports.pulse import Pulse, read_pulse
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.workflows.hourclock import HourClock

PULSE_SECONDS = 10.0
"""How often the age of the heartbeat is drawn anew while nothing is written."""
TOLD_SECONDS = 20.0
"""How long a message stands, and for how long no other follows: a bad hour must not cover the screen."""
SHOWN = 60
"""Cells of an alert that its message shows."""
KEEP_TITLE, GIVE_TITLE_BACK = "\x1b[22;2t", "\x1b[23;2t"
"""Have the terminal remember its title, and show that again."""


@dataclass(frozen=True)
class News:
    """What has to be known after every change of the file, in a few rows."""

    pulse: Pulse
    head: str
    """The trail's head: the monitor's own writing leaves it alone."""
    alerts: tuple[tuple[int, str], ...] = ()
    """The open alerts that somebody has to hear of: id and what it is about, the oldest first.

    Warnings that wait for the daily digest are none of them.
    """
    clocks: tuple[HourClock, ...] = ()
    """The hours that run."""
    doubts: tuple[Doubt, ...] = ()
    """Why the file is not to be relied on."""


def read_news(reader: Reader, now: datetime) -> News:
    """Read it.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    # Loaded with the first question, which comes after the first screen.
    from fjgov_tui.store.watch.alerts import open_alerts
    from fjgov_tui.workflows.hour import running_clocks

    aloud = (
        alert for alert in open_alerts(reader) if alert.severity == Severity.VIOLATION or alert.told_at is not None
    )
    alerts = tuple((alert.id, alert.what) for alert in aloud)
    clocks = tuple(running_clocks(reader, now))
    return News(read_pulse(reader, now), str(reader.head()), alerts, clocks, read_doubts(reader, now))


class PulseKeeper:
    """Knows the monitor's pulse and which alerts came while the dashboard is open."""

    def __init__(self, app: OpenApp, desk: AsyncStore, switched: Callable[[], None]) -> None:
        """Nothing is known yet.

        Args:
            app: where it is told.
            desk: the open file.
            switched: called when the monitor was started or stopped.
        """
        self._app, self._desk, self._switched = app, desk, switched
        self.pulse = Pulse(unread=True)
        self.pulse_signal: Signal[Pulse] = Signal(app, "pulse")
        self.doubts: tuple[Doubt, ...] = ()
        self.bell_rings = True
        """Whether a new alert rings."""
        self._known_alerts: frozenset[int] | None = None
        self._fresh: set[int] = set()
        self._titled = False
        self._told_at = -TOLD_SECONDS

    @property
    def badge(self) -> int:
        """Alerts that came since the dashboard was opened and were not looked at."""
        return len(self._fresh)

    def watch(self) -> None:
        """Begin to draw the heartbeat's age."""
        self._app.set_interval(PULSE_SECONDS, self._age)

    def _age(self) -> None:
        self.tell_pulse(self.pulse.at(self._desk.clock()))
        self.poll_doubts()

    def poll_doubts(self) -> None:
        """Ask why the file is not to be relied on."""
        self._app.run_worker(self._poll_doubts(), exclusive=True, group="doubts")

    async def _poll_doubts(self) -> None:
        """A verification that fails elsewhere, and a clock, change without anybody writing."""
        with suppress(FjgovError):  # told by whoever asks for content
            self.tell_doubts(await self._desk.read(lambda reader: read_doubts(reader, self._desk.clock())))

    def tell_doubts(self, doubts: tuple[Doubt, ...]) -> None:
        """The status lines show them; a new one is told."""
        new = [doubt for doubt in doubts if doubt.short not in {known.short for known in self.doubts}]
        changed, self.doubts = doubts != self.doubts, doubts
        for doubt in new:
            self._app.notify(doubt.sentence, severity="warning", timeout=TOLD_SECONDS)
        if changed:
            self.pulse_signal.publish(self.pulse)

    def tell_pulse(self, pulse: Pulse) -> None:
        """The status lines show it, where it reads differently."""
        before, self.pulse = self.pulse, pulse
        if pulse.short != before.short:
            self.pulse_signal.publish(pulse)
        if pulse.running != before.running:
            self._switched()

    def tell_alerts(self, alerts: tuple[tuple[int, str], ...]) -> None:
        """New ones are told once: the badge and the terminal's title; of several in a row one message and one ring."""
        ids = frozenset(number for number, _ in alerts)
        if self._known_alerts is None:
            self._known_alerts = ids
            return
        new = [what for number, what in alerts if number not in self._known_alerts]
        quiet = monotonic() - self._told_at < TOLD_SECONDS
        before = self.badge
        self._fresh = (self._fresh | (ids - self._known_alerts)) & ids
        self._known_alerts |= ids
        if new and not quiet:
            self._told_at = monotonic()
            more = f"（另有 {len(new) - 1} 条，按 5 查看）" if len(new) > 1 else "（按 5 查看）"
            what = fit(new[0], SHOWN).rstrip()
            self._app.notify(f"{what}{more}", title="监测告警", severity="error", timeout=TOLD_SECONDS)
            if self.bell_rings:
                self._app.bell()
        if self.badge != before:
            self._show_badge()

    def alerts_seen(self) -> None:
        """The operator looks at them."""
        self._fresh.clear()
        self._show_badge()

    def _show_badge(self) -> None:
        self.pulse_signal.publish(self.pulse)
        if self.badge or self._titled:
            self._say_title(f"fjgov 新告警 {self.badge} 条" if self.badge else "fjgov")

    def _say_title(self, words: str) -> None:
        keep = "" if self._titled else KEEP_TITLE
        # Ended by ST, not by BEL: some terminals ring at a BEL that they do not understand.
        self._titled = self._app.write_terminal(f"{keep}\x1b]2;{safe(words)}\x1b\\") or self._titled

    def give_title_back(self) -> None:
        """The terminal's own title returns."""
        if self._titled:
            self._app.write_terminal(GIVE_TITLE_BACK)
