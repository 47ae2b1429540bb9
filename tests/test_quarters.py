"""Periods of inspection (article 33): the days that belong to them, what they are called, and how people write them."""

from datetime import date, timedelta

import pytest

from fjgov_tui.errors import ValueProblem
from fjgov_tui.quarters import parse_period, quarter_of

FIRSTS_AND_LASTS = {
    "2026Q1": ("2026-01-01", "2026-03-31"),
    "2026Q2": ("2026-04-01", "2026-06-30"),
    "2026Q3": ("2026-07-01", "2026-09-30"),
    "2026Q4": ("2026-10-01", "2026-12-31"),
    "2026H1": ("2026-01-01", "2026-06-30"),
    "2026H2": ("2026-07-01", "2026-12-31"),
    "2026-01": ("2026-01-01", "2026-01-31"),
    "2026-02": ("2026-02-01", "2026-02-28"),
    "2028-02": ("2028-02-01", "2028-02-29"),
    "2026-12": ("2026-12-01", "2026-12-31"),
}


@pytest.mark.parametrize(("name", "days"), FIRSTS_AND_LASTS.items())
def test_a_period_is_whole_calendar_months_and_keeps_its_name(name: str, days: tuple[str, str]) -> None:
    period = parse_period(name)
    assert (period.first.isoformat(), period.last.isoformat(), period.name) == (*days, name)


def test_every_day_lies_in_the_quarter_of_its_month() -> None:
    for number in range(366):
        day = date(2028, 1, 1) + timedelta(days=number)
        quarter = quarter_of(day)
        assert quarter.first <= day <= quarter.last
        assert quarter.name == f"2028Q{1 + (day.month > 3) + (day.month > 6) + (day.month > 9)}"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("2026Q1", "2026Q1", "2026年第一季度"),
        ("2026年二季度", "2026Q2", "2026年第二季度"),
        ("2026 第3季度", "2026Q3", "2026年第三季度"),
        ("2026-q4", "2026Q4", "2026年第四季度"),
        ("2026年上半年", "2026H1", "2026年上半年"),
        ("2026H1", "2026H1", "2026年上半年"),
        ("2026年下半年", "2026H2", "2026年下半年"),
        ("2026h2", "2026H2", "2026年下半年"),
        ("2026年9月", "2026-09", "2026年9月"),
        ("2026-1", "2026-01", "2026年1月"),
    ],
)
def test_periods_are_read_as_people_write_them_and_told_as_papers_do(text: str, name: str, title: str) -> None:
    period = parse_period(text)
    assert (period.name, period.title) == (name, title)


@pytest.mark.parametrize(
    ("name", "before"),
    [("2026Q1", "2025Q4"), ("2026H1", "2025H2"), ("2026H2", "2026H1"), ("2026-01", "2025-12"), ("2028-03", "2028-02")],
)
def test_the_period_before_is_as_long(name: str, before: str) -> None:
    assert parse_period(name).before == parse_period(before)


def test_the_last_day_still_belongs_to_a_period() -> None:
    period = parse_period("2026Q3")
    assert not period.ended(date(2026, 9, 30))
    assert period.ended(date(2026, 10, 1))


def test_periods_are_in_order_by_their_first_day_and_then_by_their_last() -> None:
    named = ["2026-01", "2026Q1", "2026H1", "2026-02", "2026Q2"]
    assert [period.name for period in sorted(map(parse_period, reversed(named)))] == named
    assert not parse_period("2026Q1") < parse_period("2026年第一季度")


@pytest.mark.parametrize("text", ["2026-00", "2026-13", "2026Q5", "2026H3", "2026", "", "1999Q4", "2200-01"])
def test_what_is_no_period_of_this_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueProblem, match="2026Q3"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2000Q1", "2199-12"])
def test_the_first_and_the_last_year_are_taken(text: str) -> None:
    assert parse_period(text).name == text
