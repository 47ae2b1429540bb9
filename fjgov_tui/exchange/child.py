"""The process that parses a workbook from outside: it knows no database, has limits, and prints JSON lines.

Lines, in this order for each sheet: `["sheet", name, state]`, `[row, [cell, …]]` for each row that is not blank,
`["unseen", [row, …], [row, …]]` (hidden, struck through) with `true` behind them where the sheet is filtered,
`["merged", [[top, left, bottom, right], …]]`; the last line is `["end"]` or `["problem", code, detail]`.
Days and moments are `{"d": "2026-09-01"}` and `{"t": "2026-09-01T08:30:00"}`; a formula without a result in the
file is `{"f": "=DATE(2024,3,1)"}`.
"""

import json
import re
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.limits import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_SHEETS

CHUNK = 1024 * 1024
_OVERLAP = 512
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]{0,150}?\sencoding\s*=\s*["']([\w.:-]+)["']""")
_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_LISTED, _PART = "[Content_Types].xml", re.compile(rb"""PartName\s*=\s*["']/?([^"']+)["']""")
_FILTERED = re.compile(rb"<(?:\w+:)?filterColumn\s")
_RECALCULATED = re.compile(rb'<(?:\w+:)?calcPr\s[^>]*?fullCalcOnLoad="(?:1|true)"')
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_XML = (".xml", ".rels", ".vml")
_PICTURES = "xl/media/"
"""What lies here may be any kind of file, and no part that is read may."""
_LISTS = "_列表"
"""The deeply hidden sheet of our own templates; never read."""
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, EOFError, OverflowError,
    NotImplementedError, ParseError, zipfile.BadZipFile, zlib.error, RecursionError,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are no sound workbook."""

_INSIDE = f"{{{SHEET_MAIN_NS}}}is"
_PLAIN, _RUN = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"

Merged = tuple[int, int, int, int]


class Refused(Exception):
    """The workbook breaks a limit; `args` are the code and the detail of the parent's sentence."""


class _Workbook(ExcelReader):
    """openpyxl's reader with shared strings left as written; `_decoded` takes every escape back alike."""

    def read_strings(self) -> None:
        """Fill the table of shared strings."""
        part = next((override for override in self.package.Override if override.ContentType == SHARED_STRINGS), None)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    self.shared_strings.append(_text(node))
                    node.clear()


class _Unread(str):
    """A formula whose result the file does not hold."""

    __slots__ = ()


class _Cells(WorkSheetParser):
    """openpyxl's parser of a sheet, with a short way for strings in the cell, its slowest part."""

    recalculated = False
    """The file itself says that the results of its formulas are to be worked out anew."""

    @property
    def hidden_rows(self) -> list[int]:
        """The numbers of the rows read so far that are hidden."""
        return [
            int(row) for row, attributes in self.row_dimensions.items() if attributes.get("hidden") in {"1", "true"}
        ]

    def parse_cell(self, element: Element) -> dict[str, object]:
        """One cell; openpyxl's own dictionary of it."""
        place, inside = element.get("r"), element.find(_INSIDE)
        if element.get("t") != "inlineStr" or place is None or inside is None:
            cell: dict[str, object] = super().parse_cell(element)
            formula = element.find(FORMULA_TAG)
            if formula is not None and self._unread(element):
                cell["value"] = _Unread(f"={formula.text or ''}")
            return cell
        row, column = coordinate_to_tuple(place)
        self.col_counter = column
        style = int(element.get("s") or 0)
        return {"row": row, "column": column, "value": _text(inside), "data_type": "s", "style_id": style}

    def _unread(self, element: Element) -> bool:
        """Whether the formula's result is missing; a program that cannot work it out leaves it out or writes 0."""
        value = element.findtext(VALUE_TAG)
        return (not value and element.get("t") != "str") or (value == "0" and self.recalculated)


def _struck_styles(reader: _Workbook) -> frozenset[int]:
    """The numbers of the cell styles whose font is struck through."""
    inner = vars(reader.wb)
    fonts = [bool(font.strike) for font in inner["_fonts"]]
    return frozenset(place for place, style in enumerate(inner["_cell_styles"]) if fonts[style.fontId])


def _values(parser: _Cells, struck: frozenset[int], crossed: list[int]) -> Iterator[tuple[int, list[object]]]:
    """The rows of a sheet with their numbers, as far as each one goes; rows that are struck through are noted."""
    for number, cells in parser.parse():
        if struck:
            filled = [cell["style_id"] in struck for cell in cells if cell["value"] not in {None, ""}]
            # A serial number, or a remark why, may stand beside what is struck through.
            if any(filled) and filled.count(False) <= (len(filled) > 2):
                crossed.append(number)
        row: list[object] = [None] * (cells[-1]["column"] if cells else 0)
        for cell in cells:
            if cell["column"] > len(row):  # cells out of order
                row.extend([None] * (cell["column"] - len(row)))
            row[cell["column"] - 1] = cell["value"]
        yield number, row


def _text(node: Element) -> str:
    """All runs of a string, without the readings above the characters."""
    parts = [part.text if part.tag == _PLAIN else part.findtext(_PLAIN) for part in node if part.tag in {_PLAIN, _RUN}]
    return "".join(part for part in parts if part)


def _limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time where the system can."""
    if sys.platform != "win32":
        import resource

        for kind, bound in (
            (resource.RLIMIT_AS, (memory, memory)),
            (resource.RLIMIT_CPU, (seconds, seconds + 5)),
            (resource.RLIMIT_CORE, (0, 0)),
        ):
            with suppress(ValueError, OSError):  # macOS knows no such bound, or a tighter one is set already
                resource.setrlimit(kind, bound)


def _tagged(value: object) -> object:
    """What JSON has no form for; a time of day or a duration goes as its text."""
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return str(value)


def _sent(value: object) -> object:
    """A cell as it goes over: the escapes of a text taken back."""
    if type(value) is str:
        return _decoded(value) if "_x" in value else value
    return {"f": str(value)} if isinstance(value, _Unread) else value


_ENCODER = json.JSONEncoder(default=_tagged, separators=(",", ":"))


def _say(line: Sequence[object]) -> None:
    sys.stdout.write(_ENCODER.encode(line) + "\n")


def _decoded(text: str) -> str:
    """Excel's `_x000D_` escapes as the characters they stand for."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


@dataclass
class _Part:
    """What a walk over the bytes of a part has shown."""

    merged: list[Merged] = field(default_factory=list)
    """Read-only mode does not show them."""
    filtered: bool = False
    recalculated: bool = False


def _scan(archive: zipfile.ZipFile, name: str, *, xml: bool) -> _Part:
    """Walk a part as bytes: refuse a DTD wherever it hides, and collect what openpyxl does not show.

    Args:
        archive: the workbook.
        name: the part.
        xml: it may be read as XML, so that it has to be in an encoding in which a DTD cannot hide from us.
    """
    part, merged = _Part(), set[Merged]()
    with archive.open(name) as source:
        tail = b""
        while chunk := source.read(CHUNK):
            if xml and not tail and _hides(chunk[:200]):
                raise Refused("encoding", name)
            window = tail + chunk
            if _FORBIDDEN.search(window):
                raise Refused("dtd", name)
            if xml and _STRICT in window:
                raise Refused("strict", name)
            part.filtered |= _FILTERED.search(window) is not None
            part.recalculated |= _RECALCULATED.search(window) is not None
            for left, top, right, bottom in _MERGE.findall(window):
                merged.add((int(top), _column(left), int(bottom), _column(right)))
            if len(merged) > MAX_MERGES:
                raise Refused("merges", str(MAX_MERGES))
            tail = window[-_OVERLAP:]
    part.merged = sorted(merged)
    return part


def _hides(start: bytes) -> bool:
    """Whether a part begins in an encoding in which the letters of a DTD are other bytes: UTF-16, EBCDIC, …"""
    declared = _DECLARED.match(start)
    return b"\0" in start or (declared is not None and declared[1].lower() not in _ENCODINGS)


def _parts(archive: zipfile.ZipFile) -> dict[str, _Part]:
    """Every part walked over; of the pictures only those that the workbook's list of parts names as something else."""
    with archive.open(_LISTED) as source:
        listed = {name.decode("utf-8", "replace") for name in _PART.findall(source.read(CHUNK))}
    names = [name for name in archive.namelist() if not name.startswith(_PICTURES) or name in listed]
    return {name: _scan(archive, name, xml=name.endswith(_XML) or name in listed) for name in names}


def _column(letters: bytes) -> int:
    return column_index_from_string(letters.decode("ascii"))


def _rows(values: Iterator[tuple[int, list[object]]], name: str) -> None:
    """Print the rows that hold anything."""
    last = 0
    for number, cells in values:
        size = len(cells)
        while size and (cells[size - 1] is None or cells[size - 1] == ""):
            size -= 1
        if not size or number <= last:
            continue
        last = number
        if number > MAX_ROWS:
            raise Refused("rows", name)
        if size > MAX_COLUMNS:
            raise Refused("columns", name)
        _say(
            (
                number,
                [_sent(cell) for cell in cells[:size]],
            )
        )


def _parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = _parts(archive)
    # An open file, because openpyxl judges a path by its ending.
    reader = _Workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
    reader.read()
    sheets = reader.wb.worksheets
    if len(sheets) > MAX_SHEETS:
        raise Refused("sheets", str(len(sheets)))
    targets = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    recalculated = any(part.recalculated for part in parts.values())
    struck = _struck_styles(reader)
    for sheet in sheets:
        if sheet.sheet_state == "veryHidden" and sheet.title == _LISTS:
            continue
        target = targets[sheet.title]
        if target not in parts or not target.endswith(_XML):
            raise Refused("encoding", target)
        _say(("sheet", sheet.title, sheet.sheet_state))
        with reader.archive.open(target) as source:
            parser = _cells(reader, source)
            parser.recalculated = recalculated
            crossed: list[int] = []
            _rows(_values(parser, struck, crossed), sheet.title)
        _say(("unseen", parser.hidden_rows, crossed, parts[target].filtered))
        _say(("merged", parts[target].merged))


def _cells(reader: _Workbook, source: IO[bytes]) -> _Cells:
    book, styles = reader.wb, vars(reader.wb)
    return _Cells(
        source,
        reader.shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=styles["_date_formats"],
        timedelta_formats=styles["_timedelta_formats"],
    )


def main(path: Path, memory: int, seconds: int) -> None:
    """Parse the workbook and print it; every end is told as the last line.

    Args:
        path: the workbook.
        memory: bytes of address space it may use.
        seconds: processor time it may use.
    """
    _limit(memory, seconds)
    warnings.simplefilter("ignore")
    try:
        _parse(path)
    except Refused as refusal:
        _say(("problem", *refusal.args))
    except MemoryError:
        _say(("problem", "memory", ""))
    except _BROKEN as error:
        _say(("problem", "broken", f"{type(error).__name__}: {error}"[:300]))
    else:
        _say(("end",))
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
