"""What the monitor knew on a day: only what had been observed by then counts."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts, running_sites
from fjgov_tui.clock import DAY_SECONDS, day_of, day_start
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import running
from fjgov_tui.ledgers.sites import SiteKind
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.model import Check, Detection, PageOf, PageState, Run
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.store.watch.days import day_counts, tally_day
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.pages import page_states
from fjgov_tui.store.watch.process import beat, runs
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.availability import Week, days_between, week
from fjgov_tui.workflows.check_plan import CheckPlan, read_plan

APP = SiteKind.APP
"""A site of this kind is no page that can be opened."""
Place = tuple[PageOf, int]
"""The ledger and id of a page."""


def day_ends(day: date) -> int:
    """The first Unix second after a Beijing day; the last one there is for the calendar's last day."""
    return day_start(day) + DAY_SECONDS


def web_sites(facts: Facts) -> dict[int, Record]:
    """The sites with a home page that ran on that day, by id."""
    return {
        site.id: site
        for site in running_sites(facts)
        if site.values["kind"] != APP and site.text("url").startswith(("http://", "https://"))
    }


def web_site_records(facts: Facts) -> list[Record]:
    """The same, as the subjects of rules."""
    return list(facts.of(web_sites).values())


def plan(facts: Facts) -> CheckPlan:
    """Which check runs when."""
    return read_plan(facts.reader)


def last_runs(facts: Facts) -> dict[tuple[str, PageOf | str, int], Run]:
    """The last run of every inspection: by check, ledger of the page, and record."""
    return {(run.check, run.page_of, run.record): run for run in runs(facts.reader)}


def states(facts: Facts) -> Mapping[int, SiteState]:
    """What is known of every site that was ever visited; as it is now, whatever the day."""
    return site_states(facts.reader)


def stood(facts: Facts) -> Mapping[Check, Sequence[Detection]]:
    """By inspection: what it had found by the end of the day and what had not gone by then, 误报 included."""
    end = day_ends(facts.as_of)
    by_check: dict[Check, list[Detection]] = {}
    for finding in findings(facts.reader, open_only=False):
        if finding.first_seen < end and (finding.gone_at is None or finding.gone_at >= end):
            by_check.setdefault(finding.check, []).append(finding)
    return by_check


@dataclass(frozen=True)
class Pages:
    """The watched pages on a day."""

    states: Mapping[Place, PageState]
    """What inspections knew by then; only pages that opened."""
    ignored: frozenset[tuple[Place, str]]
    """Pages and rules of the freshness check whose finding a person has judged 误报."""
    first_blank: Mapping[Place, date]
    """Since when each blank page has been blank, as far as inspections saw it."""

    def newest(self, place: Place) -> tuple[date, PageState] | None:
        """The newest date seen on a page, unless a person has said that it was misread."""
        state = self.states.get(place)
        if state is None or state.newest is None or (place, "stale") in self.ignored:
            return None
        return state.newest, state

    def blank(self, place: Place) -> PageState | None:
        """The page's state where it was seen to list nothing."""
        state = self.states.get(place)
        return state if state is not None and state.blank and (place, "blank") not in self.ignored else None


def pages(facts: Facts) -> Pages:
    """The watched pages as they were known at the end of the day.

    A page is kept as it was last seen. If that was later, its newest date still tells of an earlier day as long as
    it is not younger than that day; that it was blank tells nothing.
    """
    end, known = day_ends(facts.as_of), dict[Place, PageState]()
    for state in page_states(facts.reader):
        if state.opened and (state.checked_at < end or (state.newest is not None and state.newest <= facts.as_of)):
            known[state.page_of, state.record] = state
    ignored, blank = set[tuple[Place, str]](), dict[Place, date]()
    for finding in facts.of(stood).get("freshness", ()):
        place: Place = (finding.page_of, finding.record)
        if finding.verdict == FindingVerdict.FALSE_ALARM:
            ignored.add((place, finding.rule))
        elif finding.rule == "blank":
            blank[place] = day_of(finding.first_seen)
    return Pages(known, frozenset(ignored), blank)


def columns(facts: Facts) -> list[Record]:
    """The columns of sites that ran on that day."""
    sites = facts.by_id("site")
    running_ids = {site.id for site in sites.values() if running(site, facts.as_of)}
    return [column for column in facts.records("column") if column.values["site"] in running_ids]


def running_columns(facts: Facts) -> list[Record]:
    """The same, as the subjects of rules, looked for once."""
    return facts.of(columns)


def moment(facts: Facts) -> int:
    """The moment of the day at which the monitor is judged: its end, or as far as the monitor has got in it."""
    sign = beat(facts.reader)
    known = [state.last_at for state in facts.of(states).values() if state.last_at is not None]
    newest = max([*known, *([sign.last] if sign else [])], default=0)
    return min(day_ends(facts.as_of) - 1, max(day_start(facts.as_of), newest))


def weeks(facts: Facts) -> dict[int, Week]:
    """Each site's availability of the seven days that end with this one."""
    now, sites = facts.of(moment), facts.of(web_sites)
    measured = week(facts.reader, now, facts.of(plan).slots(sites, facts.as_of, now))
    return {site: one_week for site, one_week in measured.items() if site in sites}


def looks(facts: Facts) -> dict[int, date]:
    """The last day up to the facts' on which each web site was visited; sites that were not are left out.

    Of days before the one of the newest visit only the last week is looked at.
    """
    as_of, wanted = facts.as_of, facts.of(web_sites)
    end, first = day_ends(as_of), as_of - timedelta(days=6)
    counts = day_counts(facts.reader, first, as_of)
    stored = {count.day for count in counts}
    for day in days_between(first, as_of):
        counts += [] if day in stored else tally_day(facts.reader, day, {})
    last: dict[int, date] = {}
    for count in counts:
        if count.site in wanted and count.n + count.maintenance > 0:
            last[count.site] = max(count.day, last.get(count.site, date.min))
    for site, state in facts.of(states).items():
        if site in wanted and state.last_at is not None and state.last_at < end:
            last[site] = max(day_of(state.last_at), last.get(site, date.min))
    return last
