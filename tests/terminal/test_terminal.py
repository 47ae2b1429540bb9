"""The program in a real terminal: what the pilot cannot see."""

from __future__ import annotations

import re
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.text import width
from tests.screens.test_hostile import ESCAPES, plant
from tests.terminal.teletype import Teletype, dashboard

WORDS = ("奉", "白帝镇人", "夔州街道办", "奉节县白帝镇人民政府信息")
"""1, 4, 5 and 12 characters: Textual's own reading of the kitty protocol breaks at five."""


def drafts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0].encode().decode("unicode_escape") for row in db.execute("SELECT typed FROM draft")]


def test_chinese_typed_and_pasted_arrives_intact(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("安坪镇人民政府")
        tty.type("/")
        tty.see("筛选：汉字")
        for word in WORDS:
            tty.type(word)
            tty.see(f"筛选“{word}”")
            tty.type("\x15")
            tty.see("4 条\n")
            tty.paste(word)
            tty.see(f"筛选“{word}”")
            tty.type("\x15")
            tty.see("4 条\n")
        half = "奉节".encode()
        tty.type(half[:4])
        tty.listen(0.2)
        tty.type(half[4:])
        tty.see("筛选“奉节”")
        assert b"\x1b[>" not in re.sub(rb"\x1b\[>[0-9;]*[cqm]", b"", tty.sent)


def test_nothing_that_acts_reaches_the_terminal(samples: Path) -> None:
    plant(samples, ESCAPES)
    with dashboard(samples) as tty:
        tty.see("甲␛")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("甲␛")
        tty.see("1 条")
        for key, there in (("\r", "编号 1"), ("\x1b[17~", "变更历史"), ("\x1bOQ", "修改单位")):
            tty.type(key)
            tty.see("甲␛", there)
            tty.type("\x1b")
            tty.see("1 条")
        tty.type("\x11")
        assert tty.ended() == 0
    for wrong in (b"\x1b]52", b"\x1b]0;t", b"\x07", "\x9b".encode(), "\u202e".encode(), "\u200b".encode(), b"\x00"):
        assert wrong not in tty.sent
    assert tty.sent.count(b"\x1b[2J") <= 2


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, None])
def test_a_cut_line_ends_the_program_and_keeps_what_was_typed(towns: Path, how: signal.Signals | None) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("安坪镇人民政府")
        tty.type("\x1bOR")
        tty.see("新增单位")
        tty.listen(0.3)
        tty.type("断线的单位")
        tty.see("断线的单位")
        if how is None:
            tty.hang_up()
        else:
            tty.process.send_signal(how)
        assert tty.ended() == 0
    assert "断线的单位" in drafts(towns)[0]
    assert not towns.with_name(f"{towns.name}-wal").exists()


def test_the_cursor_stands_where_one_types(towns: Path) -> None:
    """An input method writes there: in a window that has just opened, and where the line has moved since."""
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("7")
        tty.see("办结 0")
        tty.type("\x1bOR")
        tty.see("登记哪一种", "输入汉字或拼音首字母")
        tty.listen(0.5)
        line = next(place for place, text in enumerate(tty.text.split("\n")) if "输入汉字" in text)
        before = tty.text.split("\n")[line].partition("输入汉字")[0]
        assert tty.cursor == (width(before), line)


