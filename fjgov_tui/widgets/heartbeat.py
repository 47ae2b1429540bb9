"""What status line and screens ask of the application: the monitor, the file, and the hours that run."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from textual.signal import Signal

from fjgov_tui.reports.doubts import Doubt
from fjgov_tui.reports.pulse import Pulse
from fjgov_tui.workflows.hour import HourClock


@runtime_checkable
class Heartbeat(Protocol):
    """An application that knows how the monitor is."""

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

    def alerts_seen(self) -> None:
        """The operator looks at the alerts."""

    clocks: tuple[HourClock, ...]
    """The hours that run now, the first to end first."""
    clock_signal: Signal[datetime]
    """Published every second while one runs, and once when the last has stopped."""
