from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.workdays import DayKind, Overrides, day_kind
from fjgov_tui.workflows.roster import Absence, Assignment, RosterInput, back_to_back, balances, days, gaps, roster

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ANY_DAY = st.dates(FIRST, LAST)


def spread(made: tuple[Assignment, ...], people: tuple[int, ...]) -> dict[DayKind, int]:
    counts = Counter((shift.person, day_kind(shift.day)) for shift in made)
    return {
        kind: max(counts[person, kind] for person in people) - min(counts[person, kind] for person in people)
        for kind in DayKind
    }


def test_the_kinds_of_day_of_2026_are_those_of_the_yearly_notice() -> None:
    kinds = Counter(day_kind(day) for day in days(FIRST, LAST))
    # 33 days off are announced in seven runs, and six weekend days are made up for.
    assert kinds == {DayKind.WORKDAY: 248, DayKind.WEEKEND: 84, DayKind.HOLIDAY: 33}
    assert day_kind(date(2026, 10, 3)) is DayKind.HOLIDAY, "a Saturday inside the National Day holiday"
    assert day_kind(date(2026, 10, 10)) is DayKind.WORKDAY, "a Saturday made up for"
    assert day_kind(date(2026, 10, 17)) is DayKind.WEEKEND


def test_the_countys_own_days_off_are_holidays() -> None:
    own = Overrides(rest=frozenset({date(2026, 11, 12)}))
    assert day_kind(date(2026, 11, 12), own) is DayKind.HOLIDAY
    assert day_kind(date(2026, 11, 12)) is DayKind.WORKDAY


@given(st.integers(2, 8), ANY_DAY, ANY_DAY)
def test_while_nobody_is_absent_no_kind_of_day_is_more_than_one_apart_at_any_date(count: int, a: date, b: date) -> None:
    people = tuple(range(1, count + 1))
    made = roster(RosterInput(people, min(a, b), max(a, b)))
    assert not gaps(made)
    for upto in range(1, len(made) + 1, 17):
        assert max(spread(made[:upto], people).values()) <= 1
    assert max(spread(made, people).values()) <= 1


def test_over_the_year_2026_totals_stay_within_two_and_nobody_of_four_serves_two_days_running_often() -> None:
    for count in range(2, 9):
        people = tuple(range(count))
        order = RosterInput(people, FIRST, LAST)
        made = roster(order)
        totals = [balance.total for balance in balances(order, made)]
        assert max(totals) - min(totals) <= 2
        assert sum(totals) == 365
        if count >= 4:
            assert len(back_to_back(made)) <= 6


@given(st.integers(3, 6), st.data())
def test_absences_are_kept_and_made_up_for(count: int, data: st.DataObject) -> None:
    people = tuple(range(count))
    first = data.draw(ANY_DAY)
    away = Absence(0, first, first + timedelta(days=data.draw(st.integers(0, 20))))
    order = RosterInput(people, first, first + timedelta(days=59), absences=(away,))
    made = roster(order)
    assert not any(shift.person == 0 and away.first <= shift.day <= away.last for shift in made)
    later = roster(RosterInput(people, first + timedelta(days=60), first + timedelta(days=500), served=made))
    assert max(spread((*made, *later), people).values()) <= 1


def test_the_past_and_what_was_fixed_by_hand_are_not_touched() -> None:
    fixed = Assignment(date(2026, 3, 4), "全天", 2, fixed=True)
    made = roster(RosterInput((1, 2, 3), date(2026, 3, 1), date(2026, 3, 31), fixed=(fixed,)))
    assert fixed in made
    assert min(shift.day for shift in made) == date(2026, 3, 1)
    assert max(spread(made, (1, 2, 3)).values()) <= 2


def test_a_newcomer_begins_at_the_groups_minimum() -> None:
    before = roster(RosterInput((1, 2), date(2026, 1, 1), date(2026, 2, 28)))
    order = RosterInput((1, 2, 3), date(2026, 3, 1), date(2026, 3, 31), served=before, newcomers=frozenset({3}))
    mine = sum(shift.person == 3 for shift in roster(order))
    assert 9 <= mine <= 12, "a third of March, not all of it"


def test_one_person_never_serves_both_parts_of_a_day() -> None:
    made = roster(RosterInput((1, 2, 3), date(2026, 3, 1), date(2026, 3, 31), parts=("白班", "夜班")))
    assert not gaps(made)
    for day in days(date(2026, 3, 1), date(2026, 3, 31)):
        on_day = [shift.person for shift in made if shift.day == day]
        assert len(on_day) == len(set(on_day)) == 2


def test_where_nobody_is_available_there_is_a_gap_and_it_is_told() -> None:
    away = tuple(Absence(person, date(2026, 3, 3), date(2026, 3, 3)) for person in (1, 2))
    made = roster(RosterInput((1, 2), date(2026, 3, 1), date(2026, 3, 5), absences=away))
    assert [gap.day for gap in gaps(made)] == [date(2026, 3, 3)]


def test_the_same_order_gives_the_same_roster() -> None:
    order = RosterInput((5, 3, 9), date(2026, 1, 1), date(2026, 6, 30))
    assert roster(order) == roster(order)
