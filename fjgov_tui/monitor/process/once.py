"""One round by hand: what is asked for or due, judged and booked as the running monitor does."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, replace

from fjgov_tui.clock import DAY_SECONDS
from fjgov_tui.monitor.alerts.delivery import Courier
from fjgov_tui.monitor.alerts.minute import each_minute
from fjgov_tui.monitor.checks.registry import INSPECTIONS, pages_of
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.housekeeping import Chores
from fjgov_tui.monitor.process.inspecting import CRAWL, inspected, make_bench
from fjgov_tui.monitor.process.lock import MonitorLock, MonitorRunning
from fjgov_tui.monitor.process.monitor import Order, make_jury, rigged
from fjgov_tui.monitor.process.network_guard import Jury
from fjgov_tui.monitor.process.result_writer import Keeper
from fjgov_tui.monitor.process.runtime import Rig
from fjgov_tui.monitor.schedule.overdue import Job, overdue
from fjgov_tui.observed.model import Counted, Kind, Outcome, Visit
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.slots import slot_from
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


async def run_once(order: Order, asked: Asked) -> list[SweepLine]:
    """Make one round.

    Where no monitor runs, the visits take the place of those of the present slots and count; beside a running
    monitor they are only looked at.

    Raises:
        StoreProblem: the file cannot be opened.
    """
    desk = AsyncStore(order.db, clock=order.clock)
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


async def _round(rig: Rig, asked: Asked, *, alone: bool) -> list[SweepLine]:
    keeper = Keeper(rig)
    await keeper.replay()
    ticking = asyncio.create_task(rig.lag.run())
    try:
        lines: list[SweepLine] = []
        if not asked.checks or VISIT in asked.checks:
            lines += await _visits(rig, keeper, asked, alone=alone)
        results = await _inspections(rig, keeper, asked)
    finally:
        ticking.cancel()
    await each_minute(rig.desk)
    await Chores(rig, keeper, lambda: "").count_days()
    if alone:
        await Courier(rig.desk, rig.now, troubled=keeper.told).deliver_due()
    return lines + await rig.desk.read(lambda reader: [_line(reader, one) for one in results])


async def _visits(rig: Rig, keeper: Keeper, asked: Asked, *, alone: bool) -> list[SweepLine]:
    targets = {site: target for site, target in rig.situation.sites.items() if asked.wants(target)}
    jury = make_jury(rig)
    visits = await _sweep(rig, keeper, jury, await _planned(rig, targets.values(), alone=alone))
    while alone and (wanted := await rig.desk.read(lambda reader: _wanted(reader, targets))):
        wait = min(wanted.values()) - rig.wall()
        if wait > max(rig.pace.confirm) + 1 or wait < -DAY_SECONDS:
            break
        rig.say(f"{len(wanted)} 个站点没有打开，约 {max(wait, 0):.0f} 秒后再访问一次确认")
        await asyncio.sleep(max(wait, 0) + 0.01)
        due = [(targets[site], at, Kind.CONFIRM) for site, at in wanted.items() if at <= rig.now()]
        again = await _sweep(rig, keeper, jury, due)
        if not again:
            break
        visits |= again
    states = await rig.desk.read(site_states)
    return [
        SweepLine(
            check=VISIT,
            target=targets[site],
            ok=visit.outcome is Outcome.OPEN,
            violations=int(visit.counted is Counted.YES and states[site].health == "故障"),
            others=int(visit.outcome is not Outcome.OPEN and states[site].health != "故障"),
            note=visit.why or f"{visit.total} 毫秒",
        )
        for site, visit in sorted(visits.items())
        if site in states
    ]


async def _planned(rig: Rig, targets: Collection[Target], *, alone: bool) -> list[tuple[Target, int, Kind]]:
    """Each target with the slot that its visit fills, or as one that only a person asked for."""
    now = rig.now()
    booked = await rig.desk.read(lambda reader: booked_dues(reader, now - DAY_SECONDS, now + DAY_SECONDS))
    found = []
    for target in targets:
        line = rig.situation.plan.line(VISIT, target.site)
        slot = slot_from(line, target.site, now) if line and alone else None
        fills = slot is not None and slot.start <= now and (target.site, slot.due) not in booked
        found.append((target, slot.due, Kind.SLOT) if slot is not None and fills else (target, now, Kind.MANUAL))
    return found


def _wanted(reader: Reader, targets: Collection[int]) -> dict[int, int]:
    return {site: due for site, due in confirming(reader).items() if site in targets}


async def _sweep(rig: Rig, keeper: Keeper, jury: Jury, planned: Sequence[tuple[Target, int, Kind]]) -> dict[int, Visit]:
    """Make visits at once, judge and book them."""
    made = await asyncio.gather(*(rig.measured(*one) for one in planned))
    visits = [
        replace(one, counted=Counted.MAINTENANCE) if rig.situation.windows.in_maintenance(one.site, one.at) else one
        for one in made
        if one.outcome is not Outcome.ABORTED
    ]
    if not visits:
        return {}
    judged = await jury.judge(
        visits,
        rig.secure({one.site for one in visits}),
        rig.situation.round_seconds(rig.now()),
        anchored=bool(rig.situation.settings.anchors),
    )
    await keeper.visits(judged)
    return {one.site: one for one in judged.visits}


async def _inspections(rig: Rig, keeper: Keeper, asked: Asked) -> list[Result]:
    jobs = await _jobs(rig, asked)
    if jobs:
        rig.say(f"要做 {len(jobs)} 项检查")
    places = asyncio.Semaphore(rig.pace.jobs_at_once)
    bench = make_bench(rig)

    async def one(job: Job) -> Result:
        async with places:
            started = rig.now()
            result = await inspected(job, bench)
            await keeper.result(result, started)
            return result

    return list(await asyncio.gather(*map(one, jobs)))


async def _jobs(rig: Rig, asked: Asked) -> list[Job]:
    pages = [one for one in rig.situation.pages if asked.wants(one)]
    wanted = asked.checks or set(INSPECTIONS) - {CRAWL}
    if not asked.checks and asked.pages is None:
        started = {(one.check, one.page_of, one.record): one.started for one in await rig.desk.read(runs)}
        now, windows = rig.now(), rig.situation.windows
        due = overdue(rig.situation.plan, pages, started, now, 0.0)
        return [
            job for job in due if job.inspection.check in wanted and not windows.in_maintenance(job.target.site, now)
        ]
    return [
        Job(inspection, target)
        for check, inspection in INSPECTIONS.items()
        if check in wanted
        for target in pages_of(inspection, pages)
    ]


def _line(reader: Reader, result: Result) -> SweepLine:
    """A result with what of it stands in the file, 误报 left out."""
    target = result.target
    standing = [
        one
        for one in findings(reader, site=target.site, check=result.check)
        if (one.page_of, one.record) == (target.page_of, target.record) and one.verdict != "误报"
    ]
    violations = sum(one.severity == "violation" for one in standing)
    return SweepLine(
        check=result.check,
        target=target,
        ok=result.ok,
        violations=violations,
        others=len(standing) - violations,
        note=result.note,
    )
