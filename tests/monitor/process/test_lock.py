import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.monitor.process.lock import MonitorLock, MonitorRunning, holder_of, lock_path

HOLD = (
    "import sys, pathlib\n"
    "from fjgov_tui.monitor.process.lock import MonitorLock\n"
    "with MonitorLock(pathlib.Path(sys.argv[1]), 1000):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def holding(db: Path) -> subprocess.Popen[bytes]:
    """Another process that holds the lock until its input ends."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    return other


def test_a_second_one_is_refused_with_process_and_machine(tmp_path: Path) -> None:
    db = tmp_path / "county.db"
    with holding(db) as other:
        with pytest.raises(MonitorRunning) as refused, MonitorLock(db, 2000):
            pass
        holder = holder_of(db)
        other.communicate(timeout=20)
    assert f"进程 {other.pid}" in str(refused.value)
    assert os.uname().nodename in str(refused.value)
    assert refused.value.exit_code == 2
    assert holder is not None
    assert (holder.pid, holder.since) == (other.pid, 1000)


def test_the_lock_of_one_that_was_killed_falls_by_itself(tmp_path: Path) -> None:
    db = tmp_path / "county.db"
    with holding(db) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait(20)
    assert holder_of(db) is None
    with MonitorLock(db, 3000):
        found = holder_of(db)
    assert found is not None
    assert (found.pid, found.since) == (os.getpid(), 3000)
    assert holder_of(db) is None


def test_the_lock_file_is_private_and_holds_no_more_than_it_must(tmp_path: Path) -> None:
    db = tmp_path / "county.db"
    with MonitorLock(db, 1):
        assert stat.S_IMODE(lock_path(db).stat().st_mode) == 0o600
    lock_path(db).write_bytes(b"x" * 5000)
    with MonitorLock(db, 1):
        assert lock_path(db).stat().st_size < 200


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    db, other = tmp_path / "county.db", tmp_path / "other"
    other.write_text("untouched", encoding="utf-8")
    lock_path(db).symlink_to(other)
    with pytest.raises(InputProblem, match="锁文件"), MonitorLock(db, 1):
        pass
    assert other.read_text(encoding="utf-8") == "untouched"


def test_two_paths_to_one_file_have_one_lock(tmp_path: Path) -> None:
    db, link = tmp_path / "county.db", tmp_path / "link.db"
    db.touch()
    link.symlink_to(db)
    with MonitorLock(db, 1), pytest.raises(MonitorRunning), MonitorLock(link, 1):
        pass


def test_asking_who_holds_it_never_keeps_a_monitor_from_starting(tmp_path: Path) -> None:
    db = tmp_path / "county.db"
    with MonitorLock(db, 1):
        pass
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            holder_of(db)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for one in askers:
        one.start()
    try:
        for _ in range(20):
            with MonitorLock(db, 1):
                pass
    finally:
        done.set()
        for one in askers:
            one.join(10)
