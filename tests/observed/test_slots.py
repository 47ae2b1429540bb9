from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fjgov_tui.clock import BEIJING, day_of, day_start
from fjgov_tui.ledgers.cron import fires_a_day
from fjgov_tui.ledgers.watching import VISIT_SLOTS_LEAST
from fjgov_tui.monitor.process.visiting import Agenda
from fjgov_tui.observed.slots import longest, planned, slot_from, slots_of, starts_of
from fjgov_tui.workflows.check_plan import DEFAULT_LINES, VISIT, CheckPlan, PlanLine

DAY = date(2026, 11, 23)
DEFAULT = DEFAULT_LINES[VISIT]
MINUTES = st.one_of(
    st.integers(1, 30).map(lambda step: f"*/{step}"),
    st.lists(st.integers(0, 59), min_size=1, max_size=6, unique=True).map(lambda many: ",".join(map(str, many))),
)
HOURS = st.one_of(st.just("*"), st.just("*/2"), st.just("8-20"), st.just("0-3"), st.just("5"))
LINES = st.tuples(MINUTES, HOURS).map(lambda two: f"{two[0]} {two[1]} * * *")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def plan(line: str) -> CheckPlan:
    return CheckPlan({**CheckPlan().general, VISIT: PlanLine(line)})


@settings(max_examples=25)
@given(LINES, st.integers(1, 10_000), DAYS)
def test_every_accepted_line_gives_at_least_twenty_slots_a_day_each_with_its_visit_inside(
    line: str, site: int, day: date
) -> None:
    assume(fires_a_day(line) >= VISIT_SLOTS_LEAST)
    slots = slots_of(line, site, day)
    assert len(slots) >= VISIT_SLOTS_LEAST
    for slot, after in zip(slots, [*slots[1:], None], strict=True):
        assert slot.start <= slot.due < slot.start + 0.8 * (slot.end - slot.start)
        assert slot.end == (after.start if after else day_start(day + timedelta(days=1)))
        assert day_of(slot.due) == day


@settings(max_examples=25)
@given(LINES, st.integers(1, 10_000), DAYS)
def test_between_two_visits_lie_less_than_two_of_the_longest_slots(line: str, site: int, day: date) -> None:
    assume(fires_a_day(line) >= VISIT_SLOTS_LEAST)
    days = [day + timedelta(days=number) for number in range(3)]
    dues = [slot.due for one in days for slot in slots_of(line, site, one)]
    starts = [start for one in days for start in starts_of(line, one)]
    uncut = max(after - before for before, after in pairwise(starts))
    assert max(after - before for before, after in pairwise(dues)) < 2 * uncut


def test_the_default_makes_48_slots_that_are_the_same_at_every_computation() -> None:
    first = slots_of(DEFAULT, 7, DAY)
    slots_of.cache_clear()
    assert slots_of(DEFAULT, 7, DAY) == first
    assert len(first) == 48
    assert longest(DEFAULT, DAY) == 1800


def test_sites_are_spread_over_a_slot_and_one_site_over_its_slots() -> None:
    of_sites = [slots_of(DEFAULT, site, DAY)[10] for site in range(1, 201)]
    tenths = [int((one.due - one.start) / 144) for one in of_sites]
    assert all(8 <= tenths.count(tenth) <= 34 for tenth in range(10))
    assert len({one.due - one.start for one in slots_of(DEFAULT, 1, DAY)}) > 40


@given(LINES, st.integers(1, 500), st.integers(day_start(DAY), day_start(DAY) + 3 * 86_400))
def test_the_slot_at_a_moment_is_one_of_the_days_slots_and_not_over(line: str, site: int, moment: int) -> None:
    slot = slot_from(line, site, moment)
    assert slot is not None
    assert slot.end > moment
    assert slot in slots_of(line, site, day_of(slot.start))
    earlier = [one for one in slots_of(line, site, day_of(moment)) if one.end > moment]
    assert not earlier or earlier[0] == slot


def test_a_line_that_does_not_come_round_has_no_slots() -> None:
    assert slot_from("0 0 30 2 *", 1, day_start(DAY)) is None
    assert slots_of("0 0 30 2 *", 1, DAY) == ()
    assert longest("0 0 30 2 *", DAY) == 86_400


def test_planned_counts_the_slots_that_are_over() -> None:
    midnight = day_start(DAY)
    assert planned(DEFAULT, 1, DAY, midnight) == 0
    assert planned(DEFAULT, 1, DAY, midnight + 1799) == 0
    assert planned(DEFAULT, 1, DAY, midnight + 1800) == 1
    assert planned(DEFAULT, 1, DAY, midnight + 10 * 86_400) == 48


@given(
    st.sampled_from([DEFAULT, "*/5 * * * *", "*/20 * * * *"]),
    st.lists(st.integers(-4000, 9000), min_size=1, max_size=40),
)
def test_whatever_the_restarts_and_clock_steps_a_slot_is_visited_once_and_never_after_its_end(
    line: str, steps: list[int]
) -> None:
    """Each step moves the clock, by a jump of any kind, and starts the monitor anew with what is booked."""
    now = day_start(DAY) + 43_200
    sites = range(1, 8)
    booked: set[tuple[int, int]] = set()
    slots: set[tuple[int, int]] = set()
    for step in steps:
        agenda = Agenda(plan(line), sites, now, booked)
        for _ in range(3):
            for due in agenda.take(now):
                assert due.slot.due <= now < due.slot.end
                assert (due.site, due.slot.start) not in slots
                slots.add((due.site, due.slot.start))
                booked.add((due.site, due.slot.due))
            now += abs(step) // 3
        now += step


def test_a_running_agenda_hands_out_every_slot_of_a_day() -> None:
    now, end = day_start(DAY), day_start(DAY + timedelta(days=1))
    agenda = Agenda(plan(DEFAULT), (1, 2, 3), now)
    found = []
    while (moment := agenda.next_at()) is not None and moment < end:
        found += agenda.take(moment)
    assert len(found) == 3 * 48
    assert len({(one.site, one.slot.start) for one in found}) == 3 * 48


def test_slots_that_passed_while_the_machine_slept_are_passed_by() -> None:
    noon = int(datetime(2026, 11, 23, 12, tzinfo=BEIJING).timestamp())
    agenda = Agenda(plan(DEFAULT), (1,), noon)
    agenda.take(noon + 1799)
    late = agenda.take(noon + 4 * 3600 + 1799)
    assert [one.slot.start for one in late] == [noon + 4 * 3600]


def test_a_check_that_is_switched_off_is_not_visited() -> None:
    off = CheckPlan(CheckPlan().general, {(VISIT, 2): PlanLine(DEFAULT, enabled=False)})
    agenda = Agenda(off, (2,), day_start(DAY))
    assert agenda.next_at() is None
    assert agenda.take(day_start(DAY) + 86_400) == []
