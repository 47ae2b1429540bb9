"""Hidden links (暗链): links to foreign hosts inside containers that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import Link, ParsedPage
from fjgov_tui.pages.panes import is_pane
from fjgov_tui.pages.scripts import COVERS
from fjgov_tui.pages.selecting import Element, Elements, revealed_by, rules_for
from fjgov_tui.pages.styles import (
    SCREENS,
    Sheet,
    Style,
    TooCostly,
    at_its_end,
    cascade,
    declared,
    linked_sheet,
    read_sheets,
    resolve,
)
from fjgov_tui.pages.tricks import (
    LETTERS,
    SMALL,
    SWITCHED,
    background,
    colour,
    font_size,
    hidden_by,
    nearly,
    pixels,
    rules_of_scripts,
)

_ZERO_WIDTH = re.compile(r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0]*")


_UNTOUCHABLE = frozenset({"display:none", "visibility:hidden"})
"""What is hidden so is under no mouse."""
_LAYERS = 4
"""Elements from a frame up to the layer that it fills."""
_FRAMES = frozenset({"iframe", "frame", "embed", "object", "applet"})
_WINDOW = (1000, 600)
"""Pixels of a window that nobody sees past."""
_FAST = 500
"""Pixels a step from which a line that runs is never seen; the usual ones move by 1 to 10."""


@dataclass(frozen=True)
class Hidden:
    """One link that nobody sees."""

    link: Link
    host: str
    trick: str
    container: int
    """The element that hides it, by its place in `ParsedPage.flat`."""
    mixed: bool
    """Whether it may belong to a menu or tab: the trick is a switch, and it is a pane or half of it near."""


class Veil:
    """What hides the elements of one page."""

    def __init__(self, page: ParsedPage) -> None:
        """Read nothing yet: a page without foreign links is never asked."""
        self._page = page
        self._flat = page.flat
        self._elements = Elements(page.flat)
        self._styles: dict[tuple[int, int], Style] = {}

    @property
    def unread(self) -> str:
        """What of the style sheets was left out, in Chinese."""
        return f"样式表过长或过于复杂，有 {self._sheet.unread} 处没有看" if self._sheet.unread else ""

    @cached_property
    def _sheet(self) -> Sheet:
        """The page's own style sheets, and what its scripts hide while it loads."""
        flat, texts = self._flat, list[tuple[str, str]]()
        for index, tag in enumerate(flat.tags):
            if tag == "style" and not self._is_inert(index):
                texts.append((flat.nodes[index].text(), flat.attributes(index).get("media") or ""))
            elif tag == "link":
                attributes = flat.attributes(index)
                if "stylesheet" in (attributes.get("rel") or "").lower() and (
                    text := linked_sheet(attributes.get("href") or "")
                ):
                    texts.append((text, attributes.get("media") or ""))
        texts += [(rule, "") for rule in dict.fromkeys(rules_of_scripts(self._page.scripts))]
        return read_sheets(tuple(texts))

    def _is_inert(self, index: int) -> bool:
        """Whether a browser that runs scripts never sees it."""
        return any(self._flat.tags[up] in {"noscript", "template"} for up in self._upwards(index))

    @cached_property
    def _styled_elsewhere(self) -> bool:
        """Whether a style sheet that we do not read may say otherwise."""
        return bool(self._sheet.imports) or any(
            not linked_sheet(node.attributes.get("href") or "")
            for node in self._page.tree.css("link[rel~=stylesheet i]")
        )

    def _style(self, index: int, screen: int) -> Style:
        """What the page itself declares for an element, on one of the screens."""
        key = (index, screen if self._sheet.by_width else 0)
        known = self._styles.get(key)
        if known is None:
            known = self._styles[key] = self._computed(index, screen)
        return known

    def _computed(self, index: int, screen: int) -> Style:
        inline = declared(self._flat.attributes(index).get("style") or "")
        if not self._sheet.count:
            style = cascade((), inline, screen) if inline else {}
        else:
            element = self._elements.at(index)
            style = at_its_end(self._sheet, cascade(rules_for(self._sheet, element), inline, screen))
            if style and (trick := hidden_by(style)) in SWITCHED and self._is_revealed(element, trick):
                return {}
        if any("var(" in value for value in style.values()):
            variables = self._variables(index, screen)
            style = {name: resolve(value, {**variables, **style}) for name, value in style.items()}
        return style

    def _variables(self, index: int, screen: int) -> Style:
        """What elements further out declare for `var()`."""
        variables: dict[str, str] = {}
        ups = [*self._upwards(self._flat.parents[index]), 0] if index else []
        for up in reversed(ups):
            variables |= {name: value for name, value in self._style(up, screen).items() if name.startswith("--")}
        return variables

    def _is_revealed(self, element: Element, trick: str) -> bool:
        """Whether it is shown while the mouse is over something, or something is ticked: the inside of a menu."""
        return any(
            not (itself and trick in _UNTOUCHABLE) and not hidden_by(cascade([((0, 0, 0), rule)], (), 0))
            for rule, itself in revealed_by(self._sheet, element)
        )

    def _judge(self, index: int, screen: int) -> str:
        """The trick by which this element itself is hidden."""
        tag, attributes = self._flat.tags[index], self._flat.attributes(index)
        if tag == "noscript":
            return "只给不运行脚本的访问者"
        style = self._style(index, screen)
        if tag == "details" and "open" not in attributes and not self._has_summary(index):
            return "display:none"
        shut = "hidden" in attributes or "popover" in attributes or (tag == "dialog" and "open" not in attributes)
        if shut and "display" not in style:
            return "display:none"
        if tag == "marquee" and _unseen_marquee(attributes):
            return "滚动条看不见"
        return hidden_by(style)

    def _has_summary(self, index: int) -> bool:
        """Whether something is written on what opens a part that is folded up."""
        flat = self._flat
        return any(flat.tags[at] == "summary" and flat.text_of(at).strip() for at in range(index + 1, flat.ends[index]))

    def trick(self, index: int) -> tuple[str, int]:
        """How an element is hidden on every screen, by itself or by what it stands in, and by which element.

        Raises:
            TooCostly: the page's selectors take too many steps.
        """
        first = self._trick_on(index, 0)
        if first[0] and self._sheet.by_width:
            for screen in range(1, len(SCREENS)):
                if not self._trick_on(index, screen)[0]:
                    return "", index
        return first

    def covering(self, index: int) -> str:
        """Whether an element lies over the whole window."""
        if self._flat.tags[index] == "frame":
            return "盖住整个页面"
        style = self._style(index, 1)
        if _is_whole(style) and any(self._lies_over(up) for up in islice(self._upwards(index), _LAYERS)):
            return "盖住整个页面"
        whole = all(style.get(side, "") in {"100%", f"100v{side[0]}", "100vmax"} for side in ("width", "height"))
        whole = whole or self._as_large(index, style)
        return "盖住整个页面" if whole and style.get("position") in {"fixed", "absolute"} else ""

    def _as_large(self, index: int, style: Style) -> bool:
        """Whether something is as large as a window by its figures, and begins where that does."""
        attributes = self._flat.attributes(index)
        sizes = (pixels(style.get(side, "") or attributes.get(side) or "") or 0 for side in ("width", "height"))
        begins = all((pixels(style.get(side, "") or "1000") or 0) <= 0 for side in ("top", "left"))
        return begins and all(size >= least for size, least in zip(sizes, _WINDOW, strict=True))

    def _lies_over(self, index: int) -> bool:
        written = (self._flat.attributes(index).get("style") or "").replace("\n", " ")
        return COVERS.search(written) is not None and self._style(index, 1).get("display") != "none"

    def _trick_on(self, index: int, screen: int) -> tuple[str, int]:
        at, seen_size, seen_visible, restyled = index, False, False, False
        while at > 0:
            if self._flat.tags[at] in {"html", "body"}:
                break
            trick = self._judge(at, screen)
            undone = (trick == LETTERS and (seen_size or restyled)) or (trick == "visibility:hidden" and seen_visible)
            if trick and not undone:
                return trick, at
            style = self._style(at, screen)
            seen_size |= (font_size(style) or 0) > 1
            seen_visible |= style.get("visibility") == "visible"
            attributes = self._flat.attributes(at)
            restyled |= self._styled_elsewhere and bool(attributes.get("class") or attributes.get("id"))
            at = self._flat.parents[at]
        return ("文字与底色相同", index) if self._same_as_ground(index, screen) else ("", index)

    def _same_as_ground(self, index: int, screen: int) -> bool:
        """Whether the letters have the colour of what is behind them, as far as the page itself tells."""
        own = ""
        for at in self._upwards(index):
            style, attributes = self._style(at, screen), self._flat.attributes(at)
            own = own or colour(style.get("color", "")) or colour(attributes.get("color") or "")
            ground = background(style) or colour(attributes.get("bgcolor") or "")
            if ground and ground != "transparent":
                return nearly(own, ground)
            if "background" in style or "background-image" in style or attributes.get("background"):
                return False
        return own == "#ffffff" and not self._styled_elsewhere

    def _upwards(self, index: int) -> Iterator[int]:
        while index > 0:
            yield index
            index = self._flat.parents[index]


