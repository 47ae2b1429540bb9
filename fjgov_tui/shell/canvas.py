"""What stands on the terminal, cell by cell: of what is drawn again, only what reads otherwise is sent.

Textual draws the whole terminal whenever a widget moves and whenever a window opens or closes: three to ten kilobytes a
key over SSH, of which most stand there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
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
_ERASING = ("xterm", "tmux", "linux", "putty", "rxvt", "vte", "gnome", "konsole", "alacritty", "foot", "kitty")
_FEW, _SEVERAL = 10, 4
"""Blanks that are sent as they are: to erase them and step over them takes as many bytes. Writes worth sorting."""
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


@dataclass(frozen=True)
class _Write:
    """What is written at one place of the terminal."""

    y: int
    x: int
    cells: tuple[Cell, ...]
    even: bool = True
    """Whether each of the cells takes one; else nobody knows where the cursor stands behind them."""


class _Pen:
    """Sequences for a terminal that keeps its colours from one text to the next, wherever the next one stands."""

    def __init__(self, *, erases: bool) -> None:
        self._sent: list[str] = []
        self._look = PLAIN
        self._erases = erases
        self._at = (-1, -1)

    def write(self, write: _Write) -> None:
        """Put texts on the terminal, one behind the other."""
        if (write.y, write.x) != self._at:
            self._sent.append(f"\x1b[{write.y + 1};{write.x + 1}H")
        ahead = 0
        for look, alike in groupby(write.cells, itemgetter(1)):
            text = "".join(text for text, _ in alike)
            if change := self._change(look):
                self._sent.append(f"\x1b[{change}m")
            if ahead:
                self._sent.append(f"\x1b[{ahead}C")
                ahead = 0
            if self._erases and look[0] == _ANY and len(text) > _FEW:
                ahead = len(text)
                self._sent.append(f"\x1b[{ahead}X")
            else:
                self._sent.append(text)
        # Behind what was erased the cursor stands before it.
        self._at = (write.y, write.x + len(write.cells) - ahead) if write.even else (-1, -1)

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


def erases_in_colour(name: str) -> bool:
    """Whether a terminal of that name (`TERM`) blanks cells in the background drawn with; GNU screen doesn't."""
    return name.startswith(_ERASING)


class Canvas:
    """The picture as the terminal has it."""

    def __init__(self, *, erases: bool = False) -> None:
        """Nothing is known of what stands there.

        Args:
            erases: the terminal can be told to blank so many cells in the background that is drawn with.
        """
        self._erases = erases
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
        shown = [stretch for stretch in stretches if 0 <= stretch.y < size[1]]
        if size != self._size:
            self._size, self._whole = size, []
            self._lines = [[_UNKNOWN] * size[0] for _ in range(size[1])]
            if all(stretch.x + stretch.size <= size[0] for stretch in shown):
                self._whole = shown
                runs = ((stretch, tuple(map(_unseen, stretch.runs))) for stretch in shown)
                return self._drawn(_Write(stretch.y, stretch.x, cells, even=False) for stretch, cells in runs)
        for stretch in self._whole:
            self._put(stretch, [])
        self._whole = []
        writes: list[_Write] = []
        odd = False
        for stretch in shown:
            odd |= self._put(stretch, writes)
        drawn = self._drawn(writes)
        if odd or len(writes) < _SEVERAL:
            return drawn
        # A frame goes round many lines: line by line its colour and that of its text would be sent again and again.
        return min(drawn, self._drawn(_by_look(writes)), key=len)

    def _drawn(self, writes: Iterable[_Write]) -> str:
        pen = _Pen(erases=self._erases)
        for write in writes:
            pen.write(write)
        return pen.lifted()

    def _put(self, stretch: Stretch, writes: list[_Write]) -> bool:
        """Note what is written for a stretch; whether nobody knows where it ends."""
        line, cells, x = self._lines[stretch.y], _cells(stretch.runs), stretch.x
        if len(cells) != stretch.size:
            # A character that is counted otherwise elsewhere: nobody knows where the terminal has put the rest.
            line[:] = [_UNKNOWN] * len(line)
            writes.append(_Write(stretch.y, x, stretch.runs, even=False))
            return True
        end = min(x + len(cells), len(line))
        before = line[x:end]
        if before == cells[: end - x]:
            return False
        _tear(line, x)
        _tear(line, end)
        line[x:end] = cells[: end - x]
        first = next(at for at, cell in enumerate(before) if cell != cells[at])
        last = next(at for at in range(len(before) - 1, -1, -1) if before[at] != cells[at])
        while first and not cells[first][0]:
            first -= 1
        while last + 1 < len(before) and not cells[last + 1][0]:
            last += 1
        writes.append(_Write(stretch.y, x + first, tuple(cells[first : last + 1])))
        return False


def _by_look(writes: Sequence[_Write]) -> list[_Write]:
    """The same in another order: what looks alike follows, wherever it stands; as it was where they overlap."""
    if _overlap(writes):
        return list(writes)
    alike: dict[Look, list[_Write]] = {}
    for write in writes:
        x = write.x
        for look, group in groupby(zip(_looks(write.cells), write.cells, strict=True), itemgetter(0)):
            cells = tuple(cell for _, cell in group)
            alike.setdefault(look, []).append(_Write(write.y, x, cells))
            x += len(cells)
    grounds = list(dict.fromkeys(look[2] for look in alike))
    return [write for look in sorted(alike, key=lambda look: grounds.index(look[2])) for write in alike[look]]


def _looks(cells: Iterable[Cell]) -> Iterator[Look]:
    """How each cell looks; a blank as what stands before it, where their backgrounds are the same."""
    before: Look = _UNKNOWN[1]
    for _, look in cells:
        if look[0] != _ANY or before[2] != look[2] or _shows(before[0]):
            before = look
        yield before


def _overlap(writes: Sequence[_Write]) -> bool:
    taken = sorted((write.y, write.x, write.x + len(write.cells)) for write in writes)
    return any(this[0] == that[0] and this[2] > that[1] for this, that in pairwise(taken))


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
