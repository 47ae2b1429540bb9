"""Leaving: everything she holds is seen, each goes to somebody, and nothing is finished before it is."""

from __future__ import annotations

from datetime import date

import pytest

from fjgov_tui.audit import RULES, findings
from fjgov_tui.screens.handover.leaving_page import LeavingPage
from fjgov_tui.screens.handover.list_page import HandoversPage
from fjgov_tui.screens.procedure.sign_window import SignWindow
from fjgov_tui.store import Store
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.workflows.handover import handover_state, holdings
from fjgov_tui.workflows.rotation import Attestation, record_rotation
from tests.screens.driving import Driver, driving
from tests.screens.test_snapshots import Scene, look_at
from tests.workflows.office import TODAY, Office, furnish

HANDOVER = next(rule for rule in RULES if rule.id == "36.handover")
LEAVER, TRAINED, UNTRAINED = 1, 2, 3


@pytest.fixture
def office(store: Store) -> Office:
    """A leaver with two accounts who is also a unit's responsible person; one colleague is trained, one is not."""
    made = furnish(store)
    assert made.person("张三丰", roles="信息员、直接责任人") == LEAVER
    assert made.person("李思源") == TRAINED
    assert made.person("王五") == UNTRAINED
    made.person("张三丰", unit="县水利局")
    made.session("春季培训", "2026-03-02")
    made.attended("春季培训", "李思源")
    made.account("白帝镇-编辑", "白帝镇人民政府/张三丰")
    made.account("白帝镇-审核", "白帝镇人民政府/张三丰")
    made.set("unit", 2, direct="白帝镇人民政府/张三丰")
    return made


async def leaving(drive: Driver) -> None:
    """The page with the leaver chosen among two people of one name."""
    await drive.press("4", "ctrl+l")
    await drive.until(lambda: isinstance(drive.screen, LeavingPage))
    await drive.see("回车选择：谁离岗")
    await choose(drive, "zsf bdz", "张三丰（白帝镇人民政府）")
    await drive.see("手里的后台账户 2 个", "白帝镇-编辑 → ✗ 还没有人接", "白帝镇-审核", "直接责任人")


async def choose(drive: Driver, typed: str, wanted: str) -> None:
    """Enter on the line under the cursor, then pick."""
    page = drive.screen
    await drive.press("enter")
    await drive.until(lambda: isinstance(drive.screen, Picker))
    await drive.paste(typed)
    await drive.see(wanted)
    await drive.press("enter")
    await drive.until(lambda: drive.screen is page)


async def day(drive: Driver, text: str) -> None:
    """Answer the question for a day."""
    await drive.until(lambda: isinstance(drive.screen, AskDay))
    drive.screen.query_one(Line).value = text
    await drive.press("enter")


async def step(drive: Driver, label: str, text: str) -> None:
    """Sign one of several steps."""
    await drive.press("f2")
    await drive.until(lambda: isinstance(drive.screen, Picker))
    await drive.paste(label)
    await drive.press("enter")
    await signing(drive, text)


async def signing(drive: Driver, text: str) -> None:
    """Sign on that day."""
    await drive.until(lambda: isinstance(drive.screen, SignWindow))
    drive.screen.query_one("#day", Line).value = text
    await drive.press("f2")


async def test_a_leaver_is_handed_over_completely(office: Office, store: Store) -> None:
    async with driving(store.path) as drive:
        await leaving(drive)
        await choose(drive, "lsy", "李思源（白帝镇人民政府）")
        await drive.see("白帝镇-编辑 → 李思源", "白帝镇-审核 → 李思源")
        await drive.press("f2")
        await drive.see("账户 2 个交给李思源", "暂不指定", "保密承诺：还没有签")
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, HandoversPage))
        await drive.see("没有办结的 1 份", "✗ 未办结", "张三丰", "○ 保密承诺：没有签", "○ 变动备案", "还没有齐，见下")
        made = office.get("handover", 1)
        assert made.day("left_on") == TODAY
        assert not holdings(store.read, LEAVER, TODAY).accounts
        assert len(holdings(store.read, TRAINED, TODAY).accounts) == 2

        await drive.press("equals_sign")
        await drive.see("还不能办结", "没有签离岗保密承诺", "没有换过口令")
        assert isinstance(drive.screen, Tell)
        await drive.press("escape")
        await step(drive, "保密承诺", "2026-11-23")
        await drive.see("✓ 保密承诺：2026-11-23", "张三丰 完成")
        await drive.press("f2")
        await signing(drive, "2026-11-24")
        await drive.see("还没有到")
        await drive.press("escape")  # what was typed stands there again, to be corrected
        await signing(drive, "2026年11月23日")
        await drive.see("✓ 变动备案：2026-11-23")
        with store.write() as writer:
            for account in (1, 2):
                record_rotation(writer, account, Attestation(12), TODAY)
        await drive.press("escape", "ctrl+o")
        await drive.see("○ 可办结", "✓ 账户 白帝镇-编辑")
        assert findings(store.read, TODAY, [HANDOVER])[0].severity == "notice"
        await drive.press("equals_sign")
        await drive.see("今天办结？")
        await drive.press("y")
        await drive.see("没有办结的 0 份", "✓ 办结：2026-11-23")
    assert handover_state(store.read, 1, TODAY).closed_on == TODAY
    assert not findings(store.read, TODAY, [HANDOVER])


