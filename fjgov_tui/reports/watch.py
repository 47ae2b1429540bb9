"""What the monitor knows now: the one source of screen 5, `fjgov monitor status` and the wallboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import TypedDict

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.freshness import due_after
from fjgov_tui.observed.model import SiteFacts
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import OUTCOMES, SiteState
from fjgov_tui.periods import ago
from fjgov_tui.reports.pulse import Pulse, read_pulse
from fjgov_tui.reports.standing import GRAVITY, Standing, standing
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import site_findings
from fjgov_tui.store.watch.glance import open_incident_sites, page_ages
from fjgov_tui.store.watch.pages import site_facts
from fjgov_tui.store.watch.process import site_runs
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.availability import Week, budget_text, week, week_text
from fjgov_tui.workflows.check_plan import CheckPlan, read_plan
from fjgov_tui.workflows.looked import uninspected, unvisited
from fjgov_tui.workflows.targets import site_targets

HOME_PAGE = "首页"
LEVELS = "▁▂▃▄▅▆▇█"
"""Response times from quick to slow."""
STEPS = (100, 200, 400, 800, 1600, 3200, 6400)
"""Milliseconds at which the next level begins; the same for every site, so that lines can be compared."""
FAILED = "×"
"""A failed visit in a line of response times."""


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """How old one page may still become."""

    page: str
    """`首页`, or the column's name."""
    newest: date | None
    days: int | None
    """Days until it is too old, negative when it is; `None` where no date is known."""
    blank: bool = False

    @property
    def late(self) -> bool:
        """Whether it is too old, or lists nothing."""
        return self.blank or (self.days is not None and self.days < 0)

    @property
    def short(self) -> str:
        """In seven cells."""
        if self.blank:
            return "✗空白"
        if self.days is None:
            return ""
        if self.days < -999:
            return "✗逾千天"
        # Three digits leave no room for a word that the sign says already.
        return f"余{self.days}天" if self.days >= 0 else f"✗{'超' if self.days > -100 else ''}{-self.days}天"

    @property
    def text(self) -> str:
        """In a few words."""
        if self.blank:
            return "✗ 空白"
        if self.days is None:
            return "· 未测"
        return f"✗ 超期 {-self.days} 天" if self.days < 0 else f"✓ 还有 {self.days} 天"


@dataclass(frozen=True, kw_only=True)
class SiteRow:
    """One site as it stands now."""

    site: int
    name: str
    unit: str
    url: str
    state: SiteState
    week: Week | None = None
    """The seven days until today; `None` where nothing was ever measured."""
    week_text: str = "本周未测"
    """Its availability and what is left of the budget, with denominators."""
    freshness: Freshness | None = None
    """The page that is or will be too old first; `None` where no page was inspected."""
    stale: int = 0
    """Pages that are too old or blank."""
    cert_days: int | None = None
    """Days until the certificate, or one of its chain, ends; `None` where there is none or it was not looked at."""
    cert_note: str = ""
    ipv6: bool | None = None
    findings: Mapping[str, int] = field(default_factory=dict)
    """Open findings by check, one a kind however many pages it is on, 误报 left out."""
    ignored: int = 0
    """Findings that stand but were judged 误报."""
    incidents: tuple[int, ...] = ()
    """The ids of the open incidents."""
    unvisited: str = ""
    """Why the last visit does not say how it stands now: it is too old, or visits are switched off."""
    uninspected: str = ""
    """Why the inspections of the home page do not say that it is in order: not made, failed, too old, switched off."""

    @property
    def unseen(self) -> str:
        """The first of these two reasons; empty where everything was looked at in time."""
        return self.unvisited or self.uninspected

    @property
    def sign(self) -> str:
        """Glyph and word of how it stands."""
        return f"{GRAVITY[self.standing][0]} {self.standing}"

    @property
    def standing(self) -> Standing:
        """The gravest thing that is known of it."""
        health = self.state.health
        return standing(
            "未测" if health == "正常" and self.unvisited else health,
            tampered=self.findings.get("integrity", 0),
            suspicions=self.suspicions,
            stale=self.stale,
            incidents=len(self.incidents),
            inspected=not self.uninspected,
        )

    @property
    def outcome(self) -> str:
        """The last visit's end in one word; empty before the first."""
        return OUTCOMES[self.state.last_outcome] if self.state.last_outcome is not None else ""

    @property
    def week_short(self) -> str:
        """Failures of measured visits and what is left of the budget, in ten cells; ✗ is 否决, ? is 样本不足."""
        if self.week is None:
            return "未测"
        signs = {"否决": "✗", "样本不足": "?"}
        if self.week.n and self.week.verdict in signs:
            return f"{signs[self.week.verdict]}{self.week.bad}/{self.week.n}"
        return budget_text(self.week)

    @property
    def suspicions(self) -> int:
        """Open findings of all checks."""
        return sum(self.findings.values())


@dataclass(frozen=True, kw_only=True)
class WatchView:
    """The whole picture."""

    now: datetime
    pulse: Pulse
    rows: tuple[SiteRow, ...]
    """In the order of the sites' ids."""
    as_of: int | None = None
    """Unix seconds of the newest visit of all; `None` before the first."""
    incidents: int = 0
    """Open incidents of the whole county, those of media accounts and of no site among them."""

    @property
    def counts(self) -> list[tuple[Standing, int]]:
        """How many sites stand how, the gravest first; those of which there is none are left out."""
        numbers = Counter(row.standing for row in self.rows)
        return [(word, numbers[word]) for word in GRAVITY if numbers[word]]

    def of_unit(self, unit: str) -> WatchView:
        """The same picture with this unit's sites alone."""
        return replace(self, rows=tuple(row for row in self.rows if row.unit == unit))

    def at(self, now: datetime) -> WatchView:
        """The same picture seen at a later moment."""
        return replace(self, now=now, pulse=self.pulse.at(now))

    @property
    def data_age(self) -> str:
        """How old the newest visit is, as `数据截至 12 秒前`."""
        if self.as_of is None:
            return "还没有访问过"
        return f"数据截至 {ago(int(self.now.timestamp()) - self.as_of)}"


