"""Integrity from the wire to what is booked: baseline, accepting, cloaking, judgement."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.monitor.accepting import accept, changed_since, look
from fjgov_tui.monitor.checks.cloaking import AGENTS, agents_for
from fjgov_tui.monitor.checks.integrity import check_integrity
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.model import Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.pages.worker import PageWorker
from fjgov_tui.store import Store
from fjgov_tui.store.watch.findings import findings, observe
from fjgov_tui.store.watch.pages import put_snapshot, snapshot
from fjgov_tui.workflows.settings import Settings
from tests.monitor.checks.serving import shared_worker
from tests.pages.tampered import EVIL, entries, sound

HOST = "www.fengjie.example"
AT = 1_795_000_000
STRANGER = "www.bc888.example.top"
HIDDEN = f'<div style="display:none"><a href="{EVIL}/">六合彩</a></div>'
GAMES = "<html><head><title>澳门新葡京官网</title></head><body><p>注册送彩金，百家乐</p></body></html>"
Server = Callable[[str, str, str], tuple[int, str, str]]
"""Path, User-Agent, Referer -> status, Location, page."""


@dataclass
class Site:
    """A site that answers each visitor as it likes, and what is remembered of it."""

    answer: Server = field(default=lambda _path, _agent, _referer: (200, "", sound()))
    kept: dict[SnapshotKind, Snapshot] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: str = ""
    """Further header lines of every answer."""
    port: int = 0

    @property
    def target(self) -> Target:
        return Target(
            page_of="site", record=1, site=1, name="白帝镇子网站", url=f"http://{HOST}:{self.port}/", unit="白帝镇"
        )

    def show(self, html: str) -> None:
        self.answer = lambda _path, _agent, _referer: (200, "", html)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            said = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head.split("\r\n"))
            }
            self.asked.append(said.get("user-agent", ""))
            status, location, html = self.answer(
                head.split(" ")[1], said.get("user-agent", ""), said.get("referer", "")
            )
            body = html.encode()
            where = (f"Location: {location}\r\n" if location else "") + self.headers
            writer.write(
                f"HTTP/1.1 {status} X\r\n{where}Content-Type: text/html; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    def remember(self, result: Result) -> None:
        self.kept |= {one.kind: one for one in result.snapshots}


@asynccontextmanager
async def bench(site: Site, seconds: float | None = None) -> AsyncIterator[Bench]:
    """A bench that reaches the site; with other seconds for a page it has a worker process of its own."""

    async def kept(_: Target, kind: SnapshotKind) -> Snapshot | None:
        return site.kept.get(kind)

    async with contextlib.AsyncExitStack() as stack:
        server = await stack.enter_async_context(await asyncio.start_server(site.serve, "127.0.0.1", 0))
        site.port = server.sockets[0].getsockname()[1]
        net = await stack.enter_async_context(Net(lookup=lambda _: ["127.0.0.1"], deadline=5))
        own = None if seconds is None else await stack.enter_async_context(PageWorker(seconds=seconds))
        yield Bench(fetch=net.fetch, inspect=own or shared_worker(), settings=Settings(), now=lambda: AT, snapshot=kept)


async def based(ready: Bench, site: Site) -> None:
    """Two inspections of the same page, so that it has a baseline."""
    for _ in range(2):
        site.remember(await check_integrity(ready, site.target))
    assert "baseline" in site.kept


def told(result: Result) -> list[tuple[str, str]]:
    assert result.ok, result.note
    return [(one.rule, one.severity) for one in result.seen]


async def test_the_first_sound_page_becomes_the_baseline_and_editing_stays_quiet() -> None:
    site = Site()
    async with bench(site) as ready:
        first = await check_integrity(ready, site.target)
        assert told(first) == []
        assert [one.kind for one in first.snapshots] == ["latest"], "what is there on the first day is not trusted yet"
        assert "首次检查" in first.note
        site.remember(first)
        second = await check_integrity(ready, site.target)
        assert [one.kind for one in second.snapshots] == ["latest", "baseline"]
        site.remember(second)
        for day in (5, 40, 400):
            site.show(sound(news=entries(15, start=day)))
            later = await check_integrity(ready, site.target)
            assert told(later) == []
            assert [one.kind for one in later.snapshots] == ["latest"]


async def test_an_outage_on_the_first_day_never_becomes_the_baseline() -> None:
    """Issue 10: an error page, another page than the time before, and one that is nobody's are not trusted."""
    site = Site()
    async with bench(site) as ready:
        site.show("<html><title>Welcome to nginx!</title><body><h1>Welcome to nginx!</h1></body></html>")
        for _ in range(2):
            default = await check_integrity(ready, site.target)
            assert (default.ok, default.snapshots) == (False, ())
        site.show(
            "<html><title>欢迎</title><body><p>这里是一个没有写明属于谁的页面，内容不多，只有一两句话而已。</p>"
            "</body></html>"
        )
        for _ in range(2):
            nobodys = await check_integrity(ready, site.target)
            site.remember(nobodys)
            assert "请人工看过后认可" in nobodys.note
        site.show(sound())
        site.remember(await check_integrity(ready, site.target))
        assert "baseline" not in site.kept, "it was another page the time before"
        site.remember(await check_integrity(ready, site.target))
        assert "baseline" in site.kept


