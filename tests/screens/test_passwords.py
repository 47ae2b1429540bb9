"""Screen 3: what falls due is seen at once, a change is booked in seconds, many at once, nothing unseen."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from fjgov_tui.commands.everywhere import UndoLast
from fjgov_tui.commands.passwords import CHECKER_OFF, PASSWORD_COMMANDS
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.passwords.account_history import AccountHistoryPage
from fjgov_tui.screens.passwords.generated import Generated
from fjgov_tui.screens.passwords.month import CalendarPage, month_lines
from fjgov_tui.screens.passwords.password_data import RANGES, read_accounts
from fjgov_tui.screens.passwords.rotating import AttestForm, Together
from fjgov_tui.screens.passwords.screen import PasswordsScreen
from fjgov_tui.store import Store
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.workflows.rotation import Attestation, record_rotation, standings
from tests.conftest import NOW, Furnished
from tests.passwords.office import TODAY, add, add_account, change, open_office
from tests.screens.driving import Driver, driving
from tests.screens.test_hostile import ESCAPES, MARKUP, harmless
from tests.screens.test_snapshots import Scene, look_at

SIZES = [(80, 24), (120, 40)]
ROTATION = LEDGERS["rotation"]
LAST = {
    "甲-逾期": date(2026, 8, 1),
    "乙-临期": date(2026, 9, 30),
    "丙-临期": date(2026, 10, 5),
    "丁-正常": date(2026, 11, 1),
}
"""When the passwords were last changed; one more account was never."""


@pytest.fixture
def county(furnished: Furnished) -> Path:
    """Five accounts: one never changed, one overdue, two due soon, one fine; two holders."""
    return furnished("five accounts", five_accounts)


def five_accounts(store: Store) -> None:
    office = open_office(store)
    add(
        store,
        "person",
        name="李四光",
        unit="白帝镇人民政府",
        mobile="19900004321",
        on_duty="2024-03-01",
        real_name="是",
    )
    for name, last in LAST.items():
        account = add_account(store, name, holder="李四光" if name.startswith("丁") else "张三丰")
        with store.write() as writer:
            record_rotation(writer, account, Attestation(12), last)
    change(store, "account", office.account, name="戊-从未")


def names(drive: Driver) -> list[str]:
    """The accounts as they are listed."""
    assert isinstance(drive.screen, PasswordsScreen)
    return [one.account.title for one in drive.screen.listed]


async def passwords(drive: Driver) -> PasswordsScreen:
    await drive.press("3")
    await drive.see("个账户")
    assert isinstance(drive.screen, PasswordsScreen)
    return drive.screen


def rows(drive: Driver) -> dict[str, FieldRow]:
    return {row.field.name: row for row in drive.screen.query(FieldRow)}


async def form(drive: Driver) -> dict[str, FieldRow]:
    """The form of the account under the cursor, ready to type."""
    await drive.press("f2")
    await drive.until(lambda: isinstance(drive.screen, AttestForm) and drive.screen.query(FieldRow))
    await drive.until(lambda: drive.screen.focused is not None)
    return rows(drive)


async def alone(drive: Driver) -> None:
    await drive.until(lambda: isinstance(drive.screen, PasswordsScreen))


async def test_the_most_urgent_stand_first_with_glyph_and_word(county: Path) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        await drive.see("5 个账户", "✗ 逾期 1", "! 临期 2", "? 从未 1", "✓ 正常 1")
        assert names(drive) == ["戊-从未", "甲-逾期", "乙-临期", "丙-临期", "丁-正常"]
        await drive.see("✗ 逾期 53 天", "! 临期 7 天", "2026-10-01", "承诺", "李四光")


async def test_the_ranges_agree_with_the_standings_and_with_the_command_line(county: Path, store: Store) -> None:
    truth = standings(store.read, TODAY)
    soon = [one.account.title for one in truth if one.days_left is None or one.days_left <= 14]
    wanted = [
        [one.account.title for one in truth],
        [one.account.title for one in truth if one.state == "逾期"],
        soon,
        [one.account.title for one in truth if one.attested],
        [one.account.title for one in truth if one.state == "从未"],
    ]
    assert len(wanted) == len(RANGES)
    async with driving(county) as drive:
        await passwords(drive)
        for expected, (words, _) in zip(wanted, RANGES, strict=True):
            assert names(drive) == expected, words
            await drive.press("f4")
            await drive.pilot.pause()
        assert names(drive) == wanted[0]


@pytest.mark.parametrize(("words", "found"), [("lsg", ["丁-正常"]), ("李四", ["丁-正常"]), ("bdz 逾期", ["甲-逾期"])])
async def test_words_find_account_holder_and_unit(county: Path, words: str, found: list[str]) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        await drive.press("slash")
        await drive.paste(words)
        await drive.see(f"查找“{words}” {len(found)}/5")
        assert names(drive) == found
        await drive.press("escape")
        await drive.gone("查找“")
        assert len(names(drive)) == 5


async def test_a_change_is_booked_by_promise_and_the_next_account_is_at_hand(county: Path, store: Store) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        await drive.press("down")
        found = await form(drive)
        assert (found["account"].text, found["on"].text, found["by"].text) == ("甲-逾期", "2026-11-23", "张三丰")
        assert found["length"].has_focus_within
        await drive.press("1", "4")
        found["witness"].put("王五")
        await drive.press("f2")
        await alone(drive)
        await drive.see("✗ 逾期 0", "✓ 正常 2")
        screen = drive.screen
        assert isinstance(screen, PasswordsScreen)
        await drive.until(lambda: screen.current and screen.current.account.title == "乙-临期")
    last = store.read.record(ROTATION, max(one.id for one in store.read.records(ROTATION))).values
    assert (last["on"], last["length"], last["basis"], last["witness"]) == ("2026-11-23", 14, "承诺", "王五")
    account = next(one for one in store.read.records(LEDGERS["account"]) if one.title == "甲-逾期")
    assert (account.values["rotated_on"], account.values["length"]) == ("2026-11-23", 14)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"on": "2026-11-24"}, "还没有到"),
        ({"on": "2024-05-31"}, "早于账户的启用日期"),
        ({"on": "昨天左右"}, "2026"),
        ({"by": "赵六"}, "晚于更换人的离岗日期"),
        ({"by": "没有这个人"}, "请先登记"),
        ({"length": "7"}, "不足 8 位"),
        ({"length": ""}, "必须填写"),
    ],
)
async def test_bad_input_is_a_sentence_and_nothing_is_written(
    county: Path, store: Store, given: dict[str, str], told: str
) -> None:
    add(
        store,
        "person",
        name="赵六",
        unit="白帝镇人民政府",
        mobile="19900000006",
        on_duty="2024-03-01",
        left_on="2026-11-01",
    )
    before = store.read.head()
    async with driving(county) as drive:
        await passwords(drive)
        found = await form(drive)
        for name, text in ({"length": "12"} | given).items():
            found[name].put(text)
        await drive.press("f2")
        await drive.see(told)
        await drive.until(lambda: isinstance(drive.screen, AttestForm | Tell))
    assert store.read.head() == before


async def test_an_account_of_a_closed_site_is_refused_under_its_name(county: Path, store: Store) -> None:
    change(store, "site", 1, state="已关停", closed_on="2026-11-01")
    async with driving(county) as drive:
        await passwords(drive)
        found = await form(drive)
        found["length"].put("12")
        await drive.press("f2")
        await drive.see("所属的站点已关停")
        assert found["account"].has_class("-wrong")
    assert store.read.count(ROTATION) == len(LAST)


async def test_what_was_typed_comes_back_for_this_account_only(county: Path) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        found = await form(drive)
        found["witness"].put("王五")
        await drive.press("escape")
        await drive.see("还没有存盘")
        await drive.press("k")
        await alone(drive)
        await drive.press("down")
        found = await form(drive)
        assert found["witness"].text == ""
        await drive.press("escape")
        await alone(drive)
        await drive.press("up", "f2")
        await drive.see("留下一份没有存盘的内容")
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, AttestForm))
        assert rows(drive)["witness"].text == "王五"


async def marked(drive: Driver, length: str) -> None:
    """Mark all, and answer what is common to them."""
    await passwords(drive)
    await drive.press("ctrl+a", "ctrl+r")
    await drive.until(lambda: isinstance(drive.screen, Together))
    drive.screen.query_one("#length", Line).value = length
    await drive.press("f2")


async def test_ten_at_once_with_one_confirmation(county: Path, store: Store) -> None:
    for place in range(5):
        add_account(store, f"己-{place}")
    async with driving(county) as drive:
        await marked(drive, "12")
        await drive.see("登记 10 个账户今天（2026-11-23）换了口令，承诺 12 位")
        await drive.press("escape")
        await alone(drive)
        assert store.read.count(ROTATION) == len(LAST)
        await drive.press("ctrl+r")
        await drive.until(lambda: isinstance(drive.screen, Together))
        await drive.press("enter", "enter")  # what was answered before stands there again
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.see("已登记 10 个账户", "✓ 正常 10")
        await drive.gone("已标记")
    assert store.read.count(ROTATION) == len(LAST) + 10
    assert len({entry.batch for entry in store.read.latest_changes(20)}) == 1


async def test_of_several_all_are_booked_or_none(county: Path, store: Store) -> None:
    add_account(store, "己-没人管", holder="")
    before = store.read.head()
    async with driving(county) as drive:
        await marked(drive, "12")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.see("没有登记", "己-没人管", "没有登记保管人")
        await drive.press("escape")
        await alone(drive)
        await drive.see("已标记 6 个")
    assert store.read.head() == before


@pytest.mark.parametrize("length", ["", "很长", "0"])
async def test_a_length_that_is_none_is_told_at_once(county: Path, length: str) -> None:
    async with driving(county) as drive:
        await marked(drive, length)
        await drive.see("✗ ")
        assert isinstance(drive.screen, Together)


async def test_readonly_dims_what_writes_and_says_why(county: Path, store: Store) -> None:
    before = store.read.head()
    async with driving(county, readonly=True) as drive:
        await passwords(drive)
        for command in PASSWORD_COMMANDS:
            if command.writes:
                key = command.key.split(",")[0]
                assert not drive.screen.active_bindings[key].enabled
                drive.app.clear_notifications()
                await drive.press(key)
                await drive.see("文件是只读打开的，不能修改")
                assert len(drive.app.screen_stack) == 1
        await drive.press("enter")
        await drive.see("戊-从未", "权限")
        await drive.press("escape")
        await alone(drive)
    assert store.read.head() == before


async def test_refusals_say_what_to_do(county: Path) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        for key, told in (("ctrl+e", CHECKER_OFF[:9]), ("ctrl+r", "请先用空格标记"), ("left", "日历请按 ^u")):
            drive.app.clear_notifications()
            await drive.press(key)
            await drive.see(told)
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.see("登记更换")


async def test_another_operators_booking_appears_and_the_cursor_stays(county: Path, store: Store) -> None:
    async with driving(county) as drive:
        screen = await passwords(drive)
        await drive.press("down", "down")
        await drive.until(lambda: screen.current and screen.current.account.title == "乙-临期")
        await drive.pilot.pause(0.1)
        first = next(one.id for one in store.read.records(LEDGERS["account"]) if one.title == "戊-从未")
        with store.write() as writer:
            record_rotation(writer, first, Attestation(12), TODAY)
        await drive.see("? 从未 0")
        assert screen.current
        assert screen.current.account.title == "乙-临期"
        assert names(drive)[0] == "甲-逾期"


async def test_the_calendar_counts_what_is_due_and_turns(county: Path, store: Store) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        await drive.press("ctrl+u")
        await drive.until(lambda: isinstance(drive.screen, CalendarPage))
        await drive.see("2026 年 11 月  到期 1 个", "[23]", "!1", "下次 2026-11-24 08:30", "还没有提醒过")
        await drive.see("张三丰", "4 个", "李四光", "1 个")
        await drive.press("right", "right")
        await drive.see("2027 年 1 月  到期 1 个", "✓1")
        await drive.press("home", "left", "left")
        await drive.see("2026 年 9 月")
        await drive.press("escape")
        await alone(drive)
    seen = read_accounts(store.read, NOW)
    counted = 0
    for month in range(1, 13):
        text = "\n".join(line.plain for line in month_lines(seen, date(2026, month, 1)))
        counted += int(text.partition("到期 ")[2].partition(" 个")[0])
    assert counted == sum(one.due is not None and one.due.year == 2026 for one in seen.standings)


async def test_beside_the_list_the_month_turns_with_the_arrows(county: Path) -> None:
    async with driving(county, size=(120, 40)) as drive:
        await passwords(drive)
        await drive.see("2026 年 11 月", "下次 2026-11-24 08:30", "保管人各有几个")
        await drive.press("right")
        await drive.see("2026 年 12 月")
        await drive.press("left")
        await drive.see("2026 年 11 月")


async def test_the_history_tells_every_change_of_one_account(county: Path, store: Store) -> None:
    account = next(one.id for one in store.read.records(LEDGERS["account"]) if one.title == "甲-逾期")
    with store.write() as writer:
        record_rotation(writer, account, Attestation(20), TODAY - timedelta(1), reason="泄露", witness="王五")
    async with driving(county) as drive:
        screen = await passwords(drive)
        await drive.until(lambda: "甲-逾期" in names(drive))
        screen.records.show_ids(screen.records.ids, account)
        await drive.press("f6")
        await drive.until(lambda: isinstance(drive.screen, AccountHistoryPage))
        await drive.see("更换登记 2 次", "2026-11-22", "20 位 承诺  泄露", "见证 王五", "2026-08-01", "账户的变更")


async def test_a_generated_password_goes_by_itself_and_out_of_the_clipboard(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(county) as drive:
        await passwords(drive)
        await drive.press("ctrl+k")
        await drive.until(lambda: isinstance(drive.screen, Generated) and drive.screen._secret.reveal())
        page = drive.screen
        assert isinstance(page, Generated)
        made = page._secret.reveal()
        await drive.see(made, "只显示这一次")
        # Seconds that a loaded machine has, too, from the key to the look at what it did.
        monkeypatch.setattr("fjgov_tui.screens.passwords.generated.SHOWN_SECONDS", 3)
        await drive.press("ctrl+y")
        assert drive.app.clipboard == made
        await drive.see("已送往终端剪贴板")
        page._left = 1
        await alone(drive)
        assert made not in drive.text
        await drive.until(lambda: drive.app.clipboard == "")


async def test_what_was_copied_since_is_not_taken_away(county: Path) -> None:
    async with driving(county) as drive:
        screen = await passwords(drive)
        screen.hand_over("abc")
        handed = screen._handed
        assert handed
        drive.app.copy_to_clipboard("别的")
        screen.take_back(handed)
        assert drive.app.clipboard == "别的"
        screen.hand_over("abc")
    assert drive.app.clipboard == ""


async def test_the_day_sheet_holds_what_is_listed(county: Path, tmp_path: Path) -> None:
    target = tmp_path / "登记表.xlsx"
    async with driving(county) as drive:
        await passwords(drive)
        await drive.press("f4", "f8")
        await drive.see("列出的 1 个账户")
        drive.screen.query_one(Line).value = str(target)
        await drive.press("enter")
        await drive.until(target.exists)
        await alone(drive)
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == ["甲-逾期"]


async def test_an_empty_file_says_where_to_begin(store: Store) -> None:
    async with driving(store.path, size=(120, 40)) as drive:
        await drive.press("3")
        await drive.see("还没有在用的后台账户")
        await drive.press("ctrl+u")
        await drive.see("2026 年 11 月  到期 0 个")


async def test_text_that_is_out_to_do_something_is_shown_as_characters(county: Path) -> None:
    with closing(sqlite3.connect(county, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for name in ("account", "person", "unit", "site"):
            db.execute(f"UPDATE {name} SET name = ? || id", [f"{ESCAPES}{MARKUP}"])
        db.execute("UPDATE rotation SET note = ?1, witness = ?1, method = ?1", [f"{ESCAPES}{MARKUP}"])
    async with driving(county, size=(120, 40)) as drive:
        await drive.press("3")
        await drive.see("5 个账户", "甲␛")
        harmless(drive)
        for key in ("f2", "ctrl+k", "ctrl+u", "f6", "f8", "enter"):
            await drive.press(key)
            await drive.until(lambda: len(drive.app.screen_stack) == 2)
            await drive.pilot.pause(0.2)
            assert harmless(drive)
            await drive.leave_windows()
        await drive.press("ctrl+a", "ctrl+r")
        await drive.until(lambda: isinstance(drive.screen, Together))
        await drive.press("1", "2", "enter", "enter")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        assert harmless(drive)


async def main_screen(drive: Driver) -> None:
    await passwords(drive)
    await drive.see("✓ 正常 1")
    if drive.app.size.width >= 100:
        await drive.see("还没有提醒过")


async def calendar_page(drive: Driver) -> None:
    await main_screen(drive)
    await drive.press("ctrl+u")
    await drive.until(lambda: isinstance(drive.screen, CalendarPage))
    await drive.see("还没有提醒过", "张三丰")


async def attest_form(drive: Driver) -> None:
    await main_screen(drive)
    await form(drive)
    await drive.see("只记位数")


async def together(drive: Driver) -> None:
    await main_screen(drive)
    await drive.press("ctrl+a", "ctrl+r")
    await drive.see("承诺，不少于 8 位")


SCENES: list[Scene] = [main_screen, calendar_page, attest_form, together]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screen_looks_as_it_did(county: Path, size: tuple[int, int]) -> None:
    async with driving(county, size=size) as drive:
        await look_at(drive, SCENES, "passwords-")


async def test_sunday_stands_beside_saturday_at_every_width(county: Path) -> None:
    """A week that doesn't fit is folded, and Sunday stands under Monday."""

    def weeks(drive: Driver) -> bool:
        names, days = r"一 +二 +三 +四 +五 +六 +日", r"16 +17 +18 +19 +20 +21 +22"
        return all(any(re.search(wanted, line) for line in drive.lines()) for wanted in (names, days))

    async with driving(county, size=(100, 24)) as drive:
        await passwords(drive)
        for size in ((100, 24), (120, 24), (139, 30), (80, 24), (104, 23), (140, 50), (101, 28)):
            await drive.pilot.resize_terminal(*size)
            if size[0] >= 100:
                await drive.until(partial(weeks, drive), str(size))
        await drive.pilot.resize_terminal(80, 24)
        await drive.press("ctrl+u")
        await drive.until(partial(weeks, drive))


