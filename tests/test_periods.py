"""Lengths of time in words and the ends of months, by pendulum, which no first paint waits for."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.periods import ago, length, month_end

DAY = 86_400


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 秒"),
        (59, "59 秒"),
        (60, "1 分钟"),
        (3599, "59 分钟"),
        (3600, "1 小时"),
        (DAY - 1, "23 小时"),
        (DAY, "1 天"),
        (400 * DAY, "400 天"),
        (-90, "1 分钟"),
    ],
)
def test_a_length_is_told_in_its_largest_unit_and_days_are_the_largest(seconds: int, words: str) -> None:
    assert length(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3600, "60 分钟"), (7199, "119 分钟"), (7200, "2 小时"), (2 * DAY - 1, "47 小时"), (2 * DAY, "2 天")],
)
def test_where_it_counts_two_of_a_unit_are_wanted(seconds: int, words: str) -> None:
    assert length(seconds, least=2) == words


@given(seconds=st.integers(0, 10**9), least=st.integers(1, 3))
def test_no_length_is_told_longer_than_it_is(seconds: int, least: int) -> None:
    count, unit = length(seconds, least=least).split()
    size = {"秒": 1, "分钟": 60, "小时": 3600, "天": DAY}[unit]
    assert int(count) * size <= seconds < (int(count) + 1) * size


def test_a_clock_that_was_set_back_makes_nothing_come_from_the_future() -> None:
    assert ago(-30) == "0 秒前"
    assert ago(10_800) == "3 小时前"


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-11-23", -1, "2026-10-31"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-03-01", -1, "2024-02-29"),
        ("2026-01-01", -1, "2025-12-31"),
        ("2026-12-05", 0, "2026-12-31"),
        ("2026-11-30", 1, "2026-12-31"),
    ],
)
def test_month_ends(day: str, months: int, end: str) -> None:
    assert month_end(date.fromisoformat(day), months) == date.fromisoformat(end)


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), months=st.integers(-240, 240))
def test_the_end_of_a_month_is_the_day_before_another_first(day: date, months: int) -> None:
    end = month_end(day, months)
    assert (end + timedelta(days=1)).day == 1
    assert (end.year - day.year) * 12 + end.month - day.month == months


def test_the_program_starts_without_it() -> None:
    code = "import sys; import fjgov_tui.shell.app, fjgov_tui.periods; sys.exit('pendulum' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