def _is_whole(style: Style) -> bool:
    """Whether something is as large as what it stands in, or fills it from side to side."""
    return all(style.get(side, "") in {"100%", f"100v{side[0]}"} for side in ("width", "height")) or all(
        style.get(side, "").removesuffix("px") == "0" for side in ("top", "bottom", "left", "right")
    )


def _unseen_marquee(attributes: Mapping[str, str | None]) -> bool:
    """Whether a line that runs is too low to be seen, or too fast."""
    sizes = [(attributes.get(side) or "").strip().removesuffix("px").strip() for side in ("width", "height")]
    speed = (attributes.get("scrollamount") or "").strip()
    return any(size.isdecimal() and int(size[:4]) <= SMALL for size in sizes) or (
        speed.isdecimal() and int(speed[:6]) >= _FAST
    )


def hidden_links(page: ParsedPage, near: Neighbours) -> tuple[list[Hidden], str]:
    """Every link to a foreign host that nobody sees, in page order.

    Args:
        page: the page.
        near: which hosts are no strangers.

    Returns:
        The links; and in Chinese what of the page's style sheets was made such that it could not be read, if anything.
    """
    strange = [(links, host) for links in page.origins.values() if (host := near.outside(links[0].url))]
    foreign = {link.index: (link, host) for links, host in strange for link in links}
    if not foreign:
        return [], ""
    veil, hits, mixed = Veil(page), list[Hidden](), dict[int, bool]()
    try:
        for index, (link, host) in sorted(foreign.items()):
            trick, container = veil.trick(index)
            if not trick and not _can_be_seen(page, index):
                trick, container = "只有看不见的字符", index
            if trick:
                if container not in mixed:
                    mixed[container] = _mixed(page, container, foreign) or is_pane(page.flat, container)
                hits.append(Hidden(link, host, trick, container, trick in SWITCHED and mixed[container]))
    except TooCostly:
        return hits, "样式表的选择器过于复杂，没有看完"
    return hits, veil.unread


