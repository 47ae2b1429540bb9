"""A parsed page laid flat, so that questions of place are arithmetic; and which parts of it are no content."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import accumulate, repeat
from operator import attrgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fjgov_tui.dataclass import dataclass

_TAGS = frozenset({"nav", "footer", "marquee"})
"""Of a frame; what runs across stands on every page."""
_ENTRIES = frozenset({"article", "li", "dd"})
"""What has a head and a foot of its own."""
_WORDS = re.compile(
    r"(?:^|[^a-z])(?:nav|menu|(?<!card-)(?<!panel-)(?<!item-)(?<!media-)(?<!news-)(?<!list-)(?<!post-)(?<!box-)foot"
    r"|copyright|banquan|pagin|crumb|breadcrumb|dqwz|mbx|fenye|pager|yqlj|friendlink|marquee|gundong|scroll-?(?:text|notice|news))",
    re.IGNORECASE,
)
"""Beginnings of class and id words that leave no doubt; the foot of a card is none of the page."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(
    r"(?:^|[^a-z])(?:aside|side|sidebar|hot|recommend|tuijian|rank|phb|related|xgxx|xgwz|latest|rdph)(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""Words for what stands beside a column's own list. Left and right say nothing: either may be the main part."""
_BESIDE = re.compile(
    r"(?:本站|全站|网站|今日|本周|本月|阅读|点击|浏览|新闻|信息|精彩|图片)?"
    r"(?:热点|热门|热文|推荐|相关|最新|延伸|排行|猜你喜欢|大家都在看)"
    r"(?:的)?(?:信息|公开|公告|公示|通知|要闻|政策)*"
    r"(?:文章|文件|新闻|资讯|动态|发布|更新|阅读|推荐|内容|链接|排行|稿件|点击|关注|榜|TOP ?\d*)*"
    r"|(?:阅读|点击|浏览|访问)(?:量)?排行榜?|相关[\u4e00-\u9fff]{1,6}"
)
"""Headings of what stands beside a column's own list, or below an article."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Measured on the 1,098 imitated columns (2026-11-27): how many that are read right become wrong with another number.
_CLIMB = 4
"""Elements from a heading up to what holds its list: with 2 sixteen, 3 to 10 none."""
_CONTAINERS = frozenset({"div", "ul", "ol", "section", "table", "td", "dl", "p", "aside", "form", "header", "span"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_HEADING = 12
"""Characters of a heading of what stands beside: 6 to 30 none."""
_MOST = 0.5
"""A part with more of the page's nodes than this is the page itself, whatever its class says.

