"""Where a line breaks the Chinese way: between any two characters, not before a closing mark nor in a Latin word."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from fjgov_tui.text import width

_NEVER_FIRST = frozenset("，。：；、！？”’）】》〉」』…—％℃,.:;!?)]}%")
_NEVER_LAST = frozenset("“‘（【《〈「『([{")
Size = Callable[[str], int]
"""Cells that one character takes."""


def _may_break(before: str, after: str, size: Size) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return before == " " or size(before) > 1 or size(after) > 1


def cuts(text: str, cells: int, hang: int = 0, size: Size = width) -> list[int]:
    """Where one line is cut so that no part is wider than the room; blanks at the end of a part may stand out of it.

    Args:
        text: without line breaks.
        cells: the room.
        hang: cells that every part but the first loses to indentation.
        size: how wide a character is for whoever draws the text.
    """
    places: list[int] = []
    start = best = used = 0
    room = cells
    for place, char in enumerate(text):
        if place > start and _may_break(text[place - 1], char, size):
            best = place
        taken = size(char)
        while used + taken > room and place > start and char != " ":
            start = best if best > start else place
            places.append(start)
            best = start
            used = sum(map(size, text[start:place]))
            room = cells - hang
        used += taken
    return places


def wrapped(text: str, cells: int) -> list[str]:
    """The text as lines of at most so many cells, without blanks at their ends; an empty text is one empty line."""
    places = [0, *cuts(text, cells), len(text)]
    return [text[start:end].strip() for start, end in pairwise(places)]
