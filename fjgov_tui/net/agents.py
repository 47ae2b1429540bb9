"""As whom a page is asked for: the request headers of each `Agent`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

import httpx

from fjgov_tui import __version__
from fjgov_tui.observed.pages import Agent

_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
_PHONE = f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {_CHROME} Mobile Safari/537.36"
_RESULT = "https://www.baidu.com/link?url=Kq3vJ0pXn8wYbT5sVhE2rLd7mCfA1uZg&wd=&eqid=9f3a6c1e000b27d4000000036911c2aa"
"""A referrer as a click on a result of Baidu sends it: hijackers look for the path, too."""
_REFERRERS: Mapping[Agent, str] = {"baidu": _RESULT, "mobile-baidu": _RESULT.replace("//www.", "//m.", 1)}
_NAMES: Mapping[Agent, str] = {
    "desktop": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36",
    "mobile": _PHONE,
    "mobile-baidu": _PHONE,
    "sogou": "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
    "so360": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36; 360Spider",
    "bytedance": f"Mozilla/5.0 (compatible; Bytespider; https://zhanzhang.toutiao.com/) {_CHROME} Safari/537.36",
    "google": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
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
    return httpx.Headers(headers | {"Referer": _REFERRERS[agent]} if agent in _REFERRERS else headers)
