"""Starting a monitor that outlives the terminal, and stopping one that runs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.files import regular
from fjgov_tui.monitor.process.lock import Holder, MonitorRunning, holder_of
from fjgov_tui.program import own_module
from fjgov_tui.text import clean

START_SECONDS = 15.0
"""A monitor that does not hold its lock by then has failed to start."""
STOP_SECONDS = 5.0
_LOOK = 0.05
_LOG_BYTES = 1024 * 1024
"""A log that has grown beyond this is begun anew at the next start."""
_TAIL = 2000


def log_path(db: Path) -> Path:
    """Where a detached monitor's talk goes."""
    real = db.resolve()
    return real.with_name(f"{real.name}.monitor-log")


def command_of(db: Path, options: Sequence[str] = ()) -> list[str]:
    """The words that start a monitor of the database with this program."""
    return [*own_module("fjgov_tui"), "--db", str(db.resolve()), "monitor", "run", *options]


def start_detached(db: Path, options: Sequence[str] = ()) -> Holder:
    """Start a monitor in a session of its own, without a terminal: closing the window or logging out leaves it alone.

    Args:
        db: the ledger file.
        options: further words for `monitor run`.

    Returns:
        The process that holds the lock, once it does.

    Raises:
        MonitorRunning: one runs already.
        InputProblem: it ended at once, or did not get ready in time; says what it said last.
    """
    running = holder_of(db)
    if running is not None:
        raise MonitorRunning(
            f"监测已经在运行（进程 {running.pid}，主机 {running.host}）", where=str(db), remedy="不用再启动"
        )
    log = log_path(db)
    with os.fdopen(_open_log(log), "ab") as talk:
        begun = talk.tell()
        process = subprocess.Popen(
            command_of(db, options),
            stdin=subprocess.DEVNULL,
            stdout=talk,
            stderr=talk,
            start_new_session=True,
            close_fds=True,
            cwd=db.resolve().parent,
            env=environment(),
        )
    return _ready(db, process, log, begun)


def environment() -> dict[str, str]:
    """Ours, and where this program was loaded from, be it a checkout, an installation or a single file."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if Path(entry).is_absolute())}


def _open_log(log: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(log, flags, 0o600)
        if os.fstat(handle).st_size > _LOG_BYTES:
            os.ftruncate(handle, 0)
    except OSError as error:
        raise InputProblem(
            f"写不了监测的日志（{system_reason(error)}）", where=str(log), remedy="请检查文件夹和权限"
        ) from error
    return handle


def _ready(db: Path, process: subprocess.Popen[bytes], log: Path, begun: int) -> Holder:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        ended = process.poll()
        holder = holder_of(db)
        if holder is not None and holder.pid == process.pid:
            # Should it end before us, somebody has to take note, or it would stay behind as a zombie.
            threading.Thread(target=process.wait, name="fjgov-monitor-end", daemon=True).start()
            return holder
        if ended is not None:
            break
        time.sleep(_LOOK)
    if process.poll() is None:
        process.kill()
        process.wait()
    last_words = clean(_last_words(log, begun)) or "什么也没有说"
    raise InputProblem(f"监测没有启动：{last_words}", where=str(log), remedy="请改在终端里运行 fjgov monitor run 看看")


def _last_words(log: Path, begun: int) -> str:
    with regular(log) as file:
        file.seek(begun)
        return file.read()[-_TAIL:].decode("utf-8", errors="replace").strip()


def stop(db: Path) -> bool:
    """Ask the monitor of the database to end, and wait until it has.

    Returns:
        Whether one was running.

    Raises:
        InputProblem: it runs on another machine or as another user, or did not end in time.
    """
    running = holder_of(db)
    if running is None:
        return False
    if running.host != socket.gethostname():
        raise InputProblem(f"监测在另一台主机上运行（{running.host}）", remedy="请到那台主机上停止")
    try:
        os.kill(running.pid, signal.SIGTERM)
    except OSError as error:
        raise InputProblem(
            f"停不了监测进程 {running.pid}（{system_reason(error)}）",
            where=running.host,
            remedy="请用启动它的账户、在启动它的机器上停止",
        ) from error
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until:
        left = holder_of(db)
        if left is None or left.pid != running.pid:
            return True
        time.sleep(_LOOK)
    raise InputProblem(f"监测进程 {running.pid} 在 {STOP_SECONDS:.0f} 秒内没有结束", remedy="请稍后再看")