async def test_each_account_and_the_duty_can_go_to_somebody_else(office: Office, store: Store) -> None:
    office.attended("春季培训", "王五")
    async with driving(store.path) as drive:
        await leaving(drive)
        await choose(drive, "lsy", "李思源")
        await drive.press("down")
        await choose(drive, "ww", "王五")
        await drive.see("白帝镇-编辑 → 王五", "白帝镇-审核 → 李思源")
        await drive.press("end")
        await choose(drive, "ww", "王五")
        await drive.see("白帝镇人民政府 → 王五")
        await drive.press("home", "down", "down", "enter")
        await day(drive, "2026-11-20")
        await drive.see("2026-11-20 已签")
        await drive.press("f2")
        await drive.see("账户 1 个交给王五", "账户 1 个交给李思源", "直接责任人：王五", "保密承诺：2026-11-20 已签")
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, HandoversPage))
    assert {office.get("account", one).names["holder"] for one in (1, 2)} == {"王五", "李思源"}
    assert office.get("unit", 2).names["direct"] == "王五"
    assert office.get("handover", 1).day("pledge_on") == date(2026, 11, 20)


async def test_an_untrained_taker_is_named_and_enter_does_not_hand_over(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path) as drive:
        await leaving(drive)
        await choose(drive, "ww", "! 没有培训合格")
        await drive.see("! 没有培训合格")
        await drive.press("f2")
        await drive.see("王五（白帝镇人民政府）没有培训合格的记录", "未培训也移交")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, LeavingPage))
        assert office.trail() == before
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, HandoversPage))
    assert office.get("account", 1).names["holder"] == "王五"


async def test_nothing_is_booked_without_a_taker_or_with_a_day_that_cannot_be(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path) as drive:
        await leaving(drive)
        await drive.press("f2")
        await drive.see("还没有人接", "白帝镇-审核")
        assert isinstance(drive.screen, LeavingPage)
        await choose(drive, "lsy", "李思源")
        await drive.press("home", "down", "enter")
        await day(drive, "不是日期")
        await drive.pilot.pause()
        await day(drive, "2028-01-01")
        await drive.until(lambda: isinstance(drive.screen, LeavingPage))
        await drive.press("f2", "y")
        await drive.see("没有办理", "请核对年份")
        await drive.press("escape")
        await drive.press("escape")
        await drive.see("选好的内容还没有写入")
        await drive.press("d")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
    assert office.trail() == before


async def test_the_person_under_the_cursor_is_chosen_already(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await drive.open("person")
        drive.ledgers.choose(TRAINED)
        await drive.until(lambda: drive.ledgers.records.record == TRAINED)
        await drive.press("ctrl+l")
        await drive.see("移交人        李思源（白帝镇人民政府）", "手里没有后台账户")


async def test_who_left_without_a_handover_is_offered_first_with_her_day(office: Office) -> None:
    office.set("person", UNTRAINED, left_on="2026-11-01")
    async with driving(office.store.path) as drive:
        await drive.press("ctrl+l")
        await drive.see("谁离岗")
        await drive.press("enter")
        await drive.see("✗ 2026-11-01 离岗，没办移交")
        await drive.press("enter")
        await drive.see("移交人        王五", "离岗日期      2026-11-01")


async def test_an_account_can_go_on_to_somebody_else_while_it_is_open(office: Office) -> None:
    office.attended("春季培训", "王五")
    async with driving(office.store.path) as drive:
        await leaving(drive)
        await choose(drive, "lsy", "李思源")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.see("工作移交  共 1 份", "白帝镇-编辑 → 李思源")
        await drive.press("f4")
        await drive.see("哪个账户", "现在：李思源")
        await drive.press("enter")
        await drive.see("交给谁")
        await drive.paste("ww")
        await drive.press("enter")
        await drive.see("把白帝镇-编辑交给王五")
        await drive.press("y")
        await drive.see("白帝镇-编辑 → 王五")
    assert office.get("account", 1).names["holder"] == "王五"


async def test_readonly_shows_handovers_and_refuses_the_rest(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path, readonly=True) as drive:
        await drive.press("ctrl+l")
        await drive.see("文件是只读打开的，不能修改")
        await drive.press("ctrl+o")
        await drive.see("还没有工作移交")
        for key in ("f2", "f4", "equals_sign", "ctrl+x", "ctrl+l"):
            assert not drive.screen.active_bindings[key].enabled
            await drive.press(key)
            assert isinstance(drive.screen, HandoversPage)
    assert office.trail() == before


async def plan(drive: Driver) -> None:
    await choose(drive, "ww", "王五")
    await drive.see("! 没有培训合格")


async def summary(drive: Driver) -> None:
    await drive.press("f2")
    await drive.see("未培训也移交")


async def handovers(drive: Driver) -> None:
    await drive.press("y")
    await drive.see("未办结", "○ 变动备案")


SCENES: list[Scene] = [leaving, plan, summary, handovers]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_leaving_looks_as_it_did(office: Office, size: tuple[int, int]) -> None:
    async with driving(office.store.path, size=size) as drive:
        await look_at(drive, SCENES, "handover-", leaving=False)
