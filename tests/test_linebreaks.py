"""One way of breaking Chinese lines, for screens and for the help of commands."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fjgov_tui.linebreaks import cuts, wrapped
from fjgov_tui.text import width
from fjgov_tui.widgets import folding


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("请向公安机关备案，并登记", 16, ["请向公安机关备", "案，并登记"]),
        ("他说：“好的”，就走", 8, ["他说：", "“好的”，", "就走"]),
        ("用 fjgov verify 核验", 12, ["用 fjgov", "verify 核验"]),
        ("依照《办法》办理", 6, ["依照", "《办", "法》办", "理"]),
        ("", 10, [""]),
    ],
)
def test_a_sentence_in_so_many_cells(text: str, cells: int, lines: list[str]) -> None:
    assert wrapped(text, cells) == lines


@example(":《:。。）", 8)
@given(st.text(st.sampled_from("奉节县，。“”《》（）ab -:,"), max_size=60), st.integers(8, 40))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= cells


@given(st.text(st.sampled_from("奉节县，。“”《》（）ab -:,"), max_size=60), st.integers(8, 40))
def test_screens_and_commands_break_alike(text: str, cells: int) -> None:
    assert folding.cuts(text, cells) == cuts(text, cells)
