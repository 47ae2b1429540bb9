"""A crawl finds every bad link of a site and no good one, and calls a link dead only at a second look, hours later."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fjgov_tui.monitor.checks.crawl import Broken, Budget, Gate
from fjgov_tui.monitor.checks.links import APART, check_links, confirmed, remember
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.model import BadLink, Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.workflows.settings import Settings
from tests.monitor.checks.serving import shared_worker

QUICK = Budget(gap=0.0, seconds=20.0)


@dataclass
class Site:
    """What the server plays, and what it was asked."""

    pages: Mapping[str, str]
    status: Mapping[str, int] = field(default_factory=dict)
    missing: str = ""
    """The page for paths that do not exist, told with 200; empty: an honest 404."""
    busy: set[str] = field(default_factory=set)
    """Paths that answer 429 the first time."""
    asked: list[str] = field(default_factory=list)
    port: int = 0


@contextmanager
def playing(site: Site) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path in site.busy:
                site.busy.discard(self.path)
                self._say(429, "", {"Retry-After": "0"})
            elif self.path == "/loop":
                self._say(302, "", {"Location": "/loop"})
            elif self.path in site.pages:
                self._say(site.status.get(self.path, 200), site.pages[self.path], {})
            elif site.missing:
                self._say(200, site.missing, {})
            else:
                self._say(404, "<title>404</title>not found", {})

        def _say(self, status: int, text: str, headers: Mapping[str, str]) -> None:
            body = text.replace("PORT", str(site.port)).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.port}/"
        finally:
            server.shutdown()
            thread.join()


async def crawl(url: str, budget: Budget = QUICK, before: tuple[BadLink, ...] = (), now: int = 1_000_000) -> Result:
    async def remembered(_: int) -> tuple[BadLink, ...]:
        return before

    async def snapshot(_: Target, __: SnapshotKind) -> Snapshot | None:
        return None

    async with Net() as net:
        bench = Bench(
            fetch=net.fetch,
            inspect=shared_worker(),
            settings=Settings(),
            now=lambda: now,
            snapshot=snapshot,
            bad_links=remembered,
        )
        return await check_links(
            bench, Target(page_of="site", record=1, site=1, name="试", url=url, unit=""), budget, Gate()
        )


def page(*links: str, text: str = "链接") -> str:
    filler = "<p>" + "奉节县人民政府网站演示页面。" * 30 + "</p>"
    return (
        "<html><head><title>页</title></head><body>" + filler + "".join(f'<a href="{one}">{text}</a>' for one in links)
    )


async def test_every_bad_link_is_found_and_no_good_one() -> None:
    site = Site(
        {
            "/": page(
                "/a.html", "/gone.html", "/loop", "http://http://x.cn/", "http://127.0.0.1:1/", "#top", "mailto:a@b.cn"
            ),
            "/a.html": page("/", "b.html", "down.html"),
            "/b.html": page("/a.html"),
            "/down.html": page(),
        },
        status={"/down.html": 500},
    )
    with playing(site) as url:
        first = await crawl(url)
        assert first.ok
        assert {one.rule for one in first.seen} == {"mistyped-link"}
        again = await crawl(url, before=first.bad_links or (), now=1_000_000 + APART)
    told = {(one.rule, one.mark.removeprefix(url)) for one in again.seen}
    assert told == {
        ("mistyped-link", "http://http://x.cn/"),
        ("dead-link", "gone.html"),
        ("dead-link", "down.html"),
        ("dead-link", "http://127.0.0.1:1/"),
        ("looping-link", "loop"),
    }
    stands = {one.mark.removeprefix(url): one.url.removeprefix(url) for one in again.seen}
    assert stands["down.html"] == "a.html"


async def test_a_second_look_too_soon_proves_nothing() -> None:
    with playing(Site({"/": page("/gone.html")})) as url:
        first = await crawl(url)
        soon = await crawl(url, before=first.bad_links or (), now=1_000_000 + APART - 1)
    assert soon.seen == ()
    assert soon.bad_links is not None
    assert soon.bad_links[0].times == 2


async def test_a_link_that_answers_again_is_forgotten() -> None:
    site = Site({"/": page("/late.html")})
    with playing(site) as url:
        first = await crawl(url)
        site.pages = {**site.pages, "/late.html": page()}
        again = await crawl(url, before=first.bad_links or (), now=1_000_000 + APART)
    assert again.bad_links == ()
    assert again.seen == ()


async def test_a_site_that_says_200_to_everything_hides_no_dead_link() -> None:
    missing = "<html><head><title>页面不存在</title></head><body>" + "<p>您访问的页面不存在。</p>" * 40
    with playing(Site({"/": page("/gone.html", "/a.html"), "/a.html": page()}, missing=missing)) as url:
        first = await crawl(url)
    assert [one.url.removeprefix(url) for one in first.bad_links or ()] == ["gone.html"]


async def test_a_server_that_asks_to_wait_is_asked_again_and_not_blamed() -> None:
    site = Site({"/": page("/busy.html"), "/busy.html": page()}, busy={"/busy.html"})
    with playing(site) as url:
        found = await crawl(url)
    assert found.bad_links == ()
    assert site.asked.count("/busy.html") == 2


async def test_a_crawl_stays_inside_its_budget_and_says_what_it_left() -> None:
    pages = {f"/{n}.html": page(*(f"/{m}.html" for m in range(n, n + 40))) for n in range(200)}
    with playing(Site({"/": page("/0.html"), **pages})) as url:
        found = await crawl(url, replace(QUICK, links=50))
    assert found.ok
    assert "超出预算" in found.note


async def test_a_subsite_is_crawled_below_its_own_folder_only() -> None:
    site = Site({"/bdz/": page("a.html", "/other/"), "/bdz/a.html": page(), "/other/": page("/other/deep.html")})
    with playing(site) as url:
        await crawl(f"{url}bdz/")
    assert "/other/" in site.asked
    assert "/other/deep.html" not in site.asked


async def test_nothing_is_concluded_where_the_home_page_does_not_open() -> None:
    found = await crawl("http://127.0.0.1:1/")
    assert not found.ok
    assert found.bad_links is None


async def test_questions_to_one_host_are_kept_apart_and_other_hosts_do_not_wait() -> None:
    slept: list[float] = []

    async def sleeping(seconds: float) -> None:
        slept.append(seconds)

    gate = Gate(lambda: 0.0, sleeping)
    for host in ("a", "a", "b", "a"):
        await gate.pass_by(host, 0.5)
    gate.pause("b", 30)
    await gate.pass_by("b", 0.5)
    gate.pause("c", 9999)
    await gate.pass_by("c", 0.5)
    assert slept == [0.5, 1.0, 30.0, 120.0]


def test_what_is_remembered_counts_up_and_what_recovered_is_forgotten() -> None:
    broken = Broken("http://x/a", "http://x/", "甲", "dead-link", "404")
    first = remember(1, [broken], [], 100)
    assert not confirmed(first[0])
    assert confirmed(remember(1, [broken], first, 100 + APART)[0])
    assert remember(1, [], first, 200) == ()
