"""Oddities that browsers open, and refusals that are no outage: written from public descriptions of servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import FetchedPage, Target
from fjgov_tui.observed.visits import NOT_COUNTED, OUTCOMES, Counted, Outcome, Visit
from tests.hostile.pages import HEALTHY

Answer = Callable[[str, bytes], bytes]
"""Path and request to everything that is sent back."""
PLAIN = HEALTHY.encode()
BROTLI = b"\x8b\x02\x80<html>\x03"
"""What a browser would decompress; here only its label counts."""


def answer(body: bytes = PLAIN, *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def refuses_programs(status: str) -> Answer:
    return lambda _, head: answer(b"<h1>no</h1>", status=status) if b"fjgov-monitor" in head else answer()


def hops(count: int) -> Answer:
    def lead(path: str, head: bytes) -> bytes:
        at = int(path.strip("/") or 0)
        return answer() if at >= count else answer(b"", f"Location: /{at + 1}", status="302 Found")

    return lead


def compressed(always: bool) -> Answer:
    def send(path: str, head: bytes) -> bytes:
        if b"identity" in head and not always:
            return answer()
        return answer(BROTLI, "Content-Encoding: br")

    return send


def always(sent: bytes) -> Answer:
    return lambda path, head: sent


def once_with_cookie(path: str, head: bytes) -> bytes:
    """A server that sets a cookie and sends everybody back to where they came from."""
    if b"cookie: seen=1" in head.lower():
        return answer()
    return answer(b"", "Set-Cookie: seen=1; path=/", "Location: /", status="302 Found")


OPEN: dict[str, tuple[Answer, tuple[str, ...]]] = {
    "403-for-programs": (refuses_programs("403 Forbidden"), ("browser",)),
    "406-for-programs": (refuses_programs("406 Not Acceptable"), ("browser",)),
    "br-unless-plain": (compressed(always=False), ("encoding",)),
    "six-redirects": (hops(6), ()),
    "twenty-redirects": (hops(20), ()),
    "cookie-first": (once_with_cookie, ()),
    "one-sentence": (
        always(
            answer(
                "<title>县水利局</title><p>县水利局网站已整合到县政府门户网站，请前往部门专栏查看有关信息。</p>".encode()
            )
        ),
        (),
    ),
    "upgrade-your-browser": (
        always(
            answer(
                "<title>提示</title><p>您的浏览器版本过低，请升级到新版浏览器，或改用其他浏览器访问本网站。</p>".encode()
            )
        ),
        (),
    ),
    "blank-before-colon": (always(answer(PLAIN, "X-Powered-By : PHP")), ()),
    "header-without-colon": (always(answer(PLAIN, "this is no header")), ()),
    "chinese-header": (always(answer(PLAIN, "X-Unit: 县水利局")), ()),
    "bare-newlines": (always(answer().replace(b"\r\n", b"\n")), ()),
    "no-reason": (always(answer().replace(b"200 OK", b"200")), ()),
    "http-1.0": (always(answer(length=False).replace(b"HTTP/1.1", b"HTTP/1.0")), ()),
    "until-closed": (always(answer(length=False)), ()),
    "length-twice-the-same": (always(answer(PLAIN, f"Content-Length: {len(PLAIN)}")), ()),
    "unknown-encoding": (always(answer(PLAIN, "Content-Encoding: UTF-8")), ()),
    "encoding-none": (always(answer(PLAIN, "Content-Encoding: none")), ()),
    "transfer-identity": (always(answer(PLAIN, "Transfer-Encoding: identity")), ()),
    "chunked": (
        always(answer(b"%x\r\n%b\r\n0\r\n\r\n" % (len(PLAIN), PLAIN), "Transfer-Encoding: chunked", length=False)),
        (),
    ),
    "chunk-extension": (
        always(answer(b"%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(PLAIN), PLAIN), "Transfer-Encoding: chunked", length=False)),
        (),
    ),
    "early-hints": (always(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer()), ()),
    "refresh-header": (always(answer(b"", "Refresh: 0; url=/home")), ()),
    "200-with-location": (always(answer(PLAIN, "Location: /elsewhere")), ()),
    "203": (always(answer(status="203 Non-Authoritative Information")), ()),
    "status-299": (always(answer(status="299 Fine")), ()),
    "many-cookies": (always(answer(PLAIN, *(f"Set-Cookie: c{number}={'x' * 100}" for number in range(60)))), ()),
    "gb18030": (always(answer(HEALTHY.encode("gb18030"), "Content-Type: text/html; charset=gb2312")), ()),
    "byte-order-mark": (always(answer(b"\xef\xbb\xbf" + PLAIN)), ()),
    "no-content-type": (always(answer()), ()),
}
REFUSED: dict[str, tuple[Answer, Outcome]] = {
    "403-for-everybody": (always(answer(b"<h1>Forbidden</h1>", status="403 Forbidden")), Outcome.STATUS),
    "403-of-a-shield": (
        always(answer("您的访问被拦截".encode(), status="403 Forbidden")),
        Outcome.BLOCKED,
    ),
    "412": (always(answer(b"<script>$_ts=1</script>", status="412 Precondition Failed")), Outcome.BLOCKED),
    "521": (always(answer(b"", "Set-Cookie: __jsl_clearance_s=1", status="521 Web server is down")), Outcome.BLOCKED),
    "429": (always(answer(b"", "Retry-After: 60", status="429 Too Many Requests")), Outcome.BLOCKED),
    "202-empty": (always(answer(b"", status="202 Accepted")), Outcome.BLOCKED),
    "200-challenge": (
        always(answer(b"<script>document.cookie='acw_sc__v2=1';location.reload()</script>")),
        Outcome.BLOCKED,
    ),
    "twenty-one-redirects": (hops(21), Outcome.REDIRECT),
    "endless-circle": (always(answer(b"", "Location: /", status="302 Found")), Outcome.REDIRECT),
    "index-of": (always(answer(b"<title>Index of /</title><h1>Index of /</h1><a href=a>a</a>")), Outcome.ERROR_PAGE),
    "503": (always(answer(b"busy", status="503 Service Unavailable")), Outcome.STATUS),
    "410": (always(answer(b"gone", status="410 Gone")), Outcome.STATUS),
    "redirect-without-target": (always(answer(b"", status="302 Found")), Outcome.PROTOCOL),
    "two-lengths": (always(answer(PLAIN, "Content-Length: 7")), Outcome.PROTOCOL),
    "shorter-than-said": (always(answer()[:-100]), Outcome.PROTOCOL),
    "204": (always(answer(b"", status="204 No Content", length=False)), Outcome.SHORT),
}


@asynccontextmanager
async def served(answer_of: Answer) -> AsyncIterator[str]:
    """A server that answers so; gives its address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(answer_of(head.split(b" ")[1].decode("ascii"), head))
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


