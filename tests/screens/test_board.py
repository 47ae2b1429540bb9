"""The board of procedures: everything under way is there, and is signed and given back from there."""

from __future__ import annotations

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.release import PUBLISHING
from fjgov_tui.screens.procedure.matter_page import MatterPage
from fjgov_tui.screens.procedure.screen import ReviewScreen
from fjgov_tui.screens.procedure.sign_window import SignWindow
from fjgov_tui.store import Store
from fjgov_tui.widgets.line import Line
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record
from tests.screens.driving import Driver, driving
from tests.workflows.office import Office, furnish

SITE, NOTICE = "白帝镇新网站", "春耕备耕通知"


@pytest.fixture
def office(store: Store) -> Office:
    """A site that is to be opened, and a text after its first review."""
    made = furnish(store)
    made.person("张三丰", roles="第一责任人")
    made.person("李思源", roles="信息员")
    made.person("赵敏", roles="直接责任人")
    with store.write() as writer:
        save_record(writer, LEDGERS["change"], {"unit": "白帝镇人民政府", "title": SITE, "kind": "开设网站"})
        text = {"unit": "白帝镇人民政府", "title": NOTICE, "formed_on": "2026-11-20", "text": "各村抓紧备耕。"}
        record = save_record(writer, LEDGERS["release"], text)
        sign(writer, "release", record, Signing(step="review1", person=2, checked=PUBLISHING["review1"].checks))
    return made


async def board(drive: Driver) -> None:
    """By its name, from any main screen."""
    await drive.press("ctrl+p")
    await drive.paste("审校")
    await drive.press("enter")
    await drive.until(lambda: isinstance(drive.screen, ReviewScreen))
    await drive.see("待办 2 件", SITE, NOTICE)


async def test_all_that_is_under_way_is_listed_and_a_step_is_signed_from_there(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await board(drive)
        await drive.press("f4", "f4")
        await drive.gone(NOTICE)
        await drive.see("单位同意：", "· 书面申请：还没有轮到")
        await drive.press("ctrl+x")
        await drive.see("现在没有可以退回的环节")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, SignWindow))
        await drive.see("签署人：张三丰")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, ReviewScreen))
        await drive.see("✓ 单位同意：2026-11-23", "○ 书面申请：")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, MatterPage))
        await drive.see("开设网站", SITE, "张三丰", "· 开通公告：还没有轮到")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, ReviewScreen))
    assert str(office.get("change", 1).day("consent_on")) == "2026-11-23"


async def test_a_text_is_given_back_with_the_reason_and_goes_round_again(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await board(drive)
        await drive.press("f4")
        await drive.gone(SITE)
        await drive.see("二审")
        await drive.press("ctrl+x")
        await drive.see("退回：第十六条的哪一种情形", "6 数据、提法不准确")
        await drive.paste("其他")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, SignWindow))
        await drive.see("退回的理由", "签署人：赵敏")
        drive.screen.query_one("#opinion", Line).value = "数据不准确"
        await drive.press("f2")
        await drive.see("（第 2 轮）", "○ 一审：", "二审已退回")
        await drive.press("enter")
        await drive.see("数据不准确")


async def test_of_two_who_sign_one_step_the_second_is_told_and_sees_what_the_first_has_done(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await board(drive)
        await drive.press("f4")
        await drive.see("二审")
        await drive.press("f2")
        await drive.see("办哪一步")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, SignWindow))
        with office.store.write() as writer:
            sign(writer, "release", 1, Signing(step="review2", checked=PUBLISHING["review2"].checks))
        await drive.press(*["enter"] * len(PUBLISHING["review2"].checks), "f2")
        await drive.see("二审：没有写入", "由赵敏办过", "不要再签一次")
        await drive.press("escape", "escape")
        await drive.see("✓ 二审", "还没有三审")
    signed = [row for row in office.store.read.records(LEDGERS["signature"]) if row.values["step"] == "review2"]
    assert len(signed) == 1


async def test_a_text_is_refused_on_one_of_the_six_grounds_and_ends_there(office: Office) -> None:
    """Article 16; only where somebody decides is there anything to refuse."""
    async with driving(office.store.path) as drive:
        await board(drive)
        await drive.press("f4")
        await drive.see("二审")
        await drive.press("minus")
        await drive.see("不同意：第十六条的哪一种情形", "1 涉密或敏感", "6 数据、提法不准确")
        await drive.press("down", "down", "down", "enter")
        await drive.see("情形：当前不宜发布", "不同意的理由")
        await drive.press("f2")
        await drive.see("没有待办的信息")
        await drive.press("f4", "f4", "f4")
        await drive.see("－ 不同意", NOTICE)


async def test_an_inspector_sees_the_board_and_signs_nothing(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path, readonly=True) as drive:
        await board(drive)
        for key in ("f2", "equals_sign", "ctrl+x"):
            await drive.press(key)
            await drive.see("文件是只读打开的")
            assert isinstance(drive.screen, ReviewScreen)
    assert office.trail() == before


async def test_a_key_that_moves_the_cursor_while_the_list_is_read_again_is_not_lost(office: Office) -> None:
    """What has been signed is read again with the cursor on it: unless the operator has gone on by then."""
    async with driving(office.store.path) as drive:
        await board(drive)
        screen = drive.screen
        assert isinstance(screen, ReviewScreen)
        first, second = screen.records.ids

        async def read_again(wanted: int, step: int) -> int | None:
            before, screen.wanted = screen.data, wanted
            screen.reload()
            if step:
                screen.records.action_edge(step)
            await drive.until(lambda: screen.data is not before)
            return screen.records.record

        assert await read_again(wanted=second, step=-1) == first
        assert await read_again(wanted=first, step=1) == second
        assert await read_again(wanted=first, step=0) == first


async def test_what_was_changed_is_followed_though_a_reading_of_before_ends_while_it_is_written(office: Office) -> None:
    """The window in which a step is signed closes, and the board is read: that reading does not know of the change."""
    async with driving(office.store.path) as drive:
        await board(drive)
        screen = drive.screen
        assert isinstance(screen, ReviewScreen)
        first, second = screen.records.ids

        async def changed(row: int, *, key: int = 0) -> int | None:
            known = screen.data
            with screen.following(row):
                screen.reload()
                await drive.until(lambda: screen.data is not known)
                if key:
                    screen.records.action_edge(key)
                before = screen.data
            if not key:
                screen.records.cursor = 1 - list(screen.records.ids).index(row)  # As the list of another view has it.
            await drive.until(lambda: screen.data is not before)
            return screen.records.record

        assert await changed(second) == second
        assert await changed(first) == first
        assert await changed(first, key=1) == second, "the operator has gone on"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_wrong_stands_below_the_title_of_a_record_however_low_the_panel_is(
    office: Office, size: tuple[int, int]
) -> None:
    """A request with all its steps and times takes more lines than the panel has; its article is named."""
    with office.store.write() as writer:
        request = {"unit": "白帝镇人民政府", "title": "补偿标准", "received_on": "2026-09-07"}
        save_record(writer, LEDGERS["request"], request)
    async with driving(office.store.path, size=size) as drive:
        await drive.press("7")
        await drive.see("补偿标准（白帝镇人民政府）", "! 超期：")
        lines = drive.lines()
        title = next(place for place, line in enumerate(lines) if "补偿标准（白帝镇人民政府）" in line)
        assert "! 超期：答复应在 2026-10-" in lines[title + 1]
        told = "".join(line.strip() for line in lines[title + 1 : title + 4])
        assert "还没有办（第二十三条" in told or "还没有办（第三十四条" in told, told
