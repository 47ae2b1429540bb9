"""What a declaration is worth: a new duty of under 60 lines stands everywhere without another line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from fjgov_tui import audit
from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.reports import audit as report
from fjgov_tui.screens.procedure.board import BoardPage
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.recordlist import RecordList
from tests import newduty
from tests.cli.conftest import Fjgov, county, db, fjgov
from tests.screens.driving import driving
from tests.test_docs import ledger_section

__all__ = ["county", "db", "fjgov"]


@pytest.fixture
def duty(county: Fjgov, monkeypatch: pytest.MonkeyPatch) -> Fjgov:
    """The county's file follows the declaration when it is opened the next time; 乙 is the leader in charge."""
    monkeypatch.setitem(LEDGERS, "hotline", newduty.HOTLINE)
    monkeypatch.setitem(PROCEDURES, "hotline", newduty.ANSWERING)
    monkeypatch.setattr(report, "RULES", (*audit.RULES, *newduty.rules()))
    assert county("ledger", "add", "person", "name=乙", "unit=白帝镇人民政府", "roles=直接责任人").code == 0
    return county


@pytest.fixture
def today() -> date:
    return beijing_day(utc_now())


def test_it_takes_under_sixty_lines() -> None:
    lines = Path(newduty.__file__).read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) < 60


def test_it_stands_everywhere(duty: Fjgov, db: Path, tmp_path: Path, today: date) -> None:
    long_ago = today - timedelta(days=40)
    pairs = ("title=路灯不亮", "unit=白帝镇人民政府", f"received_on={long_ago}", "text=三天了")
    started = duty("hotline", "start", *pairs)
    assert (started.code, started.out) == (0, "1\n"), started.err
    # directory, form of the ledger, docs, help
    assert "热线转办" in duty("ledger", "list").out
    assert "答复日期" in duty("ledger", "fields", "hotline").out
    assert any("答复日期" in line for line in ledger_section(newduty.HOTLINE))
    assert "热线转办" in duty("--help").out
    # command line, board, audit
    (row,) = duty("hotline", "list", "--json").json["rows"]
    assert (row["next"], row["late"], row["who"]) == ("assign", True, ["乙"])
    assert duty("hotline", "sign", "1", "reply").code == 2
    found = duty("audit", "--json").json["findings"]
    (late,) = [one for one in found if one["rule"] == "23.hotline"]
    assert (late["ledger"], late["subject"], late["unit"]) == ("hotline", "路灯不亮", "白帝镇人民政府")
    assert duty("hotline", "sign", "1", "批办").code == 0
    (row,) = duty("hotline", "due", "--json").json["rows"]
    assert (row["next"], row["late"]) == ("reply", True)
    # printed form, history
    form = duty("hotline", "form", "1").out
    assert "热线转办办理单" in form
    assert "乙（直接责任人）" in form or "乙（分管负责人）" in form
    assert "批办" in duty("ledger", "show", "signature").out
    assert "路灯不亮" in duty("ledger", "history", "hotline", "1").out
    # export, import
    sheet = tmp_path / "热线.xlsx"
    assert duty("ledger", "export", "hotline", "-o", sheet).code == 0
    assert duty("ledger", "import", sheet).code == 0
    table = tmp_path / "热线.csv"
    table.write_text(f"诉求,承办单位,收到日期\n井盖松动,白帝镇人民政府,{today}\n", encoding="utf-8")
    assert duty("ledger", "import", table, "--ledger", "hotline").code == 0
    rows = duty("ledger", "show", "hotline", "--json").json["rows"]
    assert {row["title"] for row in rows} == {"路灯不亮", "井盖松动"}
    assert duty("hotline", "sign", "1", "reply").code == 0
    row = next(row for row in duty("hotline", "list", "--json").json["rows"] if row["id"] == 1)
    assert (row["state"], row["replied_on"]) == ("已办结", today.isoformat())
    # the second rule, a declared form: it asks again 28 days after the reply, and not before
    assert not [one for one in duty("audit", "--json").json["findings"] if one["rule"] == "23.hotline-again"]
    assert duty("ledger", "set", "hotline", "1", f"replied_on={today - timedelta(days=29)}").code == 0
    (again,) = [one for one in duty("audit", "--json").json["findings"] if one["rule"] == "23.hotline-again"]
    assert (again["severity"], again["subject"], again["unit"]) == ("notice", "路灯不亮", "白帝镇人民政府")
    assert again["message"] == f"路灯不亮：{today - timedelta(days=1)} 前要回访"
    assert duty("verify").code == 0


async def test_it_has_a_board_on_which_it_is_signed(duty: Fjgov, db: Path, today: date) -> None:
    words = ("title=路灯不亮", "unit=白帝镇人民政府", f"received_on={today}")
    assert duty("hotline", "start", *words).code == 0
    async with driving(db) as drive:
        drive.app.push_screen(BoardPage(drive.app.desk, "2", "热线转办", (newduty.ANSWERING,)))
        await drive.see("没有办结的 1 份", "路灯不亮", "○ 批办", "乙")
        await drive.press("f2")
        await drive.see("签署人：乙")
        await drive.press("f2")
        await drive.see("✓ 批办", "还没有答复")


async def test_the_directory_the_form_and_the_history_know_it(duty: Fjgov, db: Path, today: date) -> None:
    async with driving(db) as drive:
        await drive.press("2")
        await drive.until(lambda: drive.screen.query(RecordList))
        await drive.press("slash")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press(*"rxzb")
        await drive.see("热线转办")
        await drive.press("enter")
        await drive.until(lambda: drive.ledgers.ledger is newduty.HOTLINE and drive.ledgers.complete)
        await drive.press("f3")
        await drive.until(lambda: drive.screen.query(FieldRow) and drive.screen.focused)
        await drive.see("诉求", "承办单位", "收到日期", "内容", "答复日期")
        for row in drive.screen.query(FieldRow):
            typed = {"title": "路灯不亮", "unit": "白帝镇人民政府", "received_on": f"{today}"}
            row.put(typed.get(row.field.name, ""))
        await drive.press("f2")
        await drive.until(lambda: drive.ledgers.records.record == 1)
        await drive.press("f6")
        await drive.see("新增", "诉求", "路灯不亮")
