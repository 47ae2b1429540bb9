"""All unit sheets out and back: what was planted wrong is named and not taken, everything else is, and once only."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.quarters import quarter_of
from fjgov_tui.reports.collecting import unit_sheets, write_unit_sheet
from fjgov_tui.reports.taking import take_sheets
from fjgov_tui.store import Store
from fjgov_tui.workflows.collecting import book_sent, collections

TODAY = date(2026, 11, 23)
QUARTER = quarter_of(TODAY)
UNITS = int(os.environ.get("FJGOV_SHEETS", "21"))
"""The county has 61: `FJGOV_SHEETS=61` sends them all; each that comes back is read in a process of its own."""
Spoil = Callable[[Workbook], None]


def county(store: Store) -> None:
    with store.write("测试") as writer:
        for number in range(1, UNITS + 1):
            unit = f"第{number:02d}镇人民政府"
            writer.save(LEDGERS["unit"], {"name": unit, "kind": "乡镇街道"})
            given = {"platform": "微博", "name": f"第{number:02d}镇发布", "unit": unit, "opened_on": "2023-01-01"}
            writer.save(LEDGERS["media"], {**given, "state": "运行"})


def sent(store: Store, folder: Path) -> list[Path]:
    sheets = unit_sheets(store.read, QUARTER, TODAY, "accounts", ())
    names = store.read.names()
    for sheet in sheets:
        write_unit_sheet(sheet, names, QUARTER, date(2026, 12, 3), "", folder / sheet.file_name)
    with store.write("发表") as writer:
        book_sent(writer, QUARTER, [sheet.unit for sheet in sheets], TODAY, date(2026, 12, 3))
    return [folder / sheet.file_name for sheet in sheets]


def cell(book: Workbook, heading: str, value: str, row: int = 2) -> None:
    page = book["政务新媒体"]
    page.cell(row, [head.value for head in page[1]].index(heading) + 1, value)


def row_added(book: Workbook) -> None:
    for heading, value in (
        ("平台", "抖音"),
        ("账号名称", "又一个号"),
        ("主办单位", "第02镇人民政府"),
        ("开设日期", "2024-01-01"),
    ):
        cell(book, heading, value, 3)
    cell(book, "运行状态", "运行", 3)


def other_unit(book: Workbook) -> None:
    cell(book, "主办单位", "第01镇人民政府")


def borrowed(book: Workbook) -> None:
    book["收表说明"]["B2"] = "第01镇人民政府"


def last_quarter(book: Workbook) -> None:
    about = book["收表说明"]
    about["B1"] = str(about["B1"].value).replace(QUARTER.name, QUARTER.before.name)


def overwritten(book: Workbook) -> None:
    del book["收表说明"]


MISTAKES: dict[int, tuple[Spoil, str]] = {
    10: (other_unit, "不是本单位的"),
    11: (borrowed, "对不上"),
    12: (last_quarter, "现在收的是"),
    13: (overwritten, "收表编号"),
    14: (lambda book: cell(book, "开设日期", "二月三十"), "开设日期"),
    15: (lambda book: cell(book, "平台", "校园广播"), "平台"),
    16: (lambda book: book.remove(book["政务新媒体"]), "没有工作表"),
    17: (lambda book: cell(book, "主办单位", "第99镇人民政府"), "不是本单位的"),
}
"""By the place of the sheet, what somebody did to it and what is said; two more are answers given twice."""


def back(paths: list[Path], folder: Path) -> list[Path]:
    """What the units return: renamed, saved by another program, one with a row more, ten with a mistake."""
    returned = []
    for place, path in enumerate(paths):
        if place not in MISTAKES and place not in {1, 2, 20}:
            returned.append(path.rename(folder / f"回{place:02d}.xlsx"))
            continue
        book = openpyxl.load_workbook(path)
        if place in MISTAKES:
            MISTAKES[place][0](book)
        elif place == 1:
            row_added(book)
        else:
            cell(book, "认证主体", f"第{place + 1:02d}镇人民政府")
        for copy in ("甲", "乙") if place == 20 else ("",):
            target = folder / f"副本{place:02d}{copy}.xlsx"
            book.save(target)
            returned.append(target)
    return returned


def test_all_sheets_go_out_and_come_back_with_ten_mistakes(store: Store, tmp_path: Path) -> None:
    county(store)
    out, home = tmp_path / "发", tmp_path / "收"
    out.mkdir()
    home.mkdir()
    paths = sent(store, out)
    assert len(paths) == UNITS
    returned = back(paths, home)
    outcome = {each.path.stem: each for each in take_sheets(store, returned, QUARTER, dry_run=False, over=False)}
    refused = {stem: each.refused for stem, each in outcome.items() if each.refused}
    assert len(refused) == 10
    for place, (_, why) in MISTAKES.items():
        assert why in refused[f"副本{place:02d}"]
    assert "交了不止一份" in refused["副本20甲"]
    assert "交了不止一份" in refused["副本20乙"]
    assert (outcome["副本01"].changed, outcome["副本02"].changed) == (1, 1)
    taken = [record for record in collections(store.read, QUARTER).values() if record.values["taken_on"]]
    assert len(taken) == UNITS - len(MISTAKES) - 1
    head = str(store.read.head())
    again = take_sheets(store, [home / "副本02.xlsx", home / "回00.xlsx"], QUARTER, dry_run=False, over=False)
    assert all("已经收过" in each.refused for each in again)
    assert str(store.read.head()) == head, "nothing is taken twice"
