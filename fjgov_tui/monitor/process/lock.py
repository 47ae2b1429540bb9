"""One monitor a database: an operating-system lock beside the file, which falls by itself when its holder dies."""

from __future__ import annotations

import errno
import json
import os
import socket
import time
from pathlib import Path
from types import TracebackType

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.text import clean

_TRIES, _PAUSE = 5, 0.02
_ASKED = 100
"""So many times it is tried where others are only asking: of several who ask without a pause, one always holds it."""
_ASKING = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_MOST = 4096
"""Bytes read of a lock file; ours are far smaller."""


class MonitorRunning(InputProblem):
    """Another monitor holds the lock of this database."""


@dataclass(frozen=True)
class Holder:
    """Who wrote the lock file last."""

    pid: int
    host: str
    since: int
    """Unix seconds."""


def lock_path(db: Path) -> Path:
    """The lock file of a database."""
    real = db.resolve()
    return real.with_name(f"{real.name}.monitor-lock")


def _take(handle: int, *, ask: bool = False) -> bool:
    """Lock the open file without waiting; whether that went well.

    Args:
        handle: the open file.
        ask: only to see whether it is free; two that ask at once do not take each other for a monitor.
    """
    try:
        import fcntl
    except ImportError:
        return _take_windows(handle)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if ask else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_windows(handle: int) -> bool:
    """The same by the C library of Windows: one byte far behind the text, so that others may read who holds it."""
    import importlib

    locking = importlib.import_module("msvcrt")
    os.lseek(handle, _MOST, os.SEEK_SET)
    try:
        locking.locking(handle, locking.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EDEADLK}:
            return False
        raise
    return True


def _holder(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(handle, _MOST).decode("utf-8"))
        return Holder(int(holder["pid"]), clean(str(holder["host"])), int(holder["since"]))
    except (ValueError, KeyError, TypeError):
        return None


def is_free(db: Path) -> bool:
    """Whether it is certain that no monitor of this machine works on the database.

    It is not where the lock file belongs to somebody else and cannot be opened.
    """
    try:
        handle = os.open(lock_path(db), _ASKING)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        return _take(handle, ask=True)
    finally:
        os.close(handle)


def holder_of(db: Path) -> Holder | None:
    """Who holds the lock of the database now; `None` where nobody does.

    Asking takes a shared lock for a moment where it is free, and gives it back.
    """
    try:
        handle = os.open(lock_path(db), _ASKING)
    except OSError:
        return None
    try:
        if _take(handle, ask=True):
            return None
        return _holder(handle) or Holder(0, "", 0)
    finally:
        os.close(handle)


class MonitorLock:
    """Held from entering the context to leaving it, or to the death of the process."""

    def __init__(self, db: Path, now: int) -> None:
        """Remember which database, and since when the lock file shall say it is held.

        Args:
            db: the ledger file.
            now: Unix seconds.
        """
        self.path = lock_path(db)
        self.now = now
        self._handle: int | None = None

    def __enter__(self) -> MonitorLock:
        """Take the lock.

        Raises:
            MonitorRunning: somebody else holds it; the sentence names process and machine.
            InputProblem: the lock file cannot be made.
        """
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise InputProblem(
                f"建不了监测的锁文件（{system_reason(error)}）", where=str(self.path), remedy="请检查文件夹和权限"
            ) from error
        if not self._patiently(handle):
            other = _holder(handle)
            os.close(handle)
            who = f"（进程 {other.pid}，主机 {other.host}）" if other else ""
            raise MonitorRunning(
                f"这个数据库已经有一个监测进程在运行{who}",
                where=str(self.path),
                remedy="请用 fjgov monitor status 查看；要换一个运行，先停掉那一个",
            )
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": self.now}
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(holder, ensure_ascii=False).encode())
        self._handle = handle
        return self

    def _patiently(self, handle: int) -> bool:
        """Take it; somebody who only asked who holds it has let go again within moments."""
        for attempt in range(_ASKED):
            if _take(handle):
                return True
            # Who asks can be beside others who ask, but not beside a monitor.
            if attempt >= _TRIES and not _take(handle, ask=True):
                return False
            time.sleep(_PAUSE)
        return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it back; the file stays, because a lock on a removed file would guard nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
