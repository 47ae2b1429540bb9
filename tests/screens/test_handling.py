"""Screen 6: the hour on every screen to the second, three keys from anywhere, and what is read today."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from fjgov_tui.clock import BEIJING
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.screens.handling.clocklines import ClockLines
from fjgov_tui.screens.handling.handling_data import COVERED, DUTY, OPEN, READING
from fjgov_tui.screens.handling.notice_page import NoticePage
from fjgov_tui.screens.handling.roster_page import RosterPage
from fjgov_tui.screens.handling.screen import HandlingScreen
from fjgov_tui.screens.procedure.board import BoardPage
from fjgov_tui.store import Store
from fjgov_tui.store.watch.states import put_states
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.statusbar import BEHIND
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify, take
from fjgov_tui.workflows.hour import running_clocks
from fjgov_tui.workflows.hourclock import span
from fjgov_tui.workflows.places import place_of
from tests.conftest import NOW
from tests.screens.driving import Driver, driving
from tests.workflows.office import TODAY, Office, furnish


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    made.person("张三", unit="县政府办公室", roles="值班人员", mobile="19900000001")
    made.person("李四", mobile="19900000002")
    for day in range(-1, 5):
        made.add("shift", day=str(TODAY + timedelta(days=day)), unit="县政府办公室", part="全天", person="张三")
    return made


def incident(office: Office, *, told: bool = True, kind: str = "疑似不当内容") -> int:
    with office.store.write() as writer:
        number = enter(writer, Found(place=place_of(writer, "白帝镇子网站", TODAY), kind=kind, source="上级通报"))
        if told:
            notify(writer, number, StepTaken(step="notified"))
    return number


class Wall:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


async def opened(drive: Driver) -> HandlingScreen:
    await drive.press("6")
    await drive.until(lambda: isinstance(drive.screen, HandlingScreen))
    await drive.see("今日读网 ")
    assert isinstance(drive.screen, HandlingScreen)
    return drive.screen


async def tick(drive: Driver, wall: Wall, **length: float) -> None:
    wall.now += timedelta(**length)
    drive.app.hours.tick()
    await drive.pilot.pause()


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_hour_stands_on_every_screen_and_says_how_late_it_is(
    office: Office, wall: Wall, size: tuple[int, int]
) -> None:
    incident(office)
    async with driving(office.store.path, clock=wall, size=size) as drive:
        await drive.see("◷1:00:00")
        for digit in "12345":
            await drive.press(digit)
            await drive.see("◷1:00:00")
        await opened(drive)
        await drive.see("◷ 剩 1:00:00", "12:30:00 前", "白帝镇人民政府")
        await tick(drive, wall, minutes=57)
        await drive.see("◷03:00", "◷ 剩 03:00")
        await tick(drive, wall, minutes=3)
        await drive.see("◷00:00")
        await tick(drive, wall, seconds=1)
        await drive.see("✗-00:01", "✗ 超 00:01")


async def test_a_second_draws_the_digits_and_nothing_else(office: Office, wall: Wall) -> None:
    incident(office)
    async with driving(office.store.path, clock=wall) as drive:
        screen = await opened(drive)
        lines = screen.query_one(ClockLines)
        await drive.see("◷ 剩 1:00:00")
        await tick(drive, wall, seconds=5)
        before = drive.lines()
        await tick(drive, wall, seconds=1)
        await drive.see("◷ 剩 59:54", "◷59:54")
        changed = [
            (place, was, now) for place, (was, now) in enumerate(zip(before, drive.lines(), strict=True)) if was != now
        ]
        assert [place for place, _, _ in changed] == [0, 1]
        for _, was, now in changed:
            assert sum(one != other for one, other in zip(was, now, strict=True)) <= 2
        assert lines.size.height == 1


async def test_behind_a_window_the_hour_goes_on_and_reads_the_same_in_both_places(office: Office, wall: Wall) -> None:
    incident(office)
    async with driving(office.store.path, clock=wall) as drive:
        await opened(drive)
        await drive.press("ctrl+n")
        await drive.see("发现了什么", "◷ 剩 1:00:00")
        gone = BEHIND - wall.now.second % BEHIND
        await tick(drive, wall, seconds=gone)
        left = span(3600 - gone)
        await drive.see(f"◷ 剩 {left}", f"◷{left}")


async def test_it_rings_once_before_the_end(office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    incident(office)
    async with driving(office.store.path, clock=wall) as drive:
        await drive.see("◷1:00:00")
        rung: list[int] = []
        monkeypatch.setattr(drive.app, "bell", lambda: rung.append(1))
        for minutes in (44, 1.1, 5, 15):
            await tick(drive, wall, minutes=minutes)
        assert rung == [1]
        drive.app.heartbeat.bell_rings = False
        drive.app.hours.tell_clocks(())
        drive.app.hours._rung.clear()
        drive.app.hours.tell_clocks(tuple(running_clocks(office.store.read, wall.now)))
        await drive.see("超过一小时")
        assert rung == [1], "switched off, it is told without a sound"


async def test_without_a_running_hour_nothing_ticks(office: Office) -> None:
    incident(office, told=False)
    async with driving(office.store.path) as drive:
        await opened(drive)
        assert drive.app.hours.ticker is None
        assert "◷" not in drive.text


async def test_three_keys_from_anywhere_enter_and_start_the_hour(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await drive.press("2", "ctrl+n")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.see("在哪里")
        await drive.press(*"bdz", "enter")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, NoticePage))
        await drive.see("【处置通知】白帝镇人民政府", "网址：https://bdz.example/", "李四", "199****0002", "◷")
        assert "19900000002" not in drive.text
        await drive.press("f4")
        await drive.see("19900000002")
        await drive.press("ctrl+y")
        await drive.until(lambda: "1 小时内" in drive.app.clipboard)
    record = office.get("incident", 1)
    assert (record.values["source"], record.values["notified_how"]) == ("读网", "电话")
    assert "查看" in [entry.action for entry in office.store.read.history(LEDGERS["person"], 2)]


async def test_the_hour_is_begun_from_the_page_with_the_text_once_the_unit_was_told(office: Office) -> None:
    incident(office, told=False)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("enter")
        await drive.see("【处置通知】", "请自接到本通知起 1 小时内")
        await drive.press("f2")
        await drive.see("怎样通知的")
        await drive.press("enter")
        await drive.see("◷", "前（", "已登记通知")
        before = office.trail()
        await drive.press("f2")
        await drive.see("通知已经登记过")
        assert office.trail() == before
    assert office.get("incident", 1).values["notified_at"] is not None


async def test_a_pasted_address_is_recognised(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await drive.press("ctrl+n")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.see("在哪里")
        await drive.paste("https://bdz.example/a/1.html")
        await drive.see("按网址认出")
        await drive.press("enter", "n")
        await drive.until(lambda: isinstance(drive.screen, NoticePage))
    assert office.get("incident", 1).values["url"] == "https://bdz.example/a/1.html"
    assert office.get("incident", 1).values["notified_at"] is None


async def test_an_address_that_nobody_registered_is_told_as_such(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path) as drive:
        await drive.press("ctrl+n")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.see("在哪里")
        await drive.paste("https://nowhere.example/x")
        await drive.see("没有登记这个网址的站点、栏目或账号")
        await drive.press("enter")
        await drive.see("https://nowhere.example/x", "没有登记这个网址的")
    assert office.trail() == before


async def test_escape_at_any_question_writes_nothing(office: Office) -> None:
    before = office.trail()
    async with driving(office.store.path) as drive:
        for keys in ((), ("enter",)):
            await drive.press("ctrl+n")
            await drive.until(lambda: isinstance(drive.screen, Picker))
            await drive.press(*keys)
            await drive.pilot.pause()
            await drive.press("escape")
            await drive.until(lambda: not isinstance(drive.screen, Picker))
        await drive.press("ctrl+n", "enter", *"bdz", "enter")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("c")
        await drive.pilot.pause()
    assert office.trail() == before


async def test_an_incident_is_taken_to_its_end_by_keys(office: Office, wall: Wall) -> None:
    number = incident(office)
    async with driving(office.store.path, clock=wall) as drive:
        screen = await opened(drive)
        steps = (
            ("核实", ("y",)),
            ("处置", ("y",)),
            ("报告领导", (*"ok", "enter")),
            ("研判", ("enter", *"ok", "enter", "down", "enter")),
            ("复查", ("y",)),
        )
        for word, keys in steps:
            await drive.until(lambda: screen.data is not None and screen.current is not None)
            await drive.press("f2")
            await drive.until(lambda: isinstance(drive.screen, Picker), word)
            await drive.press(*word)
            await drive.press("enter")
            await drive.pilot.pause()
            for key in keys:
                await drive.press(key)
            await drive.until(lambda: drive.screen is screen, word)
            await drive.pilot.pause(0.05)
        await drive.press("equals_sign", *"ok", "enter")
        await drive.see("没有未办结的处置单")
        await drive.gone("◷")
    record = office.get("incident", number)
    assert record.values["closed_at"] is not None
    assert (record.values["cac_at"] is not None, record.values["police_at"]) == (True, None), (
        "told to the county's 网信"
    )


async def test_a_reading_is_booked_by_key_and_trouble_opens_an_incident(office: Office) -> None:
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        await drive.press("f4")
        assert screen.view is READING
        await drive.see("未读", "从未读过")
        await drive.press("f2", "enter")
        await drive.see("✓ ", "读网 1/1")
        await drive.press("f2")
        await drive.see("已经读过")
    (patrol,) = list(office.store.read.records(LEDGERS["patrol"]))
    assert (patrol.names["person"], patrol.values["result"]) == ("张三", "正常")


async def test_a_reading_that_finds_something_says_of_which_kind_and_enters_it(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f4", "f2", "down", "enter")
        await drive.see("发现了什么", "疑似不当内容", "更新超期")
        await drive.press("escape")
        await drive.see("记结果")
        assert office.store.read.counts()["incident"] == 0
        await drive.press("f2", "down", "enter")
        await drive.see("发现了什么")
        await drive.press("down", "enter")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, NoticePage))
        await drive.press("escape")
        await drive.see("读网 1/1")
    (patrol,) = list(office.store.read.records(LEDGERS["patrol"]))
    assert patrol.values["incident"] == 1
    assert patrol.values["problem"] == "疑似篡改"
    assert office.store.read.record(LEDGERS["incident"], 1).values["kind"] == "疑似篡改"


def footer(drive: Driver) -> str:
    return drive.lines()[-1]


async def test_the_footer_of_each_list_says_what_the_key_does_there(office: Office) -> None:
    incident(office)
    office.add("message", title="路灯不亮", unit="白帝镇人民政府", received_on="2026-10-20", kind="办理")
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        # The message is an answer that is due: it has a board, and no text for the telephone.
        await drive.see("路灯不亮", "回车 办件")
        assert {"F2 签办", "= 办结"} <= said(footer(drive))
        assert "通知" not in footer(drive)
        await drive.press("down")
        await drive.see("回车 通知")
        assert {"F2 办", "= 办结"} <= said(footer(drive))
        await drive.press("up")
        await drive.see("回车 办件")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, BoardPage))
        await drive.see("路灯不亮")
        await drive.press("escape", "f2")
        await drive.see("办哪一步：路灯不亮", "转办 转给承办的单位")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, BoardPage))
        await drive.press("escape")
        for view, key, words in ((READING, "F2", "记结果"), (DUTY, "F2", "交接班"), (COVERED, "回车", "记结果")):
            screen.show_view(view)
            await drive.see(f"{key} {words}")
            assert not said(footer(drive)) & {"回车 通知", "= 办结", "回车 办件"}
        screen.show_view(DUTY)
        await drive.see("回车 值班表")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, RosterPage))
        await drive.press("escape", "ctrl+g")
        await drive.see("县政府办公室", "类别")


def said(line: str) -> set[str]:
    """The keys of a footer with their words."""
    words = line.split()
    return {" ".join(pair) for pair in pairwise(words)}


async def test_who_is_on_duty_and_where_nobody_is(office: Office) -> None:
    office.add("shift", day=str(TODAY), unit="县水利局", part="全天")
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        await drive.see("值班 张三", "1 个单位空班")
        await drive.press("f4", "f4")
        assert screen.view is DUTY
        await drive.see("✗ 空班", "县水利局")
        await drive.press("escape")
        assert screen.view is OPEN


async def test_a_roster_that_has_ended_is_a_gap_tonight_and_answers_near_their_end_stand_here(office: Office) -> None:
    office.add("shift", day="2026-11-20", unit="白帝镇人民政府", part="全天", person="李四")
    for title, received in (("补偿标准", "2026-11-02"), ("规划图", "2026-11-20")):
        office.add("request", title=title, unit="白帝镇人民政府", received_on=received)
    office.add("message", title="路灯不亮", unit="白帝镇人民政府", received_on="2026-10-20", kind="办理")
    async with driving(office.store.path) as drive:
        await opened(drive)
        # Twenty working days from 2 November end on the 30th, and 15 from 20 October were over on 10 November.
        await drive.see("2026-11-30", "补偿标准", "答复", "✗ 2026-11-10", "路灯不亮")
        assert "规划图" not in drive.text, "not before a week of its end"
        await drive.press("f4", "f4")
        await drive.see("✗ 空班", "白帝镇人民政府", "（空班）")


async def test_a_file_that_is_read_only_takes_nothing(office: Office) -> None:
    incident(office)
    async with driving(office.store.path, readonly=True) as drive:
        await opened(drive)
        for key in ("f2", "equals_sign", "ctrl+n"):
            await drive.press(key)
            await drive.see("只读")


async def test_closing_while_the_site_is_down_is_asked_and_esc_keeps_it_open(office: Office, wall: Wall) -> None:
    number = incident(office, told=False, kind="打不开")
    site = office.get("incident", number).values["site"]
    with office.store.write() as writer:
        take(writer, number, StepTaken(step="handled"))
        put_states(writer, [SiteState(site=int(site or 0), health="故障", last_why="连接被拒绝")])
    async with driving(office.store.path, clock=wall) as drive:
        screen = await opened(drive)
        await drive.until(lambda: screen.current is not None)
        await drive.press("equals_sign")
        await drive.see("办结", "原因")
        await drive.press(*"ok", "enter")
        await drive.see("有说不通的地方", "! “白帝镇子网站”现在是故障", "连接被拒绝", "! 没有登记通知单位")
        await drive.press("escape")
        await drive.until(lambda: drive.screen is screen)
        assert office.get("incident", number).values["closed_at"] is None
        # What was written is there again.
        await drive.press("equals_sign")
        await drive.see("ok")
        await drive.press("enter")
        await drive.see("有说不通的地方")
        await drive.press("y")
        await drive.see("没有未办结的处置单")
    assert office.get("incident", number).values["closed_at"] is not None


async def test_a_grade_opens_the_plans_steps_and_f2_ticks_them_off(office: Office, wall: Wall) -> None:
    office.add("plan", unit="县政府办公室", name="总预案", issued_on="2025-01-01")
    office.add("plan_step", plan="总预案", grade="较大", number=1, action="报告带班领导", person="张三")
    office.add("plan", unit="白帝镇人民政府", name="镇预案", issued_on="2025-01-01")
    office.add("plan_step", plan="镇预案", grade="较大", number=1, action="关闭页面", person="李四")
    number = incident(office)
    with office.store.write() as writer:
        take(writer, number, StepTaken(step="verified", fields={"verdict": "属实"}))
        take(writer, number, StepTaken(step="leader"))
        take(writer, number, StepTaken(step="judged", fields={"grade": "较大", "grade_reason": "转发多"}))
        take(writer, number, StepTaken(step="handled"))
        take(writer, number, StepTaken(step="rechecked"))
    async with driving(office.store.path, clock=wall) as drive:
        screen = await opened(drive)
        await drive.until(lambda: screen.current is not None)
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.see("总预案", "镇预案")
        await drive.press(*"关闭页面", "enter")
        await drive.see("这一步办了", "预案第 1 步：关闭页面（李四），镇预案")
        await drive.press("y")
        await drive.until(lambda: drive.screen is screen)
        await drive.press("equals_sign")
        await drive.see("原因")
        await drive.press(*"ok", "enter")
        await drive.see("没有写入", "报告带班领导")
        await drive.press("escape")
        await drive.until(lambda: drive.screen is screen)
        # What was written before the refusal is there again.
        await drive.press("equals_sign")
        await drive.see("ok")
    ticked = {item.names["step"]: item.names.get("by") for item in office.store.read.records(LEDGERS["plan_item"])
              if item.values["done_at"] is not None}  # fmt: skip
    assert ticked == {"关闭页面": "李四"}, "the first step of the other plan is still open"


async def test_a_shift_is_handed_on_and_taken_over_by_key(office: Office, wall: Wall) -> None:
    office.person("王五", unit="县政府办公室", roles="值班人员")
    (tomorrow,) = [
        record.id for record in office.store.read.records(LEDGERS["shift"]) if record.values["day"] == "2026-11-24"
    ]
    office.set("shift", tomorrow, person="王五")
    incident(office, told=False)
    wall.now = datetime(2026, 11, 24, 8, 0, tzinfo=BEIJING)
    async with driving(office.store.path, clock=wall) as drive:
        screen = await opened(drive)
        await drive.press("f4", "f4")
        assert screen.view is DUTY
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        assert [entry.refusal for entry in drive.entries][:2] == ["", "没有等着接的班"]
        await drive.press(*"交班", "enter")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.see("没有办完的", "预警处置（编号 1）", "名单里还没有读")
        await drive.press("y")
        await drive.until(lambda: drive.screen is screen)
        await drive.until(lambda: any(line.handed for line in screen.data.duty) if screen.data else False)
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press(*"接班", "enter")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.see("张三 交给 王五")
        await drive.press("y")
        await drive.until(lambda: drive.screen is screen)
        await drive.until(lambda: not any(line.handed for line in screen.data.duty) if screen.data else False)
    record = office.get("shift_handover", 1)
    assert None not in (record.values["given_at"], record.values["taken_at"])


async def test_a_telephone_that_did_not_answer_is_tried_again_by_key(office: Office) -> None:
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        for answer in ("没有接通", "接通"):
            screen.show_view(DUTY)
            await drive.press("f2")
            await drive.until(lambda: isinstance(drive.screen, Picker))
            await drive.press(*"电话", "enter")
            await drive.see("打给谁")
            await drive.press(*"张三", "enter")
            await drive.see("接了没有")
            await drive.press(*(["down"] if answer == "没有接通" else []), "enter")
            await drive.until(lambda: drive.screen is screen)
            await drive.pilot.pause(0.05)
    (check,) = office.store.read.records(LEDGERS["phone_check"])
    assert (check.values["answered"], check.values["second"]) == ("否", 1)


async def test_what_was_not_read_in_thirty_days_stands_first_and_is_read_by_key(office: Office) -> None:
    office.add("media", platform="微博", name="甲号", unit="县水利局", opened_on="2025-01-01")
    office.add("patrol", read_at="2026-11-20 09:00", person="张三", site="白帝镇子网站", result="正常")
    async with driving(office.store.path) as drive:
        screen = await opened(drive)
        screen.show_view(COVERED)
        await drive.see("· 没有读", "微博 甲号", "✓ 1 次", "2026-11-20")
        assert drive.text.index("微博 甲号") < drive.text.index("白帝镇子网站")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.gone("· 没有读")


async def test_what_was_seen_and_the_name_of_a_picture_are_added_by_key(office: Office, wall: Wall) -> None:
    number = incident(office)
    async with driving(office.store.path, clock=wall) as drive:
        screen = await opened(drive)
        await drive.until(lambda: screen.current is not None)
        for words in ("看到", "截图"):
            await drive.press("f2")
            await drive.until(lambda: isinstance(drive.screen, Picker))
            await drive.press(*words, "enter")
            await drive.see("证据")
            await drive.press(*"a.png", "enter")
            await drive.until(lambda: drive.screen is screen)
            await drive.pilot.pause(0.05)
    record = office.get("incident", number)
    assert (record.values["evidence"], record.values["evidence_file"]) == ("a.png", "a.png")
