"""Screen 5 over a real line: what 62 sites cost that all change, how soon it is there, how alerts are told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.store import Store, open_store
from fjgov_tui.store.watch.alerts import open_alert
from tests.conftest import Furnished
from tests.screens.test_hostile import ESCAPES, MARKUP
from tests.screens.test_monitor_pictures import spoil
from tests.screens.watched import beat, watch
from tests.terminal.teletype import Teletype, dashboard

SITES = 62
TRIES = 3
"""Rounds in a row that may bring something: a full minute on the clock, and what a busy machine draws late."""
LIMIT = 3000
"""Bytes a second that may go to the terminal."""
WRITER = """
import sys, time
from dataclasses import replace
from pathlib import Path
from fjgov_tui.store import open_store
from fjgov_tui.observed.model import Beat
from fjgov_tui.store.watch.process import put_beat
from fjgov_tui.store.watch.states import put_states, site_states
with open_store(Path(sys.argv[1])) as store:
    turn = 0
    while True:
        at, turn = int(time.time()), turn + 1
        with store.write() as writer:
            states = site_states(writer)
            put_states(writer, [
                replace(one, last_at=at, recent=(*one.recent[1:], turn * one.site * 977 % 9000))
                for one in states.values()
            ])
            put_beat(writer, Beat(pid=1, host="office", since=at - 900, last=at, version="1"))
        print(turn, flush=True)
        time.sleep(1.0)
"""


def as_many_as_the_county(store: Store) -> None:
    watch(store, SITES)


@pytest.fixture
def county(furnished: Furnished) -> Path:
    """As many sites as the county has."""
    return furnished("62 sites", as_many_as_the_county)


@contextmanager
def writing(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that changes every site once a second."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, bufsize=0)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"1\n"
        yield writer
    finally:
        writer.kill()
        writer.wait()
        if writer.stdout is not None:
            writer.stdout.close()


def test_62_sites_that_all_change_cost_less_than_3_kilobytes_a_round(county: Path) -> None:
    """On the larger terminal, which shows more of them."""
    with writing(county) as writer, Teletype(["-m", "fjgov_tui", "--db", str(county)], size=(120, 40)) as tty:
        tty.see("登记缺项")
        tty.type("5")
        tty.see("本周失败", "监测运行中")
        while tty.listen(0.4):
            pass  # the screen is still being drawn
        heard, rounds = b"", 4
        assert writer.stdout is not None
        os.read(writer.stdout.fileno(), 65536)  # the rounds that went by until the screen stood still
        for _ in range(rounds):
            assert os.read(writer.stdout.fileno(), 65536)
            heard += tty.listen(0.5)
        assert heard
        assert len(heard) / rounds < LIMIT, f"{len(heard)} bytes in {rounds} rounds of the writer"
        assert "监测运行中" in tty.text


@pytest.mark.parametrize(
    ("screen", "window", "words"),
    [("1", "\x10", "输入汉字或拼音"), ("5", "\x1bOP", "Esc")],
)
def test_an_open_window_sends_nothing_however_much_is_written(
    county: Path, screen: str, window: str, words: str
) -> None:
    """The lines behind it are dimmed together with it, so that one of them costs the whole terminal."""
    with writing(county) as writer, dashboard(county) as tty:
        tty.see("登记缺项")
        tty.type(screen + window)
        tty.see(words)
        while tty.listen(0.4):
            pass  # still being drawn
        heard = _rounds(writer, tty)
        for _ in range(TRIES):
            if not heard:
                break
            heard = _rounds(writer, tty)
        assert heard == b""
        before = tty.text
        tty.type("\x1b")
        while tty.text == before or words in tty.text:
            tty.listen(0.1)
        tty.see("秒前")


def _rounds(writer: subprocess.Popen[bytes], tty: Teletype) -> bytes:
    """What comes to the terminal while the other process writes three times, and the dashboard asks at least once."""
    assert writer.stdout is not None
    os.read(writer.stdout.fileno(), 65536)
    heard = b""
    for _ in range(3):
        assert os.read(writer.stdout.fileno(), 65536)
        heard += tty.listen(0.9)
    return heard


def test_a_commit_comes_to_the_terminal_by_itself(county: Path) -> None:
    from dataclasses import replace

    from fjgov_tui.store.watch.states import put_states, site_states

    with dashboard(county) as tty, open_store(county) as store:
        tty.see("登记缺项")
        tty.type("5")
        tty.see("子网站")
        for number in range(3):
            states = site_states(store.read)
            with store.write() as writer:
                put_states(writer, [replace(states[1], health="不稳定" if number % 2 else "故障", since=number)])
            tty.see("~ 不稳定 白帝镇" if number % 2 else "✗ 故障   白帝镇")


def test_a_new_alert_rings_once_and_stands_in_the_title_until_the_end(county: Path) -> None:
    with dashboard(county) as tty, open_store(county) as store:
        beat(store, int(time.time()))
        tty.see("登记缺项", "监测 ")
        tty.see("秒前")
        assert b"\x07" not in tty.sent
        with store.write() as writer:
            what = "白帝镇\x1b]0;偷换\x07子网站打不开"
            open_alert(
                writer, cause="visit:1", severity=Severity.VIOLATION, kind="打不开", what=what, opened_at=1, site=1
            )
        tty.see("子网站打不开", "!1")
        heard = tty.sent
        assert heard.count(b"\x07") == 1
        assert b"\x1b[22;2t\x1b]2;fjgov " + "新告警 1 条".encode() + b"\x1b\\" in heard
        assert "\x1b]0;偷换".encode() not in heard
        tty.type("5")
        tty.see("本周失败")
        tty.type("\x1bOQ")
        tty.see("未了结的告警")
        tty.type("\x11")
        assert tty.ended() == 0
    heard = tty.sent
    assert heard.count(b"\x07") == 1
    assert b"\x1b]2;fjgov\x1b\\" in heard
    assert heard.count(b"\x1b[23;2t") == 1


def test_nothing_that_a_server_said_acts_on_the_terminal(county: Path) -> None:
    """Hostile text in every place that the monitor fills, over a real line."""
    spoil(county, f"a[/]{ESCAPES}{MARKUP}")
    with dashboard(county) as tty:
        tty.see("登记缺项")
        tty.type("5")
        tty.see("本周失败")
        for key in ("\r", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~"):
            tty.type(key)
            tty.listen(0.5)
            tty.type("\x1b")
            tty.listen(0.2)
        tty.type("5\r")
        tty.see("甲␛")
        tty.type("\x1b")
        tty.listen(0.2)
        tty.type("\x11")
        assert tty.ended() == 0
    heard = tty.sent
    for wrong in (b"\x1b]52", b"\x1b]0;t", "\x9b".encode(), "\u202e".encode(), "\u200b".encode(), b"\x00"):
        assert wrong not in heard
    assert tty.sent.count(b"\x1b[2J") <= 2
