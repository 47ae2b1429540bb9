"""How many pages an official letter takes: every line has an exact height in twips, so pages can be counted.

Which characters go on a line is worked out by their widths and not rendered: a line that another program breaks one
character earlier may shift the end of a page. It decides on which page the imprint stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from math import ceil

from fjgov_tui.dataclass import dataclass
from fjgov_tui.paper import measures as m
from fjgov_tui.paper.document import Block, Document, Imprint, Letterhead, Level, PageBreak, Passage, Table
from fjgov_tui.paper.widths import CELL_MARGINS, cells, column_widths, rows_of

_PAGE = m.PAGE[1] - m.TOP - m.BOTTOM
_TITLE = (m.PAGE[0] - m.LEFT - m.RIGHT) // (m.TITLE_SIZE * 10)
"""Characters on a line of the title."""
_BORDER = 10
"""Of a ruled row, in twips (half a point)."""


@dataclass
class _Filling:
    """Pages filled so far, and the twips used on the last of them."""

    down: int = _PAGE
    """What a page holds."""
    across: int = m.PAGE[0] - m.LEFT - m.RIGHT
    spare: int = 0
    """What is left besides to programs that draw rows a little higher than is reckoned here."""
    count: int = 1
    used: int = 0

    def put(self, height: int, again: int = 0) -> None:
        """Something never torn apart; where it begins a page, the headings of its table (`again`) come first."""
        if self.used + height > self.down:
            self.new_page()
            self.used = again
        self.used += height

    def gap(self) -> None:
        """The empty line after a table, for which there is room in what is left to spare."""
        if self.used + m.TABLE_GAP > self.down + self.spare:
            self.new_page()
        self.used = min(self.used + m.TABLE_GAP, self.down)

    def new_page(self) -> None:
        self.count += 1
        self.used = 0


def is_plain(document: Document) -> bool:
    """Whether it is a form or a list, and no letter: on pages with narrower margins."""
    return document.letterhead is None and document.signature is None


def pages(document: Document) -> int:
    """Pages that it takes without its imprint."""
    return _filled(document).count


def fitting(document: Document) -> Document:
    """The same, its tables set one size smaller where that saves a page.

    A form goes from desk to desk: a row or two on a second sheet get lost.
    """
    blocks = tuple(replace(block, small=True) if isinstance(block, Table) else block for block in document.blocks)
    small = replace(document, blocks=blocks)
    return small if pages(small) < pages(document) else document


def imprint_on_new_page(document: Document) -> bool:
    """Whether the imprint needs a page of its own: it stands at the foot of an even one (版记置于偶数页)."""
    filling = _filled(document)
    height = 0 if document.imprint is None else imprint_height(document.imprint)
    return filling.count % 2 == 1 or filling.used + height > _PAGE


def imprint_height(imprint: Imprint) -> int:
    """The height that an imprint takes, in twips; many who get a copy take several lines."""
    characters = (m.PAGE[0] - m.LEFT - m.RIGHT) // (m.SMALL_SIZE * 10) - 3
    copies = ceil(cells(f"抄送：{'，'.join(imprint.copies)}。") / 2 / characters) if imprint.copies else 0
    return (1 + copies) * m.IMPRINT_LINE + 4 * _BORDER


def head_size(head: Letterhead) -> int:
    """The red name's size in half points: as large as fits on one line."""
    largest, smallest = m.HEAD_SIZES
    return max(smallest, min(largest, 2 * (m.PAGE[0] - m.LEFT - m.RIGHT) // 10 // max(1, cells(head.mark))))


def head_line(head: Letterhead) -> int:
    """The height of the red name's line in twips: a fifth more than its characters."""
    return head_size(head) * 12


def title_lines(title: str) -> list[str]:
    """A title as its lines: a name in quotes is not torn where it may as well begin the second line.

    Args:
        title: what is printed.
    """
    if cells(title) <= 2 * _TITLE:
        return [title]
    fits = sum(used <= 2 * _TITLE for used in accumulate(map(cells, title)))
    before = title[:fits]
    opened = max(before.rfind(mark) for mark in "“《")
    closed = max(before.rfind(mark) for mark in "”》")
    if opened <= closed or cells(title[opened:]) > 2 * _TITLE:
        return [title]
    return [title[:opened], title[opened:]]


def lines_of(paragraph: Passage) -> int:
    """Lines that a paragraph takes."""
    indent = 0 if paragraph.level in {Level.FLUSH, Level.NOTE} else 2
    across = m.CHARACTERS * m.BODY_SIZE // m.TABLE_SIZE if paragraph.level is Level.NOTE else m.CHARACTERS
    characters = ceil(cells(paragraph.text + paragraph.rest) / 2) + indent
    return max(1, ceil(characters / across))


def _filled(document: Document) -> _Filling:
    filling = _Filling()
    if is_plain(document):
        across, down = reversed(m.PAGE) if document.landscape else m.PAGE
        spare = 2 * m.LINE
        filling = _Filling(down - 2 * m.PLAIN - spare, across - 2 * m.PLAIN, spare)
    if document.letterhead is not None:
        filling.put(m.HEAD + head_line(document.letterhead) + 5 * m.LINE + m.HEAD_LINE * 20)
    filling.put(ceil(cells(document.title) / 2 / _TITLE) * m.TITLE_LINE)
    for _ in range(bool(document.subtitle) + bool(document.as_of) + 2 * bool(document.addressee)):
        filling.put(m.LINE)
    _fill(filling, document.blocks)
    for _ in range(len(document.attachments) + bool(document.attachments)):
        filling.put(m.LINE)
    if document.signature is not None:
        for _ in range(3 if document.signature.sealed else 1):
            filling.put(m.LINE)
        filling.put(2 * m.LINE)
    _fill(filling, document.appendices)
    return filling


def _fill(filling: _Filling, blocks: Sequence[Block]) -> None:
    """Put these; a heading that has no text of its own stays on the page of what follows it."""
    held = 0
    for block in blocks:
        match block:
            case PageBreak():
                filling.new_page()
            case Passage() if block.level in {Level.FIRST, Level.SECOND} and not block.rest:
                held += lines_of(block) * m.LINE
            case Passage():
                line = m.NOTE_LINE if block.level is Level.NOTE else m.LINE
                filling.put(held + line)
                for _ in range(lines_of(block) - 1):
                    filling.put(line)
                held = 0
            case Table():
                widths = column_widths(block, filling.across)
                heading = _row_height(block, widths, block.headings) if block.headings else 0
                filling.put(held + heading)
                for row in block.rows:
                    filling.put(_row_height(block, widths, row), again=heading)
                filling.gap()
                held = 0
    filling.put(held)


def _row_height(table: Table, widths: Sequence[int], row: tuple[str, ...]) -> int:
    lines = 1
    for text, wide in zip(row, widths, strict=True):
        characters = max(1, (wide - CELL_MARGINS) // (rows_of(table).size * 10))
        lines = max(lines, sum(max(1, ceil(cells(line) / 2 / characters)) for line in text.split("\n")))
    return max(lines * rows_of(table).line, rows_of(table).tall if table.tall else 0) + _BORDER
