"""The monitor as a service: the unit is hardened and quoted, what somebody wrote by hand stays, and systemd is told."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fjgov_tui.cli import service
from fjgov_tui.errors import InputProblem
from fjgov_tui.monitor.process.notify import ALIVE, READY, STOPPING, tell_systemd
from fjgov_tui.monitor.process.unit import MARK, NAME, MonitorUnit
from tests.cli.conftest import Fjgov

MOST_EXPOSED = 2.0
"""What issue 16 asks of `systemd-analyze security`; 10 is a service that may do everything."""
SECONDS = 20


def made(db: Path = Path("/var/lib/fjgov/fjgov.db"), account: str = "fjgov") -> MonitorUnit:
    return MonitorUnit(db, ("/usr/bin/python3", "/usr/lib/fjgov/fjgov.pyz"), "", account, Path("/var/lib/fjgov"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="这台机器没有 systemd-analyze")
@pytest.mark.parametrize("account", ["fjgov", "root"])
def test_the_unit_is_hardened(tmp_path: Path, account: str) -> None:
    unit = tmp_path / NAME
    unit.write_text(made(account=account).text(), encoding="utf-8")
    asked = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    level = re.search(r"exposure level.*: ([\d.]+)", asked.stdout)
    assert level is not None, asked.stderr
    assert float(level[1]) <= MOST_EXPOSED
    assert "Unknown" not in asked.stderr


def test_a_path_is_one_word_and_no_specifier_and_what_cannot_be_written_is_refused() -> None:
    text = made(Path('/srv/台 账/50%$HOME"/a.db')).text()
    assert (
        'ExecStart=/usr/bin/python3 /usr/lib/fjgov/fjgov.pyz --db "/srv/台 账/50%%$$HOME\\"/a.db" monitor run' in text
    )
    assert 'ReadWritePaths="-/srv/台 账/50%%$HOME\\""' in text
    with pytest.raises(InputProblem, match="看不见的字符"):
        made(Path("/srv/a\nExecStartPre=x/a.db")).text()


def test_homes_are_shut_unless_something_lies_there() -> None:
    assert "ProtectHome=yes" in made().text()
    assert "ProtectHome=read-only" in made(Path("/home/wang/a.db")).text()
    own = made(account="").text()
    assert "User=" not in own
    assert "ProtectSystem" not in own, "a user's own manager cannot mount"
    assert "WantedBy=default.target" in own


@pytest.fixture
def managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which a systemctl writes down how it was called."""
    tools = tmp_path / "tools"
    tools.mkdir()
    log = tmp_path / "calls"
    program = tools / "systemctl"
    program.write_text(
        f'#!/bin/sh\necho "$*" >> {log}\ncase "$1" in is-active) echo active;; is-enabled) echo enabled;; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setattr(service, "RUNNING", tools)
    monkeypatch.setattr(service, "SYSTEM_UNITS", tmp_path / "units")
    return log


def test_it_is_installed_told_of_and_removed(county: Fjgov, managed: Path) -> None:
    unit = service.SYSTEM_UNITS / NAME
    assert county("service", "status").code == 1
    assert county("service", "install", "--as", "root").out == f"{unit}\n"
    assert unit.read_text(encoding="utf-8").startswith(MARK)
    assert county("service", "status").out.startswith("运行，开机就起")
    assert county("service", "install", "--as", "root").code == 0, "again is no harm"
    assert county("service", "remove").code == 0
    assert not unit.exists()
    calls = managed.read_text(encoding="utf-8").splitlines()
    assert [call for call in calls if call.startswith(("enable", "disable"))] == [f"enable {NAME}"] * 2 + [
        f"disable --now {NAME}"
    ]
    assert calls[-1] == "daemon-reload"


def test_a_unit_written_by_hand_is_left_alone(county: Fjgov, managed: Path) -> None:
    unit = service.SYSTEM_UNITS / NAME
    unit.parent.mkdir()
    unit.write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")
    for words in (("install", "--as", "root"), ("remove",)):
        refused = county("service", *words)
        assert refused.code == 2
        assert "手写的服务单元" in refused.err
    assert not managed.exists()
    assert unit.read_text(encoding="utf-8").endswith("/bin/true\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 能装成别的账号的服务")
def test_an_account_that_cannot_run_the_program_or_write_the_file_is_named_before_anything_is_installed(
    county: Fjgov, managed: Path
) -> None:
    refused = county("service", "install", "--as", "nobody")
    assert refused.code == 2
    assert "账号“nobody”" in refused.err
    assert "systemctl" not in refused.err
    assert not service.SYSTEM_UNITS.exists()


def test_without_systemd_there_is_a_sentence_and_the_unit_can_still_be_seen(
    county: Fjgov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "RUNNING", tmp_path / "none")
    monkeypatch.setattr(service, "SYSTEM_UNITS", tmp_path / "units")
    refused = county("service", "install", "--as", "root")
    assert refused.code == 2
    assert "不由 systemd 管理" in refused.err
    assert not service.SYSTEM_UNITS.exists()
    assert county("service", "install", "--print", "--as", "root").out.startswith(MARK)
    assert "没有系统账号“无此人”" in county("service", "install", "--print", "--as", "无此人").err


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket on which systemd would listen."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(SECONDS)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield line


def test_systemd_hears_when_the_monitor_is_ready_that_it_lives_and_when_it_stops(
    county: Fjgov, db: Path, manager: socket.socket
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "fjgov_tui", "--db", str(db), "monitor", "run"], stderr=subprocess.DEVNULL
    ) as process:
        heard: list[str] = []
        while READY not in heard:
            heard += manager.recv(4096).decode().split("\n")
        assert ALIVE in heard
        assert "STATUS=等待下一次" in heard
        process.send_signal(signal.SIGTERM)
        while STOPPING not in heard:
            heard += manager.recv(4096).decode().split("\n")
        assert process.wait(SECONDS) == 0
    assert county("monitor", "status").code == 0


def test_a_manager_that_is_not_there_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for address in ("", "vsock:2:1", str(tmp_path / "none")):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        assert not tell_systemd(READY)


def test_an_abstract_name_is_reached_and_a_line_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"fjgov-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"\0{name}")
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        assert tell_systemd("STATUS=甲\nREADY=1")
        assert select.select([line], [], [], SECONDS)[0]
        assert line.recv(100).decode() == "STATUS=甲 READY=1"
