"""Articles 20, 22 and 25: the page of a release stands, says what passed its reviews, carries source and day."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.publications import RULES
from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.release import PUBLISHING
from fjgov_tui.monitor.process.monitor import MonitorOptions
from fjgov_tui.monitor.process.once import Asked, run_once
from fjgov_tui.observed.pages import OFTEN_DAYS, Target
from fjgov_tui.pages.normal import squeeze
from fjgov_tui.store import Store, open_store
from fjgov_tui.store.watch.pages import put_snapshot, snapshot
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.publications import Verification, verification
from fjgov_tui.workflows.releasing import withdraw
from tests.monitor.checks.serving import SharedWorker
from tests.store.helpers import fresh
from tests.workflows.office import Office, furnish
from tests.workflows.test_release import REGISTER

FIRST, SECOND = "明日八时至十二时，夔州路停水检修。", "请附近居民提前蓄水，带来不便敬请谅解。"
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TOWN = "白帝镇人民政府"


class Site:
    """A web server whose article anybody may change behind the county's back."""

    def __init__(self) -> None:
        self.paragraphs, self.beside, self.day, self.source = [FIRST, SECOND], "浏览次数：17", "2026-11-06", TOWN
        self.gone, self.added = False, ""
        pages = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = pages.page().encode()
                self.send_response(404 if pages.gone or self.path == "/" else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/bdz/t1.html"

    def page(self) -> str:
        source = f"<span>来源：{self.source}</span>" if self.source else ""
        day = f"<span>发布时间：{self.day}</span>" if self.day else ""
        text = "".join(f"<p>&emsp;&emsp;{line}</p>\n" for line in self.paragraphs)
        return (
            "<html><head><title>停水通知-白帝镇</title></head><body><div class='nav'>首页 政务公开</div>"
            f"<h1>停水通知</h1><div class='info'>{day}{source}<span>{self.beside}</span></div>"
            f"<div class='content'><div>{text}</div>{self.added}</div>"
            f"<div class='footer'>{'政府网站标识码 主办 承办 ' * 30}</div>"
            "</body></html>"
        )


@pytest.fixture
def site() -> Iterator[Site]:
    serving = Site()
    yield serving
    serving.server.shutdown()
    serving.server.server_close()


@pytest.fixture(scope="module")
def reading() -> Iterator[SharedWorker]:
    """The process that reads pages, started once: each look would start its own, which takes longer than the look."""
    worker = SharedWorker()
    yield worker
    worker.close()


@pytest.fixture(autouse=True)
def read_by_one(reading: SharedWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The monitor has its pages read by that process."""
    monkeypatch.setattr("fjgov_tui.monitor.process.monitor.PageWorker", lambda: nullcontext(reading))


class County:
    """A town with one release, published on a page of its site, and a monitor that looks at it when asked."""

    def __init__(self, db: Path, site: Site) -> None:
        self.db, self.now = db, NOW
        with fresh(db, self.clock) as store:
            office = furnish(store)
            office.set("site", 1, url=site.url.rpartition("/")[0] + "/")
            for name, roles in (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人")):
                office.person(name, roles=roles)
            office.add("source", name="中国政府网", host="www.gov.cn")
            given: dict[str, Any] = {**REGISTER, "secrecy_by": "信", "url": site.url}
            office.add(
                "release", title="停水通知", unit=TOWN, formed_on="2026-11-01", text=f"{FIRST}\n\n{SECOND}", **given
            )

    def clock(self) -> datetime:
        return self.now

    def open(self) -> Store:
        return open_store(self.db, clock=self.clock)

    async def look(self) -> None:
        order = MonitorOptions(db=self.db, clock=self.clock)
        await run_once(order, Asked(checks={"published"}, pages={("release", 1)}))

    def audit(self) -> tuple[list[str], dict[int, str]]:
        with self.open() as store:
            answer = RULES[0].ask(Facts(store.read, beijing_day(self.now)))
        return [finding.message for finding in answer.findings], dict(answer.unjudged)

    def state(self) -> Verification | None:
        with self.open() as store:
            known = verification(store.read, store.read.record(LEDGERS["release"], 1))
        return known[0] if known is not None else None


@pytest.fixture
def county(tmp_path: Path, site: Site) -> County:
    return County(tmp_path / "county.db", site)


async def test_what_is_put_beside_an_article_that_stands_as_it_was_is_told_for_a_person_to_look_at(
    county: County, site: Site
) -> None:
    """Article 20: the whole main block is compared; links to other texts and a clock are no change of it."""
    site.added = "<p>现在是 2026-11-24 12:00 星期二</p><a href='/2.html'>春耕现场会</a>"
    await county.look()
    site.added = "<p>现在是 2026-11-25 09:30 星期三</p><a href='/3.html'>防汛演练</a><a href='/4.html'>招聘</a>"
    await county.look()
    assert county.audit() == ([], {})
    site.added += "<div>投资咨询请加微信 abc123</div>"
    await county.look()
    messages, _ = county.audit()
    assert len(messages) == 1
    assert "正文没有变，旁边的文字变了：多了“投资咨询请加微信 abc123”" in messages[0]
    site.added = ""
    await county.look()
    assert [message for message in county.audit()[0] if "投资" in message] == []


async def changed(county: County, site: Site, *paragraphs: str) -> str:
    """What is said of the page after it had been as it was reviewed, and then became this."""
    await county.look()
    site.paragraphs = list(paragraphs)
    await county.look()
    messages, _ = county.audit()
    assert len(messages) == 1
    return messages[0]


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        ((FIRST.replace("十二时", "十 八 时"), SECOND), "没有“明日八时至十二时”，写的是“明日八时至十 八 时”"),
        ((FIRST, "请加微信：ＡＢＣ－１２３（免费）。", SECOND), "中间多了“请加微信：ＡＢＣ－１２３（免费）。”"),
        ((FIRST,), "没有“请附近居民提前蓄水，带来不便敬请谅解。”；"),
        ((FIRST, SECOND, "详情，请加微信：ＡＢＣ。"), "多了“详情，请加微信：ＡＢＣ。”"),
        ((SECOND, FIRST), "段落的次序或中间的内容不同"),
    ],
)
async def test_what_was_changed_on_a_page_is_quoted_as_it_stood_and_as_it_stands(
    county: County, site: Site, paragraphs: tuple[str, ...], wanted: str
) -> None:
    """Full-width forms, punctuation and blanks are what a person finds on the page, and what was reviewed."""
    assert f"发布之后网页改过，没有重新审校：{wanted}" in await changed(county, site, *paragraphs)


async def test_an_article_that_was_kept_without_its_blanks_and_full_width_forms_is_still_the_same(
    county: County, site: Site
) -> None:
    """Releases up to 1.0.0 kept it so: after the update nobody is accused of having changed his page."""
    site.added = "<p>更多（详见“公告栏”）： 请 看。</p>"
    await county.look()
    with county.open() as store, store.write() as writer:
        kept = snapshot(writer, "release", 1, "baseline")
        assert kept is not None
        old = {name: squeeze(value) for name, value in json.loads(kept.body).items()}
        assert old != json.loads(kept.body)
        put_snapshot(writer, replace(kept, body=json.dumps(old, ensure_ascii=False).encode()))
    await county.look()
    assert county.audit() == ([], {})


async def test_a_page_changed_behind_the_countys_back_is_found_and_goes_out_again_after_its_reviews(
    county: County, site: Site
) -> None:
    assert county.audit() == ([], {1: "发布之后还没有核对过网页"})
    assert county.state() is Verification.UNKNOWN
    await county.look()
    assert county.audit() == ([], {})
    assert county.state() is Verification.SAME
    site.beside = "浏览次数：20351"
    await county.look()
    assert county.audit() == ([], {}), "a counter of visitors is no change"
    site.paragraphs = [FIRST, SECOND, "详情请加微信。"]
    await county.look()
    messages, _ = county.audit()
    assert len(messages) == 1
    assert "发布之后网页改过，没有重新审校：多了“详情请加微信。”" in messages[0]
    assert county.state() is Verification.DIFFERS
    with county.open() as store:
        kinds = [incident.values["kind"] for incident in store.read.records(LEDGERS["incident"])]
        with store.write() as writer:
            withdraw(writer, writer.record(LEDGERS["release"], 1), beijing_day(NOW), "网页被改")
    assert kinds == ["疑似篡改"], "the monitor opens one incident"
    assert (county.audit(), county.state()) == (([], {}), None)
    county.now += timedelta(hours=2)
    republish(county)
    site.day = "2026-11-24"
    await county.look()
    assert county.state() is Verification.DIFFERS, "what was reviewed anew has not got the sentence"
    site.paragraphs = [FIRST, SECOND]
    await county.look()
    assert (county.audit(), county.state()) == (([], {}), Verification.SAME)


def republish(county: County) -> None:
    """Through all reviews again, by those who must."""
    with county.open() as store, store.write() as writer:
        sign(writer, "release", 1, Signing(step="", decision=Decision.REOPENED))
        for step in ("review1", "review2", "review3", "secrecy", "proof1", "proof2", "proof3", "publish"):
            if step == "secrecy":
                writer.save(LEDGERS["release"], {"secrecy_result": "可以公开"}, writer.record(LEDGERS["release"], 1))
            by = {"review1": 1, "review2": 2, "review3": 3, "secrecy": 1, "proof1": 1, "proof2": 4, "proof3": 2}.get(
                step
            )
            sign(writer, "release", 1, Signing(step=step, person=by, checked=PUBLISHING[step].checks))


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        ({"paragraphs": [FIRST]}, "网页与审校通过的正文不一样：没有“请附近居民提前蓄水"),
        ({"paragraphs": [FIRST.replace("十二时", "十八时"), SECOND]}, "没有“明日八时至十二时"),
        ({"paragraphs": [SECOND, FIRST]}, "段落的次序或中间的内容不同"),
        ({"source": ""}, "没有注明来源"),
        ({"day": ""}, "没有写发布日期"),
        ({"day": "2026-10-01"}, "网页上的发布日期是 2026-10-01，登记的是 2026-11-06"),
        ({"gone": True}, "发布的网页不在了：服务器答 404"),
    ],
)
async def test_a_page_that_never_said_what_was_reviewed_is_found_at_its_first_look(
    county: County, site: Site, spoil: dict[str, Any], wanted: str
) -> None:
    for name, value in spoil.items():
        setattr(site, name, value)
    await county.look()
    messages, unjudged = county.audit()
    assert (len(messages), unjudged) == (1, {})
    assert wanted in messages[0]


async def test_a_look_that_is_too_long_ago_or_was_never_possible_says_nothing(county: County, site: Site) -> None:
    await county.look()
    county.now = NOW + timedelta(days=9)
    assert "已经太久" in county.audit()[1][1]
    with county.open() as store:
        Office(store).set("release", 1, url=None)
    assert "没有登记发布网址" in county.audit()[1][1]
    with county.open() as store:
        Office(store).set("release", 1, url="https://elsewhere.example/1.html")
    assert "不在监测的站点上" in county.audit()[1][1]


def test_new_pages_are_looked_at_each_time_and_old_ones_once_in_a_month() -> None:
    day = beijing_day(NOW)

    def turns(published: int, record: int) -> int:
        target = Target(
            page_of="release",
            record=record,
            site=1,
            name="",
            url="",
            unit="",
            published=day - timedelta(days=published),
        )
        return sum(target.turn(day + timedelta(days=later)) for later in range(OFTEN_DAYS))

    assert turns(0, 1) == OFTEN_DAYS
    assert [turns(200, record) for record in range(40)] == [1] * 40
