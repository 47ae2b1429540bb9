"""Screen 2: find records quickly, keep one's place, and act on exactly what is shown."""

import json
from functools import partial
from pathlib import Path

import pytest

from fjgov_tui.commands import ledger as commands
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.ledgers.directory import OWN, groups, lines, usual_folds
from fjgov_tui.screens.listing import DECLARED
from fjgov_tui.store import Selection, Store
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.recordlist import RecordList
from tests.screens.conftest import Add
from tests.screens.driving import Driver, driving
from tests.screens.samples import covering


def listed(drive: Driver) -> list[str]:
    """The first cells of the lines of the list."""
    found = drive.lines()
    head = next(place for place, line in enumerate(found) if "单位名称" in line)
    return [line.split()[0] for line in found[head + 1 : -1] if line.strip()]


async def until_first(drive: Driver, name: str) -> None:
    await drive.until(lambda: listed(drive)[0] == name)


def at_line(menu: Menu, place: int) -> bool:
    return menu.highlighted == place


def longer_than(records: RecordList, length: int) -> bool:
    return len(records.ids) > length


async def test_the_directory_names_every_ledger_and_enter_opens_one(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.press("2")
        await drive.see("4 条", "单位")
        for group in groups():
            menu = drive.ledgers.query_one("#ledgers", Menu)
            place = next(at for at, one in enumerate(drive.ledgers._lines) if one.group == group and not one.ledger)
            await drive.press("home", *["down"] * place)
            await drive.until(partial(at_line, menu, place))
            if drive.ledgers._lines[place].folded:
                await drive.press("enter")
            await drive.see(group.ledgers[0].title)
            assert all(any(one.ledger is ledger for one in drive.ledgers._lines) for ledger in group.ledgers)
        await drive.press("home", "down", "enter")
        await drive.see("4 条", "安坪镇人民政府")
        assert listed(drive) == ["安坪镇人民政府", "白帝镇人民政府", "草堂镇人民政府", "县教委"]


@pytest.mark.parametrize("room", [18, 21, 36, 60])
def test_every_ledger_is_in_one_group_and_folding_makes_them_fit(room: int) -> None:
    known = groups()
    assert sorted(one.name for group in known for one in group.ledgers) == sorted(LEDGERS)
    assert known[-1].title == OWN
    folded = usual_folds(known, {"unit": 4}, room)
    assert len(lines(known, folded)) <= room
    shown = [one.ledger.name for one in lines(known, folded) if one.ledger]
    assert "unit" in shown, "what holds records stays open while there is room"


async def test_a_filter_takes_chinese_and_pinyin_and_the_twins_of_the_slash(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        keys = ("slash", "ideographic_comma", "fullwidth_solidus", "slash")
        for key, words in zip(keys, ("bdz", "白帝", "白 zf", "BDZ"), strict=True):
            await drive.press(key)
            assert isinstance(drive.screen.focused, Line)
            await drive.paste(words)
            await drive.see("1/4 条", f"筛选“{words}”")
            assert listed(drive) == ["白帝镇人民政府"]
            await drive.press("escape")
            await drive.gone("筛选“")


async def test_escape_takes_back_filter_then_marks_then_ledger(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("space")
        await drive.see("已标记 1 条")
        await drive.press("slash", "b", "d")
        await drive.see("1/4 条  筛选")
        await drive.press("escape")
        await drive.see("4 条  已标记 1 条")
        await drive.press("escape")
        await drive.gone("已标记")
        await drive.press("escape")
        await drive.see("第 2、4、5 条")
        assert drive.ledgers.ledger is None


async def test_clearing_a_filter_stays_on_the_record_that_was_found(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("slash", "j", "w", "enter")
        await drive.see("1/4 条  筛选")
        found = drive.ledgers.records.record
        await drive.press("escape")
        await drive.see("4 条")
        assert drive.ledgers.records.record == found


async def test_a_key_that_moves_the_cursor_while_the_list_is_read_again_is_not_lost(towns: Path, add: Add) -> None:
    """What was changed is read again with the cursor on it: unless the operator has gone on by then."""
    async with driving(towns) as drive:
        await drive.open("unit")
        for step, reached in ((-1, 0), (1, -1)):
            ids = drive.ledgers.records.ids
            # Sorted behind the others: that it is there says that the list was read again.
            add("unit", name=f"鱼复街道{len(ids)}", kind="乡镇街道")
            drive.ledgers.choose(ids[-1 - reached])
            drive.ledgers.records.action_edge(step)
            await drive.until(partial(longer_than, drive.ledgers.records, len(ids)))
            assert drive.ledgers.records.record == ids[reached]


async def test_an_answer_that_comes_when_the_program_has_ended_lists_nothing(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        screen = drive.ledgers
    screen.choose(1)


async def test_digits_switch_screens_but_are_text_in_a_line(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("slash", "1", "2")
        assert drive.ledgers.query_one("#filter", Line).value == "12"
        await drive.press("escape", "1")
        await drive.see("登记缺项")


async def test_every_column_that_is_not_sealed_is_offered_for_sorting(samples: Path) -> None:
    shown = covering()
    assert any(field.sealed for ledger in shown for field in ledger.fields)
    async with driving(samples) as drive:
        for ledger in shown:
            await drive.open(ledger.name)
            await drive.press("ctrl+w")
            await drive.until(lambda: isinstance(drive.screen, Picker))
            offered = [entry.value for entry in drive.entries]
            assert offered == [*(field.name for field in ledger.fields if not field.sealed), DECLARED]
            await drive.leave_windows()


def test_every_ledger_can_be_sorted_by_each_of_them(samples: Path, store: Store) -> None:
    for ledger in LEDGERS.values():
        for field in ledger.fields:
            if not field.sealed:
                assert list(store.read.ids(Selection(ledger.name, sort=field.name))) == [1]


async def test_sorting_by_key_marks_the_column_and_turns_round(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        for arrow, first in (("▲", "安坪镇人民政府"), ("▼", "县教委")):
            await drive.press("ctrl+w")
            await drive.until(lambda: isinstance(drive.screen, Picker))
            await drive.press("enter")
            await drive.see(f"单位名称 {arrow}")
            await drive.see(f"{arrow}")
            await until_first(drive, first)


async def test_remove_names_the_record_and_escape_keeps_it(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("f9")
        await drive.see("移除单位“安坪镇人民政府”？")
        await drive.press("escape")
        await drive.gone("移除单位“")
        assert store.read.count(LEDGERS["unit"]) == 4
        await drive.press("f9")
        await drive.see("移除单位“安坪镇人民政府”？")
        await drive.press("y")
        await drive.see("已移除单位“安坪镇人民政府”", "3 条")
        assert store.read.count(LEDGERS["unit"]) == 3
        assert drive.ledgers.records.record == 1


async def test_marked_records_are_removed_together_and_named(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("ctrl+a")
        await drive.see("已标记 4 条")
        await drive.press("f9")
        await drive.see("移除标记的 4 条单位记录", "白帝镇人民政府")
        await drive.press("y")
        await drive.see("还没有记录，F3 新增，F7 导入")
        assert store.read.count(LEDGERS["unit"]) == 0


async def test_a_record_changed_meanwhile_is_not_removed(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("f9")
        await drive.see("移除单位“")
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"phone": "023-56559999"}, writer.record(LEDGERS["unit"], 2))
        await drive.press("y")
        await drive.see("没有移除")
        assert store.read.count(LEDGERS["unit"]) == 4


async def test_another_operators_record_appears_and_the_cursor_stays(towns: Path, add: Add) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("down")
        here = drive.ledgers.records.record
        await drive.pilot.pause(0.1)
        add("unit", name="阿坝路街道办事处", kind="乡镇街道")
        await drive.see("阿坝路街道办事处", "5 条")
        assert drive.ledgers.records.record == here
        assert drive.ledgers.records.cursor == 2


async def test_export_takes_what_is_listed_in_that_order(towns: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("slash", "r", "m", "z", "f", "enter")
        await drive.see("3/4 条  筛选")
        await drive.press("f8")
        await drive.see("将导出列出的 3 条")
        drive.screen.query_one(Line).value = str(target)
        await drive.press("enter")
        await drive.see("已导出 3 条")
    rows = json.loads(target.read_text(encoding="utf-8"))["rows"]
    assert [row["name"] for row in rows] == ["安坪镇人民政府", "白帝镇人民政府", "草堂镇人民政府"]


async def test_export_asks_before_it_overwrites_and_tells_a_wrong_ending(towns: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("space", "f8")
        await drive.see("将导出标记的 1 条")
        drive.screen.query_one(Line).value = str(target)
        await drive.press("enter")
        await drive.see("覆盖 out.json？")
        await drive.press("escape")
        await drive.gone("覆盖 out.json？")
        assert target.read_text(encoding="utf-8") == "old"
        for path, told in (
            (tmp_path / "a.doc", "认不出"),
            (Path("~nobody-here/a.csv"), "主目录"),
            (Path("x" * 300), "用不了"),
        ):
            drive.screen.query_one(Line).value = str(path)
            await drive.press("enter")
            await drive.see(told)
            await drive.press("escape")
            await drive.gone(told)


async def test_a_duplicate_starts_from_the_record_without_what_is_sealed(samples: Path, store: Store) -> None:
    async with driving(samples) as drive:
        await drive.open("person")
        await drive.press("ctrl+d")
        await drive.see("新增人员", "样本单位")
        assert "****" not in drive.text


async def test_copy_sends_the_masked_record_to_the_terminal(samples: Path) -> None:
    async with driving(samples) as drive:
        await drive.open("person")
        await drive.press("ctrl+y")
        await drive.see("已送往终端的剪贴板")
        assert "姓名：样本人员" in drive.app.clipboard
        assert "199****5678" in drive.app.clipboard
        assert "19912345678" not in drive.app.clipboard


async def test_readonly_dims_every_writing_command_and_says_why(towns: Path, store: Store) -> None:
    writing = [command for command in commands.LEDGER_COMMANDS if command.writes]
    before = store.read.head()
    async with driving(towns, readonly=True) as drive:
        await drive.open("unit")
        await drive.see("只读")
        for command in writing:
            key = command.key.split(",")[0]
            assert not drive.screen.active_bindings[key].enabled
            drive.app.clear_notifications()
            await drive.press(key)
            await drive.see("文件是只读打开的，不能修改")
            assert len(drive.app.screen_stack) == 1
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        assert drive.text.count("文件是只读打开的，不能修改") >= len(writing)
    assert store.read.head() == before


async def test_moments_in_a_list_are_whole_minutes(add: Add, store: Store) -> None:
    """A column of moments holds no seconds; the record's own page tells them."""
    add("maintenance", starts_at="2026-11-23 22:00:07", ends_at="2026-11-23 23:30", reason="检修", approver="王方")
    async with driving(store.path) as drive:
        await drive.open("maintenance")
        await drive.see("2026-11-23 22:00")
        assert "22:00:" not in drive.text
        assert "22:00…" not in drive.text
        await drive.press("enter")
        await drive.see("22:00:07")


async def test_a_ledger_is_found_from_the_directory_by_its_name_or_initials(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.press("2")
        await drive.see("第1章")
        await drive.press("slash")
        await drive.see("打开哪一本台账")
        await drive.press(*"htzh", "enter")
        await drive.until(lambda: drive.ledgers.ledger is LEDGERS["account"])
