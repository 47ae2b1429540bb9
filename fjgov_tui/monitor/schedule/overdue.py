"""Which inspections are due: once for each time their line has come round, the last time only.

After a long stop an inspection runs once, however many times it has missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fjgov_tui.clock import from_unix
from fjgov_tui.monitor.checks.registry import INSPECTIONS, Inspection, pages_of
from fjgov_tui.observed.cron import latest_time
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.slots import share
from fjgov_tui.workflows.check_plan import CheckPlan

RunKey = tuple[str, str, int]
"""Check, `site` or `column`, and the record's id."""


@dataclass(frozen=True)
class Job:
    """An inspection of one page that is due."""

    inspection: Inspection
    target: Target

    @property
    def key(self) -> RunKey:
        """What its run is booked under."""
        return self.inspection.check, self.target.page_of, self.target.record


@lru_cache(maxsize=512)
def _fired(line: str, minute: int) -> int | None:
    """The Unix second at which the line last came round, as of that minute."""
    found = latest_time(line, from_unix(minute * 60))
    return None if found is None else int(found.timestamp())


def overdue(
    plan: CheckPlan, targets: Sequence[Target], started: Mapping[RunKey, int], now: int, spread: float = 600.0
) -> list[Job]:
    """The inspections that are due now, in the order of the registry.

    Args:
        plan: the schedule.
        targets: every page that is watched.
        started: when each inspection was last begun, in Unix seconds.
        now: Unix seconds.
        spread: seconds over which the pages of one fire time are spread.
    """
    found: list[Job] = []
    for inspection in INSPECTIONS.values():
        for target in pages_of(inspection, targets):
            line = plan.line(inspection.check, target.site)
            fired = _fired(line, now // 60) if line else None
            job = Job(inspection, target)
            # A run of the future was booked by a clock that has been put right since: it says nothing.
            if fired is None or fired <= started.get(job.key, fired - 1) <= now:
                continue
            if now >= fired + share(*job.key, fired) * spread:
                found.append(job)
    return found