async def test_a_page_that_is_wrong_at_first_sight_waits_to_be_accepted() -> None:
    site = Site()
    site.show(sound(HIDDEN))
    async with bench(site) as ready:
        first = await check_integrity(ready, site.target)
        assert told(first) == [("hidden-link", "violation")]
        assert [one.kind for one in first.snapshots] == ["latest"]
        (seen,) = first.seen
        assert STRANGER in seen.what
        assert b"display:none" in seen.evidence
        assert (seen.page_of, seen.record, seen.site, seen.url) == ("site", 1, 1, site.target.url)
        site.show(sound('<script src="//cdn.example.net/a.js"></script>'))
        foreign = await check_integrity(ready, site.target)
        assert told(foreign) == [("script", "warning")]
        assert [one.kind for one in foreign.snapshots] == ["latest"]


async def test_against_the_baseline_foreign_things_are_graver() -> None:
    site = Site()
    async with bench(site) as ready:
        await based(ready, site)
        site.show(sound('<script src="//cdn.example.net/a.js"></script><a href="http://firm.example.org/">公司</a>'))
        changed = await check_integrity(ready, site.target)
        assert told(changed) == [("script", "violation"), ("outbound", "warning")]
        own = replace(ready, own_hosts=frozenset({"firm.example.org"}), terms={"cdn.example.net": ("放行", "")})
        assert told(await check_integrity(own, site.target)) == []
        site.show("<html><title>测试页</title><body>It works!" + "<p>nothing to see here</p>" * 40)
        assert told(await check_integrity(ready, site.target)) == [("replaced", "violation")]
        site.show("<html><title>x</title><body>Hacked")
        assert told(await check_integrity(ready, site.target)) == [("replaced", "violation")]


async def test_accepted_scripts_and_titles_are_told_no_more() -> None:
    site = Site()
    frame = f'<iframe src="{EVIL}/f" width="0" height="0"></iframe>'
    head = f"<meta name=keywords content='百家乐'><meta http-equiv=refresh content='0;url={EVIL}/r'>"
    site.show(sound(f"<script>eval(unescape('%61'))</script>{frame}", head=head))
    async with bench(site) as ready:
        first = await check_integrity(ready, site.target)
        assert {rule for rule, _ in told(first)} == {"script", "title", "redirect"}
        site.kept["baseline"] = replace(first.snapshots[0], kind="baseline")
        assert told(await check_integrity(ready, site.target)) == []


async def test_a_server_that_leads_away() -> None:
    # The stranger resolves to our own loopback server, as every name does here.
    site = Site()
    site.answer = lambda path, _agent, _referer: (
        (302, f"{EVIL}:{site.port}/x", "") if path == "/" else (200, "", sound())
    )
    async with bench(site) as ready:
        result = await check_integrity(ready, site.target)
        assert [one.rule for one in result.seen] == ["redirect"]
        assert STRANGER in result.seen[0].what


@pytest.mark.parametrize(
    ("who", "agent", "referer"),
    [("百度蜘蛛", "baiduspider", ""), ("从百度来的访问者", "", "www.baidu.com"), ("手机", "mobile", "")],
)
async def test_another_page_for_searchers_is_cloaking(who: str, agent: str, referer: str) -> None:
    site = Site()
    site.answer = lambda _path, said, came: (
        (200, "", GAMES) if agent in said.lower() and referer in came else (200, "", sound())
    )
    async with bench(site) as ready:
        result = await check_integrity(ready, site.target)
        assert told(result) == [("cloak", "violation")]
        assert who in result.seen[0].what
        assert "澳门新葡京" in result.seen[0].what or "百家乐" in result.seen[0].what


def spider_gets(html: str) -> Server:
    return lambda _path, agent, _referer: (200, "", html if "spider" in agent.lower() else sound())


async def test_hidden_links_or_redirects_for_the_spider_alone_are_cloaking() -> None:
    site = Site()
    for html in (
        sound(HIDDEN.replace("六合彩", "进入")),
        sound(f"<script>location.href='{EVIL}'</script>"),
        sound(f"<a href='{EVIL}/1'>甲</a><a href='http://www.other.example.cc/'>乙</a>"),
    ):
        site.answer = spider_gets(html)
        async with bench(site) as ready:
            assert told(await check_integrity(ready, site.target)) == [("cloak", "violation")]


