"""What the shared test server does with a request, by path."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Awaitable, Callable
from functools import cache

from tests.hostile import pages
from tests.hostile.link import Link

Behaviour = Callable[[Link], Awaitable[None]]
BEHAVIOURS: dict[str, Behaviour] = {}
"""By path."""
MB = 1024 * 1024


def behaviour(name: str) -> Callable[[Behaviour], Behaviour]:
    def register(function: Behaviour) -> Behaviour:
        BEHAVIOURS[name] = function
        return function

    return register


def _answers(name: str, make: Callable[[], bytes], *headers: str, status: str = "200 OK") -> None:
    made = cache(make)

    async def behave(link: Link) -> None:
        await link.answer(made(), *headers, status=status)

    BEHAVIOURS[name] = behave


@behaviour("healthy")
async def healthy(link: Link) -> None:
    await link.answer(pages.HEALTHY.encode())


# Resets and silences.


@behaviour("reset-after-request")
async def reset_after_request(link: Link) -> None:
    link.reset()


@behaviour("close-after-request")
async def close_after_request(link: Link) -> None:
    return


@behaviour("reset-mid-headers")
async def reset_mid_headers(link: Link) -> None:
    await link.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/")
    link.reset()


@behaviour("close-mid-headers")
async def close_mid_headers(link: Link) -> None:
    await link.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/")


@behaviour("reset-mid-body")
async def reset_mid_body(link: Link) -> None:
    await link.head_only("Content-Length: 5000")
    await link.send(b"x" * 1000)
    link.reset()


@behaviour("silent")
async def silent(link: Link) -> None:
    await link.for_ever()


@behaviour("silent-after-head")
async def silent_after_head(link: Link) -> None:
    await link.head_only("Content-Length: 5000")
    await link.for_ever()


@behaviour("drip-headers")
async def drip_headers(link: Link) -> None:
    await link.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 4000)


@behaviour("drip-body")
async def drip_body(link: Link) -> None:
    await link.head_only("Content-Length: 5000")
    await link.drip(b"x" * 5000)


# Too much.


@behaviour("endless-body")
async def endless_body(link: Link) -> None:
    await link.head_only()
    while True:
        await link.send(pages.HEALTHY.encode() * 8)


@behaviour("endless-crumbs")
async def endless_crumbs(link: Link) -> None:
    await link.head_only("Transfer-Encoding: chunked")
    while True:
        await link.send(b"1\r\nx\r\n" * 4000)


@behaviour("ten-gigabytes")
async def ten_gigabytes(link: Link) -> None:
    await link.head_only(f"Content-Length: {10 * 1024 * MB}")
    while True:
        await link.send(pages.HEALTHY.encode() * 8)


@behaviour("header-flood")
async def header_flood(link: Link) -> None:
    await link.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await link.send(b"".join(b"X-Flood-%d: %s\r\n" % (n, b"y" * 60) for n in range(500)))


@behaviour("long-header")
async def long_header(link: Link) -> None:
    """All of it in one piece, and complete."""
    await link.answer(pages.HEALTHY.encode(), "X-Long: " + "y" * 200_000)


@behaviour("continue-flood")
async def continue_flood(link: Link) -> None:
    while True:
        await link.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 500)


_answers("long-page", lambda: pages.HEALTHY.encode() * (1 + 3 * MB // len(pages.HEALTHY.encode())))
_answers("gzip-page", lambda: gzip.compress(pages.HEALTHY.encode()), "Content-Encoding: gzip")
_answers("gzip-bomb", lambda: gzip.compress(b"\0" * (64 * MB), 9), "Content-Encoding: gzip")
_answers("deflate-page", lambda: zlib.compress(pages.HEALTHY.encode()), "Content-Encoding: deflate")
_answers("deflate-bomb", lambda: zlib.compress(b" " * (64 * MB), 9), "Content-Encoding: deflate")
_answers("raw-deflate-page", lambda: zlib.compress(pages.HEALTHY.encode())[2:-4], "Content-Encoding: deflate")
_answers("raw-deflate-bomb", lambda: zlib.compress(b" " * (64 * MB), 9)[2:-4], "Content-Encoding: deflate")
_answers("brotli-bomb", lambda: b"\xcb\xff\xff\x0f" + b"\xff" * 4000, "Content-Encoding: br")
_answers(
    "gzip-members",
    lambda: gzip.compress(pages.HEALTHY.encode()[:900]) + gzip.compress(pages.HEALTHY.encode()[900:]),
    "Content-Encoding: gzip",
)
_answers("gzip-crumbs", lambda: gzip.compress(b"") * 50_000, "Content-Encoding: gzip")
_answers("gzip-bomb-members", lambda: gzip.compress(b"\0" * MB, 9) * 64, "Content-Encoding: gzip")
_answers("gzip-lie", pages.HEALTHY.encode, "Content-Encoding: gzip")
_answers("gzip-cut", lambda: gzip.compress(pages.HEALTHY.encode())[:-8], "Content-Encoding: gzip")
_answers("encoding-slip", pages.HEALTHY.encode, "Content-Encoding: UTF-8")
_answers("gzip-twice", lambda: gzip.compress(gzip.compress(b"\0" * MB)), "Content-Encoding: gzip, gzip")


# Redirects.


def _leads(name: str, location: str, status: str = "302 Found") -> None:
    async def behave(link: Link) -> None:
        await link.answer(b"", f"Location: {location.replace('PORT', str(link.port))}", status=status)

    BEHAVIOURS[name] = behave


_leads("redirect", "/healthy")
_leads("redirect-away", "//localhost:PORT/healthy")
_leads("redirect-loop", "/redirect-loop")
_leads("redirect-file", "file:///etc/passwd")
_leads("redirect-javascript", "javascript:alert(1)")
_leads("redirect-private", "http://10.255.255.1/")
_leads("redirect-mapped", "http://[::ffff:10.255.255.1]/")
_leads("redirect-metadata", "http://169.254.169.254/latest/meta-data/")
_leads("redirect-multicast", "http://224.0.0.1/")
_leads("redirect-nowhere", "http://0.0.0.0:PORT/healthy")
_leads("redirect-number", "http://2130706433:PORT/healthy")
_leads("redirect-loopback", "http://127.0.0.1:PORT/healthy")
_leads("redirect-mail", "http://127.0.0.1:25/")
_leads("redirect-garbage", "http://[::1/x")
_leads("redirect-port", "http://127.0.0.1:99999/")
_leads("redirect-userinfo", "http://user:secret@127.0.0.1:PORT/healthy")
_leads("redirect-escape", "http://127.0.0.1:PORT/\x1b]0;owned\x07[bold]x")
_leads("redirect-chinese", "/healthy?栏目=公开")
_leads("redirect-backslash", "\\healthy")
_leads("redirect-dead-name", "http://gone.invalid/")


@behaviour("redirect-missing")
async def redirect_missing(link: Link) -> None:
    await link.answer(b"", status="302 Found")


@behaviour("redirect-six")
async def redirect_six(link: Link) -> None:
    count = int(link.path.partition("?")[2] or 0)
    await link.answer(b"", f"Location: /redirect-six?{count + 1}", status="301 Moved Permanently")


@behaviour("redirect-slow")
async def redirect_slow(link: Link) -> None:
    """Each hop is in time, all together are not."""
    count = int(link.path.partition("?")[2] or 0)
    await link.drip(b"H", 0.7)
    await link.send(b"TTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /redirect-slow?%d\r\n\r\n" % (count + 1))


@behaviour("cookie-circle")
async def cookie_circle(link: Link) -> None:
    """Opens for those who bring the cookie that it has set, as firewalls have it."""
    if b"cookie: pass=1" in link.head.lower():
        await healthy(link)
    else:
        await link.answer(b"", "Location: /cookie-circle", "Set-Cookie: pass=1; Path=/", status="302 Found")


# What is no proper HTTP.


@behaviour("too-short")
async def too_short(link: Link) -> None:
    await link.head_only("Content-Length: 9000")
    await link.send(pages.HEALTHY.encode()[:2000])


@behaviour("too-long")
async def too_long(link: Link) -> None:
    body = pages.HEALTHY.encode()
    await link.head_only(f"Content-Length: {len(body)}")
    await link.send(body, b"HTTP/1.1 200 OK\r\n\r\nmore" * 10)


@behaviour("two-lengths")
async def two_lengths(link: Link) -> None:
    await link.head_only("Content-Length: 5", "Content-Length: 9000")
    await link.send(pages.HEALTHY.encode())


@behaviour("bad-chunk")
async def bad_chunk(link: Link) -> None:
    await link.head_only("Transfer-Encoding: chunked")
    await link.send(b"zz\r\nhello\r\n")


@behaviour("no-length")
async def no_length(link: Link) -> None:
    await link.head_only()
    await link.send(pages.HEALTHY.encode())


@behaviour("sloppy")
async def sloppy(link: Link) -> None:
    """What old servers send and every browser opens."""
    body = pages.HEALTHY.encode()
    await link.send(b"HTTP/1.1 200 OK\r\nServer : old\r\nno header at all\r\nContent Type: text/html\r\n")
    await link.send(b"X-Nul: a\x00b\r\nTransfer-Encoding: identity\r\nContent-Length: %d\r\n\r\n" % len(body), body)


@behaviour("banner")
async def banner(link: Link) -> None:
    await link.send(b"SSH-2.0-OpenSSH_9.2\r\n\x00\x01\x02" * 10)


@behaviour("bare-page")
async def bare_page(link: Link) -> None:
    await link.send(pages.HEALTHY.encode())


# Pages for those who read them.

_answers("many-links", pages.many_links)
_answers("deep", pages.deep)
_answers("escapes", pages.escapes, "X-Escape: \x1b[31m\u202e")
_answers("nuls", pages.nuls)
_answers("wrong-charset", lambda: pages.HEALTHY.encode("gb18030"), "Content-Type: text/html; charset=utf-8")
_answers("empty", lambda: b"")
_answers("tiny", lambda: b"<html><title>x</title><body>It works!</body></html>")
_answers("shell", lambda: b"<html><body><div id=app></div><script src=/app.js></script></body></html>")
_answers("refresh", lambda: b"<html><meta http-equiv=refresh content='0;url=/home'></html>")
_answers("missing", lambda: b"<h1>Not Found</h1>", status="404 Not Found")
_answers("broken", lambda: b"oops", status="500 Internal Server Error")
_answers("too-many", lambda: b"slow down", "Retry-After: 30", status="429 Too Many Requests")
_answers("walled", "<h1>您的请求被拦截</h1>".encode, status="403 Forbidden")
_answers("forbidden", lambda: b"<h1>403 Forbidden</h1>", status="403 Forbidden")
