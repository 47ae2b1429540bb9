"""Short days as people type them: the day that the picker would have put there, and nothing in a spreadsheet."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.times import Day, typed_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", TODAY), ("昨天", date(2026, 11, 22)), ("明天", date(2026, 11, 24)), ("后天", date(2026, 11, 25)),
        ("+30d", date(2026, 12, 23)), ("＋30天", date(2026, 12, 23)), ("-7", date(2026, 11, 16)),
        ("+2周", date(2026, 12, 7)),
        ("+3m", date(2027, 2, 23)), ("+1个月", date(2026, 12, 23)),
        ("9/1", date(2026, 9, 1)), ("9月1日", date(2026, 9, 1)), ("9-1", date(2026, 9, 1)), ("1/5", date(2027, 1, 5)),
    ],
)  # fmt: skip
def test_short_days_mean_what_the_picker_offers(typed: str, day: date) -> None:
    assert typed_day(typed, TODAY) == day


def test_a_day_of_last_year_is_found_in_january() -> None:
    assert typed_day("12/30", date(2027, 1, 3)) == date(2026, 12, 30)
    assert typed_day("2/29", date(2027, 1, 3)) == date(2028, 2, 29)


@pytest.mark.parametrize("typed", ["13/1", "2/30", "+9999月"])
def test_days_that_are_not_are_refused(typed: str) -> None:
    with pytest.raises(ValueProblem):
        typed_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["2026-09-01", "20260901", "45000", "至今", "", "乱写", "9/1/2026"])
def test_everything_else_is_left_to_the_field(typed: str) -> None:
    assert typed_day(typed, TODAY) is None


@pytest.mark.parametrize("word", ["今天", "+30d", "9/1", "昨天"])
def test_a_spreadsheet_may_not_say_today(word: str) -> None:
    with pytest.raises(ValueProblem):
        Day().parse(word)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_day_without_its_year_is_never_far_away(today: date, day: date) -> None:
    assume((day.month, day.day) != (2, 29))  # the next one may be years away, and is not guessed then
    found = typed_day(f"{day.month}/{day.day}", today)
    assert found is not None
    assert (found.month, found.day) == (day.month, day.day)
    assert abs(found - today) <= timedelta(days=183)
