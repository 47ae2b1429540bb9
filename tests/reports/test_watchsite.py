"""One site's week: hours are judged by what was measured, and an hour nobody measured is never good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.reports.watchsite import HOURS, Hour, heat, site_view
from fjgov_tui.store import Store
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.workflows.judging import judge
from tests.conftest import NOW
from tests.screens.watched import FAILING, SECONDS, TAMPERED, watch


def at(days: int, hour: int) -> int:
    """The Unix second at half past an hour in Beijing, so many days ago."""
    moment = datetime(2026, 11, 23, hour, 30, tzinfo=UTC) - timedelta(days=days, hours=8)
    return int(moment.timestamp())


def hour_of(*visits: Visit) -> Hour:
    return list(heat(visits, NOW))[5].hours[9]


SEEN = Visit(site=1, due=at(1, 9), at=at(1, 9), total=100)


def test_an_hour_is_what_its_counted_visits_were() -> None:
    assert hour_of() is Hour.UNTESTED
    assert hour_of(SEEN) is Hour.GOOD
    assert hour_of(SEEN, replace(SEEN, total=3000)) is Hour.SLOW
    assert hour_of(SEEN, replace(SEEN, outcome=Outcome.DNS)) is Hour.FAILED
    assert hour_of(replace(SEEN, counted=Counted.MAINTENANCE, outcome=Outcome.DNS)) is Hour.MAINTENANCE
    assert hour_of(replace(SEEN, counted=Counted.NETWORK, outcome=Outcome.DNS)) is Hour.UNTESTED
    assert hour_of(replace(SEEN, kind=VisitKind.CONFIRM, outcome=Outcome.DNS)) is Hour.UNTESTED


def test_hours_that_are_still_to_come_are_blank() -> None:
    today = list(heat([], NOW))[-1]
    assert today.hours[11] is Hour.UNTESTED
    assert set(today.hours[12:]) == {Hour.AHEAD}


@given(st.lists(st.tuples(st.integers(0, 6 * 24 + 11), st.booleans()), max_size=80))
def test_every_counted_visit_is_in_the_strip_once(made: list[tuple[int, bool]]) -> None:
    first = at(6, 0)
    visits = [
        Visit(site=1, due=first + 3600 * hour, at=first, outcome=Outcome.OPEN if good else Outcome.STATUS)
        for hour, good in made
    ]
    days = list(heat(visits, NOW))
    assert sum(day.n for day in days) == len(visits)
    assert sum(day.bad for day in days) == sum(not good for _, good in made)
    assert all(len(day.hours) == HOURS for day in days)
    failed = {hour for hour, good in made if not good}
    assert sum(hour is Hour.FAILED for day in days for hour in day.hours) == len(failed)


def test_a_site_is_told_whole(store: Store) -> None:
    watch(store)
    view = site_view(store.read, FAILING, NOW)
    assert view is not None
    assert [one.at - SECONDS for one in view.failures] == [-9000 + 7, -10800 + 7, -16200 + 7]
    assert view.failures[0].evidence.startswith(b"HTTP/1.1 200")
    assert view.measured == sum(day.n - day.bad for day in view.heat)
    assert view.p50 is not None
    assert view.p95 is not None
    assert view.longest is not None
    assert 200 <= view.p50 <= view.p95 <= view.longest < 250
    assert len(view.alerts) == len(view.incidents) == 1
    assert [target.name for target in view.pages.values()] == ["草堂镇子网站", "草堂镇子网站-动态要闻"]
    assert site_view(store.read, 99, NOW) is None


def test_ignored_findings_stay_visible_at_the_end(store: Store) -> None:
    watch(store)
    first, second = findings(store.read, site=TAMPERED)
    with store.write() as writer:
        judge(writer, first, "误报", "本页", "核对过")
        judge(writer, second, "确认", "", "是暗链")
    view = site_view(store.read, TAMPERED, NOW)
    assert view is not None
    assert [one.verdict for one in view.findings] == ["确认", "误报"]
