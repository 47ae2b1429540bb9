"""Keys that are typed before the first screen: not written on the terminal, not lost, not left to the shell."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fjgov_tui.store import Store
from tests.terminal.teletype import Teletype

HEARING = """
import signal
for number in (signal.SIGHUP, signal.SIGQUIT):
    signal.signal(number, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
"""Hears what stops it also where the tests run behind `nohup` or `&`, which have a program hear nothing."""
PREPARING = f"""
import sys, time
from pathlib import Path
from fjgov_tui.demo import live
from fjgov_tui.monitor.process import detach
from fjgov_tui.__main__ import main
{HEARING}
go = Path(sys.argv[1])
def build(*_):
    while not go.exists():
        time.sleep(0.02)
live.build_live = build
detach.start_detached = detach.stop = lambda path: None
sys.exit(main(["demo"]))
"""
"""The demonstration, whose county is ready when somebody says so."""


@contextmanager
def shell_of(tty: Teletype) -> Iterator[int]:
    """The terminal as the shell below has it open."""
    shell = os.open(f"/proc/{tty.process.pid}/fd/0", os.O_RDWR | os.O_NOCTTY)
    try:
        yield shell
    finally:
        os.close(shell)


@pytest.fixture
def go(tmp_path: Path) -> Path:
    return tmp_path / "go"


def test_they_are_for_the_screens(go: Path) -> None:
    with Teletype(["-c", PREPARING, str(go)]) as tty:
        before = termios.tcgetattr(tty.master)
        tty.see("正在准备演示县，约十秒……")
        tty.listen(0.2)
        tty.type("2\r")
        assert tty.listen(0.5) == b"", "what was typed is written on the terminal"
        go.touch()
        tty.see("还没有记录，F3 新增，F7 导入")
        tty.type("\x11")
        assert tty.ended() == 0
        assert termios.tcgetattr(tty.master) == before


OPENING = f"""
import sys, time
from fjgov_tui.shell import starting
from fjgov_tui.__main__ import main
{HEARING}
def run_dashboard(*_, **__):
    print("loading", flush=True)
    time.sleep(120)
starting.run_dashboard = run_dashboard
sys.exit(main(["--db", sys.argv[1]]))
"""
"""The dashboard of a file, which never comes to its first screen."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_who_is_stopped_before_the_first_screen_gives_the_terminal_back(store: Store, number: signal.Signals) -> None:
    """Not every shell mends a terminal that somebody has left without echo."""
    with Teletype(["-c", OPENING, str(store.path)]) as tty:
        before = termios.tcgetattr(tty.master)
        tty.see("loading")
        assert termios.tcgetattr(tty.master) != before
        tty.process.send_signal(number)
        assert tty.ended() == 4
        assert termios.tcgetattr(tty.master) == before


def test_where_no_screen_comes_they_are_dropped(go: Path) -> None:
    with Teletype(["-c", PREPARING, str(go)]) as tty, shell_of(tty) as shell:
        before = termios.tcgetattr(tty.master)
        tty.see("正在准备演示县，约十秒……")
        tty.type("reboot\r\x03")
        assert tty.ended() == 4
        assert termios.tcgetattr(tty.master) == before
        assert struct.unpack("i", fcntl.ioctl(shell, termios.FIONREAD, b"\0" * 4)) == (0,)
