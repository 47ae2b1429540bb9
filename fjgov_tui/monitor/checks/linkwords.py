"""What an address or a page alone tells of a link: mistyped, or a domain that somebody keeps for sale."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WEB = ("http://", "https://")
_INNER = re.compile(r"(?i)https?(:|%3a)/{0,2}")
_NEAR_HTTP = re.compile(r"(?i)^(h?t+ps?|http?s?|htpps?|httpss|htttps?|hhttps?)(:|;|\uff1a|//)")
_HOST = re.compile(
    r"(?i)(?:[a-z0-9_\u4e00-\u9fff](?:[a-z0-9_\u4e00-\u9fff-]*[a-z0-9_\u4e00-\u9fff])?\.)+[a-z\u4e00-\u9fff]{2,}"
)
_SALE = r"(?:出售|转让|拍卖|过期|停放)"
_PARKED = re.compile(
    rf"(?i)域名(?:正在|低价|可)?{_SALE}|[本该]域名(?:已|可|正在|可以|可供){_SALE}|域名停靠|购买(?:此|该|本)域名"
    r"|domain (?:name )?(?:is |may be )?for sale|buy this domain|parked (?:free|domain)"
    r"|this domain (?:is|has) (?:parked|expired)"
)
_BADNESS = "\u3002\uff0c\uff1b\u3001\uff1a\uff1f"


def mistyped(url: str) -> str:
    """Why the address cannot have been meant so, in Chinese; empty where it looks right.

    Args:
        url: absolute, as the page's reader would follow it.
    """
    if not url.startswith(_WEB):
        return "协议写错了" if _NEAR_HTTP.match(url) else ""
    rest = url.split("://", 1)[1]
    host = rest.split("/", 1)[0]
    if _INNER.match(rest):
        return "网址前多写了一遍 http"
    if any(mark in host for mark in _BADNESS):
        return "网址里有全角标点"
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "网址的写法不对"
    if not name or " " in host or "%20" in host:
        return "网址里没有域名，或域名里有空格"
    numeric = ":" in name or re.fullmatch(r"[\d.]+", name)
    if not numeric and name != "localhost" and not _HOST.fullmatch(name):
        return "域名的写法不对"
    first = next((part for part in parts.path.split("/") if part), "")
    inner = next((part for part in parts.path.split("/") if re.fullmatch(r"(?i)www\.[\w.-]+\.[a-z]{2,}", part)), "")
    if inner or re.fullmatch(r"(?i)[\w-]+\.(?:gov|com|org|net)\.cn", first):
        return "网址前少写了 http://，成了站内路径"
    return ""


def parked(text: str) -> bool:
    """Whether the visible beginning of a page says that its domain is for sale."""
    return _PARKED.search(text[:4000]) is not None
