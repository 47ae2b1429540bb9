"""Visits: each site once a slot, and once more to confirm a failure; booked in batches."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from fjgov_tui.clock import DAY_SECONDS
from fjgov_tui.errors import StoreProblem
from fjgov_tui.monitor.process.network_guard import Judged, Jury
from fjgov_tui.monitor.process.result_writer import Keeper
from fjgov_tui.monitor.process.runtime import Rig
from fjgov_tui.monitor.schedule.agenda import Agenda
from fjgov_tui.observed.model import Counted, Kind, Outcome, Visit
from fjgov_tui.observed.pages import Target
from fjgov_tui.store.watch.states import confirming
from fjgov_tui.store.watch.visits import booked_dues
from fjgov_tui.workflows.check_plan import CheckPlan

CONFIRM_LATE = 900
"""Seconds after which a confirming visit that was missed is not made up for: the next slot tells more."""
_LONGEST_NAP = 1.0
Key = tuple[int, int, Kind]


class Visiting:
    """Begins the visits that are due and books those that have ended."""

    def __init__(self, rig: Rig, jury: Jury, keeper: Keeper) -> None:
        """Begin with an empty agenda; `replan` fills it.

        Args:
            rig: what the loops share.
            jury: decides whether a failure is the site's.
            keeper: writes, or spills.
        """
        self._rig, self._jury, self._keeper = rig, jury, keeper
        self._agenda = Agenda(CheckPlan(), (), 0)
        self._busy: dict[Key, asyncio.Task[None]] = {}
        self._begun: set[tuple[int, int]] = set()
        self._forgot = 0
        self._ended: list[Visit] = []
        self._confirm: dict[int, int] = {}
        self._some, self._idle = asyncio.Event(), asyncio.Event()
        self._stopping = False

    @property
    def busy(self) -> int:
        """Visits under way."""
        return len(self._busy)

    async def replan(self) -> None:
        """Fill the agenda from the schedule as it stands, without what is booked or under way.

        Raises:
            StoreProblem: the file cannot be read.
        """
        now = self._rig.now()
        booked = await self._rig.desk.read(lambda reader: booked_dues(reader, now - DAY_SECONDS, now + DAY_SECONDS))
        self._forget(now)
        situation = self._rig.situation
        self._agenda = Agenda(situation.plan, situation.sites, now, booked | self._begun)
        self._wanted(await self._rig.desk.read(confirming))

    def _forget(self, now: int) -> None:
        """What was begun days ago cannot come again; a monitor may run for a year."""
        self._begun = {key for key in self._begun if abs(key[1] - now) < 2 * DAY_SECONDS}
        self._forgot = now

    def _wanted(self, wanted: dict[int, int]) -> None:
        now = self._rig.now()
        self._confirm = {
            site: due
            for site, due in wanted.items()
            if now - due < CONFIRM_LATE and (site, due, Kind.CONFIRM) not in self._busy
        }

    async def begin(self) -> None:
        """Begin visits as they fall due, until cancelled."""
        while True:
            now = self._rig.now()
            if abs(now - self._forgot) > DAY_SECONDS:
                self._forget(now)
            # Taken only as fast as they can be begun, so that a slot's end is seen when its turn comes.
            if len(self._busy) < self._rig.pace.visits_at_once:
                for due in self._agenda.take(now):
                    self._begin(due.site, due.slot.due, Kind.SLOT, due.slot.end)
                for site, moment in sorted(self._confirm.items(), key=lambda one: one[1]):
                    if moment <= now:
                        del self._confirm[site]
                        self._begin(site, moment, Kind.CONFIRM, moment + CONFIRM_LATE)
            await asyncio.sleep(self._nap())

    def _nap(self) -> float:
        moments = [*self._confirm.values(), self._agenda.next_at()]
        soonest = min((moment for moment in moments if moment is not None), default=None)
        wait = _LONGEST_NAP if soonest is None else soonest - self._rig.wall()
        return min(max(wait, 0.02), _LONGEST_NAP)

    def _begin(self, site: int, due: int, kind: Kind, end: int) -> None:
        target = self._rig.situation.sites.get(site)
        key = (site, due, kind)
        if target is None or key in self._busy or self._stopping:
            return
        if kind is Kind.SLOT:
            self._begun.add((site, due))
        self._idle.clear()
        task = asyncio.create_task(self._visit(target, due, kind, end), name=f"visit {site}")
        self._busy[key] = task
        task.add_done_callback(lambda ended: self._ended_one(key, ended))

    def _ended_one(self, key: Key, task: asyncio.Task[None]) -> None:
        del self._busy[key]
        if not self._busy:
            self._idle.set()
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._keeper.told(error)

    async def _visit(self, target: Target, due: int, kind: Kind, end: int) -> None:
        visit = await self._rig.measured(target, due, kind)
        # One that had to wait for its turn until its slot was over belongs to no slot: 未测.
        if visit.outcome is Outcome.ABORTED or visit.at >= end:
            return
        if self._rig.situation.windows.in_maintenance(target.site, visit.at):
            visit = replace(visit, counted=Counted.MAINTENANCE)
        self._ended.append(visit)
        self._some.set()

    async def book(self) -> None:
        """Close a batch every few seconds and book it, until `drain` has been called and all is booked."""
        while not (self._stopping and not self._busy and not self._ended):
            await self._some.wait()
            if self._busy and not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._idle.wait(), self._rig.pace.sweep)
            self._some.clear()
            batch, self._ended = self._ended, []
            if batch:
                await self._close(batch)

    async def _close(self, batch: list[Visit]) -> None:
        judged = await self._judged(batch)
        await self._keeper.visits(judged, last=self._stopping)
        wanted = await self._states()
        if wanted is not None:
            self._wanted(wanted)

    async def _states(self) -> dict[int, int] | None:
        if self._stopping:
            return None
        try:
            return await self._rig.desk.read(confirming)
        except StoreProblem as problem:
            self._keeper.trouble(problem)
            return None

    async def _judged(self, batch: list[Visit]) -> Judged:
        rig = self._rig
        seconds = rig.situation.round_seconds(rig.now())
        anchored = bool(rig.situation.settings.anchors)
        secure = rig.secure({one.site for one in batch})
        question = self._jury.judge(batch, secure, seconds, anchored=anchored)
        try:
            async with asyncio.timeout(rig.pace.drain / 2 if self._stopping else None):
                return await question
        except TimeoutError:
            # No time is left to ask after our own network: who failed is not condemned unheard.
            return Judged(tuple(one for one in batch if one.outcome is Outcome.OPEN))

    async def drain(self) -> None:
        """Begin no more visits, give those under way a moment, and abandon the rest: they are not recorded."""
        self._stopping = True
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=self._rig.pace.drain)
        for task in list(self._busy.values()):
            task.cancel()
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=self._rig.pace.drain / 4)
        self._idle.set()
        self._some.set()
