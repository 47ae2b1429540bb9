"""Importing a long sheet, against reading it with openpyxl and doing nothing."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import xlsxwriter

from benchmarks.measure import Result, pairs, ratio_result, wall
from benchmarks.scale import Scale
from fjgov_tui.exchange import Options, import_file
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store


def long_sheet(path: Path, rows: int) -> None:
    """A sheet of columns (栏目) with shared strings, as Excel and WPS save it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("栏目")
    sheet.write_row(0, 0, ["所属站点", "栏目名称", "栏目类型", "栏目级别", "栏目网址", "责任单位", "最近更新", "备注"])
    for row in range(1, rows + 1):
        name = f"测试栏目第{row}号"
        url = f"https://www.example.gov.cn/c{row}/"
        cells = ["测试网", name, "通知公告", 1, url, "测试单位", "2026-09-01", "每月更新一次"]
        sheet.write_row(row, 0, cells)
    book.close()


def read_only(path: Path) -> None:
    """Read every cell and forget it."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        len(row)
    book.close()


def import_it(path: Path, database: Path, rows: int) -> float:
    """Seconds to import the whole sheet into a fresh file."""
    unit, site = LEDGERS["unit"], LEDGERS["site"]
    with create_store(database) as store:
        with store.write() as writer:
            writer.save(unit, {"name": "测试单位", "kind": "部门"})
            writer.save(
                site, {"name": "测试网", "unit": "测试单位", "kind": "子网站", "url": "https://www.example.gov.cn/"}
            )
        added: list[int] = []
        seconds = wall(lambda: added.append(import_file(store, path, Options()).added))
    if added != [rows]:
        raise RuntimeError(f"{added} of {rows} rows were imported")
    return seconds


def importing(folder: Path, scale: Scale) -> Iterator[Result]:
    """The promise: at most three times as long as reading alone."""
    path, numbers = folder / "columns.xlsx", itertools.count()
    long_sheet(path, scale.rows)
    medians = pairs(
        lambda: import_it(path, folder / f"import-{next(numbers)}.db", scale.rows),
        lambda: wall(lambda: read_only(path)),
        scale.few,
    )
    yield ratio_result(f"导入 {scale.rows:,} 行 / 用 openpyxl 读一遍", medians, 3.0)
