"""Tables as a workbook, a sheet each: what a screen lists or a report holds, exactly as it is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

SheetTable = tuple[str, Sequence[str], Sequence[Sequence[str | int]], Sequence[int]]
"""Name, headings, rows and widths of a sheet."""


def write_tables(tables: Iterable[SheetTable], path: Path, as_of: date | None = None) -> None:
    """Write a workbook; an existing file is replaced at the very end.

    Args:
        tables: a sheet each.
        path: the file.
        as_of: the past day that is looked at, if one is.

    Raises:
        InputProblem: the place cannot be written.
    """
    from fjgov_tui.files import replacing

    with replacing(path) as fresh:
        fill_workbook(tables, fresh, as_of)


def fill_workbook(tables: Iterable[SheetTable], path: Path, as_of: date | None = None) -> None:
    """The same into a file that somebody else puts in its place."""
    from fjgov_tui.exchange.sheets import Book

    with Book(path, streaming=False, as_of=as_of) as book:
        for name, heads, rows, sizes in tables:
            sheet = book.paper(name)
            sheet.freeze_panes(1, 0)
            for column, (head, size) in enumerate(zip(heads, sizes, strict=True)):
                sheet.set_column(column, column, size)
                sheet.write_string(0, column, head, book.formats["head"])
            for line, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    book.put(sheet, (line, column), value, book.formats["long"])
