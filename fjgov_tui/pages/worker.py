"""The one process in which pages are analysed, so that a slow parse never lengthens a measured visit."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InspectionProblem, MissingExtra, UnreadablePage
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import HEAD, LENGTH, MAX_ANSWER, PROBLEM, READY, Terms, request
from fjgov_tui.program import own_module

PAGE_SECONDS = 10.0
"""Of processor time within which a page is analysed, or given up: how busy the machine is must not condemn a page."""
CLOCK_SECONDS = 120.0
"""Within which there has to be an answer, however little the process came to work; that is no fault of the page's."""
MEMORY = 64 * 1024 * 1024
"""Bytes that a page may cost above what the process needs to start."""
WAITING = 32
"""Pages that wait for the process; further ones wait to be let in."""
_START_SECONDS = 30.0
_END_SECONDS = 10.0
"""In which a process that closed its end of the pipe has ended."""
_OVERRUN = {-getattr(signal, name) for name in ("SIGPROF", "SIGXCPU") if hasattr(signal, name)}
"""How a process ends that has used up the processor time of a page."""
_PATIENCE = 0.5
"""Seconds in which a process whose stdin was closed ends by itself."""
_AHEAD = 2
"""Pages sent before the first is answered, so that the process never idles between two."""
_NEEDED = ("selectolax", "ahocorasick_rs")
_KEPT = ("LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG", "LC_ALL")
"""What of our environment the child needs to start at all."""


@dataclass
class _Job:
    task: str
    body: bytes
    about: Mapping[str, Json]
    answer: asyncio.Future[dict[str, Json]]
    again: bool = False
    """Whether it has failed once in a process that had served others before."""


class _Gone(Exception):
    """The process ended, or said what it must not say."""


class _Ended(_Gone):
    """The process ended."""


