"""A terminal that draws ambiguous characters two cells wide is found out, and gets signs that it can draw."""

from __future__ import annotations

import time
from pathlib import Path

from fjgov_tui.paths import preferences_file
from fjgov_tui.preferences import AMBIGUOUS, GLYPHS, read_preferences, remember_wish
from tests.terminal.teletype import PATIENCE, Teletype, dashboard


def answer(tty: Teletype, columns: tuple[int, ...]) -> None:
    """Tell where the cursor is, once for each time that it is asked."""
    for place, column in enumerate(columns, 1):
        end = time.monotonic() + PATIENCE
        while tty.sent.count(b"\x1b[6n") < place:
            assert time.monotonic() < end
            tty.listen(0.02)
        tty.type(f"\x1b[1;{column}R")


def test_wide_lines_are_measured_and_nothing_wide_is_drawn_any_more(towns: Path) -> None:
    with Teletype(["-m", "fjgov_tui", "config", "check"]) as tty:
        answer(tty, (3, 3, 3, 2))
        tty.see("“─”占 2 格", "让看板用一格宽的符号显示吗？")
        tty.type("是\n")
        tty.see("已设：不定宽字符——占两格")
        assert tty.ended() == 0
    with dashboard(towns) as tty:
        tty.see("登记缺项", "+-")
        tty.type("\x11")
        assert tty.ended() == 0
    drawn = tty.sent.decode("utf-8", "replace")
    assert not set(drawn) & set("─│╭╮╰╯…·“”✓✗○")


def test_who_sees_lines_that_do_not_meet_gets_a_keyboards_signs(towns: Path) -> None:
    remember_wish(preferences_file(), AMBIGUOUS, "wide")
    with Teletype(["-m", "fjgov_tui", "config", "check"]) as tty:
        answer(tty, (3, 2, 2, 2))
        for question, said in (("都认得吗", "否"), ("画线吗", "y"), ("分得清吗", "y")):
            tty.see(question)
            tty.type(f"{said}\n")
        assert tty.ended() == 0
    kept = read_preferences(preferences_file())
    assert (kept.chosen(GLYPHS), kept.chosen(AMBIGUOUS)) == ("ascii", "")
