"""When the file fails under an open screen: a sentence, said once, and the program goes on."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from fjgov_tui.crash import report
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from tests.screens.driving import driving


async def test_a_file_replaced_under_us_is_told_once_and_takes_no_write(towns: Path, tmp_path: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("f2")
        await drive.see("修改单位")
        await asyncio.to_thread(towns.rename, tmp_path / "elsewhere.db")
        await drive.see("读不到最新内容", "被替换、移")
        drive.screen.query(FieldRow)[5].put("023-56551111")
        await drive.press("f2")
        await drive.see("没有存盘", "被替换或删")
        await drive.press("escape")
        await drive.see("修改单位", "023-56551111")
        drive.app.clear_notifications()
        await drive.pilot.pause(2.5)
        assert "读不到最新内容" not in drive.text


@pytest.mark.parametrize("key", ["enter", "f2", "f6"])
async def test_a_record_that_cannot_be_read_ends_in_a_window(
    towns: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async with driving(towns) as drive:
        await drive.open("unit")
        name = {"enter": "referrers", "f2": "names", "f6": "history"}[key]
        monkeypatch.setattr(Reader, name, broken)
        await drive.press(key)
        await drive.until(lambda: isinstance(drive.screen, Tell))
        await drive.see("读写磁盘时出错")
        await drive.press("escape")
        await drive.pilot.pause()
        assert drive.app.is_running


async def test_a_failing_list_does_not_trap_the_user(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StoreProblem("读不出")

    async with driving(towns) as drive:
        await drive.open("unit")
        monkeypatch.setattr(Reader, "ids", broken)
        await drive.press("slash", "b", "enter")
        await drive.until(lambda: isinstance(drive.screen, Tell))
        await drive.press("escape")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
        await drive.press("1")
        await drive.see("登记缺项")


async def test_a_locked_file_can_still_be_read(towns: Path) -> None:
    with closing(sqlite3.connect(towns, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with driving(towns) as drive:
            await drive.open("unit")
            await drive.see("安坪镇人民政府")
        other.execute("ROLLBACK")


async def test_an_answer_that_finds_its_widgets_gone_is_a_failure_unless_the_program_ends(towns: Path) -> None:
    gone = WorkerFailed(NoMatches("gone"))
    async with driving(towns) as drive:
        assert not drive.app.is_told(gone)
    assert drive.app.is_told(gone)
    assert not drive.app.is_told(WorkerFailed(KeyError("gone")))


async def test_a_revealed_value_is_masked_again_and_in_the_trail(
    samples: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fjgov_tui.screens.ledgers.detail.REVEAL_SECONDS", 3.0)
    async with driving(samples) as drive:
        await drive.open("person")
        await drive.press("enter")
        await drive.see("199****5678")
        assert "19912345678" not in drive.text
        await drive.press("f4")
        await drive.see("19912345678", "已记入审计链")
        await drive.gone("19912345678")
    assert store.read.history(LEDGERS["person"], 1)[0].reason == "查看遮盖值"


async def test_an_old_value_is_put_back_from_the_history(towns: Path, store: Store) -> None:
    unit = LEDGERS["unit"]
    with store.write() as writer:
        writer.save(unit, {"phone": "023-56559999"}, writer.record(unit, 2))
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("f6")
        await drive.see("第 2 版  修改", "023-56550001 → 023-56559999")
        await drive.press("f2")
        await drive.see("把值班电话恢复为")
        await drive.press("y")
        await drive.see("第 3 版")
    assert store.read.record(unit, 2).values["phone"] == "023-56550001"


def test_a_crash_report_names_places_but_no_values(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    try:
        try:
            raise KeyError("s3cr3t-key")
        except KeyError as error:
            raise LookupError("s3cr3t") from error
    except LookupError as error:
        told = report(error, folder)
    (path,) = folder.iterdir()
    text = path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert "LookupError" in text
    assert "KeyError" in text
    assert "test_trouble.py" in text
    assert "s3cr3t" not in text + told
    assert str(path) in told


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert "报告没有写成" in report(RuntimeError("x"), blocked / "log")
