"""Screen 1: where one stands, and from each gap the way to the record."""

import threading
from datetime import timedelta
from pathlib import Path

from fjgov_tui.audit.model import Finding
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.reports.overview import Gap
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.importing import ImportWizard
from fjgov_tui.screens.overview.lines import gap_line
from fjgov_tui.screens.overview.screen import OverviewScreen
from fjgov_tui.store import Store, back_up
from fjgov_tui.store.backups import book_backup
from tests.conftest import NOW
from tests.screens.conftest import Add
from tests.screens.driving import driving


async def test_an_empty_file_welcomes_and_its_keys_work(store: Store) -> None:
    async with driving(store.path) as drive:
        await drive.see("这个台账文件还是空的", "F7", "F3", "fjgov demo")
        await drive.press("f7")
        await drive.until(lambda: isinstance(drive.screen, ImportWizard))
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, OverviewScreen))
        await drive.press("f3")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        await drive.see("新增单位", "单位名称")


async def test_the_first_record_of_somebody_else_ends_the_welcome(store: Store, add: Add) -> None:
    async with driving(store.path, size=(120, 40)) as drive:
        await drive.see("这个台账文件还是空的")
        add("unit", name="白帝镇人民政府", kind="乡镇街道")
        await drive.see("登记缺项", "新增 单位“白帝镇人民政府”")


async def test_enter_on_a_gap_lists_findings_and_enter_there_goes_to_the_record(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.see("✗ 违反  4 项  第5条")
        await drive.press("enter")
        await drive.see("共 4 项", "违反  ")
        await drive.press("down", "enter")
        await drive.see("单位  安坪镇人民政府", "单位名称")
        await drive.press("escape")
        await drive.see("共 4 项", "违反  ")


async def test_a_gap_without_findings_says_whether_anything_was_checked(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.see("? 未检查")
        await drive.press("down", "enter")
        await drive.see("这本台账还没有记录")


async def test_the_last_backup_is_told_at_the_edge(towns: Path, store: Store, tmp_path: Path) -> None:
    async with driving(towns) as drive:
        await drive.see("! 还没有备份过")
        book_backup(store, back_up(store, tmp_path / "copy.db").note)
        await drive.see("✓ 上次备份 2026-11-23 11:30")
    late = NOW + timedelta(hours=27)
    async with driving(towns, clock=lambda: late) as drive:
        await drive.see("! 上次备份 2026-11-23 11:30，已超过 26 小时")


async def test_a_backup_that_is_looked_at_asks_nobody_to_start_the_monitor(
    towns: Path, store: Store, tmp_path: Path
) -> None:
    copy = back_up(store, tmp_path / "copy.db").path
    async with driving(copy, readonly=True) as drive:
        await drive.see("备份件", "这是 2026-11-23 11:30 的备份")
        await drive.press("5")
        await drive.see("监测只看正在使用的文件")
        assert "F12 启动" not in drive.text
        assert "没有运行" not in drive.text


async def test_counts_and_last_changes_are_shown(samples: Path) -> None:
    async with driving(samples, size=(120, 40)) as drive:
        await drive.see("政务新媒体      1", "11-23 11:30 修改", "（样本补")


SEVERITIES_SEEN: tuple[Severity, ...] = ("violation", "notice")


async def test_while_the_rules_are_asked_all_else_is_shown_and_lists_open(samples: Path) -> None:
    rules_answered = threading.Event()
    async with driving(samples, size=(120, 40)) as drive:
        await drive.see("，警示")
        drive.app.desk._threads["study"].submit(rules_answered.wait)
        try:
            await drive.press("f5")
            await drive.see("正在核对…", "政务新媒体      1", "（样本补")
            await drive.open("unit")
        finally:
            # Else the program could not end, and a failure would never be told.
            rules_answered.set()


def test_a_rule_is_counted_in_the_severity_that_its_line_names() -> None:
    """One violation and one notice are not two violations: the audit would say otherwise."""
    findings = tuple(
        Finding("24.availability", 24, severity, "site", 1, "站点", "单位", "…", None, None)
        for severity in SEVERITIES_SEEN
    )
    gap = Gap("24.availability", 24, "violation", "site", "打得开吗？", True, findings)
    assert gap_line(gap).plain.split()[:3] == ["✗", "违反", "1"]