async def test_a_mobile_edition_a_shield_and_a_changing_page_are_no_cloaking() -> None:
    site, count = Site(), iter(range(1000))
    mobile = "<html><head><title>奉节县政府手机版</title></head><body><ul><li>首页</li></ul>" + "<p>要闻</p>" * 80
    shield = "<html><head><title>访问被拦截</title></head><body>您的请求已被防护系统拦截</body></html>"

    def answer(_path: str, agent: str, _referer: str) -> tuple[int, str, str]:
        if "Mobile" in agent:
            return 200, "", mobile
        if "spider" in agent.lower():
            return 200, "", shield
        return 200, "", sound(news=entries(15, start=next(count) * 20))

    site.answer = answer
    async with bench(site) as ready:
        assert told(await check_integrity(ready, site.target)) == []
    site.answer = lambda _path, agent, _referer: (403, "", "no") if "spider" in agent.lower() else (200, "", sound())
    async with bench(site) as ready:
        assert told(await check_integrity(ready, site.target)) == []


async def test_a_passing_error_is_asked_about_again_before_anybody_is_accused() -> None:
    site, seen = Site(), list[str]()

    def answer(_path: str, agent: str, _referer: str) -> tuple[int, str, str]:
        seen.append(agent)
        busy = len(seen) == 3  # the third question, once only
        return (
            200,
            "",
            "<title>系统繁忙</title>" + "<p>数据库连接数已满，程序无法继续执行。</p>" * 40 if busy else sound(),
        )

    site.answer = answer
    async with bench(site) as ready:
        assert told(await check_integrity(ready, site.target)) == []
    assert len(seen) > 5


async def test_a_page_that_does_not_open_concludes_nothing() -> None:
    site = Site()
    site.answer = lambda _path, _agent, _referer: (500, "", "broken")
    async with bench(site) as ready:
        result = await check_integrity(ready, site.target)
    assert not result.ok
    assert (result.seen, result.snapshots) == ((), ())
    assert result.note


def book(store: Store, target: Target, result: Result) -> None:
    with store.write("测试") as writer:
        observe(writer, "integrity", target.page_of, target.record, result.seen, AT)
        for shot in result.snapshots:
            put_snapshot(writer, shot)


async def test_accepting_takes_the_page_for_the_baseline_with_who_and_why(store: Store) -> None:
    with store.write("测试") as writer:
        writer.save(LEDGERS["unit"], {"name": "白帝镇", "kind": "乡镇街道"})
        writer.save(
            LEDGERS["site"], {"name": "白帝镇子网站", "unit": "白帝镇", "kind": "子网站", "url": "http://bdz.example/"}
        )
    site = Site()
    with pytest.raises(InputProblem, match="还没有检查过"):
        accept(store, site.target, "改版")
    async with bench(site) as ready:
        for _ in range(2):
            first = await check_integrity(ready, site.target)
            site.remember(first)
            book(store, site.target, first)
        site.show(sound('<script src="//cdn.example.net/a.js"></script>'))
        changed = await check_integrity(ready, site.target)
        site.remember(changed)
        book(store, site.target, changed)
        assert [one.rule for one in findings(store.read, site=1)] == ["script"]
        with store.write("看过") as writer:
            assert look(writer, site.target)
        assert changed_since(store.read, site.target) == ()
        since = changed_since(store.read, site.target, "baseline")
        assert since is not None
        assert [(one.sign, one.text) for one in since] == [("+", "cdn.example.net")]

        with pytest.raises(InputProblem, match="写明理由"):
            accept(store, site.target, "  ")
        before = store.read.head()
        number = accept(store, site.target, "启用统一脚本库")
        record = store.read.record(LEDGERS["acceptance"], number)
        assert (record.values["site"], record.values["column"]) == (1, None)
        assert record.values["reason"] == "启用统一脚本库"
        assert "cdn.example.net" in str(record.values["changes"])
        assert record.created_by == "wangfang"
        assert store.read.head() != before
        kept = snapshot(store.read, "site", 1, "baseline")
        assert kept is not None
        assert kept.digest == record.values["digest"] == changed.snapshots[0].digest
        site.kept["baseline"] = kept
        assert findings(store.read, site=1) == [], "accepting settles what was compared"
        again = await check_integrity(ready, site.target)
        assert told(again) == []
        book(store, site.target, again)
    assert findings(store.read, site=1) == []


