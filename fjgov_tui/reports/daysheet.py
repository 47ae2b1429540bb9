"""The rotation day sheet (口令更换日登记表): printed, filled in, signed, typed back in and imported."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fjgov_tui.exchange.sheets import Book
from fjgov_tui.files import replacing
from fjgov_tui.ledgers.rotation import RotationReason
from fjgov_tui.ledgers.safety import LengthBasis
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.paper.document import Document, Level, Passage, Table
from fjgov_tui.paper.docx import write_docx
from fjgov_tui.store import Reader
from fjgov_tui.store.naming import NameBook
from fjgov_tui.text import safe
from fjgov_tui.workflows.rotation import LEAST_LENGTH, Standing

COLUMNS: tuple[tuple[str, int], ...] = (
    ("后台账户", 30),
    ("保管人", 14),
    ("单位", 24),
    ("应换日期", 12),
    ("更换原因", 10),
    ("核验方式", 10),
    ("更换日期", 12),
    ("口令位数", 10),
    ("见证人", 12),
    ("签名", 14),
)
"""Heading and width. Account, holder, reason, basis, day, length and witness are headings that the ledger knows;
unit, due day and signature are for paper, and an import is told to leave them (`--ignore-extra`)."""
_BLANK = 6
"""The first column that is filled in by hand."""


def write_day_sheet(path: Path, reader: Reader, due: Sequence[Standing], printed: date) -> None:
    """Write the sheet: one line an account, the last four columns empty.

    Args:
        path: ends in .xlsx, or in .docx for a paper; an existing one is replaced.
        reader: knows the exact names under which an import finds accounts and people again.
        due: the accounts.
        printed: the day on which it is printed, also where a past day is looked at.

    Raises:
        InputProblem: the place cannot be written.
    """
    names = reader.names()
    lines = [_cells(names, standing) for standing in due]
    if path.suffix.lower() == ".docx":
        write_docx(replace(_paper(lines, printed), as_of=reader.db.as_of), path)
        return
    with replacing(path) as fresh, Book(fresh, streaming=False, as_of=reader.db.as_of) as book:
        sheet = book.paper("口令更换")
        for column, (heading, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            book.put(sheet, (0, column), heading, book.formats["need" if column >= _BLANK else "head"])
        for row, cells in enumerate(lines, start=1):
            for column, value in enumerate(cells):
                book.put(sheet, (row, column), value)
        sheet.freeze_panes(1, 1)
        sheet.set_header(f"&C口令更换登记表（打印 {printed}）")
        sheet.set_footer(f"&L{_RULE}&R第 &P 页，共 &N 页")


_RULE = f"口令不少于 {LEAST_LENGTH} 位，只记位数，不写口令（第三十七条）"


def _cells(names: NameBook, standing: Standing) -> tuple[Raw, ...]:
    """What is known of an account, before what is filled in by hand."""
    holder = standing.account.values["holder"]
    return (
        names.exact("account", standing.account.id),
        names.exact("person", int(holder)) if holder is not None else "",
        standing.unit,
        standing.due or "从未更换",
        RotationReason.PERIODIC if standing.last else RotationReason.FIRST,
        LengthBasis.ATTESTED,
    )


def _paper(lines: Sequence[Sequence[Raw]], printed: date) -> Document:
    """The same to be printed and signed, where no spreadsheet program is at hand."""
    blanks = ("",) * (len(COLUMNS) - _BLANK)
    rows = tuple((*(safe(str(value)) for value in cells), *blanks) for cells in lines)
    table = Table(tuple(heading for heading, _ in COLUMNS), rows, tuple(size for _, size in COLUMNS), tall=True)
    return Document(
        title="口令更换登记表", subtitle=f"打印 {printed}", blocks=(table, Passage(_RULE, Level.NOTE)), landscape=True
    )
