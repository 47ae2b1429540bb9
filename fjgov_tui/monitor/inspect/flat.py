"""A parsed page laid flat: nodes in document order with parent and end, so that questions of place are arithmetic."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SILENT = frozenset({"script", "style", "noscript", "template", "head", "title", "textarea", "select", "iframe", "svg"})
"""What is inside is not read by a visitor."""
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "ins", "label", "mark", "o:p"}
    | {"ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "del", "q"}
)
"""Elements that do not break a line."""
TEXT = "-text"


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
    places = {node.mem_id: index for index, node in enumerate(nodes)}
    above = [node.parent for node in nodes]
    parents = [-1 if up is None else places.get(up.mem_id, -1) for up in above]
    ends = list(range(1, len(nodes) + 1))
    for index in range(len(nodes) - 1, 0, -1):
        up = parents[index]
        if up >= 0 and ends[up] < ends[index]:
            ends[up] = ends[index]
    tags = [node.tag or "" for node in nodes]
    flat = Flat(tags, parents, ends, nodes, anchors=[index for index, tag in enumerate(tags) if tag == "a"])
    _read(flat)
    return flat


def _read(flat: Flat) -> None:
    """Fill in what a visitor reads."""
    tags, ends = flat.tags, flat.ends
    blocks = [index for index, tag in enumerate(tags) if tag not in _INLINE and tag != TEXT]
    breaks = sorted({*blocks, *(ends[index] for index in blocks)})
    breaks.append(len(tags) + 1)
    silent = [index for index in blocks if tags[index] in _SILENT]
    skipped = {one for index in silent for one in range(index, ends[index])}
    lines, place = list[str](), 0
    for index, tag in enumerate(tags):
        if tag != TEXT or index in skipped:
            continue
        if breaks[place] <= index:
            lines.append("\n")
            while breaks[place] <= index:
                place += 1
        raw = flat.nodes[index].text_content or ""
        if not raw.isspace():
            flat.texts[index] = raw.strip()
            lines.append(raw)
        elif lines and lines[-1] != "\n":
            lines.append(" ")
    flat.visible = "".join(lines)
