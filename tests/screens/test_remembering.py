"""Theme and order of lists are the user's: they come back next time, and are in no ledger."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from fjgov_tui.paths import preferences_file
from fjgov_tui.preferences import read_preferences, remember_key
from fjgov_tui.store import Store
from tests.screens.driving import driving


async def test_theme_and_order_are_there_again_in_the_next_session(towns: Path, store: Store) -> None:
    head = store.read.head()
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("ctrl+t")
        chosen = drive.app.theme
        await drive.press("ctrl+w")
        await drive.see("按哪一栏排序")
        await drive.press(*"mc", "enter")
        await drive.until(lambda: "2.unit" in read_preferences(preferences_file()).orders)
        order = drive.ledgers.order
    async with driving(towns, readonly=True) as drive:
        assert drive.app.theme == chosen
        await drive.open("unit")
        assert drive.ledgers.order == order != ("", False)
    assert store.read.head() == head


async def test_an_order_by_what_is_no_column_is_the_usual_one(towns: Path) -> None:
    preferences_file().parent.mkdir(parents=True)
    preferences_file().write_text('{"theme": "gone", "orders": {"2.unit": ["gone", true]}}', encoding="utf-8")
    async with driving(towns) as drive:
        await drive.open("unit")
        assert drive.ledgers.order == ("", False)
        await drive.see("白帝镇人民政府")


async def test_a_choice_that_cannot_be_kept_holds_for_the_session_and_says_so(towns: Path) -> None:
    preferences_file().mkdir(parents=True)
    async with driving(towns) as drive:
        before = drive.app.theme
        await drive.press("ctrl+t")
        await drive.see("这次选的只管到退出")
        assert drive.app.theme != before


async def test_a_chosen_key_does_the_same_stands_in_the_footer_and_types_nothing(towns: Path) -> None:
    path = preferences_file()
    remember_key(path, "帮助", "ctrl+s")
    remember_key(path, "查找", "f10")
    remember_key(path, "退出", "q")
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.see("^s 帮助")
        await drive.press("ctrl+s", "end")
        await drive.see("^s F1 ")
        await drive.press("escape", "f10", *"白", "f10")
        await drive.see("筛选“白”")
        assert "/" not in drive.screen.query_one(Input).value
        await drive.press("escape", "f1")
        await drive.see("翻看，Esc 关闭")
