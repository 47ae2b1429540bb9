"""The task `standing`: what every page of a government site has to carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.links import articles
from fjgov_tui.pages.page import ParsedPage, read_page

HOME = ("SiteName", "SiteDomain", "SiteIDCode")
LIST = (*HOME, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
DETAIL = (*LIST, "ArticleTitle", "PubDate", "ContentSource")
REQUIRED: Mapping[str, tuple[str, ...]] = {"home": HOME, "list": LIST, "detail": DETAIL}
"""The tags that each kind of page must have, filled in: 3, 7 and 10 of them (国办发〔2017〕47号)."""

_CODE_TEXT = re.compile(r"标识码[:：]*([0-9A-Za-z]{10})(?![0-9A-Za-z])")
_CODE_LINKS = (
    re.compile(r"site_?(?:code|id)=[\"']?([0-9a-z]{10})(?![0-9a-z])"),
    re.compile(r"link\([\"']([0-9a-z]{10})(?![0-9a-z])"),
)
"""The parameter, attribute and call by which the entry for corrections is given the code; in lower case."""
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_ICP = re.compile(
    r"([\u4e00-\u9fff])ICP备(?:案号?)?[：:]?第?(\d{6,10})(?:-(\d{1,3}))?号?(?:-(\d{1,3}))?(?!\d)", re.IGNORECASE
)
_POLICE = re.compile(r"([\u4e00-\u9fff])公网安备[：:]?第?(\d{10,16})号?")
"""Filings as they are written: with a colon, the number of the site before or behind 号, without 号."""
_CORRECTION = ("政府网站找错", "pucha.kaipuyun.cn", "zfwzgl.www.gov.cn", "zfwzzc.www.gov.cn", "jiucuo")
_BADGE = ("conac.cn", "党政机关", "事业单位标识", "事业单位网站标识")
_TELLING = ("备", "标识码")
"""A line with one of these, and the line behind it, may hold a filing or the identifier code."""
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
        `length`, the characters that a visitor reads; `articles`: on a list, the newest; `notes`.
    """
    page = read_page(body, about)
    required = REQUIRED.get(str(about.get("page")), HOME)
    # Filings are set with spaces and full-width figures in every combination.
    source = (_COMMENT.sub("", page.source) if "<!--" in page.source else page.source).lower()
    text = _telling(page.visible)
    return {
        "missing": [name for name in required if not page.metas.get(name.lower())],
        "id_codes": _codes(page, text, source),
        "icp": _each(
            f"{place}ICP备{number}号{f'-{before or behind}' if before or behind else ''}"
            for place, number, before, behind in _ICP.findall(text)
        ),
        "police": _each(f"{place}公网安备{number}号" for place, number in _POLICE.findall(text)),
        "correction": any(mark in source for mark in _CORRECTION),
        "badge": any(mark in source for mark in _BADGE),
        "title": page.title[:200],
        "length": len("".join(page.visible.split())),
        "articles": list[Json](articles(page) if about.get("page") == "list" else ()),
        "notes": list(page.notes),
    }


def _each(filings: Iterable[str]) -> list[Json]:
    return list[Json](list(dict.fromkeys(filings))[:_MOST])


def _codes(page: ParsedPage, text: str, source: str) -> list[Json]:
    """Identifier codes by tag, by text and by the entry for corrections."""
    codes = [page.metas.get("siteidcode", "")[:20], *_CODE_TEXT.findall(text)]
    codes += [code for pattern in _CODE_LINKS for code in pattern.findall(source)]
    return list(dict.fromkeys(code.upper() for code in codes if code))[:_MOST]


def _telling(visible: str) -> str:
    """The lines that may hold what is looked for, in one form: filings are set with spaces and wide figures."""
    lines = visible.split("\n")
    wanted = [number for number, line in enumerate(lines) if any(word in line for word in _TELLING)]
    parts = ["".join(lines[number : number + 3]) for number in wanted]
    return "\n".join("".join(unicodedata.normalize("NFKC", part).split()) for part in parts)
