"""Everything about one watched site: its week hour by hour, response times, failures, pages, findings, alerts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from fjgov_tui.clock import BEIJING, beijing_day, from_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.model import Alert, BadLink, Detection, PageState, SiteFacts
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.reports.responsible import responsible
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.days import percentile
from fjgov_tui.store.watch.findings import site_findings
from fjgov_tui.store.watch.glance import open_incident_sites
from fjgov_tui.store.watch.links import bad_links
from fjgov_tui.store.watch.pages import page_states, site_facts
from fjgov_tui.store.watch.visits import visits_of
from fjgov_tui.workflows.targets import column_targets, site_targets

DAYS = 7
HOURS = 24
SLOW = 3000
"""Milliseconds from which an hour is shown as slow."""
FAILURES = 12
"""How many of the last failures are listed."""
_VERDICTS = (FindingVerdict.CONFIRMED, FindingVerdict.PENDING, FindingVerdict.FALSE_ALARM)
"""The order of findings: what has been judged a trouble first, what is ignored last."""


class Hour(Enum):
    """What an hour was like: its glyph."""

    AHEAD = " "
    UNTESTED = "·"
    MAINTENANCE = "="
    GOOD = "▪"
    SLOW = "▒"
    FAILED = "×"


HOUR_WORDS: Mapping[Hour, str] = {
    Hour.UNTESTED: "未测",
    Hour.MAINTENANCE: "维护",
    Hour.GOOD: "正常",
    Hour.SLOW: f"慢于 {SLOW // 1000} 秒",
    Hour.FAILED: "失败",
}


@dataclass(frozen=True)
class HeatDay:
    """One Beijing day of the strip."""

    day: date
    hours: tuple[Hour, ...]
    n: int
    """Measured visits that count."""
    bad: int


@dataclass(frozen=True, kw_only=True)
class SiteView:
    """What the page of one site shows."""

    target: Target
    pages: Mapping[tuple[str, int], Target]
    """Its home page and columns, by ledger and id."""
    heat: tuple[HeatDay, ...]
    """Seven days, the oldest first."""
    measured: int
    """Visits of the week that opened, from which the times come."""
    p50: int | None
    p95: int | None
    longest: int | None
    failures: tuple[Visit, ...]
    """The last ones of the week, newest first."""
    states: tuple[PageState, ...]
    facts: SiteFacts | None
    findings: tuple[Detection, ...]
    """Open ones, one a kind with its pages as members; those judged 误报 last."""
    alerts: tuple[Alert, ...]
    incidents: tuple[Record, ...]
    links: tuple[BadLink, ...]
    people: tuple[str, ...] = ()
    """Whom to call."""


def site_view(reader: Reader, site: int, now: datetime) -> SiteView | None:
    """Read everything about a site; `None` where it is not watched (any more).

    Args:
        reader: the ledgers.
        site: its id.
        now: the present moment.
    """
    target = next((target for target in site_targets(reader) if target.record == site), None)
    if target is None:
        return None
    columns = [target for target in column_targets(reader) if target.site == site]
    visits = visits_of(reader, site, _since(now), int(now.timestamp()) + 1)
    times = sorted(visit.total for visit in visits if _counts(visit) and visit.outcome is Outcome.OPEN)
    failed = [visit for visit in visits if visit.outcome is not Outcome.OPEN]
    alerts = tuple(alert for alert in open_alerts(reader) if alert.site == site or site in alert.members)
    wanted = [incident for incident, of_site in open_incident_sites(reader) if of_site == site]
    wanted += [alert.incident for alert in alerts if alert.incident is not None and alert.incident not in wanted]
    detections = sorted(site_findings(reader, site=site), key=lambda detection: _VERDICTS.index(detection.verdict))
    return SiteView(
        target=target,
        pages={(target.page_of, target.record): target for target in (target, *columns)},
        heat=tuple(heat(visits, now)),
        measured=len(times),
        p50=percentile(times, 50),
        p95=percentile(times, 95),
        longest=times[-1] if times else None,
        failures=tuple(reversed(failed[-FAILURES:])),
        states=tuple(page_states(reader, site)),
        facts=site_facts(reader).get(site),
        findings=tuple(detections),
        alerts=alerts,
        incidents=tuple(reader.records(LEDGERS["incident"], wanted)),
        links=tuple(bad_links(reader, site)),
        people=responsible(reader, site),
    )


def _since(now: datetime) -> int:
    """The Unix second at which the first of the seven days begins."""
    first = beijing_day(now) - timedelta(days=DAYS - 1)
    return int(datetime(first.year, first.month, first.day, tzinfo=BEIJING).timestamp())


def _counts(visit: Visit) -> bool:
    return visit.kind is VisitKind.SLOT and visit.counted is Counted.YES


def heat(visits: Sequence[Visit], now: datetime) -> Iterator[HeatDay]:
    """The seven days until today, hour by hour; an hour nobody measured is 未测, never good.

    Args:
        visits: those of the seven days.
        now: the present moment.
    """
    today, here = beijing_day(now), now.astimezone(BEIJING).hour
    by_hour: dict[tuple[date, int], list[Visit]] = {}
    for visit in visits:
        if visit.kind is VisitKind.SLOT:
            moment = from_unix(visit.due).astimezone(BEIJING)
            by_hour.setdefault((moment.date(), moment.hour), []).append(visit)
    for back in range(DAYS - 1, -1, -1):
        day = today - timedelta(days=back)
        of_day = [by_hour.get((day, hour), []) for hour in range(HOURS)]
        ahead = here + 1 if day == today else HOURS
        hours = tuple(_hour(some) if hour < ahead else Hour.AHEAD for hour, some in enumerate(of_day))
        counted = [visit for some in of_day for visit in some if _counts(visit)]
        yield HeatDay(day, hours, len(counted), sum(visit.outcome is not Outcome.OPEN for visit in counted))


def _hour(visits: Sequence[Visit]) -> Hour:
    counted = [visit for visit in visits if _counts(visit)]
    if any(visit.outcome is not Outcome.OPEN for visit in counted):
        return Hour.FAILED
    if any(visit.total >= SLOW for visit in counted):
        return Hour.SLOW
    if counted:
        return Hour.GOOD
    return Hour.MAINTENANCE if any(visit.counted is Counted.MAINTENANCE for visit in visits) else Hour.UNTESTED
