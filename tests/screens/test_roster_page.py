"""The month's roster on screen 6: gaps and double bookings are seen, and everything is done with it by key."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.handling.roster_making import RosterMakingPage
from fjgov_tui.screens.handling.roster_page import RosterPage
from fjgov_tui.screens.saving import SaveAs
from fjgov_tui.store import Store
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.workflows.duty import duties
from tests.screens.driving import Driver, driving
from tests.workflows.office import TODAY, Office, furnish

OFFICE = "县政府办公室"
FIVE = ("甲一", "乙二", "丙三", "丁四", "戊五")


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    for name in FIVE:
        made.person(name, OFFICE, "值班人员")
    made.person("带班的", OFFICE, "直接责任人")
    return made


def shift(office: Office, ahead: int, person: str | None, part: str = "全天", unit: str = OFFICE) -> int:
    return office.add("shift", day=str(TODAY + timedelta(days=ahead)), unit=unit, part=part, person=person)


async def opened(drive: Driver) -> RosterPage:
    await drive.press("6")
    await drive.see("今日读网 ")
    await drive.press("ctrl+u")
    await drive.until(lambda: isinstance(drive.screen, RosterPage) and drive.screen.month is not None)
    assert isinstance(drive.screen, RosterPage)
    return drive.screen


async def answer(drive: Driver, kind: type[object], *keys: str) -> None:
    await drive.until(lambda: isinstance(drive.screen, kind), kind.__name__)
    await drive.press(*keys)


def served(office: Office) -> dict[int, str]:
    """Who serves, by days from today."""
    listed = duties(office.store.read, TODAY, date.max)
    return {(duty.day - TODAY).days: office.get("person", duty.person).title if duty.person else "" for duty in listed}


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_month_says_who_serves_where_nobody_does_and_who_serves_twice(
    office: Office, size: tuple[int, int]
) -> None:
    shift(office, 0, "甲一", "白班")
    shift(office, 0, "乙二", "夜班")
    shift(office, 2, "丙三")
    shift(office, 3, "丁四")
    shift(office, 3, "丁四", "夜班", "白帝镇人民政府")
    async with driving(office.store.path, size=size) as drive:
        await opened(drive)
        await drive.see("[23]", "白甲一", "夜乙二", "（空班）", "丁四‼")
        await drive.see("空班 1 天：24 日", "同时值两个班 1 处：26 日 丁四")
        await drive.press("right")
        await drive.see("2026-11-24 周二", "没有人值班")
        await drive.press("pagedown")
        await drive.see("2026 年 12 月值班表", "2026-12-24 周四")
        await drive.press("home")
        await drive.see("2026 年 11 月值班表")


async def test_a_roster_for_five_people_is_seen_before_it_is_saved(office: Office) -> None:
    shift(office, 0, "甲一")
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f3")
        await drive.until(lambda: isinstance(drive.screen, RosterMakingPage))
        await drive.see("2026-11-24 周二", "2026-11-30 周一", "甲一")
        await drive.press("down", "down", "down", "enter")
        for name in FIVE[1:]:
            await answer(drive, Picker, *name, "enter")
            await drive.pilot.pause(0.05)
        await answer(drive, Picker, "escape")
        await drive.see("甲一、乙二、丙三、丁四、戊五", "✓ 空班 0 天", "✓ 同时值两个班 0 处", "共 7 班")
        assert office.store.read.count(LEDGERS["shift"]) == 1, "nothing is written before it is said"
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, RosterPage))
        await drive.see("2026-11-24 周二", "乙二")
    # They join: each begins at the least that somebody has served, and 甲一 alone has served a working day before.
    assert [served(office)[day] for day in range(1, 8)] == ["乙二", "丙三", "丁四", "戊五", "甲一", "乙二", "甲一"]


async def test_a_swap_a_sick_leave_and_its_cover_by_key(office: Office) -> None:
    for ahead, name in enumerate(("甲一", "乙二", "丙三")):
        shift(office, ahead + 1, name)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("right", "f2")
        await answer(drive, Picker, *"换班", "enter")
        await drive.see("和哪一班对换")
        await answer(drive, Picker, *"乙二", "enter")
        await drive.see("谁批准的")
        await answer(drive, Picker, *"带班的", "enter")
        await answer(drive, AskText, *"ok", "enter")
        await drive.see("换班，原是 甲一", "乙二*")
        await drive.press("right", "right", "f2")
        await answer(drive, Picker, *"请假", "enter")
        await drive.see("谁批准的")
        await answer(drive, Picker, *"带班的", "enter")
        await answer(drive, AskText, *"ok", "enter")
        await drive.see("空班 1 天：26 日", "请假，原是 丙三")
        await drive.press("f2")
        await answer(drive, Picker, *"顶班", "enter")
        await drive.see("谁来顶")
        await answer(drive, Picker, *"乙二", "enter")
        await drive.see("谁批准的")
        await answer(drive, Picker, *"带班的", "enter")
        await answer(drive, AskText, *"ok", "enter")
        await drive.see("没有空班", "顶班，原是 丙三")
        await drive.press("f4")
        await drive.see("顶别人1", "让出1")
    assert served(office) == {1: "乙二", 2: "甲一", 3: "乙二"}
    assert office.store.read.count(LEDGERS["shift_change"]) == 3


async def test_what_is_too_late_is_said_before_anything_is_asked(office: Office) -> None:
    shift(office, -1, "甲一")
    shift(office, 0, "乙二")
    shift(office, 1, "丙三")
    async with driving(office.store.path) as drive:
        await opened(drive)
        for keys, told in (((), "已经开始，只能顶班"), (("left",), "已经值完")):
            await drive.press(*keys, "f2")
            await drive.until(lambda: isinstance(drive.screen, Picker))
            assert told in {entry.refusal for entry in drive.entries}
            await drive.press("escape")
            await drive.until(lambda: isinstance(drive.screen, RosterPage))


async def test_a_gap_is_filled_and_what_cannot_be_is_told(office: Office) -> None:
    shift(office, 1, "甲一")
    shift(office, 3, "甲一")
    shift(office, 2, "乙二", unit="白帝镇人民政府")
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("right", "right", "f2")
        await answer(drive, Picker, *"全天", "enter")
        await drive.see("全天谁值班")
        await answer(drive, Picker, *"乙二", "enter")
        await drive.until(lambda: isinstance(drive.screen, Tell))
        await drive.see("不能同时值两个班")
        await drive.press("escape", "f2")
        await answer(drive, Picker, *"全天", "enter")
        await drive.see("全天谁值班")
        await answer(drive, Picker, *"丙三", "enter")
        await drive.see("丙三", "手工固定", "没有空班")


async def test_the_month_is_saved_for_printing_and_for_calendars(office: Office, tmp_path: Path) -> None:
    shift(office, 1, "甲一")
    async with driving(office.store.path) as drive:
        await opened(drive)
        for name in ("月.docx", "月.ics", "月.txt"):
            await drive.press("f8")
            await drive.until(lambda: isinstance(drive.screen, SaveAs))
            drive.screen.query_one(Line).value = str(tmp_path / name)
            await drive.press("enter")
            await drive.until(lambda: isinstance(drive.screen, RosterPage))
    document = ZipFile(tmp_path / "月.docx").read("word/document.xml").decode()
    assert 'w:orient="landscape"' in document
    assert "甲一" in document
    assert "SUMMARY:全天值班 甲一" in (tmp_path / "月.ics").read_text(encoding="utf-8")
    assert "甲一" in (tmp_path / "月.txt").read_text(encoding="utf-8")


async def test_a_spreadsheet_comes_in_after_it_was_rehearsed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ["2026年12月,,,", "姓名,1,2,3", "甲一,全,休,全", "乙二,,全,"]
    (tmp_path / "值班.csv").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    async with driving(office.store.path) as drive:
        await opened(drive)
        await drive.press("f7")
        await drive.see("值班.csv")
        await drive.press("enter")
        await drive.see("这是预演", "新增")
        assert office.store.read.count(LEDGERS["shift"]) == 0
        await drive.press("f2")
        await drive.until(lambda: office.store.read.count(LEDGERS["shift"]) == 3)
