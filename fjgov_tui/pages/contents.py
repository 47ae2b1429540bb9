"""The task `content`: what should not stand on a page, and the newest articles that it links to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import MOST, Alarm
from fjgov_tui.pages.freshness import altered_date
from fjgov_tui.pages.hidden import hidden_links
from fjgov_tui.pages.hosts import Neighbours, host_of, origin_of
from fjgov_tui.pages.links import leads_to
from fjgov_tui.pages.normal import Normal, beside, normal
from fjgov_tui.pages.page import MAX_TEXT, ParsedPage, read_page
from fjgov_tui.pages.personal import sentence_around
from fjgov_tui.pages.words import HIJACK, WordFinder, county_words, finder, numbered, unsourced, worded

MAX_ARTICLES = 20
_SPOKEN = tuple(
    (f" {name}={quote}", re.compile(f" {name}={quote}([^{quote}<>]{{4,300}})"))
    for name in ("title", "alt")
    for quote in "\"'"
)
"""How a text that is spoken begins, and the text itself."""
_HEADS = ("keywords", "description", "articletitle", "columnname", "columndescription", "sitename")
_ARTICLE = re.compile(
    r"/[^/?]*\d[^/?]*\.s?html?$|/\d{4,}[^/]*/?$|[?&](?:id|aid|article|news|content)\w*=\w+", re.IGNORECASE
)
_TITLE = 8
"""Characters that an article's title has at least; entries of a menu are shorter."""


def content(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """Read a page for what should not stand on it.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `terms`, the county's words as rows of word, kind and advice; `detail`, whether
            the page is one article; `allowed`, hosts that are no strangers; `contacts`, false where mobiles in an
            office's own contact lines are not to be told.

    Returns:
        `faults`: each as `Alarm.as_json`; `more`: faults beyond the limit; `articles`: addresses on the same host, the
        first in page order first; `title`; `notes`.
    """
    page = read_page(body, about)
    spoken = _spoken(page)
    notes = list(page.notes)
    if len(page.visible) + len(spoken) >= MAX_TEXT:
        notes.append(f"文字过长，只查前 {MAX_TEXT} 字")
    text, plain = _together(page, spoken)
    faults = list(_faults(text, plain, _COUNTY.finder(about.get("terms")), _unseen(page, about)))
    if about.get("contacts") is False:
        faults = [fault for fault in faults if fault.rule != "contact"]
    if about.get("detail") or "articletitle" in page.metas:
        faults += _repost(page)
        faults += _altered(page)
    return {
        "faults": [fault.as_json() for fault in faults[:MOST]],
        "more": max(0, len(faults) - MOST),
        "articles": list[Json](articles(page)),
        "leads_to": "" if about.get("detail") else leads_to(page),
        "title": page.title[:200],
        "notes": list[Json](notes),
    }


def _rows(terms: Json) -> list[tuple[str, str, str]]:
    rows = terms if isinstance(terms, list) else []
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows if isinstance(row, list) and len(row) == 3]


class _County:
    """The finder for the words that were sent last: the same words arrive as the same object, page after page."""

    def __init__(self) -> None:
        self._terms: Json = None
        self._finder: WordFinder | None = None

    def finder(self, terms: Json) -> WordFinder:
        """The finder with the program's lists and these rows."""
        if self._finder is None or terms is not self._terms:
            self._finder, self._terms = finder(county_words(_rows(terms))), terms
        return self._finder


_COUNTY = _County()


def _spoken(page: ParsedPage) -> str:
    """What is said of pictures and links and in the head and is not read elsewhere, a line each."""
    known = {"", *page.flat.texts.values()}
    source = page.source
    spoken = dict.fromkeys(text for mark, pattern in _SPOKEN if mark in source for text in pattern.findall(source))
    heads = [page.title, *(page.metas.get(name, "") for name in _HEADS)]
    return "\n".join(
        html.unescape(part) for part in (*heads, *spoken) if part not in known and part.strip() not in known
    )


def _together(page: ParsedPage, spoken: str) -> tuple[str, Normal]:
    """All that is searched, as it stands and normalised: first what a visitor reads, then what is spoken."""
    visible = page.visible[:MAX_TEXT]
    if not spoken:
        return visible, page.plain
    rest = spoken[: MAX_TEXT - len(visible)]
    return f"{visible}\n{rest}", beside(page.plain, len(visible), normal(rest))


def _unseen(page: ParsedPage, about: Mapping[str, Json]) -> str:
    """The texts of hidden links, normalised: the integrity check tells of these, and once is enough."""
    allowed = about.get("allowed")
    near = Neighbours(page.url, map(str, allowed) if isinstance(allowed, list) else ())
    links, _ = hidden_links(page, near)
    return normal("\n".join(hidden.link.text for hidden in links)).text


def _faults(text: str, plain: Normal, find: WordFinder, unseen: str) -> Iterator[Alarm]:
    for hit in find.find(plain):
        if hit.word.rule != HIJACK or hit.times > unseen.count(hit.word.text):
            yield worded(text, hit)
    yield from (alarm for alarm, _ in numbered(plain))


def _altered(page: ParsedPage) -> Iterator[Alarm]:
    """A day of publication that was changed by hand: altered days are a ground of veto (国办秘函〔2019〕19号)."""
    days = altered_date(page)
    if days:
        tagged, shown = days
        what = f"发布日期前后不一：网页标签 PubDate 是 {tagged}，页面上写的是 {shown}，请核对是否改过日期"
        yield Alarm("pubdate", "pubdate", what, f"PubDate {tagged}；页面 {shown}", Severity.WARNING)


def _repost(page: ParsedPage) -> Iterator[Alarm]:
    span = unsourced(page.visible, page.metas)
    if span:
        around = sentence_around(page.visible, *span)
        yield Alarm(
            "repost", "source", "疑似转载没有注明来源：来源栏空着，也没有 ContentSource 标签", around, Severity.WARNING
        )


def articles(page: ParsedPage) -> list[str]:
    """The addresses of what look like articles, in page order: on a list the newest stand first."""
    host, urls = host_of(page.url), dict[str, None]()
    own = {origin for origin, links in page.origins.items() if host_of(links[0].url) == host}
    for link in page.links if own else ():
        if len(link.text) < _TITLE or link.url == page.url or origin_of(link.url) not in own:
            continue
        if _ARTICLE.search(link.url):
            urls[link.url] = None
            if len(urls) == MAX_ARTICLES:
                break
    return list(urls)
