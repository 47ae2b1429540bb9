"""A list declared: what it shows, how it is searched, sorted and marked; no widget in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Generic, TypeVar

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pinyin import sort_key
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.recordlist import Heading

Data = TypeVar("Data")
Row = TypeVar("Row")

_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class ListView(Generic[Data, Row]):
    """One list of a screen or page, declared: everything that it needs to be shown, searched, sorted and marked."""

    title: str
    """A few characters; stands on the line of views where there are several."""
    headings: tuple[Heading, ...]
    rows: Callable[[Data], Sequence[Row]]
    """The rows of it, in their usual order."""
    key: Callable[[Row], int]
    """What tells a row from the others, and keeps the cursor on it: the record's id."""
    cells: Callable[[Row], tuple[str, ...]]
    """One text a heading."""
    empty: str
    """What is said where it has no rows."""
    known: Callable[[Data], bool] = lambda _: True
    """Whether its rows have been read; before that nobody says how many there are."""
    markable: bool = False
    unmarkable: str = "这张表的行不用标记"
    """Why its rows cannot be marked, where they cannot."""
    measure: str = "条"
    """The measure word of its rows."""
    kind: str = ""
    """What its rows are; marks are kept where one goes to another view of the same kind."""
    lines: tuple[str, ...] = ()
    """The kinds of its lines, where they are not all of one, the usual first; for some there may be other commands."""
    line: Callable[[Row], str] | None = None
    """Of which of these kinds a row is."""
    searched: Callable[[Data], bool] = lambda _: False
    """Whether its rows are what was looked for already, in more than was read."""
    words: Callable[[Row], str] | None = None
    """What is searched; the cells where it is not given."""
    exact: Callable[[Row], str] | None = None
    """What names one row alone, such as its number: typed exactly, it stands first and has the cursor."""
    orders: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)
    """By what a column is sorted, by its heading's name; by its text, numbers as numbers, where not given."""
    beside: Callable[[Data, Row], Folded] | None = None
    """What the panel says of the row under the cursor, without reading anything more."""

    def label(self, data: Data) -> str:
        """Its title and how many rows it has, as far as that is known."""
        return f"{self.title} {len(self.rows(data))}" if self.known(data) else self.title

    def line_of(self, row: Row | None) -> str:
        """Of what kind a row is; where there is none, the usual kind."""
        if self.line is None or row is None:
            return next(iter(self.lines), self.kind)
        return self.line(row)

    def nothing(self, data: Data) -> str:
        """What is said where it has no rows: that there are none, or that nobody has looked yet."""
        return self.empty if self.known(data) else "正在读取…"

    def named_first(self, rows: list[Row], words: Sequence[str], keep: int | None) -> tuple[list[Row], int | None]:
        """The rows with those first that the word names exactly, and where the cursor goes then.

        Args:
            rows: in their order.
            words: what is looked for.
            keep: where the cursor was to go; there it goes.
        """
        named = [row for row in rows if self.exact is not None and list(words) == [self.exact(row)]]
        if not named:
            return rows, keep
        return [*named, *(row for row in rows if row not in named)], keep or self.key(named[0])

    def text(self, row: Row) -> str:
        """What is searched of a row."""
        return self.words(row) if self.words else " ".join(self.cells(row))

    def order(self, column: str) -> Callable[[Row], Any]:
        """The sorting key of a column; blanks come last."""
        given = self.orders.get(column)
        if given is not None:
            return given
        place = next((at for at, heading in enumerate(self.headings) if heading.name == column), 0)
        return lambda row: natural(self.cells(row)[place])


def natural(text: str) -> tuple[int, float, str]:
    """A sorting key for what stands in a cell: numbers by size, words by pinyin, blanks last."""
    number = _NUMBER.search(text)
    if not text.strip():
        return (2, 0.0, "")
    if number and number.start() == 0 and text.count("-") < 2:
        return (0, float(number.group().replace(",", "")), text)
    return (1, 0.0, sort_key(text))
