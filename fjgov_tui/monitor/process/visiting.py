"""Visits: each site once a slot, and once more to confirm a failure; booked in batches."""

from __future__ import annotations

import asyncio
import dataclasses
import heapq
from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import replace

from fjgov_tui.clock import DAY_SECONDS
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers.settings import ANCHORS
from fjgov_tui.monitor.process.network_guard import Judged, NetworkGuard
from fjgov_tui.monitor.process.result_writer import ResultWriter
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.slots import Slot, slot_from
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.store.watch.states import confirming
from fjgov_tui.store.watch.visits import booked_dues
from fjgov_tui.workflows.check_plan import VISIT, CheckPlan


@dataclasses.dataclass(frozen=True, slots=True)
class DueJob:
    """A slot whose moment has come."""

    site: int
    slot: Slot


class Agenda:
    """One slot a site, the next one; rebuilt when the schedule, the sites or the clock have changed."""

    def __init__(self, plan: CheckPlan, sites: Iterable[int], now: int, done: Container[tuple[int, int]] = ()) -> None:
        """Look up every site's slot.

        Args:
            plan: the schedule.
            sites: the sites that are watched.
            now: Unix seconds.
            done: (site, due) of visits that are booked or under way already.
        """
        self._plan, self._done = plan, done
        self._heap: list[tuple[int, int, Slot]] = []
        for site in sites:
            self._push(site, now)

    def _push(self, site: int, moment: int) -> None:
        line = self._plan.line(VISIT, site)
        slot = slot_from(line, site, moment) if line else None
        while line and slot is not None and (site, slot.due) in self._done:
            slot = slot_from(line, site, slot.end)
        if slot is not None:
            heapq.heappush(self._heap, (slot.due, site, slot))

    def take(self, now: int) -> list[DueJob]:
        """The slots whose moment has come and which are not over, oldest first; each is handed out once.

        Slots that are over were lost to a stop, a suspend or a clock step; they are passed by.
        """
        due: list[DueJob] = []
        while self._heap and self._heap[0][0] <= now:
            _, site, slot = heapq.heappop(self._heap)
            if slot.end > now:
                due.append(DueJob(site, slot))
            self._push(site, max(slot.end, now))
        return due

    def next_at(self) -> int | None:
        """The Unix second of the next visit; `None` where none is planned."""
        return self._heap[0][0] if self._heap else None


CONFIRM_LATE = 900
"""Seconds after which a confirming visit that was missed is not made up for: the next slot tells more."""
_LONGEST_NAP = 1.0
Key = tuple[int, int, VisitKind]


