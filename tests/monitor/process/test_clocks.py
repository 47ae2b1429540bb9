import asyncio
import time

import pytest

from fjgov_tui.monitor.process.clocks import ClockWatch, LagWatch, asleep_too


class Hands:
    """Clocks that are moved by hand."""

    def __init__(self) -> None:
        self.wall, self.steady, self.awake = 1_800_000_000.0, 50.0, 50.0

    def pass_by(self, seconds: float, *, step: float = 0.0, slept: float = 0.0) -> None:
        self.wall += seconds + slept + step
        self.steady += seconds
        self.awake += seconds + slept


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def watch(hands: Hands) -> ClockWatch:
    return ClockWatch(lambda: hands.wall, lambda: hands.steady, lambda: hands.awake)


def test_time_that_passes_is_no_jump_and_a_clock_put_right_a_little_is_none(hands: Hands, watch: ClockWatch) -> None:
    hands.pass_by(3600)
    assert watch.jump() is None
    hands.pass_by(1, step=4.5)
    assert watch.jump() is None


@pytest.mark.parametrize(("step", "word"), [(90.0, "向前跳了 90 秒"), (-7200.0, "向后跳了 7200 秒")])
def test_a_step_is_told_once_with_its_direction(hands: Hands, watch: ClockWatch, step: float, word: str) -> None:
    hands.pass_by(1, step=step)
    jump = watch.jump()
    assert jump is not None
    assert word in jump.what
    hands.pass_by(1)
    assert watch.jump() is None


def test_sleep_is_told_apart_from_a_step(hands: Hands, watch: ClockWatch) -> None:
    hands.pass_by(1, slept=28_800)
    jump = watch.jump()
    assert jump is not None
    assert "休眠了约 28800 秒" in jump.what
    assert "未测" in jump.what


def test_the_clock_that_counts_sleep_goes_forward() -> None:
    before = asleep_too()
    assert asleep_too() >= before > 0


def test_a_late_tick_taints_only_what_was_under_way() -> None:
    lag = LagWatch()
    lag.tick(10.0, 10.1)
    lag.tick(20.0, 20.5)
    assert not lag.between(9.0, 11.0)
    assert lag.between(19.0, 20.2)
    assert lag.between(20.4, 30.0)
    assert not lag.between(20.6, 30.0)


async def test_a_loop_that_stands_still_is_noticed() -> None:
    lag = LagWatch()
    ticking = asyncio.create_task(lag.run())
    begun = time.monotonic()
    await asyncio.sleep(0.02)
    stood_still(0.5)
    await asyncio.sleep(0.15)
    ticking.cancel()
    assert lag.between(begun, time.monotonic())


def stood_still(seconds: float) -> None:
    time.sleep(seconds)