async def seen(answer_of: Answer) -> tuple[FetchedPage, Visit]:
    """What a fetch and a visit make of it."""
    async with served(answer_of) as url, Net() as net:
        target = Target(page_of="site", record=1, site=1, name="站点", url=url, unit="")
        return await net.fetch(url), await net.visit(target, 0)


@pytest.mark.parametrize("name", OPEN)
async def test_what_browsers_open_is_open(name: str) -> None:
    answer_of, remarks = OPEN[name]
    page, visit = await seen(answer_of)
    assert (page.outcome, page.remarks) == (Outcome.OPEN, remarks), page.why
    assert (visit.outcome, visit.counted, visit.why) == (Outcome.OPEN, Counted.YES, "")


@pytest.mark.parametrize("name", REFUSED)
async def test_refusals_and_failures_are_told_apart(name: str) -> None:
    answer_of, outcome = REFUSED[name]
    page, visit = await seen(answer_of)
    assert (page.outcome, visit.outcome) == (outcome, outcome), page.why
    assert page.why
    shield = outcome is Outcome.BLOCKED
    assert visit.counted is (Counted.SHIELD if shield else Counted.YES), "a shield is no outage"


def test_every_reason_not_to_count_has_a_word() -> None:
    assert set(NOT_COUNTED) == set(Counted)
    assert set(OUTCOMES) == set(Outcome)


async def test_a_page_that_only_a_browser_can_decompress_is_open_and_not_read() -> None:
    """Nobody is condemned by the visit, and nothing is concluded from a page that could not be read."""
    page, visit = await seen(compressed(always=True))
    assert (visit.outcome, visit.counted) == (Outcome.OPEN, Counted.YES)
    assert not page.opened
    assert "没有要求的压缩方式 br" in page.why
    assert page.remarks == ("encoding",)
