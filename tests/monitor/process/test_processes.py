"""What only real processes show: signals, kill -9, detaching."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.monitor.process.detach import log_path, start_detached, stop
from fjgov_tui.monitor.process.lock import MonitorRunning, holder_of
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.process import beat
from tests.monitor.process.conftest import LATE, Make, Place, ahead_of, due_of
from tests.monitor.web import Web

ROOT = Path(__file__).parents[3]


@contextmanager
def monitor(place: Place, ahead: float) -> Iterator[subprocess.Popen[str]]:
    """A monitor in a process of its own, its talk on stdout."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.monitor.process.runner", str(place.db), str(ahead)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def heard(process: subprocess.Popen[str], word: str) -> str:
    """Read what it says up to the line with the word; a process that ends is the test's end too."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if word in line:
            return line
    pytest.fail(f"never said {word!r}: {said}")


def test_told_to_stop_in_the_middle_of_a_visit_it_ends_in_time_and_records_only_what_ended(
    make: Make, web: Web
) -> None:
    place = make(["a", "b", web.url("slow", host=2)])
    web.held.add("slow")
    with monitor(place, ahead_of(LATE)) as running:
        web.await_asked("slow")
        heard(running, "访问 2 个")
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    assert [len(place.visits(site)) for site in (1, 2, 3)] == [1, 1, 0]
    assert place.ask(beat) is None
    assert place.ask(open_alerts) == []
    assert holder_of(place.db) is None


def test_killed_in_the_middle_of_a_sweep_it_loses_no_booked_visit_doubles_none_and_condemns_nobody(
    make: Make, web: Web
) -> None:
    paths = [web.url(f"p{number}", host=1 + number) for number in range(20)]
    place = make(paths)
    web.held.update(f"p{number}" for number in range(10, 20))
    ahead = ahead_of(LATE)
    with monitor(place, ahead) as running:
        web.await_asked("p19")
        heard(running, "访问 ")
        running.kill()
        running.wait(20)
    booked = {site: place.visits(site) for site in range(1, 21)}
    assert any(booked.values())
    assert not any(booked[site] for site in range(11, 21))
    for number in range(10, 20):
        web.let_go(f"p{number}")
    with monitor(place, ahead) as running:
        heard(running, "没有正常结束")
        while any(not place.visits(site) for site in range(1, 21)):
            heard(running, "访问 ")
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    for site in range(1, 21):
        after = place.visits(site)
        assert [one.due for one in after] == [due_of(site)]
        assert [one.outcome for one in after] == [Outcome.OPEN]
        assert not booked[site] or after == booked[site]
    assert place.ask(open_alerts) == []


def test_a_second_process_is_refused_and_the_first_goes_on(make: Make) -> None:
    place = make(["a"])
    with monitor(place, ahead_of(LATE)) as first:
        heard(first, "访问 1 个")
        second = subprocess.run(
            [sys.executable, "-m", "fjgov_tui", "--db", str(place.db), "monitor", "run"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            cwd=ROOT,
        )
        assert second.returncode == 2
        assert f"进程 {first.pid}" in second.stderr
        assert "Traceback" not in second.stderr
        assert first.poll() is None


def test_detached_it_lives_in_a_session_of_its_own_without_a_terminal_until_it_is_stopped(make: Make) -> None:
    place = make(["a"])
    holder = start_detached(place.db)
    try:
        assert os.getsid(holder.pid) == holder.pid != os.getsid(0)
        os.kill(holder.pid, signal.SIGHUP)
        assert stat.S_IMODE(log_path(place.db).stat().st_mode) == 0o600
        with pytest.raises(MonitorRunning, match=str(holder.pid)):
            start_detached(place.db)
        assert holder_of(place.db) == holder, "the hangup of a terminal does not end it"
    finally:
        assert stop(place.db)
    assert holder_of(place.db) is None
    assert not stop(place.db)
    assert place.ask(beat) is None


def test_a_monitor_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="没有这个数据库文件"):
        start_detached(tmp_path / "none.db")
