"""Beijing days of visits: counted alike from raw visits and from stored rows, rebuilt at will, never beautified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import DAY_SECONDS, day_of, day_start
from fjgov_tui.observed.visits import Counted, DayCount, Outcome, VisitKind
from fjgov_tui.store import Store
from fjgov_tui.store.watch.days import count_day, day_counts, last_rolled, percentile, roll_up, tally_day
from fjgov_tui.store.watch.rows import day_number, day_span
from fjgov_tui.store.watch.visits import booked_dues, first_due, visits_of
from tests.store.helpers import emptied
from tests.store.watch.helpers import BEGIN, DAY, HALF_HOUR, book, day_of_visits, plan, visit


def rolled(store: Store, day: date = DAY, slots: dict[int, int] | None = None) -> list[DayCount]:
    """The day after it was rolled up."""
    with store.write() as writer:
        roll_up(writer, day, slots or {})
    return day_counts(store.read, day, day)


@given(st.dates(date(1992, 1, 1), date(2100, 1, 1)), st.integers(0, DAY_SECONDS - 1))
def test_a_day_is_a_beijing_day(day: date, second: int) -> None:
    first, end = day_span(day, day)
    assert end - first == DAY_SECONDS
    assert day_of(first + second) == day
    assert day_of(first - 1) == day - timedelta(days=1)
    assert day_number(end) - day_number(first + second) == 1
    assert (first + 8 * 3600) % DAY_SECONDS == 0


def test_only_measured_slot_visits_count_and_the_rest_is_missed_or_maintenance(store: Store) -> None:
    opened = [visit(BEGIN + number * HALF_HOUR, total=100 + number) for number in range(20)]
    failed = [visit(BEGIN + (20 + number) * HALF_HOUR, outcome=Outcome.STATUS, total=9) for number in range(2)]
    others = [
        visit(BEGIN + 22 * HALF_HOUR, counted=Counted.MAINTENANCE, outcome=Outcome.CONNECT),
        visit(BEGIN + 23 * HALF_HOUR, counted=Counted.NETWORK, outcome=Outcome.DNS),
        visit(BEGIN + 24 * HALF_HOUR, counted=Counted.LAG, outcome=Outcome.TIMEOUT),
        visit(BEGIN + 5, kind=VisitKind.CONFIRM, outcome=Outcome.STATUS),
        visit(BEGIN + 6, kind=VisitKind.MANUAL, outcome=Outcome.STATUS),
        visit(BEGIN - 1, outcome=Outcome.STATUS),
        visit(BEGIN + DAY_SECONDS, outcome=Outcome.STATUS),
    ]
    book(store, [*opened, *failed, *others])
    wanted = DayCount(
        site=1, day=DAY, slots=48, n=22, ok=20, bad=2, missed=25, maintenance=1, p50=109, p95=118, longest=119
    )
    assert count_day(store.read, DAY, {1: 48}) == [wanted]
    assert tally_day(store.read, DAY, {1: 48}) == [replace(wanted, p50=None, p95=None, longest=None)]
    assert rolled(store, slots={1: 48}) == [wanted]


def test_a_site_without_a_visit_has_missed_every_slot(store: Store) -> None:
    assert rolled(store, slots={7: 48}) == [DayCount(site=7, day=DAY, slots=48, missed=48)]


def test_more_visits_than_slots_never_make_a_negative_number(store: Store) -> None:
    book(store, day_of_visits(DAY, n=30))
    (one,) = rolled(store, slots={1: 24})
    assert (one.slots, one.n, one.missed) == (30, 30, 0)


def test_rolling_up_again_stores_the_same_and_takes_in_what_came_late(store: Store) -> None:
    visits = day_of_visits(DAY, n=40, bad=3)
    book(store, visits[:30])
    first = rolled(store, slots={1: 48})
    assert rolled(store, slots={1: 48}) == first
    book(store, visits)
    (late,) = rolled(store, slots={1: 48})
    assert (late.n, late.bad, late.missed) == (40, 3, 8)


def test_stored_days_are_found_by_span_and_site(store: Store) -> None:
    days = [DAY + timedelta(days=number) for number in range(4)]
    for day in days:
        rolled(store, day, {2: 48, 1: 48})
    found = day_counts(store.read, days[1], days[2])
    assert [(one.day, one.site) for one in found] == [(days[1], 1), (days[1], 2), (days[2], 1), (days[2], 2)]
    assert [one.day for one in day_counts(store.read, days[0], days[3], 2)] == days
    assert last_rolled(store.read) == days[3]


def test_nothing_is_rolled_up_at_first(store: Store) -> None:
    assert last_rolled(store.read) is None
    assert tally_day(store.read, DAY, {}) == []


@given(st.lists(st.integers(0, 20_000), max_size=60), st.sampled_from([50, 95]))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[int], percent: int) -> None:
    ordered = sorted(values)
    found = percentile(ordered, percent)
    if not ordered:
        assert found is None
        return
    assert found in ordered
    assert sum(one <= found for one in ordered) * 100 >= percent * len(ordered)
    assert sum(one < found for one in ordered) * 100 < percent * len(ordered)


OUTCOMES = st.sampled_from([Outcome.OPEN, Outcome.OPEN, Outcome.TIMEOUT, Outcome.DNS])


MADE = st.tuples(st.integers(1, 3), OUTCOMES, st.sampled_from(Counted), st.sampled_from(VisitKind))


def test_every_slot_is_accounted_for_once(store: Store) -> None:
    @given(st.lists(MADE, max_size=60))
    def accounted_for(made: list[tuple[int, Outcome, Counted, VisitKind]]) -> None:
        book(
            emptied(store),
            [
                visit(BEGIN + number, site=site, outcome=outcome, counted=counted, kind=kind)
                for number, (site, outcome, counted, kind) in enumerate(made)
            ],
        )
        for one in rolled(store, slots={1: 48, 2: 10, 4: 5}):
            assert one.ok + one.bad == one.n
            assert one.n + one.missed + one.maintenance == one.slots
            assert min(one.n, one.bad, one.missed, one.maintenance) >= 0
            assert (one.p50 is None) is (one.ok == 0)

    accounted_for()


def test_raw_visits_are_found_through_their_key(store: Store) -> None:
    asked = [
        lambda reader: count_day(reader, DAY, {}),
        lambda reader: tally_day(reader, DAY, {}),
        lambda reader: booked_dues(reader, BEGIN, BEGIN + 99),
        first_due,
        lambda reader: visits_of(reader, 1, BEGIN, BEGIN + 99),
    ]
    for question in asked:
        lines = plan(store, question)
        assert any(line.startswith(("SEARCH v USING PRIMARY KEY", "SEARCH watch_visit USING")) for line in lines), lines
        assert not any(line.split(" USING")[0] in {"SCAN v", "SCAN watch_visit"} for line in lines), lines


def test_a_day_start_is_its_first_second() -> None:
    assert day_of(day_start(DAY)) == DAY
