from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import day_start
from fjgov_tui.monitor.process.chores import count_day_up, uncounted
from fjgov_tui.monitor.process.monitor import Order
from fjgov_tui.monitor.process.once import Asked, run_once
from fjgov_tui.monitor.schedule.plan import Plan
from fjgov_tui.store import Store, open_store
from fjgov_tui.store.watch.days import day_counts
from fjgov_tui.store.watch.model import Kind, Visit
from fjgov_tui.store.watch.visits import book_visits
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
        book_visits(writer, [Visit(site=site, due=noon, at=noon, kind=Kind.SLOT, total=5) for site in sites])


def test_days_are_counted_once_each_from_the_first_visit_and_not_before_they_are_over(store: Store) -> None:
    with store:
        midnight = day_start(FIRST + timedelta(days=2))
        assert uncounted(store.read, midnight) == []
        book(store, FIRST, 1)
        assert uncounted(store.read, midnight + 599) == [FIRST], "the day that has just ended waits for ten minutes"
        assert uncounted(store.read, midnight + 600) == [FIRST, FIRST + timedelta(days=1)]
        for day in uncounted(store.read, midnight + 600):
            count_day_up(store, day, Plan())
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
        count_day_up(store, FIRST + timedelta(days=98), Plan())
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
    lines = await run_once(Order(db=place.db, clock=place.wall), Asked(checks={"visit"}))
    assert [line.ok for line in lines] == [True]
    (row,) = place.ask(lambda reader: day_counts(reader, date(2026, 11, 22), date(2026, 11, 22)))
    assert (row.n, row.slots) == (1, 48)
    assert datetime.fromtimestamp(place.visits(1)[-1].at, UTC).date() == date(2026, 11, 23)