def gravity(row: SiteRow) -> tuple[int, int]:
    """The order of every list of sites: the gravest first."""
    return list(GRAVITY).index(row.standing), row.site


def watch_view(reader: Reader, now: datetime) -> WatchView:
    """Read what the monitor knows: aggregates and last states only, never history.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    targets = site_targets(reader)
    plan, pulse = read_plan(reader), read_pulse(reader, now)
    states, facts, weeks = site_states(reader), site_facts(reader), _weeks(reader, plan, targets, now)
    runs, known = site_runs(reader), int((parse_instant(pulse.until) if pulse.until else now).timestamp())
    pages = _pages(reader, beijing_day(now))
    counted, ignored = _findings(reader)
    opened = open_incident_sites(reader)
    incidents = _incidents(reader, opened)
    rows = tuple(
        SiteRow(
            site=target.record,
            name=target.name,
            unit=target.unit,
            url=target.url,
            state=states.get(target.record) or SiteState(site=target.record),
            week=weeks.get(target.record),
            week_text=week_text(weeks[target.record]) if target.record in weeks else "本周未测",
            freshness=_worst(pages.get(target.record, ())),
            stale=sum(page.late for page in pages.get(target.record, ())),
            **_certificate(facts.get(target.record), beijing_day(now)),
            findings=counted.get(target.record, {}),
            ignored=ignored[target.record],
            incidents=tuple(incidents.get(target.record, ())),
            unvisited=unvisited(plan, states.get(target.record) or SiteState(site=target.record), known),
            uninspected=uninspected(plan, runs.get(target.record, {}), target.record, known),
        )
        for target in targets
    )
    seen = [row.state.last_at for row in rows if row.state.last_at is not None]
    return WatchView(now=now, pulse=pulse, rows=rows, as_of=max(seen, default=None), incidents=len(opened))


class _Certificate(TypedDict):
    cert_days: int | None
    cert_note: str
    ipv6: bool | None


def _certificate(facts: SiteFacts | None, today: date) -> _Certificate:
    if facts is None:
        return _Certificate(cert_days=None, cert_note="", ipv6=None)
    ends = [day for day in (facts.cert_until, facts.chain_until) if day is not None]
    return _Certificate(
        cert_days=(min(ends) - today).days if ends else None, cert_note=facts.cert_note, ipv6=facts.ipv6
    )


def _weeks(reader: Reader, plan: CheckPlan, targets: Sequence[Target], now: datetime) -> dict[int, Week]:
    seconds = int(now.timestamp())
    slots = plan.slots([target.record for target in targets], beijing_day(now), seconds)
    return week(reader, seconds, slots)


def _pages(reader: Reader, today: date) -> dict[int, list[Freshness]]:
    """By site, how long each of its inspected pages may go on."""
    by_site: dict[int, list[Freshness]] = {}
    days_left: dict[tuple[date, str, int], int] = {}
    for page_age in page_ages(reader):
        days = None
        if page_age.newest is not None:
            limit = (page_age.newest, page_age.kind, page_age.level)
            days = days_left.get(limit)
            if days is None:
                days = days_left[limit] = (due_after(*limit) - today).days
        blank = bool(page_age.blank) and bool(page_age.name)
        page = Freshness(page=page_age.name or HOME_PAGE, newest=page_age.newest, days=days, blank=blank)
        by_site.setdefault(page_age.site, []).append(page)
    return by_site


def _worst(pages: Sequence[Freshness]) -> Freshness | None:
    """The page that is or will be late first: blank ones before dated ones, those without a date last."""
    return min(
        pages, key=lambda freshness: (not freshness.blank, freshness.days is None, freshness.days or 0), default=None
    )


def _findings(reader: Reader) -> tuple[dict[int, dict[str, int]], Counter[int]]:
    """By site: open findings by check, and how many are ignored as 误报."""
    counted: dict[int, dict[str, int]] = {}
    ignored: Counter[int] = Counter()
    for detection in site_findings(reader):
        if detection.verdict == FindingVerdict.FALSE_ALARM:
            ignored[detection.site] += 1
        else:
            of_site = counted.setdefault(detection.site, {})
            of_site[detection.check] = of_site.get(detection.check, 0) + 1
    return counted, ignored


def _incidents(reader: Reader, opened: Iterable[tuple[int, int | None]]) -> dict[int, list[int]]:
    """By site, its open incidents; one of a shared address belongs to each of the sites that share it."""
    recent: dict[int, list[int]] = {}
    for incident, site in opened:
        if site is not None:
            recent.setdefault(site, []).append(incident)
    for alert in open_alerts(reader):
        for site in alert.members if alert.incident is not None else ():
            of_site = recent.setdefault(site, [])
            if alert.incident is not None and alert.incident not in of_site:
                of_site.append(alert.incident)
    return recent


def sparkline(recent: Sequence[int], cells: int) -> str:
    """The newest response times at the right end, failures as `×`.

    Args:
        recent: milliseconds, or -1 for a failure; newest last.
        cells: how many at most.
    """
    return "".join(FAILED if level < 0 else LEVELS[sum(level >= step for step in STEPS)] for level in recent[-cells:])
