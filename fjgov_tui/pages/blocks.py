"""The blocks of a page, and which of them stand on other columns of its site, too: menu, side bar, footer.

What a column lists is its own; what is seen around it on every page of the site says nothing about it. One page alone
rarely tells the two apart, several do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise, repeat

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import MOST_BESIDE
from fjgov_tui.pages.flat import TEXT, Flat, Ranges, above
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.shot import BLOCK, Block, plain_url, read_shot, shorten

_OF_DATES = " \t\u3000\xa0\r0123456789-/.年月日:：[]()（）·•|"
_ANOTHER = 3
"""Blocks that a page must have of its own to be another one: some sites answer every address with one page."""
_FEWEST = 2
"""Pages of which something must stand on each to be no chance."""
_TITLE = re.compile(r"(?:[^\u3400-\u9fff]*[\u3400-\u9fff]){9}")
"""Nine Chinese characters: an article's title rather than the name of a column."""
_FIGURES = re.compile(r"\d+")
_MOST_NODES = 60
"""Nodes of an element whose text may be one line."""
_FIELDS = frozenset({"input", "select", "textarea"})
_CLOSE = 2
"""Elements from a field up to what it belongs to."""
_UP = 3
"""Elements from a text up to the line that it is part of."""


def blocks_of(page: ParsedPage) -> Iterator[Block]:
    """The links of a page, its lines of text and its pictures, each kind in the order of the page."""
    texts = [shorten(link.text) for link in page.links]
    urls = [plain_url(link.url) for link in page.links]
    yield from map(BLOCK, zip(repeat("a"), urls, texts, strict=False))
    # The line of a list entry is its link and its date; the link has been told.
    known = {"", *(text.strip(_OF_DATES) for text in texts)}
    for line in page.visible.split("\n"):
        if line and line.strip(_OF_DATES) not in known:
            text = shorten(line)
            if text.strip(_OF_DATES) not in known:
                yield Block("text", "", text)
    for node in page.elements("img"):
        yield _picture(page, node.attributes)


def _picture(page: ParsedPage, attributes: Mapping[str, str | None]) -> Block:
    return Block("img", plain_url(page.join(attributes.get("src") or "")), shorten(attributes.get("alt") or ""))


@dataclass(frozen=True)
class _Leaf:
    """A link, a picture or a text of a page, and whether other columns show it, too."""

    index: int
    block: Block
    shared: bool


class SiteFrame:
    """The parts of a page that other columns of its site show as well."""

    def __init__(self, page: ParsedPage, beside: Sequence[Sequence[Block]]) -> None:
        """Compare.

        Args:
            page: the page of a column.
            beside: the blocks of some other columns of the same site; of fewer than two nothing can be said.
        """
        self.links = set[int]()
        """Places of links (`Link.index`) that stand around the content."""
        self._ours, self._theirs = list[int](), list[int]()
        """How many parts there are before each node: of the page's own, and shared ones."""
        self.nodes = Ranges()
        """Elements in which nothing stands but such links, texts and pictures."""
        own = list(dict.fromkeys(blocks_of(page))) if len(beside) >= _FEWEST else []
        known = frozenset(map(_without_figures, own))
        news = {
            number: sum(_without_figures(block) not in known for block in beside[number])
            for number in range(len(beside))
        }
        others = [blocks for number, blocks in enumerate(beside) if news[number]]
        # Some sites answer every address with one page: that says nothing about any of them.
        if own and sum(count >= _ANOTHER for count in news.values()) >= _FEWEST:
            self._compare(page, own, others)

    def holds(self, links: Sequence[int]) -> bool:
        """Whether a list with these links is none of the column's own."""
        return 3 * sum(link in self.links for link in links) >= 2 * max(1, len(links))

    def _compare(self, page: ParsedPage, own: Sequence[Block], others: Sequence[Sequence[Block]]) -> None:
        # A side bar stands on all of them but for an odd one; what stands on some may be the list of several columns.
        least = max(_FEWEST, len(others) - 1)
        counts = Counter(block for blocks in others for block in set(blocks))
        shared = frozenset(block for block, count in counts.items() if count >= least)
        pairs = Counter(pair for blocks in others for pair in set(pairwise(_links(blocks))))
        leaves = list(_leaves(page, shared))
        together = {pair for pair, count in pairs.items() if count >= least}
        doubtful = _after_the_gap(_links(own), shared, together, leaves)
        self.links = {leaf.index for leaf in leaves if _is_around(leaf, doubtful) and leaf.block.tag == "a"}
        ours, theirs = [0] * (len(page.flat.tags) + 1), [0] * (len(page.flat.tags) + 1)
        for leaf in leaves:
            around = _is_around(leaf, doubtful)
            ours[leaf.index + 1] += not around
            theirs[leaf.index + 1] += around
        self._ours, self._theirs = list(accumulate(ours)), list(accumulate(theirs))
        for index, end in enumerate(page.flat.ends):
            if self._is_shared(page.flat, index):
                self.nodes.add(index, end)

    def _is_shared(self, flat: Flat, index: int) -> bool:
        end = flat.ends[index]
        return (
            flat.tags[index] not in {"html", "body"}
            and self._ours[index] == self._ours[end]
            and self._theirs[index] < self._theirs[end]
        )

    def surrounds(self, flat: Flat, index: int) -> bool:
        """Whether a node stands around the content.

        A field to fill in is kept of no page: it belongs to the frame where a shared part stands close to it, as the
        words beside a search; a form of the column's own is its content.
        """
        if index not in self.nodes or flat.tags[index] not in _FIELDS:
            return index in self.nodes
        return any(self._is_shared(flat, up) for up in islice(above(flat, index), _CLOSE))


