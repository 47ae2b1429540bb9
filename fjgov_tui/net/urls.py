"""Addresses of pages as they are written by people and servers, made into what may be asked for."""

from __future__ import annotations

from urllib.parse import quote

import httpx

from fjgov_tui.net.addresses import looks_numeric
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.text import clean

_SHOWN = 80
"""Characters of a foreign address that a sentence repeats."""
_NOT_WEB = frozenset(
    {1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110}
    | {111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531}
    | {532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061}
    | {6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080, 11211}
)
"""Ports of other services, which browsers refuse: a redirect there is an attempt to make us speak to them."""


class Failed(Exception):
    """A fetch cannot go on: what it ends with. Never leaves this package."""

    def __init__(self, outcome: Outcome, why: str, took: float = 0.0) -> None:
        """Keep the outcome, the Chinese sentence, and the seconds that were spent."""
        super().__init__(why)
        self.outcome, self.why, self.took = outcome, why, took


def shown(text: str) -> str:
    """A foreign address as a sentence may repeat it: harmless, short, without anybody's number."""
    line = clean(without_numbers(text))
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


def _parse(text: str) -> httpx.URL:
    """An address without user, password and fragment.

    Raises:
        httpx.InvalidURL: it is none.
    """
    url = httpx.URL(text)
    if url.port is not None and not 0 < url.port < 65536:
        raise httpx.InvalidURL("port")
    return url.copy_with(userinfo=b"", fragment=None) if url.userinfo or url.fragment else url


def first_url(text: str) -> httpx.URL:
    """The address to begin with.

    Raises:
        Failed: it is none that can be asked for.
    """
    try:
        url = _parse(text.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Failed(Outcome.PROTOCOL, f"网址写得不对：{shown(text)}") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise Failed(Outcome.FORBIDDEN, f"不是 http 或 https 网址：{shown(text)}")
    if looks_numeric(url.host):
        raise Failed(Outcome.PROTOCOL, f"网址的主机写得不对：{shown(url.host)}")
    return url


def _location(raw: bytes) -> str:
    """A Location header as browsers read it: spaces around dropped, bytes that are no UTF-8 kept as they are."""
    raw = raw.strip(b"\x00\t\n\x0c\r ").replace(b"\t", b"")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "".join(chr(byte) if byte < 0x80 else quote(bytes([byte])) for byte in raw)
    before, mark, query = text.partition("?")
    scheme = before.partition(":")[0].lower()
    if scheme in {"http", "https"} or ":" not in before.partition("/")[0]:
        before = before.replace("\\", "/")
    return before + mark + query


def next_url(here: httpx.URL, status: int, raw: bytes | None) -> httpx.URL:
    """Where a redirect leads.

    Args:
        here: the address that redirected.
        status: its status.
        raw: the Location header's bytes; `None` where there is none.

    Raises:
        Failed: nowhere that may be followed.
    """
    if not raw or not raw.strip():
        raise Failed(Outcome.PROTOCOL, f"状态码 {status} 却没有给出跳转地址")
    text = _location(raw)
    try:
        # Joined by httpx, whose rules are RFC 3986's.
        url = _parse(str(here.join(httpx.URL(text))))
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Failed(Outcome.PROTOCOL, f"跳转地址不成网址：{shown(text)}") from None
    if url.scheme not in {"http", "https"}:
        raise Failed(Outcome.FORBIDDEN, f"跳转到不是网页的地址：{shown(text)}")
    if not url.host or looks_numeric(url.host):
        raise Failed(Outcome.PROTOCOL, f"跳转地址不成网址：{shown(text)}")
    if url.port in _NOT_WEB and url.port != here.port:
        raise Failed(Outcome.FORBIDDEN, f"跳转到不是网页服务的端口 {url.port}：{shown(text)}")
    return url
