"""What a key costs over SSH: what looks otherwise now is sent, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.teletype import Teletype, dashboard

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


def heard_after(tty: Teletype, key: str, *words: str) -> int:
    """Bytes that a key costs until all is drawn that follows from it."""
    tty.listen(0.2)
    before = len(tty.sent)
    tty.type(key)
    tty.see(*words)
    while tty.listen(0.4):
        pass
    return len(tty.sent) - before


def test_a_window_sends_itself_and_a_key_in_it_what_it_changes(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("安坪镇人民政府", "回车 详情")
        tty.type("\x1bOR")
        tty.see("新增单位", "F4 选择")
        tty.type("\t")  # the kind
        while tty.listen(0.4):
            pass
        assert heard_after(tty, "\x1bOS", "─ 单位类别 ─") < 3 * A_KEY, "a window of a dozen lines"
        assert heard_after(tty, "\x1b[B", "─ 单位类别 ─") < A_KEY // 2
        assert heard_after(tty, "x", "─ 单位类别 ─", "│x") < 2 * A_KEY
        assert heard_after(tty, "\x7f", "─ 单位类别 ─", "│输入汉字或拼音首字母") < 2 * A_KEY
        shown = tty.text
        tty.wipe()
        assert heard_after(tty, "\x1b[15~", "─ 单位类别 ─") > A_KEY, "F5 has all of it drawn again"
        assert tty.text == shown, "what was sent bit by bit is what all of it looks like"
        assert heard_after(tty, "\x1b", "F4 选择") < 2 * A_KEY
        shown = tty.text
        assert "─ 单位类别 ─" not in shown
        tty.wipe()
        heard_after(tty, "\x1b[15~", "F4 选择")
        assert tty.text == shown
