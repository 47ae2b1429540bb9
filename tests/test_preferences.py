"""What a user chose for the eyes comes back, and whatever else stands in the file does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.preferences import MOST_BYTES, Preferences, read_preferences, remember_order, remember_theme
from fjgov_tui.widgets.themes import choose_theme


def test_theme_and_orders_come_back_and_do_not_touch_each_other(tmp_path: Path) -> None:
    path = tmp_path / "没有过的夹" / "preferences.json"
    remember_theme(path, "fjgov-light")
    remember_order(path, "2.unit", ("name", True))
    remember_order(path, "3.账户", ("due", False))
    remember_order(path, "3.账户", ("", False))
    assert read_preferences(path) == Preferences("fjgov-light", {"2.unit": ("name", True)})
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 60_000, b"1" * 9_000, b" " * (MOST_BYTES + 1),
        b'{"theme": 7, "orders": {"x": ["a"], "y": "ab", "z": [1, true]}}',
        b'{"theme": {"a": 1}, "orders": [["2.unit", "name"]]}',
        b'{"theme": "\\u001b[2J", "orders": {"2.unit": ["\\u202ename", true]}}',
        b'{"theme": "' + b"x" * 100 + b'"}',
    ],
    ids=lambda content: str(content[:16]),
)  # fmt: skip
def test_a_torn_or_hostile_file_is_no_file_and_is_written_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    assert read_preferences(path) == Preferences()
    remember_theme(path, "ansi-dark")
    assert read_preferences(path).theme == "ansi-dark"


def test_what_is_no_file_is_neither_waited_for_nor_replaced(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder):
        assert read_preferences(path) == Preferences()
    with pytest.raises(InputProblem, match="文件夹"):
        remember_theme(folder, "fjgov-dark")
    (tmp_path / "file").write_text("字", encoding="utf-8")
    with pytest.raises(InputProblem, match="建不了这个文件夹"):
        remember_theme(tmp_path / "file" / "preferences.json", "fjgov-dark")


@pytest.mark.parametrize(
    ("system", "environment", "remembered", "theme"),
    [
        ("truecolor", {}, "ansi-light", "ansi-light"),
        ("256", {"COLORFGBG": "0;15"}, "fjgov-dark", "fjgov-dark"),
        ("truecolor", {"FJGOV_THEME": "fjgov-dark"}, "ansi-light", "fjgov-dark"),
        # Another terminal: the shade holds, the colours are its own.
        ("standard", {}, "fjgov-light", "ansi-light"),
        ("truecolor", {"NO_COLOR": "1"}, "ansi-light", "fjgov-light"),
        ("truecolor", {}, "solarized", "fjgov-dark"),
    ],
)
def test_the_remembered_theme_holds_where_the_terminal_can_show_it(
    system: str, environment: dict[str, str], remembered: str, theme: str
) -> None:
    assert choose_theme(system, environment, remembered) == theme
