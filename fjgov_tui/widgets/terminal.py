"""The terminal itself: whether the screens can be shown on it, and whether it is still there."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fjgov_tui.errors import InputProblem
from fjgov_tui.locales import UTF8, told_coding

COMMANDS = "改用命令，如 fjgov ledger list，见 fjgov --help"
"""What works without screens."""


def check_terminal(environment: Mapping[str, str], *, interactive: bool) -> None:
    """Refuse where the screens would come out as rubbish.

    Args:
        environment: the process's variables.
        interactive: whether a person sits at both ends.

    Raises:
        InputProblem: no terminal, one without cursor control, or one whose locale is not UTF-8.
    """
    if not interactive:
        raise InputProblem("看板要在终端里打开，这里的输入或输出不是终端", remedy=f"请{COMMANDS}")
    term = environment.get("TERM", "")
    if term in {"", "dumb", "unknown"} and sys.platform != "win32":
        raise InputProblem(
            f"这个终端（TERM={term or '空'}）不能移动光标，画不出看板", remedy=f"请换一个终端，或{COMMANDS}"
        )
    chosen, coding = told_coding(environment)
    if coding not in {"", UTF8}:
        raise InputProblem(
            f"终端的语言环境是 {chosen}，不是 UTF-8 编码，汉字会成乱码",
            remedy="请把终端编码设成 UTF-8，再运行 export LC_ALL=zh_CN.UTF-8 或 export LC_ALL=C.UTF-8",
        )


def is_interactive() -> bool:
    """Whether a person sits at both ends."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


@contextmanager
def drawing_on_terminal() -> Iterator[None]:
    """Screens are drawn on the standard error: where that leads elsewhere (`fjgov 2>file`), it leads here meanwhile."""
    if sys.stderr is not None and sys.stderr.isatty():
        yield
        return
    elsewhere = os.dup(2)
    os.dup2(1, 2)
    try:
        yield
    finally:
        os.dup2(elsewhere, 2)
        os.close(elsewhere)


def hung_up(handle: int = 0) -> bool:
    """Whether the line has been cut; some wrappers keep the signal from us, and a dead terminal burns a whole CPU.

    Args:
        handle: the file that keys are read from.
    """
    if not hasattr(select, "poll"):
        return False
    asked = select.poll()
    asked.register(handle, 0)
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in asked.poll(0))


def has_job_control() -> bool:
    """Whether a shell stands above that can call a stopped program back: same session, another process group.

    Under `ssh -t host fjgov` or as the first program of a tmux window there is none, and a stop would be for ever.
    """
    if sys.platform == "win32":
        return False
    session, group, above = os.getsid(0), os.getpgrp(), os.getppid()
    try:
        while os.getsid(above) == session:
            if os.getpgid(above) != group:
                return True
            above = _parent(above)
    except (OSError, ValueError):
        return False
    return False


def _parent(process: int) -> int:
    """The parent of a process.

    Raises:
        OSError: the process has ended, or the system has no such folder.
        ValueError: what stands there is no process's line.
    """
    line = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    return int(line.rpartition(")")[2].split()[1])
