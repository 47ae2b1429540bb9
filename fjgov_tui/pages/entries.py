"""The entries of lists that a page keeps as data, for its scripts to show: how each is called and where it leads."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.scripts import script_of

_MOST_ENTRIES = 100
_ENTRY = re.compile(r"\{[^{}]{10,600}\}")
_ENTRY_URL = re.compile(r"\b\w{0,10}(?:url|link|href|uri)['\"]?\s*:\s*['\"]([^'\"\s]{3,300})", re.IGNORECASE)
_ENTRY_TITLE = re.compile(
    r"\b\w{0,10}(?:title|text|name|alt|label|caption|subject|content|desc)['\"]?\s*:\s*['\"]([^'\"\n]{6,80})['\"]",
    re.IGNORECASE,
)
_ANY_URL = re.compile(r":\s*['\"]((?:https?:)?//[^'\"\s]{4,300})['\"]", re.IGNORECASE)
_ANY_TITLE = re.compile(r":\s*['\"]([^'\"\n]{0,40}[\u4e00-\u9fff]{2}[^'\"\n]{2,60})['\"]")
"""The same under whatever name."""
_PAIR = re.compile(
    r"\[\s*['\"]([^'\"\n]{0,40}[\u4e00-\u9fff]{2}[^'\"\n]{2,60})['\"]\s*,\s*['\"]((?:https?:)?//[^'\"\s]{4,300})['\"]"
)
"""An entry without names: its title, and where it leads."""
_IN_ATTRIBUTE = re.compile(r"=\s*(?:'(\[?\s*\{[^'<>]{10,8000})'|\"(\[?\s*\{\s*&quot;[^\"<>]{10,8000})\")")
"""Data that an element keeps for a script."""


def data_entries(page: ParsedPage, near: Neighbours) -> Sequence[tuple[str, str]]:
    """The entries of lists in scripts, as of pictures that change: how each is called, the stranger it leads to."""
    if page.entries is None:
        page.entries = list(_entries(page, near))
    return page.entries


def _entries(page: ParsedPage, near: Neighbours) -> Iterator[tuple[str, str]]:
    for text in _data_of(page):
        for entry in islice(_ENTRY.finditer(text), _MOST_ENTRIES):
            url = _ENTRY_URL.search(entry[0]) or _ANY_URL.search(entry[0])
            title = (_ENTRY_TITLE.search(entry[0]) or _ANY_TITLE.search(entry[0])) if url else None
            if url and title:
                yield title[1], near.outside(page.join(url[1]))
        for pair in islice(_PAIR.finditer(text), _MOST_ENTRIES):
            yield pair[1], near.outside(page.join(pair[2]))


def _data_of(page: ParsedPage) -> Iterator[str]:
    """What scripts, and elements for them, keep as data."""
    yield from (script.plain for script in page.scripts if ":" in script.text and "{" in script.text)
    for node in page.elements("script"):
        if (node.attributes.get("type") or "").lower().strip() in {"application/json", "text/json"}:
            yield script_of(node.text()).plain
    if b"{&quot;" in page.lower or b"='[{" in page.lower or b"='{" in page.lower:
        for single, double in islice(_IN_ATTRIBUTE.findall(page.source), _MOST_ENTRIES):
            yield script_of(html.unescape(single or double)).plain
