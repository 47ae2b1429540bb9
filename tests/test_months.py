"""Calendar months, against an independent arithmetic."""

from datetime import date, timedelta

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.months import add_months

DAYS = st.dates(date(1949, 10, 1), date(2100, 12, 31))


@given(DAYS, st.integers(-600, 600))
def test_months_agree_with_another_library(day: date, count: int) -> None:
    wanted = pendulum.date(day.year, day.month, day.day).add(months=count)
    assert add_months(day, count) == date(wanted.year, wanted.month, wanted.day)


@given(DAYS, st.integers(0, 24))
def test_months_agree_with_counting_month_by_month(day: date, count: int) -> None:
    first = day.replace(day=1)
    for _ in range(count):
        first = (first + timedelta(days=31)).replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    assert add_months(day, count) == min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 12, 29), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), -2, date(2027, 12, 29)),
        (date(2026, 9, 23), 2, date(2026, 11, 23)),
    ],
)
def test_month_ends_and_leap_years(day: date, months: int, due: date) -> None:
    assert add_months(day, months) == due


def test_the_calendar_has_ends() -> None:
    assert add_months(date(9999, 12, 1), 2) == date.max
    assert add_months(date(1, 1, 31), -1) == date.min
    assert add_months(date(9999, 12, 1), 1) == date.max
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30), "the last month is still within"
    assert add_months(date(1, 2, 1), -1) == date.min
    assert add_months(date(1, 2, 3), -1) == date(1, 1, 3)
