"""A list that changes while it is looked at: only the cells that differ are drawn again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.recordlist import GAP, MARK, RecordList

NEAR = 30
"""Cells between two changed columns that cost less than the escape sequences of a second stretch."""


@dataclass(frozen=True)
class LiveRow:
    """One line of the list."""

    id: int
    cells: tuple[str, ...]
    tone: str = ""
    """How its first column is coloured: `bad`, `warn`, `good`, `dim`, or empty."""


class LiveList(RecordList):
    """Keeps cursor and scroll by id; over a slow line a row of 62 that changes costs its changed cells only."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"live--bad", "live--warn", "live--good", "live--dim"}
    DEFAULT_CSS = """
    LiveList > .live--bad { color: $error; text-style: bold; }
    LiveList > .live--warn { color: $warning; }
    LiveList > .live--good { color: $success; }
    LiveList > .live--dim { color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: dict[int, LiveRow] = {}

    def show_rows(self, rows: Sequence[LiveRow]) -> None:
        """List these rows in this order; what has not changed is not drawn."""
        before, ids = self._rows, array("q", [row.id for row in rows])
        room = self.scrollable_content_region.width
        widths = self._widths(room)
        self._rows = {row.id: row for row in rows}
        self._cells = {row.id: row.cells for row in rows}
        self._shared.clear()
        if ids != self._ids:
            self.show_ids(ids, self.record)
            self.columns_moved()
            return
        if widths != self._widths(room):
            self.columns_moved()
            self.refresh()
            return
        top = round(self.scroll_offset.y)
        for line in range(top, min(top + self.page_lines, len(ids))):
            row, old = self._rows[ids[line]], before.get(ids[line])
            changed = self._changed(old, row, room) if old is not None and old != row else ()
            if changed:
                self.refresh(*(Region(x, line - top + 1, size, 1) for x, size in changed))

    def _changed(self, old: LiveRow, row: LiveRow, room: int) -> list[tuple[int, int]]:
        """The stretches that differ: where they begin, and how wide they are."""
        spans: list[tuple[int, int]] = []
        for place, ((x, size), was, now) in enumerate(zip(self._spans(room), old.cells, row.cells, strict=False)):
            if fit(safe(was), size) == fit(safe(now), size) and (place or old.tone == row.tone):
                continue
            if spans and x - sum(spans[-1]) < NEAR:
                begin, _ = spans.pop()
                spans.append((begin, x + size - begin))
            else:
                spans.append((x, size))
        return spans

    def columns_moved(self) -> None:
        """The columns stand elsewhere now, because something else stands in them."""

    def _spans(self, room: int) -> list[tuple[int, int]]:
        """Where each column begins, and how wide it is."""
        widths = self._widths(room)
        starts = accumulate(widths, lambda start, size: start + size + GAP, initial=MARK)
        return list(zip(starts, widths, strict=False))

    def forget_cells(self) -> None:
        """Every row is always here; there is nothing to ask for again."""

    def render_line(self, y: int) -> Strip:
        """A record's line, its first column in its tone; the rest as every list has it."""
        strip = super().render_line(y)
        line = y - 1 + round(self.scroll_offset.y)
        if y == 0 or line >= len(self._ids) or line == self.cursor:
            return strip
        row, room = self._rows.get(self._ids[line]), self.scrollable_content_region.width
        widths = self._widths(room)
        if row is None or not row.tone or not widths:
            return strip
        text, style = strip.text, self.get_component_rich_style(f"live--{row.tone}")
        head = text[:MARK] + fit(safe(row.cells[0]), widths[0])
        rest = Segment(text[len(head) :], self.rich_style)
        return Strip([Segment(head, style), rest]).adjust_cell_length(room, self.rich_style)
