"""The task `content`: what should not stand on a page, and the newest articles that it links to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from fjgov_tui.observed.model import Severity
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import MOST, Alarm
from fjgov_tui.pages.freshness import altered_date
from fjgov_tui.pages.hidden import hidden_links
from fjgov_tui.pages.hosts import Neighbours, host_of, origin_of
from fjgov_tui.pages.normal import Normal, beside, normal
from fjgov_tui.pages.page import MAX_TEXT, ParsedPage, read_page
from fjgov_tui.pages.personal import NAMES, personal_numbers, sentence_around
from fjgov_tui.pages.words import GRAVE, HIJACK, MISPRINT, SENSITIVE, Hit, WordFinder, county_words, finder

_LABEL = re.compile(r"(?:信息来源|文章来源|稿件来源|新闻来源|来\s*源)\s*[:：]")
_NEXT = re.compile(
    r"\s*(?:$|\n|[|｜]|(?:发布|更新|时间|日期|作者|编辑|责编|责任|浏览|点击|阅读|字体|字号|字\s*[:：]|大\s*中\s*小|分享|打印|审核)|[【\[（(])"
)
_SAYS = re.compile(
    r"[（(【]\s*(?:本文)?(?:转载|转发|摘编|摘录)\s*[）)】]|本文(?:系|为|属)?(?:转载|摘编)(?:文章|稿件)?[。，；\n]"
)
_ELSEWHERE = re.compile(
    r"新华社\S{1,6}\d{1,2}月\d{1,2}日电|原标题[：:]|据(?:新华社|人民日报|央视|中新社|\S{2,8}网|\S{2,6}报)\S{0,4}(?:报道|消息)"
    r"|(?:本报|本台|本网)(?:记者|讯)"
)
"""Other signs that an article was written elsewhere."""
_NAMED = re.compile(r"(?:转载自|转自|摘自|摘编自|来自|原载)\s*+[:：“《]?\s*+[\w《“]")


def unsourced(visible: str, metas: Mapping[str, str]) -> tuple[int, int] | None:
    """Where an article shows that it comes from elsewhere, or keeps a place for its source, and names none.

    Args:
        visible: what a visitor reads.
        metas: by lower-case name.

    Returns:
        The stretch that says so; `None` where a source is named, or nothing asks for one.
    """
    if metas.get("contentsource", "").strip() or _NAMED.search(visible):
        return None
    empty, says = None, _SAYS.search(visible) or _ELSEWHERE.search(visible)
    for label in _LABEL.finditer(visible):
        if not _NEXT.match(visible, label.end()):
            return None
        empty = empty or label.span()
    # An empty field alone says nothing: templates print it under every article of the office's own.
    return (empty or says.span()) if says else None


MAX_ARTICLES = 20
_SPOKEN = tuple(
    (f" {name}={quote}", re.compile(f" {name}={quote}([^{quote}<>]{{4,300}})"))
    for name in ("title", "alt")
    for quote in "\"'"
)
"""How a text that is spoken begins, and the text itself."""
_CONTACT = re.compile(
    r"(?:联系人?|咨询|服务|值班|举报|投诉|监督|热线|客服|预约|业务|办公|救援|报警|订购|招商|招聘|负责人|经办人|网格员|河长|段长|村医)"
    r"(?:电话|方式|号码|手机|人)?[^\n\d]{0,16}$"
)
_CALLED = re.compile(r"(?:电话|手机|传真|Tel)(?:号码?)?[^\n\d]{0,4}\s?$", re.IGNORECASE)
"""What stands before the number of somebody who is there to be called."""
_LABEL_REACH = 26
_BENEFICIARY = re.compile(r"(?:补贴|补助|救助|资助|低保|发放|帮扶|慰问)对象[:：]")
"""Begins a sentence about one citizen: a number in it is that citizen's, whatever it is called."""
_SENTENCE_REACH = 80
"""Characters before a number in which its sentence is looked for."""
_RECIPIENTS = re.compile(
    r"(?:补贴|补助|救助|低保|五保|特困|发放|享受|领取|资助|受助|获奖|录取|录用|中签|选房|配租|残疾人|困难群众|申请人|参保)"
    r"[^\n]{0,20}(?:名单|公示|花名册|明细|一览表|名册)|花名册"
)
"""Lists of citizens who receive or applied for something: their numbers must not be there (个人信息保护法 28)."""
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


def numbered(plain: Normal) -> Iterator[tuple[Alarm, int]]:
    """Numbers of persons, each with its place in the normalised text: an office's contacts apart from citizens'."""
    listed = set[tuple[str, str]]()
    for number in personal_numbers(plain.text):
        if (number.kind, number.masked) not in listed:
            listed.add((number.kind, number.masked))
            around = sentence_around(plain.text, number.start, number.end)
            if number.kind != "mobile":
                yield (
                    Alarm(number.kind, number.masked, f"疑似没有遮住的{NAMES[number.kind]}：{number.masked}", around),
                    number.start,
                )
            elif _is_contact(plain.text, number.start):
                what = f"联系方式里的手机号：{number.masked}，请核对是不是公务用的"
                yield Alarm("contact", number.masked, what, around, "notice"), number.start
            else:
                severity: Severity = "violation" if _RECIPIENTS.search(plain.text) else "warning"
                yield (
                    Alarm("mobile", number.masked, f"疑似没有遮住的手机号：{number.masked}", around, severity),
                    number.start,
                )


def _is_contact(text: str, start: int) -> bool:
    """Whether a number is there to be called; among recipients the bare word 手机 is a column of theirs."""
    before = text[max(0, start - _LABEL_REACH) : start]
    sentence = text[max(0, start - _SENTENCE_REACH) : start].rpartition("\n")[2].rpartition("。")[2]
    if _BENEFICIARY.search(sentence):
        return False
    if _CONTACT.search(before):
        return True
    return _CALLED.search(before) is not None and _RECIPIENTS.search(text) is None


def worded(text: str, hit: Hit) -> Alarm:
    """What is told of a word that was found."""
    word, times = hit.word, f"，共 {hit.times} 处" if hit.times > 1 else ""
    around = sentence_around(text, hit.start, hit.end)
    if word.rule == MISPRINT:
        right = f"，应为“{word.right}”" if word.right else ""
        severity: Severity = "violation" if word.group == GRAVE else "warning"
        return Alarm(MISPRINT, word.text, f"疑似错误表述“{word.text}”{right}{times}", around, severity)
    if word.rule == SENSITIVE:
        right = f"，本县的写法是“{word.right}”" if word.right else ""
        return Alarm(SENSITIVE, word.text, f"疑似敏感用语“{word.text}”{right}{times}", around, "warning")
    return Alarm(HIJACK, word.text, f"疑似{word.group}类用语“{word.text}”{times}", around, "violation")


def _altered(page: ParsedPage) -> Iterator[Alarm]:
    """A day of publication that was changed by hand: altered days are a ground of veto (国办秘函〔2019〕19号)."""
    days = altered_date(page)
    if days:
        tagged, shown = days
        what = f"发布日期前后不一：网页标签 PubDate 是 {tagged}，页面上写的是 {shown}，请核对是否改过日期"
        yield Alarm("pubdate", "pubdate", what, f"PubDate {tagged}；页面 {shown}", "warning")


def _repost(page: ParsedPage) -> Iterator[Alarm]:
    span = unsourced(page.visible, page.metas)
    if span:
        around = sentence_around(page.visible, *span)
        yield Alarm(
            "repost", "source", "疑似转载没有注明来源：来源栏空着，也没有 ContentSource 标签", around, "warning"
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
