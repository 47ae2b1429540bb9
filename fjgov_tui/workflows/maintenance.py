"""Maintenance windows: approved stretches in which a site is visited, but not judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from fjgov_tui.clock import DAY_SECONDS, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.watching import Repeat
from fjgov_tui.store import Reader

_PERIODS: Mapping[str, int | None] = {Repeat.ONCE: None, Repeat.DAILY: DAY_SECONDS, Repeat.WEEKLY: 7 * DAY_SECONDS}
"""Seconds after which a window comes again. Beijing has no summer time, so a day has always as many."""


@dataclass(frozen=True)
class MaintenanceWindow:
    """One window, in Unix seconds."""

    start: int
    end: int
    """The first second outside."""
    period: int | None = None
    """Seconds after which it comes again, for ever; `None` for once."""

    def covers(self, moment: float) -> bool:
        """Whether the moment lies inside."""
        since = moment - self.start
        if since < 0:
            return False
        if self.period is not None:
            since %= self.period
        return since < self.end - self.start


@dataclass(frozen=True)
class Windows:
    """All windows: those of every site, and those of single ones."""

    general: Sequence[MaintenanceWindow] = ()
    special: Mapping[int, Sequence[MaintenanceWindow]] = field(default_factory=dict)

    def in_maintenance(self, site: int, moment: float) -> bool:
        """Whether visits of the site at that Unix second are only tagged."""
        return any(window.covers(moment) for window in (*self.general, *self.special.get(site, ())))


def read_windows(reader: Reader) -> Windows:
    """The windows as they stand in the ledger now."""
    general: list[MaintenanceWindow] = []
    special: dict[int, list[MaintenanceWindow]] = {}
    for record in reader.records(LEDGERS["maintenance"]):
        start, end = (int(parse_instant(str(record.values[name])).timestamp()) for name in ("starts_at", "ends_at"))
        window = MaintenanceWindow(start, end, _PERIODS[record.text("repeat")])
        site = record.values["site"]
        (general if site is None else special.setdefault(int(site), [])).append(window)
    return Windows(tuple(general), special)
