"""What is wrong with script files that a page takes from strangers, by their names and by where the tags stand."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours, disguised, feigns, nameless, resembled
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.scripts import Script
from fjgov_tui.pages.signs import CODES

_MINER_FILE = re.compile(
    r"(?:^|[/._-])(?:web|crypto|js|deep|coin|xmr)?-?miner(?:[._-]|$)|coin-?(?:hive|imp)|crypto-?(?:night|loot|noter)|jsecoin",
    re.IGNORECASE,
)
_MINES = re.compile(
    r"\bnew\s+[\w$]{2,30}\s*\.\s*(?:Anonymous|User|Token)\s*\(\s*['\"][\w+/=-]{8,100}['\"][\s\S]{0,400}?"
    r"(?:throttle|\.\s*start\s*\()|\bcryptonight\b|stratum\+tcp:",
    re.IGNORECASE,
)
"""How those are started that let visitors' machines work for strangers."""
_GLUED = re.compile(
    r"['\"]\s*/?>\s*</(?:title|a|td|option|textarea)>\s*<script\b[^>]{0,200}?\bsrc\s*=\s*['\"]?([^'\"\s>]{6,300})",
    re.IGNORECASE,
)
"""A tag that closes whatever may stand open before it: it was glued to the fields of a data base."""
_INSIDE = "a script[src],option script[src],h1 script[src],h2 script[src],h3 script[src]"
"""Where the title of an entry stands, and no tag of the page's own."""
_OFTEN = 3
_BEHIND = re.compile(r"</html\s*>(?=\s*\S)", re.IGNORECASE)
_BEFORE = re.compile(r"<html\b", re.IGNORECASE)
_NAMES_FILE = re.compile(
    r"<(?P<tag>script|iframe|frame|embed|object)\b[^>]{0,300}?\b(?:src|data)\s*=\s*[\"']?([^\"'\s>]{4,600})",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"<(?:script|iframe|frame|embed|object|form|a|img|link|base)\b[^>]{0,400}?\b(?:src|href|action|data)\s*+=\s*+[\"']?+\s*+"
    r"([^\"'\s>]{0,200}&#[^\"'\s>]{2,3000})",
    re.IGNORECASE,
)
_CODED_LETTER = re.compile(r"&#(?:x0*[2-7][0-9a-f]|0*(?:3[3-9]|[4-9]\d|1[01]\d|12[0-6]));?", re.IGNORECASE)
_MOST_LETTERS = 20_000
_FEWEST_CODED = 3
"""Letters of a host in code; a single one is some tool's care."""


def taken_from(page: ParsedPage, near: Neighbours, scripts: Sequence[Script]) -> Iterator[Alarm]:
    """What is wrong with foreign script files at first sight.

    Args:
        page: the page.
        near: which hosts are no strangers.
        scripts: its inline scripts.
    """
    urls = list(map(page.join, page.script_files))
    urls += map(page.for_old.join, page.for_old.script_files) if page.for_old else ()
    hosts = [near.outside(url) for url in urls]
    foreign = [url for url, host in zip(urls, hosts, strict=True) if host]
    loaded = {host for script in scripts for host in script.loads if near.foreign(host)}
    for host in sorted({*hosts, *loaded} - {""}):
        if poses := _posing(page, host):
            yield _alarm(host, f"页面从{poses}外站 {host} 取脚本")
    yield from _out_of_place(page, near)
    yield from _coded(page, near)
    if foreign:
        for host in dict.fromkeys(_glued(page, near)):
            yield _alarm(host, f"来自外站 {host} 的脚本被粘在标题、链接等文字里")
        for url in dict.fromkeys(foreign):
            if _MINER_FILE.search(url.partition("//")[2]):
                yield _alarm(near.outside(url), f"页面装入挖矿脚本：{url[:80]}")
    for script in scripts:
        if match := _MINES.search(script.inside.solved):
            yield Alarm(
                "script", f"inline:{script.mark}", "让访问者的机器替人挖矿的脚本", match[0][:200], script=script.mark
            )


def _posing(page: ParsedPage, host: str) -> str:
    """In Chinese, how a host gives itself out for somebody whom everybody knows, or for nobody at all."""
    if brand := resembled(host):
        return f"冒充 {brand} 的"
    if feigns(host, page.url):
        return "冒充本站或政府网站的"
    if why := disguised(host, page.url):
        return why.removesuffix("域名")
    return "没有域名的" if nameless(host, page.source) else ""


def _out_of_place(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Foreign files that are named before the page begins or after it ends: they were put there by a program."""
    source = page.source
    if page.lower[-100:].rstrip().endswith(b"</html>") and b"<html" in page.lower[:200]:
        return
    end, begin = _BEHIND.search(source), _BEFORE.search(source)
    parts = [source[end.end() :]] if end else []
    parts += [source[: begin.start()]] if begin else []
    for part in parts:
        for match in _NAMES_FILE.finditer(part[:_MOST_LETTERS]):
            if host := near.outside(page.join(html.unescape(match[2]))):
                kind = "script" if match["tag"].lower() == "script" else "frame"
                yield Alarm(
                    "script", f"{kind}:{host}", f"页面开始以前或结束以后粘着来自外站 {host} 的内容", match[0][:200]
                )


def _coded(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Addresses of foreign hosts that are written in code, letter by letter, so that nobody reads them."""
    if CODES not in page.signs:
        return
    for match in _CODED.finditer(page.source):
        host = near.outside(page.join(html.unescape(match[1])))
        if (
            host
            and host not in match[0].lower()
            and len(_CODED_LETTER.findall(match[1].partition("?")[0])) >= _FEWEST_CODED
        ):
            yield _alarm(host, f"外站 {host} 的地址写成一串字符编码，让人看不出来")


def _glued(page: ParsedPage, near: Neighbours) -> Iterator[str]:
    """Foreign hosts of script tags that stand inside of texts, or again and again."""
    inside: list[LexborNode] = page.tree.css(_INSIDE) if page.script_files else []
    urls = [page.join((node.attributes.get("src") or "").strip()) for node in inside]
    urls += [page.join(match[1]) for match in _GLUED.finditer(page.source)]
    urls += [page.join(src) for src, count in Counter(page.script_files).items() if count >= _OFTEN]
    yield from filter(None, map(near.outside, urls))


def _alarm(host: str, what: str) -> Alarm:
    return Alarm("script", f"script:{host}", what, host)
