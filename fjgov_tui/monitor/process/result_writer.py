"""Keeping what was measured: in the database, or beside it while the database cannot be written."""

from __future__ import annotations

import asyncio
from datetime import date

from fjgov_tui.clock import day_of
from fjgov_tui.crash import Caught, report
from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.booking import NETWORK, TROUBLE, book_batch, book_plainly, note
from fjgov_tui.monitor.process.network_guard import Judged
from fjgov_tui.monitor.process.runtime import Rig
from fjgov_tui.monitor.process.spill import Batch, Spill
from fjgov_tui.observed.model import Outcome
from fjgov_tui.paths import log_folder
from fjgov_tui.store import Store

_SAY_AGAIN = 60.0
"""Seconds after which the same trouble is said again."""


class Keeper:
    """Books batches one after the other; what the database does not take goes to the journal and is booked later."""

    def __init__(self, rig: Rig) -> None:
        """Look for a journal that an earlier monitor left.

        Args:
            rig: what the loops share.
        """
        self._rig = rig
        self._spill = Spill(rig.desk.path)
        self._turn = asyncio.Lock()
        self._said: dict[str, float] = {}
        self._refused = 0
        self._faults: list[Exception] = []
        self.visits_booked = 0
        """Since the start."""
        self.late_days: set[date] = set()
        """Days of visits that were booked from the journal: their counts may have to be made again."""

    async def visits(self, judged: Judged, *, last: bool = False) -> None:
        """Book a batch of visits.

        Args:
            judged: the visits, and what they say about our own network.
            last: the monitor is ending: the file is not waited for.
        """
        rig = self._rig
        trouble = judged.trouble or ("" if judged.fine else None)
        if judged.visits:
            await self._keep(Batch(at=rig.now(), visits=judged.visits), trouble, last=last)
            self.visits_booked += len(judged.visits)
            rig.say(_line(judged))
        if trouble is not None and bool(trouble) is not rig.troubled:
            rig.troubled = bool(trouble)
            await self.event(NETWORK, trouble or "本机网络恢复")
        if rig.after_sweep is not None and not last:
            await self._swept()

    async def _swept(self) -> None:
        after, now = self._rig.after_sweep, self._rig.now()
        if after is not None:
            task = asyncio.ensure_future(self._rig.desk.read(lambda reader: after(reader, now)))
            await asyncio.wait({task})
            self.told(task.exception())

    async def result(self, result: Result, started: int) -> None:
        """Book an inspection.

        Args:
            result: what it found.
            started: when it began, in Unix seconds.
        """
        await self._keep(Batch(at=started, results=(result,)), None)

    async def replay(self) -> None:
        """Book what waits in the journal, if anything does."""
        async with self._turn:
            if self._spill.waiting():
                await self._written(None, None)

    async def event(self, kind: str, what: str) -> None:
        """Book an event in the monitor's own life, and say it."""
        at = self._rig.now()
        try:
            await self._rig.desk.write(lambda store: note(store, at, kind, what))
        except StoreProblem as problem:
            self.trouble(problem)
        self._rig.say(f"{kind}：{what}")

    async def _keep(self, batch: Batch, trouble: str | None, *, last: bool = False) -> None:
        async with self._turn:
            if last:
                await self._last(batch, trouble)
            else:
                await self._written(batch, trouble)

    async def _written(self, batch: Batch | None, trouble: str | None) -> None:
        """Write a batch, after everything that waits; on failure it waits too."""
        kept = False

        def change(store: Store) -> int:
            nonlocal kept
            if not self._spill.waiting():
                if batch is not None:
                    self._book(store, batch, trouble)
                return 0
            if batch is not None:
                self._spill.keep(batch)
                kept = True
            booked = self._spill.replay(lambda one: self._book_late(store, one))
            if booked == 0:
                raise StoreProblem("数据库还是写不进去，结果先记在旁边的日志里")
            return booked

        try:
            booked = await self._rig.desk.write(change)
        except StoreProblem as problem:
            if batch is not None and not kept:
                await asyncio.to_thread(self._spill.keep, batch)
            self._refused += 1
            self.trouble(problem)
            return
        while self._faults:
            self.told(self._faults.pop())
        self._rig.woken()
        if booked and not self._spill.waiting():
            refused, self._refused = self._refused, 0
            often = f"（{refused} 次）" if refused else ""  # none: it was an earlier process that met with the refusal
            await self.event(TROUBLE, f"数据库曾写不进去{often}，暂存的 {booked} 批结果已经补记")

    async def _last(self, batch: Batch, trouble: str | None) -> None:
        """Write the last batch, or leave it in the journal for the next monitor; twice booked counts once."""
        try:
            async with asyncio.timeout(self._rig.pace.last_write):
                await self._rig.desk.write(lambda store: self._book(store, batch, trouble))
        except (StoreProblem, TimeoutError):
            await asyncio.to_thread(self._spill.keep, batch)

    def _book(self, store: Store, batch: Batch, trouble: str | None) -> None:
        """On the writing thread: book a batch; a fault of ours in what follows from it must not cost what was seen."""
        with Caught() as caught:
            book_batch(store, batch, self._rig.situation.settings, self._rig.pace.confirm, trouble)
        if caught.error is not None:
            self._faults.append(caught.error)
            book_plainly(store, batch)

    def _book_late(self, store: Store, batch: Batch) -> None:
        self._book(store, batch, None)
        self.late_days |= {day_of(one.due) for one in batch.visits}

    def trouble(self, problem: FjgovError) -> None:
        """Say a failure, the same one once a minute."""
        now, what = self._rig.steady(), str(problem)
        if now - self._said.get(what, now - _SAY_AGAIN) >= _SAY_AGAIN:
            self._said[what] = now
            self._rig.say(what)

    def told(self, error: BaseException | None) -> None:
        """Say an error: an expected one as its sentence; of any other a private report is written first."""
        if isinstance(error, FjgovError):
            self.trouble(error)
        elif error is not None:
            self._rig.say(report(error, log_folder()))


def _line(judged: Judged) -> str:
    opened = sum(one.outcome is Outcome.OPEN for one in judged.visits)
    failed = len(judged.visits) - opened
    return f"访问 {len(judged.visits)} 个，打开 {opened} 个" + (f"，没打开 {failed} 个" if failed else "")
