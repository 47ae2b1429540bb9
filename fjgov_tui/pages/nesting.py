"""What would cost a parser minutes or gigabytes is left out before it sees it: too many tags, nested too deep."""

from __future__ import annotations

import re

MAX_DEPTH = 256
"""No page of an office nests deeper than some dozens of elements."""
MAX_TAGS = 60_000
"""Of which a page of 2 MB can hold ten times as many, at half a kilobyte each; an office's page has a few thousand."""
_FEW = 4000
"""Up to so many tags even the worst nesting is parsed in milliseconds."""
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*>?")
_UNCOUNTED = frozenset(
    # without content
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    # closed by the next of their kind, so that an end tag that is missing is no depth
    | {"p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
)


class _Depth:
    def __init__(self) -> None:
        self.now = 0
        self.dropped = 0

    def __call__(self, tag: re.Match[str]) -> str:
        """The tag, or nothing where it would nest too deep."""
        if tag[2].lower() in _UNCOUNTED:
            return tag[0]
        if tag[1]:
            self.now = max(0, self.now - 1)
            return tag[0] if self.now < MAX_DEPTH else ""
        self.now += 1
        if self.now <= MAX_DEPTH:
            return tag[0]
        self.dropped += 1
        return ""


def limit_tags(html: str) -> tuple[str, int]:
    """The page up to `MAX_TAGS` tags, and how many were left out."""
    count = html.count("<")
    if count <= MAX_TAGS:
        return html, 0
    kept = html.split("<", MAX_TAGS)[:MAX_TAGS]
    return "<".join(kept), count - MAX_TAGS + 1


def limit_depth(html: str) -> tuple[str, int]:
    """The page with at most `MAX_DEPTH` open elements at any place, and how many were left out."""
    if html.count("<") <= _FEW:
        return html, 0
    depth = _Depth()
    cut = _TAG.sub(depth, html)
    return (cut, depth.dropped) if depth.dropped else (html, 0)
