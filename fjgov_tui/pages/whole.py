"""All texts of a page in one, as it is compared with what was reviewed, and the way back to what is written there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.flat import Flat
from fjgov_tui.pages.normal import squeeze
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.wording import Spelled, differing, most, quoted

_APART = frozenset({"a", "nav", "header", "footer", "form", "select", "option", "button"})
"""Elements whose text leads elsewhere or belongs to the site as a whole."""
_AROUND, _TIMES = 400, 2
"""The main block holds an article and at most so many characters, and so many times its own, beside it."""
_HOLDERS = frozenset({"div", "td", "article", "section", "main", "body", "ucapcontent", "form", "center", "li"})
"""Elements that hold an article whole; below them are its paragraphs."""
_MOST = 5
"""Paragraphs that are named as missing."""
_TELLING = 4
"""Characters by which a paragraph's place is known, where they stand on the page once."""


@dataclass(frozen=True)
class Whole:
    """All texts of a page squeezed into one, with where each begins."""

    flat: Flat
    text: str
    order: list[int]
    """The indexes of the text nodes."""
    starts: list[int]
    """Where each begins; one more for the end."""

    @classmethod
    def of(cls, page: ParsedPage) -> Whole:
        """Put the texts of a page together."""
        order = sorted(page.flat.texts)
        pieces = [squeeze(page.flat.texts[index]) for index in order]
        return cls(page.flat, "".join(pieces), order, [0, *accumulate(map(len, pieces))])

    def holding(self, start: int, end: int) -> int:
        """The smallest element that holds paragraphs of an article and that stretch; 0 is the page."""
        flat = self.flat
        first = self.order[max(0, bisect_left(self.starts, start + 1) - 1)]
        node = flat.parents[first]
        while node > 0:
            low, high = self.stretch(node)
            if low <= start and end <= high and flat.tags[node] in _HOLDERS:
                return node
            node = flat.parents[node]
        return 0

    def texts_in(self, node: int) -> tuple[int, int]:
        """The first of the texts in an element, and the first behind it; 0 is the page."""
        if node <= 0:
            return 0, len(self.order)
        return bisect_left(self.order, node), bisect_left(self.order, self.flat.ends[node])

    def stretch(self, node: int) -> tuple[int, int]:
        """Where the text of an element begins and ends."""
        low, high = self.texts_in(node)
        return self.starts[low], self.starts[high]

    def words(self, low: int, high: int) -> str:
        """Some texts as they are written, with a blank between lines."""
        return self._written(self.order[low:high])

    def _written(self, indexes: Sequence[int]) -> str:
        lines, parts, last = self.flat.lines, list[str](), -1
        for index in indexes:
            parts += [" "] if parts and lines[index] != last else []
            parts += [" ".join(self.flat.texts[index].split())]
            last = lines[index]
        return "".join(parts)

    def beside(self, node: int, length: int) -> str:
        """What stands in the main block around an element and outside of it: its parents, while they hold little else.

        Args:
            node: the element that holds the article.
            length: characters of the article.
        """
        flat, around = self.flat, list[int]()
        if node <= 0:
            return ""
        parent = flat.parents[node]
        while parent > 0 and flat.tags[parent] != "html":
            places = list(self._others(parent, node))
            if sum(self.starts[place + 1] - self.starts[place] for place in places) > _TIMES * length + _AROUND:
                break
            around, parent = [self.order[place] for place in places], flat.parents[parent]
        return self._written(around)

    def _others(self, parent: int, node: int) -> Iterator[int]:
        """The texts within one element and outside of another, but for those of links and of the site as a whole."""
        for place in range(*self.texts_in(parent)):
            index = self.order[place]
            if not node <= index < self.flat.ends[node] and not self._apart(index, parent):
                yield place

    def _apart(self, index: int, top: int) -> bool:
        here = self.flat.parents[index]
        while here > top:
            if self.flat.tags[here] in _APART:
                return True
            here = self.flat.parents[here]
        return False

    def differing(self, lines: Sequence[str]) -> list[tuple[str, str]]:
        """In what the page differs from a text that is not on it as a whole.

        Args:
            lines: the paragraphs of the text, as they were reviewed.

        Returns:
            What of it is not on the page, and what is written there in its place; one of them may be empty. Nothing
            where all paragraphs are there and it cannot be told what stands between them.
        """
        lacking = [line for line in dict.fromkeys(lines) if squeeze(line) not in self.text]
        if lacking:
            return [self._difference(line) for line in lacking[:_MOST]]
        for before, after in pairwise(map(squeeze, lines)):
            if before + after not in self.text and min(len(before), len(after)) >= _TELLING:
                second = self.text.find(after)
                first = self.text.rfind(before, 0, second)
                return [("", quoted(self._between(first + len(before), second)))] if first >= 0 else []
        return []

    def _difference(self, line: str) -> tuple[str, str]:
        """What of a paragraph is not on the page, and what its line there says instead."""
        unknown, wanted = (quoted(line), ""), squeeze(line)
        front = most(len(wanted), lambda size: wanted[:size] in self.text)
        back = most(len(wanted), lambda size: wanted[len(wanted) - size :] in self.text)
        known = wanted[:front] if front >= back else wanted[len(wanted) - back :]
        at = self.text.find(known)
        if len(known) < _TELLING or self.text.find(known, at + 1) >= 0:
            return unknown
        low, high = self._line(at, at + len(known))
        if self.starts[high] - self.starts[low] > _TIMES * len(wanted) + _AROUND:
            return unknown
        was, now = differing(line, self.words(low, high))
        # Where the rest of it stands in another line, nothing of it is missing.
        return (was, now) if now else unknown

    def _line(self, start: int, end: int) -> tuple[int, int]:
        """The texts of the lines in which a stretch stands: the first, and the first behind them."""
        low, high = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        lines = [self.flat.lines[index] for index in self.order]
        return bisect_left(lines, lines[low]), bisect_right(lines, lines[high - 1])

    def _between(self, start: int, end: int) -> str:
        low, high = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        return Spelled.of(self.words(low, high)).cut(start - self.starts[low], end - self.starts[low])
