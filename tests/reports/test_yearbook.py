"""The report of a year: every figure counted by hand on a county of a handful of records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fjgov_tui.reports.yearbook import read_year, write_year, year_document
from fjgov_tui.store import Store
from tests.paper.test_docx import part, texts
from tests.workflows.office import TODAY, Office, furnish

TOWN = "白帝镇人民政府"
COUNTED = {
    # label: the year, and its quarters; the fourth until 23 November
    "发布信息（条）": ("3", "1", "0", "1", "1"),
    "撤回信息（条）": ("1", "0", "0", "0", "1"),
    "收到公开申请（件）": ("未登记",) * 5,
    "收到网民留言（条）": ("2", "1", "1", "0", "0"),
    "答复网民留言（条）": ("1", "0", "1", "0", "0"),
    "举办培训（场）": ("1", "未登记", "1", "0", "0"),
    "登记预警处置（件）": ("1", "1", "0", "0", "0"),
    "检查对象（个次）": ("3", "0", "1", "2", "0"),
    "检查合格（个次）": ("1", "0", "0", "1", "0"),
    "检查不合格（个次）": ("1", "0", "1", "0", "0"),
    "下达整改（份）": ("1", "未登记", "未登记", "1", "0"),
    "整改销号（份）": ("0", "未登记", "未登记", "0", "0"),
}


@pytest.fixture
def office(store: Store) -> Office:
    """What is written down here is what is counted above."""
    made = furnish(store)
    made.add("unit", name="县教委", kind="部门")
    for number, day in enumerate(("2025-12-31", "2026-01-01", "2026-09-30", "2026-10-01"), 1):
        withdrawn = {"withdrawn_on": "2026-11-02"} if number == 4 else {}
        made.add("release", title=f"通知{number}", unit=TOWN, formed_on=day, published_on=day, **withdrawn)
    made.add("release", title="没有发布的", unit=TOWN, formed_on="2026-05-01")
    made.add("message", title="路灯不亮", unit=TOWN, received_on="2026-03-31", replied_on="2026-04-01", kind="办理")
    made.add("message", title="河道垃圾", unit=TOWN, received_on="2026-04-01", kind="办理")
    made.session("全县培训", "2026-05-06")
    # In Beijing the first of these happened in 2026, the other one not.
    made.add(
        "incident", title="首页打不开", unit=TOWN, found_at="2025-12-31T16:30:00.000Z", kind="打不开", source="读网"
    )
    made.add("incident", title="链接失效", unit=TOWN, found_at="2025-12-31T15:30:00.000Z", kind="打不开", source="读网")
    made.add("site", name="县教委子网站", unit="县教委", kind="子网站", url="https://jw.example/")
    for period, on, site, unit, result in (
        ("2026Q2", "2026-07-03", "白帝镇子网站", TOWN, "不合格"),
        ("2026Q3", "2026-10-09", "白帝镇子网站", TOWN, "未检查"),
        ("2026Q3", "2026-10-09", "县教委子网站", "县教委", "合格"),
        ("2025Q4", "2026-01-06", "县教委子网站", "县教委", "不合格"),
    ):
        made.add("inspection", period=period, kind="季度检查", name=f"{period}{site}", site=site, unit=unit,
                 result=result, checked_on=on)  # fmt: skip
    made.add("rectification", title="首页不更新", unit=TOWN, problem="首页", ordered_on="2026-07-06")
    return made


def test_a_year_is_what_one_counts_by_hand(office: Office) -> None:
    report = read_year(office.store.read, 2026, TODAY)
    rows = {label: tuple(figures) for label, *figures, _ in report.figure_rows}
    assert {label: rows[label] for label in COUNTED} == COUNTED
    # Of what was judged the fewest failures first: the inspection of 2025 is another year's.
    assert report.rank_rows == [("1", "县教委", "1", "0", "0"), ("2", TOWN, "0", "1", "1")]
    assert (report.ended, report.as_of) == (False, TODAY)


def test_a_year_in_which_nobody_kept_the_ledgers_has_no_noughts(office: Office) -> None:
    report = read_year(office.store.read, 2020, TODAY)
    assert {figure.shown for figure in report.whole.figures} == {"未登记"}


def test_a_quarter_that_has_not_begun_is_not_nought(office: Office) -> None:
    report = read_year(office.store.read, 2026, date(2026, 6, 30))
    published = next(row for row in report.figure_rows if row[0].startswith("发布信息"))
    assert published[1:6] == ("1", "1", "0", "—", "—")
    assert "还没有结束" in report.subtitle


def test_paper_and_workbook_say_the_same(office: Office, tmp_path: Path) -> None:
    report = read_year(office.store.read, 2026, TODAY)
    said = texts(part(year_document(report)))
    write_year(report, tmp_path / "年度报表.xlsx")
    book = openpyxl.load_workbook(tmp_path / "年度报表.xlsx", read_only=True)
    listed = [tuple(str(cell) for cell in row) for row in book["工作数字"].iter_rows(values_only=True)][1:]
    assert listed == [tuple(row) for row in report.figure_rows]
    for row in report.figure_rows:
        at = said.index(row[0])
        assert tuple(said[at : at + len(row)]) == row
    book.close()
