"""The task `published`: whether a page says what was reviewed, and carries its source and its day."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.page import ParsedPage, read_page
from fjgov_tui.pages.sameness import MAX_KEPT, SHOWN, squeeze

_MOST = 5
"""Paragraphs that are named as missing."""
_COUNTER = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|人数|量|数)?[:：]?\d*次?")
"""What changes with every visitor."""
_SOURCE = re.compile(r"(?:信息|文章|稿件|内容)?来源[:：]([^\s:：|]{2,40})")
_HOLDERS = frozenset({"div", "td", "article", "section", "main", "body", "ucapcontent", "form", "center", "li"})
"""Elements that hold an article whole; below them are its paragraphs."""


def published(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """What of a publication stands on a page.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`, `today`; `title` and `text`, as they were reviewed.

    Returns:
        `titled`: whether the title stands there; `same`: whether the whole text does; `missing`: the beginnings of
        paragraphs that do not; `article`: the squeezed text of the element that holds it, and its `digest`; `day`: the
        day of publication that the page names; `source`: the source that it names; `notes`.
    """
    page = read_page(body, about)
    whole = _Whole.of(page)
    paragraphs = [line for line in map(squeeze, str(about.get("text") or "").split("\n")) if line]
    wanted = "".join(paragraphs)
    start = whole.text.find(wanted) if wanted else -1
    missing = [] if start >= 0 else [line[:SHOWN] for line in paragraphs if line not in whole.text]
    held = whole.holding(page, start, start + len(wanted)) if start >= 0 else ""
    article = _COUNTER.sub("", held)[:MAX_KEPT]
    title = squeeze(str(about.get("title") or ""))
    seen = freshness(body, dict(about) | {"article": True, "page_of": "column"})
    return {
        "titled": bool(title) and (title in whole.text or title in squeeze(page.title)),
        "same": start >= 0 or not wanted,
        "missing": list[Json](missing[:_MOST]),
        "article": article,
        "digest": hashlib.sha256(article.encode()).hexdigest() if article else "",
        "day": seen["newest"],
        "source": _source(page),
        "notes": list(page.notes),
    }


def _source(page: ParsedPage) -> str:
    """The source that a page names: by its tag, else in its text."""
    tagged = page.metas.get("contentsource", "").strip()
    named = _SOURCE.search(unicodedata.normalize("NFKC", page.visible))
    return (tagged or (named[1] if named else ""))[:100]


@dataclass(frozen=True)
class _Whole:
    """All texts of a page squeezed into one, with where each begins."""

    text: str
    order: list[int]
    """The indexes of the text nodes."""
    starts: list[int]
    """Where each begins; one more for the end."""

    @classmethod
    def of(cls, page: ParsedPage) -> _Whole:
        order = sorted(page.flat.texts)
        pieces = [squeeze(page.flat.texts[index]) for index in order]
        return cls("".join(pieces), order, [0, *accumulate(map(len, pieces))])

    def holding(self, page: ParsedPage, start: int, end: int) -> str:
        """The text of the smallest element that holds paragraphs of an article and that stretch."""
        flat = page.flat
        first = self.order[max(0, bisect_left(self.starts, start + 1) - 1)]
        node = flat.parents[first]
        while node > 0:
            low, high = self._stretch(node, flat.ends[node])
            if low <= start and end <= high and flat.tags[node] in _HOLDERS:
                return self.text[low:high]
            node = flat.parents[node]
        return self.text

    def _stretch(self, node: int, after: int) -> tuple[int, int]:
        low, high = bisect_left(self.order, node), bisect_left(self.order, after)
        return self.starts[low], self.starts[high]
