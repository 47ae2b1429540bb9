"""Two editions of one text: where they differ, quoted as it stands in each; blanks and forms of characters are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.normal import SHOWN, squeeze

_ENDS = frozenset("，。；：！？、“”‘’（）《》〈〉【】…—;!?()[]\"'|")
"""Where a clause begins or ends; blanks do so, too. Between digits it is a part of a number."""
_AROUND = 12
"""Characters of the clause before and behind a difference that are quoted with it."""


@dataclass(frozen=True)
class Spelled:
    """A text as it stands, and where in it the characters of its squeezed form come from."""

    text: str
    squeezed: str
    starts: list[int]
    """Where what became each character stands; one more for the end."""

    @classmethod
    def of(cls, text: str) -> Spelled:
        """Squeeze a text with the way back: of 60,000 characters some hundred are different ones."""
        whole = unicodedata.normalize("NFC", text)
        forms = {char: squeeze(char) for char in set(whole)}
        whole = whole.translate({ord(char): None for char, form in forms.items() if not form and not char.isspace()})
        starts = [place for place, char in enumerate(whole) for _ in forms[char]]
        return cls(whole, "".join([forms[char] for char in whole]), [*starts, len(whole)])

    def cut(self, start: int, end: int) -> str:
        """A stretch of the squeezed text as it stands."""
        return self.text[self.starts[start] : self.starts[end - 1] + 1] if start < end else ""

    def without(self, *patterns: re.Pattern[str], most: int) -> str:
        """The text as it stands, without what fits in its squeezed form, and so many characters of that at most."""
        text = self
        for pattern in patterns:
            at, kept = 0, list[str]()
            for match in pattern.finditer(text.squeezed):
                kept.append(text.text[text.starts[at] : text.starts[match.start()]])
                at = match.end()
            text = Spelled.of("".join([*kept, text.text[text.starts[at] :]])) if at else text
        return text.text[: text.starts[most]] if most < len(text.squeezed) else text.text

    def begins(self, place: int) -> bool:
        """Whether a clause begins at a place of the squeezed text."""
        return place <= 0 or place >= len(self.squeezed) or self._ends_at(self.starts[place] - 1)

    def ends_before(self, place: int) -> bool:
        """Whether a clause ends there: with the character before, or because the next one ends it."""
        return self.begins(place) or self._ends_at(self.starts[place])

    def _ends_at(self, at: int) -> bool:
        char = self.text[at]
        if char not in _ENDS:
            return char.isspace()
        return not (self.text[max(0, at - 1)].isdigit() and self.text[at + 1 : at + 2].isdigit())


def differing(before: str, after: str) -> tuple[str, str]:
    """The stretch in which two texts differ, as it stands in each, with the clauses that it stands in.

    Returns:
        What stood there and what stands there now; one of them is empty where the other has whole clauses more.
    """
    was, now = Spelled.of(before), Spelled.of(after)
    head = _alike(was.squeezed, now.squeezed)
    tail = _alike(was.squeezed[head:][::-1], now.squeezed[head:][::-1])
    head, tail = _whole_clause(was, now, head, tail)
    return quoted(was.cut(head, len(was.squeezed) - tail)), quoted(now.cut(head, len(now.squeezed) - tail))


def most(size: int, holds: Callable[[int], bool]) -> int:
    """The greatest number up to another of which something holds that holds of all smaller ones, too.

    Args:
        size: the greatest that is asked about.
        holds: whether it does; of 0 it does.
    """
    low = 0
    while low < size:
        middle = (low + size + 1) // 2
        low, size = (middle, size) if holds(middle) else (low, middle - 1)
    return low


def _alike(text: str, other: str) -> int:
    """How many characters at the beginning of two texts are the same."""
    return most(min(len(text), len(other)), lambda size: text[:size] == other[:size])


def altered(before: str, after: str) -> str:
    """The same in words."""
    was, now = differing(before, after)
    if was and now:
        return f"“{was}”改成了“{now}”"
    return f"多了“{now}”" if now else f"少了“{was}”"


def _whole_clause(was: Spelled, now: Spelled, head: int, tail: int) -> tuple[int, int]:
    """What is the same before and behind the difference, without what is quoted of it as the rest of the clause."""
    longer = now if len(now.squeezed) > len(was.squeezed) else was
    if head + tail == min(len(was.squeezed), len(now.squeezed)):
        # Something was put in or taken out: of the places that it may have had, one at which a clause begins.
        first, shown = head, longer.squeezed
        while (
            first > 0 and not longer.begins(first) and shown[first - 1] == shown[len(shown) - tail - 1 + first - head]
        ):
            first -= 1
        if longer.begins(first):
            head, tail = first, tail + head - first
    most = _AROUND
    while head and most and not (was.begins(head) and now.begins(head)):
        head, most = head - 1, most - 1
    most = _AROUND
    while tail and most and not _ended(was, now, head, tail):
        tail, most = tail - 1, most - 1
    return head, tail


def _ended(was: Spelled, now: Spelled, head: int, tail: int) -> bool:
    """Whether what differs ends with a clause in both; where nothing stands in one, it does."""
    return all(len(text.squeezed) - tail == head or text.ends_before(len(text.squeezed) - tail) for text in (was, now))


def quoted(text: str) -> str:
    """As much of a text as is shown of it."""
    words = " ".join(text.split())
    return f"{words[:SHOWN]}…" if len(words) > SHOWN else words
