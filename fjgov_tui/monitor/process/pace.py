"""How fast the monitor's wheels turn. The numbers are the ordinary ones; tests and the demo turn faster."""

from __future__ import annotations

from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often the process does what; seconds throughout."""

    sweep: float = 5.0
    """A batch of visits is closed and booked at the latest so long after its first visit has ended."""
    beat: float = 10.0
    """The heartbeat row is written so often."""
    attend: float = 1.0
    """So often the clocks are compared, and the ledgers asked whether schedule, targets or settings have changed."""
    jobs: float = 5.0
    """So often the inspections are asked whether one is due."""
    job_spread: float = 600.0
    """Inspections of one fire time begin within so long after it, spread over the pages."""
    chores: float = 60.0
    """Reminders, digest, and whether a day is over, are looked at so often."""
    confirm: tuple[int, int] = (30, 60)
    """The confirming visit follows a failure after so many seconds at the least and at the most."""
    network: float = 10.0
    """An answer about our own network is good for so long."""
    drain: float = 0.8
    """How long visits in flight may take after the order to stop."""
    last_write: float = 0.7
    """How long the last batch may wait for the file before it goes to the journal."""
    retry: int = 900
    """An inspection whose page did not open is tried once more after so long."""
    jobs_at_once: int = 4
    """Inspections under way; crawls for links have places of their own."""
    crawls_at_once: int = 2
    visits_at_once: int = 200
    """Visits begun and not yet ended; how many of them touch the network at once is `Net`'s business."""
