"""The week by the national rule: never condemned on too few visits, never fine where nothing was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import DAY_SECONDS, day_start
from fjgov_tui.observed.visits import Counted, DayCount
from fjgov_tui.store import Store
from fjgov_tui.store.watch.cleaning import clean_step
from fjgov_tui.store.watch.days import roll_up
from fjgov_tui.store.watch.visits import visits_of
from fjgov_tui.workflows.availability import (
    DAYS,
    Week,
    budget_text,
    days_between,
    judge_week,
    percent,
    week,
    week_text,
)
from tests.store.watch.helpers import book, day_of_visits, plan, visit

TODAY = date(2026, 11, 23)
"""A Monday."""
FIRST = TODAY - timedelta(days=DAYS - 1)
NOON = day_start(TODAY) + 12 * 3600


def counts(*days: tuple[int, int], slots: int = 48) -> list[DayCount]:
    """Days from the first on, each as (measured, failed)."""
    return [
        DayCount(
            site=1,
            day=FIRST + timedelta(days=number),
            slots=max(slots, n),
            n=n,
            ok=n - bad,
            bad=bad,
            missed=max(slots - n, 0),
        )
        for number, (n, bad) in enumerate(days)
    ]


def judged(*days: tuple[int, int], slots: int = 48) -> Week:
    """The week of these days."""
    return judge_week(1, FIRST, TODAY, counts(*days, slots=slots))


@pytest.mark.parametrize(
    ("days", "verdict", "left"),
    [
        ([(20, 1)] * 7, "否决", 0),
        ([(20, 1)] * 6 + [(20, 0)], "合格", 1),
        ([(20, 0)] * 7, "合格", 7),
        ([(20, 2), (20, 2)] + [(20, 0)] * 5, "合格", 3),
        ([(48, 4)] + [(48, 0)] * 6, "合格", 13),
        ([(48, 17)] + [(48, 0)] * 6, "否决", 0),
        ([(48, 16)] + [(48, 0)] * 6, "合格", 1),
        ([(20, 0)] * 6, "合格", 6),
    ],
)
def test_five_per_cent_of_enough_visits_is_the_veto(days: list[tuple[int, int]], verdict: str, left: int) -> None:
    one = judged(*days)
    assert (one.verdict, one.left) == (verdict, left)


@pytest.mark.parametrize("short", range(DAYS - 1))
@pytest.mark.parametrize("bad", [0, 19])
def test_a_day_with_too_few_visits_leaves_the_week_unjudged(short: int, bad: int) -> None:
    days = [(48, 0)] * DAYS
    days[short] = (19, bad)
    one = judged(*days)
    assert one.verdict == "样本不足"
    assert [day.day for day in one.days_short] == [FIRST + timedelta(days=short)]


def test_a_day_without_the_monitor_is_no_good_day() -> None:
    one = judge_week(1, FIRST, TODAY, [one for one in counts(*[(48, 0)] * 7) if one.day != TODAY - timedelta(days=4)])
    assert one.verdict == "样本不足"
    assert week_text(one) == "本周测到 288 次，没有失败；样本不足（周四未测）"


def test_today_is_not_short_before_it_is_over() -> None:
    assert judged(*[(48, 0)] * 6, (3, 0)).verdict == "合格"
    assert judged(*[(48, 0)] * 6, (3, 0)).days_short == ()


day_counts_ = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (pair[0], min(pair)))


@given(st.lists(day_counts_, max_size=7))
def test_verdict_budget_and_share_agree(days: list[tuple[int, int]]) -> None:
    one = judged(*days)
    enough = len(days) >= 6 and all(n >= 20 for n, _ in days[:6])
    assert (one.verdict == "样本不足") is not enough
    if one.verdict == "否决":
        assert one.bad * 20 >= one.n
        assert one.left == 0
    if one.verdict == "合格":
        assert one.bad * 20 < one.n
        assert one.left > 0
        # So many more of the same number are a veto, and one less is none: what is announced comes true.
        assert (one.bad + one.left) * 20 >= one.n > (one.bad + one.left - 1) * 20


@given(st.lists(day_counts_, max_size=7))
def test_a_share_is_never_said_without_its_number(days: list[tuple[int, int]]) -> None:
    one = judged(*days)
    for said in (week_text(one), budget_text(one)):
        assert "未测" in said or str(one.n) in said
        assert "100%" not in said or one.bad == one.n


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_a_share_below_five_per_cent_never_reads_as_five(part: int, whole: int) -> None:
    said = percent(min(part, whole), whole)
    assert (float(said.removesuffix("%")) >= 5) is (min(part, whole) * 20 >= whole)


@pytest.mark.parametrize(
    ("one", "text", "short"),
    [
        (
            judged(*[(48, 0)] * 5, (45, 4), (45, 0)),
            "本周 336 次测到 330 次，失败 4 次（1.2%），再 13 次即否决",
            "4/330 余13",
        ),
        (judged(*[(48, 0)] * 7), "本周测到 336 次，没有失败，再 17 次即否决", "0/336 余17"),
        (judged(*[(48, 3)] * 7), "本周测到 336 次，失败 21 次（6.2%），已到 5%，单项否决", "否决 21/336"),
        (
            judged((48, 0), (12, 1), *[(48, 0)] * 5),
            "本周 336 次测到 300 次，失败 1 次（0.3%）；样本不足（周三只测到 12 次）",
            "样本不足 1/300",
        ),
        (
            judged((0, 0), (0, 0), (48, 2)),
            "本周 144 次测到 48 次，失败 2 次（4.1%）；样本不足（周日未测等 5 天不满 20 次）",
            "样本不足 2/48",
        ),
        (judged(), "本周未测", "未测"),
    ],
)
def test_the_week_in_words(one: Week, text: str, short: str) -> None:
    assert week_text(one) == text
    assert budget_text(one) == short


def test_maintenance_is_named_where_it_made_a_day_short() -> None:
    days = counts(*[(48, 0)] * 7)
    days[2] = replace(days[2], n=10, ok=10, maintenance=38)
    assert week_text(judge_week(1, FIRST, TODAY, days)).endswith("样本不足（周四只测到 10 次，维护 38 次）")


def test_the_week_is_stored_days_and_what_today_has_so_far(store: Store) -> None:
    for number, day in enumerate(days_between(FIRST - timedelta(days=3), TODAY - timedelta(days=1))):
        book(store, day_of_visits(day, bad=number))
        with store.write() as writer:
            roll_up(writer, day, {1: 50})
    book(store, day_of_visits(TODAY, n=20, bad=1))
    one = week(store.read, NOON, {1: 24, 2: 24})[1]
    assert (one.first, one.last) == (FIRST, TODAY)
    assert (one.slots, one.n, one.bad, one.missed) == (6 * 50 + 24, 6 * 48 + 20, 3 + 4 + 5 + 6 + 7 + 8 + 1, 16)
    assert one.verdict == "否决"
    other = week(store.read, NOON, {1: 24, 2: 24})[2]
    assert (other.n, other.missed, other.verdict) == (0, 24, "样本不足")


def test_days_that_are_not_rolled_up_yet_count_from_raw_visits(store: Store) -> None:
    for day in days_between(FIRST, TODAY):
        book(store, day_of_visits(day, bad=1))
    just_after_midnight = day_start(TODAY) + DAY_SECONDS
    one = week(store.read, just_after_midnight, {})[1]
    assert (one.first, one.n, one.bad) == (FIRST + timedelta(days=1), 6 * 48, 6)


def test_a_week_of_long_ago_is_known_from_the_counts_of_its_days(store: Store) -> None:
    for day in days_between(FIRST, TODAY):
        book(store, day_of_visits(day, bad=1))
        with store.write() as writer:
            roll_up(writer, day, {1: 48})
    wanted = week(store.read, NOON, {})
    deleted = 1
    while deleted:
        with store.write() as writer:
            deleted = clean_step(writer, NOON + 9 * DAY_SECONDS)
    assert visits_of(store.read, 1, 0, 2**40) == []
    assert week(store.read, NOON, {}) == wanted
    assert wanted[1].n == 7 * 48


def test_what_does_not_count_for_the_rule_does_not_condemn(store: Store) -> None:
    from fjgov_tui.observed.visits import Outcome

    for day in days_between(FIRST, TODAY - timedelta(days=1)):
        begin = day_start(day)
        book(store, day_of_visits(day, n=24))
        kinds = [Counted.NETWORK, Counted.LAG, Counted.MAINTENANCE] * 8
        failed = [visit(begin + 80_000 + n, counted=kind, outcome=Outcome.DNS) for n, kind in enumerate(kinds)]
        book(store, failed)
    one = week(store.read, NOON, {1: 0})[1]
    assert (one.n, one.bad, one.missed, one.maintenance, one.verdict) == (144, 0, 96, 48, "合格")


def test_the_week_is_found_through_keys_and_quickly(store: Store) -> None:
    sites = range(1, 63)
    for day in days_between(TODAY - timedelta(days=20), TODAY):
        visits = [one for site in sites for one in day_of_visits(day, site=site)]
        book(store, visits)
        if day < TODAY:
            with store.write() as writer:
                roll_up(writer, day, dict.fromkeys(sites, 48))
    slots = dict.fromkeys(sites, 48)
    lines = plan(store, lambda reader: week(reader, NOON, slots))
    assert any(line.startswith("SEARCH watch_day USING PRIMARY KEY (day>? AND day<?)") for line in lines), lines
    assert any(line.startswith("SEARCH v USING PRIMARY KEY (site=? AND due>? AND due<?)") for line in lines), lines
    assert not any(line.split(" USING")[0] in {"SCAN v", "SCAN watch_visit", "SCAN watch_day"} for line in lines), lines
    assert len(week(store.read, NOON, slots)) == len(sites)
