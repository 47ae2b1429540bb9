"""Importing a long sheet, against reading it with openpyxl and doing nothing."""

import time
from pathlib import Path

import openpyxl
import xlsxwriter

from benchmarks.measure import Result, pairs, ratio_result
from fjgov_tui.exchange import Options, import_file
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store

ROWS = 50_000


def long_sheet(path: Path) -> None:
    """A sheet of columns (栏目) as an office would export them."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("栏目")
    sheet.write_row(0, 0, ["所属站点", "栏目名称", "栏目类型", "栏目级别", "栏目网址", "责任单位", "最近更新", "备注"])
    for row in range(1, ROWS + 1):
        name = f"测试栏目第{row}号"
        url = f"https://www.example.gov.cn/c{row}/"
        cells = ["测试网", name, "通知公告", 1, url, "测试单位", "2026-09-01", "每月更新一次"]
        sheet.write_row(row, 0, cells)
    book.close()


def read_only(path: Path) -> float:
    """Read every cell and forget it."""
    started = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        len(row)
    book.close()
    return time.perf_counter() - started


def import_it(path: Path, folder: Path) -> float:
    """Import the whole sheet into a fresh file."""
    unit, site = LEDGERS["unit"], LEDGERS["site"]
    database = folder / f"import-{time.monotonic_ns()}.db"
    with create_store(database) as store:
        with store.write() as writer:
            writer.save(unit, {"name": "测试单位", "kind": "部门"})
            writer.save(
                site, {"name": "测试网", "unit": "测试单位", "kind": "子网站", "url": "https://www.example.gov.cn/"}
            )
        started = time.perf_counter()
        outcome = import_file(store, path, Options())
        seconds = time.perf_counter() - started
    if outcome.added != ROWS:
        raise RuntimeError(f"{outcome.added} of {ROWS} rows were imported: {outcome.blocked}")
    return seconds


def importing(folder: Path) -> Result:
    """The promise: at most three times as long as reading alone."""
    path = folder / "columns.xlsx"
    long_sheet(path)
    found = pairs(lambda: import_it(path, folder), lambda: read_only(path), 3)
    return ratio_result(f"importing {ROWS:,} rows / reading them with openpyxl", found, 3.0)
