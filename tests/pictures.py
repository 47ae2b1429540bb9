"""Draws every main screen into `docs/pictures/` as SVG with Chinese, on the demo county at a fixed moment.

`make pictures` does it. A picture names fonts and brings none, so that it stays small and asks for nothing elsewhere.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.mains import MAINS
from fjgov_tui.demo.county import build_demo
from fjgov_tui.store import create_store
from fjgov_tui.store.actor import Actor
from fjgov_tui.text import width
from tests.conftest import NOW
from tests.screens.driving import Driver, driving

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (100, 30)
CELL, LINE = 8, 20
"""Pixels of a cell."""
GROUND, INK = "#12171e", "#d8dee6"
FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','WenQuanYi Zen Hei Mono','NSimSun',Consolas,Menlo,monospace"
QUIET_LOOKS, LOOK_SECONDS = 8, 0.25
"""A screen is finished when it has looked the same so often, and nothing on it is still being read."""


def colour(given: Color | None, usual: str) -> str:
    if given is None or given.is_default:
        return usual
    return given.get_truecolor().hex


def inks(style: Style) -> tuple[str, str]:
    """Foreground and background."""
    ink, ground = colour(style.color, INK), colour(style.bgcolor, GROUND)
    return (ground, ink) if style.reverse else (ink, ground)


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Pieces of equally wide characters without blanks, with the cells before and within.

    Each is stretched to its place by itself, so that no font puts the rest of a line out of place.
    """
    column = 0
    for (blank, size), characters in groupby(text, lambda char: (char == " ", width(char))):
        piece = "".join(characters)
        if not blank:
            yield piece, column, size * len(piece)
        column += size * len(piece)


def drawn_line(segments: Iterable[Segment], row: int) -> Iterator[str]:
    column = 0
    for text, style, _ in segments:
        ink, ground = inks(style or Style.null())
        cells = width(text)
        if ground != GROUND:
            yield (
                f'<rect x="{column * CELL}" y="{row * LINE}" width="{cells * CELL}" height="{LINE}" fill="{ground}"/>'
            )
        bold = ' font-weight="700"' if style is not None and style.bold else ""
        for piece, before, size in runs(text):
            yield (
                f'<text x="{(column + before) * CELL}" y="{row * LINE + 16}" textLength="{size * CELL}" '
                f'lengthAdjust="spacingAndGlyphs" fill="{ink}"{bold}>{escape(piece, quote=False)}</text>'
            )
        column += cells


def svg(lines: Iterable[Iterable[Segment]], title: str) -> str:
    """The picture of a screen."""
    body = [part for row, line in enumerate(lines) for part in drawn_line(line, row)]
    across, down = SIZE[0] * CELL, SIZE[1] * LINE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{across}" height="{down}" fill="{GROUND}"/>',
            f'<g font-family="{FONTS}" font-size="16">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


async def finished(drive: Driver) -> None:
    """Wait until everything has been read and drawn."""
    quiet, before = 0, ""
    while quiet < QUIET_LOOKS:
        await drive.pilot.pause(LOOK_SECONDS)
        text = drive.text
        quiet = quiet + 1 if text == before and "正在" not in text else 0
        before = text


async def draw(path: Path) -> None:
    async with driving(path, size=SIZE) as drive:
        for main in MAINS:
            await drive.press(main.digit)
            await finished(drive)
            lines = [list(strip) for strip in drive.screen._compositor.render_strips()]
            target = FOLDER / f"{main.digit}-{main.mode}.svg"
            target.write_text(svg(lines, f"画面 {main.digit}：{main.title}"), encoding="utf-8")
            target.chmod(0o644)
            sys.stdout.write(f"{target.name}  {target.stat().st_size:,}\n")


def make() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fjgov-pictures-") as folder:
        # Whoever draws them may have chosen other colours and keys.
        os.environ |= {"FJGOV_THEME": "fjgov-dark", "XDG_CONFIG_HOME": folder}
        path = Path(folder) / "演示县.db"
        with create_store(path, actor=Actor(user="wangfang", host="office"), clock=lambda: NOW) as store:
            build_demo(store, beijing_day(NOW))
        asyncio.run(draw(path))


if __name__ == "__main__":
    make()