def hidden_among(page: ParsedPage, links: Sequence[Link]) -> Iterator[tuple[Link, str]]:
    """Those of some links that nobody sees, each with the trick."""
    veil = Veil(page)
    for link in links:
        try:
            trick = veil.trick(link.index)[0]
        except TooCostly:
            return
        if trick:
            yield link, trick


def _mixed(page: ParsedPage, container: int, foreign: Collection[int]) -> bool:
    """Whether at least as many pages of the site's own, or of its neighbours, are linked inside as strangers are.

    An anchor that leads nowhere is no neighbour, and neither is the same page over and over.
    """
    inside = set(page.flat.anchors_in(container))
    strangers = sum(index in foreign for index in inside)
    return len({link.url for link in page.links if link.index in inside and link.index not in foreign}) >= strangers


def _can_be_seen(page: ParsedPage, index: int) -> bool:
    """Whether there is anything to see: a letter, a picture, or a class that may draw one."""
    flat = page.flat
    raw = flat.nodes[index].text()
    if (raw and not _ZERO_WIDTH.fullmatch(raw)) or flat.attributes(index).get("class"):
        return True
    inside = [at for at in range(index + 1, flat.ends[index]) if flat.tags[at][0] != "-"]
    if not inside:
        return not raw  # a place to jump to, not a link
    return any(flat.tags[at] != "img" or not _is_dot(flat.attributes(at)) for at in inside)


def _is_dot(attributes: Mapping[str, str | None]) -> bool:
    """Whether a picture is drawn with no size to speak of."""
    return any((attributes.get(side) or "").strip().removesuffix("px") in {"0", "1"} for side in ("width", "height"))


def frame_address(attributes: Mapping[str, str | None]) -> str:
    """From where a frame or an object has what it shows."""
    return next((attributes[name] or "" for name in ("src", "data", "codebase", "archive") if attributes.get(name)), "")


def hidden_frames(page: ParsedPage, near: Neighbours) -> list[tuple[str, str]]:
    """Foreign hosts of frames and objects that nobody sees, or that cover the page; each with the trick."""
    hits = list[tuple[str, str]]()
    if page.kinds.isdisjoint(_FRAMES):
        return hits
    veil = Veil(page)
    for index, tag in enumerate(page.flat.tags):
        if tag not in _FRAMES:
            continue
        attributes = page.flat.attributes(index)
        if host := near.outside(page.join(frame_address(attributes))):
            try:
                trick = (
                    "脚本控件"
                    if (attributes.get("type") or "").strip().lower() == "text/x-scriptlet"
                    else "大小为零"
                    if tag != "frame" and _is_dot(attributes)
                    else veil.trick(index)[0] or veil.covering(index)
                )
            except TooCostly:
                continue
            if trick:
                hits.append((host, trick))
    return hits
