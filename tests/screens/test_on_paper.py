"""What has happened on paper is entered from the board, out of its turn too: with its number, as what it was."""

from __future__ import annotations

from datetime import date

import pytest

from fjgov_tui.audit import findings
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.release import PUBLISHING
from fjgov_tui.screens.procedure.board import BoardPage
from fjgov_tui.screens.procedure.screen import ReviewScreen
from fjgov_tui.screens.procedure.sign_window import SignWindow
from fjgov_tui.store import Store
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record
from tests.screens.driving import Driver, driving
from tests.workflows.office import TODAY, Office, furnish

TOWN, TEXT = "白帝镇人民政府", "春耕通知"
PEOPLE = {"信使": "信息员", "分管": "直接责任人", "主管": "第一责任人", "科管": "科室负责人"}
WAY = {"review1": "信使", "review2": "分管", "review3": "主管", "secrecy": "信使", "proof1": "信使", "proof2": "科管"}
"""The steps of a text up to its third proof, each with who signs it."""


@pytest.fixture
def office(store: Store) -> Office:
    """A text that nobody has signed; somebody who has left the town."""
    made = furnish(store)
    for name, roles in PEOPLE.items():
        made.person(name, roles=roles)
    made.person("走远", roles="直接责任人", left_on="2026-10-31")
    with store.write() as writer:
        given = {"formed_on": "2026-11-16", "text": "各村抓紧备耕。", "secrecy_result": "可以公开"}
        save_record(writer, LEDGERS["release"], {"unit": TOWN, "title": TEXT, **given})
    return made


def signed(office: Office, *steps: str, decision: Decision | None = None) -> None:
    """The steps of the text on the day before today, each by whom it is."""
    people = {person.title: person.id for person in office.store.read.records(LEDGERS["person"])}
    with office.store.write() as writer:
        for step in steps:
            ground = "涉密或敏感" if decision is Decision.REFUSED else ""
            person, points = people[WAY[step]], PUBLISHING[step].checks
            on = date(2026, 11, 22)
            made = Signing(step=step, person=person, checked=points, on=on, decision=decision, ground=ground)
            sign(writer, "release", 1, made)


async def on_the_board(drive: Driver) -> None:
    await drive.press("7")
    await drive.until(lambda: isinstance(drive.screen, ReviewScreen))
    await drive.see(f" {TEXT}（{TOWN}）", "三校：")


async def enter(drive: Driver, step: str, signer: str, paper: str, day: str) -> None:
    """A step from its paper: which, who signed it, the number, the day."""
    await drive.press("asterisk")
    await drive.see("补登哪一步的纸质件")
    await drive.paste(step)
    await drive.press("enter")
    if signer:
        await drive.see(f"{step}：谁签的")
        await drive.paste(signer)
        await drive.press("enter")
    await drive.until(lambda: isinstance(drive.screen, SignWindow))
    await drive.see("*纸质文号")
    await drive.paste(paper)
    await drive.press("enter", "ctrl+u")
    await drive.paste(day)
    await drive.press("f2")
    await drive.until(lambda: isinstance(drive.screen, ReviewScreen))


async def test_a_second_review_before_the_first_is_entered_with_its_number_and_shown_as_the_breach(
    office: Office,
) -> None:
    """Article 15: whose turn has not come is said; without a number nothing is written."""
    before = office.trail()
    async with driving(office.store.path) as drive:
        await on_the_board(drive)
        await drive.press("asterisk")
        await drive.see(f"补登哪一步的纸质件：{TEXT}", "一审     轮到了", "二审     还没有轮到", "发布     还没有轮到")
        await drive.press("down", "enter")
        await drive.see("二审：谁签的", "那天不任此职的也能登记，列为问题")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, SignWindow))
        await drive.see("补登二审", "签署人：分管")
        for blank in ("", "   ", "\u3000"):
            await drive.paste(blank)
            await drive.press("f2")
            await drive.see("请写纸质件的文号")
        assert office.trail() == before
        await drive.press("ctrl+u")
        await drive.paste("审〔2026〕7号")
        await drive.press("f2")
        await drive.see("! 缺环节：没有经过一审，2026-11-23 就二审（第十五条）", "✓ 二审：2026-11-23", "审〔2026〕7号")
        await enter(drive, "一审", "信使", "审〔2026〕8号", "2026-11-22")
        await drive.gone("缺环节")
        await drive.press("enter")
        await drive.see("✓ 一审：2026-11-22", "审〔2026〕8号")


