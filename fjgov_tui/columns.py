"""How columns share a line: by what stands in them, so that nothing is cut beside cells that stay blank."""

from __future__ import annotations

from collections.abc import Sequence

AIR = 2
"""Cells by which a column is set off from the next at most, where everything fits."""


def shared(needs: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """The widths of columns on one line.

    No column is wider than what stands in it while another one is cut. What has to be cut is cut evenly: the widest
    first, none below its least.

    Args:
        needs: the cells that the widest text of each column takes.
        room: cells for all of them together, the gaps between them not counted.
        least: cells below which no column is cut, as long as it needs as many; 0 where not given.

    Returns:
        The widths; together more than the room only where what is least is more already.
    """
    floors = [min(need, floor) for need, floor in zip(needs, least or [0] * len(needs), strict=True)]

    def at(level: int) -> list[int]:
        return [max(floor, min(need, level)) for need, floor in zip(needs, floors, strict=True)]

    low, high = 0, max(needs, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(at(middle)) <= room else (low, middle - 1)
    widths, higher = at(low), at(low + 1)
    left = room - sum(widths)
    for place, (now, more) in enumerate(zip(widths, higher, strict=True)):
        if more > now and left > 0:
            widths[place], left = more, left - 1
    return widths


def aired(widths: Sequence[int], room: int) -> list[int]:
    """The same widths with some of what the line has left over between the columns; the rest stays at its end."""
    air = min(AIR, max(room - sum(widths), 0) // max(len(widths), 1))
    return [size + air for size in widths]
