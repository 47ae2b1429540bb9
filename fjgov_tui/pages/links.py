"""The task `links`: every address on a page, for the crawl."""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.page import read_page

MOST = 2000
"""Addresses handed back; how many more there were is said."""
_TEXT = 80


def links(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """The addresses that a page links to, each once, in document order.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `most`, how many to hand back at most.

    Returns:
        `links`: list of `[absolute address, text]`; `more`: how many were left out; `title`; `notes`.
    """
    page = read_page(body, about)
    asked = about.get("most")
    most = min(asked, MOST) if isinstance(asked, int) and asked > 0 else MOST
    first: dict[str, str] = {}
    for link in page.links:
        if not first.get(link.url):
            first[link.url] = link.text[:_TEXT]
    found: list[Json] = [[url, text] for url, text in list(first.items())[:most]]
    unseen = max(0, len(page.flat.anchors) - len(page.links)) if len(page.notes) else 0
    return {
        "links": found,
        "more": max(0, len(first) - most) + unseen,
        "title": page.title[:200],
        "notes": list(page.notes),
    }
