"""What lies over a page, or is all that is left of it: links as large as the window, a frame on a hidden page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.hidden import Veil, frame_address
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.styles import TooCostly, declared
from fjgov_tui.pages.tricks import hidden_by

FRAMES = ("iframe", "frame", "embed", "object", "applet")
_WHOLE = re.compile(
    r"(?<![-\w])width\s*:\s*100(?:%|vw)[\s\S]*?(?<![-\w])height\s*:\s*100(?:%|vh)|inset\s*:\s*0", re.IGNORECASE
)
_SHAPES = "rect[width='100%'],image[width='100%'],foreignobject[width='100%']"
_UNTOUCHED = re.compile(r"pointer-events\s*:\s*none|z-index\s*:\s*-")
_CLEAR = "完全透明"
_MOST_LETTERS, _LARGEST_SHARE = 200, 0.9
"""Letters of a page that is hidden, and how much of it is."""
_MOST, _MOST_TEXTS = 40, 1000


def led_over(page: ParsedPage, near: Neighbours, node: LexborNode, style: str) -> str:
    """The stranger to whom a layer over the whole page leads, in which nothing is to be seen or read; else empty.

    Args:
        page: the page.
        near: which hosts are no strangers.
        node: the layer.
        style: by which it lies over the page.
    """
    trick = hidden_by({part.name: part.value for part in declared(style)})
    clear = trick == _CLEAR
    if (trick and not clear) or _UNTOUCHED.search(style):
        return ""
    if not clear and (node.text().strip() or node.css_first("img,video,input,button,iframe") is not None):
        return ""
    links = [node] if node.tag in {"a", "form"} else node.css("a,area,form")[:_MOST]
    for link in links:
        if link is not node and not (clear or len(links) == 1 or _fills(link)):
            continue
        attributes = link.attributes
        url = next((attributes[name] or "" for name in ("href", "xlink:href", "action") if attributes.get(name)), "")
        if host := near.outside(page.join(url)):
            return host
    return ""


def _fills(link: LexborNode) -> bool:
    """Whether a link is as large as the layer in which it lies."""
    return _WHOLE.search(link.attributes.get("style") or "") is not None or link.css_first(_SHAPES) is not None


def left_alone(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """A stranger's frame that is all that is seen of a page, the rest of which is hidden.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    flat = page.flat
    places = sorted(at for tag in FRAMES for at in flat.places.get(tag, ()))
    frames = [(at, host) for at in places if (host := near.outside(page.join(frame_address(flat.attributes(at)))))]
    if not frames:
        return
    veil, hidden, letters = Veil(page), 0, 0
    try:
        shown = [host for at, host in frames if not veil.trick(at)[0]]
        for index, text in islice(flat.texts.items(), _MOST_TEXTS) if shown else ():
            letters += len(text)
            hidden += len(text) if veil.trick(flat.parents[index])[0] else 0
    except TooCostly:
        return
    if shown and hidden >= _MOST_LETTERS and hidden >= letters * _LARGEST_SHARE:
        yield Alarm("script", f"frame:{shown[0]}", f"整个页面藏了起来，只剩外站 {shown[0]} 的框架", shown[0])
