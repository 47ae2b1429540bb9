"""What is somewhere in the file is found from anywhere: search over all ledgers, references, removed records."""

from __future__ import annotations

from pathlib import Path

import pytest

from fjgov_tui.audit import findings
from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.reports.searching import MOST, search_findings, search_ledgers
from fjgov_tui.screens.findings import Findings
from fjgov_tui.screens.ledgers.detail import DetailScreen
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.removed import RemovedPage
from fjgov_tui.screens.ledgers.screen import LedgersScreen
from fjgov_tui.screens.overview.screen import OverviewScreen
from fjgov_tui.screens.search import SearchPage
from fjgov_tui.store import Store, open_store
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.menu import Lines
from tests.conftest import NOW
from tests.screens.conftest import Add
from tests.screens.driving import Driver, driving


@pytest.fixture
def baidi(add: Add, store: Store) -> Path:
    """A township with what belongs to it, and another with the same."""
    for number, (town, person) in enumerate((("白帝镇", "张三丰"), ("草堂镇", "李四光"))):
        unit, site = f"{town}人民政府", f"{town}子网站"
        add("unit", name=unit, kind="乡镇街道")
        add("person", name=person, unit=unit, roles="网站管理员")
        add("site", name=site, unit=unit, kind="子网站", url=f"https://s{number}.example/")
        add("account", name=f"{town}-编辑", site=site, holder=person, privilege="编辑")
    return store.path


async def to(drive: Driver, word: str, kind: type[Lines] = Lines) -> None:
    """The cursor onto the line with the word."""
    listed = drive.screen.query_one(kind)
    prompts = [option.prompt for option in listed.options]
    place = next(at for at, text in enumerate(prompts) if isinstance(text, Folded) and word in text.at(70).plain)
    listed.highlighted = place
    await drive.pilot.pause()


# --- search -------------------------------------------------------------------------------------------------------


def test_a_word_finds_every_kind_and_the_totals_are_whole(baidi: Path, store: Store) -> None:
    kinds = {kind.title: kind for kind in search_ledgers(store.read, "白帝")}
    assert {title: kind.total for title, kind in kinds.items()} == {"单位": 1, "站点": 1, "人员": 1, "后台账户": 1}
    assert [hit.name for hit in kinds["人员"].hits] == ["张三丰"]
    assert {kind.title for kind in search_ledgers(store.read, "bdz")} == set(kinds), "by pinyin initials, too"
    assert search_ledgers(store.read, "  ") == ()
    found = search_findings(findings(store.read, beijing_day(NOW)), "白帝")
    assert found.total > 0
    assert all("白帝" in hit.name or "白帝" in hit.note or hit.ledger in {"person", "account"} for hit in found.hits)


def test_what_is_not_listed_is_counted(add: Add, store: Store) -> None:
    for number in range(MOST + 3):
        add("unit", name=f"第{number}镇", kind="乡镇街道")
    (kind,) = search_ledgers(store.read, "镇")
    assert (kind.total, len(kind.hits)) == (MOST + 3, MOST)


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.parametrize("typed", ["白帝", "bdz"])
async def test_from_any_screen_by_one_key_and_esc_comes_back(baidi: Path, typed: str, size: tuple[int, int]) -> None:
    async with driving(baidi, size=size) as drive:
        await drive.press("3", "ctrl+f")
        await drive.until(lambda: isinstance(drive.screen, SearchPage) and drive.screen.finder.has_focus)
        await drive.paste(typed)
        await drive.see("单位 1", "站点 1", "人员 1", "后台账户 1", "核对结果", "张三丰", "白帝镇-编辑")
        await drive.gone("正在核对")
        assert "李四光" not in drive.text
        await drive.press("enter")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.see("单位  白帝镇人民政府")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, SearchPage))
        await drive.see("张三丰")
        await drive.press("escape")
        await drive.see("口令", "全部 2")


async def test_what_is_not_there_is_said(baidi: Path) -> None:
    async with driving(baidi) as drive:
        await drive.see("登记缺项")
        await drive.press("ctrl+f")
        await drive.until(lambda: isinstance(drive.screen, SearchPage) and drive.screen.finder.has_focus)
        await drive.paste("没有这个词")
        await drive.see("没有找到")


# --- references ---------------------------------------------------------------------------------------------------


async def test_references_are_followed_there_and_back(baidi: Path) -> None:
    async with driving(baidi) as drive:
        await drive.open("account")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.see("后台账户  白帝镇-编辑")
        await to(drive, "保管人")
        await drive.press("enter")
        await drive.see("人员  张三丰")
        await drive.press("end")
        await drive.see("用到它的记录（共 1 处）")
        await to(drive, "所在单位")
        await drive.press("enter")
        await drive.see("单位  白帝镇人民政府")
        await drive.press("end")
        await drive.see("用到它的记录（共 2 处）")
        await to(drive, "白帝镇子网站")
        await drive.press("enter")
        await drive.see("站点  白帝镇子网站")
        for title in ("单位  白帝镇人民政府", "人员  张三丰", "后台账户  白帝镇-编辑"):
            await drive.press("escape")
            await drive.see(title)
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, LedgersScreen))


