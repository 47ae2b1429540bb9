from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import day_start
from fjgov_tui.monitor.process.housekeeping import count_day_up, uncounted
from fjgov_tui.monitor.process.monitor import MonitorOptions
from fjgov_tui.monitor.process.once import Asked, run_once
from fjgov_tui.observed.visits import Visit, VisitKind
from fjgov_tui.store import Store, open_store
from fjgov_tui.store.watch.days import day_counts
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.check_plan import CheckPlan, PlanLine
from tests.monitor.county import make_county
from tests.monitor.process.conftest import Make

FIRST = date(2026, 11, 20)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    make_county(tmp_path / "county.db", ["http://a.example/", "http://b.example/"])
    return open_store(tmp_path / "county.db")


def book(store: Store, day: date, *sites: int) -> None:
    with store.write() as writer:
        noon = day_start(day) + 43_200
        record_visits(writer, [Visit(site=site, due=noon, at=noon, kind=VisitKind.SLOT, total=5) for site in sites])


def test_days_are_counted_once_each_from_the_first_visit_and_not_before_they_are_over(store: Store) -> None:
    with store:
        midnight = day_start(FIRST + timedelta(days=2))
        assert uncounted(store.read, midnight) == []
        book(store, FIRST, 1)
        assert uncounted(store.read, midnight + 599) == [FIRST], "the day that has just ended waits for ten minutes"
        assert uncounted(store.read, midnight + 600) == [FIRST, FIRST + timedelta(days=1)]
        for day in uncounted(store.read, midnight + 600):
            count_day_up(store, day, CheckPlan())
        assert uncounted(store.read, midnight + 600) == []
        counts = {(one.day, one.site): one for one in day_counts(store.read, FIRST, FIRST + timedelta(days=1))}
    assert {key: (one.n, one.slots, one.missed) for key, one in counts.items()} == {
        (FIRST, 1): (1, 48, 47),
        (FIRST, 2): (0, 48, 48),
        (FIRST + timedelta(days=1), 1): (0, 48, 48),
        (FIRST + timedelta(days=1), 2): (0, 48, 48),
    }


def test_after_a_stop_of_months_days_are_counted_in_portions(store: Store) -> None:
    with store:
        book(store, FIRST, 1)
        now = day_start(FIRST + timedelta(days=100)) + 700
        assert len(uncounted(store.read, now)) == 31
        book(store, FIRST + timedelta(days=3), 2)
        count_day_up(store, FIRST + timedelta(days=98), CheckPlan())
        assert uncounted(store.read, now) == [FIRST + timedelta(days=99)]


async def test_a_running_monitor_counts_yesterday_up(make: Make) -> None:
    place = make(["a"])
    with open_store(place.db) as store:
        book(store, date(2026, 11, 22), 1)

    def counted() -> bool:
        rows = place.ask(lambda reader: day_counts(reader, date(2026, 11, 22), date(2026, 11, 22)))
        return bool(rows)

    async with place.watched():
        await place.until(counted)


async def test_a_round_by_hand_counts_days_up_too(make: Make) -> None:
    place = make(["a"])
    with open_store(place.db) as store:
        book(store, date(2026, 11, 22), 1)
    lines = await run_once(MonitorOptions(db=place.db, clock=place.wall), Asked(checks={"visit"}))
    assert [line.ok for line in lines] == [True]
    (row,) = place.ask(lambda reader: day_counts(reader, date(2026, 11, 22), date(2026, 11, 22)))
    assert (row.n, row.slots) == (1, 48)
    assert datetime.fromtimestamp(place.visits(1)[-1].at, UTC).date() == date(2026, 11, 23)


async def test_a_day_that_a_clock_far_ahead_has_closed_too_early_is_counted_anew(make: Make) -> None:
    place = make(["a"])
    day, future = date(2026, 11, 22), date(2031, 1, 1)
    with open_store(place.db) as store:
        count_day_up(store, day, CheckPlan())
        count_day_up(store, future, CheckPlan())
        book(store, day, 1)

    def counted() -> list[tuple[int, int]]:
        return [(one.slots, one.n) for one in place.ask(lambda reader: day_counts(reader, day, day))]

    assert counted() == [(48, 0)]
    with open_store(place.db, clock=place.wall) as store:
        now = int(place.wall().timestamp())
        assert uncounted(store.read, now) == [], "what stands in the future hides no day, and no day is missing"
        assert uncounted(store.read, now + 3 * 86_400) == [day + timedelta(days=1 + number) for number in range(3)]
    async with place.watched():
        await place.until(lambda: counted() == [(48, 1)])


def test_counting_anew_keeps_what_was_planned(store: Store) -> None:
    with store:
        book(store, FIRST, 1)
        count_day_up(store, FIRST, CheckPlan())
        count_day_up(store, FIRST, CheckPlan(general={**CheckPlan().general, "visit": PlanLine("*/10 * * * *")}))
        assert [one.slots for one in day_counts(store.read, FIRST, FIRST)] == [48, 48]


@pytest.mark.parametrize(("measured", "left"), [(3, 0), (2, 1)])
async def test_each_night_what_is_older_than_400_days_is_forgotten_unless_the_clock_seems_wrong(
    make: Make, measured: int, left: int
) -> None:
    place = make(["a"])
    old, yesterday = date(2025, 10, 18), date(2026, 11, 22)
    with open_store(place.db) as store:
        book(store, old, 1)
        for number in range(measured):
            book(store, yesterday - timedelta(days=number), 1)
        count_day_up(store, yesterday - timedelta(days=1), CheckPlan())
        count_day_up(store, yesterday - timedelta(days=2), CheckPlan())
        count_day_up(store, old, CheckPlan())
    await run_once(MonitorOptions(db=place.db, clock=place.wall), Asked(checks={"visit"}))
    assert sum(one.due < day_start(yesterday - timedelta(days=30)) for one in place.visits(1)) == left
    assert [one.n for one in place.ask(lambda reader: day_counts(reader, old, old))] == [1], "counts stay for ever"
