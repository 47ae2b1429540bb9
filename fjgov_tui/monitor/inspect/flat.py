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
        return "".join(self.texts[at] for at in range(index, self.ends[index]) if at in self.texts)

    def attributes(self, index: int) -> dict[str, str | None]:
        """The attributes of an element."""
        return self.nodes[index].attributes


class _Layer:
    """The state of the one pass."""

    def __init__(self) -> None:
        self.flat = Flat()
        self.stack: list[tuple[int, int]] = []
        self.lines: list[str] = []
        self.silent = 0
        """The depth of the element whose content nobody reads; 0 outside of any."""

    def close_until(self, above: int, index: int) -> None:
        """Leave the elements that are not the parent of the node at `index`."""
        while self.stack and self.stack[-1][0] != above:
            left = self.stack.pop()[1]
            self.flat.ends[left] = index
            if self.silent and len(self.stack) < self.silent:
                self.silent = 0
            elif not self.silent and self.flat.tags[left] not in _INLINE:
                self.lines.append("\n")

    def text(self, index: int, node: LexborNode) -> None:
        """Note what a visitor reads."""
        raw = node.text_content or ""
        if raw.isspace():
            if self.lines and self.lines[-1] != "\n":
                self.lines.append(" ")
        else:
            self.flat.texts[index] = raw.strip()
            self.lines.append(raw)

    def element(self, index: int, node: LexborNode, tag: str) -> None:
        """Enter an element."""
        if tag == "a":
            self.flat.anchors.append(index)
        self.stack.append((node.mem_id, index))
        if self.silent:
            return
        if tag in _SILENT:
            self.silent = len(self.stack)
        elif tag not in _INLINE:
            self.lines.append("\n")


def lay_flat(tree: LexborHTMLParser) -> Flat:
    """One pass over the tree."""
    layer = _Layer()
    flat = layer.flat
    if tree.root is None:
        return flat
    stack, tags, parents, ends, nodes = layer.stack, flat.tags, flat.parents, flat.ends, flat.nodes
    for index, node in enumerate(tree.root.traverse(include_text=True)):
        above = node.parent
        if stack and (above is None or stack[-1][0] != above.mem_id):
            layer.close_until(above.mem_id if above is not None else 0, index)
        tag = node.tag or ""
        tags.append(tag)
        nodes.append(node)
        parents.append(stack[-1][1] if stack else -1)
        ends.append(index + 1)
        if tag != TEXT:
            layer.element(index, node, tag)
        elif not layer.silent:
            layer.text(index, node)
    for _, index in layer.stack:
        flat.ends[index] = len(flat.tags)
    flat.visible = "".join(layer.lines)
    return flat
