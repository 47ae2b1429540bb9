"""One round by hand: what is asked for or due, judged and booked as the running monitor does."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from functools import partial

from fjgov_tui.clock import DAY_SECONDS, day_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.settings import ANCHORS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.monitor.alerts.delivery import DeliveryService
from fjgov_tui.monitor.alerts.minute import each_minute
from fjgov_tui.monitor.alerts.survey import start_survey
from fjgov_tui.monitor.checks.registry import INSPECTIONS, pages_of
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.housekeeping import Housekeeping
from fjgov_tui.monitor.process.inspecting import CRAWL, Job, inspected, make_bench, overdue
from fjgov_tui.monitor.process.lock import MonitorLock, MonitorRunning
from fjgov_tui.monitor.process.monitor import MonitorOptions, make_network_guard, rigged
from fjgov_tui.monitor.process.network_guard import NetworkGuard
from fjgov_tui.monitor.process.result_writer import ResultWriter
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.slots import slot_from
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.process import runs
from fjgov_tui.store.watch.states import confirming, site_states
from fjgov_tui.store.watch.visits import booked_dues
from fjgov_tui.workflows.check_plan import VISIT


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a round is to do."""

    checks: Collection[str] = ()
    """The kinds of check, `visit` among them.

    Where none is named, visits and every inspection that is due, or every one of the pages named; but no crawl for
    links, which takes hours: it has to be named.
    """
    pages: Collection[tuple[str, int]] | None = None
    """`site` or `column` with the record's id; `None` for all pages."""

    def wants(self, target: Target) -> bool:
        """Whether the page is asked for."""
        return self.pages is None or (target.page_of, target.record) in self.pages


@dataclass(frozen=True, kw_only=True)
class SweepLine:
    """What one check of one page has come to."""

    check: str
    target: Target
    ok: bool
    """Whether it could be carried out; for a visit, whether the page opened."""
    violations: int
    others: int
    """Warnings and notices."""
    note: str
    untestable: bool = False
    """A visit that a shield turned away."""


async def run_once(order: MonitorOptions, asked: Asked) -> list[SweepLine]:
    """Make one round.

    Where no monitor runs, the visits take the place of those of the present slots and count; beside a running
    monitor they are only looked at.

    Raises:
        StoreProblem: the file cannot be opened.
    """
    desk = AsyncStore(order.db, clock=order.clock, as_program=True)
    try:
        desk.open()
        with ExitStack() as locks:
            alone = True
            try:
                locks.enter_context(MonitorLock(order.db, int(order.clock().timestamp())))
            except MonitorRunning as running:
                alone = False
                order.say(f"{running.what}，这一轮访问不计入可用性")
            async with AsyncExitStack() as stack:
                return await _round(await rigged(order, desk, stack), asked, alone=alone)
    finally:
        await desk.close()


async def _round(runtime: Runtime, asked: Asked, *, alone: bool) -> list[SweepLine]:
    results = ResultWriter(runtime)
    await results.replay()
    if alone:
        await runtime.desk.write(partial(start_survey, now=runtime.now()))
    ticking = asyncio.create_task(runtime.lag.run())
    try:
        lines: list[SweepLine] = []
        if not asked.checks or VISIT in asked.checks:
            lines += await _visits(runtime, results, asked, alone=alone)
        results_found = await _inspections(runtime, results, asked)
    finally:
        ticking.cancel()
    await each_minute(runtime.desk, survey_ends=alone)
    await Housekeeping(runtime, results, lambda: "").count_days()
    if alone:
        await DeliveryService(runtime.desk, runtime.now, troubled=results.failed).deliver_due()
    return lines + await runtime.desk.read(lambda reader: [_line(reader, result) for result in results_found])


async def _visits(runtime: Runtime, results: ResultWriter, asked: Asked, *, alone: bool) -> list[SweepLine]:
    targets = {site: target for site, target in runtime.situation.sites.items() if asked.wants(target)}
    network_guard = make_network_guard(runtime)
    visits = await _sweep(runtime, results, network_guard, await _planned(runtime, targets.values(), alone=alone))
    while alone and (wanted := await runtime.desk.read(lambda reader: _wanted(reader, targets))):
        wait = min(wanted.values()) - runtime.wall()
        if wait > max(runtime.pace.confirm) + 1 or wait < -DAY_SECONDS:
            break
        runtime.say(f"{len(wanted)} 个站点没有打开，约 {max(wait, 0):.0f} 秒后再访问一次确认")
        await asyncio.sleep(max(wait, 0) + 0.01)
        due = [(targets[site], at, VisitKind.CONFIRM) for site, at in wanted.items() if at <= runtime.now()]
        again = await _sweep(runtime, results, network_guard, due)
        if not again:
            break
        visits |= again
    states = await runtime.desk.read(site_states)
    return [
        SweepLine(
            check=VISIT,
            target=targets[site],
            ok=visit.outcome is Outcome.OPEN,
            violations=int(visit.counted is Counted.YES and states[site].health == "故障"),
            others=int(visit.outcome is not Outcome.OPEN and states[site].health not in {"故障", "测不了"}),
            note=visit.why or f"{visit.total} 毫秒",
            untestable=visit.counted is Counted.SHIELD,
        )
        for site, visit in sorted(visits.items())
        if site in states
    ]


