"""Screen 5: what it lists, how it follows the monitor, and how it is narrowed, held and left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.geometry import Region

from fjgov_tui.clock import Clock
from fjgov_tui.commands.monitor import PauseWatch, PickUnit, ToggleBell
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.reports.pulse import Pulse
from fjgov_tui.screens.monitor.screen import MonitorScreen
from fjgov_tui.screens.overview.screen import OverviewScreen
from fjgov_tui.shell.pulse import PulseKeeper
from fjgov_tui.store import Store
from fjgov_tui.store.watch.alerts import open_alert
from fjgov_tui.store.watch.process import drop_beat
from fjgov_tui.store.watch.states import put_states, site_states
from fjgov_tui.widgets.livelist import LiveList, LiveRow
from fjgov_tui.widgets.livetable import LiveTable
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.statusbar import StatusBar
from tests.conftest import NOW, Furnished
from tests.screens.driving import Driver, driving
from tests.screens.watched import FAILING, SECONDS, beat, state, watch


@pytest.fixture
def watched(furnished: Furnished) -> Path:
    """Seven sites that a running monitor has looked at."""
    return furnished("watched", watch)


async def monitor(drive: Driver) -> MonitorScreen:
    """Screen 5 with its list."""
    await drive.press("5")
    await drive.see("数据截至", "子网站")
    assert isinstance(drive.screen, MonitorScreen)
    return drive.screen


def change(store: Store, *states: SiteState) -> None:
    """As the monitor does after a sweep."""
    with store.write() as writer:
        put_states(writer, states)


def line(drive: Driver, word: str) -> str:
    return next(one for one in drive.lines() if word in one)


# --- what it shows ------------------------------------------------------------------------------------------------


async def test_each_site_stands_on_a_line_the_gravest_first(watched: Path) -> None:
    async with driving(watched) as drive:
        await monitor(drive)
        order = [one.split()[1] for one in drive.lines() if "子网站" in one]
        assert order == ["故障", "不稳定", "疑似", "恢复中", "超期", "未测", "正常"]
        failing = line(drive, "草堂镇")
        assert failing.split()[0] == "✗"
        assert "×××" in failing
        assert "3/311 余13" in failing
        assert "✗超8天" in line(drive, "安坪镇")
        assert "48天" in line(drive, "白帝镇")
        await drive.see(
            "数据截至 2 分钟前", "监测运行中（office 进程 4711", "✗故障 1", "疑似篡改 1 站", "未结预警 1 件"
        )


async def test_from_100_columns_the_site_at_hand_is_told_beside_the_list(watched: Path) -> None:
    async with driving(watched, size=(120, 40)) as drive:
        await monitor(drive)
        await drive.see("原因  15 秒内没有打开", "再 13 次即否决", "疑点  篡改 2 条", "预警  未结 1 件")
        await drive.press("end")
        await drive.see("证书  还有 48 天")
        await drive.pilot.resize_terminal(99, 40)
        await drive.gone("证书  还有")


async def test_without_a_monitor_the_first_line_and_the_status_line_say_so(store: Store) -> None:
    watch(store)
    with store.write() as writer:
        drop_beat(writer, 4711)
    async with driving(store.path) as drive:
        await drive.see("监测停了")
        await monitor(drive)
        await drive.see("✗ 监测没有运行：按 F12 启动", "数据截至")


async def test_a_monitor_that_fell_silent_is_told_with_its_last_moment(store: Store) -> None:
    watch(store)
    beat(store, SECONDS - 300)
    async with driving(store.path) as drive:
        await monitor(drive)
        await drive.see("监测停了", "按 F12 启动", "11-23 11:25 起没有动静")


async def test_the_heartbeat_grows_older_without_anything_being_written(watched: Path) -> None:
    moments = [NOW]
    async with driving(watched, clock=lambda: moments[-1]) as drive:
        await drive.see("监测 12 秒前")
        moments.append(NOW + timedelta(seconds=40))
        drive.app.heartbeat._age()
        await drive.see("监测 52 秒前")
        moments.append(NOW + timedelta(seconds=50))
        drive.app.heartbeat._age()
        await drive.see("监测停了")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_the_status_line_always_shows_who_file_heartbeat_and_mode(watched: Path, size: tuple[int, int]) -> None:
    async with driving(watched, size=size, readonly=True) as drive:
        await monitor(drive)
        top = drive.lines()[0]
        for words in ("5监测", "wangfang@office", "county.db", "监测 12 秒前", "只读", "11:30"):
            assert words in top


# --- how it follows ----------------------------------------------------------------------------------------------


async def test_what_the_monitor_commits_is_on_screen_by_itself(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await monitor(drive)
        for number in range(3):
            change(store, replace(state(1, "正常"), health="故障" if number % 2 == 0 else "正常"))
            wanted = "✗ 故障   白帝镇" if number % 2 == 0 else "✓ 正常   白帝镇"
            await drive.see(wanted)


async def test_nothing_is_read_again_while_nothing_is_written(watched: Path) -> None:
    async with driving(watched) as drive:
        screen = await monitor(drive)
        assert screen.view is not None
        rows = screen.view.rows
        ticks = screen._ticks
        await drive.until(lambda: screen._ticks > ticks + 1 or screen._ticks < ticks)
        assert screen.view.rows is rows


async def test_cursor_and_scroll_stay_where_they_are(store: Store) -> None:
    watch(store, 40)
    async with driving(store.path) as drive:
        screen = await monitor(drive)
        await drive.press(*["down"] * 25)
        records = screen.records
        here, top = records.record, records.scroll_offset.y
        assert here is not None
        assert top > 0
        at = SECONDS - 30
        change(store, *(replace(one, last_at=at) for one in site_states(store.read).values()))
        await drive.until(lambda: screen.data is not None and screen.data.as_of == at)
        assert (records.record, records.scroll_offset.y) == (here, top)
        with store.write() as writer:
            writer.save(LEDGERS["site"], {"state": "已关停"}, writer.record(LEDGERS["site"], FAILING))
        await drive.until(lambda: screen.data is not None and len(screen.data.rows) == 39)
        await drive.pilot.pause()
        assert records.record == here


class Traced(LiveList):
    """Remembers what was drawn again."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Region] = []
        self.whole = 0

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Traced:
        self.drawn = [*getattr(self, "drawn", []), *regions]
        self.whole = getattr(self, "whole", 0) + (not regions and repaint)
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self


