"""Which check runs when: the declared defaults, and what the ledger `schedule` says instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.cron import fires_a_day, is_cron
from fjgov_tui.ledgers.watching import VISIT_SLOTS_LEAST
from fjgov_tui.observed.cron import in_words, next_times
from fjgov_tui.observed.model import CHECK_NAMES
from fjgov_tui.observed.slots import planned
from fjgov_tui.store import Reader

VISIT = "visit"
DEFAULT_LINES: Mapping[str, str] = {
    VISIT: "*/30 * * * *",
    "freshness": "15 7,15 * * *",
    "integrity": "5 */2 * * *",
    "content": "30 2 * * *",
    "links": "0 1,12 * * 6",
    "standing": "40 6 * * *",
    "published": "20 5 * * *",
}
"""When each check runs where nothing is registered. Visits: 48 slots a day, more than twice the least.

Links are followed twice on one day, a crawl and the six hours apart that prove a link dead between the two begins.
"""
_WORDS = {word: check for check, word in CHECK_NAMES.items()}

Source = Literal["默认", "登记"]


@dataclass(frozen=True)
class PlanLine:
    """A check's cron line."""

    cron: str
    enabled: bool = True
    source: Source = "默认"


@dataclass(frozen=True)
class CheckPlan:
    """Every check's lines: for all sites, and for single ones."""

    general: Mapping[str, PlanLine] = field(
        default_factory=lambda: {check: PlanLine(cron) for check, cron in DEFAULT_LINES.items()}
    )
    """By check."""
    special: Mapping[tuple[str, int], PlanLine] = field(default_factory=dict)
    """By check and site."""

    def line(self, check: str, site: int) -> str | None:
        """The cron line that holds for a check of a site; `None` where it is switched off."""
        line = self.special.get((check, site)) or self.general[check]
        return line.cron if line.enabled else None

    def slots(self, sites: Iterable[int], day: date, until: int) -> dict[int, int]:
        """By site, how many of the day's visit slots are over at that Unix second."""
        lines = {site: self.line(VISIT, site) for site in sites}
        return {site: planned(line, site, day, until) if line else 0 for site, line in lines.items()}


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """A line of the schedule, as screens and commands show it."""

    check: str
    """In one word, such as `访问`."""
    site: int | None
    """`None` for all sites."""
    site_name: str
    cron: str
    words: str
    enabled: bool
    source: Source
    next: tuple[datetime, ...]
    """The next five runs, in Beijing time; none where it is switched off."""


def _usable(check: str, cron: str) -> bool:
    """The ledger refuses other lines; a file that was changed behind its back falls back to the default."""
    return is_cron(cron) and (check != VISIT or fires_a_day(cron) >= VISIT_SLOTS_LEAST)


def _registered(reader: Reader) -> list[tuple[str, int | None, str, PlanLine]]:
    """Check, site, the site's name, and line, of every usable record."""
    lines = []
    for record in reader.records(LEDGERS["schedule"]):
        check = _WORDS.get(record.text("kind"), "")
        cron = " ".join(record.text("cron").split())
        if check and _usable(check, cron):
            site = record.values["site"]
            line = PlanLine(cron, enabled=bool(record.values["enabled"]), source="登记")
            lines.append((check, None if site is None else int(site), record.names.get("site", ""), line))
    return lines


def read_plan(reader: Reader) -> CheckPlan:
    """The schedule as it stands now."""
    general = dict(CheckPlan().general)
    special: dict[tuple[str, int], PlanLine] = {}
    for check, site, _, line in _registered(reader):
        if site is None:
            general[check] = line
        else:
            special[check, site] = line
    return CheckPlan(general, special)


def plan_rows(reader: Reader, now: datetime) -> list[PlanRow]:
    """The whole schedule: a line for each check, below it those of single sites."""
    lines: dict[str, list[tuple[int | None, str, PlanLine]]] = {
        check: [(None, "所有站点", line)] for check, line in read_plan(reader).general.items()
    }
    for check, site, name, line in _registered(reader):
        if site is not None:
            lines[check].append((site, name, line))
    return [_row(check, *entry, now) for check, some in lines.items() for entry in some]


def _row(check: str, site: int | None, name: str, line: PlanLine, now: datetime) -> PlanRow:
    return PlanRow(
        check=CHECK_NAMES[check],
        site=site,
        site_name=name,
        cron=line.cron,
        words=in_words(line.cron),
        enabled=line.enabled,
        source=line.source,
        next=tuple(next_times(line.cron, now)) if line.enabled else (),
    )
