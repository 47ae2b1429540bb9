"""A list of any length: only the lines on screen exist, and their records are fetched as they come into view."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from fjgov_tui.columns import aired, shared
from fjgov_tui.commands.base import moves
from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import fit, safe, width

GAP = 1
"""Blank cells between columns."""
MARK = 2
"""Cells of the mark column."""


@dataclass(frozen=True)
class Heading:
    """One column of the list."""

    name: str
    label: str
    width: int
    """Cells below which it is not cut, as far as it needs as many; where they have no room, it is not shown."""


class RecordList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows records by their ids. The owner supplies the ids at once, and the cells when asked for them."""

    DEFAULT_CSS = """
    RecordList { height: 1fr; width: 1fr; scrollbar-gutter: stable; overflow-x: hidden; overflow-y: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--header", "list--cursor", "list--marked", "list--waiting"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *moves(
            ("up", "move(-1)", "上一条"),
            ("down", "move(1)", "下一条"),
            ("pageup", "page(-1)", "上一页"),
            ("pagedown", "page(1)", "下一页"),
            ("home", "edge(-1)", "第一条"),
            ("end", "edge(1)", "最后一条"),
        ),
    ]

    cursor: var[int] = var(0, bindings=True)
    """The line under the cursor, from 0."""

    @dataclass
    class Wanted(Message):
        """Lines came into view whose records are not here yet."""

        ids: list[int]

    @dataclass
    class Moved(Message):
        """Another record is under the cursor."""

        record: int | None

    @dataclass
    class Opened(Message):
        """A record was clicked twice."""

        record: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._headings: tuple[Heading, ...] = ()
        self._ids: array[int] = array("q")
        self._cells: dict[int, tuple[str, ...]] = {}
        self._asked: set[int] = set()
        self._old: set[int] = set()
        self._sort = ("", False)
        self._shared: dict[int, list[int]] = {}
        self.marks: set[int] = set()
        self.steered: Callable[[], object] = lambda: None
        """Called as soon as the operator has chosen a line: whoever is reading must not put the cursor elsewhere."""

    @property
    def ids(self) -> array[int]:
        """What is listed, in order."""
        return self._ids

    @property
    def record(self) -> int | None:
        """The id under the cursor."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else None

    @property
    def page_lines(self) -> int:
        """How many records fit on screen."""
        return max(self.scrollable_content_region.height - 1, 1)

    def show_headings(self, headings: Sequence[Heading], sort: str, *, descending: bool) -> None:
        """Show these columns; the sorted one bears an arrow."""
        self._headings, self._sort = tuple(headings), (sort, descending)
        self._cells.clear()
        self._asked.clear()
        self._shared.clear()
        self.refresh()

    def show_ids(self, ids: array[int], keep: int | None = None) -> None:
        """List these records, with the cursor on `keep` if it is among them, else on the line where it was."""
        top = round(self.scroll_offset.y)
        self._ids = ids
        self._shared.clear()
        kept = keep is not None and keep in ids
        place = max(ids.index(keep) if keep is not None and kept else min(self.cursor, len(ids) - 1), 0)
        self.virtual_size = Size(self.size.width, len(ids) + 1)
        moved = place != self.cursor
        if moved and kept and top:
            # What was added or removed above must not push the record out of the reader's sight.
            self.scroll_to(y=top + place - self.cursor, animate=False, immediate=True)
        self.cursor = place
        self._reveal()
        self.refresh()
        if not moved:
            self.post_message(self.Moved(self.record))

    def show_cells(self, cells: Mapping[int, tuple[str, ...]]) -> None:
        """The cells that were asked for."""
        self._cells.update(cells)
        self._asked.difference_update(cells)
        self._old.difference_update(cells)
        if len(self._cells) > 5000:
            self._cells = dict(cells)
        self._shared.clear()
        self.refresh()

    def forget_cells(self) -> None:
        """The records have changed: ask again, and show what is known until the answer comes."""
        self._old = set(self._cells)
        self._asked.clear()
        self.refresh()

    def toggle_mark(self) -> None:
        """Mark or unmark the record under the cursor, and go on to the next."""
        if self.record is not None:
            self.marks ^= {self.record}
            self.action_move(1)
            self.refresh()

    def neighbour(self, gone: set[int]) -> int | None:
        """The record on which the cursor goes on when some are gone: the next one, else the one before."""
        after = (record for record in self._ids[self.cursor :] if record not in gone)
        before = (record for record in reversed(self._ids[: self.cursor]) if record not in gone)
        return next(after, None) or next(before, None)

    def validate_cursor(self, cursor: int) -> int:
        """Stay on the list."""
        return min(max(cursor, 0), max(len(self._ids) - 1, 0))

    def watch_cursor(self, before: int, after: int) -> None:
        """Tell the owner, and keep the line in view; over a slow line only what changed is drawn."""
        self._reveal()
        top, room = round(self.scroll_offset.y), self.scrollable_content_region.width
        self.refresh(*(Region(0, line - top + 1, room, 1) for line in (before, after)))
        self.post_message(self.Moved(self.record))

    def _reveal(self) -> None:
        top, lines = round(self.scroll_offset.y), self.page_lines
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + lines:
            self.scroll_to(y=self.cursor - lines + 1, animate=False, immediate=True)

    def action_move(self, step: int) -> None:
        """One line up or down."""
        self._steer(self.cursor + step)

    def action_page(self, step: int) -> None:
        """One page up or down."""
        self._steer(self.cursor + step * self.page_lines)

    def action_edge(self, step: int) -> None:
        """To the first or the last."""
        self._steer(0 if step < 0 else len(self._ids) - 1)

    def _steer(self, line: int) -> None:
        """The operator goes to a line; in an empty list there is none to go to."""
        self.cursor = line
        if self._ids:
            self.steered()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        self.clicked(event.y, twice=event.chain == 2)

    def clicked(self, y: int, *, twice: bool) -> None:
        """A line of the screen was clicked.

        Args:
            y: which, from the top of the list.
            twice: whether it was a double click.
        """
        line = y - 1 + round(self.scroll_offset.y)
        if y > 0 and line < len(self._ids):
            self._steer(line)
            if twice:
                self.post_message(self.Opened(self._ids[line]))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self.size.width, len(self._ids) + 1)
        self._reveal()

    def on_focus(self) -> None:
        """The cursor line is drawn brighter with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """And dimmer without."""
        self.refresh()

    def _labels(self) -> list[str]:
        """The headings; the sorted one bears an arrow."""
        sort, descending = self._sort
        arrow = " ▼" if descending else " ▲"
        return [heading.label + (arrow if sort and heading.name == sort else "") for heading in self._headings]

    def _listed_cells(self) -> Iterator[tuple[str, ...]]:
        """The cells of what is listed, as far as they are here."""
        if len(self._ids) <= len(self._cells):
            return (self._cells[record] for record in self._ids if record in self._cells)
        listed = set(self._ids)
        return (cells for record, cells in self._cells.items() if record in listed)

    def _widths(self, room: int) -> list[int]:
        """The columns that fit, in declared order, as wide as what stands in them needs and the others leave."""
        if room in self._shared:
            return self._shared[room]
        needs = list(map(width, self._labels()))
        for cells in self._listed_cells():
            needs = [max(need, width(safe(cell).rstrip())) for need, cell in zip(needs, cells, strict=False)]
        least = [min(need, heading.width) for need, heading in zip(needs, self._headings, strict=False)]
        ends = accumulate(least, lambda end, size: end + size + GAP, initial=MARK - GAP)
        shown = max(sum(end <= room for end in islice(ends, 1, None)), 1)
        left = max(room - MARK - GAP * (shown - 1), 1)
        widths = aired(shared(needs[:shown], left, least[:shown]), left)
        self._shared = {room: widths}
        return widths

    def _line(self, cells: Sequence[str], room: int, mark: str) -> str:
        widths = self._widths(room)
        shown = (fit(safe(cell), size) for cell, size in zip(cells, widths, strict=False))
        return fit(f"{mark:<{MARK}}" + " ".join(shown), room)

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the header, a record, or nothing."""
        room = self.scrollable_content_region.width
        if y == 0:
            return self._strip(self._line(self._labels(), room, ""), "list--header", room)
        line = y - 1 + round(self.scroll_offset.y)
        if line >= len(self._ids):
            return Strip.blank(room, self.rich_style)
        record = self._ids[line]
        cells = self._cells.get(record)
        if cells is None or record in self._old:
            self._ask(line)
        mark = "✓" if record in self.marks else ""
        text = self._line(cells or ("…",), room, mark)
        if line == self.cursor:
            return self._strip(text, "list--cursor", room)
        return self._strip(text, "list--marked" if mark else "" if cells else "list--waiting", room)

    def _strip(self, text: str, component: str, room: int) -> Strip:
        style = self.get_component_rich_style(component) if component else self.rich_style
        if component == "list--cursor" and not self.has_focus:
            style += Style(dim=True)
        # Not told its length: Rich counts some rare characters otherwise than we do, and the line must not be torn.
        return Strip([Segment(text, style)]).adjust_cell_length(room, style)

    def _ask(self, line: int) -> None:
        """Ask for what is missing from one screen before the line to two after it, once."""
        lines = self.page_lines
        span = self._ids[max(line - lines, 0) : line + 2 * lines]
        missing = [
            record
            for record in span
            if (record not in self._cells or record in self._old) and record not in self._asked
        ]
        if missing:
            self._asked.update(missing)
            self.post_message(self.Wanted(missing))
