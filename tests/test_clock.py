from datetime import UTC, date, datetime, timedelta

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import (
    DAY_SECONDS,
    beijing_day,
    day_of,
    day_start,
    instant,
    parse_instant,
    show_instant,
    show_unix,
    unix_instant,
)

MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_a_stored_instant_reads_back_to_the_millisecond(moment: datetime) -> None:
    assert abs(parse_instant(instant(moment)) - moment) < timedelta(milliseconds=1)


@given(st.datetimes(datetime(1992, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC)))
def test_days_and_hours_in_beijing_agree_with_another_library(moment: datetime) -> None:
    """Since 1992, after the last summer time, the fixed offset and the zone database say the same."""
    local = pendulum.instance(moment).in_timezone("Asia/Shanghai")
    assert beijing_day(moment) == date(local.year, local.month, local.day)
    assert show_instant(instant(moment)) == local.format("YYYY-MM-DD HH:mm")
    start = pendulum.datetime(local.year, local.month, local.day, tz="Asia/Shanghai")
    assert day_start(beijing_day(moment)) == start.int_timestamp
    assert day_of(moment.timestamp()) == beijing_day(moment)


@given(MOMENTS, MOMENTS)
def test_stored_instants_sort_as_time_does(one: datetime, other: datetime) -> None:
    if abs(one - other) >= timedelta(milliseconds=1):
        assert (instant(one) < instant(other)) == (one < other)


def test_the_day_is_beijings_wherever_the_machine_stands(anywhere: str) -> None:
    assert beijing_day(datetime(2026, 8, 31, 16, 0, tzinfo=UTC)) == date(2026, 9, 1)
    assert beijing_day(datetime(2026, 8, 31, 15, 59, tzinfo=UTC)) == date(2026, 8, 31)
    assert show_instant("2026-08-31T16:00:00.000Z") == "2026-09-01 00:00"


def test_an_instant_without_a_zone_is_refused_and_not_guessed(anywhere: str) -> None:
    with pytest.raises(ValueError, match="no zone"):
        parse_instant("2026-09-01T00:00:00")


@pytest.mark.parametrize("text", ["", "昨天", "2026-09-01", "9999-12-31T23:59:59.000Z", "0001-01-01T00:00:00+14:00"])
def test_odd_text_is_shown_as_it_is(text: str) -> None:
    assert show_instant(text) == text


@given(st.dates(date(1970, 1, 2), date(2200, 1, 1)))
def test_a_day_of_unix_seconds_begins_and_ends_in_beijing(day: date) -> None:
    start = day_start(day)
    assert [day_of(start - 1), day_of(start), day_of(start + DAY_SECONDS - 1)] == [day - timedelta(days=1), day, day]


def test_unix_seconds_are_stored_in_utc_and_read_in_beijing(anywhere: str) -> None:
    assert (unix_instant(0), show_unix(0), show_unix(0, "%H:%M:%S")) == (
        "1970-01-01T00:00:00.000Z",
        "1970-01-01 08:00",
        "08:00:00",
    )
