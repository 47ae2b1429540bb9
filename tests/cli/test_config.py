"""What a user chooses holds on the next start, a clash is refused with its reason, and output can be read aloud."""

from __future__ import annotations

import json
import re
from pathlib import Path
from threading import Event

import pytest

from fjgov_tui.cli.terminalcheck import _column, _width_lines
from fjgov_tui.cli.working import Working, working
from fjgov_tui.commands.deeds import DEEDS, HELP
from fjgov_tui.commands.keychoice import FREE, check_key, meanings, shown_key
from fjgov_tui.errors import InputProblem
from fjgov_tui.glyphs import table
from fjgov_tui.paths import preferences_file
from fjgov_tui.preferences import WISHES, read_preferences
from fjgov_tui.text import width
from tests.cli.conftest import Fjgov


def test_a_wish_is_kept_shown_and_taken_back(county: Fjgov) -> None:
    for wish in WISHES:
        for value, words in wish.choices.items():
            assert county("config", "set", wish.title, words).code == 0
            assert read_preferences(preferences_file()).chosen(wish) == value
        assert county("config", "set", wish.name, "默认").code == 0
        assert read_preferences(preferences_file()).chosen(wish) == ""
    refused = county("config", "set", "符号", "花边")
    assert refused.code == 2
    assert "可选：lines（线条和符号）、ascii（只用键盘上有的符号）" in refused.err


def test_one_more_key_is_kept_and_what_clashes_is_refused_by_name(county: Fjgov) -> None:
    assert county("config", "set", "key.帮助", "Ctrl+S").code == 0
    shown = json.loads(county("config", "show", "--json").out)
    assert shown["keys"] == {"帮助": "ctrl+s"}
    for deed, key, why in (
        ("办", "^s", "已经设给“帮助”"),
        ("办", "F5", "已经是“刷新”的键"),
        ("办", "^h", "退格键"),
        ("办", "x", "文字键要留给输入"),
        ("帮助", "F1", "本来就是“帮助”的键"),
        ("没有", "F10", "没有“没有”这件事"),
    ):
        refused = county("config", "set", f"key.{deed}", key)
        assert refused.code == 2
        assert why in refused.err
    assert county("config", "set", "键.帮助", "默认").code == 0
    assert read_preferences(preferences_file()).keys == {}


def test_no_free_key_means_anything_and_each_is_written_as_people_write_it() -> None:
    taken = {key for deed in DEEDS for key in deed.keys.split(",")}
    assert taken.isdisjoint(FREE)
    assert len({shown_key(key) for key in FREE}) == len(FREE)
    assert check_key(HELP, "shift + f2", {}) == "f14"
    assert meanings({"帮助": "f1", "不存在": "f10", "办": "q"}) == {}


def test_signs_that_a_terminal_cannot_draw_keep_their_cells() -> None:
    for ascii_only, wide in ((True, False), (False, True)):
        for code, put in table(ascii_only=ascii_only, wide=wide).items():
            assert put.isascii()
            assert width(chr(code)) == width(put) == 1, chr(code)
    assert table(ascii_only=False, wide=False) == {}
    assert "“三审”…".translate(table(ascii_only=True, wide=False)) == "“三审”…"
    assert "“三审”…".translate(table(ascii_only=False, wide=True)) == '"三审".'


@pytest.mark.parametrize(
    "words",
    [("ledger", "list"), ("verify",), ("ledger", "show", "unit"), ("audit",), ("config", "show"), ("password", "due")],
    ids=" ".join,
)
def test_read_aloud_nothing_is_drawn_or_aligned_and_the_option_stands_anywhere(
    county: Fjgov, words: tuple[str, ...]
) -> None:
    behind, before = county(*words, "--plain"), county("--plain", *words)
    assert behind.out == before.out != county(*words).out
    assert behind.code == before.code
    assert not re.search(r"\S {2,}\S|[\u2500-\u259f]", behind.out)


def test_read_aloud_each_cell_is_a_line_behind_its_heading_and_can_be_the_habit(county: Fjgov) -> None:
    assert county("ledger", "list", "--plain").out.splitlines()[:2] == ["台账：unit", "名称：单位"]
    assert county("config", "set", "plain", "on").code == 0
    assert county("ledger", "list").out.splitlines()[:2] == ["台账：unit", "名称：单位"]
    assert json.loads(county("ledger", "list", "--json").out)["total"] > 20


def test_progress_names_a_total_only_where_one_is_known() -> None:
    work = Working("核验")
    assert re.fullmatch(r"核验……已 \d+ 秒", work.line())
    work.step(3, 9, "审计链")
    assert re.fullmatch(r"核验 3/9（审计链）……已 \d+ 秒", work.line())


def test_a_terminal_that_does_not_answer_is_not_called_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setattr("fjgov_tui.cli.terminalcheck.ANSWER_SECONDS", 0.05)
    reading, writing = os.pipe()
    assert _column(reading) is None
    os.write(writing, b"\x1b[12;3R")
    assert _column(reading) == 3
    os.close(reading)
    os.close(writing)
    assert _width_lines({}) == ["字符宽度：终端没有回答，未检查"]
    assert _width_lines({"中": 2})[-1] == "未检查：─、…、✓"


def test_without_a_terminal_there_is_nothing_to_look_at(county: Fjgov) -> None:
    refused = county("config", "check")
    assert refused.code == 2
    assert "不是终端" in refused.err
    assert InputProblem.exit_code == 2


@pytest.mark.parametrize("watched", [True, False])
def test_progress_stands_on_a_terminal_alone_and_goes_when_the_work_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], watched: bool
) -> None:
    monkeypatch.setattr("fjgov_tui.cli.working.talks", lambda: watched)
    monkeypatch.setattr("fjgov_tui.cli.working.QUIET_SECONDS", 0.0)
    drawn, line = Event(), Working.line

    def seen(work: Working) -> str:
        drawn.set()
        return line(work)

    monkeypatch.setattr(Working, "line", seen)
    with working("核验") as work:
        work.step(1, 2)
        assert drawn.wait(5 if watched else 0.05) is watched
    out, err = capsys.readouterr()
    assert out == ""
    assert (("核验" in err), err.endswith(" \r")) == (watched, watched)
