"""The tasks `content`, what should not stand on a page, and `published`, whether it says what was reviewed."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import MOST, Alarm
from fjgov_tui.pages.freshness import altered_date, freshness
from fjgov_tui.pages.hidden import hidden_links
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.links import articles, leads_to
from fjgov_tui.pages.normal import MAX_KEPT, SHOWN, Normal, beside, normal, squeeze
from fjgov_tui.pages.page import MAX_TEXT, ParsedPage, read_page
from fjgov_tui.pages.personal import sentence_around
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


_MOST = 5
"""Paragraphs that are named as missing."""
_COUNTER = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|人数|量|数)?[:：]?\d*次?")
"""What changes with every visitor."""
_SOURCE = re.compile(r"(?:信息|文章|稿件|内容)?来源[:：]([^\s:：|]{2,40})")
_TURNING = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?|星期[一二三四五六日天]|\d{1,2}:\d{2}(?::\d{2})?")
"""What turns with the clock beside an article."""
_APART = frozenset({"a", "nav", "header", "footer", "form", "select", "option", "button"})
"""Elements whose text leads elsewhere or belongs to the site as a whole."""
_AROUND, _TIMES = 400, 2
"""The main block holds an article and at most so many characters, and so many times its own, beside it."""
_HOLDERS = frozenset({"div", "td", "article", "section", "main", "body", "ucapcontent", "form", "center", "li"})
"""Elements that hold an article whole; below them are its paragraphs."""


def published(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """What of a publication stands on a page.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`, `today`; `title` and `text`, as they were reviewed.

    Returns:
        `titled`: whether the title stands there; `same`: whether the whole text does; `missing`: the beginnings of
        paragraphs that do not; `article`: the squeezed text of the element that holds it, and its `digest`; `beside`:
        what else stands in the page's main block, without links and without what turns by itself; `day`: the day of
        publication that the page names; `source`: the source that it names; `notes`.
    """
    page = read_page(body, about)
    whole = _Whole.of(page)
    paragraphs = [line for line in map(squeeze, str(about.get("text") or "").split("\n")) if line]
    wanted = "".join(paragraphs)
    start = whole.text.find(wanted) if wanted else -1
    missing = [] if start >= 0 else [line[:SHOWN] for line in paragraphs if line not in whole.text]
    node = whole.holding(page, start, start + len(wanted)) if start >= 0 else None
    held = "" if node is None else whole.within(page, node)
    article = _COUNTER.sub("", held)[:MAX_KEPT]
    beside = "" if node is None else _TURNING.sub("", _COUNTER.sub("", whole.beside(page, node, len(held))))
    title = squeeze(str(about.get("title") or ""))
    seen = freshness(body, dict(about) | {"article": True, "page_of": "column"})
    return {
        "titled": bool(title) and (title in whole.text or title in squeeze(page.title)),
        "same": start >= 0 or not wanted,
        "missing": list[Json](missing[:_MOST]),
        "article": article,
        "digest": hashlib.sha256(article.encode()).hexdigest() if article else "",
        "beside": beside[:MAX_KEPT],
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

    def holding(self, page: ParsedPage, start: int, end: int) -> int:
        """The smallest element that holds paragraphs of an article and that stretch; 0 is the page."""
        flat = page.flat
        first = self.order[max(0, bisect_left(self.starts, start + 1) - 1)]
        node = flat.parents[first]
        while node > 0:
            low, high = self._stretch(node, flat.ends[node])
            if low <= start and end <= high and flat.tags[node] in _HOLDERS:
                return node
            node = flat.parents[node]
        return 0

    def within(self, page: ParsedPage, node: int) -> str:
        """The text of an element."""
        if node <= 0:
            return self.text
        low, high = self._stretch(node, page.flat.ends[node])
        return self.text[low:high]

    def beside(self, page: ParsedPage, node: int, length: int) -> str:
        """What stands in the main block around an element and outside of it: its parents, while they hold little else.

        Args:
            page: the page.
            node: the element that holds the article.
            length: characters of the article.
        """
        flat, around = page.flat, ""
        if node <= 0:
            return ""
        parent = flat.parents[node]
        while parent > 0 and flat.tags[parent] != "html":
            more = "".join(self._others(page, parent, node))
            if len(more) > _TIMES * length + _AROUND:
                break
            around, parent = more, flat.parents[parent]
        return around

    def _others(self, page: ParsedPage, parent: int, node: int) -> Iterator[str]:
        """The texts within one element and outside of another, but for those of links and of the site as a whole."""
        flat = page.flat
        low, high = bisect_left(self.order, parent), bisect_left(self.order, flat.ends[parent])
        for place in range(low, high):
            index = self.order[place]
            if not node <= index < flat.ends[node] and not self._apart(page, index, parent):
                yield self.text[self.starts[place] : self.starts[place + 1]]

    def _apart(self, page: ParsedPage, index: int, top: int) -> bool:
        here = page.flat.parents[index]
        while here > top:
            if page.flat.tags[here] in _APART:
                return True
            here = page.flat.parents[here]
        return False

    def _stretch(self, node: int, after: int) -> tuple[int, int]:
        low, high = bisect_left(self.order, node), bisect_left(self.order, after)
        return self.starts[low], self.starts[high]
