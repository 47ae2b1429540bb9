"""Where a fetch may be led, what it carries along, and how it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.net.addresses import looks_numeric, place_of
from fjgov_tui.net.fetch import FetchRun
from fjgov_tui.net.limits import Limits, Polite
from fjgov_tui.net.resolver import Resolver
from fjgov_tui.net.transport import Transport
from fjgov_tui.net.trust import verifying_context
from fjgov_tui.net.urls import Failed, first_url, next_url
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.text import clean
from tests.hostile import Hostile

HERE = httpx.URL("https://www.example.gov.cn/a/b.html")


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hostile]:
    async with Hostile(tmp_path) as started:
        yield started


@pytest.fixture
async def net() -> AsyncIterator[Net]:
    def lookup(host: str) -> list[str]:
        return {"inner.example": ["127.0.0.1"], "outer.example": ["8.8.8.8"], "zero.example": ["0.0.0.0"]}[host]

    async with Net(agent="奉节县", lookup=lookup, deadline=2) as opened:
        yield opened


async def test_a_public_page_cannot_lead_to_this_machine(server: Hostile) -> None:
    """The same redirect that is followed for a target on loopback is refused for one on the internet."""
    async with httpx.AsyncClient(transport=Transport(partial(verifying_context, None)), trust_env=False) as client:
        for home, outcome in (("public", Outcome.FORBIDDEN), ("loopback", Outcome.OPEN)):
            trip = FetchRun(
                asked=server.url("redirect-loopback"),
                url=httpx.URL(server.url("redirect-loopback")),
                client=client,
                headers=httpx.Headers(),
                resolver=Resolver(),
                deadline=2,
                max_body=10_000,
                home="public" if home == "public" else "loopback",
                address="127.0.0.1",
                at=0,
                first_dns=0.0,
            )
            page = await trip.go()
            assert page.outcome is outcome
    assert server.asked.count("healthy") == 1


async def test_links_found_on_a_page_may_lead_where_the_page_is_or_outside(server: Hostile, net: Net) -> None:
    link = server.url("healthy")
    assert (await net.fetch_from("http://inner.example/")(link)).outcome is Outcome.OPEN
    refused = await net.fetch_from("http://outer.example/")(link)
    assert (refused.outcome, "内部地址 127.0.0.1" in refused.why) == (Outcome.FORBIDDEN, True)
    assert server.asked == ["healthy"]


async def test_a_name_that_leads_nowhere_is_not_this_machine(server: Hostile, net: Net) -> None:
    """Some filters answer 0.0.0.0, which would connect to ourselves."""
    page = await net.fetch(f"http://zero.example:{server.port('healthy')}/healthy")
    assert (page.outcome, "0.0.0.0" in page.why) == (Outcome.DNS, True)
    assert server.asked == []


async def test_families(net: Net, server: Hostile) -> None:
    page = await net.fetch6_from("http://inner.example/")(f"http://inner.example:{server.port('healthy')}/")
    assert (page.outcome, "没有 IPv6 地址" in page.why) == (Outcome.DNS, True)


async def test_over_ipv6_no_redirect_leads_inside_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hijacked page redirects to a name whose IPv4 address is public and whose IPv6 address is ours."""
    monkeypatch.setattr("fjgov_tui.net.visit.own_ipv6", lambda: True)
    names = {
        "site.example": ["8.8.8.8", "2400:3200::1"],
        "one.evil": ["8.8.4.4", "::1"],
        "two.evil": ["1.1.1.1", "fd00::1"],
    }
    async with Net(lookup=names.__getitem__, deadline=2) as net:
        for name in ("one.evil", "two.evil"):
            page = await net.fetch6_from("http://site.example/")(f"http://{name}/")
            assert (page.outcome, page.address) == (Outcome.FORBIDDEN, "")


@pytest.mark.parametrize(
    "address",
    ["::127.0.0.1", "::10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1", "2002:7f00:1::", "0.1.2.3"],
)
def test_no_other_spelling_of_an_inner_address_is_public(address: str) -> None:
    assert place_of(address) != "public"


async def test_what_cannot_be_reached_from_here_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fjgov_tui.net.visit.own_ipv6", lambda: False)
    async with Net(lookup=lambda _: ["2400:3200::1"], deadline=2) as net:
        here = "http://six.example/"
        for page in (await net.fetch(here), await net.fetch6_from(here)(here)):
            assert (page.outcome, "本机没有 IPv6" in page.why) == (Outcome.ABORTED, True)


async def test_cookies_live_as_long_as_the_visit(server: Hostile, net: Net) -> None:
    for _ in range(2):
        assert (await net.fetch(server.url("cookie-circle"))).opened
    brought = [b"cookie:" in head.lower() for head in server.heads]
    assert brought == [False, True, False, True]


async def test_credentials_in_an_address_are_neither_sent_nor_kept(server: Hostile, net: Net) -> None:
    page = await net.fetch(server.url("redirect-userinfo"))
    assert page.opened
    assert "secret" not in page.url + "".join(page.chain)
    await net.fetch(server.url("healthy").replace("http://", "http://user:secret@"))
    assert b"authorization" not in b"".join(server.heads).lower()


async def test_what_each_agent_says(server: Hostile, net: Net) -> None:
    for agent in ("monitor", "desktop", "mobile", "spider", "baidu"):
        await net.fetch(server.url("healthy"), agent=agent)
    ours, desktop, mobile, spider, baidu = server.heads
    assert b"fjgov-monitor/" in ours
    assert "奉节县".encode() not in ours
    assert b"%E5%A5%89" in ours
    assert b"Windows NT" in desktop
    assert b"Mobile" in mobile
    assert b"Baiduspider" in spider
    assert b"Referer: https://www.baidu.com/" in baidu
    for head in server.heads:
        assert b"Connection: close" in head
        assert b"Accept-Encoding: gzip\r\n" in head
        assert head.isascii()


