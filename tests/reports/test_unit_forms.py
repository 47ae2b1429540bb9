"""Article 33: a unit's quarterly self-check and its reports of what was put right go out and come back as sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.quarters import Period, quarter_of
from fjgov_tui.reports.collecting import unit_sheets, write_unit_sheet
from fjgov_tui.reports.taking import Returned, take_sheets
from fjgov_tui.store import Store
from fjgov_tui.workflows.collecting import book_sent

TODAY = date(2026, 11, 23)
QUARTER = quarter_of(TODAY)


def county(store: Store) -> None:
    with store.write("测试") as writer:
        for name in ("甲镇人民政府", "乙镇人民政府"):
            writer.save(LEDGERS["unit"], {"name": name, "kind": "乡镇街道"})
            for platform in ("微博", "抖音"):
                given = {"platform": platform, "name": f"{name[:2]}发布", "unit": name, "opened_on": "2023-01-01"}
                writer.save(LEDGERS["media"], {**given, "state": "运行"})
        for title in ("更新公告", "修好链接"):
            given = {"title": title, "unit": "甲镇人民政府", "period": QUARTER.name, "problem": "半年没有更新"}
            writer.save(LEDGERS["rectification"], {**given, "ordered_on": "2026-11-02"})


def sent(store: Store, folder: Path, what: str, period: Period = QUARTER) -> list[Path]:
    sheets, names = unit_sheets(store.read, period, TODAY, what, ()), store.read.names()
    for sheet in sheets:
        write_unit_sheet(sheet, names, period, date(2026, 12, 3), "", folder / sheet.file_name)
    with store.write("发表") as writer:
        book_sent(writer, period, [sheet.unit for sheet in sheets], TODAY, date(2026, 12, 3), sheets[0].what)
    return [folder / sheet.file_name for sheet in sheets]


def fill(path: Path, sheet: str, heading: str, values: list[str]) -> None:
    """Write down a column, from the first row below the heading on."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    column = [cell.value for cell in page[1]].index(heading) + 1
    for line, value in enumerate(values, 2):
        page.cell(line, column, value or None)
    book.save(path)


def rows(path: Path, sheet: str) -> int:
    return openpyxl.load_workbook(path)[sheet].max_row - 1


def taken(store: Store, *paths: Path) -> list[Returned]:
    return take_sheets(store, paths, QUARTER, dry_run=False, over=False)


def test_a_self_check_comes_back_whole_and_judges_nothing_for_the_county(store: Store, tmp_path: Path) -> None:
    county(store)
    one, other = sent(store, tmp_path, "selfcheck")
    lines = rows(one, "季度自查")
    assert lines == 8, "four vetoes of each of the two accounts"
    fill(one, "季度自查", "自查判断", ["符合"] * (lines - 1) + ["不符合"])
    fill(other, "季度自查", "自查判断", ["符合"] * (lines - 1))
    first, second = taken(store, one, other)
    assert (first.refused, first.changed) == ("", 8)
    assert "1 项没有自查判断（第 9 行）" in second.refused
    checks = list(store.read.records(LEDGERS["self_check"]))
    assert {check.names["media"] for check in checks} == {"甲镇发布"}
    assert [check.values["self_judgement"] for check in checks].count("不符合") == 1
    assert store.read.count(LEDGERS["checkpoint"]) == 0, "what a unit says of itself is no inspection"
    assert "已经收过" in taken(store, one)[0].refused


def test_the_sheets_of_one_unit_are_kept_apart(store: Store, tmp_path: Path) -> None:
    county(store)
    register, check = sent(store, tmp_path, "accounts")[0], sent(store, tmp_path, "selfcheck")[0]
    fill(check, "季度自查", "自查判断", ["符合"] * 8)
    assert [answer.refused for answer in taken(store, register, check)] == ["", ""]


def test_reports_go_to_who_has_an_order_and_change_nothing_else_of_it(store: Store, tmp_path: Path) -> None:
    county(store)
    (path,) = sent(store, tmp_path, "rectify")
    assert "甲镇" in path.name
    fill(path, "整改", "整改情况", ["", "已经修好"])
    fill(path, "整改", "报告日期", ["", "2026-11-20"])
    fill(path, "整改", "问题", ["没有问题", "没有问题"])
    assert [(answer.refused, answer.changed) for answer in taken(store, path)] == [("", 1)]
    orders = {record.title: record for record in store.read.records(LEDGERS["rectification"])}
    assert orders["修好链接"].values["reported_on"] == "2026-11-20"
    assert orders["更新公告"].values["reported_on"] is None
    assert {order.values["problem"] for order in orders.values()} == {"半年没有更新"}, "the county's words stay"


def test_a_report_about_no_order_is_refused(store: Store, tmp_path: Path) -> None:
    county(store)
    (path,) = sent(store, tmp_path, "rectify")
    fill(path, "整改", "整改事项", ["别的事"])
    assert "不是这一期下达给本单位" in taken(store, path)[0].refused


def test_half_a_report_is_refused(store: Store, tmp_path: Path) -> None:
    county(store)
    (path,) = sent(store, tmp_path, "rectify")
    fill(path, "整改", "整改情况", ["改好了"])
    assert "只填了一样" in taken(store, path)[0].refused
