"""Text tables whose Chinese lines up: cells are counted, not characters."""

from collections.abc import Sequence

from fjgov_tui.cli.output import read_aloud
from fjgov_tui.columns import shared
from fjgov_tui.text import fit, safe, width

GAP = "  "
LEAST = 8
"""No column is cut below so many cells."""


def table_lines(
    headings: Sequence[str], rows: Sequence[Sequence[str]], limit: int | None = None, numbers: Sequence[int] = ()
) -> list[str]:
    """A table with a heading, without a frame.

    Args:
        headings: one for each column.
        rows: cells; made harmless here.
        limit: cells that a line may take; the widest columns are cut, which `…` shows. `None` cuts nothing.
        numbers: the columns that stand to the right.

    Where the output is read aloud, each cell that holds anything is a line of its own behind its heading; the first
    line of each row begins with its number.
    """
    if read_aloud():
        return [line for row in rows for line in _facts(headings, row)]
    cells = [list(headings), *([safe(cell) for cell in row] for row in rows)]
    widths = [max(width(row[place]) for row in cells) for place in range(len(headings))]
    if limit is not None:
        widths = shared(widths, limit - len(GAP) * (len(widths) - 1), [LEAST] * len(widths))
    return [_line(row, widths, numbers) for row in cells]


def _facts(headings: Sequence[str], row: Sequence[str]) -> list[str]:
    """One fact a line."""
    pairs = [(title, safe(cell)) for title, cell in zip(headings, row, strict=True) if cell.strip()]
    return [f"{title}：{cell}" if title else cell for title, cell in pairs]


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    parts = [
        " " * (size - width(cell)) + cell if place in numbers and width(cell) <= size else fit(cell, size)
        for place, (cell, size) in enumerate(zip(row, widths, strict=True))
    ]
    return GAP.join(parts).rstrip()


def pair_lines(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """One record: a label and its text a line; further lines of a long text stand under the first."""
    if read_aloud():
        return [f"{label}：{safe(part)}" for label, text in pairs for part in text.split("\n")]
    size = max((width(label) for label, _ in pairs), default=0)
    lines = []
    for label, text in pairs:
        parts = [safe(part) for part in text.split("\n")]
        lines.append(f"{fit(label, size)}{GAP}{parts[0]}".rstrip())
        lines += [f"{' ' * size}{GAP}{part}".rstrip() for part in parts[1:]]
    return lines
