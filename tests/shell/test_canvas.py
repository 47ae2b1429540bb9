"""What is sent to the terminal: only what differs, and the terminal shows the same as if all of it had been sent."""

from __future__ import annotations

from random import Random

import pytest

from fjgov_tui.shell.canvas import PLAIN, Canvas, Look, Stretch, erases_in_colour
from fjgov_tui.text import width
from tests.terminal.teletype import Glass

COLUMNS, LINES = 40, 6
BRIGHT: Look = ("1", "38;2;216;222;230", "48;2;18;23;30")
LOOKS: tuple[Look, ...] = (PLAIN, BRIGHT, ("1;7", "33", ""), ("", "33", "44"), ("4", "", "44"), ("", "", "44"))
TEXTS = ("白帝镇", "ab", "  ", " " * 15, " 处置 1 ", "─", "×", "x", "夔 门")


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


def plainly(stretches: list[Stretch]) -> str:
    """Every stretch at its place, each of its texts with its own colours."""
    return "".join(
        f"\x1b[{item.y + 1};{item.x + 1}H"
        + "".join(f"\x1b[0;{';'.join(filter(None, look))}m{text}" for text, look in item.runs)
        for item in stretches
    )


def framed(text: str) -> list[Stretch]:
    """A window of four lines with a frame of another colour."""
    frame: Look = ("", "38;2;223;176;80", BRIGHT[2])
    return [stretch(y, 1, ("│", frame), (text + " " * (30 - width(text)), BRIGHT), ("│", frame)) for y in range(4)]


def test_a_window_is_drawn_without_its_blanks_and_without_changing_colours_at_every_line() -> None:
    behind = [line(y, "背后的一行", ("", "", "44")) for y in range(LINES)]
    ours, plain = Canvas(erases=True), Canvas()
    for canvas in (ours, plain):
        sent(canvas, *behind)
    heard = sent(ours, *framed("处置"))
    assert " " * 11 not in heard
    assert (heard.count(BRIGHT[1]), heard.count("223;176;80")) == (1, 1)
    assert len(heard) < len(plainly(framed("处置"))) / 2
    assert " " * 26 in sent(plain, *framed("处置")), "a terminal that cannot erase in colour gets the blanks"


def test_empty_cells_of_a_table_wipe_what_stood_under_each_of_them() -> None:
    glass, canvas = Glass(COLUMNS, LINES), Canvas(erases=True)
    glass.draw(sent(canvas, line(0, "▂" * COLUMNS)).encode())
    canvas.forget()
    glass.draw(sent(canvas, stretch(0, 0, ("白帝镇", BRIGHT), *[("  ", BRIGHT)] * 15, ("完成", BRIGHT))).encode())
    assert glass.text.splitlines()[0] == f"白帝镇{' ' * 30}完成"


def test_what_cannot_erase_in_colour_is_not_asked_to() -> None:
    assert [name for name in ("xterm-256color", "tmux", "linux") if not erases_in_colour(name)] == []
    assert [name for name in ("screen-256color", "vt220", "dumb", "") if erases_in_colour(name)] == []


@pytest.mark.parametrize("erases", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_after_every_change_the_terminal_shows_what_it_would_if_everything_were_sent(seed: int, erases: bool) -> None:
    chance, canvas, glass = Random(seed), Canvas(erases=erases), Glass(COLUMNS, LINES)
    rows = [row(chance, y) for y in range(LINES)]
    for _ in range(60):
        for y in chance.sample(range(LINES), chance.choice((2, LINES))):
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
        whole.draw(plainly(rows).encode())
        assert picture(glass) == picture(whole)
