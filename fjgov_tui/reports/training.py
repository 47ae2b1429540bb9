"""The training record of a year (article 39) as a workbook: sessions, attendance, coverage, who is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.sheets import Book
from fjgov_tui.files import replacing
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.paper.document import Block, Document, Level, Passage, Table
from fjgov_tui.paper.docx import write_docx
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.workflows.training import Coverage, StaffMember, UnitCoverage, coverage

BAR = 10
"""Cells of a bar."""


def bar(share: UnitCoverage | Coverage) -> str:
    """The covered share as a bar; full only where everybody is covered, empty only where nobody is."""
    full = share.covered * BAR // share.total if share.total else 0
    if share.covered:
        full = max(full, 1)
    return "█" * full + "░" * (BAR - full)


def state(share: UnitCoverage | Coverage) -> str:
    """The same with a glyph and a word."""
    if not share.total:
        return "? 没有工作人员"
    return "✓ 全员参训" if share.covered == share.total else f"✗ 缺 {share.total - share.covered} 人"


_NUMBERS = "一二三四五六七八九"


@dataclass(frozen=True)
class _Table:
    """One sheet: its headings with their widths, and its rows."""

    name: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Raw]]


def write_training_record(reader: Reader, path: Path, year: int, today: date) -> Coverage:
    """Write the year's training record; an existing file is replaced at the very end.

    Args:
        reader: the ledgers.
        path: ends in .xlsx, or in .docx for a paper.
        year: the calendar year.
        today: the Beijing day; of a year that is over, its last day is looked at.

    Returns:
        What was written, for the message to the user.

    Raises:
        InputProblem: the place cannot be written.
    """
    seen = coverage(reader, year, today)
    tables = (
        _summary(seen, str(reader.head())),
        _sessions(seen),
        _attendance(reader, seen),
        _units(seen),
        _people("未参训人员", seen.missing),
        _people("未经培训人员", seen.newcomers),
    )
    if path.suffix.lower() == ".docx":
        write_docx(replace(_paper(seen, tables), as_of=reader.db.as_of), path)
        return seen
    with replacing(path) as fresh, Book(fresh, streaming=True, as_of=reader.db.as_of) as book:
        for table in tables:
            _write(book, table)
    return seen


def _paper(seen: Coverage, tables: Sequence[_Table]) -> Document:
    """The same tables one below the other, to be printed and filed; one without lines says so."""
    blocks: list[Block] = []
    for place, table in enumerate(tables):
        blocks.append(Passage(f"{_NUMBERS[place]}、{table.name}" + ("" if table.rows else "：无"), Level.FLUSH))
        if table.rows:
            headings = tuple(heading for heading, _ in table.headings)
            rows = tuple(tuple("" if cell is None else safe(str(cell)) for cell in row) for row in table.rows)
            blocks.append(Table(headings, rows, tuple(size for _, size in table.headings)))
    return Document(
        title=f"{seen.year} 年政府网站和政务新媒体培训记录", subtitle=f"截至 {seen.as_of}", blocks=tuple(blocks),
        landscape=True,
    )  # fmt: skip


def _write(book: Book, table: _Table) -> None:
    sheet = book.paper(table.name)
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(table.headings):
        sheet.set_column(column, column, width)
        book.put(sheet, (0, column), heading, book.formats["head"])
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells):
            book.put(sheet, (row, column), safe(cell) if isinstance(cell, str) else cell)


def _summary(seen: Coverage, anchor: str) -> _Table:
    rows: list[tuple[Raw, Raw]] = [
        ("年度", seen.year),
        ("截至", seen.as_of),
        ("培训期数", len(seen.sessions)),
        ("应参训人数", seen.total),
        ("已参训人数", seen.covered),
        ("参训率（%）", "没有登记工作人员" if seen.percent is None else seen.percent),
        ("未参训人数", len(seen.missing)),
        ("从未培训的人数", len(seen.newcomers)),
        ("审计链锚", anchor),
    ]
    return _Table("培训年报", (("项目", 18), ("内容", 60)), rows)


def _sessions(seen: Coverage) -> _Table:
    rows = [
        (
            session.held_on,
            session.ended_on,
            session.name,
            session.form,
            session.topics,
            session.organiser,
            session.hours,
            session.attended,
            session.passed,
        )
        for session in seen.sessions
    ]
    headings = (
        ("培训日期", 12), ("结束日期", 12), ("培训名称", 40), ("培训形式", 12), ("培训内容", 36), ("主办单位", 20),
        ("学时", 6), ("参训人数", 10), ("计为参训", 10),
    )  # fmt: skip
    return _Table("培训场次", headings, rows)


def _attendance(reader: Reader, seen: Coverage) -> _Table:
    sessions = {session.id: session for session in seen.sessions}
    units = {record.id: record.names.get("unit", "") for record in reader.records(LEDGERS["person"])}
    rows = []
    for row in reader.records(LEDGERS["attendance"]):
        session = sessions.get(reference(row, "training") or 0)
        if session is not None:
            passed = LEDGERS["attendance"]["passed"].type.show(row.values["passed"])
            unit = row.names.get("unit") or units.get(reference(row, "person") or 0, "")
            rows.append((session.held_on, session.name, unit, row.title, passed))
    rows.sort(key=lambda line: (line[0], line[2]))
    headings = (("培训日期", 12), ("培训名称", 40), ("所在单位", 28), ("参训人员", 12), ("是否合格", 10))
    return _Table("参训人员", headings, rows)


def _units(seen: Coverage) -> _Table:
    rows = [
        (
            unit.unit,
            unit.total,
            unit.covered,
            unit.percent,
            state(unit),
            "、".join(worker.name for worker in unit.missing),
        )
        for unit in seen.units
    ]
    headings = (
        ("单位", 28), ("应参训", 8), ("已参训", 8), ("参训率（%）", 12), ("情况", 14), ("未参训人员", 40),
    )  # fmt: skip
    return _Table("各单位参训", headings, rows)


def _people(name: str, people: Sequence[StaffMember]) -> _Table:
    rows = [
        (worker.unit, worker.name, worker.roles, worker.on_duty, "、".join(worker.accounts), worker.last)
        for worker in people
    ]
    headings = (
        ("单位", 28), ("姓名", 12), ("承担工作", 24), ("到岗日期", 12), ("保管的后台账户", 40), ("上次培训", 12),
    )  # fmt: skip
    return _Table(name, headings, rows)
