"""Keeping what was measured: in the database, or beside it while the database cannot be written."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fjgov_tui.clock import day_of
from fjgov_tui.crash import Caught, report
from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.monitor.alerts.consequences import after_results, after_visits, network_restored, own_network_alarm
from fjgov_tui.monitor.alerts.rechecks import note_rechecks
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.network_guard import Judged
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.monitor.process.spill import Batch, Spill
from fjgov_tui.observed.model import Event, Run, Sighting
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.paths import log_folder
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.watch.findings import InspectionChanges, observe
from fjgov_tui.store.watch.links import put_bad_links
from fjgov_tui.store.watch.listed import put_listed
from fjgov_tui.store.watch.pages import put_facts, put_page, put_snapshot
from fjgov_tui.store.watch.process import add_event, claim_batch, put_run
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.settings import Settings

STARTED, STOPPED, CLOCK, NETWORK, TROUBLE = "启动", "停止", "时钟", "本机网络", "故障"
"""Kinds of events in the monitor's own life."""
_REASON = "监测"


def note(store: Store, at: int, kind: str, what: str) -> None:
    """Book an event in the monitor's own life."""
    with store.write(_REASON) as writer:
        add_event(writer, Event(at=at, kind=kind, what=what))


def record_batch(
    store: Store, batch: Batch, settings: Settings, confirm: tuple[int, int], trouble: str | None = None
) -> None:
    """Book a batch with the states, alerts, incidents and messages that follow from it; a second time changes nothing.

    Args:
        store: the open file.
        batch: visits, results, or both.
        settings: the county's.
        confirm: the seconds between which a confirming visit follows a failure.
        trouble: what is known of our own network just now: why it is out of order, or empty where it works;
            `None` where this batch does not tell.

    Raises:
        StoreProblem: nothing of it was written.
    """
    with store.write(_REASON) as writer:
        if not claim_batch(writer, batch.id, batch.at):
            return
        if trouble:
            own_network_alarm(writer, trouble, batch.at, settings)
        elif trouble is not None:
            network_restored(writer, batch.at, settings)
        if batch.visits:
            new = record_visits(writer, batch.visits)
            after_visits(writer, new, batch.at, settings, confirm=confirm)
        if batch.results:
            _book_results(writer, batch, int(store.clock().timestamp()), settings)


def record_plainly(store: Store, batch: Batch) -> None:
    """Book what was measured and nothing that follows from it, where working that out has failed.

    Raises:
        StoreProblem: nothing of it was written.
    """
    with store.write(_REASON) as writer:
        if claim_batch(writer, batch.id, batch.at):
            record_visits(writer, batch.visits)
            for result in batch.results:
                put_run(writer, replace(_run(result, batch.at, batch.at), ok=False, note="程序内部出错，没有登记结果"))


def _run(result: Result, started: int, ended: int) -> Run:
    return Run(
        check=result.check,
        page_of=result.target.page_of,
        record=result.target.record,
        started=started,
        ended=ended,
        ok=result.ok,
        note=result.note,
    )


def _book_results(writer: Writer, batch: Batch, now: int, settings: Settings) -> None:
    observed = []
    for result in batch.results:
        observed += [(part, _book_result(writer, part, batch.at)) for part in _all(result)]
        put_run(writer, _run(result, batch.at, now))
    after_results(writer, observed, batch.at, settings)
    looked = [(part.check, (part.target.page_of, part.target.record)) for part, _ in observed if part.ok]
    note_rechecks(writer, looked, now)


def _all(result: Result) -> Iterator[Result]:
    """The result and what was found on the way."""
    yield result
    for other in result.also:
        yield from _all(other)


def _private(seen: Sighting) -> Sighting:
    """What was seen, without anybody's number: a title, a link or a script may hold one as well as a sentence."""
    return replace(seen, what=without_numbers(seen.what), around=without_numbers(seen.around))


def _book_result(writer: Writer, result: Result, at: int) -> InspectionChanges:
    """One result; where the check could not be carried out, nothing is taken for gone."""
    if result.page is not None:
        page = result.page
        title, found_by, note = map(without_numbers, (page.title, page.found_by, page.note))
        put_page(writer, replace(page, title=title, found_by=found_by, note=note))
    if result.facts is not None:
        put_facts(writer, result.facts)
    for snapshot in result.snapshots:
        put_snapshot(writer, snapshot)
    put_listed(writer, [replace(entry, title=without_numbers(entry.title)) for entry in result.listed], at)
    if result.bad_links is not None:
        put_bad_links(writer, result.target.site, result.bad_links)
    covered = result.covered if result.ok else ()
    where = result.target.page_of, result.target.record
    seen = tuple(map(_private, result.seen))
    return observe(writer, result.check, *where, seen, at, covered, rules=result.rules)


