"""Inspections: each once for each time its line has come round, a few at a time, booked one by one."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

from fjgov_tui.clock import day_of, from_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.monitor.alerts.rechecks import rechecks
from fjgov_tui.monitor.checks.registry import INSPECTIONS, Inspection, pages_of
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.monitor.process.result_writer import ResultWriter
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.observed.cron import latest_time
from fjgov_tui.observed.model import BadLink, Check, Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.slots import share
from fjgov_tui.pages.answers import MOST_BESIDE
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.links import bad_links
from fjgov_tui.store.watch.pages import latest_of, snapshot
from fjgov_tui.store.watch.process import runs
from fjgov_tui.workflows.check_plan import CheckPlan
from fjgov_tui.workflows.publications import Publication, read_publication
from fjgov_tui.workflows.targets import own_hosts

RunKey = tuple[str, str, int]
"""Check, `site`, `column` or `release`, and the record's id."""


@dataclass(frozen=True)
class Job:
    """An inspection of one page that is due."""

    inspection: Inspection
    target: Target

    @property
    def key(self) -> RunKey:
        """What its run is booked under."""
        return self.inspection.check, self.target.page_of, self.target.record


@lru_cache(maxsize=512)
def _fired(line: str, minute: int) -> int | None:
    """The Unix second at which the line last came round, as of that minute."""
    latest = latest_time(line, from_unix(minute * 60))
    return None if latest is None else int(latest.timestamp())


