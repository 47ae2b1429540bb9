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


def test_an_interrupt_ends_it_with_4_and_keeps_what_was_typed(towns: Path) -> None:
    with dashboard(towns) as tty:
        before = termios.tcgetattr(tty.master)
        tty.see("登记缺项")
        tty.process.send_signal(signal.SIGINT)
        assert tty.ended() == 4
        assert termios.tcgetattr(tty.master) == before


def test_with_its_errors_sent_to_a_file_it_is_drawn_all_the_same(towns: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    script = "import os,sys; os.dup2(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY, 0o600), 2);"
    script += "os.execv(sys.executable, [sys.executable, '-m', 'fjgov_tui', '--db', sys.argv[2]])"
    with Teletype(["-c", script, str(told), str(towns)]) as tty:
        tty.see("总览", "登记缺项")
        tty.type("2\r")
        tty.see("安坪镇人民政府")
        tty.type("\x11")
        assert tty.ended() == 0
    assert told.read_bytes() == b""


def test_doctor_says_that_the_linux_console_has_no_chinese(towns: Path) -> None:
    with Teletype(
        ["-m", "fjgov_tui", "--db", str(towns), "doctor"], size=(80, 60), environment={"TERM": "linux"}
    ) as tty:
        tty.see("字库里没有汉字")
