"""Hidden links (暗链): links to foreign hosts inside containers that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from fjgov_tui.pages.flat import TEXT
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import Link, ParsedPage
from fjgov_tui.pages.sheets import read_sheets
from fjgov_tui.pages.style import (
    LETTERS,
    SWITCHED,
    Style,
    background,
    colour,
    declarations,
    font_size,
    hidden_by,
)

_BY_SCRIPT = re.compile(
    r"getElementById\(\s*['\"]([\w-]{1,80})['\"]\s*\)\s*\.\s*style\s*\.\s*"
    r"(?:display\s*=\s*['\"]none|visibility\s*=\s*['\"]hidden)"
)
_NAMED = re.compile(r"(?:function\s+[\w$]+|[\w$]\s*[:=]\s*function)\s*\([^()]*\)\s*\Z")
"""What stands before the brace of a function that has a name."""
_BRACE = re.compile(r"[{}]")
_ZERO_WIDTH = re.compile(r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0]*")


@dataclass(frozen=True)
class Hidden:
    """One link that nobody sees."""

    link: Link
    host: str
    trick: str
    mixed: bool
    """Whether it may belong to a menu or tab: the trick is a switch, and most of its neighbours are no strangers."""


def at_top(text: str, places: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The places in a script that are run as the page loads: not inside a function that has a name to be called by.

    Args:
        text: of the script; gone through once.
        places: ascending.
    """
    braces = _BRACE.finditer(text)
    brace = next(braces, None)
    depth, named = 0, list[int]()
    for place in places:
        while brace is not None and brace.start() < place.start():
            if brace[0] == "{":
                depth += 1
                if _NAMED.search(text[max(0, brace.start() - 200) : brace.start()]):
                    named.append(depth)
            else:
                if named and named[-1] == depth:
                    named.pop()
                depth -= 1
            brace = next(braces, None)
        if not named:
            yield place


class Veil:
    """What hides the elements of one page."""

    def __init__(self, page: ParsedPage) -> None:
        """Read nothing yet: a page without foreign links is never asked."""
        self._page = page
        self._flat = page.flat
        self._known: dict[int, str] = {}

    @cached_property
    def _sheets(self) -> dict[int, Style]:
        return read_sheets(self._page.tree)

    @cached_property
    def _styled_elsewhere(self) -> bool:
        """Whether a style sheet that we do not read may say otherwise."""
        return self._page.tree.css_first("link[rel~=stylesheet i]") is not None

    @cached_property
    def _by_script(self) -> frozenset[str]:
        """The ids of elements that a script hides as the page loads."""
        found = set[str]()
        for node in self._page.tree.css("script"):
            text = node.text()
            found.update(one[1] for one in at_top(text, _BY_SCRIPT.finditer(text)))
        return frozenset(found)

    def style(self, index: int) -> Style:
        """What the page itself declares for an element."""
        said = self._flat.attributes(index)
        inline = declarations(said.get("style") or "")
        sheet = self._sheets.get(self._flat.nodes[index].mem_id)
        return {**sheet, **inline} if sheet else inline

    def _alone(self, index: int) -> str:
        """The trick by which this element itself is hidden."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._judge(index)
        return known

    def _judge(self, index: int) -> str:
        tag, said = self._flat.tags[index], self._flat.attributes(index)
        if tag == "noscript":
            return "只给不运行脚本的访问者"
        if "hidden" in said or (said.get("id") or "") in self._by_script:
            return "display:none"
        if tag == "marquee" and any((said.get(side) or "").strip("px ") in {"0", "1"} for side in ("width", "height")):
            return "滚动条大小为零"
        return hidden_by(self.style(index))

    def trick(self, index: int) -> tuple[str, int]:
        """How an element is hidden, by itself or by what it stands in, and by which element; empty where visible."""
        at, seen_size, seen_visible, restyled = index, False, False, False
        while at > 0:
            if self._flat.tags[at] in {"html", "body"}:
                break
            told = self._alone(at)
            undone = (told == LETTERS and (seen_size or restyled)) or (told == "visibility:hidden" and seen_visible)
            if told and not undone:
                return told, at
            style = self.style(at)
            seen_size |= (font_size(style) or 0) > 1
            seen_visible |= style.get("visibility") == "visible"
            said = self._flat.attributes(at)
            restyled |= self._styled_elsewhere and bool(said.get("class") or said.get("id"))
            at = self._flat.parents[at]
        return ("文字与底色相同", index) if self._same_as_ground(index) else ("", index)

    def _same_as_ground(self, index: int) -> bool:
        """Whether the letters have the colour of what is behind them, as far as the page itself tells."""
        own = ""
        for at in self._upwards(index):
            style, said = self.style(at), self._flat.attributes(at)
            own = own or colour(style.get("color", "")) or colour(said.get("color") or "")
            ground = background(style) or colour(said.get("bgcolor") or "")
            if ground and ground != "transparent":
                return own == ground
            if "background" in style or "background-image" in style or said.get("background"):
                return False
        return own == "#ffffff" and not self._styled_elsewhere

    def _upwards(self, index: int) -> Iterator[int]:
        while index > 0:
            yield index
            index = self._flat.parents[index]


def hidden_links(page: ParsedPage, near: Neighbours) -> list[Hidden]:
    """Every link to a foreign host that nobody sees, in page order.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    strange = [(links, host) for links in page.origins.values() if (host := near.outside(links[0].url))]
    foreign = {link.index: (link, host) for links, host in strange for link in links}
    if not foreign:
        return []
    veil, found, mixed = Veil(page), list[Hidden](), dict[int, bool]()
    for index, (link, host) in sorted(foreign.items()):
        trick, container = veil.trick(index)
        if not trick and not _can_be_seen(page, index):
            trick, container = "只有看不见的字符", index
        if trick:
            if container not in mixed:
                mixed[container] = _mixed(page, container, foreign)
            found.append(Hidden(link, host, trick, trick in SWITCHED and mixed[container]))
    return found


def _mixed(page: ParsedPage, container: int, foreign: Collection[int]) -> bool:
    inside = page.flat.anchors_in(container)
    return len(inside) >= 2 * sum(one in foreign for one in inside)


def _can_be_seen(page: ParsedPage, index: int) -> bool:
    """Whether there is anything to see: a letter, a picture, or a class that may draw one."""
    flat = page.flat
    raw = flat.nodes[index].text()
    if not raw or not _ZERO_WIDTH.fullmatch(raw) or flat.attributes(index).get("class"):
        return True
    return any(tag != TEXT for tag in flat.tags[index + 1 : flat.ends[index]])
