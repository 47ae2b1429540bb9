"""What status line and screens ask of the application: the monitor, the file, and the hours that run."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from textual.signal import Signal

from fjgov_tui.reports.doubts import Doubt
from fjgov_tui.reports.pulse import Pulse
from fjgov_tui.workflows.hourclock import HourClock


class Heartbeat(Protocol):
    """Knows how the monitor is."""

    pulse: Pulse
    pulse_signal: Signal[Pulse]
    """Published when the status line would read differently."""

    @property
    def badge(self) -> int:
        """Alerts that came and were not looked at."""

    doubts: tuple[Doubt, ...]
    """Why the file is not to be relied on."""
    bell_rings: bool
    """Whether a new alert rings."""

    def tell_pulse(self, pulse: Pulse) -> None:
        """Whoever has read it last says so: two places of one screen must not say two things."""

    def alerts_seen(self) -> None:
        """The operator looks at the alerts."""


@runtime_checkable
class Beating(Protocol):
    """An application that has a heartbeat to show."""

    @property
    def heartbeat(self) -> Heartbeat:
        """The monitor's, as it is known now."""


class Hours(Protocol):
    """Knows the hours that run."""

    clocks: tuple[HourClock, ...]
    """The first to end first."""
    clock_signal: Signal[datetime]
    """Published every second while one runs, and once when the last has stopped."""


@runtime_checkable
class Ticking(Protocol):
    """An application that has hours to show."""

    @property
    def hours(self) -> Hours:
        """Those that run now."""
