"""Which parts of a page are no content: navigation, footer, page numbers, and what is hidden."""

from __future__ import annotations

import re
from bisect import bisect_right

from fjgov_tui.pages.flat import TEXT, Flat

_TAGS = frozenset({"nav", "footer"})
_WORDS = re.compile(
    r"(?:^|[^a-z])(?:nav|menu|foot|copyright|banquan|pagin|crumb|breadcrumb|dqwz|mbx|fenye|pager|yqlj|friendlink)",
    re.IGNORECASE,
)
"""Beginnings of class and id words that leave no doubt."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile(
    r"(?:^|[^a-z])(?:aside|sidebar|hot|recommend|tuijian|rank|phb|related|xgxx|xgwz|latest|rdph)(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""Words for what stands beside a column's own list. Left and right say nothing: either may be the main part."""
_CONTAINERS = frozenset({"div", "ul", "ol", "section", "table", "td", "dl", "p", "aside", "form", "header", "span"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.5
"""A part with more of the page's nodes than this is the page itself, whatever its class says."""


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

    def __init__(self, flat: Flat) -> None:
        """Look at every container once."""
        self.outside = Ranges()
        """Navigation, footer, page numbers."""
        self.aside = Ranges()
        """What stands beside the content."""
        self.hidden = Ranges()
        """What a visitor does not see."""
        most = len(flat.tags) * _MOST
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
            if tag in _TAGS or _WORDS.search(words):
                self.outside.add(index, end)
            elif tag == "aside" or _ASIDE.search(words):
                self.aside.add(index, end)
