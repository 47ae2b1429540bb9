"""Looks at the terminal with the eyes of the user: what can be measured is measured, what only eyes see is asked."""

from __future__ import annotations

import os
import re
import select
import shutil
import sys
from collections.abc import Mapping
from time import monotonic

from fjgov_tui.cli import output
from fjgov_tui.locales import UTF8, told_coding
from fjgov_tui.paths import preferences_file
from fjgov_tui.preferences import AMBIGUOUS, GLYPHS, THEME, read_preferences, remember_wish

ANSWER_SECONDS = 1.0
"""How long a terminal may take to say where its cursor is; over a slow line too."""
SAMPLES = ("中", "─", "…", "✓")
"""One character of each kind whose width matters: Chinese, a line, punctuation of texts, a sign."""
_POSITION = re.compile(rb"\x1b\[(\d+);(\d+)R")
_FRAME = ("╭──────────────╮", "│ 奉节县  ✓ 1  │", "│ “三审”…三校  │", "╰──────────────╯")


def measured(samples: tuple[str, ...] = SAMPLES) -> Mapping[str, int]:
    """How many cells the terminal moves on for each character; empty where it does not answer or cannot be asked."""
    try:
        import termios
        import tty
    except ImportError:
        return {}
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    widths: dict[str, int] = {}
    try:
        tty.setcbreak(handle)
        for sample in samples:
            os.write(sys.stdout.fileno(), f"\r{sample}\x1b[6n".encode())
            column = _column(handle)
            if column is None:
                break
            widths[sample] = column - 1
    finally:
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
        termios.tcsetattr(handle, termios.TCSAFLUSH, before)
    return widths


def _column(handle: int) -> int | None:
    """The column that the terminal tells; `None` where it says nothing in time."""
    answer, until = b"", monotonic() + ANSWER_SECONDS
    while (left := until - monotonic()) > 0:
        if not select.select([handle], [], [], left)[0]:
            break
        piece = os.read(handle, 64)
        if not piece:
            break
        answer += piece
        position = _POSITION.search(answer)
        if position is not None:
            return int(position[2])
    return None


class Questions:
    """Asks, and keeps what follows from the answers."""

    def __init__(self) -> None:
        """Of this user's own file."""
        self._path = preferences_file()

    def yes(self, question: str) -> bool:
        """Whether the person says so."""
        return output.confirmed(question)

    def keep(self, name: str, value: str) -> None:
        """Choose it, and say so."""
        wish = next(wish for wish in (AMBIGUOUS, GLYPHS, THEME) if wish.name == name)
        if read_preferences(self._path).chosen(wish) != value:
            remember_wish(self._path, wish, value)
            words = wish.choices.get(value, f"{wish.usual}（默认）")
            output.out(f"已设：{wish.title}——{words}")


def _facts() -> list[str]:
    size = shutil.get_terminal_size()
    chosen, coding = told_coding(os.environ)
    small = "" if size.columns >= 80 and size.lines >= 22 else "；看板要 80 列、22 行"
    written = "没有写明" if not coding else "UTF-8" if coding == UTF8 else f"{chosen}，不是 UTF-8，汉字会成乱码"
    colours = "真彩色" if os.environ.get("COLORTERM") in {"truecolor", "24bit"} else "256 色"
    colours = colours if "256color" in os.environ.get("TERM", "") or colours == "真彩色" else "16 色或更少"
    return [
        f"终端类型：{os.environ.get('TERM', '没有写明')}",
        f"大小：{size.columns} 列、{size.lines} 行{small}",
        f"编码：{written}",
        f"颜色：{'设了 NO_COLOR，不用颜色' if os.environ.get('NO_COLOR') else colours}",
    ]


def _width_lines(widths: Mapping[str, int]) -> list[str]:
    if not widths:
        return ["字符宽度：终端没有回答，未检查"]
    lines = [f"“{sample}”占 {cells} 格" for sample, cells in widths.items()]
    missing = [sample for sample in SAMPLES if sample not in widths]
    return lines + ([f"未检查：{'、'.join(missing)}"] if missing else [])


def check_here(questions: Questions) -> None:
    """The whole look, with what it asks.

    Args:
        questions: how a person is asked, and what is kept.
    """
    output.lines(_facts())
    widths = measured()
    output.lines(_width_lines(widths))
    wide = widths.get("…") == 2 or widths.get("─") == 2
    if widths.get("中", 2) != 2:
        output.say("汉字不是两格宽：终端软件的字体或编码不对，看板会错位；请换等宽的中文字体，编码设成 UTF-8。")
    _show_frame()
    if wide:
        output.say("这个终端把不定宽字符画成两格。最好在终端软件里改成一格（见 docs/终端与输入法.md）。")
        if questions.yes("改不了，让看板用一格宽的符号显示吗？"):
            questions.keep("ambiguous", "wide")
        return
    if "…" in widths:
        questions.keep("ambiguous", "")
    if questions.yes("上面方框的线接得上、右边对得齐、汉字和符号都认得吗？"):
        questions.keep("glyphs", "")
    elif questions.yes("看板改用键盘上有的符号（- | + *）画线吗？"):
        questions.keep("glyphs", "ascii")
    _ask_colours(questions)


def _show_frame() -> None:
    output.out("")
    for line in _FRAME:
        output.out(f"  {line}")
    output.out("")


def _ask_colours(questions: Questions) -> None:
    if os.environ.get("NO_COLOR"):
        return
    # Written by us, and the one place where a headless command colours anything.
    strip = "".join(f"\x1b[38;5;{number}m■■\x1b[0m " for number in (81, 179, 168, 108, 66, 250))
    sys.stdout.write(f"  {strip}\n")
    sys.stdout.flush()
    if questions.yes("上面六块颜色分得清吗？"):
        return
    if questions.yes("看板改用终端自带的颜色吗？"):
        questions.keep("theme", "ansi-dark")