def test_idle_it_sends_nothing(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("安坪镇人民政府")
        tty.type("/")
        tty.listen(1.5)
        minute, heard = time.localtime().tm_min, tty.listen(3)
        if time.localtime().tm_min != minute:  # the clock was drawn: the next three seconds have no full minute
            heard = tty.listen(3)
        assert heard == b""


CRASH = """
import sys
from pathlib import Path
from fjgov_tui.__main__ import guard_environment
guard_environment()
from fjgov_tui.shell import app, starting
from fjgov_tui.screens.overview.screen import OverviewScreen
def crash(self):
    password = "s3cr3t-value"
    raise LookupError(password)
{where}
sys.exit(starting.run_dashboard(Path(sys.argv[1])))
"""


@pytest.mark.parametrize(
    "where",
    [
        "app.DashboardApp.action_hint = crash",
        "from textual import work\nasync def later(self): crash(self)\napp.DashboardApp.action_hint = work(later)",
    ],
    ids=["handler", "worker"],
)
def test_a_crash_shows_no_values_and_leaves_a_private_report(towns: Path, home: Path, where: str) -> None:
    with Teletype(["-c", CRASH.format(where=where), str(towns)]) as tty:
        tty.see("登记缺项")
        tty.type("\x03")
        assert tty.ended() == 2
        assert "程序内部出错（LookupError）" in tty.text
    assert b"s3cr3t" not in tty.sent
    assert b"Traceback" not in tty.sent
    (report,) = (home / ".local/state/fjgov").rglob("crash-*.txt")
    assert report.stat().st_mode & 0o777 == 0o600
    assert "s3cr3t" not in report.read_text(encoding="utf-8")
    assert "LookupError" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("environment", "told"),
    [({"TERM": "dumb"}, "不能移动光标"), ({"TERM": ""}, "不能移动光标"), ({"LC_ALL": "zh_CN.GBK"}, "不是 UTF-8")],
)
def test_a_terminal_that_cannot_show_it_is_refused_in_a_sentence(
    towns: Path, environment: dict[str, str], told: str
) -> None:
    with dashboard(towns, **environment) as tty:
        assert tty.ended() == 2
        assert told in tty.text.replace("\n", "")
        assert b"\x1b[?1049h" not in tty.sent


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_it_works_where_the_locale_says_nothing(towns: Path, locale: str) -> None:
    with dashboard(towns, LANG=locale) as tty:
        tty.see("登记缺项")
        tty.type("\x11")
        assert tty.ended() == 0
    assert tty.sent.rstrip().endswith(b"\x1b[?25h") or b"\x1b[?1049l" in tty.sent


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": ""}, rb"\x1b\[[0-9;]*[34]8;5;"),
        ({"COLORTERM": "truecolor"}, rb"\x1b\[[0-9;]*[34]8;2;"),
    ],
)
def test_it_uses_the_colours_that_the_terminal_has(towns: Path, environment: dict[str, str], colours: bytes) -> None:
    with dashboard(towns, **environment) as tty:
        tty.see("登记缺项", "✗")
        assert re.search(colours, tty.sent)


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "TERM": "linux", "COLORTERM": ""}, {"TERM": "linux", "COLORTERM": ""}],
)
def test_every_character_stands_out_from_its_background(towns: Path, environment: dict[str, str]) -> None:
    with dashboard(towns, **environment) as tty:
        tty.see("登记缺项")
        tty.type("2")
        tty.see("第 2、4、5 条")
        tty.type("\r")
        tty.see("安坪镇人民政府")
        tty.type(" \x1b[20~")
        tty.see("移除单位")
        assert tty.hidden() == ""
        if "TERM" in environment:  # it has 16 colours, and gets no others
            assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25];", tty.sent)


def test_a_terminal_that_has_its_former_size_again_is_drawn_anew(towns: Path) -> None:
    """Drawn smaller and larger again before anybody looked, it has lost what stood beyond; the size says nothing."""
    with dashboard(towns) as tty:
        tty.see("台账", "总览")
        tty.listen(0.5)
        tty.wipe()
        tty.process.send_signal(signal.SIGWINCH)
        tty.see("台账", "总览")


def test_a_storm_of_resizes_ends_in_a_whole_screen(towns: Path) -> None:
    with dashboard(towns) as tty:
        tty.see("登记缺项")
        for columns, lines in ((60, 20), (120, 40), (1, 1), (20, 5), (1, 40), (79, 24), (300, 1), (100, 30), (80, 24)):
            tty.resize(columns, lines)
            tty.listen(0.03)
        tty.resize(70, 20)
        tty.see("终端太小", "70×20", "80×22")
        tty.resize(80, 24)
        tty.see("登记缺项", "单位")
        assert "终端太小" not in tty.text
