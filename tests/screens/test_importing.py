"""The import wizard: nothing is written that was not shown before."""

import threading
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.ledgers.importing import ImportWizard
from fjgov_tui.store import Store
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from tests.screens.conftest import Add
from tests.screens.driving import Driver, driving

GOOD = "单位名称,类别\n新街道办事处,乡镇街道\n县教委,部门\n"
BAD = "单位名称,类别,没见过的列\n新街道办事处,没有这类,1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "sheets"
    found.mkdir()
    monkeypatch.chdir(found)
    return found


async def preview(drive: Driver) -> None:
    await drive.press("f7")
    await drive.until(lambda: isinstance(drive.screen, ImportWizard) and isinstance(drive.screen.focused, Menu))
    await drive.press("enter")


async def test_preview_first_and_then_the_write(towns: Path, store: Store, folder: Path) -> None:
    (folder / "单位.csv").write_text(GOOD, encoding="utf-8")
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("预演（没有写入）：新增 1，修改 0，不变 1", "新街道办事处", "F2 确认写入")
        assert store.read.count(LEDGERS["unit"]) == 4
        await drive.press("f2")
        await drive.see("已写入：新增 1")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
    assert store.read.count(LEDGERS["unit"]) == 5


async def test_escape_goes_back_step_by_step_and_writes_nothing(towns: Path, store: Store, folder: Path) -> None:
    (folder / "单位.csv").write_text(GOOD, encoding="utf-8")
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("这是预演")
        await drive.press("escape")
        await drive.see("单位.csv", "../")
        await drive.press("escape")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
    assert store.read.count(LEDGERS["unit"]) == 4


async def test_a_blocked_file_cannot_be_written_and_is_saved_marked(towns: Path, store: Store, folder: Path) -> None:
    (folder / "坏.csv").write_text(BAD, encoding="utf-8")
    marked = folder / "坏-标注.xlsx"
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("没有写入", "没见过的列", "不在可选项内", "按 F4 回答")
        await drive.press("f2")
        assert store.read.count(LEDGERS["unit"]) == 4
        await drive.press("f8")
        await drive.see("已另存 坏-标注.xlsx")
        first = marked.read_bytes()
        marked.write_bytes(b"mine")
        await drive.press("f8")
        await drive.see("覆盖 坏-标注.xlsx？")
        await drive.press("escape")
        await drive.gone("覆盖 坏-标注.xlsx？")
        assert marked.read_bytes() == b"mine"
        await drive.press("f4")
        await drive.see("不导入它们吗")
        await drive.press("a")
        await drive.see("没有写入：新增 0，修改 0，不变 0，拒绝 1。有 1 行不能导入。全部")
    assert first[:2] == b"PK"


async def test_extra_columns_are_ignored_only_when_told(towns: Path, store: Store, folder: Path) -> None:
    (folder / "多.csv").write_text("单位名称,类别,没见过的列\n新街道办事处,乡镇街道,1\n", encoding="utf-8")
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("没有写入", "没见过的列")
        await drive.press("f4")
        await drive.see("不导入它们吗")
        await drive.press("n")
        await drive.see("没有写入", "没见过的列")
        await drive.press("f4")
        await drive.see("不导入它们吗")
        await drive.press("a")
        await drive.see("这是预演")
        await drive.press("f2")
        await drive.see("已写入：新增 1")
    assert store.read.count(LEDGERS["unit"]) == 5


async def test_a_file_changed_after_the_preview_is_shown_again(towns: Path, store: Store, folder: Path) -> None:
    sheet = folder / "单位.csv"
    sheet.write_text(GOOD, encoding="utf-8")
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("新增 1")
        sheet.write_text(f"{GOOD}另一个街道办事处,乡镇街道\n", encoding="utf-8")
        await drive.press("f2")
        await drive.see("预演之后变了", "新增 2", "另一个街道办事处")
        assert store.read.count(LEDGERS["unit"]) == 4
        await drive.press("f2")
        await drive.see("已写入：新增 2")


async def test_ledgers_changed_after_the_preview_are_shown_again(
    towns: Path, store: Store, folder: Path, add: Add
) -> None:
    (folder / "单位.csv").write_text(GOOD, encoding="utf-8")
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("新增 1")
        add("unit", name="新街道办事处", kind="部门")
        await drive.press("f2")
        await drive.see("预演之后变了", "修改 1", "部门 → 乡镇街道")


async def test_a_long_preview_says_that_it_is_cut(towns: Path, folder: Path) -> None:
    many = "".join(f"街道{place}办事处,乡镇街道\n" for place in range(700))
    (folder / "多.csv").write_text(f"单位名称,类别\n{many}", encoding="utf-8")
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("新增 700")
        await drive.press("end")
        await drive.see("还有 500 行没有列出")


@pytest.mark.parametrize("typed", ["/no/such/file.xlsx", "~nobody-here/a.csv", "x" * 400, "\x00"])
async def test_a_path_that_leads_nowhere_is_told(towns: Path, folder: Path, typed: str) -> None:
    async with driving(towns) as drive:
        await drive.press("f7")
        await drive.see("没有 .xlsx 或 .csv")
        line = drive.screen.query_one("#path", Line)
        line.focus()
        line.value = typed
        await drive.press("enter")
        await drive.see("Esc 或回车关闭")
        await drive.press("escape")
        await drive.see("没有 .xlsx 或 .csv")


async def test_a_running_import_stops_at_escape(towns: Path, store: Store, folder: Path) -> None:
    (folder / "单位.csv").write_text(GOOD, encoding="utf-8")
    hold = threading.Event()
    async with driving(towns) as drive:
        await preview(drive)
        await drive.see("新增 1")
        drive.app.desk._threads["write"].submit(hold.wait)
        await drive.press("f2")
        await drive.see("Esc 停止")
        await drive.press("escape")
        await drive.see("正在停止")
        hold.set()
        await drive.see("单位.csv", "../")
    assert store.read.count(LEDGERS["unit"]) == 4
