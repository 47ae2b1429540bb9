"""A plain paper as a .pdf file: an own small writer, for what is printed as it is and not written on.

The face is 宋体 under the name that PDF itself lists for Chinese (`STSong-Light`, Adobe-GB1), and Courier for Latin
text; both are named and never embedded: whoever shows the file takes the faces of his machine. The same document gives
the same bytes on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.files import replacing
from fjgov_tui.linebreaks import cuts
from fjgov_tui.paper import measures as m
from fjgov_tui.paper.document import Block, Document, Level, PageBreak, Passage, Table
from fjgov_tui.paper.widths import CELL_MARGINS, cells, column_widths, rows_of
from fjgov_tui.pastday import as_of_words
from fjgov_tui.text import clean_long

_TWIP = 20
"""Twips of a point, the unit of PDF."""
_ACROSS, _TOP = m.PAGE[0] - 2 * m.PLAIN, m.PAGE[1] - m.PLAIN
_ASCENT = 0.88
"""Of the face, against its size."""
_RULE = 0.5
"""A table's lines, in points."""
_HEAVY = 0.03
"""By so much of its size a heavy character's outline is drawn out: there is no bold 宋体 that PDF could name."""
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H"
    " /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
)
"""The objects 3 to 6."""
_COURIER = 5 / 6
"""Its size against that of the Chinese beside it: each of its characters, 0.6 wide, is then half a Chinese one."""
_BEFORE_PAGES = 7
"""The number of the first page's object."""


@dataclass(frozen=True)
class _Line:
    """One line of text."""

    text: str
    size: int
    """In half points."""
    height: int
    """In twips."""
    left: int = 0
    """From the left edge of the text, in twips."""
    heavy: bool = False