async def test_a_page_made_so_that_nobody_can_look_is_told() -> None:
    """A hundred thousand attributes on one tag take the parser minutes."""
    site = Site()
    site.show(sound(f"<div {' '.join(f'a{n}=1' for n in range(100_000))}>"))
    async with bench(site, seconds=0.5) as ready:
        result = await check_integrity(ready, site.target)
    assert not result.ok
    assert [(one.rule, one.severity) for one in result.seen] == [("unreadable", "warning")]
    assert "分析超过 0.5 秒" in result.seen[0].what


async def test_a_redirect_that_telephones_alone_get_is_cloaking() -> None:
    site = Site()
    away = sound(f"<script>location.href='{EVIL}/m'</script>")
    site.answer = lambda _path, agent, _referer: (200, "", away if "Mobile" in agent else sound())
    async with bench(site) as ready:
        assert told(await check_integrity(ready, site.target)) == [("cloak", "violation")]


def test_every_searcher_has_its_turn_twice_a_day() -> None:
    target = Site().target
    day = [agents_for(target, AT + hours * 3600) for hours in range(0, 24, 2)]
    assert all(asked[:4] == ["spider", "baidu", "mobile", "desktop"] for asked in day)
    assert all(len(asked) == 5 for asked in day)
    turns = [asked[4] for asked in day]
    assert all(turns.count(agent) >= 2 for agent in list(AGENTS)[4:])
    column = replace(target, page_of="column")
    assert len(agents_for(column, AT)) == 3


async def test_the_sites_own_script_files_are_compared_with_the_baseline() -> None:
    site, files = Site(), {"/js/a.js": "function slide(){ return 1 }", "/js/jq.js": "/*! jQuery */ var x=1;"}
    page = sound("<script src='/js/a.js'></script><script src='/js/jq.js'></script>")
    site.answer = lambda path, _agent, _referer: (200, "", files.get(path, page))
    async with bench(site) as ready:
        await based(ready, site)
        files["/js/a.js"] += f"; eval(atob('YWxlcnQoMSk=')); location.href='{EVIL}'"
        changed = await check_integrity(ready, site.target)
        assert told(changed) == [("script", "violation")]
        assert "脚本文件与基线不同" in changed.seen[0].what
        files["/js/a.js"] = "function slide(){ return 2 }"
        assert told(await check_integrity(ready, site.target)) == [("script", "notice")]
        files["/js/a.js"] = "function slide(){ return 1 }"
        assert told(await check_integrity(ready, site.target)) == []


STUB = "<html><head><meta http-equiv='refresh' content='0;url=/list/'></head><body>{}</body></html>"


def behind_a_stub(page: str, stub: str = "") -> Server:
    return lambda path, _agent, _referer: (200, "", page if path == "/list/" else STUB.format(stub))


async def test_the_page_behind_a_stub_is_the_one_that_is_compared() -> None:
    site = Site(behind_a_stub(sound()))
    async with bench(site) as ready:
        await based(ready, site)
        site.answer = behind_a_stub(sound() + HIDDEN)
        assert ("hidden-link", "violation") in told(await check_integrity(ready, site.target))
        site.answer = behind_a_stub(sound(), HIDDEN)
        assert ("hidden-link", "violation") in told(await check_integrity(ready, site.target)), "the stub itself counts"
        site.answer = behind_a_stub(sound())
        assert told(await check_integrity(ready, site.target)) == []
        site.show(GAMES)
        assert ("replaced", "violation") in told(await check_integrity(ready, site.target))


@pytest.mark.parametrize(
    "page",
    [
        "<title>白帝镇子网站</title><body><meta http-equiv=refresh content='0;url=/gone/'></body>",
        "<title>白帝镇子网站</title><body><script>location.href='/gone/'</script>白帝镇子网站欢迎您的访问，感谢您的关注和支持</body>",
        "<title>白帝镇子网站</title><body><div id=app>Loading...</div><script src='/js/app.js'></script></body>",
        "<title>白帝镇子网站</title><body><p>白帝镇子网站门户网站正在为您加载，请稍候，感谢您对水利工作的支持。</p></body>",
        "<title>白帝镇子网站门户网站</title><body><div id=app></div><script src='/js/app.js'></script></body>",
    ],
    ids=["refresh", "jump", "loading", "wait", "shell"],
)
async def test_what_only_stands_for_another_page_never_becomes_the_baseline(page: str) -> None:
    """A stub with the office's name compares with itself for ever, whatever is done to the page behind it."""
    site = Site(lambda path, _agent, _referer: (200, "", page) if path == "/" else (404, "", "none"))
    async with bench(site) as ready:
        for _ in range(3):
            result = await check_integrity(ready, site.target)
            site.remember(result)
            assert "请人工看过后认可" in result.note, result.note
    assert "baseline" not in site.kept
