"""Where a page leads: every address on it (task `links`), the page for which it only stands; texts that are titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage, read_page
from fjgov_tui.pages.scripts import at_top

_SOON = 10
"""Seconds within which a page that refreshes itself to another one only stands for that one."""
_LITTLE = 200
"""Characters that a visitor may read on a page which only leads on: "正在跳转" and a footer."""
_REFRESH = re.compile(r"^\s*([\d.]*)\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"\s>]+)", re.IGNORECASE)
_JUMPS = re.compile(
    r"\b(?:location\s*(?:\.\s*href\s*)?=|location\s*\.\s*(?:replace|assign)\s*\()\s*['\"]([^'\"\s]{1,300})['\"]",
    re.IGNORECASE,
)
MOST = 2000
"""Addresses handed back; how many more there were is said."""
_TEXT = 80
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FEWEST_CHARACTERS = 4
"""Of a title, in Chinese or Latin."""
_LONGEST_COMMAND = 60
_NO_ITEM = re.compile(
    r"(?:(?:上一?页|下一?页|(?:网站|返回)?首页|尾页|末页|设为(?:主|首)页|加入收藏|收藏本站|(?:用户)?登[录陆]|(?:用户)?注册|简体(?:版|中文)?"
    r"|繁[体體](?:版|中文)?|English|无障碍(?:浏览|阅读|模式|版)?|适老(?:化|版|模式)|长者(?:版|模式|专区)|关怀(?:版|模式)|星期[一二三四五六日天]"
    r"|农历\S{0,8}|[共第] ?\d+(?: ?/ ?\d+)? ?[页条](?:记录|数据)?|更多|跳转|转到|当前)[\s|/·>》«»,，:：+-]*)+"
    r"|(?:今天是|(?:当前|您)?(?:现在)?的?位置|版权所有|\S{0,2}ICP备|\S{0,2}公网安备|网站备案).*",
    re.IGNORECASE,
)
"""Whole texts that belong to the frame of a page; inside a longer title the same words mean something."""


def links(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """The addresses that a page links to, each once, in document order.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `most`, how many to hand back at most.

    Returns:
        `links`: list of `[absolute address, text]`; `more`: how many were left out; `title`; `notes`.
    """
    page = read_page(body, about)
    asked = about.get("most")
    most = min(asked, MOST) if isinstance(asked, int) and asked > 0 else MOST
    first: dict[str, str] = {}
    for link in page.links:
        if not first.get(link.url):
            first[link.url] = link.text[:_TEXT]
    links_found: list[Json] = [[url, text] for url, text in list(first.items())[:most]]
    unseen = max(0, len(page.flat.anchors) - len(page.links)) if len(page.notes) else 0
    return {
        "links": links_found,
        "more": max(0, len(first) - most) + unseen,
        "title": page.title[:200],
        "notes": list(page.notes),
    }


def leads_to(page: ParsedPage) -> str:
    """The page of the same site for which this one only stands; empty where it stands for itself.

    Publishing systems put such stubs where a column has only sub-columns: `<meta http-equiv=refresh>`, a script that
    does nothing but leave, a frame that holds everything.
    """
    if page.onward is None:
        near = Neighbours(page.url)
        targets = map(page.join, _onward(page))
        page.onward = next(
            (
                target
                for target in targets
                if target.startswith(("http://", "https://")) and not near.outside(target) and target != page.url
            ),
            "",
        )
    return page.onward


def _onward(page: ParsedPage) -> Iterator[str]:
    for node in page.tree.css("meta[http-equiv]"):
        attributes = node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(attributes.get("content") or "")
            if match and float(match[1].strip(".") or 0) <= _SOON:
                yield match[2]
    frames = [node.attributes.get("src") or "" for node in page.tree.css("frame[src], iframe[src]")]
    if len("".join(page.visible.split())) <= _LITTLE:
        for script in page.scripts:
            yield from (jump[1] for jump in at_top(script.plain, _JUMPS.finditer(script.plain)))
        yield from sorted(frames, key=lambda src: "top" in src or "left" in src or "menu" in src)
    elif len(frames) == 1:
        yield frames[0]


def is_title(text: str) -> bool:
    """Whether a link's text is the title of an entry, not a word of the page's frame."""
    if len(_CHINESE.findall(text[:40])) < _FEWEST_CHARACTERS and len(text) < 2 * _FEWEST_CHARACTERS:
        return False
    return len(text) > _LONGEST_COMMAND or not _NO_ITEM.fullmatch(text.strip())