async def test_a_first_review_that_is_later_than_the_second_is_out_of_order(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await on_the_board(drive)
        await enter(drive, "二审", "分管", "审〔2026〕7号", "2026-11-20")
        await enter(drive, "一审", "信使", "审〔2026〕8号", "2026-11-22")
        await drive.see("! 次序颠倒：二审（2026-11-20）早于一审（2026-11-22）（第十五条）")
    assert "15.reviews" in {finding.rule for finding in findings(office.store.read, TODAY)}


async def test_who_held_no_such_office_that_day_is_offered_and_shown_as_the_breach(office: Office) -> None:
    """Those whose step it is stand first, the unit's own people next; who has left is there, too."""
    signed(office, "review1")
    async with driving(office.store.path) as drive:
        await on_the_board(drive)
        await drive.press("asterisk")
        await drive.see("补登哪一步的纸质件")
        await drive.press("enter")
        await drive.see("二审：谁签的", "走远")
        text = drive.text
        assert text.index("分管") < text.index("科管") < text.index("走远")
        await drive.see("签过一审", "现在不在岗")
        await drive.press("escape")
        await enter(drive, "二审", "科管", "审〔2026〕7号", "2026-11-22")
        await drive.see("! 签署人不符：二审由科管于 2026-11-22 签署，当天没有担任分管负责人（第十五")
    found = [finding.message for finding in findings(office.store.read, TODAY) if finding.rule == "15.reviews"]
    assert any("科管" in message for message in found)


async def test_a_publication_before_its_third_proof_is_entered_and_its_proof_after_it(office: Office) -> None:
    """It is closed then, and what was left out is entered from among what is closed."""
    signed(office, *WAY)
    async with driving(office.store.path) as drive:
        await on_the_board(drive)
        await drive.press("f2")
        await drive.see("签署人：分管")
        await drive.press("escape")
        await drive.press("equals_sign")
        await drive.see("还不能发布：还没有三校")
        await drive.press("escape")
        await enter(drive, "发布", "", "发〔2026〕1号", "2026-11-23")
        await drive.see("没有待办的", "发布已登记")
        await drive.press("f4", "f4", "f4", "f4")
        await drive.see("办结有缺", "! 缺环节：没有经过三校，2026-11-23 就发布（第十五条）")
        await drive.press("asterisk")
        await drive.see("三校", "办结时没有办")
        await drive.press("escape")
        await enter(drive, "三校", "分管", "校〔2026〕2号", "2026-11-22")
        await drive.see("✓ 已办结", "✓ 三校：2026-11-22", "校〔2026〕2号")
        assert "缺环节" not in drive.text
        await drive.press("asterisk")
        await drive.see("各步都办过了，没有要补登的")
        assert not isinstance(drive.screen, Picker)


async def test_what_was_refused_takes_no_step_from_a_paper(office: Office) -> None:
    """It is over; the page of one procedure's records lists it all the same."""
    signed(office, "review1")
    signed(office, "review2", decision=Decision.REFUSED)
    async with driving(office.store.path) as drive:
        drive.app.push_screen(BoardPage(drive.app.desk, "7", "信息", (PUBLISHING,)))
        await drive.see(TEXT, "不同意")
        await drive.press("asterisk")
        await drive.see("这一件不同意，要再办请按 + 重办")
        assert isinstance(drive.screen, BoardPage)


async def test_what_the_program_sees_by_itself_is_not_entered_from_a_paper(office: Office) -> None:
    """Article 9: a closing is cleaned up when the ledgers say so, whatever a paper says."""
    with office.store.write() as writer:
        given = {"unit": TOWN, "title": "白帝旧号", "kind": "关停", "platform": "微博", "consent_on": "2026-11-02"}
        save_record(writer, LEDGERS["change"], given)
    async with driving(office.store.path) as drive:
        await drive.press("7")
        await drive.see(TEXT, "白帝旧号")
        await drive.press("f4", "f4")
        await drive.see("白帝旧号", "清理")
        await drive.press("asterisk")
        await drive.see("补登哪一步的纸质件：白帝旧号", "执行 ", "还没有轮到")
        offered = [entry.label for entry in drive.screen._entries] if isinstance(drive.screen, Picker) else []
        assert "执行" in offered
        assert "清理" not in offered


async def test_the_command_is_refused_where_the_file_is_read_only(office: Office) -> None:
    async with driving(office.store.path, readonly=True) as drive:
        await on_the_board(drive)
        await drive.press("asterisk")
        await drive.see("文件是只读打开的，不能修改")
