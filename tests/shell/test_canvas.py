"""What is sent to the terminal: only what differs, and the terminal shows the same as if all of it had been sent."""

from __future__ import annotations

from random import Random

import pytest

from fjgov_tui.shell.canvas import PLAIN, Canvas, Look, Stretch
from fjgov_tui.text import width
from tests.terminal.teletype import Glass

COLUMNS, LINES = 24, 6
BRIGHT: Look = ("1", "38;2;216;222;230", "48;2;18;23;30")
LOOKS: tuple[Look, ...] = (PLAIN, BRIGHT, ("1;7", "33", ""), ("", "33", "44"), ("4", "", "44"), ("", "", "44"))
TEXTS = ("白帝镇", "ab", "  ", " 处置 1 ", "─", "×", "x", "夔 门")


def stretch(y: int, x: int, *runs: tuple[str, Look]) -> Stretch:
    return Stretch(y, x, runs, sum(width(text) for text, _ in runs))


def line(y: int, text: str, look: Look = BRIGHT) -> Stretch:
    return stretch(y, 0, (text + " " * (COLUMNS - width(text)), look))


def sent(canvas: Canvas, *stretches: Stretch) -> str:
    return canvas.difference(stretches, (COLUMNS, LINES))


def test_what_stands_there_already_is_not_sent_again() -> None:
    canvas = Canvas()
    assert "白帝镇" in sent(canvas, line(0, "白帝镇 处置"), line(1, "永安街道"))
    assert sent(canvas, line(0, "白帝镇 处置"), line(1, "永安街道")) == ""
    assert sent(canvas, line(0, "白帝镇 审校"), line(1, "永安街道")).startswith("\x1b[1;8H")
    canvas.forget()
    assert "永安街道" in sent(canvas, line(0, "白帝镇 审校"), line(1, "永安街道"))


def test_another_size_of_the_terminal_is_another_picture() -> None:
    canvas = Canvas()
    sent(canvas, line(0, "白帝镇"))
    assert "白帝镇" in canvas.difference([line(0, "白帝镇")], (COLUMNS, LINES + 1))


def test_a_colour_is_sent_once_and_only_where_it_is_seen() -> None:
    heard = sent(Canvas(), line(0, "白帝镇"), line(1, "永安街道"), stretch(2, 0, ("    ", ("", "32", BRIGHT[2]))))
    assert heard.count(BRIGHT[1]) == heard.count(BRIGHT[2]) == 1
    assert "32" not in heard.replace(BRIGHT[1], ""), "nobody sees the colour of a blank"
    assert heard.endswith("\x1b[0m")


def test_a_character_that_is_counted_otherwise_elsewhere_has_its_line_sent_whole() -> None:
    canvas = Canvas()
    sent(canvas, line(0, "白帝镇"))
    odd = Stretch(0, 0, (("白帝镇x", BRIGHT),), 8)
    assert "白帝镇x" in sent(canvas, odd)
    assert "白帝镇x" in sent(canvas, odd)


def picture(glass: Glass) -> list[tuple[object, ...]]:
    """Every cell as it is seen: of a blank the background alone, unless its colours are turned round or underlined."""
    cells = (glass.screen.buffer[y][x] for y in range(LINES) for x in range(COLUMNS))
    return [
        (cell.data, cell.bg, *((cell.fg, cell.bold) if cell.data != " " or cell.reverse or cell.underscore else ()),
         cell.reverse, cell.underscore)
        for cell in cells
    ]  # fmt: skip


def row(chance: Random, y: int) -> Stretch:
    """A line of random texts in random looks."""
    runs, used = [], 0
    while used < COLUMNS:
        text = chance.choice(TEXTS)
        text = text if used + width(text) <= COLUMNS else " " * (COLUMNS - used)
        runs.append((text, chance.choice(LOOKS)))
        used += width(text)
    return stretch(y, 0, *runs)


@pytest.mark.parametrize("seed", range(4))
def test_after_every_change_the_terminal_shows_what_it_would_if_everything_were_sent(seed: int) -> None:
    chance, canvas, glass = Random(seed), Canvas(), Glass(COLUMNS, LINES)
    rows = [row(chance, y) for y in range(LINES)]
    for _ in range(60):
        for y in chance.sample(range(LINES), 2):
            other = row(chance, y)
            # Half of the time the line keeps its beginning, as a list does behind which a panel changes.
            kept = rows[y].runs[: chance.randrange(3)] if chance.random() < 0.5 else ()
            used = sum(width(text) for text, _ in kept)
            rest, room = [], COLUMNS - used
            for text, look in other.runs:
                fitting = text if width(text) <= room else " " * room
                rest.append((fitting, look))
                room -= width(fitting)
            rows[y] = stretch(y, 0, *kept, *(run for run in rest if run[0]))
        glass.draw(sent(canvas, *rows).encode())
        whole = Glass(COLUMNS, LINES)
        whole.draw(sent(Canvas(), *rows).encode())
        assert picture(glass) == picture(whole)