def overdue(
    plan: CheckPlan, targets: Sequence[Target], started: Mapping[RunKey, int], now: int, spread: float = 600.0
) -> list[Job]:
    """The inspections that are due now, in the order of the registry.

    Args:
        plan: the schedule.
        targets: every page that is watched.
        started: when each inspection was last begun, in Unix seconds.
        now: Unix seconds.
        spread: seconds over which the pages of one fire time are spread.
    """
    jobs: list[Job] = []
    for inspection in INSPECTIONS.values():
        for target in pages_of(inspection, targets):
            line = plan.line(inspection.check, target.site)
            fired = _fired(line, now // 60) if line else None
            job = Job(inspection, target)
            # A run of the future was booked by a clock that has been put right since: it says nothing.
            if fired is None or not target.turn(day_of(fired)) or fired <= started.get(job.key, fired - 1) <= now:
                continue
            if now >= fired + share(*job.key, fired) * spread:
                jobs.append(job)
    return jobs


CRAWL = "links"
"""The one check that takes hours; it has places of its own, so that it keeps no other waiting."""
_READ_AGAIN = 60.0
"""Seconds after which the booked runs are read again: a person may have run a check by hand."""


class Inspecting:
    """Runs what is overdue."""

    def __init__(self, runtime: Runtime, results: ResultWriter) -> None:
        """Prepare.

        Args:
            runtime: what the loops share.
            results: writes, or spills.
        """
        self._runtime, self._results = runtime, results
        self._busy: dict[RunKey, asyncio.Task[None]] = {}
        self._started: dict[RunKey, int] = {}
        self._again: dict[RunKey, int] = {}
        self._waiting: dict[bool, deque[Job]] = {}
        """What is due and has not begun; crawls apart."""
        self._read_at: float | None = None
        self._ended = asyncio.Event()

    @property
    def busy(self) -> int:
        """How many inspections are under way."""
        return len(self._busy)

    async def run(self) -> None:
        """Begin inspections as they fall due, until cancelled; those under way are cancelled with it."""
        try:
            while True:
                await self._remember()
                self._waiting = {False: deque(), True: deque()}
                # What could not be looked at through a broken network of ours waits until it works again.
                again = await self._to_check_again()
                for job in () if self._runtime.troubled else self._due(again):
                    self._waiting[job.inspection.check == CRAWL].append(job)
                look_again = self._runtime.steady() + self._runtime.pace.jobs
                while (rest := look_again - self._runtime.steady()) > 0:
                    self._begin_some()
                    self._ended.clear()
                    # wait_for swallows, before Python 3.12, an order to stop that comes with the end of an inspection.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(rest):
                            await self._ended.wait()
        finally:
            for task in self._busy.values():
                task.cancel()

    async def _remember(self) -> None:
        """When each inspection last began, as booked."""
        now = self._runtime.steady()
        if self._read_at is not None and now - self._read_at < _READ_AGAIN:
            return
        try:
            booked = await self._runtime.desk.read(runs)
        except StoreProblem as problem:
            self._results.trouble(problem)
            return
        self._read_at = now
        for run in booked:
            key = (run.check, run.page_of, run.record)
            self._started[key] = max(run.started, self._started.get(key, 0))

    async def _to_check_again(self) -> set[RunKey]:
        """What somebody has handled since it was inspected: it is looked at before anything else."""
        now = self._runtime.now()
        try:
            handled = await self._runtime.desk.read(lambda reader: rechecks(reader, now))
        except StoreProblem as problem:
            self._results.trouble(problem)
            return set()
        return {key for recheck in handled for key in recheck.waiting(self._started)}

    def _due(self, again: Collection[RunKey] = ()) -> list[Job]:
        """Everything that is due and not under way; made once in a while, because it goes through every page.

        A site in maintenance shows what nobody is to be told of: its pages wait until that is over.

        Args:
            again: what goes first, whether or not its time has come.
        """
        runtime = self._runtime
        now, windows = runtime.now(), runtime.situation.windows
        jobs = (
            [
                job
                for inspection in INSPECTIONS.values()
                for target in pages_of(inspection, runtime.situation.pages)
                if (job := Job(inspection, target)).key in again
                and runtime.situation.plan.line(inspection.check, target.site)
            ]
            if again
            else []
        )
        known = {job.key for job in jobs}
        due = overdue(runtime.situation.plan, runtime.situation.pages, self._started, now, runtime.pace.job_spread)
        jobs += [job for job in due if job.key not in known]
        jobs += self._once_more(now, {job.key for job in jobs})
        return [job for job in jobs if job.key not in self._busy and not windows.in_maintenance(job.target.site, now)]

    def _begin_some(self) -> None:
        """Begin of what waits as much as there are places for."""
        busy = Counter(key[0] == CRAWL for key in self._busy)
        for crawl, waiting in self._waiting.items():
            most = self._runtime.pace.crawls_at_once if crawl else self._runtime.pace.jobs_at_once
            for _ in range(min(most - busy[crawl], len(waiting))):
                self._begin(waiting.popleft())

    def _once_more(self, now: int, known: set[RunKey]) -> Sequence[Job]:
        """Inspections whose page did not open a while ago."""
        ripe = {key for key, at in self._again.items() if at <= now and key not in known}
        if not ripe:
            return ()
        everything = overdue(self._runtime.situation.plan, self._runtime.situation.pages, {}, now, 0.0)
        return [job for job in everything if job.key in ripe]

    def _begin(self, job: Job) -> None:
        task = asyncio.create_task(self._inspect(job), name=f"{job.inspection.check} {job.target.record}")
        self._busy[job.key] = task
        task.add_done_callback(lambda ended: self._ended_one(job, ended))

    def _ended_one(self, job: Job, task: asyncio.Task[None]) -> None:
        del self._busy[job.key]
        self._ended.set()
        error = None if task.cancelled() else task.exception()
        if error is not None:
            # The next time comes with the schedule, not at once and for ever.
            self._started[job.key] = self._runtime.now()
            self._results.failed(error)

    async def _inspect(self, job: Job) -> None:
        started = self._runtime.now()
        result = await inspected(job, self.bench())
        repeated = self._again.pop(job.key, None) is not None
        if not result.ok and not repeated:
            self._again[job.key] = started + self._runtime.pace.retry
        self._started[job.key] = started
        await self._results.result(result, started)

    def bench(self) -> Bench:
        """What a check works with, as the ledgers stand now."""
        return make_bench(self._runtime)


def neighbours(target: Target, pages: Sequence[Target]) -> list[Target]:
    """The columns of the same site at other addresses that were registered nearest to a column."""
    others = (
        page for page in pages if page.page_of == "column" and page.site == target.site and page.url != target.url
    )
    return sorted(others, key=lambda page: abs(page.record - target.record))[:MOST_BESIDE]


def make_bench(runtime: Runtime) -> Bench:
    """What a check works with, as the ledgers stand now."""

    async def kept(target: Target, kind: SnapshotKind) -> Snapshot | None:
        return await runtime.desk.read(lambda reader: snapshot(reader, target.page_of, target.record, kind))

    async def beside(target: Target) -> Sequence[Snapshot]:
        columns = [other.record for other in neighbours(target, runtime.situation.pages)]
        return await runtime.desk.read(lambda reader: latest_of(reader, columns))

    async def failing(site: int) -> Sequence[BadLink]:
        return await runtime.desk.read(lambda reader: bad_links(reader, site))

    async def standing(target: Target, check: Check) -> Sequence[str]:
        detections = await runtime.desk.read(lambda reader: findings(reader, site=target.site, check=check))
        return [
            detection.url
            for detection in detections
            if (detection.page_of, detection.record) == (target.page_of, target.record)
        ]

    async def publication(target: Target) -> Publication | None:
        return await runtime.desk.read(lambda reader: read_publication(reader, target.record))

    return Bench(
        fetch=runtime.net.fetch,
        fetch_from=runtime.net.fetch_from,
        fetch6_from=runtime.net.fetch6_from,
        inspect=runtime.inspect,
        settings=runtime.situation.settings,
        now=runtime.now,
        snapshot=kept,
        beside=beside,
        terms=runtime.situation.terms,
        bad_links=failing,
        own_hosts=own_hosts(runtime.situation.sites.values()),
        open_pages=standing,
        publication=publication,
    )


async def inspected(job: Job, bench: Bench) -> Result:
    """Carry out an inspection within its time; what stands against it is its note."""
    seconds = job.inspection.seconds
    try:
        async with asyncio.timeout(seconds):
            return await job.inspection.load()(bench, job.target)
    except TimeoutError:
        note = f"{seconds:.0f} 秒内没有做完"
    except FjgovError as problem:
        note = str(problem)
    return Result(check=job.inspection.check, target=job.target, ok=False, note=note)