# --- another day, and back ----------------------------------------------------------------------------------------


async def test_together_on_another_day_and_taken_back_in_one_step(county: Path, store: Store) -> None:
    before = store.read.count(ROTATION)
    stood = {record.id: record.values["rotated_on"] for record in store.read.records(LEDGERS["account"])}
    async with driving(county) as drive:
        await passwords(drive)
        await drive.press("ctrl+a", "ctrl+r")
        await drive.until(lambda: isinstance(drive.screen, Together))
        drive.screen.query_one("#on", Line).value = "明天"
        drive.screen.query_one("#length", Line).value = "12"
        await drive.press("f2")
        await drive.see("更换日期在今天以后")
        drive.screen.query_one("#on", Line).value = "昨天"
        await drive.press("f2")
        await drive.see("登记 5 个账户在 2026-11-22 换了口令")
        await drive.press("escape")
        await alone(drive)
        # What was answered is there again.
        await drive.press("ctrl+r")
        await drive.until(lambda: isinstance(drive.screen, Together))
        await drive.press("f2")
        await drive.see("登记 5 个账户在 2026-11-22 换了口令")
        await drive.press("y")
        await drive.see("已登记 5 个账户在 2026-11-22 更换了口令")
        made = [record for record in store.read.records(ROTATION) if record.values["on"] == "2026-11-22"]
        assert len(made) == 5
        head = store.read.head().seq

        drive.screen.post_message(UndoLast())
        await drive.see("撤销最近一次登记", "批量登记口令更换", "新增口令更换 5")
        await drive.press("escape")
        await alone(drive)
        assert store.read.count(ROTATION) == before + 5
        drive.screen.post_message(UndoLast())
        await drive.see("撤销最近一次登记")
        await drive.press("y")
        await drive.see("已撤销")
        # One step back is all: the next question says so and changes nothing.
        drive.screen.post_message(UndoLast())
        await drive.see("撤销最近一次登记")
        await drive.press("y")
        await drive.see("最近一次登记就是撤销")
    assert store.read.count(ROTATION) == before
    assert {record.id: record.values["rotated_on"] for record in store.read.records(LEDGERS["account"])} == stood
    assert store.read.head().seq == head + 10, "the trail has both: ten entries, and ten that take them back"
    assert [entry.action for entry in store.read.history(ROTATION, made[0].id)] == ["移除", "新增"]
