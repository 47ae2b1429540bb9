"""The tasks `content`, what should not stand on a page, and `published`, whether it says what was reviewed."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import MOST, Alarm
from fjgov_tui.pages.freshness import altered_date, freshness
from fjgov_tui.pages.hidden import hidden_links
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.links import articles, leads_to
from fjgov_tui.pages.normal import MAX_KEPT, Normal, beside, normal, squeeze
from fjgov_tui.pages.page import MAX_TEXT, ParsedPage, read_page
from fjgov_tui.pages.personal import sentence_around
from fjgov_tui.pages.whole import Whole
from fjgov_tui.pages.wording import Spelled
from fjgov_tui.pages.words import HIJACK, WordFinder, county_words, finder, numbered, unsourced, worded

_SPOKEN = tuple(
    (f" {name}={quote}", re.compile(f" {name}={quote}([^{quote}<>]{{4,300}})"))
    for name in ("title", "alt")
    for quote in "\"'"
)
"""How a text that is spoken begins, and the text itself."""
_HEADS = ("keywords", "description", "articletitle", "columnname", "columndescription", "sitename")


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


_COUNTER = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|人数|量|数)?[:：]?\d*次?")
"""What changes with every visitor."""
_SOURCE = re.compile(r"(?:信息|文章|稿件|内容)?来源[:：]([^\s:：|]{2,40})")
_TURNING = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?|星期[一二三四五六日天]|\d{1,2}:\d{2}(?::\d{2})?")
"""What turns with the clock beside an article."""


def published(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """What of a publication stands on a page.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`, `today`; `title` and `text`, as they were reviewed.

    Returns:
        `titled`: whether the title stands there; `same`: whether the whole text does; `missing`: what of its paragraphs
        does not, and `instead`, what is there in the place of each, both as they are written; `article`: the text of
        the element that holds it, as it is written there, and the `digest` of its squeezed form; `beside`: what else
        stands in the page's main block, without links and without what turns by itself; `day`: the day of publication
        that the page names; `source`: the source that it names; `notes`.
    """
    page = read_page(body, about)
    whole = Whole.of(page)
    lines = [line.strip() for line in str(about.get("text") or "").split("\n") if squeeze(line)]
    wanted = "".join(map(squeeze, lines))
    start = whole.text.find(wanted) if wanted else -1
    differing = [] if start >= 0 else whole.differing(lines)
    node = whole.holding(start, start + len(wanted)) if start >= 0 else None
    held = "" if node is None else whole.text[slice(*whole.stretch(node))]
    article = "" if node is None else whole.words(*whole.texts_in(node))
    around = "" if node is None else whole.beside(node, len(held))
    compared = _COUNTER.sub("", held)[:MAX_KEPT]
    title = squeeze(str(about.get("title") or ""))
    seen = freshness(body, dict(about) | {"article": True, "page_of": "column"})
    return {
        "titled": bool(title) and (title in whole.text or title in squeeze(page.title)),
        "same": start >= 0 or not wanted,
        "missing": [was for was, _ in differing],
        "instead": [now for _, now in differing],
        "article": Spelled.of(article).without(_COUNTER, most=MAX_KEPT),
        "digest": hashlib.sha256(compared.encode()).hexdigest() if compared else "",
        "beside": Spelled.of(around).without(_COUNTER, _TURNING, most=MAX_KEPT),
        "day": seen["newest"],
        "source": _source(page),
        "notes": list(page.notes),
    }


def _source(page: ParsedPage) -> str:
    """The source that a page names: by its tag, else in its text."""
    tagged = page.metas.get("contentsource", "").strip()
    named = _SOURCE.search(unicodedata.normalize("NFKC", page.visible))
    return (tagged or (named[1] if named else ""))[:100]
