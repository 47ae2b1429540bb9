"""`fjgov incident`: what a script and a clerk do from finding to closing, in the same words as the screens."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fjgov_tui.clock import BEIJING, utc_now
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.store import open_store
from fjgov_tui.store.watch.states import put_states
from tests.cli.conftest import Fjgov

SITE = ("name=白帝镇子网站", "unit=白帝镇人民政府", "kind=子网站", "url=https://bdz.example/")


@pytest.fixture
def sites(county: Fjgov) -> Fjgov:
    assert county("ledger", "add", "site", *SITE).code == 0
    return county


def ago(**length: float) -> str:
    moment: datetime = utc_now().astimezone(BEIJING) - timedelta(**length)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def listed(fjgov: Fjgov) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = fjgov("incident", "list", "--json").json["rows"]
    return rows


def test_one_line_opens_and_notifies_and_the_text_is_ready(sites: Fjgov) -> None:
    ended = sites("incident", "open", "--site", "https://bdz.example/a.html", "--source", "群众反映", "--notify")
    assert (ended.code, ended.out) == (0, "1\n"), ended.err
    assert "请于" in ended.err
    assert "1 小时内" in ended.err
    (clock,) = sites("incident", "clock", "--json").json["rows"]
    assert (clock["incident"], clock["unit"], clock["late"]) == (1, "白帝镇人民政府", False)
    assert 3590 <= clock["seconds_left"] <= 3600
    assert sites("incident", "open", "--site", "https://bdz.example/a.html").code == 2, "one incident a cause"


def test_each_step_answers_with_the_incident_as_one_document(sites: Fjgov) -> None:
    opened = sites("incident", "open", "--site", "白帝镇子网站", "--found", ago(minutes=9), "--notify", "--json")
    assert opened.json["incident"]["notified_at"]
    for words, step in (
        (("verify", "1", "属实"), "verified"),
        (("handled", "1"), "handled"),
        (("leader", "1"), "leader"),
        (("judge", "1", "--grade", "一般", "--reason", "没有传播"), "judged"),
        (("recheck", "1"), "rechecked"),
        (("close", "1", "--cause", "贴错"), "closed"),
    ):
        ended = sites("incident", *words, "--json")
        assert ended.code == 0, ended.err
        assert {row["step"]: row["done"] for row in ended.json["steps"]}[step], step
    form = sites("incident", "form", "1", "--json").json["rows"]
    assert "预警处置单" in form[0]["text"]


def test_phones_stand_beside_the_text_and_showing_them_is_booked(sites: Fjgov) -> None:
    assert sites("incident", "open", "--site", "白帝镇子网站").code == 0
    masked = sites("incident", "text", "1").out
    assert "张三" in masked
    assert "19900001234" not in masked
    assert "19900001234" in sites("incident", "text", "1", "--phones").out
    assert "查看" in sites("ledger", "history", "person", "1").out


def test_an_incident_from_its_finding_to_its_end(sites: Fjgov) -> None:
    found = ("--found", ago(minutes=50), "--source", "上级通报", "--title", "首页有错")
    assert sites("incident", "open", "--site", "白帝镇子网站", *found).code == 0
    for words in (
        ("verify", "1", "属实", "--at", ago(minutes=48)),
        ("notify", "1", "--how", "电话", "--to", "张三", "--answered", "--at", ago(minutes=45)),
        ("handled", "1", "--at", ago(minutes=5)),
        ("leader", "1", "--disposal", "已删除", "--at", ago(minutes=4)),
        ("judge", "1", "--grade", "一般", "--reason", "没有传播"),
        ("recheck", "1", "--by", "张三"),
    ):
        ended = sites("incident", *words)
        assert ended.code == 0, ended.err
    refused = sites("incident", "close", "1")
    assert refused.code == 2
    assert "原因分析" in refused.err
    assert sites("incident", "close", "1", "--cause", "录入时贴错").out == "已办结\n"
    (row,) = listed(sites)
    assert (row["state"], row["breaches"]) == ("已办结", [])
    form = sites("incident", "form", "1").out
    assert "预警处置单" in form


def test_a_clock_that_is_over_says_so_and_the_command_fails(sites: Fjgov) -> None:
    assert sites("incident", "open", "--site", "白帝镇子网站", "--found", ago(minutes=90)).code == 0
    assert sites("incident", "notify", "1", "--at", ago(minutes=61)).code == 0
    ended = sites("incident", "clock")
    assert ended.code == 1
    assert "✗ 超过 01:0" in ended.out
    late = sites("incident", "handled", "1")
    assert "超过一小时，晚了 1 分" in late.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "--site", "没有的站"), "没有叫“没有的站”的"),
        (("open", "--site", "https://elsewhere.example/"), "不属于台账里"),
        (("open", "--site", "白帝镇子网站", "--kind", "闹鬼"), "问题类型"),
        (("notify", "1", "--at", "2020-01-01 00:00"), "早于发现"),
        (("handled", "1", "--at", "2099-01-01 00:00"), "还没有到"),
        (("verify", "1", "大概"), "只能是"),
        (("verify", "1", "误报"), "要写明理由"),
        (("judge", "1", "--grade", "一般", "--reason", "小"), "还不能研判上报"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(sites: Fjgov, words: tuple[str, ...], said: str) -> None:
    assert sites("incident", "open", "--site", "白帝镇子网站", "--kind", "疑似篡改").code == 0
    before = sites("verify").out
    ended = sites("incident", *words)
    assert ended.code == 2
    assert said in ended.err
    assert sites("verify").out == before, "nothing was written"


def test_a_false_alarm_ends_it_and_asks_for_nothing_more(sites: Fjgov) -> None:
    assert sites("incident", "open", "--site", "白帝镇子网站", "--notify").code == 0
    assert sites("incident", "verify", "1", "误报", "--reason", "是引文").code == 0
    (row,) = listed(sites)
    assert (row["state"], row["procedure"]) == ("已办结", "dismissed")
    assert sites("incident", "clock").code == 0
    again = sites("incident", "verify", "1", "误报", "--reason", "再判")
    assert again.code == 2
    assert "已经办结" in again.err


def close_down(sites: Fjgov, db: Path) -> None:
    """A site that does not open, its incident handled, and the monitor still failing."""
    assert sites("incident", "open", "--site", "白帝镇子网站", "--kind", "打不开").code == 0
    assert sites("incident", "handled", "1").code == 0
    with open_store(db) as store, store.write() as writer:
        seen = SiteState(site=1, health="故障", last_at=1_795_000_000, last_why="连接被拒绝")
        put_states(writer, [seen])


def test_closing_while_the_site_is_down_is_refused_until_it_is_meant(sites: Fjgov, db: Path) -> None:
    close_down(sites, db)
    for words in (("close", "1"), ("sign", "1", "办结")):
        ended = sites("incident", *words)
        assert ended.code == 2
        for told in ("“白帝镇子网站”现在是故障", "连接被拒绝", "没有登记通知单位", "没有写", "--yes"):
            assert told in ended.err, ended.err
    assert not listed(sites)[0]["closed_at"]
    assert sites("incident", "close", "1", "--cause", "机房停电", "--yes").code == 0
    assert listed(sites)[0]["closed_at"]


def test_closing_what_opens_again_with_every_step_taken_asks_nothing(sites: Fjgov, db: Path) -> None:
    close_down(sites, db)
    with open_store(db) as store, store.write() as writer:
        put_states(writer, [SiteState(site=1, health="正常")])
    assert sites("incident", "notify", "1").code == 0
    ended = sites("incident", "close", "1", "--cause", "机房停电")
    assert ended.code == 0, ended.err
