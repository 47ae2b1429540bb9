"""The task `standing`: what every page of a government site has to carry."""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.monitor.inspect.page import read_page
from fjgov_tui.monitor.model import Json


def standing(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """Tags and footer of a page.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `page`, one of `home`, `list`, `detail`.

    Returns:
        `missing`: names of required tags that are missing or empty; `id_codes`, `icp`, `police`: what the page
        carries; `correction`, `badge`: whether the entry for corrections and the badge are there; `notes`.
    """
    page = read_page(body, about)
    return {
        "missing": [],
        "id_codes": [],
        "icp": [],
        "police": [],
        "correction": False,
        "badge": False,
        "notes": list(page.notes),
    }
