"""Every byte acts in its order, however many arrive at once: a slow line, a macro and a paste send bursts."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.terminal.teletype import Teletype, dashboard

F1, F2, F3, ESCAPE, QUIT = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1b", "\x11"
TAB, BACK_TAB, BACKSPACE = "\t", "\x1b[Z", "\x7f"
LEFT, HOME, END = "\x1b[D", "\x1b[H", "\x1b[F"
STEPS = (1, 7, 1000)
"""Bytes a write: a sequence and a character are cut anywhere, or many come at once."""
EXTREMES = (1, 1000)
"""Every byte alone, and all at once: what lies between is tried by many keys below."""
FIELDS = ("name", "kind", "first", "direct", "parent", "phone")


def send(tty: Teletype, keys: str, step: int) -> None:
    data = keys.encode()
    for begin in range(0, len(data), step):
        tty.type(data[begin : begin + step])


def units(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT name, kind, phone FROM unit ORDER BY id").fetchall()


def draft(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as db:
        ((typed,),) = db.execute("SELECT typed FROM draft").fetchall()
    return {str(name): str(text) for name, text in json.loads(typed).items()}


def test_a_whole_errand_in_one_burst(towns: Path) -> None:
    """From the overview to the ledger, a new unit, saved, found again and opened: nothing waits for the screen."""
    phone = TAB * 4 + "023-56557000"
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        send(tty, f"2\r{F3}3号楼管理局x{BACKSPACE}{TAB}部门{phone}{F2}/3号楼\r\r", step=EXTREMES[-1])
        tty.see("3号楼管理局", "编号 5", "023-56557000")
    assert units(towns)[-1] == ("3号楼管理局", "部门", "023-56557000")


@pytest.mark.parametrize("step", EXTREMES)
def test_windows_open_and_close_within_a_burst(towns: Path, step: int) -> None:
    """A page, its help, the palette, and back: each Esc closes the one that was open when it was pressed."""
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        send(tty, f"2\r\r{F1}{ESCAPE}{ESCAPE}{F3}丙局{TAB}部门{F2}", step)
        tty.see("丙局", "5 条")
        send(tty, f"\x10配色{ESCAPE}3", step)
        tty.see("应换日期")
    assert units(towns)[-1][:2] == ("丙局", "部门")


class Form:
    """What a form's lines hold after some keys, by the book; each line keeps its cursor while another has the focus."""

    def __init__(self) -> None:
        self.lines = [""] * len(FIELDS)
        self.cursors = [0] * len(FIELDS)
        self.here = 0

    def press(self, key: str) -> None:
        line, at = self.lines[self.here], self.cursors[self.here]
        if key in {TAB, BACK_TAB}:
            self.here += 1 if key == TAB else -1
        elif key == BACKSPACE:
            self.lines[self.here] = line[: max(at - 1, 0)] + line[at:]
            self.cursors[self.here] = max(at - 1, 0)
        elif key in {LEFT, HOME, END}:
            self.cursors[self.here] = {LEFT: max(at - 1, 0), HOME: 0, END: len(line)}[key]
        else:
            self.lines[self.here] = line[:at] + key + line[at:]
            self.cursors[self.here] = at + len(key)


@pytest.mark.parametrize("step", STEPS)
def test_many_keys_leave_what_they_should(towns: Path, step: int) -> None:
    chance, form, keys = random.Random(6605), Form(), list[str]()
    choices = ("甲", "奉节县", "人民政府信息公开", "3", "a", TAB, BACK_TAB, BACKSPACE, BACKSPACE, LEFT, HOME, END)
    while len(keys) < 120:
        key = chance.choice(choices)
        if (key == TAB and form.here == len(FIELDS) - 1) or (key == BACK_TAB and form.here == 0):
            continue
        form.press(key)
        keys.append(key)
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        send(tty, f"2\r{F3}{''.join(keys)}{QUIT}", step)
        assert tty.ended() == 0
    kept = draft(towns)
    assert [kept.get(name, "") for name in FIELDS] == form.lines


def test_escape_and_a_digit_in_one_write_are_two_keys(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2\r\r")
        tty.see("编号 2")
        tty.type(f"{ESCAPE}3")
        tty.see("应换日期")


def test_what_is_no_key_types_nothing(towns: Path) -> None:
    """An unknown sequence, one that was cut by the line, and bytes that are no UTF-8."""
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type(f"2\r{F3}".encode() + b"\x1b[57441;9999u\x1b[33~\x1b[12;" + "甲局".encode() + b"\x1b[1;99Z")
        tty.see("甲局")
        tty.type(b"\xbc\xd7\xbe\xd6")
        tty.see("甲局�")
        tty.type(QUIT)
        assert tty.ended() == 0
    assert draft(towns)["name"].rstrip("�") == "甲局"


def test_a_paste_without_its_end_gives_the_keyboard_back(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type(f"2\r{F3}")
        tty.see("新增单位")
        tty.type("\x1b[200~丙局")
        tty.see("丙局")
        tty.type(f"办{TAB}部门\x1b[201~{TAB}")
        tty.see("丙局办", "部门")
        tty.type("\x1b[200~张")
        for _ in range(30):  # somebody types on, and wonders: the line is never quiet for long
            tty.type("三")
            tty.listen(0.25)
            if "张三" in tty.text:
                break
        tty.see("张三")
        tty.type(QUIT)
        assert tty.ended() == 0
    assert draft(towns)["kind"] == "部门"


@pytest.mark.parametrize("step", EXTREMES)
def test_a_paste_leaves_its_escape_sequences_behind_and_says_what_it_dropped(towns: Path, step: int) -> None:
    pasted = "\n\x1b[1;31m丙局\x1b[0m\x1b]0;title\x07\r\n第二行\r\n\x1b[2J第三行\r\n"
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type(f"2\r{F3}")
        tty.see("新增单位")
        send(tty, f"\x1b[200~{pasted}\x1b[201~{TAB}部门", step)
        tty.see("部门", "第二行")
        tty.type(QUIT)
        assert tty.ended() == 0
    kept = draft(towns)
    assert (kept["name"], kept["kind"]) == ("丙局", "部门")
