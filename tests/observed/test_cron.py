from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import BEIJING
from fjgov_tui.ledgers.cron import is_cron, wrong_field
from fjgov_tui.observed.cron import in_words, latest_time, next_times

NOW = datetime(2026, 11, 23, 11, 30, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("* * * * *", "每分钟"),
        ("*/30 * * * *", "每 30 分钟"),
        ("5/15 * * * *", "每 15 分钟（从第 5 分起）"),
        ("7 * * * *", "每小时第 7 分"),
        ("*/7 * * * *", "每小时第 0、7、14、21、28、35、42、49、56 分"),
        ("15 7 * * *", "每天 07:15"),
        ("15 7,15 * * *", "每天 07:15、15:15"),
        ("5 */2 * * *", "每 2 小时，第 5 分"),
        ("5 1-23/2 * * *", "每 2 小时（从 1 时起），第 5 分"),
        ("*/20 8-18 * * *", "每天 8-18 时内每 20 分钟"),
        ("0 1 * * 6", "每周六 01:00"),
        ("0 1 * * 0", "每周日 01:00"),
        ("0 1 * * 7", "每周日 01:00"),
        ("0 8 * * 1-5", "每周一至周五 08:00"),
        ("0 8 * * 1,3", "每周一、三 08:00"),
        ("0 8 1 * *", "每月 1 日 08:00"),
        ("0 8 1-5,20 * *", "每月 1-5、20 日 08:00"),
        ("0 8 1 * 1", "每月 1 日或每周一 08:00"),
        ("0 0 1 1,4 *", "每年 1、4 月 1 日 00:00"),
        ("0 9 * 3 1", "每年 3 月的每周一 09:00"),
        ("0 9 * 3 *", "每年 3 月每天 09:00"),
        ("0 8 * * 1#2", "按 cron：0 8 * * 1#2"),
        ("0 8 L * *", "按 cron：0 8 L * *"),
    ],
)
def test_a_line_in_words(line: str, words: str) -> None:
    assert is_cron(line)
    assert in_words(line) == words


def test_the_next_times_are_beijing_times() -> None:
    found = next_times("15 7,15 * * *", NOW, 3)
    assert [f"{one:%m-%d %H:%M %z}" for one in found] == ["11-23 15:15 +0800", "11-24 07:15 +0800", "11-24 15:15 +0800"]


def test_the_last_time_may_be_this_very_moment() -> None:
    assert latest_time("30 11 * * *", NOW) == NOW
    assert latest_time("31 11 * * *", NOW) == datetime(2026, 11, 22, 11, 31, tzinfo=BEIJING)


def test_a_line_that_never_comes_round_is_no_failure() -> None:
    assert next_times("0 0 30 2 *", NOW) == []
    assert latest_time("0 0 30 2 *", NOW) is None


FIELDS = (
    st.one_of(st.just("*"), st.integers(0, 59).map(str), st.integers(2, 30).map(lambda step: f"*/{step}")),
    st.one_of(st.just("*"), st.integers(0, 23).map(str), st.just("8-18"), st.just("*/6")),
    st.one_of(st.just("*"), st.integers(1, 28).map(str), st.just("1,15")),
    st.one_of(st.just("*"), st.integers(1, 12).map(str)),
    st.one_of(st.just("*"), st.integers(0, 7).map(str), st.just("1-5")),
)


@given(st.tuples(*FIELDS).map(" ".join))
def test_every_accepted_line_has_words_and_a_consistent_past_and_future(line: str) -> None:
    assert is_cron(line)
    assert in_words(line)
    assert "\0" not in in_words(line)
    after, before = next_times(line, NOW, 1)[0], latest_time(line, NOW)
    assert before is not None
    assert before <= NOW < after
    assert next_times(line, before, 1)[0] == after


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("0 25 * * *", ("第 2 段“时”", "“25”", "0 至 23")),
        ("60 * * * *", ("第 1 段“分”", "0 至 59")),
        ("0 8 0 * *", ("第 3 段“日”", "1 至 31")),
        ("0 8 * 13 *", ("第 4 段“月”", "1 至 12")),
        ("0 8 * * 8", ("第 5 段“周”", "0 至 7")),
        ("0 8 * * 周一", ("第 5 段“周”", "周一")),
        ("*/0 8 * * *", ("第 1 段“分”",)),
        ("30 8 * *", ("写了 4 段", "应为 5 段")),
        ("0 30 8 * * *", ("写了 6 段",)),
        ("0 8 30 2 *", ("没有这样的日子",)),
    ],
)
def test_the_field_that_is_wrong_is_named(line: str, told: tuple[str, ...]) -> None:
    reason = wrong_field(line)
    assert all(word in reason for word in told), reason


@given(st.lists(st.sampled_from(["*", "*/5", "1", "59", "24", "0", "7-3", "x", "2#9", "L", "?"]), max_size=7))
def test_no_field_is_wrong_exactly_where_the_line_can_be_carried_out(fields: list[str]) -> None:
    line = " ".join(fields)
    assert (wrong_field(line) == "") == is_cron(line)
