"""Error pages that answer 200: told by title and text, from the patterns in `data/error_pages.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from fjgov_tui.dataclass import dataclass
from fjgov_tui.net.markup import decoded, visible_text
from fjgov_tui.resources import data_text

_HEAD = 8 * 1024
"""Bytes in which a title is looked for."""
_LARGEST = 16 * 1024
"""Bytes of a page whose text is looked at: default pages of servers are smaller, pages of sites larger."""
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})<", re.IGNORECASE)


@dataclass(frozen=True)
class _Pattern:
    name: str
    titles: re.Pattern[str]
    texts: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> tuple[int, tuple[_Pattern, ...]]:
    table = tomllib.loads(data_text("error_pages.toml"))
    return int(table["most"]), tuple(
        _Pattern(str(page["name"]), _any(page["titles"]), _any(page["texts"])) for page in table["page"]
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=512)
def _by_title(title: str) -> str:
    """What a page of this title is; the same sites are visited over and over, and their titles hardly ever change."""
    return next((pattern.name for pattern in _patterns()[1] if pattern.titles.search(title)), "")


def error_page(body: bytes) -> str:
    """What a page is instead of one of the site, in a few Chinese words; empty where it may be one.

    Args:
        body: decompressed.
    """
    most, patterns = _patterns()
    head = _TITLE.search(body, 0, _HEAD)
    title = decoded(head[1]).strip() if head else ""
    if title and (name := _by_title(title)):
        return name
    if len(body) > _LARGEST:
        return ""
    text = visible_text(body)
    if len(text) > most:
        return ""
    return next((pattern.name for pattern in patterns if pattern.texts.search(text)), "")