With 0.35 two, with 0.45 one, with 0.7 none, with 0.9 one.
"""


class Ranges:
    """Parts of a page, none inside another."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """One more, in document order; what lies inside the last is no news."""
        if not self._ends or start >= self._ends[-1]:
            self._starts.append(start)
            self._ends.append(end)

    def __contains__(self, index: int) -> bool:
        place = bisect_right(self._starts, index) - 1
        return place >= 0 and index < self._ends[place]


class Regions:
    """The parts of one page."""

    def __init__(self, flat: Flat, own: str = "") -> None:
        """Look at every container once.

        Args:
            flat: the page.
            own: the names of the column itself: what is headed so is its own list, whatever the word.
        """
        self.own = own
        self.outside = Ranges()
        """Navigation, footer, page numbers."""
        self.aside = Ranges()
        """What stands beside the content."""
        self.headed = Ranges()
        """Of that what its own heading says so of."""
        self.hidden = Ranges()
        """What a visitor does not see."""
        most = len(flat.tags) * _MOST
        beside = list[tuple[int, int]]()
        for index, tag in enumerate(flat.tags):
            if tag == TEXT or (tag not in _CONTAINERS and tag not in _TAGS):
                continue
            attributes = flat.attributes(index)
            end = flat.ends[index]
            if attributes and _HIDDEN.search(attributes.get("style") or ""):
                self.hidden.add(index, end)
            if end - index > most:
                continue
            words = (
                _CAMEL.sub("-", f"{attributes.get('class') or ''} {attributes.get('id') or ''}") if attributes else ""
            )
            if (tag in _TAGS and flat.tags[flat.parents[index]] not in _ENTRIES) or _WORDS.search(words):
                self.outside.add(index, end)
            elif tag == "aside" or _ASIDE.search(words):
                beside.append((index, end))
        headed = [(start, end) for start, end in _headed(flat, own) if end - start <= most]
        for start, end in sorted([*beside, *headed]):
            if end - start <= most:
                self.aside.add(start, end)
        for start, end in headed:
            self.headed.add(start, end)


def _headed(flat: Flat, own: str) -> Iterator[tuple[int, int]]:
    """What stands under headings like 热点推荐 or 相关阅读; what lies in the last one is not looked at again."""
    reach = -1
    for index, text in sorted([*flat.texts.items(), *_painted(flat)]):
        if index < reach or len(text) > _LONGEST_HEADING or text in own or not _BESIDE.fullmatch(text.strip(" :：>»|")):
            continue
        span = _under(flat, index)
        if span is not None:
            reach = span[1]
            yield span


def _painted(flat: Flat) -> Iterator[tuple[int, str]]:
    """The words of pictures: older designs paint their headings."""
    for index, tag in enumerate(flat.tags):
        if tag == "img" and (words := (flat.attributes(index).get("alt") or "").strip()):
            yield index, words


def _under(flat: Flat, heading: int) -> tuple[int, int] | None:
    """From a heading to the end of what holds it and its list, or to the next heading there."""
    block, up = heading, flat.parents[heading]
    for _ in range(_CLIMB):
        if up < 0:
            return None
        end = flat.ends[up]
        if flat.count_anchors(up) > flat.count_anchors(block):
            at = flat.ends[block]
            while at < end and flat.tags[at] not in _HEADINGS:
                at = flat.ends[at]
            return block, min(at, end)
        block, up = up, flat.parents[up]
    return None


_PLACE = re.compile(r"(?:当前|现在|您)的?\S{0,4}位置|^位置 ?[:：]|^(?:网站)?(?:首|主)页 ?(?:[>›»→/]|&gt;)")
_LONGEST_PLACE = _MOST_OF_LINE = 30
"""Characters, and nodes, of the line that says where one is."""
_LINES = frozenset({"div", "p", "td", "ul", "ol", "dl", "section", "header"})


def place_line(flat: Flat) -> int:
    """Where the line ends that says where one is; 0 where there is none: what stands before it is on every page."""
    for index, text in flat.texts.items():
        if len(text) <= _LONGEST_PLACE and _PLACE.search(text):
            end, up = index + 1, flat.parents[index]
            while up > 0 and flat.ends[up] - up <= _MOST_OF_LINE:
                end = flat.ends[up]
                if flat.tags[up] in _LINES:
                    break
                up = flat.parents[up]
            return end
    return 0


_SILENT = frozenset({"script", "style", "noscript", "template", "head", "title", "textarea", "select", "iframe", "svg"})
"""What is inside is not read by a visitor."""
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "ins", "label", "mark", "o:p"}
    | {"ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "del", "q"}
)
"""Elements that do not break a line."""
TEXT = "-text"
_PARENT = attrgetter("parent.mem_id")


@dataclass
class Flat:
    """Parallel lists, one entry a node; a text node has no children."""

    tags: list[str] = field(default_factory=list)
    """The tag in lower case; `TEXT` for text."""
    parents: list[int] = field(default_factory=list)
    """The index of the parent; -1 for the root."""
    ends: list[int] = field(default_factory=list)
    """The index after the last descendant."""
    nodes: list[LexborNode] = field(default_factory=list)
    places: Mapping[str, list[int]] = field(default_factory=dict)
    """By tag the indexes of its elements, ascending."""
    texts: dict[int, str] = field(default_factory=dict)
    """The stripped text of text nodes that are not blank and that a visitor reads."""
    anchors: list[int] = field(default_factory=list)
    """The indexes of `<a>`, ascending."""
    lines: list[int] = field(default_factory=list)
    """The number of the line in which each node stands."""
    visible: str = ""
    """All that a visitor reads, a line for each block."""

    def anchors_in(self, index: int) -> list[int]:
        """The links below (or at) a node."""
        return self.anchors[bisect_left(self.anchors, index) : bisect_left(self.anchors, self.ends[index])]

    def count_anchors(self, index: int) -> int:
        """How many links there are below (or at) a node."""
        return bisect_left(self.anchors, self.ends[index]) - bisect_left(self.anchors, index)

    def first_anchor(self, index: int) -> int:
        """The first link below (or at) a node that has any."""
        return self.anchors[bisect_left(self.anchors, index)]

    def text_of(self, index: int) -> str:
        """The text below a node, its parts joined without a break."""
        end = self.ends[index]
        if end == index + 2:
            return self.texts.get(index + 1, "")
        return "".join([self.texts[at] for at in range(index + 1, end) if at in self.texts])

    def attributes(self, index: int) -> dict[str, str | None]:
        """The attributes of an element."""
        return self.nodes[index].attributes


def lay_flat(tree: LexborHTMLParser) -> Flat:
    """Lay a tree flat; whole lists at a time, because a page has thousands of nodes."""
    if tree.root is None:
        return Flat()
    nodes = list(tree.root.traverse(include_text=True))
    numbers = [node.tag_id for node in nodes]
    names = {number: nodes[numbers.index(number)].tag or "" for number in set(numbers)}
    tags = [names[number] for number in numbers]
    text = next((number for number, tag in names.items() if tag == TEXT), -1)
    elements = [index for index, number in enumerate(numbers) if number != text]
    places = {nodes[index].mem_id: index for index in elements}
    parents = [-1, *map(places.get, map(_PARENT, nodes[1:]), repeat(-1))]
    ends = list(range(1, len(nodes) + 1))
    for index in range(len(nodes) - 1, 0, -1):
        # Who comes last in the page is met first, and ends where its parent does.
        if ends[parents[index]] < ends[index]:
            ends[parents[index]] = ends[index]
    by_tag: dict[str, list[int]] = {tag: [] for tag in names.values() if tag != TEXT}
    for index in elements:
        by_tag[tags[index]].append(index)
    flat = Flat(tags, parents, ends, nodes, by_tag, anchors=by_tag.get("a", []))
    _read(flat, [index for index, number in enumerate(numbers) if number == text])
    return flat


def _read(flat: Flat, pieces: list[int]) -> None:
    """Fill in what a visitor reads.

    Args:
        flat: the page.
        pieces: the indexes of its texts.
    """
    ends, nodes, texts = flat.ends, flat.nodes, flat.texts
    breaks, silent = bytearray(len(nodes) + 1), bytearray(len(nodes))
    for tag in flat.places.keys() - _INLINE:
        for index in flat.places[tag]:
            breaks[index] = breaks[ends[index]] = 1
            if tag in _SILENT:
                silent[index : ends[index]] = bytes([1]) * (ends[index] - index)
    lines, line, number = list[str](), 0, list(accumulate(breaks))
    flat.lines = number
    for index in pieces:
        if silent[index]:
            continue
        if number[index] != line:
            line = number[index]
            lines.append("\n")
        raw = nodes[index].text_content or ""
        text = raw.strip()
        if text:
            texts[index] = text
            lines.append(raw)
        elif lines and lines[-1] != "\n":
            lines.append(" ")
    flat.visible = "".join(lines)


_LONGEST_TABLE_HEADING = 12
"""Characters of the heading of a column in a table: 4 to 40 change nothing in the imitations."""


def above(flat: Flat, index: int) -> Iterator[int]:
    """The elements around a node, the nearest first."""
    up = flat.parents[index]
    while up >= 0:
        yield up
        up = flat.parents[up]


class TableHeadings:
    """The headings of all tables of one page, each read once."""

    def __init__(self, flat: Flat) -> None:
        """Take the page."""
        self._flat = flat
        self._headings: dict[int, list[str]] = {}
        self._cells: dict[int, dict[int, int]] = {}

    def over(self, index: int) -> str:
        """The heading of the column of a table in which a text stands; empty where it stands in none."""
        cell = next((up for up in above(self._flat, index) if self._flat.tags[up] in {"td", "th"}), -1)
        row = self._flat.parents[cell] if cell >= 0 else -1
        if row < 0 or self._flat.tags[row] != "tr":
            return ""
        number = self._cells_of(row)[cell]
        heading = self._headings_of(row)
        title = heading[number] if number < len(heading) else ""
        return title if len(title) <= _LONGEST_TABLE_HEADING else ""

    def _cells_of(self, row: int) -> dict[int, int]:
        """The place of each cell in its row; a row may have tens of thousands."""
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = {}
            at, end = row + 1, self._flat.ends[row]
            while at < end:
                if self._flat.tags[at] != TEXT:
                    cells[at] = len(cells)
                at = self._flat.ends[at]
        return cells

    def _headings_of(self, row: int) -> list[str]:
        flat = self._flat
        table = next((up for up in above(self._flat, row) if flat.tags[up] == "table"), -1)
        if table not in self._headings:
            first = next((index for index in range(table + 1, flat.ends[table]) if flat.tags[index] == "tr"), row)
            cells = [index for index in range(first + 1, flat.ends[first]) if flat.parents[index] == first]
            self._headings[table] = [flat.text_of(cell) for cell in cells if flat.tags[cell] != TEXT]
        return self._headings[table]
