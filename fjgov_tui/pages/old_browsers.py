"""What Internet Explorer alone ran, and Windows beside it: islands of data, pictures that are programs, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import OLD_BROWSERS

_RUN = re.compile(
    r"\b(?:href|src|dynsrc|lowsrc|background|data|action|classid|codebase)\s{0,5}=\s{0,5}[\"']?\s{0,5}"
    r"((?:vbscript|mhtml|ms-its|mk:@msitstore|ms-msdt|search-ms):[^\"'>]{3,300})",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"vbscript:\s{0,5}(?:window\s{0,3}\.\s{0,3})?(?:close|print|history|alert|msgbox)", re.IGNORECASE
)
_PICTURE = re.compile(
    r"\b(?:dynsrc|lowsrc)\s{0,5}=\s{0,5}[\"']?\s{0,5}javascript:[^\"'>]{3,200}"
    r"|<bgsound\b[^<>]{0,200}?\bsrc\s{0,5}=\s{0,5}[\"']?\s{0,5}javascript:[^\"'>]{3,200}",
    re.IGNORECASE,
)
_IMPORT = re.compile(r"<\?import\b[^<>]{0,300}?\bimplementation\s{0,5}=\s{0,5}[\"']?([^\"'\s>]{3,300})", re.IGNORECASE)
_ISLAND = re.compile(r"<xml\b[^<>]{0,200}?\bsrc\s{0,5}=\s{0,5}[\"']?([^\"'\s>]{3,300})", re.IGNORECASE)
_CODE = re.compile(r"<script|javascript:|\bon(?:error|load|click)\s{0,5}=|<iframe", re.IGNORECASE)
_AFTER = 2000
"""Characters of an island of data that are read."""
_MOST = 50


def run_by_old(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """What is run in ways that nobody honest has used for long.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    standing = page.signs & OLD_BROWSERS
    if not standing:
        return
    source = page.source
    for pattern in (_RUN, _PICTURE):
        if match := next((each for each in pattern.finditer(source) if not _HARMLESS.search(each[0])), None):
            yield Alarm(
                "script", f"old:{match[0][:40]}", f"地址里写着旧浏览器会运行的代码：{match[0][:60]}", match[0][:300]
            )
    for pattern, what in ((_IMPORT, "给旧浏览器装上"), (_ISLAND, "数据岛取自")):
        for match in pattern.finditer(source) if standing & {"<?import", "<xml"} else ():
            if host := near.outside(page.join(match[1])):
                yield Alarm("script", f"old:{host}", f"{what}外站 {host} 的内容", match[0][:300])
                break
    if "dataformatas" in standing and "<xml" in standing:
        yield from _islands(page)


def _islands(page: ParsedPage) -> Iterator[Alarm]:
    """Data that is drawn as a page, and holds code."""
    source, lower = page.source, page.source.lower()
    at = lower.find("<xml")
    for _ in range(_MOST):
        if at < 0:
            return
        end = lower.find("</xml", at, at + _AFTER)
        if code := _CODE.search(unescape(source[at : end if end >= 0 else at + _AFTER])):
            yield Alarm("script", "old:island", "数据岛里藏着会运行的代码", code[0])
            return
        at = lower.find("<xml", at + 4)
