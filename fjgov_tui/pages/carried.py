"""Pages that a page carries: in the address of a frame, in a remark for old browsers, in a pattern of a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.frauds import frauds
from fjgov_tui.pages.guises import guises
from fjgov_tui.pages.hidden import hidden_links
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.layers import defaced
from fjgov_tui.pages.links import refreshes
from fjgov_tui.pages.lures import lures
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.reaches import CARRIED, FRAMES_WITH_PAGES, PAGES, framed, page_mark
from fjgov_tui.pages.strangers import foreign_links, hijackers, terms
from fjgov_tui.pages.swindles import swindles
from fjgov_tui.pages.trade import traded

_PATTERNS = re.compile(r"text/(?:html|(?:x-)?template|ng-template|(?:x-)?(?:handlebars|mustache|jsrender|tmpl)\b)")
"""How scripts are declared that are parts of a page, to be put in by others."""
_AWAY = re.compile(r"(?:https?:)?//([\w.-]{4,100})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,400}>")
_MOST = 20
_LONGEST = 20_000
_FRAMED, _OLD, _PATTERN = "框架里写着的网页", "只有旧浏览器看得见的部分", "脚本里的网页模板"


def carried(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """What is wrong with pages that a page carries, whatever it was before.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    yield from _in_addresses(page, near)
    yield from _in_pictures(page)
    if old := page.for_old:
        yield from _of_page(old, near, _OLD)
        for url in refreshes(old):
            if host := near.outside(url):
                yield Alarm("redirect", host, f"旧浏览器打开后自动跳到外站 {host}", url[:300])
    for node in islice(page.elements("script"), _MOST):
        if _PATTERNS.fullmatch((node.attributes.get("type") or "").strip().lower()) and "//" in (text := node.text()):
            yield from _of_page(page.part(text[:_LONGEST]), near, _PATTERN)


def _in_addresses(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Frames whose page stands in their own attributes."""
    for node in page.chosen(FRAMES_WITH_PAGES, "iframe", "object", "embed")[:_MOST]:
        address = (node.attributes.get("src") or node.attributes.get("data") or "").strip()
        for html in framed(node.attributes):
            inside = page.part(html[:_LONGEST])
            if alarm := _spelt_out(address, html, inside, near):
                yield alarm
            yield from _of_page(inside, near, _FRAMED)


def _in_pictures(page: ParsedPage) -> Iterator[Alarm]:
    """Drawings in the page itself whose texts offer what no office has to offer."""
    for node in page.chosen("img[src^='data:image/svg' i]", "img")[:_MOST]:
        for html in framed(node.attributes):
            text = " ".join(_TAG.sub(" ", html[:_LONGEST]).split())
            if offer := _offered(text):
                yield Alarm("title", f"carried:{offer}", f"写在页面里的图画着黑产用语“{offer}”", text[:200])


def _spelt_out(address: str, html: str, inside: ParsedPage, near: Neighbours) -> Alarm | None:
    """An address that holds a page which says something in code, or leads to a stranger."""
    if not CARRIED.match(address):
        return None
    host = next((match[1] for match in _AWAY.finditer(html) if near.outside(f"http://{match[1]}/")), "")
    drawn = "image/svg" in address[:60].lower()
    coded = "base64" in address[:80].lower() and not drawn and (inside.visible.strip() or inside.scripts)
    if not coded and (not host or (drawn and "<a" not in html and "<script" not in html)):
        return None
    leads = f"，里面通向 {host[:60]}" if host else ""
    words = " ".join(inside.visible.split())[:30]
    return Alarm("script", f"{PAGES}:{page_mark(html)}", f"框架的网址里装着一整个网页“{words}”{leads}", html[:300])


def _offered(text: str) -> str:
    """The first words of a text that offer what no office has; empty where none do."""
    return next((word.text for word in terms(hijackers().find(text))), "") or traded(text)


def _of_page(inside: ParsedPage, near: Neighbours, where: str) -> Iterator[Alarm]:
    """What is wrong with a page that another one carries."""
    text = f"{inside.title}\n{inside.visible[:_LONGEST]}"
    if offer := _offered(text):
        yield Alarm("title", f"carried:{offer}", f"{where}写着黑产用语“{offer}”", text[:200])
    yield from defaced(inside, [inside.title])
    for hidden in hidden_links(inside, near)[0][:_MOST]:
        what = f"{where}有看不见的链接指向外站 {hidden.host}：{hidden.trick}"
        yield Alarm("hidden-link", hidden.host, what, hidden.link.url[:300])
        break
    yield from foreign_links(inside, near, ())
    yield from guises(inside, near)
    yield from swindles(inside, near)
    yield from lures(inside, near)
    yield from frauds(inside, near)
