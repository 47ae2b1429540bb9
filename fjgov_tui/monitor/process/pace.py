"""How fast the monitor's wheels turn. The numbers are the ordinary ones; tests and the demo turn faster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Seconds throughout."""

    sweep: float = 5.0
    """A batch of visits is closed and booked at the latest so long after its first visit has ended."""
    beat: float = 10.0
    """The heartbeat row is written so often."""
    plan: float = 2.0
    """So often the ledgers are asked whether schedule, targets or settings have changed."""
    jobs: float = 5.0
    """So often the inspections are asked whether one is due."""
    job_spread: float = 600.0
    """Inspections of one fire time begin within so long after it, spread over the pages."""
    chores: float = 60.0
    """Reminders, digest and the delivery of alerts are looked at so often."""
    clock: float = 1.0
    """So often wall clock and monotonic clock are compared."""
    confirm: float | None = None
    """Overrides how long after a failure the confirming visit is made; `None` keeps the 30 to 60 s."""
    network: float = 10.0
    """An answer about our own network is good for so long."""
    drain: float = 0.8
    """How long visits in flight may take after the order to stop."""
    jobs_at_once: int = 4
    visits_at_once: int = 200
    """Visits begun and not yet ended; how many of them touch the network at once is `Net`'s business."""
