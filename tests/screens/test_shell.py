"""What every screen has: help from the real keys, the palette, themes, the notice under the design size."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import DataTable

from fjgov_tui.__main__ import guard_environment
from fjgov_tui.commands.everywhere import EVERYWHERE
from fjgov_tui.commands.ledger import LEDGER_COMMANDS
from fjgov_tui.commands.mains import MAINS
from fjgov_tui.commands.overview import OVERVIEW_COMMANDS
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.ledgers.detail import DetailScreen
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.toosmall import TooSmall
from fjgov_tui.store import Store
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.help import Help
from fjgov_tui.widgets.keybar import KeyBar
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.statusbar import StatusBar
from fjgov_tui.widgets.terminal import check_terminal
from fjgov_tui.widgets.themes import ORDER, choose_theme
from tests.screens.driving import Driver, driving

ROOT = Path(__file__).parents[2]
COMMANDS = dict.fromkeys((*LEDGER_COMMANDS, *OVERVIEW_COMMANDS, *EVERYWHERE))


def help_lines(drive: Driver) -> str:
    assert isinstance(drive.screen, Help)
    return drive.screen._text.at(70).plain


async def test_f1_explains_every_window_in_chinese(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        for opening in ("f9", "ctrl+w", "f7", "f8", "ctrl+p", "enter", "f2", "f6"):
            await drive.press(opening)
            await drive.until(lambda: len(drive.app.screen_stack) == 2, opening)
            await drive.pilot.pause()
            await drive.press("f1")
            await drive.until(lambda: isinstance(drive.screen, Help), opening)
            text = help_lines(drive)
            assert "返回" in text
            for line in text.splitlines():
                assert re.search("[\u4e00-\u9fff]", line) or not line.strip()
            await drive.press("f1")
            await drive.until(lambda: len(drive.app.screen_stack) == 2, opening)
            await drive.leave_windows()


async def test_help_lists_every_key_of_the_screen(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        for key in ("f1", "question_mark", "fullwidth_question_mark"):
            await drive.press(key)
            await drive.until(lambda: isinstance(drive.screen, Help), key)
            text = help_lines(drive)
            for command in (*LEDGER_COMMANDS, *EVERYWHERE):
                if command.key:
                    assert command.title.partition("：")[0] in text.replace("\n", "")
                    assert command.shown or command.key in text
            await drive.leave_windows()


async def test_the_palette_lists_every_command_with_its_key_and_runs_it(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        for key in ("ctrl+p", "colon", "fullwidth_colon"):
            await drive.press(key)
            await drive.until(lambda: isinstance(drive.screen, Picker), key)
            entries = {entry.label: entry.hint for entry in drive.entries}
            for command in (*LEDGER_COMMANDS, *EVERYWHERE):
                assert entries[command.title] == (command.shown or command.key)
            await drive.press("x", "z", "j", "l")
            await drive.see("新增记录")
            await drive.press("enter")
            await drive.until(lambda: isinstance(drive.screen, FormScreen), key)
            await drive.leave_windows()


async def test_the_palette_finds_every_ledger_by_its_name_on_every_main_screen(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.press("3", "ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        labels = {entry.label for entry in drive.entries}
        assert {f"台账：{ledger.title}" for ledger in LEDGERS.values()} <= labels
        await drive.press(*"tzdw")
        await drive.see("台账：单位")
        await drive.press("enter")
        await drive.see("白帝镇")


async def test_a_refused_command_says_why_in_the_palette_and_at_its_key(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.press("2")
        await drive.see("第1章")
        await drive.press("f3")
        await drive.see("请先打开一本台账")
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        assert "请先打开一本台账" in drive.text


def test_commands_are_told_in_chinese_and_keys_are_not_taken_twice() -> None:
    for command in COMMANDS:
        for words in (command.title, command.help or command.title, command.footer or command.title):
            assert re.search("[\u4e00-\u9fff]", words)
    for offered in (LEDGER_COMMANDS, OVERVIEW_COMMANDS):
        keys = [key for command in (*offered, *EVERYWHERE) for key in command.key.split(",") if key]
        assert len(keys) == len(set(keys))
        assert not {"ctrl+b", "ctrl+s", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "f11"} & set(keys)


async def test_there_is_no_screenshot_and_no_data_table(towns: Path) -> None:
    async with driving(towns) as drive:
        assert list(drive.app.get_system_commands(drive.screen)) == []
        await drive.open("unit")
        assert not drive.screen.query(DataTable)
    for path in (ROOT / "fjgov_tui").rglob("*.py"):
        assert "DataTable" not in path.read_text(encoding="utf-8")


async def test_below_the_design_size_a_notice_says_so_and_nothing_is_lost(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        drive.screen.query(FieldRow)[3].put("写到一半")
        await drive.pilot.resize_terminal(60, 20)
        await drive.see("终端太小", "60×20", "80×22")
        await drive.pilot.resize_terminal(79, 30)
        await drive.see("79×30")
        await drive.pilot.resize_terminal(120, 40)
        await drive.see("写到一半")
        assert not any(isinstance(screen, TooSmall) for screen in drive.app.screen_stack)


@pytest.mark.parametrize("lines", [22, 23])
async def test_everything_works_in_the_lines_that_a_multiplexer_leaves(samples: Path, lines: int) -> None:
    async with driving(samples, size=(80, lines)) as drive:
        for main in MAINS:
            await drive.press(main.digit)
            await drive.until(lambda: drive.lines()[-1].startswith(" F1 帮助"), main.title)
            await drive.press("ctrl+p")
            await drive.until(lambda: isinstance(drive.screen, Picker) and "回车执行" in drive.text)
            await drive.leave_windows()
            await drive.press("f1")
            await drive.see("Esc 关闭")
            await drive.leave_windows()
        await drive.open("person")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.lines()[-1].startswith(" F1 帮助"))
        await drive.press("down", "f4")
        await drive.until(lambda: isinstance(drive.screen, Picker) and "╰" in drive.text)


async def test_a_terminal_that_is_too_small_from_the_start(towns: Path) -> None:
    async with driving(towns, size=(40, 10)) as drive:
        await drive.see("终端太小", "40×10")
        await drive.pilot.resize_terminal(80, 24)
        await drive.see("登记缺项")


async def test_a_failure_told_over_the_notice_leaves_no_stale_notice(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.pilot.resize_terminal(60, 20)
        await drive.see("终端太小")
        await drive.app.push_screen(Tell("没有成功", "读不到"))
        await drive.pilot.resize_terminal(80, 24)
        await drive.press("escape")
        await drive.see("登记缺项")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)


async def test_what_lies_behind_a_page_does_not_shine_through(towns: Path) -> None:
    async with driving(towns) as drive:
        assert drive.app.theme == "ansi-dark"
        await drive.open("unit")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        assert "草堂镇" not in drive.text
        await drive.pilot.resize_terminal(60, 20)
        await drive.see("终端太小")
        assert "单位" not in drive.text


async def test_the_detail_stands_beside_the_list_from_100_columns(samples: Path) -> None:
    async with driving(samples, size=(99, 30)) as drive:
        await drive.open("unit")
        assert "第 1 版" not in drive.text
        await drive.pilot.resize_terminal(100, 30)
        await drive.see("编号 1  第 ")


@pytest.mark.parametrize(
    ("system", "environment", "theme"),
    [
        ("truecolor", {}, "fjgov-dark"),
        ("256", {}, "fjgov-dark"),
        ("standard", {}, "ansi-dark"),
        (None, {}, "ansi-dark"),
        ("truecolor", {"NO_COLOR": "1"}, "fjgov-dark"),
        ("standard", {"NO_COLOR": "1", "FJGOV_THEME": "ansi-dark"}, "fjgov-dark"),
        ("truecolor", {"COLORFGBG": "0;15"}, "fjgov-light"),
        ("standard", {"COLORFGBG": "0;7"}, "ansi-light"),
        ("truecolor", {"FJGOV_THEME": "ansi-light"}, "ansi-light"),
        ("truecolor", {"FJGOV_THEME": "[red]"}, "fjgov-dark"),
    ],
)
def test_colours_follow_what_the_terminal_can_show(system: str | None, environment: dict[str, str], theme: str) -> None:
    assert choose_theme(system, environment) == theme


async def test_every_theme_draws_every_state_with_its_word(samples: Path) -> None:
    states = ("✗ 违反", "! 警示", "? 未检查", "✓ 合规")
    async with driving(samples, size=(80, 160)) as drive:
        await drive.see("登记缺项", *states)
        for _ in ORDER:
            await drive.press("ctrl+t")
            await drive.see(*states)


@pytest.mark.parametrize(
    ("environment", "interactive", "told"),
    [
        ({"TERM": "xterm"}, False, "不是终端"),
        ({"TERM": "dumb"}, True, "不能移动光标"),
        ({}, True, "不能移动光标"),
        ({"TERM": "xterm", "LANG": "zh_CN.GB18030"}, True, "不是 UTF-8"),
        ({"TERM": "xterm", "LC_ALL": "zh_CN.GBK", "LANG": "C.UTF-8"}, True, "不是 UTF-8"),
        ({"TERM": "xterm", "LANG": "zh_CN.utf8"}, True, ""),
        ({"TERM": "xterm", "LANG": "C"}, True, ""),
        ({"TERM": "xterm", "LC_ALL": "zh_CN.UTF-8@x", "LANG": "zh_CN.GBK"}, True, ""),
    ],
)
def test_a_terminal_is_judged_before_anything_is_drawn(
    environment: dict[str, str], interactive: bool, told: str
) -> None:
    if not told:
        check_terminal(environment, interactive=interactive)
        return
    with pytest.raises(InputProblem, match=told):
        check_terminal(environment, interactive=interactive)


def test_the_environment_is_guarded_before_the_first_textual_import() -> None:
    entry = (ROOT / "fjgov_tui/__main__.py").read_text(encoding="utf-8")
    assert 'setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")' in entry
    assert not re.search(r"^(from|import) (textual|fjgov_tui)", entry, re.MULTILINE)


async def test_readonly_keeps_no_draft_and_writes_nothing(towns: Path, store: Store) -> None:
    before = store.read.head()
    async with driving(towns, readonly=True) as drive:
        await drive.press("f3")
        await drive.see("文件是只读打开的")
        await drive.open("unit")
        await drive.press("enter")
        await drive.see("值班电话")
        await drive.press("f2")
        await drive.pilot.pause()
        assert len(drive.app.screen_stack) == 2
    assert store.read.head() == before
    assert store.db.execute("SELECT count(*) FROM draft").fetchone()[0] == 0


def shows(drive: Driver, message: str) -> bool:
    """Whether the lines above the keys hold the whole message."""
    return message in "".join(line[3:] for line in drive.lines()[-4:-1]).replace(" ", "")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_a_message_covers_neither_keys_nor_fields_and_loses_no_character(
    samples: Path, size: tuple[int, int]
) -> None:
    words = "奉节县白帝镇人民政府子网站打不开已经连续三次" * 3
    async with driving(samples, size=size) as drive:
        for key in ("1", "2", "3", "4", "5"):
            await drive.press(key)
            await drive.pilot.pause(0.1)
            if key == "2":
                await drive.open("unit")
            keys = drive.lines()[-1]
            for said in (words, f"a{words}"):
                drive.app.notify(said, title="监测告警")
                await drive.until(partial(shows, drive, f"监测告警：{said}"))
                assert drive.lines()[-1] == keys
            await drive.press("escape")
            await drive.gone("监测告警")


async def test_the_same_message_is_counted_and_the_last_fifty_are_in_the_log(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        for number in range(60):
            drive.app.notify(f"第 {number} 句", severity="warning")
        for _ in range(3):
            drive.app.notify("文件是只读打开的，不能修改", title="修改记录", severity="error")
        await drive.see("✗ 修改记录：文件是只读打开的，不能修改（3 次）")
        assert drive.text.count("文件是只读打开的") == 1
        assert len(drive.app.notices.log) == 50
        await drive.press("escape")
        await drive.gone("修改记录：")
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press(*"消息记录")
        await drive.see("最近的 50 条提示")
        await drive.press("enter")
        await drive.see("出错 修改记录：文件是只读打开的，不能修改（3 次）", "注意 第 59 句")
        drive.app.pop_screen()
        drive.app.notify("再说一句", severity="warning")
        await drive.see("再说一句")
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.pilot.pause(0.05)
        assert drive.text.count("再说一句") == 1


async def test_a_message_said_in_a_window_has_its_own_line_and_follows_to_the_screen_behind(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        drive.app.notify("已存盘")
        await drive.see("· 已存盘")
        assert drive.lines()[-1].strip() == "· 已存盘"
        drive.app.pop_screen()
        await drive.see("· 已存盘", "F1 帮助")
        assert "已存盘" in drive.lines()[-2]


async def test_what_was_told_goes_with_the_screen_that_a_key_leaves_and_a_warning_stays(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        drive.app.notify("白帝镇：批准已登记", timeout=60)
        await drive.see("批准已登记")
        await drive.press("ctrl+p")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.gone("批准已登记")
        drive.app.notify("已复制", timeout=60)
        await drive.press("escape")
        await drive.until(lambda: not isinstance(drive.screen, Picker))
        assert "批准已登记" not in drive.text
        drive.app.notify("数据库正忙", severity="warning", timeout=60)
        await drive.press("1")
        await drive.see("最近变更", "! 数据库正忙")


async def test_a_message_stands_for_its_time_whatever_is_typed_and_then_until_the_next_key(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        drive.app.notify("先说的", timeout=60)
        await drive.press("down")
        assert "先说的" in drive.text
        drive.app.notify("后说的", timeout=0)
        await drive.see("后说的")
        assert "先说的" not in drive.text
        await drive.press("down")
        await drive.gone("后说的")


async def test_a_digit_without_a_screen_says_which_there_are(towns: Path) -> None:
    shown = {main.digit for main in MAINS}
    async with driving(towns) as drive:
        for digit in sorted({*"0123456789"} - shown):
            await drive.press(digit)
            await drive.see(f"没有画面 {digit}", "1 总览、2 台账")


async def test_a_digit_on_a_page_says_how_to_get_to_the_screens(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.press("3")
        await drive.see("先按 Esc")
        assert isinstance(drive.screen, DetailScreen)


async def test_names_of_screens_and_keys_in_the_footer_can_be_clicked(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.see("登记缺项")
        await drive.pilot.click(StatusBar, offset=(drive.lines()[0].index("2") + 1, 0))
        await drive.see("第1章 总则")
        await drive.pilot.click(KeyBar, offset=(2, 0))
        await drive.until(lambda: isinstance(drive.screen, Help))


async def test_the_theme_is_named_when_it_changes(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.press("ctrl+t")
        await drive.see("配色：")


def test_an_empty_no_color_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    guard_environment()
    assert "NO_COLOR" not in os.environ
    monkeypatch.setenv("NO_COLOR", "1")
    guard_environment()
    assert os.environ["NO_COLOR"] == "1"
