"""How wide the columns of a table are: as the shares say, but a day, a number or a short word stands on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fjgov_tui.paper import measures as m
from fjgov_tui.paper.document import Table

CELL_MARGINS = 200
"""Left and right of a cell's text, in twips."""
_SLACK = 60
"""Faces whose digits are a little wider than half a character still fit."""
_WIDE_FACE = 1.3
"""How much wider than half a character the digits of the faces are that stand in where 仿宋 is not installed; they
are given the room where there is enough of it."""
_LONGEST = 20
"""Cells of the longest piece that is kept together; an address or a digest is longer, and is broken."""
_WORD = 8
"""Cells of a whole line of text that is not broken, as `不合格`."""
_PIECES = re.compile(r"[!-~]+")


def cells(text: str) -> int:
    """How wide a text is in halves of a Chinese character: on paper quotes and dashes are as wide as one."""
    return sum(1 if char.isascii() else 2 for char in text)


def rows_of(table: Table) -> m.Rows:
    """How the rows of a table are set."""
    return m.SMALL_ROWS if table.small else m.USUAL_ROWS


def column_widths(table: Table, across: int) -> list[int]:
    """The columns' widths, together not more than the width there is.

    Args:
        table: what is to be set.
        across: the width there is, in twips.
    """
    whole = sum(table.shares)
    columns = list(zip(*(row for row in (table.headings, *table.rows) if row), strict=True))
    half = rows_of(table).size * 5
    for face in (_WIDE_FACE, 1.0):
        needed = [_needed(texts, half, face) for texts in columns] or [0] * len(table.shares)
        if sum(needed) <= across:
            return _shared(table, needed, across)
    return [across * share // whole for share in table.shares]


def _shared(table: Table, needed: Sequence[int], across: int) -> list[int]:
    """The widths by the shares, where a column that needs more has it."""
    fixed: dict[int, int] = {}
    while True:
        left = across - sum(fixed.values())
        shares = sum(share for place, share in enumerate(table.shares) if place not in fixed)
        narrow = {
            place: need
            for place, need in enumerate(needed)
            if place not in fixed and left * table.shares[place] // shares < need
        }
        if not narrow:
            return [
                fixed[place] if place in fixed else left * share // shares for place, share in enumerate(table.shares)
            ]
        fixed |= narrow


def _needed(texts: Iterable[str], half: int, face: float) -> int:
    """The width in twips of the longest piece of a column that must not be torn.

    Args:
        texts: the column.
        half: half of a character's width, in twips.
        face: how much wider than that the digits are.
    """
    longest = 0.0
    for text in texts:
        for line in text.split("\n"):
            size: float = cells(line) + sum(char.isascii() for char in line) * (face - 1)
            if cells(line) > _WORD:
                pieces = (cells(piece) for piece in _PIECES.findall(line))
                size = max((piece for piece in pieces if piece <= _LONGEST), default=0) * face
            longest = max(longest, size)
    return round(longest * half) + CELL_MARGINS + _SLACK
