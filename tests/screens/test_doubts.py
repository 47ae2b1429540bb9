"""A file that is not to be relied on says so on every screen, as long as it is so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from fjgov_tui.store import Store, verify
from fjgov_tui.store.unproven import remember
from fjgov_tui.store.verifying import Check, Verdict
from tests.conftest import NOW
from tests.screens.driving import driving


async def test_a_failed_verification_stands_in_the_status_line_and_on_screen_1(towns: Path, store: Store) -> None:
    """Told while the dashboard is open, too: nobody has to write for it to show."""
    failed = Verdict(verify(store.db).head, (Check("封条", False, "单位的内容在本程序之外被改过", 1),))
    remember(towns, failed, "2026-11-26T05:00:00.000Z")
    async with driving(towns) as drive:
        await drive.see("!核验不符", "这个文件没有通过核验", "不符的：封条")
        await drive.press("2")
        await drive.see("!核验不符", "台账")
        remember(towns, verify(store.db), "2026-11-26T05:01:00.000Z")
        drive.app.heartbeat.poll_doubts()
        await drive.until(lambda: "!核验不符" not in drive.text)


async def test_a_clock_that_was_set_back_stands_there_too(towns: Path) -> None:
    async with driving(towns, clock=lambda: NOW - timedelta(days=400)) as drive:
        await drive.see("!时钟倒退", "系统时间早于审计链最后一条")
