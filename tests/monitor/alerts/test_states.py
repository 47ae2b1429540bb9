"""A site's health: never a fault from one failure, never well from one opening, and flapping is its own state."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.monitor.alerts.states import (
    CONFIRM,
    FLIP_SECONDS,
    FLIPS,
    RECENT,
    STEADY_SECONDS,
    advance,
    confirm_delay,
)
from fjgov_tui.observed.visits import Counted, Outcome, SiteState, Visit, VisitKind

START = 1_700_000_000
HALF_HOUR = 1800


def visit(
    at: int,
    opened: bool,
    kind: VisitKind = VisitKind.SLOT,
    counted: Counted = Counted.YES,
    site: int = 1,
    total: int = 120,
) -> Visit:
    outcome = Outcome.OPEN if opened else Outcome.TIMEOUT
    return Visit(
        site=site, due=at, at=at, kind=kind, outcome=outcome, counted=counted, total=total, why="" if opened else "太慢"
    )


def walk(visits: list[Visit], state: SiteState | None = None) -> list[SiteState]:
    """The states after each visit."""
    found = []
    now = state or SiteState(site=1)
    for one in visits:
        now = advance(now, one, one.at)
        found.append(now)
    return found


def health(marks: str, gap: int = HALF_HOUR) -> list[str]:
    """Healths after visits in words: `+` opens, `-` fails, `c` a confirming visit fails, `C` one that opens."""
    visits = [
        visit(START + place * gap, mark in "+C", VisitKind.CONFIRM if mark in "cC" else VisitKind.SLOT)
        for place, mark in enumerate(marks)
    ]
    return [one.health for one in walk(visits)]


def test_the_way_down_and_up_again() -> None:
    assert health("+---++") == ["正常", "疑似", "疑似", "故障", "恢复中", "正常"]
    assert health("+-c-") == ["正常", "疑似", "故障", "故障"]
    assert health("-C+") == ["疑似", "正常", "正常"]
    assert health("-c+-+C") == ["疑似", "故障", "恢复中", "故障", "恢复中", "正常"]


def test_a_failure_asks_for_a_second_look_and_an_opening_takes_that_back() -> None:
    first, second = walk([visit(START, False), visit(START + 40, True, VisitKind.CONFIRM)])
    assert first.confirm_due is not None
    assert CONFIRM[0] <= first.confirm_due - START <= CONFIRM[1]
    assert second.confirm_due is None
    (down,) = walk([visit(START + 9000, False)], SiteState(site=1, health="故障", bad_run=3, last_at=START))
    assert down.confirm_due is None, "what is known to be down needs no second look"


def test_a_confirming_visit_that_does_not_count_has_been_made_all_the_same() -> None:
    first, second = walk(
        [visit(START, False), visit(START + 40, False, VisitKind.CONFIRM, Counted.NETWORK)],
    )
    assert first.confirm_due is not None
    assert (second.confirm_due, second.health, second.bad_run) == (None, "疑似", 1)


@given(st.integers(1, 10_000), st.integers(START, START + 10**7), st.integers(0, 50), st.integers(0, 50))
def test_the_second_look_is_spread_and_always_the_same(site: int, due: int, first: int, width: int) -> None:
    delay = confirm_delay(site, due, (first, first + width))
    assert first <= delay <= first + width
    assert delay == confirm_delay(site, due, (first, first + width))


def test_second_looks_of_one_sweep_do_not_fall_together() -> None:
    delays = [confirm_delay(site, START) for site in range(200)]
    assert len(set(delays)) == CONFIRM[1] - CONFIRM[0] + 1


marks = st.lists(st.sampled_from("+-cC"), max_size=60)
gaps = st.sampled_from([60, 600, HALF_HOUR])


@given(marks, gaps)
def test_a_fault_has_failed_twice_at_least_and_wellness_opened_twice(marks: list[str], gap: int) -> None:
    found = health("".join(marks), gap)
    for place, now in enumerate(found):
        before = found[place - 1] if place else "未测"
        if now == "故障" and before not in {"故障", "恢复中", "不稳定"}:
            run = "".join(marks[: place + 1]).replace("C", "+").replace("c", "-")
            assert run.endswith("--")
            assert run.endswith("---") or marks[place] == "c"
        if now == "正常" and before in {"故障", "恢复中"}:
            assert place >= 1
            assert all(mark in "+C" for mark in marks[place - 1 : place + 1])
        if marks[place] in "+C":
            assert now not in {"故障", "疑似"}
        else:
            assert now not in {"正常", "恢复中"}


@given(st.lists(st.sampled_from([HALF_HOUR, 2 * HALF_HOUR, 5 * HALF_HOUR]), min_size=1, max_size=40), st.data())
def test_a_healthy_site_with_single_failures_never_leaves_suspicion(gaps: list[int], data: st.DataObject) -> None:
    """At most two failures in any two hours, each followed by an opening: nobody is alarmed."""
    at, visits, failures = START, list[Visit](), list[int]()
    for gap in gaps:
        at += gap
        may_fail = sum(one > at - FLIP_SECONDS - 100 for one in failures) < FLIPS // 2
        if may_fail and data.draw(st.booleans()):
            failures.append(at)
            visits += [visit(at, False), visit(at + 45, True, VisitKind.CONFIRM)]
        else:
            visits.append(visit(at, True))
    assert {one.health for one in walk(visits)} <= {"正常", "疑似"}


def test_more_than_four_changes_in_two_hours_are_flapping_until_an_hour_without_one() -> None:
    at = [START + 600 * place for place in range(7)]
    found = walk([visit(moment, place % 2 == 0) for place, moment in enumerate(at)])
    assert [one.health for one in found][-2:] == ["不稳定", "不稳定"]
    last = at[-1]
    still = walk([visit(last + STEADY_SECONDS - 1, True)], found[-1])[-1]
    assert still.health == "不稳定"
    over = walk([visit(last + STEADY_SECONDS, True)], still)[-1]
    assert over.health == "正常"
    again = walk([visit(last + STEADY_SECONDS + 60, False)], over)[-1]
    assert again.health == "疑似", "old changes do not make it flap again at once"


def test_what_flapped_and_then_stays_down_becomes_a_fault() -> None:
    at = [START + 600 * place for place in range(6)]
    flapping = walk([visit(moment, place % 2 == 0) for place, moment in enumerate(at)])[-1]
    later = [visit(at[-1] + 1800 * place, False) for place in range(1, 4)]
    assert [one.health for one in walk(later, flapping)] == ["不稳定", "故障", "故障"]


@given(marks, st.sampled_from([Counted.MAINTENANCE, Counted.NETWORK, Counted.LAG]), st.booleans())
def test_a_visit_that_does_not_count_changes_only_what_was_last_seen(
    marks: list[str], counted: Counted, opened: bool
) -> None:
    state = walk([visit(START + place * 600, mark == "+") for place, mark in enumerate(marks)] or [visit(START, True)])[
        -1
    ]
    for one in (
        visit(START + 10**6, opened, counted=counted),
        visit(START + 10**6, opened, VisitKind.MANUAL),
    ):
        after = advance(state, one, one.at)
        assert after.last_at == one.at
        last = {"last_at", "last_outcome", "last_total", "last_why", "last_status", "address"}
        assert all(getattr(after, name) == value for name, value in vars(state).items() if name not in last)


@given(marks)
def test_a_visit_that_was_booked_late_changes_nothing(marks: list[str]) -> None:
    state = walk([visit(START + place * 600, mark == "+") for place, mark in enumerate(marks)] or [visit(START, True)])[
        -1
    ]
    assert state.last_at is not None
    old = visit(state.last_at - 1, False)
    assert advance(state, old, START + 10**6) == state


def test_after_the_clock_was_set_back_the_future_does_not_silence_the_present() -> None:
    future = walk([visit(START + 10**8 + place * 600, place % 2 == 0) for place in range(7)])[-1]
    assert future.health == "不稳定"
    now = walk([visit(START, False), visit(START + 1800, False), visit(START + 3600, False)], future)
    assert [one.health for one in now][-1] == "故障"


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20_000)), min_size=1, max_size=80))
def test_the_last_thirty_slot_visits_are_remembered(seen: list[tuple[bool, int]]) -> None:
    found = walk([visit(START + place, opened, total=total) for place, (opened, total) in enumerate(seen)])[-1]
    wanted = [total if opened else -1 for opened, total in seen][-RECENT:]
    assert list(found.recent) == wanted
    confirming = advance(found, visit(START + 500, True, VisitKind.CONFIRM), START + 500)
    assert confirming.recent == found.recent


def test_the_address_is_kept_when_a_name_does_not_resolve() -> None:
    one = replace(visit(START, True), address="10.0.0.1")
    found = walk([one, visit(START + 60, False)])
    assert found[-1].address == "10.0.0.1"


def test_a_shield_that_turns_us_away_is_neither_fault_nor_health() -> None:
    """Issue 10: 测不了 has a word of its own, opens no alert, and ends with the next visit that says something."""
    shielded = [visit(START + place * HALF_HOUR, False, counted=Counted.SHIELD) for place in range(5)]
    states = walk(shielded)
    assert {one.health for one in states} == {"测不了"}
    assert {one.since for one in states} == {START}
    assert states[-1].bad_run == 0
    after = walk([visit(START + 6 * HALF_HOUR, True)], states[-1])
    assert after[0].health == "正常"
    down = walk([visit(START + (6 + place) * HALF_HOUR, False) for place in range(3)], states[-1])
    assert [one.health for one in down] == ["疑似", "疑似", "故障"]
