"""What stands on the terminal, cell by cell: of what is drawn again, only what reads otherwise is sent.

Textual draws the whole terminal whenever a widget moves and whenever a window opens or closes: three to ten kilobytes a
key over SSH, of which most stand there already.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import width

Look = tuple[str, str, str]
"""Weight, colour and background as the numbers of SGR; empty where the terminal's own."""
Cell = tuple[str, Look]
"""What is drawn in it and how it looks; the right half of a wide character draws nothing."""
PLAIN: Look = ("", "", "")
_ANY = "any"
"""The weight and the colour of a blank, where they cannot be seen: it is drawn with those that stand at the time."""
_SEEN = frozenset("4579")
"""What can be seen of a blank: lines under and through it, blinking, colours turned round."""
_UNKNOWN: Cell = ("", ("?", "", ""))
"""Nobody knows what stands there: it equals nothing that can be drawn."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of one line."""

    y: int
    x: int
    runs: tuple[Cell, ...]
    """What stands there from the left: texts that look the same, and how."""
    size: int
    """Cells that it takes by the count of who drew it."""


class _Pen:
    """Sequences for a terminal that keeps its colours from one text to the next, wherever the next one stands."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._look = PLAIN

    def write(self, y: int, x: int, runs: Iterable[Cell]) -> None:
        """Put texts on the terminal, one behind the other."""
        self._sent.append(f"\x1b[{y + 1};{x + 1}H")
        for look, alike in groupby(runs, itemgetter(1)):
            if change := self._change(look):
                self._sent.append(f"\x1b[{change}m")
            self._sent += (text for text, _ in alike)

    def _change(self, look: Look) -> str:
        """The numbers by which the next text looks like that; none where it does already."""
        weight, color, background = look
        before = self._look
        if weight == _ANY:
            weight, color = ("", "") if _shows(before[0]) else before[:2]
        self._look = weight, color, background
        if weight != before[0]:
            return ";".join(filter(None, ("0", weight, color, background)))
        changed = [color or "39"] if color != before[1] else []
        return ";".join([*changed, background or "49"] if background != before[2] else changed)

    def lifted(self) -> str:
        """All that was written, and the terminal's own colours again."""
        return "".join((*self._sent, "\x1b[0m")) if self._look != PLAIN else "".join(self._sent)


class Canvas:
    """The picture as the terminal has it."""

    def __init__(self) -> None:
        """Nothing is known of what stands there."""
        self._size = (0, 0)
        self._lines: list[list[Cell]] = []
        self._whole: list[Stretch] = []
        """A picture that was sent whole: which cells it has is asked only when the next one is compared with it."""

    def forget(self) -> None:
        """Others may have written on the terminal: all of the next picture is sent."""
        self._size = (0, 0)

    def difference(self, stretches: Iterable[Stretch], size: tuple[int, int]) -> str:
        """What is sent for the terminal to show these stretches.

        Args:
            stretches: what was drawn.
            size: columns and lines of the terminal.
        """
        drawn, pen = [stretch for stretch in stretches if 0 <= stretch.y < size[1]], _Pen()
        if size != self._size:
            self._size, self._whole = size, []
            self._lines = [[_UNKNOWN] * size[0] for _ in range(size[1])]
            if all(stretch.x + stretch.size <= size[0] for stretch in drawn):
                self._whole = drawn
                for stretch in drawn:
                    pen.write(stretch.y, stretch.x, map(_unseen, stretch.runs))
                return pen.lifted()
        for stretch in self._whole:
            self._put(stretch, _Pen())
        self._whole = []
        for stretch in drawn:
            self._put(stretch, pen)
        return pen.lifted()

    def _put(self, stretch: Stretch, pen: _Pen) -> None:
        line, cells, x = self._lines[stretch.y], _cells(stretch.runs), stretch.x
        if len(cells) != stretch.size:
            # A character that is counted otherwise elsewhere: nobody knows where the terminal has put the rest.
            line[:] = [_UNKNOWN] * len(line)
            pen.write(stretch.y, x, stretch.runs)
            return
        end = min(x + len(cells), len(line))
        before = line[x:end]
        if before == cells[: end - x]:
            return
        _tear(line, x)
        _tear(line, end)
        line[x:end] = cells[: end - x]
        first = next(at for at, cell in enumerate(before) if cell != cells[at])
        last = next(at for at in range(len(before) - 1, -1, -1) if before[at] != cells[at])
        while first and not cells[first][0]:
            first -= 1
        while last + 1 < len(before) and not cells[last + 1][0]:
            last += 1
        pen.write(stretch.y, x + first, cells[first : last + 1])


def _unseen(run: Cell) -> Cell:
    """A run of blanks is drawn with the weight and the colour that stand at the time."""
    text, look = run
    return (text, (_ANY, _ANY, look[2])) if not text.strip(" ") and not _shows(look[0]) else run


def _cells(runs: Iterable[Cell]) -> list[Cell]:
    """The runs cell by cell; what takes no cell of its own stands with the character before it."""
    cells: list[Cell] = []
    for text, look in runs:
        blank: Cell = (" ", look if _shows(look[0]) else (_ANY, _ANY, look[2]))
        if text.isascii():
            cells += [blank if char == " " else (char, look) for char in text]
            continue
        for char in text:
            size = width(char)
            if char == " ":
                cells.append(blank)
            elif size == 0 and cells:
                cells[-1] = (cells[-1][0] + char, cells[-1][1])
            elif size:
                cells += ((char, look), ("", look))[:size]
    return cells


def _shows(weight: str) -> bool:
    """Whether anything but its background can be seen of a blank of that weight."""
    return not _SEEN.isdisjoint(weight.split(";"))


def _tear(line: list[Cell], x: int) -> None:
    """Where a wide character is written over by half, nobody knows what becomes of the other half."""
    if 0 < x < len(line) and line[x] != _UNKNOWN and not line[x][0]:
        line[x - 1] = line[x] = _UNKNOWN
