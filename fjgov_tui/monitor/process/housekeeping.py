"""What a monitor does beside visiting and inspecting: signs of life, counting days up, forgetting, tending alerts."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial

from fjgov_tui import __version__
from fjgov_tui.clock import DAY_SECONDS, day_of, day_start
from fjgov_tui.crash import Caught
from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.monitor.alerts.minute import each_minute
from fjgov_tui.monitor.process.backing_up import back_up_in_time
from fjgov_tui.monitor.process.drilling import drill_in_time
from fjgov_tui.monitor.process.notify import ALIVE, tell_systemd
from fjgov_tui.monitor.process.result_writer import ResultWriter
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.observed.model import Beat
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.watch.cleaning import KEEP_DAYS, clean_step, shrink
from fjgov_tui.store.watch.days import day_counts, last_rolled, roll_up
from fjgov_tui.store.watch.process import put_beat
from fjgov_tui.store.watch.visits import first_due
from fjgov_tui.workflows.check_plan import CheckPlan
from fjgov_tui.workflows.targets import site_targets

DAY_CLOSES = 600
"""Seconds after midnight in Beijing from which the day before is counted up: visits begun late have ended by then."""
_PAUSE = 0.05
"""Seconds between two steps of cleaning, so that others get their turn."""
_AT_ONCE = 31
"""Days that are counted up in one go after a long stop."""
_RECOUNTED = 7
"""Days that are counted anew each night: a clock that ran ahead may have closed one of them before it was over."""
_STEADY = 3
"""Days with visits that have to lie behind us before anything is forgotten."""


class Housekeeping:
    """The loops beside the visits."""

    def __init__(self, runtime: Runtime, results: ResultWriter, doing: Callable[[], str]) -> None:
        """Prepare.

        Args:
            runtime: what the loops share.
            results: says troubles.
            doing: what the monitor is doing, in a few Chinese words.
        """
        self._runtime, self._results, self._doing = runtime, results, doing
        self._since = runtime.now()
        self._recounted: date | None = None
        self._host = socket.gethostname()

    async def beat(self) -> None:
        """Give signs of life, until cancelled."""
        while True:
            await self.one_beat()
            await asyncio.sleep(self._runtime.pace.beat)

    async def one_beat(self) -> None:
        """Give one sign of life."""
        sign = Beat(
            pid=os.getpid(),
            host=self._host,
            since=self._since,
            last=self._runtime.now(),
            version=__version__,
            note=self._doing(),
        )

        def write(store: Store) -> None:
            with store.write("监测") as writer:
                put_beat(writer, sign)

        try:
            await self._runtime.desk.write(write)
        except StoreProblem as problem:
            self._results.trouble(problem)
        # Also where the file takes nothing: what was seen waits in the journal, and a new start would help nobody.
        tell_systemd(ALIVE, f"STATUS={sign.note}")

    async def tend(self) -> None:
        """Once a minute: what waits in the journal, the alerts, the days that are over; until cancelled."""
        while True:
            for chore in (
                self._results.replay,
                partial(each_minute, self._runtime.desk),
                self.count_days,
                self.recount,
                partial(back_up_in_time, self._runtime),
                partial(drill_in_time, self._runtime),
            ):
                await self._done(chore)
            await asyncio.sleep(self._runtime.pace.chores)

    async def _done(self, chore: Callable[[], Awaitable[object]]) -> None:
        """Do one chore; what fails is told, and the others are done all the same."""
        with Caught() as caught:
            try:
                await chore()
            except FjgovError as problem:
                self._results.trouble(problem)
        self._results.failed(caught.error)

    async def count_days(self) -> int:
        """Count up every day that is over and not counted yet, then forget what is too old.

        Returns:
            How many days were counted.

        Raises:
            StoreProblem: the file cannot be read or written.
        """
        now, plan = self._runtime.now(), self._runtime.situation.plan
        late = {day for day in self._results.late_days if day < day_of(now - DAY_CLOSES)}
        self._results.late_days.clear()
        days = sorted({*late, *await self._runtime.desk.read(lambda reader: uncounted(reader, now))})
        for day in days:
            await self._runtime.desk.write(partial(count_day_up, day=day, plan=plan))
            await asyncio.sleep(_PAUSE)
        if days:
            self._runtime.say(f"已汇总 {len(days)} 天的访问")
            await self._forget(now)
        return len(days)

    async def recount(self) -> None:
        """Count the last days anew, once a night and once after a start; what they were planned to be stays.

        Raises:
            StoreProblem: the file cannot be read or written.
        """
        last = _last_over(self._runtime.now())
        if self._recounted == last:
            return
        first = last - timedelta(days=_RECOUNTED - 1)
        counted = await self._runtime.desk.read(lambda reader: {count.day for count in day_counts(reader, first, last)})
        changed = 0
        for day in sorted(counted):
            changed += await self._runtime.desk.write(partial(count_day_up, day=day, plan=self._runtime.situation.plan))
            await asyncio.sleep(_PAUSE)
        self._recounted = last
        if changed:
            self._runtime.say(f"有 {changed} 天的汇总与逐次记录不符，已经改正")

    async def _forget(self, now: int) -> None:
        if not await self._runtime.desk.read(lambda reader: settled(reader, now)):
            return
        before, gone = now - KEEP_DAYS * DAY_SECONDS, 0

        def step(store: Store) -> int:
            with store.write("监测") as writer:
                return clean_step(writer, before)

        while deleted := await self._runtime.desk.write(step):
            gone += deleted
            await asyncio.sleep(_PAUSE)
        if gone:
            await self._runtime.desk.write(shrink)


def _last_over(now: int) -> date:
    """The last day that is over."""
    return day_of(now - DAY_CLOSES) - timedelta(days=1)


def settled(reader: Reader, now: int) -> bool:
    """Whether visits were measured on each of the last days.

    A clock that has jumped years ahead has no such days behind it, and would have everything forgotten.
    """
    last = _last_over(now)
    counts = day_counts(reader, last - timedelta(days=_STEADY - 1), last)
    return len({count.day for count in counts if count.n}) == _STEADY


def uncounted(reader: Reader, now: int) -> list[date]:
    """The days that are over and have not been counted, oldest first; none before the first visit."""
    last = _last_over(now)
    counted, first = last_rolled(reader, last), first_due(reader)
    if first is None:
        return []
    begin = day_of(first) if counted is None else counted + timedelta(days=1)
    days = (last - begin).days + 1
    return [begin + timedelta(days=number) for number in range(min(days, _AT_ONCE))]


def count_day_up(store: Store, day: date, plan: CheckPlan) -> bool:
    """Store one day's counts, with all slots that the schedule gives it, or gave it when it was first counted.

    Returns:
        Whether they are others than were stored.
    """
    with store.write("监测") as writer:
        before = day_counts(writer, day, day)
        sites = [] if before else [target.site for target in site_targets(writer)]
        planned = {count.site: count.slots for count in before} or plan.slots(sites, day, day_start(day) + DAY_SECONDS)
        roll_up(writer, day, planned)
        return before != day_counts(writer, day, day)
