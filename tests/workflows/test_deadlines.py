"""Lengths of time as the regulation counts them: from when, with which last day, and what is left of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fjgov_tui.ledgers.procedures import Within
from fjgov_tui.workdays import Overrides
from fjgov_tui.workflows.deadlines import Moment, due, earliest, end_of, left, left_workdays, told_apart

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""12:00 in Beijing."""
MONDAY = date(2026, 11, 23)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("within", "last"),
    [
        (Within(days=0), "2026-11-23"),
        (Within(days=1), "2026-11-24"),
        (Within(days=30), "2026-12-23"),
        (Within(workdays=1), "2026-11-24"),
        (Within(workdays=5), "2026-11-30"),
        (Within(workdays=20), "2026-12-21"),
        # Of a day alone nobody knows the minute: the last day that the hours can reach is still in time.
        (Within(minutes=60), "2026-11-24"),
        (Within(hours=24), "2026-11-24"),
        (Within(hours=25), "2026-11-25"),
        (Within(hours=48), "2026-11-25"),
        (Within(minutes=0), "2026-11-23"),
    ],
)
def test_the_first_day_is_not_counted_and_the_last_belongs_to_it(within: Within, last: str) -> None:
    end = end_of(within, Moment(MONDAY))
    assert (end.on.isoformat(), end.at) == (last, None)


def test_hours_and_minutes_from_a_known_moment_end_to_the_second() -> None:
    start = Moment.at_instant(NOON)
    assert end_of(Within(minutes=60), start).at == NOON + timedelta(hours=1)
    assert end_of(Within(hours=1), start).at == NOON + timedelta(hours=1)
    evening = Moment.at_instant(NOON + timedelta(hours=11, minutes=30))
    assert end_of(Within(hours=1), evening).on == date(2026, 11, 24), "half past eleven at night and an hour"


def test_days_from_a_known_moment_are_whole_days() -> None:
    assert end_of(Within(days=2), Moment.at_instant(NOON)) == Moment(date(2026, 11, 25))
    assert end_of(Within(workdays=20), Moment.at_instant(NOON)) == Moment(date(2026, 12, 21))


def test_fifteen_working_days_of_announcement_have_to_be_over_before_anything_is_shut_down() -> None:
    """Article 9: announced on Monday 2 November, 15 working days are 3 to 23 November."""
    wait = earliest(Within(workdays=15), Moment(date(2026, 11, 2)), "公告")
    assert wait.end == Moment(date(2026, 11, 24))
    assert wait.reason == "公告 2026-11-02 起 15 个工作日（首日不计）到 2026-11-23 才满"
    days = earliest(Within(days=30), Moment(date(2026, 11, 2)), "公告")
    assert days.end == Moment(date(2026, 12, 3))


@pytest.mark.parametrize("within", [Within(days=0), Within(workdays=0)])
def test_what_has_to_wait_for_no_day_may_be_done_on_the_same(within: Within) -> None:
    wait = earliest(within, Moment(MONDAY), "批准")
    assert (wait.end, wait.reason) == (Moment(MONDAY), "批准 2026-11-23")


def test_the_countrys_and_the_countys_days_off_are_no_working_days() -> None:
    """20 September and 10 October 2026 are worked, 25-27 September and 1-7 October are off."""
    formed = Moment(date(2026, 9, 10))
    assert end_of(Within(workdays=20), formed).on == date(2026, 10, 14)
    own = Overrides(rest=frozenset({date(2026, 10, 14)}))
    assert end_of(Within(workdays=20), formed, own).on == date(2026, 10, 15)


def test_an_end_in_a_year_without_a_published_schedule_is_called_an_estimate() -> None:
    start = Moment(date(2040, 3, 1))
    assert due(Within(workdays=20), start, "形成日期").reason.endswith("（首日不计），当年放假安排未公布，为推算")
    assert "推算" not in due(Within(days=20), start, "形成日期").reason
    assert "推算" not in due(Within(workdays=20), Moment(MONDAY), "形成日期").reason


def test_the_reason_says_from_what_it_is_counted_how_and_whose_limit_it_is() -> None:
    start = Moment(MONDAY)
    assert due(Within(workdays=20), start, "形成日期").reason == "自形成日期 2026-11-23 起 20 个工作日（首日不计）"
    assert due(Within(hours=4), start, "发现").reason == "自发现 2026-11-23 起 4 小时"
    assert due(Within(days=3), start, "通报", source="某文").reason == "自通报 2026-11-23 起 3 天（首日不计），某文"
    assert due(Within(days=0), start, "下线至", source="某文").reason == "登记的是下线至 2026-11-23，某文"


def test_of_one_day_nothing_is_later_unless_both_minutes_are_known() -> None:
    day, noon, later = Moment(MONDAY), Moment.at_instant(NOON), Moment.at_instant(NOON + SECOND)
    assert later.after(noon)
    assert not noon.after(later)
    assert not noon.after(noon)
    assert not any((day.after(noon), noon.after(day), day.after(day)))
    assert Moment(MONDAY + timedelta(days=1)).after(noon)
    assert not noon.after(Moment(MONDAY + timedelta(days=1)))


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (Moment(MONDAY), "今天到期"),
        (Moment(MONDAY + timedelta(days=1)), "还剩 1 天"),
        (Moment(MONDAY - timedelta(days=1)), "超过 1 天"),
        (Moment.at_instant(NOON), "还剩 0 秒"),
        (Moment.at_instant(NOON + SECOND), "还剩 1 秒"),
        (Moment.at_instant(NOON - SECOND), "超过 1 秒"),
        (Moment.at_instant(NOON + timedelta(minutes=90)), "还剩 90 分钟"),
    ],
)
def test_what_is_left_of_a_time_is_told_in_words(end: Moment, words: str) -> None:
    assert left(end, Moment.at_instant(NOON)) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2026-11-20", "超过 3 天"),
        ("2026-11-23", "今天到期"),
        ("2026-11-24", "还剩 1 个工作日"),
        ("2026-11-30", "还剩 5 个工作日"),
    ],
)
def test_what_is_left_of_working_days_is_counted_in_them(end: str, words: str) -> None:
    assert left_workdays(Moment(date.fromisoformat(end)), Moment.at_instant(NOON)) == words


def test_two_moments_of_one_minute_are_told_to_the_second() -> None:
    noon, second, minute = (Moment.at_instant(NOON + timedelta(seconds=passed)) for passed in (0, 1, 60))
    assert told_apart(noon, second) == ("2026-11-23 12:00:00", "2026-11-23 12:00:01")
    assert told_apart(noon, minute) == ("2026-11-23 12:00", "2026-11-23 12:01")
    assert told_apart(noon, minute, exact=True) == ("2026-11-23 12:00:00", "2026-11-23 12:01:00")
    assert told_apart(Moment(MONDAY), noon, exact=True) == ("2026-11-23", "2026-11-23 12:00")
