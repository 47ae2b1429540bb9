"""What the questions of screen 6 say: what they are about, whole words, and what cannot be meant is not offered."""

from __future__ import annotations

from datetime import date

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.roster import problem_lines
from fjgov_tui.screens.handling.roster_making import RosterMakingPage
from fjgov_tui.screens.handling.roster_page import RosterPage
from fjgov_tui.store import Store
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify
from fjgov_tui.workflows.places import place_of
from fjgov_tui.workflows.roster_month import month_roster
from tests.screens.driving import Driver, driving
from tests.workflows.office import TODAY, Office, furnish

OFFICE = "县政府办公室"


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    made.person("张三", unit=OFFICE, roles="值班人员")
    made.person("李四", unit=OFFICE, roles="值班人员")
    made.person("带班的", unit=OFFICE, roles="直接责任人")
    made.add("shift", day=str(TODAY), unit=OFFICE, part="全天", person="张三")
    return made


def incident(office: Office, *, told: bool = False) -> int:
    with office.store.write() as writer:
        place = place_of(writer, "白帝镇子网站", TODAY)
        number = enter(writer, Found(place=place, kind="疑似篡改", source="上级通报"))
        if told:
            notify(writer, number, StepTaken(step="notified"))
    return number


async def opened(drive: Driver) -> None:
    await drive.press("6")
    await drive.see("今日读网 ")


async def test_the_window_of_steps_says_of_which_incident_and_whole_what_a_step_is(office: Office) -> None:
    incident(office)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f2")
        await drive.see("办哪一步：白帝镇子网站：疑似篡改", "通知主办单位，从这一秒起一小时内处置")
        await drive.press(*"通知", "enter")
        await drive.see("怎样通知的：白帝镇子网站：疑似篡改")


async def test_the_end_of_a_running_hour_stands_beside_its_incident_to_the_second(office: Office) -> None:
    number = incident(office, told=True)
    told = office.get("incident", number).at("notified_at")
    async with driving(office.store.path, size=(120, 40)) as drive:
        await opened(drive)
        await drive.see(f"期限 {TODAY} {(told.hour + 9) % 24:02}:{told:%M:%S}")


async def test_a_key_before_the_screen_has_read_does_not_say_that_nothing_is_entered(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await drive.press("6", "ctrl+u")
        await drive.until(lambda: isinstance(drive.screen, RosterPage) and drive.screen.month is not None)
        await drive.see("县政府办公室 2026 年 11 月值班表")


async def test_a_reading_where_such_an_incident_is_open_names_that_one(office: Office) -> None:
    number = incident(office)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f4", "f2", "down", "enter")
        await drive.see("发现了什么")
        await drive.press("down", "enter")
        await drive.see(f"已经有一件在处置（编号 {number}）", "读网 1/1")
    (patrol,) = office.store.read.records(LEDGERS["patrol"])
    assert (patrol.values["problem"], patrol.values["incident"]) == ("疑似篡改", number)
    assert office.store.read.count(LEDGERS["incident"]) == 1


async def test_a_reading_of_a_page_that_does_not_open_names_its_incident_too(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f4", "f2", "down", "down", "enter")
        await drive.see("已经通知责任单位了吗")
        await drive.press("y")
        await drive.see("联系人")
        await drive.press("escape")
        await drive.see("读网 1/1")
    (patrol,) = office.store.read.records(LEDGERS["patrol"])
    (made,) = office.store.read.records(LEDGERS["incident"])
    assert (patrol.values["result"], patrol.values["incident"], made.values["kind"]) == ("打不开", made.id, "打不开")


async def test_a_day_that_is_typed_takes_the_place_of_the_one_that_is_offered(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("ctrl+u")
        await drive.until(lambda: isinstance(drive.screen, RosterPage) and drive.screen.month is not None)
        await drive.press("f3")
        await drive.until(lambda: isinstance(drive.screen, RosterMakingPage))
        await drive.see("2026-11-24 周二")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, AskDay))
        await drive.press(*"2026-11-26", "enter")
        await drive.see("2026-11-26 周四")


async def test_who_serves_already_is_not_offered_to_take_over(office: Office) -> None:
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("ctrl+u")
        await drive.until(lambda: isinstance(drive.screen, RosterPage) and drive.screen.month is not None)
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press(*"顶班", "enter")
        await drive.see("谁来顶", "就是现在的值班员")


async def test_the_figures_beside_the_month_tear_no_word(office: Office) -> None:
    for day in range(2, 8):
        office.add("shift", day=f"2026-11-{day:02}", unit=OFFICE, part="夜班", person="张三")
    async with driving(office.store.path, size=(120, 40)) as drive:
        await opened(drive)
        await drive.press("ctrl+u")
        await drive.see("张三       工作日6  周末1  合计7  夜班6", "            小时114  连值5")


def test_days_without_anybody_that_follow_each_other_are_told_as_one(office: Office) -> None:
    office.add("shift", day="2026-11-25", unit=OFFICE, part="全天", person="李四")
    office.add("shift", day="2026-11-30", unit=OFFICE, part="全天", person="李四")
    month = month_roster(office.store.read, date(2026, 11, 1), office.store.read.record(LEDGERS["unit"], 1).id)
    assert "空班 5 天：24 日、26 日至 29 日" in problem_lines(month)
