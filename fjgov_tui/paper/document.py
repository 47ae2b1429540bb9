"""What stands on a paper that goes out: title, paragraphs, tables, and what an official letter (公文) adds to them.

Pure: no fonts, no measures, no file. Text is data; a writer cleans it and never takes it for a field or a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from fjgov_tui.dataclass import dataclass


class Level(StrEnum):
    """How a paragraph is set (GB/T 9704-2012): the headings of a letter by rank, and the rest."""

    FIRST = "一、"
    """A heading of the first rank, in 黑体."""
    SECOND = "（一）"
    """A heading of the second rank, in 楷体."""
    BODY = "正文"
    """Two characters indented, in 仿宋."""
    FLUSH = "顶格"
    """Not indented."""
    NOTE = "说明"
    """Smaller, not indented: what a table or a form says of itself."""


@dataclass(frozen=True)
class Passage:
    """One paragraph; a heading may run into text of the same line."""

    text: str
    level: Level = Level.BODY
    rest: str = ""
    """What follows a heading in its own paragraph, in the body's face."""


@dataclass(frozen=True)
class Table:
    """A table over the whole width; its headings come again on every page."""

    headings: tuple[str, ...]
    """Empty where it has none, as a form."""
    rows: tuple[tuple[str, ...], ...]
    """Cells with as many texts as columns; a line break starts a new line within the cell."""
    shares: tuple[int, ...]
    """The columns' widths against one another."""
    tall: bool = False
    """Rows of a form: high enough to be filled in by hand."""
    small: bool = False
    """Set one size smaller, where that saves a page."""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Passage | Table | PageBreak


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The red head (版头) of an official letter."""

    mark: str
    """Who issues it, as printed in red (发文机关标志), such as `奉节县人民政府办公室`."""
    number: str
    """The document's number (发文字号) with its 〔year〕."""


@dataclass(frozen=True, kw_only=True)
class SignedBy:
    """Who signs below the text, and when (署名和成文日期)."""

    issuer: str
    day: str
    """Written out, as `2026年11月26日`."""
    sealed: bool = True
    """Whether a seal is put on it: then the day stands four characters from the right, else two."""


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """The last lines of a letter (版记), at the foot of its last, even page."""

    copies: tuple[str, ...]
    """Who gets a copy (抄送); none where empty."""
    issuer: str
    printed: str
    """The day of printing, as `2026年11月26日`."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A paper: a plain one, or an official letter where it has a head, a signature and an imprint."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    """A line below the title, such as a form's number."""
    letterhead: Letterhead | None = None
    addressee: str = ""
    """To whom it goes (主送机关), without the colon."""
    attachments: tuple[str, ...] = ()
    """The names of what is attached (附件说明)."""
    signature: SignedBy | None = None
    appendices: Sequence[Block] = ()
    """The attachments themselves, between signature and imprint, each from a page of its own."""
    imprint: Imprint | None = None
    landscape: bool = False
    """A4 across, for wide tables; letters are never."""
    as_of: date | None = None
    """The day at whose end the ledgers stood as the paper tells (状态截至): it says so below its title."""
