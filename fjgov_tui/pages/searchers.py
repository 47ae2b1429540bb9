"""What a script does only for those who come from a search engine, or are one."""

from __future__ import annotations

import re

from fjgov_tui.pages.harms import AWAY, TO_LOCATION
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.scripts import Script

_SEARCHER = re.compile(
    r"spider|googlebot|bingbot|slurp|\b(?:baidu|sogou|haosou|google|bing|yahoo|yisou)\b|\bso\.com|\bsm\.cn",
    re.IGNORECASE,
)
_ASKS = re.compile(r"document\s*\.\s*referrer|navigator\s*\.\s*userAgent", re.IGNORECASE)
_LEADS = re.compile(
    r"\blocation\b\s*+(?:\.\s*(?:href|replace|assign)\s*+)?(?:=[^=]|\()|document\s*\.\s*(?:write|title\s*=)|\.\s*innerHTML\s*="
    r"|createElement\s*\(\s*['\"]i?frame|<iframe",
    re.IGNORECASE,
)
_ON_ONE_HOST = re.compile(
    rf"{TO_LOCATION}{AWAY}['\"`]\s*(?:[;)}}\n]|$|\+\s*(?:window\s*\.\s*)?location\s*\.\s*(?:pathname|search|hash)\b)",
    re.IGNORECASE,
)
"""Leads to an address whose host is plain to see; behind any other name the host might go on."""
_ADDRESS = re.compile(r"//[^'\"\s]+")
_KEEPS_NOTE = re.compile(
    r"\bif\s*\((?:[^(){}]|\([^(){}]{0,200}\)){1,300}+\)\s*\{"
    r"(?:\s*(?:document\s*\.\s*cookie\s*=|(?:window\s*\.\s*)?(?:session|local)Storage\s*\.\s*setItem\s*\(|_hmt\s*\.\s*push\s*\()"
    r"(?:'[^'\n]{0,99}'|\"[^\"\n]{0,99}\"|[^;{}'\"]){1,60}+;?)++\s*\}(?!\s*else)"
)
"""A condition under which nothing is done but to note it, as statistics do."""


def for_searchers(script: Script, near: Neighbours) -> re.Match[str] | None:
    """Where a script asks where the visitor comes from, names searchers, and leads somewhere or writes."""
    if _asks(script.plain) is None:
        return None
    text = _KEEPS_NOTE.sub("", script.plain)
    # To another address of its own every site leads those who come by an old one.
    abroad = _ON_ONE_HOST.sub(lambda way: way[0] if near.outside(way[1]) else "", text)
    leads = _LEADS.search(abroad) or any(map(near.foreign, script.loads))
    return _asks(text) if leads else None


def _asks(text: str) -> re.Match[str] | None:
    """Where it is asked whence or as what one comes; the address of a searcher, as its counter has, asks nothing."""
    asks = _ASKS.search(text)
    return asks if asks and _SEARCHER.search(_ADDRESS.sub("", text)) else None
