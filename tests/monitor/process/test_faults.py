"""Faults of our own: whatever breaks in one part, visits go on and what was measured is booked."""

import asyncio
import gc
from pathlib import Path

import pytest

from fjgov_tui.monitor.process import result_writer as booking
from fjgov_tui.monitor.process.housekeeping import Housekeeping
from fjgov_tui.monitor.process.visiting import Visiting
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.store import Reader
from tests.monitor.process.conftest import LATE, Make, due_of


def broken(*_: object, **__: object) -> None:
    raise KeyError("nobody foresaw this")


async def test_visits_are_booked_where_what_follows_from_them_fails(
    make: Make, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    place = make(["a", "b"])
    monkeypatch.setattr(booking, "after_visits", broken)
    async with place.watched():
        await place.talk.heard("程序内部出错")
        place.wall.ahead += 3600
        await place.until(lambda: all(len(place.visits(site)) == 2 for site in (1, 2)))
    assert [one.due for one in place.visits(1)] == [due_of(1), due_of(1, LATE + 3600)]
    assert {one.outcome for one in place.visits(2)} == {Outcome.OPEN}
    report = reported(home)
    assert "KeyError" in report
    assert "nobody foresaw" not in report, "messages may hold what must not be written down"


def reported(home: Path) -> str:
    (report,) = home.rglob("crash-*.txt")
    return report.read_text(encoding="utf-8")


async def test_what_is_called_after_a_sweep_may_fail_without_harm(make: Make) -> None:
    place = make(["a", "b"])

    def wallboard(reader: Reader, now: int) -> None:
        raise NotImplementedError

    async with place.watched(after_sweep=wallboard):
        await place.talk.heard("程序内部出错")
        await place.until(lambda: all(place.visits(site) for site in (1, 2)))


async def test_a_chore_that_fails_keeps_no_other_from_being_done(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make(["a"])
    counted = asyncio.Event()

    async def count(chores: Housekeeping) -> int:
        counted.set()
        return 0

    monkeypatch.setattr("fjgov_tui.monitor.process.housekeeping.each_minute", broken)
    monkeypatch.setattr(Housekeeping, "count_days", count)
    async with place.watched(), asyncio.timeout(60):
        await place.talk.heard("程序内部出错")
        await counted.wait()


async def test_an_error_that_nobody_waits_for_is_a_sentence_too(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    place = make(["a"])

    async def fail() -> None:
        raise KeyError("https://robot.example/token")

    async with place.watched(), asyncio.timeout(60):
        task = asyncio.create_task(fail())
        await asyncio.wait({task})
        del task
        gc.collect()
        await place.talk.heard("程序内部出错（KeyError）")
    assert "token" not in caplog.text + "".join(place.talk.lines)


async def test_a_loop_that_fails_is_told_and_begun_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make(["a"])
    whole, calls = Visiting.begin, []

    async def once_broken(visiting: Visiting) -> None:
        calls.append(visiting)
        if len(calls) == 1:
            raise KeyError("begin")
        await whole(visiting)

    monkeypatch.setattr(Visiting, "begin", once_broken)
    monkeypatch.setattr("fjgov_tui.monitor.process.monitor._REST", 0.1)
    async with place.watched():
        await place.talk.heard("程序内部出错")
        await place.until(lambda: bool(place.visits(1)))