_SAY_AGAIN = 60.0
"""Seconds after which the same trouble is said again."""


class ResultWriter:
    """Books batches one after the other; what the database does not take goes to the journal and is booked later."""

    def __init__(self, runtime: Runtime) -> None:
        """Look for a journal that an earlier monitor left.

        Args:
            runtime: what the loops share.
        """
        self._runtime = runtime
        self._spill = Spill(runtime.desk.path)
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
        runtime = self._runtime
        trouble = judged.trouble or ("" if judged.fine else None)
        if judged.visits:
            await self._keep(Batch(at=runtime.now(), visits=judged.visits), trouble, last=last)
            self.visits_booked += len(judged.visits)
            runtime.say(_line(judged))
        if trouble is not None and bool(trouble) is not runtime.troubled:
            runtime.troubled = bool(trouble)
            await self.event(NETWORK, trouble or "本机网络恢复")
        if runtime.after_sweep is not None and not last:
            await self._swept()

    async def _swept(self) -> None:
        after, now = self._runtime.after_sweep, self._runtime.now()
        if after is not None:
            task = asyncio.ensure_future(self._runtime.desk.read(lambda reader: after(reader, now)))
            await asyncio.wait({task})
            self.failed(task.exception())

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
        at = self._runtime.now()
        try:
            await self._runtime.desk.write(lambda store: note(store, at, kind, what))
        except StoreProblem as problem:
            self.trouble(problem)
        self._runtime.say(f"{kind}：{what}")

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
                    self._write_batch(store, batch, trouble)
                return 0
            if batch is not None:
                self._spill.keep(batch)
                kept = True
            booked = self._spill.replay(lambda late: self._book_late(store, late))
            if booked == 0:
                raise StoreProblem("数据库还是写不进去，结果先记在旁边的日志里")
            return booked

        try:
            booked = await self._runtime.desk.write(change)
        except StoreProblem as problem:
            if batch is not None and not kept:
                await asyncio.to_thread(self._spill.keep, batch)
            self._refused += 1
            self.trouble(problem)
            return
        while self._faults:
            self.failed(self._faults.pop())
        self._runtime.woken()
        if booked and not self._spill.waiting():
            refused, self._refused = self._refused, 0
            often = f"（{refused} 次）" if refused else ""  # none: it was an earlier process that met with the refusal
            await self.event(TROUBLE, f"数据库曾写不进去{often}，暂存的 {booked} 批结果已经补记")

    async def _last(self, batch: Batch, trouble: str | None) -> None:
        """Write the last batch, or leave it in the journal for the next monitor; twice booked counts once."""
        try:
            async with asyncio.timeout(self._runtime.pace.last_write):
                await self._runtime.desk.write(lambda store: self._write_batch(store, batch, trouble))
        except (StoreProblem, TimeoutError):
            await asyncio.to_thread(self._spill.keep, batch)

    def _write_batch(self, store: Store, batch: Batch, trouble: str | None) -> None:
        """On the writing thread: book a batch; a fault of ours in what follows from it must not cost what was seen."""
        with Caught() as caught:
            record_batch(store, batch, self._runtime.situation.settings, self._runtime.pace.confirm, trouble)
        if caught.error is not None:
            self._faults.append(caught.error)
            record_plainly(store, batch)

    def _book_late(self, store: Store, batch: Batch) -> None:
        self._write_batch(store, batch, None)
        self.late_days |= {day_of(visit.due) for visit in batch.visits}

    def trouble(self, problem: FjgovError) -> None:
        """Say a failure, the same one once a minute."""
        now, what = self._runtime.steady(), str(problem)
        if now - self._said.get(what, now - _SAY_AGAIN) >= _SAY_AGAIN:
            self._said[what] = now
            self._runtime.say(what)

    def failed(self, error: BaseException | None) -> None:
        """Say an error: an expected one as its sentence; of any other a private report is written first."""
        if isinstance(error, FjgovError):
            self.trouble(error)
        elif error is not None:
            self._runtime.say(report(error, log_folder()))


def _line(judged: Judged) -> str:
    opened = sum(visit.outcome is Outcome.OPEN for visit in judged.visits)
    failed = len(judged.visits) - opened
    return f"访问 {len(judged.visits)} 个，打开 {opened} 个" + (f"，没打开 {failed} 个" if failed else "")