class PageWorker:
    """Analyses pages one after the other; `await worker(task, body, about)` is the `Inspect` of the checks."""

    def __init__(self, *, seconds: float = PAGE_SECONDS, clock: float = CLOCK_SECONDS, memory: int = MEMORY) -> None:
        """Prepare; the process starts with `async with`.

        Args:
            seconds: of processor time that a page may cost.
            clock: seconds in which there has to be an answer.
            memory: bytes that a page may cost.
        """
        self._seconds, self._clock, self._memory = seconds, clock, memory
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue(WAITING)
        self._sent: deque[_Job] = deque()
        self._child: Process | None = None
        self._served = 0
        self._terms = Terms()
        self._serving: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start the process.

        Raises:
            MissingExtra: a library of the extra `monitor` is not installed.
            InspectionProblem: the process does not start.
        """
        missing = [name for name in _NEEDED if find_spec(name) is None]
        if missing:
            raise MissingExtra(
                f"没有安装 {'、'.join(missing)}，页面分析不能进行",
                remedy="请安装监测组件：pip install 'fjgov_tui[monitor]'；网站能否打开的访问监测不受影响",
            )
        await self._start()
        self._serving = asyncio.create_task(self._serve(), name="page-worker")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process; pages that still wait get an `InspectionProblem`."""
        if self._serving is not None:
            self._serving.cancel()
            with suppress(asyncio.CancelledError):
                await self._serving
        await self._stop()
        while not self._jobs.empty():
            self._sent.append(self._jobs.get_nowait())
        for job in self._sent:
            _fail(job, "监测正在停止，这一页没有分析")
        self._sent.clear()

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._child.pid if self._child is not None and self._child.returncode is None else None

    async def __call__(self, task: str, body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
        """Have a page analysed; see `Inspect`.

        Raises:
            InspectionProblem: the analysis took too long, too much memory, or failed.
        """
        if self._serving is None or self._serving.done():
            raise InspectionProblem("页面分析进程没有运行", remedy="请重新启动监测")
        job = _Job(task, body, about, asyncio.get_running_loop().create_future())
        await self._jobs.put(job)
        return await job.answer

    async def _start(self) -> None:
        command = [*own_module("fjgov_tui.pages.child")]
        command += [str(self._memory), str(self._seconds)]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if Path(entry).is_absolute())
        self._child = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment
        )
        self._served = 0
        self._terms = Terms()
        try:
            ready = await self._answer(_START_SECONDS)
        except (_Gone, TimeoutError) as error:
            await self._stop()
            raise InspectionProblem("页面分析进程启动不了", remedy="请运行 fjgov doctor 查看原因") from error
        if READY not in ready:
            await self._stop()
            raise InspectionProblem("页面分析进程启动时答非所问", remedy="请重新安装程序")

    async def _stop(self, patience: float = _PATIENCE) -> None:
        """End the process for certain: its stdin is closed, and it is killed when it does not go within `patience`."""
        child, self._child = self._child, None
        if child is None or child.stdin is None or child.stdout is None:
            return
        child.stdin.close()
        try:
            async with asyncio.timeout(patience):
                await child.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        while await child.stdout.read(MAX_ANSWER):
            pass  # to the end, so that the pipe is closed
        with suppress(BrokenPipeError, ConnectionResetError):
            await child.stdin.wait_closed()

    async def _serve(self) -> None:
        """Send pages ahead and hand out the answers, for ever."""
        while True:
            if not self._sent:
                self._send(await self._jobs.get())
            while len(self._sent) < _AHEAD and not self._jobs.empty():
                self._send(self._jobs.get_nowait())
            await self._take()

    def _send(self, job: _Job) -> None:
        self._sent.append(job)
        child = self._child
        if child is not None and child.stdin is not None and not child.stdin.is_closing():
            # Not drained: the process may be writing an answer, and then both would wait for each other.
            header = request(job.task, self._terms.spare(job.about))
            child.stdin.write(HEAD.pack(len(header), len(job.body)) + header)
            child.stdin.write(job.body)

    async def _take(self) -> None:
        """The answer to the page that was sent first."""
        try:
            answer = await self._answer(self._clock)
        except TimeoutError:
            await self._stop(patience=0)
            why = f"等了 {self._clock:g} 秒没有结果，多半是机器太忙，这一页没有检查"
            await self._renew(why, again=False, blame=InspectionProblem)
            return
        except _Gone as gone:
            if isinstance(gone, _Ended) and await self._overran():
                why = f"分析超过 {self._seconds:g} 秒（处理器时间），已放弃；页面可能被有意做坏"
                await self._renew(why, again=False)
            else:
                await self._renew("分析这一页时进程意外结束，已重新启动；页面可能被有意做坏", again=True)
            return
        if answer.get(PROBLEM) == "memory":
            most = self._memory // 1024 // 1024
            await self._renew(f"分析需要的内存超过 {most} MB，已放弃；页面可能被有意做坏", again=True)
            return
        self._served += 1
        job = self._sent.popleft()
        if PROBLEM in answer:
            _fail(job, str(answer[PROBLEM])[:300], UnreadablePage)
        elif not job.answer.done():
            job.answer.set_result(answer)

    async def _overran(self) -> bool:
        """Whether the process, which has ended, had used up the processor time of a page."""
        if self._child is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_END_SECONDS):
                    return await self._child.wait() in _OVERRUN
        return False

    async def _renew(self, why: str, *, again: bool, blame: type[InspectionProblem] = UnreadablePage) -> None:
        """Start another process for what waits; the page that broke this one fails, or is tried once more alone.

        Args:
            why: the sentence for the page.
            again: whether an old process, worn by many pages, may have been the cause.
            blame: whose fault it is: the page's, or nobody's.
        """
        worn, first = self._served > 0, self._sent[0]
        if again and worn and not first.again:
            first.again = True
        else:
            _fail(self._sent.popleft(), why, blame)
        waiting, self._sent = self._sent, deque()
        await self._stop()
        try:
            await self._start()
        except InspectionProblem as problem:
            for job in waiting:
                _fail(job, problem.what)
            return
        for job in waiting:
            self._send(job)

    async def _answer(self, seconds: float) -> dict[str, Json]:
        """One answer of the process.

        Raises:
            TimeoutError: it took longer.
            _Ended: it ended.
            _Gone: what it said is no answer.
        """
        child = self._child
        if child is None or child.stdout is None:
            raise _Gone
        try:
            async with asyncio.timeout(seconds):
                (size,) = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))
                if size > MAX_ANSWER:
                    raise _Gone
                answer = json.loads(await child.stdout.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise _Ended from error
        except (ValueError, RecursionError) as error:
            raise _Gone from error
        if not isinstance(answer, dict):
            raise _Gone
        return answer


def _fail(job: _Job, why: str, kind: type[InspectionProblem] = InspectionProblem) -> None:
    if not job.answer.done():
        job.answer.set_exception(kind(why))
