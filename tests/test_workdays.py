import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.errors import InputProblem
from fjgov_tui.workdays import (
    NONE,
    DayKind,
    Overrides,
    add_workdays,
    day_kind,
    is_published,
    is_workday,
    read_overrides,
    workdays_between,
)

# The State Council's schedule of 2026 (国办发明电), written out by hand: first and last day off, and days made up for.
_OFF = [
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]
_MADE_UP = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}
YEAR = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]


def by_hand(day: date) -> bool:
    text = day.isoformat()
    if text in _MADE_UP:
        return True
    return day.isoweekday() <= 5 and not any(first <= text <= last for first, last in _OFF)


WORKED = [day for day in YEAR if by_hand(day)]


def test_every_day_of_2026() -> None:
    assert [day for day in YEAR if is_workday(day)] == WORKED


@given(st.sampled_from(YEAR), st.integers(min_value=-40, max_value=40))
def test_counting_agrees_with_a_list_of_worked_days(day: date, count: int) -> None:
    later = [one for one in WORKED if one > day]
    earlier = [one for one in reversed(WORKED) if one < day]
    way = later if count > 0 else earlier
    if count and abs(count) <= len(way):
        assert add_workdays(day, count) == way[abs(count) - 1]
    assert add_workdays(day, 0) == day


@given(st.dates(date(2001, 1, 1), date(2035, 12, 31)), st.integers(min_value=1, max_value=60))
def test_a_period_holds_exactly_so_many_working_days_and_ends_on_one(day: date, count: int) -> None:
    end = add_workdays(day, count)
    assert is_workday(end)
    assert sum(is_workday(day + timedelta(days=step)) for step in range(1, (end - day).days + 1)) == count


def test_a_year_nobody_has_published_is_an_estimate() -> None:
    assert is_published(2026)
    assert not is_published(2040)
    assert is_published(2040, Overrides(rest=frozenset({date(2040, 2, 13)})))


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_county_knows_better(day: date) -> None:
    assert is_workday(day, Overrides(work=frozenset({day})))
    assert not is_workday(day, Overrides(rest=frozenset({day})))


def test_the_countys_own_file(tmp_path: Path) -> None:
    path = tmp_path / "workdays.txt"
    assert read_overrides(path) == NONE
    path.write_text("\ufeff# 2027 年\n2027-02-06 班  # 调休\n\n2027-02-11\t休\n", encoding="utf-8")
    assert read_overrides(path) == Overrides(frozenset({date(2027, 2, 6)}), frozenset({date(2027, 2, 11)}))


@pytest.mark.parametrize("line", ["2027-02-30 班", "2027/02/06 班", "2027-02-06", "2027-02-06 上班", "班 2027-02-06"])
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "workdays.txt"
    path.write_text(f"# 说明\n{line}\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="第 2 行"):
        read_overrides(path)


@pytest.mark.parametrize("content", ["2027-02-06 班\n2027-02-06 休\n".encode(), "2027-02-06 班\n".encode("gb18030")])
def test_a_file_that_contradicts_itself_or_is_not_utf8(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "workdays.txt"
    path.write_bytes(content)
    with pytest.raises(InputProblem, match="workdays"):
        read_overrides(path)


def test_nobody_changes_the_overrides_that_all_share() -> None:
    with pytest.raises(FrozenInstanceError):
        vars(Overrides)["__setattr__"](NONE, "work", frozenset({date(2026, 1, 3)}))


@given(st.sampled_from(YEAR), st.sampled_from(YEAR))
def test_working_days_between_two_days_are_those_after_the_first_up_to_the_last(first: date, last: date) -> None:
    assert workdays_between(first, last) == len([day for day in WORKED if first < day <= last])


def test_a_day_off_is_a_holiday_beside_a_statutory_one_and_a_weekend_elsewhere() -> None:
    """Article 27 compares weekends and holidays: as the notice of 2026 has them."""
    for day in YEAR[3:-3]:  # the year's first days hang together with the last ones of the year before
        announced = any(first <= day.isoformat() <= last for first, last in _OFF)
        expected = DayKind.WORKDAY if by_hand(day) else DayKind.HOLIDAY if announced else DayKind.WEEKEND
        assert day_kind(day) == expected, day


def test_a_day_off_of_the_countys_own_is_a_holiday_with_the_weekend_beside_it() -> None:
    friday, saturday, sunday = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)
    own = Overrides(rest=frozenset({friday}))
    assert [day_kind(day, own) for day in (friday, saturday, sunday)] == [DayKind.HOLIDAY] * 3
    assert day_kind(sunday) == DayKind.WEEKEND


def test_the_calendar_is_the_packages_own_and_no_other_countrys_is_loaded_for_it() -> None:
    script = """
import sys
from fjgov_tui.workdays import _schedule
ours = {year: _schedule(year) for year in range(2004, 2032)}
print(len([name for name in sys.modules if name.startswith("holidays.countries")]))
from holidays import country_holidays
for year, (rest, work) in ours.items():
    known = country_holidays("CN", years=year)
    assert rest == {day for day in known if day.year == year}, year
    assert work == {day for day in known.weekend_workdays if day.year == year}, year
from holidays.countries import China, France
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("1", "")
