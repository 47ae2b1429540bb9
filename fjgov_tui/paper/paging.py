"""How many pages an official letter takes: 28 characters a line, 22 lines a page.

Worked out and not rendered, so an estimate: tables count by the characters in their cells. It decides on which page the
imprint stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from fjgov_tui.paper.document import Block, Document, Level, PageBreak, Passage, Table
from fjgov_tui.paper.measures import CHARACTERS, LINES, TABLE_SIZE
from fjgov_tui.text import width

_HEAD_LINES = 9
"""What red name, number, red line and the blank lines around them take."""
_TABLE_CHARACTERS = CHARACTERS * 32 // TABLE_SIZE
_IMPRINT_LINES = 3


def pages(document: Document) -> int:
    """Pages that it takes without its imprint."""
    used, count = 0, 1
    for lines in _heights(document):
        if lines is None:
            used, count = 0, count + 1
            continue
        count += (used + lines - 1) // LINES if used + lines > LINES else 0
        used = (used + lines - 1) % LINES + 1 if lines else used
    return count


def imprint_on_new_page(document: Document) -> bool:
    """Whether the imprint needs a page of its own: it stands at the foot of an even one (版记置于偶数页)."""
    return pages(document) % 2 == 1


def lines_of(paragraph: Passage) -> int:
    """Lines that a paragraph takes."""
    indent = 0 if paragraph.level in {Level.FLUSH, Level.NOTE} else 2
    characters = ceil(width(paragraph.text + paragraph.rest) / 2) + indent
    return max(1, ceil(characters / CHARACTERS))


def _heights(document: Document) -> Iterator[int | None]:
    """The lines of each thing on the paper in order; `None` where a new page begins."""
    if document.letterhead is not None:
        yield _HEAD_LINES
    yield ceil(width(document.title) / 2 / 20) + 1
    yield from (1 for text in (document.subtitle, document.addressee) if text)
    for block in document.blocks:
        yield _height(block)
    yield len(document.attachments) + bool(document.attachments)
    if document.signature is not None:
        yield 5 if document.signature.sealed else 3
    for block in document.appendices:
        yield _height(block)
    if document.imprint is not None:
        yield _IMPRINT_LINES


def _height(block: Block) -> int | None:
    match block:
        case PageBreak():
            return None
        case Passage():
            return lines_of(block)
        case Table():
            return sum(_row_lines(block, row) for row in (*filter(None, (block.headings,)), *block.rows))


def _row_lines(table: Table, row: tuple[str, ...]) -> int:
    whole = sum(table.shares)
    lines = 1
    for text, share in zip(row, table.shares, strict=True):
        across = max(1, _TABLE_CHARACTERS * share // whole)
        lines = max(lines, sum(max(1, ceil(width(line) / 2 / across)) for line in text.split("\n")))
    return lines + (1 if table.tall else 0)
