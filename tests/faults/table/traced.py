"""A child of the loaded program under strace: its system calls written down, or the n-th of them made to fail."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.faults.table.loaded import Loaded


def missing() -> str:
    """Why nothing can be traced here; empty where it can."""
    if shutil.which("strace") is None:
        return "没有 strace"
    done = subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "这台机器不让 strace 跟踪进程"


def traced(
    loaded: Loaded, task: str, path: Path, start: int, options: Sequence[str], log: Path, *, marked: bool = False
) -> tuple[int, int]:
    """Have a child do a task under strace.

    Args:
        loaded: the program.
        task: the task's name.
        path: the ledger file.
        start: the number that the task begins with.
        options: strace's.
        log: where the calls are written down.
        marked: acknowledgements are among the calls.

    Returns:
        The child's exit code, and how many acknowledgements it gave.
    """
    child = loaded.begin(task, path, start, gated=True, marked=marked)
    with subprocess.Popen(
        ["strace", "-f", "-p", str(child), "-o", str(log), *options], stderr=subprocess.PIPE, text=True
    ) as tracer:
        assert tracer.stderr is not None
        line = tracer.stderr.readline()
        loaded.open_gate()
        ended = loaded.end()
        if "attached" not in line:
            raise RuntimeError(line)
        tracer.stderr.read()
    return ended
