"""The worker process: it reads pages from outside, knows no database and no network, and answers in plain JSON.

Arguments: the bytes of memory that it may use above what it needs to start, and the seconds of processor time a page.
"""

from __future__ import annotations

import gc
import json
import math
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import HEAD, LENGTH, MAX_ANSWER, PROBLEM, READY, Terms, packed
from fjgov_tui.pages.page import forget_page
from fjgov_tui.pages.tasks import TASKS

_NICE = 10
"""Visits that are being measured go first."""
_UNCOLLECTED = 20_000
"""Objects in use before garbage is looked for: a page has thousands, and leaves next to none in circles."""
_KEEP = 512 * 1024
"""Bytes of a page above which its memory is given back at once."""
_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, RuntimeError,
    ArithmeticError, LookupError, UnicodeError,
)  # fmt: skip
"""What a defect of ours, or of the parser, would raise on a page that nobody thought of."""


def _settle() -> None:
    """Leave the decisions to the parent: it closes our stdin when it ends, however it ends."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _limit_memory(above: int) -> None:
    """Bound the address space above what it is now, where the system can tell."""
    status = Path("/proc/self/statm")
    if sys.platform != "win32" and status.exists():
        import resource

        base = int(status.read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (base + above, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Bound the processor time of the next page; 0 takes the bound away.

    The signal of the timer ends the process, and tells the parent why: how busy the machine is makes no difference.
    Where a page of the parser's own code keeps it from being heard, the system's limit ends it a little later.
    """
    if sys.platform != "win32":
        import resource

        signal.setitimer(signal.ITIMER_PROF, seconds)
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1 if seconds else resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def answer(task: str, body: bytes, about: Mapping[str, Json]) -> bytes:
    """The packed answer to one request; whatever goes wrong is an answer too."""
    work = TASKS.get(task)
    if work is None:
        return packed({PROBLEM: f"没有“{task}”这种分析"})
    try:
        packed_answer = packed(work(body, about))
    except MemoryError:
        forget_page()
        return packed({PROBLEM: "memory"})
    except _BROKEN as error:
        return packed({PROBLEM: f"分析出错（{type(error).__name__}：{str(error)[:200]}）"})
    if len(packed_answer) > MAX_ANSWER:
        return packed({PROBLEM: "分析结果过大"})
    return packed_answer


def _exactly(source: BinaryIO, size: int) -> bytes:
    """So many bytes, or nothing at the end."""
    data = source.read(size)
    return data if len(data) == size else b""


def serve(source: BinaryIO, sink: BinaryIO, seconds: float) -> None:
    """Answer requests until the parent closes its end."""
    terms = Terms()
    while head := _exactly(source, HEAD.size):
        of_header, of_body = HEAD.unpack(head)
        header = _exactly(source, of_header)
        body = _exactly(source, of_body)
        if len(header) != of_header or len(body) != of_body:
            return
        asked = json.loads(header)
        _limit_time(seconds)
        reply = answer(str(asked["task"]), body, terms.restore(asked["about"]))
        _limit_time(0)
        sink.write(LENGTH.pack(len(reply)) + reply)
        sink.flush()
        if of_body > _KEEP:
            forget_page()
            gc.collect()


def main() -> None:
    """Serve stdin and stdout."""
    _settle()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    gc.freeze()
    gc.set_threshold(_UNCOLLECTED)
    _limit_memory(int(sys.argv[1]))
    ready = packed({READY: True})
    sink.write(LENGTH.pack(len(ready)) + ready)
    sink.flush()
    serve(source, sink, float(sys.argv[2]))


if __name__ == "__main__":
    main()