async def test_only_cells_that_differ_are_drawn_again(watched: Path) -> None:
    async with driving(watched) as drive:
        screen = await monitor(drive)
        traced = Traced()
        screen.query_one(LiveTable).display = False
        await screen.query_one("#both").mount(traced)
        await drive.until(lambda: traced.size.width == 80)
        traced.show_headings(screen.records._headings, "", descending=False)
        cells = ("✓ 正常", "白帝镇", "11:28", "▁▁▁", "0/336", "", "", "", "")
        rows = [LiveRow(number, cells, "good") for number in range(1, 5)]
        traced.show_rows(rows)
        await drive.pilot.pause(0.1)
        traced.drawn.clear()
        traced.whole = 0
        traced.show_rows(rows)
        assert (traced.drawn, traced.whole) == ([], 0)
        changed = replace(rows[1], cells=(*cells[:2], "11:58", "▁▁×", *cells[4:]))
        traced.show_rows([rows[0], changed, *rows[2:]])
        assert traced.whole == 0
        assert [(one.y, one.width) for one in traced.drawn] == [(2, 14)]
        traced.drawn.clear()
        traced.show_rows([rows[0], replace(changed, tone="bad"), *rows[2:]])
        assert [one.x for one in traced.drawn] == [2]
        traced.show_rows([rows[0], *rows[2:]])
        assert traced.whole > 0