def write_pdf(document: Document, path: Path) -> None:
    """Write the paper; what was at `path` is replaced once all of it is written.

    Raises:
        InputProblem: the place cannot be written.
        ValueError: it is an official letter, or lies across.
    """
    with replacing(path) as fresh:
        fresh.write_bytes(pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """The file's bytes.

    Raises:
        ValueError: it is an official letter, whose faces a PDF would have to carry, or lies across.
    """
    if document.letterhead or document.signature or document.imprint or document.landscape:
        raise ValueError(document.title)
    pages = _Pages()
    pages.title(document)
    pages.put(document.blocks)
    pages.put(document.appendices)
    return _file(document.title, ["\n".join(page).encode("ascii") for page in pages.drawn])


class _Pages:
    """Pages as they are filled, each a list of drawing operators."""

    def __init__(self) -> None:
        self.drawn: list[list[str]] = [[]]
        self._y = _TOP

    def title(self, document: Document) -> None:
        for text, size, height, heavy in (
            (document.title, m.TITLE_SIZE, m.TITLE_LINE, True),
            (document.subtitle, m.SMALL_SIZE, m.LINE, False),
            (as_of_words(document.as_of), m.SMALL_SIZE, m.LINE, False),
        ):
            for line in _broken(text, _ACROSS, size) if text else ():
                left = (_ACROSS - cells(line) * size * 5) // 2
                self._text(_Line(line, size, height, left, heavy))

    def put(self, blocks: Sequence[Block]) -> None:
        """What stands below one another.

        Args:
            blocks: in their order.
        """
        for block in blocks:
            match block:
                case PageBreak():
                    self._turn()
                case Passage():
                    for line in _lines(block):
                        self._text(line)
                case Table():
                    self._table(block)

    def _turn(self) -> None:
        self.drawn.append([])
        self._y = _TOP

    def _room(self, height: int) -> bool:
        """Whether that much is left; a page that nothing stands on takes whatever comes."""
        return self._y - height >= m.PLAIN or self._y == _TOP

    def _text(self, line: _Line) -> None:
        if not self._room(line.height):
            self._turn()
        self._draw(line, m.PLAIN, self._y)
        self._y -= line.height

    def _draw(self, line: _Line, left: int, top: int) -> None:
        if line.text:
            size = line.size / 2
            x, y = (left + line.left) / _TWIP, (top - line.height / 2) / _TWIP - size * (_ASCENT - 0.5)
            how = f"2 Tr {size * _HEAVY:.2f} w" if line.heavy else "0 Tr"
            shown = " ".join(_shown("".join(run), size) for _, run in groupby(line.text, str.isascii))
            self.drawn[-1].append(f"BT {how} {x:.2f} {y:.2f} Td {shown} ET")

    def _table(self, table: Table) -> None:
        widths = column_widths(table, _ACROSS)
        if table.headings:
            self._row(table, widths, table.headings, heavy=True)
        for row in table.rows:
            if not self._room(_height(table, widths, row)):
                self._turn()
                if table.headings:
                    self._row(table, widths, table.headings, heavy=True)
            self._row(table, widths, row)
        self._y -= m.TABLE_GAP

    def _row(self, table: Table, widths: Sequence[int], row: Sequence[str], *, heavy: bool = False) -> None:
        rows, height = rows_of(table), _height(table, widths, row)
        if not self._room(height):
            self._turn()
        for text, (left, right) in zip(row, pairwise(accumulate(widths, initial=m.PLAIN)), strict=True):
            box = (left, self._y - height, right - left, height)
            self.drawn[-1].append(f"{_RULE} w {' '.join(f'{side / _TWIP:.2f}' for side in box)} re S")
            for place, line in enumerate(_broken(text, right - left - CELL_MARGINS, rows.size)):
                written = _Line(line, rows.size, rows.line, CELL_MARGINS // 2, heavy)
                self._draw(written, left, self._y - place * rows.line)
        self._y -= height


def _shown(text: str, size: float) -> str:
    """The operators for a run of characters of one face."""
    if text.isascii():
        return f"/L {size * _COURIER:.2f} Tf <{text.encode('ascii').hex()}> Tj"
    return f"/F {size:g} Tf <{text.encode('utf-16-be').hex()}> Tj"


def _height(table: Table, widths: Sequence[int], row: Sequence[str]) -> int:
    rows, pairs = rows_of(table), zip(row, widths, strict=True)
    lines = max(len(_broken(text, wide - CELL_MARGINS, rows.size)) for text, wide in pairs)
    return max(lines * rows.line, rows.tall if table.tall else 0)


def _lines(passage: Passage) -> Iterator[_Line]:
    """A paragraph's lines; the first of the body begins two characters further right."""
    note, heading = passage.level is Level.NOTE, passage.level in {Level.FIRST, Level.SECOND}
    size, height = (m.TABLE_SIZE, m.NOTE_LINE) if note else (m.BODY_SIZE, m.LINE)
    indent = 0 if note or passage.level is Level.FLUSH else 2 * size * 10
    for place, line in enumerate(_broken("　" * (2 if indent else 0) + passage.text + passage.rest, _ACROSS, size)):
        left = indent if place == 0 else 0
        yield _Line(line.lstrip("　"), size, height, left, heading and not passage.rest)


def _broken(text: str, across: int, size: int) -> list[str]:
    """A text as lines of no more than that many twips; what no printed character can be is gone."""
    made: list[str] = []
    for line in clean_long(text).split("\n"):
        places = [0, *cuts(line, max(2, across // (size * 5)), size=cells), len(line)]
        made += [line[start:end].rstrip(" ") for start, end in pairwise(places)]
    return made


def _file(title: str, pages: Sequence[bytes]) -> bytes:
    """The objects of a file one after the other, and where each begins."""
    numbers = range(_BEFORE_PAGES, _BEFORE_PAGES + 2 * len(pages), 2)
    box = " ".join(f"{side / _TWIP:.2f}" for side in m.PAGE)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] >>".encode(),
        *(part.encode() for part in _FONT),
    ]
    for number, drawn in zip(numbers, pages, strict=True):
        packed = zlib.compress(drawn, 9)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}] /Contents {number + 1} 0 R"
            " /Resources << /Font << /F 3 0 R /L 6 0 R >> >> >>".encode(),
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
        ]
    named = (b"\xfe\xff" + title.encode("utf-16-be")).hex()
    objects.append(f"<< /Title <{named}> /Producer (fjgov) >>".encode())
    made, places = bytearray(b"%PDF-1.4\n%\xe5\xa5\x89\xe8\x8a\x82\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    made += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(made)}\n%%EOF\n"
    ).encode()
    return bytes(made)
