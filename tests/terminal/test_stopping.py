"""Stopped and called back: by the shell's ^Z and `fg`, and by signals."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.terminal.teletype import Teletype, dashboard

SHELL = "import os; os.environ.update(PS1='here> '); os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])"


def wait_stopped(tty: Teletype) -> None:
    """Until the program stands still."""
    end = time.monotonic() + 15
    while Path(f"/proc/{tty.process.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][0] != "T":
        assert time.monotonic() < end
        tty.listen(0.05)
    tty.listen(0.05)


@pytest.mark.parametrize("how", [signal.SIGTSTP, signal.SIGSTOP])
def test_after_a_stop_everything_is_drawn_and_works_at_once(towns: Path, how: signal.Signals) -> None:
    with dashboard(towns) as tty:
        before = termios.tcgetattr(tty.master)
        tty.see("登记缺项")
        raw = termios.tcgetattr(tty.master)
        for _ in range(2):
            tty.process.send_signal(how)
            wait_stopped(tty)
            tty.wipe()
            tty.process.send_signal(signal.SIGCONT)
            tty.see("总览", "登记缺项", "F1 帮助")
        assert termios.tcgetattr(tty.master) == raw
        tty.type("2\r")
        tty.see("安坪镇人民政府")
        tty.type("\x11")
        assert tty.ended() == 0
        assert termios.tcgetattr(tty.master) == before


def test_control_z_gives_the_terminal_to_the_shell_and_fg_brings_it_back(towns: Path) -> None:
    with Teletype(["-c", SHELL]) as tty:
        tty.see("here>")
        tty.type(f"{sys.executable} -m fjgov_tui --db {towns}\n")
        tty.see("登记缺项")
        tty.type("2\r\x1a")
        tty.see("Stopped")
        tty.wipe()
        tty.type("echo $((40 + 2))\n")
        tty.see("42")
        tty.type("fg\n")
        tty.see("安坪镇人民政府", "F1 帮助")
        tty.type("\x11")
        tty.see("here>")
        tty.type("exit\n")
        tty.ended()


def test_where_no_shell_could_call_it_back_control_z_says_so(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("\x1a")
        tty.see("不能挂起")
        assert os.waitid(os.P_PID, tty.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is None
