"""What stands over the columns of a page's tables."""

from __future__ import annotations

from collections.abc import Iterator

from fjgov_tui.pages.flat import TEXT, Flat

_LONGEST_HEADING = 12
"""Characters of a table's heading."""


def above(flat: Flat, index: int) -> Iterator[int]:
    """The elements around a node, the nearest first."""
    up = flat.parents[index]
    while up >= 0:
        yield up
        up = flat.parents[up]


class TableHeadings:
    """The headings of all tables of one page, each read once."""

    def __init__(self, flat: Flat) -> None:
        """Take the page."""
        self._flat = flat
        self._headings: dict[int, list[str]] = {}
        self._cells: dict[int, dict[int, int]] = {}

    def over(self, index: int) -> str:
        """The heading of the column of a table in which a text stands; empty where it stands in none."""
        cell = next((up for up in above(self._flat, index) if self._flat.tags[up] in {"td", "th"}), -1)
        row = self._flat.parents[cell] if cell >= 0 else -1
        if row < 0 or self._flat.tags[row] != "tr":
            return ""
        number = self._cells_of(row)[cell]
        heading = self._headings_of(row)
        title = heading[number] if number < len(heading) else ""
        return title if len(title) <= _LONGEST_HEADING else ""

    def _cells_of(self, row: int) -> dict[int, int]:
        """The place of each cell in its row; a row may have tens of thousands."""
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = {}
            at, end = row + 1, self._flat.ends[row]
            while at < end:
                if self._flat.tags[at] != TEXT:
                    cells[at] = len(cells)
                at = self._flat.ends[at]
        return cells

    def _headings_of(self, row: int) -> list[str]:
        flat = self._flat
        table = next((up for up in above(self._flat, row) if flat.tags[up] == "table"), -1)
        if table not in self._headings:
            first = next((index for index in range(table + 1, flat.ends[table]) if flat.tags[index] == "tr"), row)
            cells = [index for index in range(first + 1, flat.ends[first]) if flat.parents[index] == first]
            self._headings[table] = [flat.text_of(cell) for cell in cells if flat.tags[cell] != TEXT]
        return self._headings[table]
