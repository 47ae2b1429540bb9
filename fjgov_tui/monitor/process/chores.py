"""What a monitor does beside visiting and inspecting: signs of life, counting days up, forgetting, tending alerts."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from fjgov_tui import __version__
from fjgov_tui.clock import DAY_SECONDS, day_of, day_start
from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.monitor.alerts.minute import each_minute
from fjgov_tui.monitor.process.keeping import Keeper
from fjgov_tui.monitor.process.rig import Rig
from fjgov_tui.monitor.schedule.plan import Plan
from fjgov_tui.monitor.targets import site_targets
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.watch.cleaning import KEEP_DAYS, clean_step, shrink
from fjgov_tui.store.watch.days import last_rolled, roll_up
from fjgov_tui.store.watch.model import Beat
from fjgov_tui.store.watch.process import put_beat
from fjgov_tui.store.watch.visits import first_due

DAY_CLOSES = 600
"""Seconds after midnight in Beijing from which the day before is counted up: visits begun late have ended by then."""
_PAUSE = 0.05
"""Seconds between two steps of cleaning, so that others get their turn."""
_AT_ONCE = 31
"""Days that are counted up in one go after a long stop."""


class Chores:
    """The loops beside the visits."""

    def __init__(self, rig: Rig, keeper: Keeper, doing: Callable[[], str]) -> None:
        """Prepare.

        Args:
            rig: what the loops share.
            keeper: says troubles.
            doing: what the monitor is doing, in a few Chinese words.
        """
        self._rig, self._keeper, self._doing = rig, keeper, doing
        self._since = rig.now()
        self._host = socket.gethostname()

    async def beat(self) -> None:
        """Give signs of life, until cancelled."""
        while True:
            await self.one_beat()
            await asyncio.sleep(self._rig.pace.beat)

    async def one_beat(self) -> None:
        """Give one sign of life."""
        sign = Beat(
            pid=os.getpid(),
            host=self._host,
            since=self._since,
            last=self._rig.now(),
            version=__version__,
            note=self._doing(),
        )

        def write(store: Store) -> None:
            with store.write("监测") as writer:
                put_beat(writer, sign)

        try:
            await self._rig.desk.write(write)
        except StoreProblem as problem:
            self._keeper.trouble(problem)

    async def tend(self) -> None:
        """Once a minute: what waits in the journal, the alerts, the days that are over; until cancelled."""
        while True:
            await self._keeper.replay()
            try:
                await each_minute(self._rig.desk)
                await self.count_days()
            except FjgovError as problem:
                self._keeper.trouble(problem)
            await asyncio.sleep(self._rig.pace.chores)

    async def count_days(self) -> int:
        """Count up every day that is over and not counted yet, then forget what is too old.

        Returns:
            How many days were counted.

        Raises:
            StoreProblem: the file cannot be read or written.
        """
        now, plan = self._rig.now(), self._rig.situation.plan
        late = {day for day in self._keeper.late_days if day < day_of(now - DAY_CLOSES)}
        self._keeper.late_days.clear()
        days = sorted({*late, *await self._rig.desk.read(lambda reader: uncounted(reader, now))})
        for day in days:
            await self._rig.desk.write(partial(count_day_up, day=day, plan=plan))
            await asyncio.sleep(_PAUSE)
        if days:
            self._rig.say(f"已汇总 {len(days)} 天的访问")
            await self._forget(now)
        return len(days)

    async def _forget(self, now: int) -> None:
        before, gone = now - KEEP_DAYS * DAY_SECONDS, 0

        def step(store: Store) -> int:
            with store.write("监测") as writer:
                return clean_step(writer, before)

        while deleted := await self._rig.desk.write(step):
            gone += deleted
            await asyncio.sleep(_PAUSE)
        if gone:
            await self._rig.desk.write(shrink)


def uncounted(reader: Reader, now: int) -> list[date]:
    """The days that are over and have not been counted, oldest first; none before the first visit."""
    last = day_of(now - DAY_CLOSES) - timedelta(days=1)
    counted, first = last_rolled(reader), first_due(reader)
    if first is None:
        return []
    begin = day_of(first) if counted is None else counted + timedelta(days=1)
    days = (last - begin).days + 1
    return [begin + timedelta(days=number) for number in range(min(days, _AT_ONCE))]


def count_day_up(store: Store, day: date, plan: Plan) -> None:
    """Store one day's counts, with all slots that the schedule gives it."""
    with store.write("监测") as writer:
        sites = [one.site for one in site_targets(writer)]
        roll_up(writer, day, plan.slots(sites, day, day_start(day) + DAY_SECONDS))
