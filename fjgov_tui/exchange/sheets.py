"""What every workbook that we write has in common: no cell becomes a formula or a link; formats; sheet names."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fjgov_tui.clock import BEIJING
from fjgov_tui.ledgers.model import Field
from fjgov_tui.ledgers.types import Day, Integer, LongText, Raw
from fjgov_tui.pastday import as_of_title, as_of_words
from fjgov_tui.scratch import folder
from fjgov_tui.text import clean, clean_long

SETTINGS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\]|^'|'$")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\ufffe\uffff]")
_A4 = 9
"""Excel's number of the paper."""
CELL_LIMIT = 32_767
"""Characters that a cell can hold."""


_FORMATS: dict[str, dict[str, str | int | bool]] = {
    "head": {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True},
    "need": {"bold": True, "bg_color": "#FFE699", "border": 1, "text_wrap": True},
    "text": {"num_format": "@"},
    "long": {"num_format": "@", "text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
    "number": {"num_format": "0"},
    "bad": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "bad_day": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "num_format": "yyyy-mm-dd"},
    "odd": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
}


class Book:
    """A workbook that is being written, with its formats."""

    def __init__(self, path: Path, *, streaming: bool, as_of: date | None = None) -> None:
        """Start a workbook.

        Args:
            path: the file.
            streaming: rows come in order and are not kept in memory.
            as_of: the past day that is looked at, if one is: a sheet of its own says so, and every printed page.
        """
        self._as_of = as_of
        self.book = Workbook(str(path), {**SETTINGS, "constant_memory": streaming, "tmpdir": str(folder())})
        # The moment of writing would make every file another one.
        self.book.set_properties({"created": datetime(1980, 1, 1)})
        self._names: set[str] = set()
        self.formats: dict[str, Format] = {
            name: self.book.add_format({"valign": "top", **extra}) for name, extra in _FORMATS.items()
        }

    def sheet(self, name: str) -> Worksheet:
        """A sheet of that name, made legal and unique."""
        base = _UNNAMEABLE.sub("_", clean(name)).strip() or "表"
        if base.casefold() == "history":
            base = f"{base}_"
        made, number = base[:31], 2
        while made.casefold() in self._names:
            ending = f"({number})"
            made, number = base[: 31 - len(ending)] + ending, number + 1
        self._names.add(made.casefold())
        sheet = self.book.add_worksheet(made)
        # XlsxWriter's own escaping misses an escape that begins with the last character of another.
        sheet._escape_control_characters = _escaped
        return sheet

    def paper(self, name: str) -> Worksheet:
        """A sheet that is printed: A4 across, all columns on one page, the headings again on every page."""
        sheet = self.sheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&R第 &P 页，共 &N 页")
        return sheet

    def __enter__(self) -> "Book":
        """The book itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write the file; also after a failure, because only that closes XlsxWriter's temporary files.

        Raises:
            OSError: the file cannot be written.
        """
        self._say_day()
        try:
            self.book.close()
        except XlsxWriterException as error:
            inner = error.args[0] if error.args else None
            raise inner if isinstance(inner, OSError) else OSError(str(error)) from error

    def _say_day(self) -> None:
        """Which past day it is of: on the tabs, where nobody overlooks it, and at the head of every printed page."""
        if self._as_of is None:
            return
        for sheet in self.book.worksheets():
            sheet.set_header(f"{sheet.header}&R{as_of_title(self._as_of)}")
        sheet = self.sheet(as_of_title(self._as_of))
        sheet.set_column(0, 0, 100)
        self.put(sheet, (0, 0), f"{as_of_words(self._as_of)}。", self.formats["bad"])

    def format_of(self, field: Field) -> Format:
        """The format of a field's cells: text stays text, so that no code or telephone number loses a digit."""
        kinds = {Day: "day", Integer: "number", LongText: "long"}
        return self.formats[kinds.get(type(field.type), "text")]

    def put(self, sheet: Worksheet, place: tuple[int, int], raw: Raw, form: Format | None = None) -> None:
        """One cell: numbers as numbers, days as days, everything else as text that nothing will run."""
        row, column = place
        if isinstance(raw, bool):
            sheet.write_boolean(row, column, raw, form)
        elif isinstance(raw, datetime):
            local = raw.astimezone(BEIJING).replace(tzinfo=None) if raw.tzinfo else raw
            midnight = not (local.hour or local.minute or local.second)
            sheet.write_datetime(row, column, local, form or self.formats["day" if midnight else "moment"])
        elif isinstance(raw, date):
            sheet.write_datetime(row, column, datetime(raw.year, raw.month, raw.day), form or self.formats["day"])
        elif isinstance(raw, (int, float)) and abs(raw) < 10**15:
            sheet.write_number(row, column, raw, form)
        elif raw is not None and raw != "":
            sheet.write_string(row, column, writable(str(raw)), form)


def _escaped(text: str) -> str:
    """Text in which nothing reads as one of Excel's `_x000D_` escapes."""
    return _ESCAPE.sub("_x005F_", text)


def writable(text: str) -> str:
    """Text that XML and a cell can hold."""
    return _UNWRITABLE.sub("\ufffd", clean_long(text))[:CELL_LIMIT]


def widths(sheet: Worksheet, fields: Iterable[Field]) -> None:
    """The declared widths, with room for the filter's button."""
    for column, field in enumerate(fields):
        sheet.set_column(column, column, max(field.width, 2 * len(field.label)) + 3)
