"""Workbooks as offices make them, for the tests of this folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fjgov_tui.exchange import Grid, ImportOutcome, Options, import_grids
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store

Row = Sequence[Raw]

UNITS = Grid(
    "单位",
    [
        ["单位名称", "单位类别", "第一责任人", "值班电话"],
        ["白帝镇人民政府", "乡镇街道", "张三", "023-56551234"],
        ["永乐镇人民政府", "乡镇街道", None, None],
        ["县教育委员会", "部门", None, "56557001"],
    ],
)
PEOPLE = Grid(
    "人员",
    [
        ["姓名", "所在单位", "手机号", "到岗日期"],
        ["张三", "白帝镇人民政府", 13900000001, "2025-03-01"],
        ["李四", "永乐镇", "13900000002", "2025年3月1日"],
    ],
)


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Row]], merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """Save sheets with openpyxl, then merge the ranges."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path


def load(store: Store, *grids: Grid) -> ImportOutcome:
    """Import, and expect that nothing stands in the way."""
    outcome = import_grids(store, "测试.xlsx", grids, Options())
    assert not outcome.blocked, [row for sheet in outcome.sheets for row in sheet.rows if row.problems]
    return outcome


def records(store: Store, name: str) -> dict[str, Record]:
    """The live records of a ledger by title."""
    return {record.title: record for record in store.read.records(LEDGERS[name])}


def reasons(outcome: ImportOutcome) -> list[tuple[str, int, str, str, str]]:
    """Every bad cell: sheet, row, column, value, reason."""
    return [
        (sheet.sheet, problem.row, problem.column, problem.value, problem.reason)
        for sheet in outcome.sheets
        for row in sheet.rows
        for problem in row.problems
    ]
