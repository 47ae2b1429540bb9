"""Text that is broken into lines the Chinese way as it is drawn, whatever room it is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import get_character_cell_size
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from fjgov_tui import linebreaks
from fjgov_tui.dataclass import dataclass
from fjgov_tui.patterns import pattern

_SIGN = pattern(r" *(?:(?<= )[✗~+=?-] )?")
LEAST = 8
"""Cells that a continued line keeps, however deep it hangs."""
BESIDE = 96
"""Cells from which on two texts stand beside each other."""
_RULE = " │ "
_HANG = 2


def cuts(text: str, cells: int, hang: int = 0) -> list[int]:
    """Where a line is cut, as `linebreaks.cuts`; characters are as wide as Textual draws them."""
    return linebreaks.cuts(text, cells, hang, get_character_cell_size)


def _indent(text: str) -> int:
    """Where a line begins, after the sign of a list if there is one."""
    match = _SIGN.match(text)
    return match.end() if match else 0


def fold(line: Content, cells: int, hang: int | None = None) -> Iterator[Content]:
    """One line as several that fit.

    Args:
        line: without line breaks.
        cells: the room.
        hang: how far continued lines are indented; as far as the first one, where not given.
    """
    deep = max(min(_indent(line.plain) if hang is None else hang, cells - LEAST), 0)
    pieces = line.divide(cuts(line.plain, max(cells, 2), deep))
    for place, piece in enumerate(pieces):
        yield piece if place == 0 else Content(" " * deep) + piece


@dataclass(frozen=True)
class Pair:
    """Two texts beside each other where there is room for both, else one under the other."""

    left: Content
    right: Content

    def fold(self, cells: int) -> Iterator[Content]:
        """The lines that fit into so many cells."""
        if cells < BESIDE:
            texts = (self.left,) if self.left.plain == self.right.plain else (self.left, self.right)
            for text in texts:
                yield from fold(text, cells, _HANG) if text.plain else ()
            return
        half = (cells - len(_RULE)) // 2
        for left, right in zip_longest(
            fold(self.left, half, _HANG), fold(self.right, half, _HANG), fillvalue=Content("")
        ):
            yield left + Content(" " * (half - left.cell_length) + _RULE) + right


class Folded(Visual):
    """Text that folds itself to the room it is given."""

    def __init__(self, lines: Sequence[tuple[Content, int | None] | Pair]) -> None:
        """Take the lines.

        Args:
            lines: each with its hanging indent; `None` hangs it where it begins.
        """
        self._lines = tuple(lines)
        self._known: dict[int, Content] = {}

    @classmethod
    def of(cls, content: Content) -> Folded:
        """The lines of a content, each hanging where it begins."""
        return cls([(line, None) for line in content.split("\n", allow_blank=True)])

    @classmethod
    def joined(cls, parts: Sequence[Folded]) -> Folded:
        """Several texts as one, below each other."""
        return cls([line for part in parts for line in part._lines])

    def at(self, cells: int) -> Content:
        """The text as it stands in so many cells."""
        if cells not in self._known:
            folded = (
                piece
                for line in self._lines
                for piece in (line.fold(cells) if isinstance(line, Pair) else fold(line[0], cells, line[1]))
            )
            self._known = {cells: Content("\n").join(folded)}
        return self._known[cells]

    def _shown(self, rules: RulesMap, cells: int) -> Content:
        """A style of one line cuts instead of folding."""
        return self.at(1_000_000 if rules.get("text_wrap") == "nowrap" else cells)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The folded lines, drawn."""
        return self._shown(options.rules, width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The cells of the longest line, unfolded."""
        return max((BESIDE if isinstance(line, Pair) else line[0].cell_length for line in self._lines), default=0)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """The cells of one wide character."""
        return 2

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines it takes, folded to that width."""
        return self._shown(rules, width).plain.count("\n") + 1
