"""`fjgov monitor` on a real file, with a real web server on loopback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fjgov_tui.clock import show_unix
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.process.lock import MonitorLock
from fjgov_tui.observed.model import Beat, Event, Sighting
from fjgov_tui.store import open_store
from fjgov_tui.store.watch.findings import findings, observe
from fjgov_tui.store.watch.process import add_event, put_beat
from tests.cli.conftest import Fjgov
from tests.monitor.county import added, make_county
from tests.monitor.web import Web

ROOT = Path(__file__).parents[2]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


@pytest.fixture
def sites(fjgov: Fjgov, db: Path, web: Web) -> Fjgov:
    """Two sites; the first has a column."""
    make_county(db, [web.url("a"), web.url("b")], columns={"动态": web.url("a/news")})
    return fjgov


def test_the_schedule_is_shown_in_words_with_the_next_five_runs(sites: Fjgov, db: Path) -> None:
    added(db, "schedule", kind="内容", site="站点2", cron="0 3 * * 1", enabled="是")
    rows = sites("monitor", "schedule", "--json").json["rows"]
    assert [row["check"] for row in rows] == ["访问", "更新", "篡改", "内容", "内容", "链接", "规范", "发布"]
    assert (rows[0]["words"], rows[0]["source"], len(rows[0]["next"])) == ("每 30 分钟", "默认", 5)
    assert (rows[4]["site_name"], rows[4]["words"], rows[4]["source"]) == ("站点2", "每周一 03:00", "登记")
    shown = sites("monitor", "schedule")
    assert "每周六 01:00、12:00" in shown.out
    assert shown.code == 0


def test_one_round_visits_counts_and_confirms(sites: Fjgov, web: Web) -> None:
    web.failing.add("b")
    ended = sites("monitor", "once", "--check", "访问", "--confirm-seconds", "1", "--json")
    assert ended.code == 1
    assert [(row["target"], row["ok"], row["violations"]) for row in ended.json["rows"]] == [
        ("站点1", True, 0),
        ("站点2", False, 1),
    ]
    visits = sites("monitor", "visits", "站点2", "--json").json["rows"]
    assert sorted(row["kind"] for row in visits) == ["confirm", "slot"]
    assert {row["outcome"] for row in visits} == {"status"}
    states = {row["name"]: row["visits"] for row in sites("monitor", "status", "--json").json["rows"]}
    assert states == {"站点1": "正常", "站点2": "故障"}
    again = sites("monitor", "once", "--check", "visit", "站点1", "--json")
    assert [row["ok"] for row in again.json["rows"]] == [True]
    kinds = [row["kind"] for row in sites("monitor", "visits", "1", "--json").json["rows"]]
    assert sorted(kinds) == ["manual", "slot"], "the slot is filled; a second look counts for nothing"


def test_beside_a_running_monitor_a_round_counts_for_nothing(sites: Fjgov, db: Path, web: Web) -> None:
    web.failing.add("a")
    with MonitorLock(db, 1):
        ended = sites("monitor", "once", "--check", "访问", "站点1")
    assert ended.code == 0
    assert "不计入可用性" in ended.err
    assert "没打开" in ended.out
    assert [row["kind"] for row in sites("monitor", "visits", "1", "--json").json["rows"]] == ["manual"]


def test_an_inspection_of_one_site_takes_its_columns_along(sites: Fjgov, web: Web) -> None:
    ended = sites("monitor", "once", "--check", "更新", "站点1", "--json")
    assert [(row["check"], row["target"], row["ok"]) for row in ended.json["rows"]] == [
        ("freshness", "站点1", True),
        ("freshness", "站点1-动态", True),
    ]
    assert web.asked == {"a": 1, "a/news": 1}
    only = sites("monitor", "once", "--check", "更新", "站点1-动态", "--json").json["rows"]
    assert [row["target"] for row in only] == ["站点1-动态"]


def test_words_that_mean_nothing_are_told(sites: Fjgov) -> None:
    for words, said in (
        (("once", "--check", "天气"), "没有“天气”这种检查"),
        (("once", "站点9"), "监测的对象里没有“站点9”"),
        (("accept", "站点1", "--column", "无此栏目", "--reason", "好"), "没有监测“无此栏目”这个栏目"),
        (("accept", "站点1", "--reason", "好"), "还没有检查过"),
        (("judge", "7", "误报", "--reason", "好"), "没有编号 7 的疑点"),
        (("visits", "站点9"), "站点9"),
    ):
        ended = sites("monitor", *words)
        assert ended.code == 2
        assert said in ended.err
    assert sites("--readonly", "monitor", "once").code == 3
    assert sites("--readonly", "monitor", "run").code == 3


def test_the_status_tells_whether_a_monitor_lives(sites: Fjgov, db: Path) -> None:
    before = sites("monitor", "status", "--json").json
    assert (before["running"], before["since"], before["last_beat"], before["targets"]) == (False, None, None, 2)
    assert [row["state"] for row in before["rows"]] == ["未测", "未测"]
    with open_store(db) as store, store.write() as writer:
        now = int(store.clock().timestamp())
        put_beat(writer, Beat(pid=7, host="office", since=now - 100, last=now - 5, version="1", note="等待"))
    alive = sites("monitor", "status", "--json").json
    assert (alive["running"], alive["pid"], alive["host"]) == (True, 7, "office")
    assert "监测运行中" in sites("monitor", "status").err


def test_what_befell_the_monitor_is_listed(sites: Fjgov, db: Path) -> None:
    with open_store(db) as store, store.write() as writer:
        now = int(store.clock().timestamp())
        add_event(writer, Event(at=now - 9 * 86_400, kind="启动", what="旧的"))
        add_event(writer, Event(at=now - 60, kind="时钟", what="系统时钟向前跳了 \x1b[31m4 小时"))
    shown = sites("monitor", "events")
    assert "系统时钟向前跳了" in shown.out
    assert "\x1b" not in shown.out
    assert "旧的" not in shown.out
    assert [row["kind"] for row in sites("monitor", "events", "--days", "30", "--json").json["rows"]] == [
        "启动",
        "时钟",
    ]


def test_a_finding_is_listed_judged_and_stays_visible_as_ignored(sites: Fjgov, db: Path) -> None:
    seen = Sighting(
        check="content", rule="misprint", page_of="site", record=1, site=1, url="http://a.example/",
        mark="攻府", what="疑似错别字“攻府”", around="县人民攻府\x1b[31m[b]通知", severity=Severity.WARNING,
    )  # fmt: skip
    with open_store(db) as store, store.write() as writer:
        observe(writer, "content", "site", 1, [seen], int(store.clock().timestamp()))
        (found,) = findings(writer)
    shown = sites("monitor", "findings")
    assert "\x1b" not in shown.out
    assert "攻府" in shown.out
    assert shown.out.count(show_unix(found.first_seen, "%m-%d %H:%M")) == 2, "when it was seen first, and last"
    assert sites("monitor", "judge", str(found.id), "误报", "--scope", "本站", "--reason", "引文").code == 0
    (row,) = sites("monitor", "findings", "站点1", "--json").json["rows"]
    assert row["verdict"] == "误报"
    assert "误报已忽略 1 处" in sites("monitor", "findings").err
    assert sites("monitor", "judge", str(found.id), "也许", "--reason", "看看").code == 2
    refused = sites("monitor", "judge", str(found.id), "确认", "--scope", "全部", "--reason", "看看")
    assert (refused.code, refused.out) == (2, "")
    assert "确认只说这一处疑点" in refused.err


def test_a_check_that_could_not_be_made_tells_what_still_stands(sites: Fjgov, db: Path, web: Web) -> None:
    seen = Sighting(
        check="freshness", rule="stale", page_of="site", record=2, site=2, url=web.url("b"),
        mark="stale", what="很久没有更新", severity=Severity.VIOLATION,
    )  # fmt: skip
    with open_store(db) as store, store.write() as writer:
        observe(writer, "freshness", "site", 2, [seen], int(store.clock().timestamp()))
    web.failing.add("b")
    ended = sites("monitor", "once", "--check", "更新", "站点2")
    assert ended.code == 1
    assert "没做成，违反 1 处" in ended.out


def test_in_the_foreground_it_talks_and_ends_in_order(sites: Fjgov, db: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "fjgov_tui", "monitor", "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"FJGOV_DB": str(db)},
        cwd=ROOT,
    ) as running:
        assert running.stderr is not None
        assert "站点 2 个" in running.stderr.readline()
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (0, "")
    assert "停止" in err
    assert "Traceback" not in err
