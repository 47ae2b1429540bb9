"""What a key costs over SSH: a step in a list sends the two lines that look otherwise now, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.teletype import dashboard

A_KEY = 1024
"""Bytes that a step down a list may cost: three keys a second on a line of three kilobytes a second."""


def test_a_step_down_a_list_sends_two_lines_and_no_footer(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("安坪镇人民政府", "回车 详情")
        while tty.listen(1.0):
            pass  # it is still being drawn for the first time
        tty.type("\x1b[B")
        heard = tty.listen(1.0).decode()
        assert "镇人民政府" in heard
        assert "帮助" not in heard, "the keys at the bottom are the same as before"
        assert len(heard.encode()) < A_KEY


def test_keys_that_come_and_go_are_drawn(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条", "回车 打开")
        tty.type("\r")
        tty.see("安坪镇人民政府", "回车 详情")
        tty.type("\x1b")
        tty.see("第 2、4、5 条", "回车 打开")
        assert "详情" not in tty.text
