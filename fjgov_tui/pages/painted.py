"""What style sheets write on a page: sentences that stand in no text of it, and pages that they hide behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.styles import linked_sheet

_STRING = r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')"
_DRAWN = re.compile(
    rf"(?:\bcontent|--[\w-]{{1,40}}|\bquotes|\blist-style(?:-type)?|\b(?:pre|suf)fix|\bsymbols)\s*+:\s*+(?P<texts>(?:{_STRING}\s*+)++)"
    r"|\bcontent\s*+:\s*+(?P<cut>\"[^\"\n]{2,300}|'[^'\n]{2,300})|\bcontent\s*+:[^;{}\"']{0,60}?\battr\(\s*(?P<attribute>[\w-]{1,40})"
)
"""Letters that a style sheet writes, or an attribute whose letters it writes."""
_PART = re.compile(_STRING)
_LETTER = re.compile(r"\\([0-9a-fA-F]{4,6})\s?")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{3,1500})\}")
_OF_PAGE = r"(?:html|body|:root|\*)(?:[.#][\w-]{1,40}|\[[^\]]{1,40}\]){0,2}"
_EVERYTHING = re.compile(
    rf"(?:^|[,;}}>\s])(?:{_OF_PAGE}|{_OF_PAGE}\s*>?\s*(?:\*|div|:not\([^()]{{1,40}}\)))\s*(?:,|$)", re.IGNORECASE
)
"""A selector of the page as a whole, or of all that stands in it."""
_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*0(?:px|em|rem)?\s*(?:[!;}]|$)|(?<![-\w])color\s*:\s*transparent"
    r"|text-indent\s*:\s*-\d{3,}|transform\s*:\s*scale\(\s*0\s*\)",
    re.IGNORECASE,
)
_NOT_ON_SCREEN = re.compile(
    r"@media\s+(?:(?:only\s+)?print\b|(?:(?:only\s+)?(?:screen|all)\s+and\s*)?\(\s*orientation)[^{}]{0,80}\{(?:[^{}]{0,300}\{[^{}]{0,1500}\})*+[^{}]*+\}",
    re.IGNORECASE,
)
"""What holds on paper, or for a telephone that is held otherwise than a page is made for."""
_BESIDE_PAGE = re.compile(rf"(?:^|[,\s])(?:{_OF_PAGE})::?(?:before|after)\s*(?:,|$)", re.IGNORECASE)
_BEHIND_PAGE = re.compile(rf"(?:^|[,\s])(?:{_OF_PAGE})(?:::?(?:before|after))?\s*(?:,|$)", re.IGNORECASE)
_PICTURE = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^'\")\s]{3,300})", re.IGNORECASE)
_WAITS = re.compile(
    r"加载|请稍|等待|loading|维护|升级|打印|浏览器|javascript|脚本|横屏|竖屏|旋转|屏幕|水印|涉密", re.IGNORECASE
)
"""What honest pages say while they are not shown."""
_FEWEST = 6
_REACHED = re.compile(
    r"(?:q{1,2}|微信|[vV]信|薇信|威信|电报|飞机|telegram|(?<![a-z])tg|whatsapp|客服)\s*(?:群|号|联系)?\s*[:：@]?\s*[a-z0-9_-]{5,}",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?<![\w.@/-])((?:[\w-]{1,63}\.){1,4}(?:com|cn|net|org|top|xyz|vip|cc|info|club|site|online|icu|shop|live|pw|me|io|app|co|tv|win|bet|fun|pro|example))\b",
    re.IGNORECASE,
)
_OF_MAKERS = re.compile(r"技术支持|版权|主办|承办|维护|设计|制作|来源|备案")
"""Who made a page, or whose it is, may be named at its foot."""
_MOST = 60


def sheets(page: ParsedPage) -> list[str]:
    """The texts of the style sheets that stand in a page."""
    return [*page.sheets, *(linked_sheet(node.attributes.get("href") or "") for node in page.elements("link"))]


def on_screen(sheet: str) -> str:
    """A sheet without what holds on paper alone, or while a telephone is held the other way."""
    return _NOT_ON_SCREEN.sub("", sheet) if "@media" in sheet else sheet


def drawn(page: ParsedPage, texts: Sequence[str]) -> list[str]:
    """What style sheets write, each as a line of its own.

    Args:
        page: the page.
        texts: of its sheets.
    """
    lines = list[str]()
    for match in (match for text in texts for match in _DRAWN.finditer(text)):
        if name := match["attribute"]:
            nodes = page.tree.css(f"[{name}]")[:_MOST] if name.lower() not in {"href", "src", "class"} else ()
            lines += [value for node in nodes if (value := node.attributes.get(name.lower()))]
        else:
            parts = _PART.findall(match["texts"]) if match["texts"] else [f"{match['cut']} "]
            lines.append("".join(_plain(part[1:-1]) for part in parts))
    return [line for line in lines if len(line) > 1]


def _plain(text: str) -> str:
    return _LETTER.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), text)


def painted(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Sentences of style sheets that no office writes so, and pages that are hidden behind them.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    if b"<style" not in page.lower and b"data:text/css" not in page.lower:
        return
    texts = sheets(page)
    for text in drawn(page, texts):
        if called := _calls(text, near):
            yield Alarm("title", "painted", f"样式写出了“{text[:40]}”，叫人去找“{called}”", text[:300])
            return
    for text in map(on_screen, texts):
        rules = _RULE.findall(text) if _GONE.search(text) else []
        if any(_EVERYTHING.search(chosen.strip()) and _GONE.search(rule) for chosen, rule in rules):
            yield from _instead(page, near, rules)


def _calls(text: str, near: Neighbours) -> str:
    """The number or the stranger's address to which a sentence calls away; empty where it does not."""
    if len(text) < _FEWEST or _OF_MAKERS.search(text):
        return ""
    if reached := _REACHED.search(text):
        return reached[0]
    return next((match[1] for match in _HOST.finditer(text) if near.outside(f"http://{match[1].lower()}/")), "")


def _instead(page: ParsedPage, near: Neighbours, rules: Sequence[tuple[str, str]]) -> Iterator[Alarm]:
    """What is seen in the place of a page that is hidden as a whole."""
    for chosen, rule in rules:
        if not _BEHIND_PAGE.search(chosen.strip()):
            continue
        words = "".join(drawn(page, [rule])) if _BESIDE_PAGE.search(chosen.strip()) else ""
        if len(words) >= _FEWEST and not _WAITS.search(words):
            yield Alarm("title", "painted", f"样式把整个页面藏了起来，另写上“{words[:40]}”", words[:300])
            return
        for url in _PICTURE.findall(rule):
            if host := near.outside(page.join(url)):
                yield Alarm("script", f"cover:{host}", f"样式把整个页面藏了起来，换成外站 {host} 的图片", rule[:200])
                return