async def test_cancelling_a_visit_closes_its_connection(server: Hostile, net: Net) -> None:
    fetching = asyncio.create_task(net.fetch(server.url("silent"), deadline=30))
    await asyncio.wait_for(server.somebody.wait(), 20)
    fetching.cancel()
    async with asyncio.timeout(25):
        with pytest.raises(asyncio.CancelledError):
            await fetching
    assert (await net.fetch(server.url("healthy"))).opened


async def test_politeness_holds_and_what_is_waited_is_not_counted(server: Hostile) -> None:
    limits = Limits(overall=50, host=1, address=1)
    async with Net(limits=limits, deadline=0.4) as net:
        slow = [net.fetch(server.url("silent"), deadline=0.4) for _ in range(3)]
        pages = await asyncio.gather(*slow, net.fetch(server.url("healthy"), deadline=20))
    assert [one.outcome for one in pages] == [Outcome.TIMEOUT] * 3 + [Outcome.OPEN]
    # Each waited for those before it: with that, the third would have taken 1,200 ms and the last more.
    assert all(one.total < 1_100 for one in pages)


async def test_at_most_so_many_at_once() -> None:
    running = {"all": 0, "a": 0, "10.0.0.1": 0}
    most = dict(running)

    async def work(polite: Polite, host: str, address: str, visit: bool) -> None:
        async with polite.host(host, visit=visit), polite.address(address):
            for key in ("all", "a" if host == "a" and visit else "", address):
                if key in running:
                    running[key] += 1
                    most[key] = max(most[key], running[key])
            await asyncio.sleep(0.001)
            for key in ("all", "a" if host == "a" and visit else "", address):
                if key in running:
                    running[key] -= 1

    polite = Polite(Limits(overall=5, host=2, address=3))
    jobs = [work(polite, "ab"[n % 2], "10.0.0.1" if n % 3 else f"10.0.1.{n}", n % 4 < 2) for n in range(80)]
    jobs += [work(polite, f"h{n}", f"10.0.2.{n}", True) for n in range(80)]
    await asyncio.gather(*jobs)
    assert most["all"] == 5
    assert most["a"] == 1
    assert 1 <= most["10.0.0.1"] <= 3


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("8.8.8.8", "public"),
        ("2400:3200::1", "public"),
        ("10.0.0.1", "private"),
        ("172.31.255.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("fd00::1", "private"),
        ("127.8.8.8", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b::808:808", "public"),
        ("2002:7f00:1::", "loopback"),
        ("169.254.169.254", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("0.0.0.0", "reserved"),
        ("::", "reserved"),
        ("224.0.0.1", "reserved"),
        ("ff02::1", "reserved"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("www.example", "reserved"),
    ],
)
def test_places(address: str, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "0x7f.1"])
def test_numbers_in_disguise(host: str) -> None:
    assert looks_numeric(host)
    with pytest.raises(Failed):
        first_url(f"http://{host}/")


@pytest.mark.parametrize(
    ("location", "url"),
    [
        (b"/c", "https://www.example.gov.cn/c"),
        (b"c.html", "https://www.example.gov.cn/a/c.html"),
        (b"?x=1", "https://www.example.gov.cn/a/b.html?x=1"),
        (b"//other.gov.cn/", "https://other.gov.cn/"),
        (b"HTTP://WWW.Other.gov.cn/", "http://www.other.gov.cn/"),
        (b"  /c \t", "https://www.example.gov.cn/c"),
        (b"\\c\\d", "https://www.example.gov.cn/c/d"),
        ("/栏目".encode(), "https://www.example.gov.cn/%E6%A0%8F%E7%9B%AE"),
        ("/栏目".encode("gb18030"), "https://www.example.gov.cn/%C0%B8%C4%BF"),
        ("http://政务.cn/".encode(), "http://政务.cn/"),
        (b"http://u:p@other.gov.cn/#top", "http://other.gov.cn/"),
        (b"/c?u=http:\\\\x", "https://www.example.gov.cn/c?u=http:\\\\x"),
    ],
)
def test_locations_are_read_as_browsers_read_them(location: bytes, url: str) -> None:
    found = next_url(HERE, 302, location)
    assert found.host == httpx.URL(url).host
    assert str(found) in {url, str(httpx.URL(url))}
    assert not found.userinfo


def led(lead: Callable[[], httpx.URL]) -> httpx.URL | None:
    """The address, or nothing where the only thing that was raised is a harmless sentence."""
    try:
        return lead()
    except Failed as failed:
        sentence = failed.why
    assert sentence
    assert clean(sentence) == sentence
    return None


@given(location=st.binary(max_size=200))
def test_no_location_breaks_the_program(location: bytes) -> None:
    url = led(partial(next_url, HERE, 302, location))
    if url is not None:
        assert url.scheme in {"http", "https"}
        assert clean(str(url)) == str(url)
        assert url.raw_path.isascii()


@given(text=st.text(max_size=100))
def test_no_address_breaks_the_program(text: str) -> None:
    for written in (text, f"http://{text}", f"http://www.example.gov.cn/{text}"):
        url = led(partial(first_url, written))
        if url is not None:
            assert url.raw_host.isascii()
