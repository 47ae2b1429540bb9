"""Screen 7: who must act, what is late first; faults at their lines, rounds with what was changed between them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import beijing_day, utc_now
from tests.cli.conftest import Fjgov, county, db, fjgov
from tests.screens.driving import driving

__all__ = ["county", "db", "fjgov"]
TOWN = "unit=白帝镇人民政府"


@pytest.fixture
def today() -> date:
    return beijing_day(utc_now())


@pytest.fixture
def board(county: Fjgov, today: date) -> Fjgov:
    """A text that was returned once, and a request that is late."""
    for name, role in (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人")):
        assert county("ledger", "add", "person", f"name={name}", TOWN, f"roles={role}").code == 0
    started = county("release", "start", "title=补贴通知", TOWN, "text=关于帐户的通知", "secrecy_result=可以公开")
    record = started.out.strip()
    assert county("release", "sign", record, "review1", "--by", "信", "--checked", "1,2，3、4").code == 0
    assert county("release", "return", record, "review2", "--by", "分", "--ground", "数据、提法不准确").code == 0
    assert county("ledger", "set", "release", record, "text=关于帐户的说明").code == 0
    long_ago = today - timedelta(days=60)
    assert county("request", "start", "title=补偿标准", TOWN, f"received_on={long_ago}").code == 0
    return county


async def test_what_is_late_stands_first_and_each_list_has_its_own(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("待办 2 件", "超期 1 件", "补偿标准", "! 超过")
        text = drive.text
        assert text.index("补偿标准") < text.index("补贴通知")
        await drive.press("f4")
        await drive.see("一审", "信", "第 2 轮")
        assert "! 超过" not in drive.text


async def test_a_text_is_looked_into_and_signed_from_the_board(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4")
        await drive.see("第 2 轮")
        await drive.press("enter")
        await drive.see(
            "没有答复的疑点", "第 2 行", "misprint:帐户", "第 1 轮到第 2 轮", "-关于帐户的通知", "+关于帐户的说明"
        )
        await drive.press("escape")
        await drive.see("○ 一审")
        await drive.press("f2")
        await drive.see("办哪一步", "一审")
        await drive.press("enter")
        await drive.see("签署人：信", "□ 没有错字、病句")
        await drive.press("f2")
        await drive.see("一审：没有写入", "还有 4 项要点没有核对")
        await drive.press("escape")
        await drive.see("签署人：信")
        await drive.press("shift+tab", "home", *["enter"] * 4, "f2")
        await drive.see("✓ 一审", "还没有二审")


async def test_a_record_is_shown_in_its_ledger_and_a_form_opens(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f3")
        await drive.see("登记哪一种", "依申请公开")
        await drive.press("escape")
        await drive.press("ctrl+g")
        await drive.see("补偿标准", "答复单位")


async def test_each_fault_is_seen_at_its_place_and_kept_with_a_reason(board: Fjgov, db: Path) -> None:
    """Before the third proof (article 15); who says so is whoever may take a step now."""
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4")
        await drive.see("第 2 轮")
        await drive.press("enter")
        await drive.see("没有答复的疑点")
        await drive.press("f2")
        await drive.see("还有 1 处没有答复", "✗ 未答复", "▶   2 关于帐户的说明")
        await drive.press("f2")
        await drive.see("保留的理由", "第 2 行")
        await drive.paste("引用原文")
        await drive.press("enter")
        await drive.see("✓ 都答复了", "没有要答复的疑点")
        await drive.press("f4")
        await drive.see("✓ 保留", "保留：引用原文（信，")
        await drive.press("ctrl+g")
        await drive.see("信息发布登记", "正文")
        await drive.press("escape")
        await drive.see("✓ 都答复了")
    assert board("release", "faults", "1").code == 0
