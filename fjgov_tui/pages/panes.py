"""The panes of a tab: of several beside each other one is shown, and a head above them has a word for each."""

from __future__ import annotations

from collections.abc import Sequence

from fjgov_tui.pages.flat import Flat

_FEWEST = 2
_MOST = 12
"""Panes of one tab."""
_LARGEST = 120
"""Elements and texts of a head."""
_ITEMS = ("li", "a", "span", "h3", "h2", "dt", "td", "div")
"""What the words of a head stand in, the likeliest first."""


def is_pane(flat: Flat, index: int) -> bool:
    """Whether an element is one of the panes of a tab, by how the page is built.

    What is put beside the panes afterwards has no word in the head: then their numbers differ.

    Args:
        flat: the page.
        index: of an element.
    """
    parent = flat.parents[index]
    beside = _children(flat, parent)
    if parent <= 0 or len(beside) > _MOST + 1 or index not in beside:
        return False
    tag = flat.tags[index]
    around = _children(flat, flat.parents[parent])
    before = around[: around.index(parent)] if parent in around else []
    for head, panes in ((before[-1:], beside), (beside[:1], beside[1:])):
        alike = index in panes and all(flat.tags[pane] == tag for pane in panes)
        if head and alike and len(panes) >= _FEWEST and _words(flat, head[0]) == len(panes):
            return any(_is_shown(flat, pane) for pane in panes)
    return False


def _children(flat: Flat, parent: int) -> Sequence[int]:
    """The elements right below one; of a parent with more than a tab has, as many as tell that it is none."""
    children, at = list[int](), parent + 1
    while at < flat.ends[parent] and len(children) <= _MOST + 1:
        if flat.tags[at][0] != "-" and flat.parents[at] == parent:
            children.append(at)
        at = max(flat.ends[at], at + 1)
    return children


def _words(flat: Flat, head: int) -> int:
    """How many words a head has."""
    inside = range(head + 1, min(flat.ends[head], head + _LARGEST))
    for tag in _ITEMS:
        items = [at for at in inside if flat.tags[at] == tag and flat.text_of(at).strip()]
        if items:
            return len(items)
    return 0


def _is_shown(flat: Flat, pane: int) -> bool:
    style = (flat.attributes(pane).get("style") or "").replace(" ", "").lower()
    return "display:none" not in style and flat.text_of(pane).strip() != ""
