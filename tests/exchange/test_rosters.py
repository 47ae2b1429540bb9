"""Rosters as offices keep them in spreadsheets: three forms come in, and what cannot be read is named by its cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange import Grid, ImportOutcome, Options, read_grids
from fjgov_tui.exchange.roster_import import RosterOptions, import_rosters
from fjgov_tui.exchange.rosters import unfold
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store
from tests.workflows.office import Office, furnish

OFFICE = "县政府办公室"


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    for name in ("张三", "李四", "王五"):
        made.person(name, OFFICE, "值班人员")
    return made


def shifts(rows: Sequence[Sequence[Raw]], month: date | None = None) -> list[tuple[Raw, ...]]:
    """Day of the month, part and person of every shift."""
    lines = unfold(Grid("十二月", rows), OFFICE, month).grid.rows[1:]
    return [(line[0].day if isinstance(line[0], date) else None, line[1], line[3]) for line in lines]


def brought(office: Office, grid: Grid, *, dry_run: bool = False) -> ImportOutcome:
    unit = next(unit.id for unit in office.store.read.records(LEDGERS["unit"]) if unit.title == OFFICE)
    return import_rosters(office.store, "值班.xlsx", [grid], Options(dry_run=dry_run), roster=RosterOptions(unit))


ACROSS: list[list[Raw]] = [
    ["2026年12月值班表", None, None, None, None],
    ["姓名", "1日", "2日", "3日", "4日"],
    [None, "二", "三", "四", "五"],
    ["张 三", "白", "休", "", "夜"],
    ["李四", "夜", "白", "夜", "请假"],
    ["王　五", "", "夜", "白", "白"],
    ["合计", 2, 2, 2, 2],
]


def test_people_down_and_days_across_with_signs_and_names_with_spaces() -> None:
    assert shifts(ACROSS) == [
        (1, "夜班", "李四"), (1, "白班", "张三"), (2, "夜班", "王五"), (2, "白班", "李四"),
        (3, "夜班", "李四"), (3, "白班", "王五"), (4, "夜班", "张三"), (4, "白班", "王五"),
    ]  # fmt: skip


def test_days_down_and_people_across() -> None:
    rows: list[list[Raw]] = [
        ["2026.12 读网值班"],
        ["日期", "星期", "张三", "李四"],
        [1, "二", "√", ""],
        [2, "三", "", "√"],
        [3, "四", "√", "-"],
    ]
    assert shifts(rows) == [(1, "全天", "张三"), (2, "全天", "李四"), (3, "全天", "张三")]


def test_a_list_with_a_column_for_day_and_night_and_several_people() -> None:
    rows: list[list[Raw]] = [
        ["值班安排"],
        ["日期", "白班", "夜班", "带班领导", "备注"],
        [date(2026, 12, 1), "张三", "李四、王五", "赵 六", ""],
        ["2026年12月2日（周三）", "李四", "", "赵六", "调休"],
        ["说明", "早八点半交接", None, None, None],
    ]
    lines = unfold(Grid("表", rows), OFFICE).grid.rows[1:]
    assert [(line[1], line[3], line[4], line[6]) for line in lines] == [
        ("夜班", "李四", "赵六", "同班：王五"), ("白班", "张三", "赵六", ""),
        ("夜班", None, "赵六", "调休"), ("白班", "李四", "赵六", "调休"),
    ]  # fmt: skip


def test_a_day_number_needs_a_month_and_a_month_its_days() -> None:
    rows: list[list[Raw]] = [["姓名", 28, 29, 30, 31], ["张三", "白", "白", "白", "白"]]
    assert len(unfold(Grid("表", rows), OFFICE).problems) == 4
    (problem,) = unfold(Grid("表", rows), OFFICE, date(2026, 11, 1)).problems
    assert (problem.row, problem.column, problem.reason) == (1, "E", "这个月没有这一天")


def test_it_comes_in_as_a_whole_and_a_second_time_changes_nothing(office: Office) -> None:
    rehearsed = brought(office, Grid("12月", ACROSS), dry_run=True)
    assert (rehearsed.added, rehearsed.blocked) == (8, "")
    assert office.store.read.count(LEDGERS["shift"]) == 0, "rehearsed, nothing written"
    assert brought(office, Grid("12月", ACROSS)).written
    assert office.store.read.count(LEDGERS["shift"]) == 8
    assert brought(office, Grid("12月", ACROSS)).unchanged == 8


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ((3, 1), "替", "不认识这个标记"),
        ((5, 0), "没有的人", "没有"),
        ((4, 1), "全", "不能同时值两个班"),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_own_cell_and_nothing_is_written(
    office: Office, cell: tuple[int, int], value: str, told: str
) -> None:
    rows: list[list[Raw]] = [list(row) for row in ACROSS]
    rows[cell[0]][cell[1]] = value
    if told == "不能同时值两个班":
        rows[3][1], rows[4][1] = "白", "夜"
        rows[5][0], rows[5][1] = "张三", "全"
    outcome = brought(office, Grid("12月", rows))
    assert outcome.blocked
    reasons = [
        (problem.row, problem.reason) for sheet in outcome.sheets for row in sheet.rows for problem in row.problems
    ]
    assert any(told in reason for _, reason in reasons), reasons
    assert {row for row, _ in reasons} <= {4, 5, 6}
    assert office.store.read.count(LEDGERS["shift"]) == 0


def test_who_has_left_or_not_come_yet_is_refused(office: Office) -> None:
    office.person("已走", OFFICE, left_on="2026-11-01")
    office.person("未来", OFFICE, on_duty="2027-01-01")
    for name, told in (("已走", "已经离岗"), ("未来", "还没有到岗")):
        outcome = brought(office, Grid("表", [["2026年12月"], ["姓名", 1, 2, 3], [name, "白", "白", "白"]]))
        reasons = [problem.reason for row in outcome.sheets[0].rows for problem in row.problems]
        assert reasons
        assert all(told in reason for reason in reasons), reasons


def test_merged_cells_of_a_workbook_are_filled(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("12月", 0)
    sheet.append(["2026年12月值班表"])
    sheet.append(["姓名", "班次", "1", "2", "3"])
    sheet.append(["张三", "白", "白", "", "白"])
    sheet.append([None, "夜", "", "夜", ""])
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "值班.xlsx")
    grid, *_ = read_grids(tmp_path / "值班.xlsx")
    assert [line[3] for line in unfold(grid, OFFICE).grid.rows[1:]] == ["张三", "张三", "张三"]


def test_a_sheet_that_is_no_roster_says_which_forms_are_known(office: Office) -> None:
    with pytest.raises(SheetProblem, match="没有一张工作表像值班表"):
        brought(office, Grid("通讯录", [["姓名", "电话"], ["张三", "1"]]))
