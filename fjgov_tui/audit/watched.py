"""What the monitor knew on a day: only what had been observed by then counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fjgov_tui.audit.reading import by_id, records, reference, running
from fjgov_tui.clock import DAY_SECONDS, day_of, day_start
from fjgov_tui.ledgers import Record
from fjgov_tui.observed.model import Check, Detection, PageOf, PageState
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.days import day_counts, tally_day
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.pages import page_states
from fjgov_tui.store.watch.process import beat
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.availability import days_between

APP = "移动客户端"
"""A site of this kind is no page that can be opened."""
Place = tuple[PageOf, int]
"""The ledger and id of a page."""


def day_ends(day: date) -> int:
    """The first Unix second after a Beijing day; the last one there is for the calendar's last day."""
    return day_start(day) + DAY_SECONDS


def web_sites(reader: Reader, as_of: date) -> dict[int, Record]:
    """The sites with a home page that ran on that day, by id."""
    return {
        one.id: one
        for one in records(reader, "site")
        if running(one, as_of)
        and one.values["kind"] != APP
        and str(one.values["url"] or "").startswith(("http://", "https://"))
    }


def stood(reader: Reader, check: Check, as_of: date) -> Iterator[Detection]:
    """What an inspection had found by the end of a day and what had not gone by then, 误报 included."""
    end = day_ends(as_of)
    for one in findings(reader, check=check, open_only=False):
        if one.first_seen < end and (one.gone_at is None or one.gone_at >= end):
            yield one


@dataclass(frozen=True)
class Pages:
    """The watched pages on a day."""

    states: Mapping[Place, PageState]
    """What inspections knew by then; only pages that opened."""
    ignored: frozenset[tuple[Place, str]]
    """Pages and rules of the freshness check whose finding a person has judged 误报."""

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


def read_pages(reader: Reader, as_of: date) -> Pages:
    """The watched pages as they were known at the end of a day.

    A page is kept as it was last seen. If that was later, its newest date still tells of an earlier day as long as
    it is not younger than that day; that it was blank tells nothing.
    """
    end, states = day_ends(as_of), dict[Place, PageState]()
    for one in page_states(reader):
        if one.opened and (one.checked_at < end or (one.newest is not None and one.newest <= as_of)):
            states[one.page_of, one.record] = one
    ignored = frozenset(
        ((one.page_of, one.record), one.rule) for one in stood(reader, "freshness", as_of) if one.verdict == "误报"
    )
    return Pages(states, ignored)


def columns(reader: Reader, as_of: date) -> Iterator[tuple[Record, str]]:
    """The columns of sites that ran on that day, with the unit that answers for each."""
    sites = by_id(reader, "site")
    for column in records(reader, "column"):
        site = sites.get(reference(column, "site") or 0)
        if site is not None and running(site, as_of):
            yield column, column.names.get("unit") or site.names.get("unit", "")


def moment_of(reader: Reader, as_of: date) -> int:
    """The moment of a day at which the monitor is judged: its end, or as far as the monitor has got in it."""
    sign = beat(reader)
    known = [one.last_at for one in site_states(reader).values() if one.last_at is not None]
    newest = max([*known, *([sign.last] if sign else [])], default=0)
    return min(day_ends(as_of) - 1, max(day_start(as_of), newest))


def last_looks(reader: Reader, sites: Iterable[int], as_of: date) -> dict[int, date]:
    """The last day up to `as_of` on which each site was visited; sites that were not are left out.

    Of days before the one of the newest visit only the last week is looked at.
    """
    wanted, end, first = set(sites), day_ends(as_of), as_of - timedelta(days=6)
    counts = day_counts(reader, first, as_of)
    stored = {one.day for one in counts}
    for day in days_between(first, as_of):
        counts += [] if day in stored else tally_day(reader, day, {})
    looks: dict[int, date] = {}
    for one in counts:
        if one.site in wanted and one.n + one.maintenance > 0:
            looks[one.site] = max(one.day, looks.get(one.site, date.min))
    for site, state in site_states(reader).items():
        if site in wanted and state.last_at is not None and state.last_at < end:
            looks[site] = max(day_of(state.last_at), looks.get(site, date.min))
    return looks
