"""Screen 4: who was trained this year, who waits, many booked with one confirmation; the account form warns."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fjgov_tui.audit import RULES, findings
from fjgov_tui.commands.training import TRAINING_COMMANDS
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.training import bar, state
from fjgov_tui.screens.handover.leaving_page import LeavingPage
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.importing import ImportWizard
from fjgov_tui.screens.training.attendance_page import AttendingPage
from fjgov_tui.screens.training.screen import TrainingScreen
from fjgov_tui.screens.training.training_data import VIEWS, read_year
from fjgov_tui.screens.training.workers import PersonPage, UnitPage
from fjgov_tui.store import Store
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.recordlist import RecordList
from fjgov_tui.workflows.training import coverage
from tests.screens.driving import Driver, driving
from tests.screens.test_snapshots import Scene, look_at
from tests.workflows.office import TODAY, Office, furnish

BEFORE_DUTY = next(rule for rule in RULES if rule.id == "39.before-duty")


@pytest.fixture
def office(store: Store) -> Office:
    """A town with one of two trained, a department where all are, and a newcomer who works untrained."""
    made = furnish(store)
    made.person("赵一")
    made.person("钱二")
    made.person("孙三", unit="县水利局")
    made.person("李四", unit="县水利局", on_duty="2026-11-23")
    old = made.session("去年培训", "2025-08-20", hours="3")
    spring = made.session("春季培训", "2026-03-02", topics="政策要求、业务操作", hours="6")
    for name in ("赵一", "钱二", "孙三"):
        made.attended("去年培训", name)
    made.attended("春季培训", "赵一")
    made.attended("春季培训", "孙三")
    made.session("今日培训", "2026-11-23")
    assert (old, spring) == (1, 2)
    return made


async def opened(drive: Driver) -> TrainingScreen:
    await drive.press("4")
    await drive.until(lambda: isinstance(drive.screen, TrainingScreen))
    await drive.see("2026 年培训", "单位 ")
    assert isinstance(drive.screen, TrainingScreen)
    return drive.screen


def listed(drive: Driver) -> list[str]:
    """The lines of the list that are on screen, in order."""
    records = drive.screen.query_one(RecordList)
    return [" ".join(records._cells[one]) for one in records.ids]


async def test_coverage_on_screen_is_the_workflows(office: Office) -> None:
    wanted = coverage(office.store.read, 2026, TODAY)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.see(f"{len(wanted.sessions)} 期", f"参训 {wanted.covered}/{wanted.total}（{wanted.percent}%）")
        assert listed(drive) == [
            f"{one.unit} {bar(one)} {one.covered}/{one.total} {one.percent}% {state(one)}" for one in wanted.units
        ]
        assert listed(drive)[0].startswith("白帝镇人民政府 █████░░░░░ 1/2 50% ✗ 缺 1 人")
        await drive.press("f4")
        await drive.see("钱二")
        assert len(listed(drive)) == len(wanted.missing) == 2
        assert all(one.name in line for one, line in zip(wanted.missing, listed(drive), strict=True))


async def test_every_list_of_the_year_has_the_rules_findings(office: Office) -> None:
    seen = read_year(office.store.read, 2026, TODAY)
    told = {one.id: one.message for one in findings(office.store.read, TODAY, [BEFORE_DUTY])}
    assert {one.id: one.message for one in seen.newcomers if one.violation} == told
    assert told


async def test_a_newcomer_blocked_is_a_violation_until_she_is_trained(office: Office) -> None:
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        await drive.press("f4", "f4")
        await drive.see("李四", "2026-11-23", "✗ 未训上岗", "至今没有培训合格的记录")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.see("今日培训")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, AttendingPage))
        await drive.see("今年未训", "李四")
        await drive.press("slash")
        await drive.paste("ls")
        await drive.until(lambda: len(listed(drive)) == 1)
        await drive.press("enter", "space")
        await drive.see("勾选 1 人")
        await drive.press("f2")
        await drive.see("登记参加“今日培训”（2026-11-23）：李四 1 人")
        await drive.press("y")
        await drive.until(lambda: drive.screen is screen)
        await drive.see("新登记 1 人", "新到岗 0")
        await drive.gone("✗ 未训上岗")
    assert not findings(office.store.read, TODAY, [BEFORE_DUTY])


async def test_people_marked_in_the_list_are_booked_together_or_not_at_all(office: Office, store: Store) -> None:
    before = office.trail()
    async with driving(store.path) as drive:
        await opened(drive)
        await drive.press("f4")
        await drive.see("钱二")
        await drive.press("ctrl+a")
        await drive.see("已标记 2 人")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.see("勾选 2 人")
        await drive.press("f2")
        await drive.see("钱二、李四 2 人")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, AttendingPage))
        assert office.trail() == before
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.see("新登记 2 人", "✓ 全员参训", "参训 4/4（100%）")
        await drive.gone("已标记")


async def test_marks_survive_a_filter_and_are_not_thrown_away_unasked(office: Office) -> None:
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        await drive.press("f4", "f4", "f4", "f2")
        await drive.until(lambda: isinstance(drive.screen, AttendingPage))
        await drive.see("李四")
        await drive.press("space", "slash")
        await drive.paste("没有这个人")
        await drive.until(lambda: not listed(drive))
        await drive.press("escape")
        await drive.see("李四", "勾选 1 人")
        await drive.press("escape")
        await drive.see("勾选的 1 人还没有登记")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, AttendingPage))
        await drive.press("escape")
        await drive.see("还没有登记。")
        await drive.press("d")
        await drive.until(lambda: drive.screen is screen)


async def test_enter_shows_the_unit_then_the_person_then_every_session(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, UnitPage))
        await drive.see("参训 1/2（50%）", "✗ 未参训  钱二", "上次 2025-08-20")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, PersonPage))
        await drive.see("钱二（白帝镇人民政府）", "✓ 2025-08-20  去年培训")
        await drive.leave_windows()
        await drive.press("f4", "f4", "enter")
        await drive.see("李四（县水利局）", "✗ 2026-11-23 到岗", "没有参加过培训")


async def test_the_arrows_change_the_year_and_escape_comes_back(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("left")
        await drive.see("2025 年培训  1 期", "参训 3/3（100%）")
        await drive.press("escape")
        await drive.see("2026 年培训")
        await drive.press("right")
        await drive.see("已经是今年了")


async def test_filter_takes_pinyin_and_stays_within_the_list(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("slash")
        await drive.paste("slj")
        await drive.see("查找“slj” 1/2")
        assert [line.split()[0] for line in listed(drive)] == ["县水利局"]
        await drive.press("escape")
        await drive.until(lambda: len(listed(drive)) == 2)


async def test_a_new_session_is_shown_where_it_belongs(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f3")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        rows = {row.field.name: row for row in drive.screen.query(FieldRow)}
        for name, text in (
            ("name", "年底培训"),
            ("held_on", "2026-12-20"),
            ("form", "集中培训"),
            ("organiser", "县政府办公室"),
        ):
            rows[name].put(text)
        await drive.press("f2")
        await drive.see("年底培训", "○ 还没有开", "培训 3")


async def test_the_years_record_is_saved_where_it_is_asked_for(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "档案.xlsx"
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f8")
        await drive.see("2026 年培训年报")
        for wrong in ("", str(tmp_path / "档案.doc"), str(tmp_path / "没有" / "档案.xlsx")):
            drive.screen.query_one(Line).value = wrong
            await drive.press("enter")
            await drive.see("没有存成")
            await drive.press("escape")
            await drive.gone("没有存成")
        drive.screen.query_one(Line).value = str(target)
        await drive.press("enter")
        await drive.see("已存到")
    book = openpyxl.load_workbook(target)
    assert [row[0].value for row in book["各单位参训"].iter_rows(min_row=2)] == ["白帝镇人民政府", "县水利局"]


async def test_sign_in_sheets_go_through_the_import(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f7")
        await drive.until(lambda: isinstance(drive.screen, ImportWizard))
        await drive.see("导入表格（参训）")


async def test_another_operators_booking_appears(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.see("参训 2/4")
        await drive.pilot.pause(0.1)
        office.attended("今日培训", "钱二")
        await drive.see("参训 3/4")


async def test_readonly_refuses_what_writes_and_shows_the_rest(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path, readonly=True) as drive:
        screen = await opened(drive)
        for command in TRAINING_COMMANDS:
            if command.writes:
                drive.app.clear_notifications()
                await drive.press(command.key)
                await drive.see("文件是只读打开的，不能修改")
                assert drive.screen is screen
        await drive.press("f4", "f4", "f4", "enter")
        await drive.until(lambda: isinstance(drive.screen, AttendingPage))
        await drive.see("参训名单")
        await drive.press("space", "f2")
        assert isinstance(drive.screen, AttendingPage)
        assert not drive.screen.query_one(RecordList).marks
    assert office.trail() == before


async def test_an_empty_county_says_what_to_do(store: Store) -> None:
    async with driving(store.path) as drive:
        await opened(drive)
        await drive.see("0 期", "还没有培训", "这一年没有登记在岗的工作人员")
        await drive.press("f2")
        await drive.see("请先按 F3 登记一期")


async def form(drive: Driver, ledger: str, key: str) -> dict[str, FieldRow]:
    await drive.open(ledger)
    await drive.press(key)
    await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
    await drive.until(lambda: drive.screen.focused is not None)
    return {row.field.name: row for row in drive.screen.query(FieldRow)}


async def test_an_untrained_holder_is_warned_about_on_the_spot_and_can_be_saved(office: Office) -> None:
    async with driving(office.store.path) as drive:
        rows = await form(drive, "account", "f3")
        rows["name"].put("白帝镇-编辑")
        rows["site"].put("白帝镇子网站")
        rows["privilege"].put("编辑")
        rows["holder"].enter()
        await drive.paste("李四")
        await drive.press("tab")
        await drive.see("! 李四没有培训合格的记录")
        assert not rows["holder"].has_class("-wrong")
        rows["holder"].put("赵一")
        rows["holder"].enter()
        await drive.pilot.pause()
        await drive.press("tab")
        await drive.gone("没有培训合格")
        rows["holder"].put("李四")
        await drive.press("f2")
        await drive.see("已存盘")
    assert office.get("account", 1).names["holder"] == "李四"


async def test_work_given_to_somebody_untrained_is_warned_about_too(office: Office) -> None:
    leader = office.person("周五", roles="第一责任人")
    async with driving(office.store.path) as drive:
        await drive.open("person")
        drive.ledgers.choose(leader)
        await drive.until(lambda: drive.ledgers.records.record == leader)
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        rows = {row.field.name: row for row in drive.screen.query(FieldRow)}
        rows["roles"].put("网站管理员")
        rows["roles"].enter()
        await drive.pilot.pause()
        await drive.press("tab")
        await drive.see("! 周五没有培训合格的记录")
        rows["roles"].put("直接责任人")
        rows["roles"].enter()
        await drive.pilot.pause()
        await drive.press("tab")
        await drive.gone("没有培训合格")


async def units(drive: Driver) -> None:
    await opened(drive)
    await drive.see("✗ 钱二")


async def missing(drive: Driver) -> None:
    await drive.press("f4")
    await drive.see("✓ 2025-08-20  去年培训")


async def newcomers(drive: Driver) -> None:
    await drive.press("f4")
    await drive.see("没有参加过培训")


async def sessions(drive: Driver) -> None:
    await drive.press("f4", "down")
    await drive.see("政策要求、业务操作")


async def roll(drive: Driver) -> None:
    await drive.press("f2")
    await drive.see("参训名单", "今年未训", "✓ 已登记")
    await drive.press("space")
    await drive.see("勾选 1 人")


async def untrained(drive: Driver) -> None:
    rows = await form(drive, "account", "f3")
    rows["holder"].enter()
    await drive.paste("李四")
    await drive.press("tab")
    await drive.see("! 李四没有培训合格的记录", "使用的服务商")


SCENES: list[Scene] = [units, missing, newcomers, sessions, roll]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen_4_looks_as_it_did(office: Office, size: tuple[int, int]) -> None:
    async with driving(office.store.path, size=size) as drive:
        await look_at(drive, SCENES, "training-")
    async with driving(office.store.path, size=size) as drive:
        await look_at(drive, [untrained], "training-")


def test_every_list_has_a_name_of_its_own_and_columns_that_fit_80() -> None:
    assert len({view.title for view in VIEWS}) == len(VIEWS)
    for view in VIEWS:
        assert sum(heading.width + 1 for heading in view.headings) + 2 <= 79
    assert LEDGERS["training"].title == "培训"


HOSTILE = "a[red]b[bold]"
"""A name that would tear a screen which reads markup."""


async def test_names_are_shown_as_they_are_on_every_page(store: Store) -> None:
    made = furnish(store)
    leaver = made.person(HOSTILE)
    made.session(f"{HOSTILE}培训", "2026-03-02")
    made.account(f"{HOSTILE}账户", HOSTILE)
    made.person("赵一")
    async with driving(store.path, size=(120, 40)) as drive:
        await opened(drive)
        await drive.press("f4")
        await drive.until(lambda: any(HOSTILE in line for line in listed(drive)))
        await drive.see(HOSTILE)
        await drive.press("enter")
        await drive.see(f"{HOSTILE}（白帝镇人民政府）的培训经历")
        await drive.press("escape", "f4", "f4", "enter")
        await drive.see(f"{HOSTILE}培训", "今年未训")
        await drive.press("ctrl+a", "f2")
        await drive.see(f"登记参加“{HOSTILE}培训”")
        await drive.press("n", "escape", "d")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
        await drive.press("escape", "f4", "ctrl+l")
        await drive.until(lambda: isinstance(drive.screen, LeavingPage))
        await drive.see(f"移交人        {HOSTILE}", f"{HOSTILE}账户 → ✗ 还没有人接")
        await drive.press("enter")
        await drive.see("都交给谁")
        await drive.press("enter", "f2")
        await drive.see(f"账户 1 个交给赵一（白帝镇人民政府）：{HOSTILE}账户")
        await drive.press("y")
        await drive.see("没有办结的 1 份", f"✗ 账户 {HOSTILE}账户 → 赵一")
    assert made.get("person", leaver).day("left_on") == TODAY
