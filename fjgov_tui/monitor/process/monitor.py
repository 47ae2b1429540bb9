"""The monitor: one process that visits, inspects and books until it is told to stop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import field
from functools import partial
from pathlib import Path

from fjgov_tui.clock import Clock, utc_now
from fjgov_tui.crash import guard
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InspectionProblem, MissingExtra, StoreProblem
from fjgov_tui.files import FileIdentity, identity_of
from fjgov_tui.ledgers.settings import AGENT, ANCHORS
from fjgov_tui.monitor.alerts.delivery import DeliveryService
from fjgov_tui.monitor.alerts.survey import start_survey
from fjgov_tui.monitor.model import Inspect
from fjgov_tui.monitor.process.clocks import ClockWatch
from fjgov_tui.monitor.process.housekeeping import Housekeeping
from fjgov_tui.monitor.process.inspecting import Inspecting
from fjgov_tui.monitor.process.lock import MonitorLock
from fjgov_tui.monitor.process.network_guard import GuardAnswer, NetworkGuard
from fjgov_tui.monitor.process.notify import READY, STOPPING, tell_systemd
from fjgov_tui.monitor.process.pace import Pace
from fjgov_tui.monitor.process.result_writer import CLOCK, STARTED, STOPPED, TROUBLE, ResultWriter, note
from fjgov_tui.monitor.process.runtime import (
    AfterSweep,
    NetworkCheck,
    Runtime,
    Say,
    changed,
    inspect_nothing,
    read_situation,
)
from fjgov_tui.monitor.process.visiting import Visiting
from fjgov_tui.monitor.process.witnessing import Witnessing
from fjgov_tui.net.visit import Net
from fjgov_tui.pages.worker import PageWorker
from fjgov_tui.paths import log_folder
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.process import beat, drop_beat

_REST = 5.0
"""Seconds before a loop that has failed is begun again."""
_BOOKING = 3.0
"""Seconds that the last batch may take when the monitor ends; the file may be locked by somebody else."""
Loop = Callable[[], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class MonitorOptions:
    """How a monitor is run."""

    db: Path
    pace: Pace = field(default_factory=Pace)
    say: Say = lambda line: None
    """Told a line for each batch and each trouble."""
    after_sweep: AfterSweep | None = None
    clock: Clock = utc_now
    net: NetworkCheck | None = None
    """The way to the web; one of its own where not given."""


async def run_monitor(order: MonitorOptions, stop: asyncio.Event) -> None:
    """Watch the sites of a database until the event is set.

    Visits under way then get a moment to end; what has ended is booked, the rest is abandoned and not recorded.

    Raises:
        MonitorRunning: another one watches this database.
        StoreProblem: the file cannot be opened, or was replaced while the monitor ran.
    """
    desk = AsyncStore(order.db, clock=order.clock, as_program=True)
    try:
        # Opened first: whoever waits for the lock to be taken may take it for a sign that all is well.
        desk.open()
        with MonitorLock(order.db, _seconds(order.clock)):
            async with AsyncExitStack() as stack:
                await _watch(await rigged(order, desk, stack), stop)
    finally:
        await desk.close()


async def rigged(order: MonitorOptions, desk: AsyncStore, stack: AsyncExitStack) -> Runtime:
    """The tools, started; those that have to be closed are put on the stack.

    Args:
        order: how the monitor is run.
        desk: the open file.
        stack: closed by the caller.

    Raises:
        StoreProblem: the file cannot be read.
    """
    guard(asyncio.get_running_loop(), order.say, log_folder())
    situation = await desk.read(read_situation)
    runtime = Runtime(
        desk=desk,
        net=order.net or Net(agent=situation.settings[AGENT], now=lambda: _seconds(order.clock)),
        inspect=await _worker(order, stack),
        pace=order.pace,
        wall=lambda: order.clock().timestamp(),
        say=order.say,
        after_sweep=order.after_sweep,
        situation=situation,
    )
    if isinstance(runtime.net, Net):
        await stack.enter_async_context(runtime.net)
        runtime.introduce = runtime.net.introduce
    return runtime


def _seconds(clock: Clock) -> int:
    return int(clock().timestamp())


async def _worker(order: MonitorOptions, stack: AsyncExitStack) -> Inspect:
    """The process that reads pages; without it visits go on, and every inspection says what is missing."""
    try:
        return await stack.enter_async_context(PageWorker())
    except (MissingExtra, InspectionProblem) as problem:
        order.say(str(problem))
        return inspect_nothing(problem)


def make_network_guard(runtime: Runtime) -> NetworkGuard:
    """A network_guard that asks through this runtime."""

    async def ask(probes: Sequence[str]) -> GuardAnswer:
        return await runtime.net.own_network(runtime.situation.settings[ANCHORS], probes)

    async def resolves(names: Sequence[str]) -> bool:
        return await runtime.net.resolves(names)

    return NetworkGuard(ask, resolves=resolves, good_for=runtime.pace.network, steady=runtime.steady)


async def _watch(runtime: Runtime, stop: asyncio.Event) -> None:
    results = ResultWriter(runtime)
    visiting = Visiting(runtime, make_network_guard(runtime), results)
    inspecting = Inspecting(runtime, results)
    chores = Housekeeping(runtime, results, lambda: _doing(visiting, inspecting))
    await _greet(runtime, results)
    await chores.one_beat()
    tell_systemd(READY)
    await results.replay()
    await visiting.replan()
    booking = asyncio.create_task(_write_results(visiting, results), name="book")
    loops: tuple[Loop, ...] = (
        runtime.lag.run,
        lambda: _attend(runtime, results, visiting),
        visiting.begin,
        inspecting.run,
        Witnessing(runtime, results, inspecting.bench).run,
        chores.beat,
        chores.tend,
    )
    supervisor = asyncio.create_task(_supervise(loops, results), name="supervise")
    async with DeliveryService(runtime.desk, runtime.now, troubled=results.failed) as courier:
        runtime.woken = courier.wake
        try:
            await _until(stop, supervisor, booking)
        finally:
            await _end(runtime, visiting, supervisor, booking)


async def _write_results(visiting: Visiting, results: ResultWriter) -> None:
    """Book batches to the end; a batch on which that fails is lost, and those after it are not."""
    while True:
        task = asyncio.create_task(visiting.book_batches())
        await asyncio.wait({task})
        error = task.exception()
        if error is None:
            return
        results.failed(error)


async def _until(stop: asyncio.Event, *tasks: asyncio.Task[None]) -> None:
    """Wait for the order to stop, or for what cannot be helped."""
    order = asyncio.create_task(stop.wait(), name="stop")
    try:
        done, _ = await asyncio.wait({order, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        order.cancel()


async def _supervise(loops: tuple[Loop, ...], results: ResultWriter) -> None:
    """Run the loops side by side; one that fails is told and begun again, so that the others never notice.

    Raises:
        StoreProblem: the file is no longer the one that was opened; nothing can be begun again on it.
    """
    running = {asyncio.ensure_future(loop()): loop for loop in loops}
    try:
        while True:
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                loop = running.pop(task)
                error = task.exception()
                if isinstance(error, FileReplaced):
                    raise error
                results.failed(error)
                running[asyncio.ensure_future(_rested(loop))] = loop
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _rested(loop: Loop) -> None:
    await asyncio.sleep(_REST)
    await loop()


class FileReplaced(StoreProblem):
    """The database file was replaced, moved or removed under the running monitor."""


async def _attend(runtime: Runtime, results: ResultWriter, visiting: Visiting) -> None:
    """Notice what changes around us: the ledgers, the clock, the file itself; until cancelled."""
    clocks = ClockWatch(runtime.wall, runtime.steady)
    identity = _identity(runtime.desk.path)
    while True:
        await asyncio.sleep(runtime.pace.attend)
        if _identity(runtime.desk.path) != identity:
            raise FileReplaced(
                "数据库文件被替换、移走或删除了，监测到此为止", where=str(runtime.desk.path), remedy="请重新启动监测"
            )
        jump = clocks.jump()
        fresh = await runtime.desk.read(lambda reader: changed(reader, runtime.situation))
        if fresh is not None:
            runtime.situation = fresh
            runtime.introduce(fresh.settings[AGENT])
        if jump is not None:
            await results.event(CLOCK, jump.what)
        if fresh is not None or jump is not None:
            await visiting.replan()


def _identity(path: Path) -> FileIdentity | None:
    """Which file it is; one that may no longer be looked at is as good as gone."""
    try:
        return identity_of(path)
    except OSError:
        return None


def _doing(visiting: Visiting, inspecting: Inspecting) -> str:
    parts = [
        f"访问 {visiting.busy} 个" if visiting.busy else "",
        f"检查 {inspecting.busy} 页" if inspecting.busy else "",
    ]
    return "、".join(part for part in parts if part) or "等待下一次"


async def _greet(runtime: Runtime, results: ResultWriter) -> None:
    """Book the start, and what an earlier monitor left behind when it was killed."""
    left = await runtime.desk.read(beat)
    if left is not None and left.pid != os.getpid():
        await results.event(TROUBLE, f"上一个监测进程（{left.host} 的 {left.pid}）没有正常结束")
    try:
        await runtime.desk.write(partial(start_survey, now=runtime.now()))
    except StoreProblem as problem:
        results.trouble(problem)
    await results.event(STARTED, f"进程 {os.getpid()}，站点 {len(runtime.situation.sites)} 个")


async def _end(
    runtime: Runtime, visiting: Visiting, supervisor: asyncio.Task[None], booking: asyncio.Task[None]
) -> None:
    """Stop the loops, book what has ended, and go in order."""
    tell_systemd(STOPPING)
    supervisor.cancel()
    await asyncio.wait({supervisor, asyncio.ensure_future(visiting.drain())})
    await asyncio.wait({booking}, timeout=_BOOKING)
    now = runtime.now()

    def farewell(store: Store) -> None:
        note(store, now, STOPPED, f"进程 {os.getpid()}")
        with store.write("监测") as writer:
            drop_beat(writer, os.getpid())

    try:
        async with asyncio.timeout(runtime.pace.last_write):
            await runtime.desk.write(farewell)
        runtime.say(f"{STOPPED}：进程 {os.getpid()}")
    except (StoreProblem, TimeoutError):
        runtime.say("没有来得及登记停止；下次启动时会记为没有正常结束")