class Visiting:
    """Begins the visits that are due and books those that have ended."""

    def __init__(self, runtime: Runtime, network_guard: NetworkGuard, results: ResultWriter) -> None:
        """Begin with an empty agenda; `replan` fills it.

        Args:
            runtime: what the loops share.
            network_guard: decides whether a failure is the site's.
            results: writes, or spills.
        """
        self._runtime, self._network_guard, self._results = runtime, network_guard, results
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
        """How many visits are under way."""
        return len(self._busy)

    async def replan(self) -> None:
        """Fill the agenda from the schedule as it stands, without what is booked or under way.

        Raises:
            StoreProblem: the file cannot be read.
        """
        now = self._runtime.now()
        booked = await self._runtime.desk.read(lambda reader: booked_dues(reader, now - DAY_SECONDS, now + DAY_SECONDS))
        self._forget(now)
        situation = self._runtime.situation
        self._agenda = Agenda(situation.plan, situation.sites, now, booked | self._begun)
        self._wanted(await self._runtime.desk.read(confirming))

    def _forget(self, now: int) -> None:
        """What was begun days ago cannot come again; a monitor may run for a year."""
        self._begun = {key for key in self._begun if abs(key[1] - now) < 2 * DAY_SECONDS}
        self._forgot = now

    def _wanted(self, wanted: dict[int, int]) -> None:
        now = self._runtime.now()
        self._confirm = {
            site: due
            for site, due in wanted.items()
            if now - due < CONFIRM_LATE and (site, due, VisitKind.CONFIRM) not in self._busy
        }

    async def begin(self) -> None:
        """Begin visits as they fall due, until cancelled."""
        while True:
            now = self._runtime.now()
            if abs(now - self._forgot) > DAY_SECONDS:
                self._forget(now)
            # Taken only as fast as they can be begun, so that a slot's end is seen when its turn comes.
            if len(self._busy) < self._runtime.pace.visits_at_once:
                for due in self._agenda.take(now):
                    self._begin(due.site, due.slot.due, VisitKind.SLOT, due.slot.end)
                for site, moment in sorted(self._confirm.items(), key=lambda entry: entry[1]):
                    if moment <= now:
                        del self._confirm[site]
                        self._begin(site, moment, VisitKind.CONFIRM, moment + CONFIRM_LATE)
            await asyncio.sleep(self._nap())

    def _nap(self) -> float:
        moments = [*self._confirm.values(), self._agenda.next_at()]
        soonest = min((moment for moment in moments if moment is not None), default=None)
        wait = _LONGEST_NAP if soonest is None else soonest - self._runtime.wall()
        return min(max(wait, 0.02), _LONGEST_NAP)

    def _begin(self, site: int, due: int, kind: VisitKind, end: int) -> None:
        target = self._runtime.situation.sites.get(site)
        key = (site, due, kind)
        if target is None or key in self._busy or self._stopping:
            return
        if kind is VisitKind.SLOT:
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
            self._results.failed(error)

    async def _visit(self, target: Target, due: int, kind: VisitKind, end: int) -> None:
        visit = await self._runtime.measured(target, due, kind)
        # One that had to wait for its turn until its slot was over belongs to no slot: 未测.
        if visit.outcome is Outcome.ABORTED or visit.at >= end:
            return
        if self._runtime.situation.windows.in_maintenance(target.site, visit.at):
            visit = replace(visit, counted=Counted.MAINTENANCE)
        self._ended.append(visit)
        self._some.set()

    async def book_batches(self) -> None:
        """Close a batch every few seconds and book it, until `drain` has been called and all is booked."""
        while not (self._stopping and not self._busy and not self._ended):
            await self._some.wait()
            if self._busy and not self._stopping:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._runtime.pace.sweep):
                        await self._idle.wait()
            self._some.clear()
            batch, self._ended = self._ended, []
            if batch:
                await self._close(batch)

    async def _close(self, batch: list[Visit]) -> None:
        judged = await self._judged(batch)
        await self._results.visits(judged, last=self._stopping)
        wanted = await self._states()
        if wanted is not None:
            self._wanted(wanted)

    async def _states(self) -> dict[int, int] | None:
        if self._stopping:
            return None
        try:
            return await self._runtime.desk.read(confirming)
        except StoreProblem as problem:
            self._results.trouble(problem)
            return None

    async def _judged(self, batch: list[Visit]) -> Judged:
        runtime = self._runtime
        seconds = runtime.situation.round_seconds(runtime.now())
        anchored = bool(runtime.situation.settings[ANCHORS])
        secure = runtime.secure({visit.site for visit in batch})
        hosts = runtime.hosts({visit.site for visit in batch})
        question = self._network_guard.judge(
            batch, secure, seconds, anchored=anchored, hosts=hosts, names=runtime.named_anchors()
        )
        try:
            async with asyncio.timeout(runtime.pace.drain / 2 if self._stopping else None):
                return await question
        except TimeoutError:
            # No time is left to ask after our own network: who failed is not condemned unheard.
            return Judged(tuple(visit for visit in batch if visit.outcome is Outcome.OPEN))

    async def drain(self) -> None:
        """Begin no more visits, give those under way a moment, and abandon the rest: they are not recorded."""
        self._stopping = True
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=self._runtime.pace.drain)
        for task in list(self._busy.values()):
            task.cancel()
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=self._runtime.pace.drain / 4)
        self._idle.set()
        self._some.set()
