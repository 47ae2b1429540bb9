"""Screen 1: where one stands, and from each gap the way to the record."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.audit.model import Finding
from fjgov_tui.clock import instant
from fjgov_tui.lastcheck import LastCheck, keep_last_check, read_last_check
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import Aim
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.paths import last_checks_file
from fjgov_tui.reports.overview import Gap
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.importing import ImportWizard
from fjgov_tui.screens.overview.lines import gap_line
from fjgov_tui.screens.overview.screen import OverviewScreen
from fjgov_tui.store import Reader, Store, back_up
from fjgov_tui.store.backups import book_backup
from fjgov_tui.store.bundles import Carriage, note_received, put_peer
from fjgov_tui.store.desk import AsyncStore
from tests.conftest import NOW
from tests.screens.conftest import Add
from tests.screens.driving import driving
from tests.workflows.office import furnish


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
        await drive.see("没有可以检查的记录")


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


@pytest.mark.parametrize(("days", "late"), [(3, False), (10, True)])
async def test_how_old_is_what_another_machine_saw_stands_on_every_screen(
    towns: Path, store: Store, days: int, late: bool
) -> None:
    made_at = instant(NOW - timedelta(days=days))
    with store.write() as writer:
        put_peer(writer, "f" * 16, "监测机", "line")
        note_received(writer, Carriage("0" * 32, "f" * 16, 1, made_at, Aim.LEDGERS), {})
    async with driving(towns, size=(120, 40)) as drive:
        await drive.see(f"│ {'! ' * late}数据包 {days} 天前 │", f"最新的数据包是 {days} 天前做的")
        assert ("! 久没有新的" in drive.text) == late
        await drive.press("2")
        await drive.see("台账", f"│ {'! ' * late}数据包 {days} 天前 │")


async def test_counts_and_last_changes_are_shown(samples: Path) -> None:
    async with driving(samples, size=(120, 40)) as drive:
        await drive.see("政务新媒体      1", "11-23 11:30 修改", "（样本补")


SEVERITIES_SEEN: tuple[Severity, ...] = (Severity.VIOLATION, Severity.NOTICE)


async def test_while_the_rules_are_asked_all_else_is_shown_and_lists_open(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key waits for the rules either, whichever key had them asked: the one after it would come seconds later."""
    monkeypatch.setattr("fjgov_tui.shell.keyorder.HOLD_SECONDS", 600.0)
    rules_answered = threading.Event()
    async with driving(samples, size=(120, 40)) as drive:
        await drive.see("，警示")
        drive.app.desk._threads["study"].submit(rules_answered.wait)
        try:
            await drive.press("f5")
            await drive.see("正在核对…", "政务新媒体      1", "（样本补")
            await drive.open("unit")
            await drive.press("end", "enter")
            await drive.see("用到它的记录")
        finally:
            # Else the program could not end, and a failure would never be told.
            rules_answered.set()


def test_a_rule_is_counted_in_the_severity_that_its_line_names() -> None:
    """One violation and one notice are not two violations: the audit would say otherwise."""
    findings = tuple(
        Finding("24.availability", 24, severity, "site", 1, "站点", "单位", "…", None, None)
        for severity in SEVERITIES_SEEN
    )
    gap = Gap("24.availability", 24, Severity.VIOLATION, "site", "打得开吗？", True, findings)
    assert gap_line(gap).plain.split()[:3] == ["✗", "违反", "1"]


async def test_a_chapter_opens_exactly_the_findings_that_its_bar_counts_and_esc_comes_back(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.see("各章问题  共 4 项", "2 职责分工", "✗4")
        drive.screen.query_one("#chapters").focus()
        await drive.press("enter")
        await drive.see("只看 第2章", "共 4 项", "问题 4")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, OverviewScreen))


@pytest.mark.parametrize(
    ("line", "screen"), [(0, "MonitorScreen"), (1, "HandlingScreen"), (2, "PasswordsScreen"), (3, "AuditScreen")]
)
async def test_each_line_of_standing_opens_what_it_counts(towns: Path, line: int, screen: str) -> None:
    async with driving(towns) as drive:
        await drive.see("检查  2026Q3 没有登记检查", "登记缺项  违反")
        drive.screen.query_one("#standing").focus()
        await drive.press("home", *["down"] * line, "enter")
        await drive.until(lambda: type(drive.screen).__name__ == screen)
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, OverviewScreen))


async def test_duties_are_counted_by_how_soon_they_end_and_open_their_record(store: Store) -> None:
    office = furnish(store)
    for name, changed in (("甲", "2026-09-10"), ("乙", "2026-09-26"), ("丙", "2026-10-05")):
        office.account(name, rotated_on=changed)
    async with driving(store.path) as drive:
        await drive.see("要办的事  逾期1 7天1 14天2 30天2", "✗ 超 13 天", "3 天")
        drive.screen.query_one("#duties").focus()
        await drive.press("enter")
        await drive.see("后台账户  甲")
        await drive.press("escape", "ctrl+u")
        await drive.see("30 天内 3", "逾期 1", "7 天内 1", "14 天内 2")
        await drive.press("f4")
        await drive.see("2026-11-10   ✗ 超 13 天")


async def test_until_the_rules_answer_the_last_count_stands_there_with_its_time(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.see("各章问题  共 4 项")
        await drive.until(lambda: last_checks_file().exists())
    answered = threading.Event()
    later = NOW + timedelta(days=1)
    async with driving(towns, clock=lambda: later) as drive:
        drive.app.desk._threads["study"].submit(answered.wait)
        try:
            await drive.press("f5")
            await drive.see("各章问题", "✗4")
            title = drive.screen.query_one("#chapters").border_title or ""
            assert "11-23 11:30 的结果，正在核对" in title or "共 4 项" in title
        finally:
            answered.set()


@pytest.mark.parametrize("kept", ["", "[]", '{"x": 1}', '{"x": {"at": "no", "rows": []}}', "\x00" * 9])
def test_a_torn_file_of_last_counts_is_no_file(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "last.json"
    path.write_text(kept, encoding="utf-8")
    assert read_last_check(path, "x") is None
    check = LastCheck("2026-11-23T03:30:00.000000Z", ((2, 4, 0, 0, 1),))
    keep_last_check(path, "x", check)
    assert read_last_check(path, "x") == check
    assert read_last_check(path, "y") is None


async def test_the_rulebook_is_asked_again_only_when_somebody_has_written(towns: Path, add: Add) -> None:
    desk, asked = AsyncStore(towns, clock=lambda: NOW), list[int]()

    def question(reader: Reader) -> int:
        asked.append(1)
        return reader.count(LEDGERS["unit"])

    try:
        assert [await desk.study_once("units", question) for _ in range(2)] == [4, 4]
        add("unit", name="县水利局", kind="部门")
        assert await desk.study_once("units", question) == 5
        assert len(asked) == 2
    finally:
        await desk.close()