async def test_the_palette_holds_the_screen_and_f5_lets_it_go_on(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        screen = await monitor(drive)
        screen.post_command(PauseWatch)
        await drive.see("画面已暂停")
        change(store, state(1, "故障"))
        screen._look()
        await drive.pilot.pause(0.2)
        assert "✓ 正常   白帝镇" in drive.text
        await drive.press("f5")
        await drive.see("✗ 故障   白帝镇")
        assert "画面已暂停" not in drive.text


async def test_behind_another_screen_it_does_not_look(watched: Path) -> None:
    async with driving(watched) as drive:
        screen = await monitor(drive)
        await drive.press("1")
        await drive.see("登记缺项")
        ticks = screen._ticks
        await drive.pilot.pause(1.2)
        assert screen._ticks == ticks


async def test_the_wheel_and_clicks_work_on_the_busy_columns_too(store: Store) -> None:
    watch(store, 40)
    async with driving(store.path) as drive:
        screen = await monitor(drive)
        await drive.pilot.click(offset=(40, 9))
        await drive.until(lambda: screen.records.cursor == 4)
        here = screen.records.record
        await drive.pilot.click(offset=(40, 9), times=2)
        await drive.until(lambda: len(drive.app.screen_stack) == 2)
        await drive.press("escape")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
        assert screen.records.record == here
        await drive.press("end")
        await drive.see("第40镇" if "第40镇" in drive.text else "子网站")
        rows = [one for one in drive.lines() if "子网站" in one]
        assert all(("11:28" in one) for one in rows)


# --- narrowing ----------------------------------------------------------------------------------------------------


async def test_ranges_go_round(watched: Path) -> None:
    async with driving(watched) as drive:
        await monitor(drive)
        listed: dict[str, int] = {}
        for name in ("异常", "超期", "疑似篡改", "疑点", "未测未查"):
            await drive.press("f4")
            await drive.see(f"{name}")
            listed[name] = sum("子网站" in one for one in drive.lines())
        assert listed == {"异常": 4, "超期": 1, "疑似篡改": 1, "疑点": 1, "未测未查": 1}
        await drive.press("escape")
        await drive.see("安坪镇子网站")


@pytest.mark.parametrize("typed", ["安坪", "apz"])
async def test_sites_are_found_by_chinese_or_pinyin(watched: Path, typed: str) -> None:
    async with driving(watched) as drive:
        await monitor(drive)
        await drive.press("slash", *typed)
        await drive.see(f"查找“{typed}” 1/", "安坪镇子网站")
        await drive.press("escape")
        await drive.see("白帝镇子网站")


async def test_one_unit_is_picked_from_a_list(watched: Path) -> None:
    async with driving(watched) as drive:
        await monitor(drive)
        (await monitor(drive)).post_command(PickUnit)
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("z", "y", "z", "enter")
        await drive.see("只列竹园镇人民政府 │", "全部 1")
        await drive.press("escape")
        await drive.see("白帝镇子网站")


# --- new alerts ---------------------------------------------------------------------------------------------------


def raise_one(store: Store, cause: str, what: str) -> None:
    with store.write() as writer:
        open_alert(
            writer, cause=cause, severity=Severity.VIOLATION, kind="打不开", what=what, opened_at=SECONDS, site=1
        )


async def test_a_new_alert_is_told_once_and_leaves_a_badge(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await drive.see("监测 12 秒前")
        assert drive.app.heartbeat.badge == 0
        raise_one(store, "visit:1", "白帝镇子网站打不开")
        await drive.see("5!1", "白帝镇子网站打不开")
        told = len(drive.app.notices.log)
        raise_one(store, "visit:2", "安坪镇子网站打不开")
        await drive.see("5!2")
        assert len(drive.app.notices.log) == told
        await drive.press("5", "f2")
        await drive.see("未了结的告警 3 条")
        assert drive.app.heartbeat.badge == 0


async def test_the_bell_can_be_switched_off(watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with driving(watched) as drive:
        await monitor(drive)
        rings = [drive.app.heartbeat.bell_rings]
        drive.screen.post_message(ToggleBell())
        await drive.see("不响铃")
        assert [*rings, drive.app.heartbeat.bell_rings] == [True, False]
    monkeypatch.setenv("FJGOV_BELL", "0")
    async with driving(watched) as drive:
        assert not drive.app.heartbeat.bell_rings


# --- the rest of the program --------------------------------------------------------------------------------------


async def test_the_overview_follows_the_monitor_without_asking_the_rulebook(watched: Path, store: Store) -> None:
    from fjgov_tui.screens.overview.screen import OverviewScreen

    async with driving(watched) as drive:
        await drive.see("监测  运行中", "✗故障 1", "~不稳定 1", "未结预警 1 件")
        screen = drive.screen
        assert isinstance(screen, OverviewScreen)
        await drive.until(lambda: screen._asked is not None)
        answers = screen._asked
        change(store, state(1, "故障"))
        await drive.see("✗故障 2")
        assert screen._asked is answers


async def test_the_monitors_writing_does_not_reload_other_screens(watched: Path, store: Store, clock: Clock) -> None:
    async with driving(watched) as drive:
        await drive.open("unit")
        records = drive.ledgers.records
        await drive.press("down")
        before = dict(records._cells)
        change(store, state(1, "故障"))
        drive.app.polling.poll()
        await drive.pilot.pause(0.3)
        assert records._old == set()
        assert records._cells == before


async def test_before_anybody_has_looked_the_monitor_is_not_said_to_have_stopped(watched: Path) -> None:
    async with driving(watched) as drive:
        fresh = PulseKeeper(drive.app, drive.app.desk, lambda: None)
        assert fresh.pulse.short == "监测读取中"
        assert not fresh.pulse.running


async def test_the_overview_and_the_status_line_never_say_two_things_of_the_monitor(watched: Path) -> None:
    async with driving(watched) as drive:
        await drive.see("监测 12 秒前")
        assert isinstance(drive.screen, OverviewScreen)
        drive.app.heartbeat.pulse = Pulse()
        drive.screen.reload_live()
        await drive.until(lambda: drive.app.heartbeat.pulse.running)
        await drive.see("监测 12 秒前", "监测  运行中")


async def test_screen_5_and_the_status_line_never_say_two_things_of_the_monitor(watched: Path) -> None:
    async with driving(watched) as drive:
        await drive.press("5")
        await drive.see("监测 12 秒前", "监测运行中")
        assert isinstance(drive.screen, MonitorScreen)
        drive.app.heartbeat.tell_pulse(Pulse(starting=True))
        await drive.see("监测启动中")
        drive.screen.reload()
        await drive.see("监测 12 秒前", "监测运行中")


async def test_a_status_line_is_drawn_anew_only_when_it_reads_differently(watched: Path) -> None:
    async with driving(watched) as drive:
        await drive.see("监测 12 秒前")
        bar = drive.screen.query_one(StatusBar)
        heard: list[object] = []
        drive.app.heartbeat.pulse_signal.subscribe(bar, heard.append, immediate=True)
        drive.app.heartbeat.tell_pulse(drive.app.heartbeat.pulse)
        drive.app.heartbeat.tell_alerts(((1, "老问题"),))
        assert heard == []