async def test_an_account_says_when_its_password_was_changed_and_by_whom(baidi: Path) -> None:
    with open_store(baidi) as store, store.write() as writer:
        given: dict[str, Raw] = {"account": "白帝镇-编辑", "on": "2026-11-20", "by": "张三丰", "length": 12}
        writer.save(LEDGERS["rotation"], given | {"basis": "检查", "reason": "定期"})
    async with driving(baidi, readonly=True) as drive:
        await drive.open("account")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.press("end")
        await drive.see("口令更换  白帝镇-编辑  2026-11-20  张三丰")


async def test_what_was_changed_from_a_detail_is_shown_in_it(baidi: Path) -> None:
    async with driving(baidi) as drive:
        await drive.open("unit")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        await drive.see("单位名称")
        await drive.paste("（改）")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.see("（改）", "第 2 版")


async def test_the_last_change_opens_its_record_and_tab_goes_round(baidi: Path) -> None:
    async with driving(baidi, size=(120, 40)) as drive:
        await drive.see("登记缺项  违反")
        places = []
        for _ in range(6):
            await drive.press("tab")
            assert drive.screen.focused is not None
            places.append(drive.screen.focused.id)
        assert sorted(map(str, places)) == ["asked", "changed", "chapters", "counted", "duties", "standing"]
        drive.screen.query_one("#changed").focus()
        await drive.press("enter")
        await drive.see("后台账户  草堂镇-编辑")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, OverviewScreen))
        drive.screen.query_one("#counted").focus()
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, LedgersScreen) and drive.ledgers.complete)
        await drive.see("单位  2 条")


# --- removed ------------------------------------------------------------------------------------------------------


def remove(store: Store, ledger: str, record: int) -> None:
    with store.write() as writer:
        writer.remove(LEDGERS[ledger], record, store.read.record(LEDGERS[ledger], record).revision)


async def test_a_removed_record_is_found_and_restored(baidi: Path, store: Store) -> None:
    remove(store, "account", 1)
    remove(store, "site", 1)
    async with driving(baidi) as drive:
        await drive.open("account")
        await drive.press("ctrl+p")
        await drive.paste("恢复")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, RemovedPage))
        await drive.see("后台账户移除的记录  1 条", "白帝镇-编辑", "2026-11-23 11:30")
        await drive.press("f2", "y")
        await drive.see("没有恢复", "已被移除，请先恢复它")
        await drive.leave_windows()
        await drive.press("escape")
        drive.ledgers.step_out()
        await drive.press("ctrl+p")
        await drive.paste("恢复")
        await drive.press("enter")
        await drive.see("所有台账移除的记录  2 条")
        await drive.press("ctrl+a", "f2")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("y")
        await drive.see("没有移除的记录")
    assert store.read.counts()["account"] == store.read.counts()["site"] == 2
    assert store.read.latest_changes(1)[0].action == "恢复"


async def test_an_inspector_sees_what_was_removed_and_restores_nothing(baidi: Path, store: Store) -> None:
    remove(store, "account", 1)
    async with driving(baidi, readonly=True) as drive:
        await drive.open("account")
        await drive.press("ctrl+p")
        await drive.paste("恢复")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, RemovedPage))
        await drive.see("白帝镇-编辑")
        await drive.press("enter")
        await drive.see("已于 2026-11-23 11:30 移除")
        await drive.press("escape", "f2")
        await drive.see("只读")
    assert store.read.counts()["account"] == 1


# --- explaining ---------------------------------------------------------------------------------------------------


async def test_a_finding_is_explained_from_the_screen(baidi: Path, store: Store) -> None:
    async with driving(baidi) as drive:
        await drive.see("登记缺项  违反")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, Findings))
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, AskText))
        await drive.paste("机构改革，人选待定")
        await drive.press("enter")
        await drive.see("写说明人的姓名")
        await drive.paste("王主任")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, AskDay))
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, Findings))
        await drive.see("已说明（王主任，至 2026-12-23）：机构改革，人选待定")
    (record,) = store.read.records(LEDGERS["explanation"])
    assert (record.values["who"], record.values["until"]) == ("王主任", "2026-12-23")


# --- back where one came from -------------------------------------------------------------------------------------


async def test_esc_goes_back_from_a_list_to_the_screen_that_asked_for_it(baidi: Path) -> None:
    async with driving(baidi, size=(120, 40)) as drive:
        await drive.press("1")
        overview = drive.screen
        await drive.see("人员", "✗ 违反")
        drive.screen.query_one("#counted").focus()
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, LedgersScreen) and drive.ledgers.complete)
        await drive.press("escape")
        await drive.until(lambda: drive.screen is overview)
        # Who comes by the digit goes out to the directory.
        await drive.press("2")
        await drive.until(lambda: isinstance(drive.screen, LedgersScreen))
        await drive.press("escape")
        await drive.until(lambda: drive.ledgers.ledger is None)


async def test_esc_goes_back_from_a_record_to_the_findings_of_its_rule(baidi: Path) -> None:
    async with driving(baidi) as drive:
        await drive.press("1")
        await drive.see("✗ 违反")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, Findings))
        listed = drive.screen
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.press("escape")
        await drive.until(lambda: drive.screen is listed)
