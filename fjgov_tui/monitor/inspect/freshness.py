"""The task `freshness`: the newest publication date on a page, and whether the page lists anything."""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.monitor.inspect.page import read_page
from fjgov_tui.monitor.model import Json


def freshness(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """How fresh a page is.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `today`, the day in Beijing (`YYYY-MM-DD`); `page_of`, `site` or `column`.

    Returns:
        `newest`: `YYYY-MM-DD` or null; `found_by`: how, in Chinese, with the text it was read from; `blank`: whether
        the page lists nothing, null where that cannot be seen; `title`; `notes`.
    """
    page = read_page(body, about)
    return {"newest": None, "found_by": "", "blank": None, "title": page.title[:200], "notes": list(page.notes)}
