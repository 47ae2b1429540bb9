"""The year's training record: what the file holds, and that hostile names stay text."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from fjgov_tui.errors import InputProblem
from fjgov_tui.reports.training import bar, state, write_training_record
from fjgov_tui.store import Store
from fjgov_tui.workflows.training import StaffMember, UnitCoverage
from tests.workflows.office import TODAY, furnish

EVIL = "=HYPERLINK(1)"


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(path)
    return [tuple(cell.value for cell in row) for row in book[sheet].iter_rows(min_row=2)]


def test_the_record_holds_sessions_attendance_coverage_and_who_is_missing(store: Store, tmp_path: Path) -> None:
    office = furnish(store)
    for name in ("张三", "李四"):
        office.person(name)
    office.person("王五", "县水利局")
    office.session("第一期", "2026-03-01", hours=4, topics="政策要求")
    office.session("去年", "2025-03-01")
    office.attended("第一期", "张三", "是")
    office.attended("去年", "李四")
    path = tmp_path / "年报.xlsx"
    seen = write_training_record(store.read, path, 2026, TODAY)
    assert (seen.covered, seen.total) == (1, 3)
    assert [row[2] for row in rows(path, "培训场次")] == ["第一期"]
    assert [row[2:] for row in rows(path, "参训人员")] == [("白帝镇人民政府", "张三", "是")]
    assert [row[:4] for row in rows(path, "各单位参训")] == [("县水利局", 1, 0, 0), ("白帝镇人民政府", 2, 1, 50)]
    assert [row[1] for row in rows(path, "未参训人员")] == ["王五", "李四"]
    assert [row[1] for row in rows(path, "未经培训人员")] == ["王五"]
    summary = {row[0]: row[1] for row in rows(path, "培训年报")}
    assert summary["参训率（%）"] == 33
    assert summary["审计链锚"] == str(store.read.head())
    assert path.stat().st_mode & 0o077 == 0


def test_no_name_becomes_a_formula(store: Store, tmp_path: Path) -> None:
    office = furnish(store)
    office.person(EVIL)
    office.session(EVIL, "2026-03-01")
    path = tmp_path / "a.xlsx"
    write_training_record(store.read, path, 2026, TODAY)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == EVIL]
    assert len(cells) >= 3
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_place_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="写不了"):
        write_training_record(store.read, tmp_path / "没有" / "a.xlsx", 2026, TODAY)


@pytest.mark.parametrize(
    ("total", "done", "drawn", "told"),
    [
        (0, 0, "░░░░░░░░░░", "? 没有工作人员"),
        (3, 0, "░░░░░░░░░░", "✗ 缺 3 人"),
        (200, 1, "█░░░░░░░░░", "✗ 缺 199 人"),
        (200, 199, "█████████░", "✗ 缺 1 人"),
        (7, 7, "██████████", "✓ 全员参训"),
    ],
)
def test_a_bar_is_full_only_for_everybody_and_empty_only_for_nobody(
    total: int, done: int, drawn: str, told: str
) -> None:
    workers = tuple(StaffMember(one, "", "", None, "", None, (), covered=one < done, last=None) for one in range(total))
    unit = UnitCoverage(1, "甲", workers)
    assert (bar(unit), state(unit)) == (drawn, told)


def test_the_record_is_a_paper_too_with_its_days_whole(store: Store, tmp_path: Path) -> None:
    office = furnish(store)
    office.person("张三")
    office.session("第一期", "2026-03-01", hours=4)
    office.attended("第一期", "张三", "是")
    write_training_record(store.read, path := tmp_path / "年报.docx", 2026, TODAY)
    with ZipFile(path) as packed:
        text = packed.read("word/document.xml").decode()
    assert all(word in text for word in ("培训记录", "第一期", "2026-03-01", "张三", "未参训人员：无"))
