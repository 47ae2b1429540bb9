"""What is done from screen 5: a site's page, judging, acknowledging, accepting, the plan, channels, start and stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from fjgov_tui.clock import parse_instant, show_unix, utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.process.detach import stop
from fjgov_tui.monitor.process.lock import holder_of
from fjgov_tui.screens.ledgers.detail import DetailScreen
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.monitor.changes import ChangesPage
from fjgov_tui.screens.monitor.finding_dialogs import terms, typed_term
from fjgov_tui.screens.monitor.plan import PlanPage
from fjgov_tui.screens.monitor.site import SitePage
from fjgov_tui.store import Store
from fjgov_tui.store.watch.alerts import open_alert, open_alerts, post
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.pages import snapshot
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Picker
from tests.conftest import NOW, Furnished
from tests.screens.driving import Driver, driving
from tests.screens.watched import SECONDS, TAMPERED, county, watch


@pytest.fixture
def watched(furnished: Furnished) -> Path:
    """Seven sites that a running monitor has looked at."""
    return furnished("watched", watch)


async def site_page(drive: Driver) -> SitePage:
    """The page of the site that does not open and was tampered with."""
    await drive.press("5")
    await drive.see("数据截至", "草堂镇子网站")
    await drive.press("enter")
    await drive.until(lambda: isinstance(drive.screen, SitePage))
    await drive.see("未了结的告警", "疑点  2")
    assert isinstance(drive.screen, SitePage)
    return drive.screen


async def to(drive: Driver, word: str) -> None:
    """The cursor onto the line with the word."""
    listed = drive.screen.query_one(Menu)
    place = next(at for at, option in enumerate(listed.options) if word in str(option.prompt))
    listed.highlighted = place
    await drive.pilot.pause()


async def answer(drive: Driver, text: str) -> None:
    """A reason, and Enter."""
    await drive.until(lambda: isinstance(drive.screen, AskText))
    await drive.paste(text)
    await drive.press("enter")


def only(store: Store, ledger: str) -> Record:
    (record,) = store.read.records(LEDGERS[ledger])
    return record


# --- a site -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_site_is_told_on_its_page(watched: Path, size: tuple[int, int]) -> None:
    async with driving(watched, size=size) as drive:
        await site_page(drive)
        await drive.see("✗ 故障", "失败 3 次", "中位 2", "11-17 二", "11-23 一", "· 未测", "✗ 待知悉", "测到 48 失败 0")
        today = next(line for line in drive.lines() if "11-23 一" in line)
        assert today.count("×") == 3
        await drive.press("end")
        await drive.see("动态要闻")


async def test_enter_tells_all_about_a_line_and_evidence_does_nothing(watched: Path) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "超时")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, Tell))
        await drive.see("首字节", "10.0.0.3", "证据", "HTTP/1.1 200 OK", "␛[2J")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, SitePage))
        await to(drive, "隐藏区域")
        await drive.press("enter")
        await drive.see("某某娱乐", "<div style=")


async def test_the_page_follows_what_is_written(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "超时")
        with store.write() as writer:
            writer.db.conn.execute("UPDATE watch_finding SET gone_at = ? WHERE mark = 'a'", [SECONDS])
        await drive.see("疑点  1")
        listed = drive.screen.query_one(Menu)
        assert listed.highlighted is not None
        assert "超时" in str(listed.options[listed.highlighted].prompt)


async def test_a_suspicion_is_judged_with_scope_and_reason(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "隐藏区域")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("down", "down", "enter")
        await answer(drive, "轮播图的隐藏项，已核对")
        await drive.see("— 忽略", "? 待核")
    record = only(store, "judgement")
    assert (record.values["verdict"], record.values["scope"]) == ("误报", "本站")
    assert record.values["reason"] == "轮播图的隐藏项，已核对"
    assert sorted(one.verdict for one in findings(store.read, site=TAMPERED)) == ["待核", "误报"]
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "忽略")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("end", "c", "h", "enter")
        await drive.gone("— 忽略")


async def test_without_a_reason_nothing_is_judged(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "隐藏区域")
        await drive.press("f2", "enter")
        await drive.until(lambda: isinstance(drive.screen, AskText))
        await drive.press("space", "enter")
        await drive.see("请写明")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, SitePage))
    assert list(store.read.records(LEDGERS["judgement"])) == []


async def test_a_reason_that_was_left_by_esc_is_there_again(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "隐藏区域")
        for keys in ((), ("enter",)):
            await drive.press("f2", "enter")
            await drive.until(lambda: isinstance(drive.screen, AskText))
            if keys:
                assert drive.screen.query_one(Line).value == "栏目的折叠菜单"
                await drive.press(*keys)
                await drive.see("✗ 确认")
            else:
                await drive.paste("栏目的折叠菜单")
                await drive.press("escape")
            await drive.until(lambda: isinstance(drive.screen, SitePage))
    assert only(store, "judgement").values["reason"] == "栏目的折叠菜单"


async def test_an_alert_is_acknowledged_by_whom_why_and_until_when(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "待知悉")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.see("到今天 18:00", "11-23 13:30")
        await drive.press("enter")
        await answer(drive, "供电检修")
        await drive.see("○ 已知悉")
    (alert,) = open_alerts(store.read)
    assert alert.acked_until == SECONDS + 7200
    incident = only(store, "incident")
    assert (incident.values["acked_by"], incident.values["acked_reason"]) == ("wangfang", "供电检修")
    assert parse_instant(str(incident.values["acked_until"])).timestamp() == SECONDS + 7200


def test_an_acknowledgement_always_ends_later() -> None:
    for until, _ in terms(NOW):
        assert SECONDS < until <= SECONDS + 30 * 86400


async def test_the_page_as_it_is_becomes_the_baseline_with_a_reason(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await drive.press("f6")
        await drive.until(lambda: isinstance(drive.screen, ChangesPage))
        await drive.see("比基线", "增加 1 处，减少 1 处", "https://c/", "https://b/")
        await drive.press("f4")
        await drive.see("没有上次查看可比")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, SitePage))
        await drive.press("f6", "f4")
        await drive.see("比上次查看", "没有改动")
        await drive.press("f2")
        await answer(drive, "改版上线")
        await drive.see("已认可")
    latest, baseline = (snapshot(store.read, "site", TAMPERED, kind) for kind in ("latest", "baseline"))
    assert latest is not None
    assert baseline is not None
    assert latest.body == baseline.body
    assert only(store, "acceptance").values["reason"] == "改版上线"


async def test_the_way_goes_on_to_the_incident_in_its_ledger(watched: Path) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        await to(drive, "编号 1")
        before = drive.screen
        await drive.press("ctrl+g")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.see("预警处置  草堂镇子网站打不开")
        await drive.press("escape")
        await drive.until(lambda: drive.screen is before)


async def test_an_inspector_changes_nothing(watched: Path, store: Store) -> None:
    before = store.read.head()
    async with driving(watched, readonly=True) as drive:
        await site_page(drive)
        for word, key in (("隐藏区域", "f2"), ("待知悉", "f2")):
            await to(drive, word)
            await drive.press(key)
            await drive.see("文件是只读打开的")
        await drive.press("f6")
        await drive.see("比基线")
        await drive.press("f2")
        await drive.see("文件是只读打开的")
        await drive.press("escape", "escape")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
        await drive.press("f12")
        await drive.see("不能启动或停止监测")
    assert store.read.head() == before
    assert snapshot(store.read, "site", TAMPERED, "looked") is None


# --- alerts of all sites ------------------------------------------------------------------------------------------


async def test_all_open_alerts_and_undelivered_messages_stand_on_one_page(watched: Path, store: Store) -> None:
    with store.write() as writer:
        address = "https://robot.example/?key=geheim"
        channel = writer.save(LEDGERS["channel"], {"name": "值班群", "kind": "网络钩子", "address": address})
        post(writer, channel, None, {"title": "x"}, SECONDS)
    async with driving(watched) as drive:
        await drive.press("5", "f2")
        await drive.see("未了结的告警 1 条，待知悉 1 条，未送达的消息 1 条", "草堂镇子网站打不开", "→ 未送达", "值班群")
        assert "geheim" not in drive.text
        await drive.press("enter")
        await drive.see("依据：", "访问超时三次")
        await drive.press("escape", "f2")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await answer(drive, "正在处理")
        await drive.see("待知悉 0 条", "○ 已知悉")
        alerts = drive.screen
        await drive.press("ctrl+g")
        await drive.until(lambda: isinstance(drive.screen, DetailScreen))
        await drive.press("escape")
        await drive.until(lambda: drive.screen is alerts)


# --- plan, maintenance, channels ----------------------------------------------------------------------------------


async def plan(drive: Driver) -> None:
    await drive.press("5", "ctrl+u")
    await drive.until(lambda: isinstance(drive.screen, PlanPage))
    await drive.see("每 30 分钟", "接下来五次：11-23（一）12:00")


async def test_no_alert_says_nothing_good_while_no_monitor_runs(store: Store) -> None:
    async with driving(store.path) as drive:
        await drive.press("5", "f2")
        await drive.see("监测没有运行，现在有没有问题不知道")
        assert "✓" not in drive.text


async def test_a_default_line_of_the_plan_is_changed_in_the_ledgers_form(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await plan(drive)
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and bool(drive.screen.query(FieldRow)))
        rows = {row.field.name: row for row in drive.screen.query(FieldRow)}
        assert (rows["kind"].text, rows["cron"].text) == ("访问", "*/30 * * * *")
        rows["cron"].put("0 * * * *")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, PlanPage))
        await drive.see("每小时", "登记")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and bool(drive.screen.query(FieldRow)))
        next(row for row in drive.screen.query(FieldRow) if row.field.name == "cron").put("0 8 * * *")
        await drive.press("f2")
        await drive.see("访问少于每天 20 次")
        assert "不是能执行的" not in drive.text
    assert only(store, "schedule").values["cron"] == "0 * * * *"


async def test_maintenance_and_channels_are_listed_and_a_channel_is_tried(
    watched: Path, store: Store, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with store.write() as writer:
        given = {"site": "草堂镇子网站", "starts_at": "2026-11-23 10:00", "ends_at": "2026-11-23 14:00"}
        writer.save(LEDGERS["maintenance"], given | {"reason": "换机房", "approver": "张主任"})
        writer.save(LEDGERS["channel"], {"name": "值班盘", "kind": "文件夹", "address": str(inbox)})
    async with driving(watched) as drive:
        await plan(drive)
        await drive.press("ctrl+p")
        await drive.see("试发一条", "请按 F4 换到“告警去向”")
        await drive.press("escape")
        await drive.press("f4")
        await drive.see("进行", "草堂镇子网站", "原因：换机房")
        await drive.press("f4")
        await drive.see("✓ 启用", "值班盘", "已遮盖")
        assert str(inbox) not in drive.text.replace("\n", "")
        await drive.press("ctrl+p")
        await drive.paste("试发")
        await drive.see("试发一条")
        await drive.press("enter")
        await drive.until(lambda: any(inbox.iterdir()))
        await drive.see("已送达")


# --- start and stop -----------------------------------------------------------------------------------------------


async def test_f9_starts_a_monitor_that_outlives_the_screen_and_stops_it(store: Store) -> None:
    county(store, 1)
    with store.write() as writer:
        # Nothing may leave this machine: the only site is one whose port nobody listens on.
        writer.save(LEDGERS["site"], {"url": "http://127.0.0.1:9/"}, writer.record(LEDGERS["site"], 1))
    try:
        async with driving(store.path, clock=utc_now) as drive:
            await drive.press("5")
            await drive.see("按 F12 启动")
            await drive.press("f12")
            await drive.see("启动监测", "按监测计划访问", "退出看板、断开登录都不会停")
            await drive.press("n")
            await drive.until(lambda: not isinstance(drive.screen, Ask))
            assert holder_of(store.path) is None, "a key that was hit by mistake visits nobody"
            await drive.press("f12")
            await drive.until(lambda: isinstance(drive.screen, Ask))
            await drive.press("y")
            await drive.until(lambda: holder_of(store.path))
            await drive.see("监测已启动")
        assert holder_of(store.path) is not None
        async with driving(store.path, clock=utc_now) as drive:
            await drive.press("5")
            await drive.see("监测运行中")
            await drive.press("f12")
            await drive.until(lambda: isinstance(drive.screen, Ask))
            await drive.see("停止", "未测，不算故障")
            await drive.press("y")
            await drive.until(lambda: holder_of(store.path) is None)
            await drive.see("监测已停止")
    finally:
        stop(store.path)


async def test_the_wallboard_is_saved_from_the_screen(watched: Path, tmp_path: Path) -> None:
    target = tmp_path / "wall.html"
    async with driving(watched) as drive:
        await drive.press("5")
        await drive.see("数据截至")
        await drive.press("f8")
        await drive.see("大屏网页")
        await drive.press("ctrl+u")
        await drive.paste(str(target))
        await drive.press("enter")
        await drive.until(target.exists)
    assert "草堂镇子网站" in target.read_text(encoding="utf-8")


# --- many alerts, own times, whom to call ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "until"),
    [("16:30", "11-23 16:30"), ("16：30", "11-23 16:30"), ("18点", "11-23 18:00"), ("9:05", "11-24 09:05")],
)
def test_a_time_of_ones_own_is_the_next_time_that_the_clock_shows_it(typed: str, until: str) -> None:
    moment = typed_term(typed, NOW)
    assert moment is not None
    assert show_unix(moment, "%m-%d %H:%M") == until


@pytest.mark.parametrize("typed", ["", "25:00", "12:60", "明天", "-1:00"])
def test_what_is_no_time_of_day_is_none(typed: str) -> None:
    assert typed_term(typed, NOW) is None


async def test_all_that_wait_are_known_of_together_until_a_time_of_ones_own(watched: Path, store: Store) -> None:
    async with driving(watched) as drive:
        await drive.press("5")
        await drive.see("数据截至")
        await drive.press("f2")
        await drive.see("未了结的告警", "待知悉")
        await drive.press("ctrl+r")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.paste("自己写")
        await drive.press("enter")
        await answer(drive, "25点")
        await drive.see("不是几点几分")
        await answer(drive, "16:30")
        await drive.see("到 11-23 16:30")
        await answer(drive, "供电检修")
        await drive.see("待知悉 0 条")
        assert {show_unix(one.acked_until or 0, "%H:%M") for one in open_alerts(store.read)} == {"16:30"}
        await drive.press("enter")
        await drive.see("找谁", "第一责任人", "值班电话")


async def test_a_site_says_whom_to_call(watched: Path) -> None:
    async with driving(watched) as drive:
        await site_page(drive)
        drive.screen.query_one(Menu).scroll_end(animate=False)
        await drive.see("找谁", "草堂镇人民政府值班电话", "第一责任人")


async def test_marked_alerts_are_known_of_together_and_who_knows_is_shown(watched: Path, store: Store) -> None:
    with store.write() as writer:
        for cause in ("links:1", "links:2", "links:3"):
            open_alert(
                writer, cause=cause, severity=Severity.WARNING, kind="链接问题", what=f"死链 {cause}", opened_at=SECONDS
            )
    async with driving(watched) as drive:
        await drive.press("5")
        await drive.see("数据截至")
        await drive.press("f2")
        await drive.see("未了结的告警 4 条，待知悉 4 条")
        alerts = drive.screen
        await to(drive, "死链 links:1")
        await drive.press("space")
        await to(drive, "死链 links:3")
        await drive.press("space")
        await drive.see("已标记 2 条")
        await drive.press("escape")
        await drive.gone("已标记")
        assert drive.screen is alerts
        for name in ("links:1", "links:3"):
            await to(drive, f"死链 {name}")
            await drive.press("space")
        await drive.press("ctrl+r")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.see("等 2 条")
        await answer(drive, "供电检修")
        await drive.see("待知悉 2 条", "（wangfang 知悉，到 11-23 13:30）")
        await drive.gone("已标记")
        waiting = {one.cause for one in open_alerts(store.read) if one.acked_until is None}
        assert {"links:1", "links:3"}.isdisjoint(waiting)
        assert len(waiting) == 2
        await to(drive, "死链 links:1")
        await drive.press("enter")
        await drive.see("知悉：wangfang：供电检修")