def _is_around(leaf: _Leaf, doubtful: set[Block]) -> bool:
    return leaf.shared and leaf.block not in doubtful


def _leaves(page: ParsedPage, shared: frozenset[Block]) -> Iterator[_Leaf]:
    """The parts of a page in its order, bare dates left out; of a link that it shows twice one may be its own."""
    flat, inside = page.flat, -1
    lines = {_squeezed(block.text) for block in shared if block.tag == "text"}
    links = {link.index: Block("a", plain_url(link.url), shorten(link.text)) for link in page.links}
    times = Counter(links.values())
    whole: dict[int, str] = {}
    for index, text in flat.texts.items():
        whole[flat.lines[index]] = whole.get(flat.lines[index], "") + text
    for index, tag in enumerate(flat.tags):
        if index in links:
            inside = flat.ends[index]
            yield _Leaf(index, links[index], links[index] in shared and times[links[index]] == 1)
        elif index < inside:
            continue
        elif tag == "img":
            picture = _picture(page, flat.attributes(index))
            yield _Leaf(index, picture, picture in shared)
        elif tag == TEXT and flat.texts.get(index, "").strip(_OF_DATES):
            yield _Leaf(
                index,
                Block("text", "", flat.texts[index]),
                _squeezed(whole[flat.lines[index]]) in lines
                or any(_squeezed(text) in lines for text in _lines_of(flat, index)),
            )


def _lines_of(flat: Flat, index: int) -> Iterator[str]:
    """A text, and the lines of which it may be a part."""
    up = index
    yield flat.texts[index]
    for _ in range(_UP):
        up = flat.parents[up]
        if up < 0 or flat.ends[up] - up > _MOST_NODES:
            return
        yield flat.text_of(up)


def _squeezed(text: str) -> str:
    return shorten("".join(text.split())).partition("…")[0][:40]


def _without_figures(block: Block) -> Block:
    """A block without its numbers: counters and clocks make no other page."""
    return block._replace(text=_FIGURES.sub("", block.text)) if block.tag == "text" else block


def _links(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.tag == "a"]


def _after_the_gap(
    links: Sequence[Block], shared: frozenset[Block], together: set[tuple[Block, Block]], leaves: Sequence[_Leaf]
) -> set[Block]:
    """Titles that stand where other columns have their own list: nobody can tell whether they are this column's.

    A column that lists but what every side bar of the site lists, too, must not be taken for an empty one; under the
    heading of the side bar they are the side bar.
    """
    before = {leaf.block: previous for previous, leaf in pairwise(leaves)}
    doubtful, here = set[Block](), False
    for previous, link in pairwise(links):
        if previous in shared and link in shared and (previous, link) not in together:
            above = before.get(link)
            here = above is None or not (above.shared and above.block.tag == "text")
        here = here and link in shared and _TITLE.match(link.text) is not None
        if here:
            doubtful.add(link)
    return doubtful


def blocks_beside(about: Mapping[str, Json]) -> list[tuple[Block, ...]]:
    """The blocks of other columns, from what the caller sent: `beside`, bodies that `Shot.body` wrote."""
    bodies = about.get("beside")
    shots = list[tuple[Block, ...]]()
    for body in bodies[:MOST_BESIDE] if isinstance(bodies, list) else ():
        try:
            shots.append(read_shot(str(body).encode()).blocks)
        except StoreProblem:
            continue  # A snapshot of another release says nothing; the next inspection writes a new one.
    return shots
