from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from fjgov_tui.clock import day_of
from fjgov_tui.monitor.process.monitor import MonitorOptions, run_monitor
from fjgov_tui.monitor.process.pace import Pace
from fjgov_tui.monitor.process.runtime import AfterSweep
from fjgov_tui.observed.model import CHECK_NAMES, Event
from fjgov_tui.observed.slots import slots_of
from fjgov_tui.observed.visits import SiteState, Visit
from fjgov_tui.store import Reader, open_store
from fjgov_tui.store.watch.process import events
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.store.watch.visits import visits_of
from tests.monitor.checks.serving import SharedWorker
from tests.monitor.county import added, make_county
from tests.monitor.process.runner import PACE
from tests.monitor.web import Web

T = TypeVar("T")
LINE = "*/30 * * * *"
NOON = int(datetime(2026, 11, 23, 4, tzinfo=UTC).timestamp())
"""Noon in Beijing."""
LATE = NOON + 1800 - 240
"""Near the end of noon's slot: every site's moment has come, and the slot is not over."""


def ahead_of(moment: int) -> float:
    """How far a clock that now shows that moment is ahead of the machine's."""
    return moment - time.time()


class Wall:
    """A wall clock that runs with the machine's, and can be set."""

    def __init__(self, moment: int = LATE) -> None:
        self.ahead = ahead_of(moment)

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.ahead, UTC)


class Talk:
    """What a monitor says, as something to wait for."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._some = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        task = asyncio.create_task(self._told())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _told(self) -> None:
        async with self._some:
            self._some.notify_all()

    async def heard(self, word: str, times: int = 1, seconds: float = 60) -> None:
        """Wait until so many lines with the word have been said."""
        async with asyncio.timeout(seconds), self._some:
            await self._some.wait_for(lambda: sum(word in line for line in self.lines) >= times)


class Place:
    """A county in a file, and a web that plays it."""

    def __init__(self, db: Path, web: Web) -> None:
        self.db, self.web, self.wall, self.talk = db, web, Wall(), Talk()

    def ask(self, question: Callable[[Reader], T]) -> T:
        with open_store(self.db, readonly=True) as store:
            return question(store.read)

    def visits(self, site: int) -> list[Visit]:
        return self.ask(lambda reader: visits_of(reader, site, 0, 1 << 40))

    def state(self, site: int) -> SiteState:
        return self.ask(site_states)[site]

    def events(self, kind: str) -> list[Event]:
        return [one for one in self.ask(lambda reader: events(reader, 0)) if one.kind == kind]

    @asynccontextmanager
    async def watched(
        self, pace: Pace = PACE, after_sweep: AfterSweep | None = None
    ) -> AsyncIterator[asyncio.Task[None]]:
        """The monitor, running in this process."""
        stop = asyncio.Event()
        order = MonitorOptions(db=self.db, pace=pace, say=self.talk, clock=self.wall, after_sweep=after_sweep)
        running = asyncio.create_task(run_monitor(order, stop))
        try:
            yield running
        finally:
            stop.set()
            async with asyncio.timeout(20):
                await asyncio.wait({running})
        await running

    async def until(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        """Look again at everything that is said until the condition holds."""
        heard = 0
        async with asyncio.timeout(seconds):
            while not holds():
                heard = max(heard + 1, len(self.talk.lines))
                await self.talk.heard("", heard, seconds)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


@pytest.fixture(scope="package")
def reading() -> Iterator[SharedWorker]:
    """The process that reads pages, started once: what most tests watch ends before it would have started."""
    worker = SharedWorker()
    yield worker
    worker.close()


@pytest.fixture
def read_by_one(reading: SharedWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Monitors of this process have their pages read by that one; those that are processes start and end their own."""
    monkeypatch.setattr("fjgov_tui.monitor.process.monitor.PageWorker", lambda: nullcontext(reading))


Make = Callable[[Sequence[str]], Place]


@pytest.fixture
def make(tmp_path: Path, web: Web, read_by_one: None) -> Make:
    """Makes a county whose sites are paths of the web, without inspections."""

    def made(paths: Sequence[str]) -> Place:
        db = tmp_path / "county.db"
        make_county(db, [one if one.startswith("http") else web.url(one) for one in paths])
        for check, word in CHECK_NAMES.items():
            if check != "visit":
                added(db, "schedule", kind=word, cron="0 3 * * *", enabled="否")
        return Place(db, web)

    return made


def due_of(site: int, moment: int = LATE) -> int:
    """The moment of a site's visit in the slot that holds the moment."""
    return next(one.due for one in slots_of(LINE, site, day_of(moment)) if one.start <= moment < one.end)
