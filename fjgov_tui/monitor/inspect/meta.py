"""The task `standing`: what every page of a government site has to carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from fjgov_tui.monitor.inspect.page import Page, read_page
from fjgov_tui.monitor.model import Json

HOME = ("SiteName", "SiteDomain", "SiteIDCode")
LIST = (*HOME, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
DETAIL = (*LIST, "ArticleTitle", "PubDate", "ContentSource")
REQUIRED: Mapping[str, tuple[str, ...]] = {"home": HOME, "list": LIST, "detail": DETAIL}
"""The tags that each kind of page must have, filled in: 3, 7 and 10 of them (国办发〔2017〕47号)."""

_CODE_TEXT = re.compile(r"标识码[:： ]*([0-9A-Za-z]{10})(?![0-9A-Za-z])")
_CODE_LINK = re.compile(r"(?:site_?(?:code|id)=[\"']?|\bLink\([\"'])([0-9A-Za-z]{10})(?![0-9A-Za-z])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_ICP = re.compile(r"[\u4e00-\u9fff]ICP备\d{6,10}号(?:-\d{1,3})?", re.IGNORECASE)
_POLICE = re.compile(r"[\u4e00-\u9fff]公网安备\d{10,16}号?")
_CORRECTION = re.compile(
    r"(?:我?为)?政府网站找错|pucha\.kaipuyun\.cn|zfwzgl\.www\.gov\.cn|zfwzzc\.www\.gov\.cn|jiucuo", re.IGNORECASE
)
_BADGE = re.compile(r"conac\.cn|党政机关(?:网站标识)?|事业单位(?:网站)?标识", re.IGNORECASE)
_MOST = 10
"""Codes and filings of one page that are told."""


def standing(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """Tags and footer of a page.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `page`, one of `home`, `list`, `detail`; anything else is a home page.

    Returns:
        `missing`: names of required tags that are missing or empty; `id_codes`, `icp`, `police`: what the page
        carries; `correction`, `badge`: whether the entry for corrections and the badge are there; `title`;
        `length`, the characters that a visitor reads; `notes`.
    """
    page = read_page(body, about)
    required = REQUIRED.get(str(about.get("page")), HOME)
    # Filings are set with spaces and full-width figures in every combination.
    source = _COMMENT.sub("", page.source)
    text = "".join(unicodedata.normalize("NFKC", page.visible).split())
    return {
        "missing": [name for name in required if not page.metas.get(name.lower())],
        "id_codes": _codes(page, source),
        "icp": _each(_ICP, text),
        "police": _each(_POLICE, text),
        "correction": _CORRECTION.search(source) is not None,
        "badge": _BADGE.search(source) is not None,
        "title": page.title[:200],
        "length": len(text),
        "notes": list(page.notes),
    }


def _each(pattern: re.Pattern[str], text: str) -> list[Json]:
    return list(dict.fromkeys(pattern.findall(text)))[:_MOST]


def _codes(page: Page, source: str) -> list[Json]:
    """Identifier codes by tag, by text and by the address of the entry for corrections."""
    meta = page.metas.get("siteidcode", "")
    text = unicodedata.normalize("NFKC", page.visible)
    found = [meta[:20], *_CODE_TEXT.findall(text), *_CODE_LINK.findall(source)]
    return list(dict.fromkeys(one for one in found if one))[:_MOST]
