"""As whom a page is asked for: the request headers of each `Agent`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

import httpx

from fjgov_tui import __version__
from fjgov_tui.observed.pages import Agent

_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
_NAMES: Mapping[Agent, str] = {
    "desktop": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36",
    "mobile": f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {_CHROME} Mobile Safari/537.36",
    "spider": "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "baidu": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36",
}
_COMMON = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@lru_cache(maxsize=16)
def headers_of(agent: Agent, office: str, *, plain: bool = False) -> httpx.Headers:
    """The headers that an agent sends.

    Args:
        agent: as whom to ask.
        office: the name by which the monitor introduces itself; it travels percent-encoded, because firewalls
            turn away header values that are not ASCII.
        plain: ask for a page that is not compressed at all.
    """
    named = f"; {quote(office, safe=' ')}" if office else ""
    own = f"Mozilla/5.0 (compatible; fjgov-monitor/{__version__}{named})"
    headers = _COMMON | {"User-Agent": _NAMES.get(agent, own)}
    headers |= {"Accept-Encoding": "identity"} if plain else {}
    return httpx.Headers(headers | {"Referer": "https://www.baidu.com/"} if agent == "baidu" else headers)
