"""The one picture of the monitor: what it counts, what it leaves out, and how quickly it is read."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.monitor.process.lock import MonitorLock, lock_path
from fjgov_tui.observed.model import Beat, PageState, Run
from fjgov_tui.observed.visits import Health
from fjgov_tui.periods import ago
from fjgov_tui.reports.live import read_live
from fjgov_tui.reports.pulse import ALIVE_SECONDS, STARTING_SECONDS, Pulse, read_pulse
from fjgov_tui.reports.standing import standing
from fjgov_tui.reports.watch import FAILED, LEVELS, Freshness, SiteRow, gravity, sparkline, watch_view
from fjgov_tui.store import Store, back_up, open_store
from fjgov_tui.store.watch.alerts import change_alert, open_alerts
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.pages import put_page
from fjgov_tui.store.watch.process import drop_beat, put_beat, put_run
from fjgov_tui.text import width
from fjgov_tui.workflows.judging import judge
from tests.conftest import NOW
from tests.screens.watched import FAILING, SECONDS, STALE, TAMPERED, beat, county, watch


def rows(store: Store) -> dict[int, SiteRow]:
    return {row.site: row for row in watch_view(store.read, NOW).rows}


def test_an_empty_file_has_an_empty_picture(store: Store) -> None:
    view = watch_view(store.read, NOW)
    assert view.rows == ()
    assert not view.pulse.running
    assert view.data_age == "还没有访问过"


def test_a_site_that_was_never_visited_is_untested_not_good(store: Store) -> None:
    county(store, 1)
    (row,) = watch_view(store.read, NOW).rows
    assert (row.sign, row.week_short, row.outcome) == ("· 未测", "未测", "")
    assert row.week_text == "本周未测"


def test_each_site_shows_what_the_monitor_knows(store: Store) -> None:
    watch(store)
    seen = rows(store)
    failing = seen[FAILING]
    assert failing.sign == "✗ 故障"
    assert failing.outcome == "超时"
    assert failing.week is not None
    assert failing.week.bad == 3
    assert f"{failing.week.bad}/{failing.week.n}" in failing.week_short
    assert len(failing.incidents) == 1
    assert failing.findings == {"integrity": 2}
    assert seen[1].cert_days == (date(2027, 1, 10) - date(2026, 11, 23)).days
    assert seen[1].ipv6 is True
    assert seen[7].ipv6 is None


def test_the_page_that_is_late_is_the_one_that_is_told(store: Store) -> None:
    watch(store)
    stale = rows(store)[STALE]
    assert stale.stale == 1
    assert stale.freshness is not None
    assert (stale.freshness.page, stale.freshness.days) == ("动态要闻", -8)
    assert stale.freshness.short == "✗超8天"
    fresh = rows(store)[1].freshness
    assert fresh is not None
    assert fresh.page == "动态要闻"
    assert not fresh.late


@given(st.integers(-20_000, 366))
def test_how_late_a_page_is_fits_its_column(days: int) -> None:
    short = Freshness(page="首页", newest=date(2026, 1, 1), days=days).short
    assert width(short) <= 7
    assert ("✗" in short) == (days < 0)
    assert days < -999 or str(abs(days)) in short


def test_a_blank_column_comes_before_a_late_one_and_a_removed_one_not_at_all(store: Store) -> None:
    watch(store)
    page = PageState(
        page_of="column", record=1, site=1, url="https://s1.example/dt/", checked_at=1, opened=True, blank=True
    )
    with store.write() as writer:
        put_page(writer, page)
    assert (row := rows(store)[1].freshness) is not None
    assert row.short == "✗空白"
    with store.write() as writer:
        writer.remove(LEDGERS["column"], 1, writer.record(LEDGERS["column"], 1).revision)
    assert (row := rows(store)[1].freshness) is not None
    assert row.page == "首页"


def test_what_was_judged_a_false_alarm_is_counted_as_ignored(store: Store) -> None:
    watch(store)
    first = findings(store.read, site=TAMPERED)[0]
    with store.write() as writer:
        judge(writer, first, "误报", "本页", "是广告位")
    row = rows(store)[TAMPERED]
    assert (row.findings, row.ignored, row.suspicions) == ({"integrity": 1}, 1, 1)


def test_an_incident_of_a_shared_address_stands_at_each_of_its_sites(store: Store) -> None:
    watch(store)
    (alert,) = open_alerts(store.read)
    with store.write() as writer:
        change_alert(writer, alert.id, members=[1, 2, FAILING])
    seen = rows(store)
    assert seen[1].incidents == seen[2].incidents == seen[FAILING].incidents == (alert.incident,)
    assert watch_view(store.read, NOW).incidents == 1


def test_a_site_that_is_closed_is_not_in_the_picture(store: Store) -> None:
    watch(store)
    with store.write() as writer:
        record = writer.record(LEDGERS["site"], 2)
        writer.save(LEDGERS["site"], {"state": "已关停"}, record)
    assert 2 not in rows(store)


# --- the pulse ----------------------------------------------------------------------------------------------------


@given(st.integers(-10_000, 10_000))
def test_the_monitor_lives_while_its_last_sign_is_a_minute_old_at_most(age: int) -> None:
    sign = Beat(pid=1, host="h", since=0, last=SECONDS - age, version="1")
    pulse = Pulse.of(sign, NOW)
    assert pulse.running == (abs(age) <= ALIVE_SECONDS)
    assert pulse.short == (f"监测 {max(age, 0)} 秒前" if pulse.running else "监测停了")


def test_a_monitor_that_lives_and_cannot_write_is_not_called_stopped(store: Store) -> None:
    """Its signs of life stay behind while the disk is full or the file locked; its lock still says that it lives."""
    at = int(NOW.timestamp())
    with store.write() as writer:
        put_beat(writer, Beat(pid=os.getpid(), host=socket.gethostname(), since=at, last=at, version="1"))
    with MonitorLock(store.path, at):
        later = read_pulse(store.read, NOW + timedelta(minutes=5))
        assert later.running
        assert later.short == "监测写不进"
        assert "运行中，写不进数据库" in later.line
    assert not read_pulse(store.read, NOW + timedelta(minutes=5)).running


def test_the_line_says_since_when_nothing_was_heard(store: Store) -> None:
    assert read_pulse(store.read, NOW).line == "监测没有运行"
    beat(store)
    assert "监测运行中（office 进程 4711" in read_pulse(store.read, NOW).line
    later = read_pulse(store.read, NOW + timedelta(hours=1))
    assert not later.running
    assert "11-23 11:29 起没有动静" in later.line
    with store.write() as writer:
        drop_beat(writer, 4711)
    assert read_pulse(store.read, NOW) == Pulse()


def test_a_monitor_that_has_only_taken_its_lock_is_starting_and_not_stopped(store: Store) -> None:
    """`fjgov demo` said for some seconds that its own monitor did not run."""
    with MonitorLock(store.path, SECONDS):
        begun = read_pulse(store.read, NOW)
        assert (begun.short, begun.line) == ("监测启动中", "监测正在启动，还没有开始看")
        assert not begun.running, "nothing is watched yet"
        assert read_live(store.read, NOW).text.startswith("监测正在启动")
        late = NOW + timedelta(seconds=STARTING_SECONDS + 1)
        assert not begun.at(late).starting
        assert read_pulse(store.read, late).line == "监测没有运行"
        beat(store, SECONDS - 3600)
        assert read_pulse(store.read, NOW).starting, "an old sign is of the process before"
    assert not begun.at(NOW).starting


def test_a_monitor_of_this_machine_that_was_killed_is_missed_at_once(store: Store) -> None:
    sign = Beat(pid=4711, host=socket.gethostname(), since=SECONDS - 60, last=SECONDS - 3, version="1")
    with store.write() as writer:
        put_beat(writer, sign)
    with MonitorLock(store.path, SECONDS):
        alive = read_pulse(store.read, NOW)
        assert alive.running
    assert not alive.at(NOW + timedelta(seconds=1)).running
    dead = read_pulse(store.read, NOW)
    assert (dead.short, dead.running) == ("监测停了", False)
    assert "11-23 11:29 起没有动静" in dead.line


def test_of_a_monitor_elsewhere_or_under_another_account_only_the_heartbeat_is_known(store: Store) -> None:
    beat(store)
    assert read_pulse(store.read, NOW).running
    with store.write() as writer:
        put_beat(writer, Beat(pid=1, host=socket.gethostname(), since=0, last=SECONDS, version="1"))
    lock_path(store.path).mkdir()
    assert read_pulse(store.read, NOW).running


def test_the_picture_grows_older_without_being_read_again(store: Store) -> None:
    watch(store)
    view = watch_view(store.read, NOW)
    assert view.data_age == "数据截至 2 分钟前"
    older = view.at(NOW + timedelta(hours=2))
    assert older.data_age == "数据截至 2 小时前"
    assert not older.pulse.running
    assert older.rows is view.rows


@given(st.integers(-5, 10**7))
def test_an_age_names_one_unit(seconds: int) -> None:
    said = ago(seconds)
    assert said.endswith(("秒前", "分钟前", "小时前", "天前"))
    assert not said.startswith("0") or seconds <= 0


# --- lines of response times --------------------------------------------------------------------------------------


@given(st.lists(st.integers(-1, 20_000), max_size=40), st.integers(1, 30))
def test_a_line_of_times_ends_with_the_newest_and_shows_each_failure(recent: list[int], cells: int) -> None:
    line = sparkline(recent, cells)
    assert width(line) == min(len(recent), cells)
    for glyph, milliseconds in zip(line, recent[-cells:], strict=False):
        assert (glyph == FAILED) == (milliseconds < 0)


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_slower_never_looks_quicker(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert LEVELS.index(sparkline([low], 1)) <= LEVELS.index(sparkline([high], 1))


# --- the strip, and speed -----------------------------------------------------------------------------------------


def test_the_strip_counts_as_the_picture_does(store: Store) -> None:
    watch(store)
    live, view = read_live(store.read, NOW), watch_view(store.read, NOW)
    assert live.sites == len(view.rows)
    assert [(word, count) for _, word, count in live.counts] == view.counts
    assert live.incidents == view.incidents == 1
    assert live.text == (
        "监测运行中  ✗ 故障 1  ~ 不稳定 1  ! 疑似 1  + 恢复中 1  ✗ 超期 1  · 未测 1  ✓ 正常 1  未结预警 1 件"
    )
    assert "没有运行" in replace(live, pulse=Pulse()).text
    assert "运行中，写不进" in replace(live, pulse=Pulse(running=True, stuck=True)).text


def test_an_incident_of_no_site_is_counted_alike_in_strip_and_picture(store: Store) -> None:
    watch(store)
    given: dict[str, Raw] = {
        "found_at": "2026-11-23 08:00",
        "title": "微信公众号超过 10 天没有发布",
        "kind": "更新超期",
        "severity": "违反",
        "source": "监测",
    }
    with store.write() as writer:
        writer.save(LEDGERS["incident"], given)
    assert read_live(store.read, NOW).incidents == watch_view(store.read, NOW).incidents == 2


@pytest.mark.parametrize("sites", [7, 62])
def test_as_many_questions_are_asked_for_62_sites_as_for_7(store: Store, sites: int) -> None:
    watch(store, sites)
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    assert len(watch_view(store.read, NOW).rows) == sites
    store.db.conn.set_trace_callback(None)
    assert len(asked) <= 25, "none a site"


def test_raw_visits_of_other_days_are_not_read(store: Store) -> None:
    watch(store)
    before = watch_view(store.read, NOW)
    noon = int(datetime(2026, 11, 22, tzinfo=NOW.tzinfo).timestamp())
    with store.write() as writer:
        writer.db.conn.execute("DELETE FROM watch_visit WHERE due < ?", [noon])
    assert [row.week for row in watch_view(store.read, NOW).rows] == [row.week for row in before.rows]


@pytest.mark.parametrize(
    ("health", "known", "expected"),
    [
        ("正常", {}, "正常"),
        ("正常", {"inspected": False}, "未检查"),
        ("正常", {"tampered": 1, "suspicions": 1}, "疑似"),
        ("正常", {"stale": 1}, "超期"),
        ("正常", {"incidents": 1}, "预警"),
        ("正常", {"suspicions": 2}, "疑点"),
        ("正常", {"incidents": 1, "stale": 3, "suspicions": 1}, "预警"),
        ("故障", {"tampered": 1, "incidents": 1}, "故障"),
        ("未测", {}, "未测"),
        ("未测", {"stale": 1}, "超期"),
    ],
)
def test_a_site_is_green_only_where_everything_was_looked_at(
    health: Health, known: dict[str, int], expected: str
) -> None:
    facts = {"tampered": 0, "suspicions": 0, "stale": 0, "incidents": 0} | known
    inspected = bool(facts.pop("inspected", True))
    assert standing(health, inspected=inspected, **facts) == expected


def test_what_is_grave_is_listed_before_what_is_fine(store: Store) -> None:
    watch(store)
    order = [row.standing for row in sorted(watch_view(store.read, NOW).rows, key=gravity)]
    assert order == ["故障", "不稳定", "疑似", "恢复中", "超期", "未测", "正常"]


def test_a_monitor_that_was_stopped_leaves_nothing_green(store: Store) -> None:
    """What it saw a month ago says nothing of today; what was wrong then is still told."""
    watch(store)
    for later in (timedelta(hours=2, minutes=30), timedelta(days=31)):
        view = watch_view(store.read, NOW + later)
        seen = {row.site: row for row in view.rows}
        assert "正常" not in dict(view.counts)
        assert seen[1].standing in {"未测", "超期"}
        assert "已经太久" in seen[1].unseen
        assert seen[FAILING].standing == "故障"
    assert dict(watch_view(store.read, NOW + timedelta(minutes=50)).counts)["正常"] == 1


@pytest.mark.parametrize("check", ["integrity", "content", "freshness"])
def test_a_site_whose_inspection_never_succeeded_is_not_in_order(store: Store, check: str) -> None:
    watch(store)
    assert rows(store)[1].sign == "✓ 正常"
    failed = Run(check=check, page_of="site", record=1, started=SECONDS, ended=SECONDS, ok=False, note="首页打不开")
    with store.write() as writer:
        put_run(writer, failed)
    assert rows(store)[1].sign == "· 未检查"
    assert "没有做成：首页打不开" in rows(store)[1].unseen


@pytest.mark.parametrize(
    ("kind", "expected"), [("访问", "未测"), ("篡改", "未检查"), ("内容", "未检查"), ("更新", "未检查")]
)
def test_a_site_whose_check_is_switched_off_is_not_in_order(store: Store, kind: str, expected: str) -> None:
    watch(store)
    given: dict[str, Raw] = {"kind": kind, "site": "白帝镇子网站", "cron": "*/30 * * * *", "enabled": "否"}
    with store.write() as writer:
        writer.save(LEDGERS["schedule"], given)
    row = rows(store)[1]
    assert row.standing == expected
    assert "已停用" in row.unseen


def test_a_backup_is_judged_by_the_moment_at_which_it_was_made(store: Store, tmp_path: Path) -> None:
    """It knows nothing of later; that it is a backup stands beside."""
    watch(store)
    made = back_up(store, tmp_path / "backup.db")
    with open_store(made.path, readonly=True) as copy:
        view = watch_view(copy.read, NOW + timedelta(days=3))
    assert view.pulse.copied
    assert dict(view.counts)["正常"] == 1
