"""A parsed page laid flat: nodes in document order with parent and end, so that questions of place are arithmetic."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import attrgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
    texts: dict[int, str] = field(default_factory=dict)
    """The stripped text of text nodes that are not blank and that a visitor reads."""
    anchors: list[int] = field(default_factory=list)
    """The indexes of `<a>`, ascending."""
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
    kinds = [node.tag_id for node in nodes]
    names = {kind: nodes[kinds.index(kind)].tag or "" for kind in set(kinds)}
    tags = [names[kind] for kind in kinds]
    elements = [index for index, tag in enumerate(tags) if tag != TEXT]
    places = {nodes[index].mem_id: index for index in elements}
    parents = [-1, *map(places.get, map(_PARENT, nodes[1:]), repeat(-1))]
    ends = list(range(1, len(nodes) + 1))
    last = dict(zip(parents, range(len(nodes)), strict=True))
    for index in reversed(elements):
        if index in last:
            ends[index] = ends[last[index]]
    flat = Flat(tags, parents, ends, nodes, anchors=[index for index in elements if tags[index] == "a"])
    _read(flat, elements)
    return flat


def _read(flat: Flat, elements: list[int]) -> None:
    """Fill in what a visitor reads."""
    tags, ends, nodes, texts = flat.tags, flat.ends, flat.nodes, flat.texts
    breaks, silent = bytearray(len(tags) + 1), bytearray(len(tags))
    for index in elements:
        if tags[index] in _INLINE:
            continue
        end = ends[index]
        breaks[index] = breaks[end] = 1
        if tags[index] in _SILENT:
            silent[index:end] = bytes([1]) * (end - index)
    lines, line, number = list[str](), 0, list(accumulate(breaks))
    for index in [index for index, tag in enumerate(tags) if tag == TEXT]:
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