async def _planned(
    runtime: Runtime, targets: Collection[Target], *, alone: bool
) -> list[tuple[Target, int, VisitKind]]:
    """Each target with the slot that its visit fills, or as one that only a person asked for."""
    now = runtime.now()
    booked = await runtime.desk.read(lambda reader: booked_dues(reader, now - DAY_SECONDS, now + DAY_SECONDS))
    visits = []
    for target in targets:
        line = runtime.situation.plan.line(VISIT, target.site)
        slot = slot_from(line, target.site, now) if line and alone else None
        fills = slot is not None and slot.start <= now and (target.site, slot.due) not in booked
        visits.append(
            (target, slot.due, VisitKind.SLOT) if slot is not None and fills else (target, now, VisitKind.MANUAL)
        )
    return visits


def _wanted(reader: Reader, targets: Collection[int]) -> dict[int, int]:
    return {site: due for site, due in confirming(reader).items() if site in targets}


async def _sweep(
    runtime: Runtime,
    results: ResultWriter,
    network_guard: NetworkGuard,
    planned: Sequence[tuple[Target, int, VisitKind]],
) -> dict[int, Visit]:
    """Make visits at once, judge and book them."""
    made = await asyncio.gather(*(runtime.measured(*visit) for visit in planned))
    visits = [
        replace(visit, counted=Counted.MAINTENANCE)
        if runtime.situation.windows.in_maintenance(visit.site, visit.at)
        else visit
        for visit in made
        if visit.outcome is not Outcome.ABORTED
    ]
    if not visits:
        return {}
    judged = await network_guard.judge(
        visits,
        runtime.secure({visit.site for visit in visits}),
        runtime.situation.round_seconds(runtime.now()),
        anchored=bool(runtime.situation.settings[ANCHORS]),
        hosts=runtime.hosts({visit.site for visit in visits}),
        names=runtime.named_anchors(),
    )
    await results.visits(judged)
    return {visit.site: visit for visit in judged.visits}


async def _inspections(runtime: Runtime, results: ResultWriter, asked: Asked) -> list[Result]:
    jobs = await _jobs(runtime, asked)
    if jobs:
        runtime.say(f"要做 {len(jobs)} 项检查")
    places = asyncio.Semaphore(runtime.pace.jobs_at_once)
    bench = make_bench(runtime)

    async def inspect(job: Job) -> Result:
        async with places:
            started = runtime.now()
            result = await inspected(job, bench)
            await results.result(result, started)
            return result

    return list(await asyncio.gather(*map(inspect, jobs)))


async def _jobs(runtime: Runtime, asked: Asked) -> list[Job]:
    pages = [target for target in runtime.situation.pages if asked.wants(target)]
    wanted = asked.checks or set(INSPECTIONS) - {CRAWL}
    if not asked.checks and asked.pages is None:
        started = {(run.check, run.page_of, run.record): run.started for run in await runtime.desk.read(runs)}
        now, windows = runtime.now(), runtime.situation.windows
        due = overdue(runtime.situation.plan, pages, started, now, 0.0)
        return [
            job for job in due if job.inspection.check in wanted and not windows.in_maintenance(job.target.site, now)
        ]
    return [
        Job(inspection, target)
        for check, inspection in INSPECTIONS.items()
        if check in wanted
        for target in pages_of(inspection, pages)
        if asked.pages is not None or target.turn(day_of(runtime.now()))
    ]


def _line(reader: Reader, result: Result) -> SweepLine:
    """A result with what of it stands in the file, 误报 left out."""
    target = result.target
    standing = [
        detection
        for detection in findings(reader, site=target.site, check=result.check)
        if (detection.page_of, detection.record) == (target.page_of, target.record)
        and detection.verdict != FindingVerdict.FALSE_ALARM
    ]
    violations = sum(detection.severity == Severity.VIOLATION for detection in standing)
    return SweepLine(
        check=result.check,
        target=target,
        ok=result.ok,
        violations=violations,
        others=len(standing) - violations,
        note=result.note,
    )
