"""Strangers in sight: links to them in hijackers' words or under an office's name, and what they are used for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.called import sinful, words_of
from fjgov_tui.pages.guises import signboard
from fjgov_tui.pages.hosts import Neighbours, disguised, of_platform, office_like, registered
from fjgov_tui.pages.links import Sources
from fjgov_tui.pages.page import Link, ParsedPage
from fjgov_tui.pages.trade import traded
from fjgov_tui.pages.words import HIJACK, Hit, Word, WordFinder, own_words

_FILING = re.compile(r"[\u4e00-\u9fff]ICP备\s?\d{6,}|公网安备\s?\d{8,}", re.IGNORECASE)
"""The number of a filing, which leads to the register of filings or nowhere."""
_SHOW_FILINGS = frozenset({"chinaz.com", "aizhan.com", "beianx.cn", "icplishi.com", "beian.gov.cn", "miitbeian.gov.cn"})
"""Who shows what is registered, besides the registers themselves, which are official."""
_MOST_SAID = 20
"""Links to one host whose pictures are asked what they say."""
_MOST_TEXTS = 200
"""Links to one host whose texts are read."""


@cache
def hijackers() -> WordFinder:
    """The finder with the program's own lists: hijackers' terms are no county's business."""
    return WordFinder(own_words(), often=True)


def foreign_names(page: ParsedPage, near: Neighbours, sources: Sources) -> Iterator[Alarm]:
    """Foreign hosts in places where an office has no use for one."""
    for host, tag in sorted(sources.canonical.items()):
        yield Alarm("redirect", host, f"页面自称是外站 {host} 的副本（{tag}）", host)
    for host in sorted(sources.bases):
        yield Alarm("script", f"frame:{host}", f"页面的相对地址都指到外站 {host}（base）", host)
    for host in sorted(sources.phishing):
        yield Alarm("script", f"form:{host}", f"页面的表单把口令、证件号、卡号提交到外站 {host}", host)
    for host in sorted(sources.letters):
        grave = Severity.WARNING if of_platform(host) else Severity.VIOLATION
        yield Alarm("script", f"form:{host}", f"页面的表单把姓名、电话、来信提交到外站 {host}", host, grave)
    linked = {near.outside(links[0].url) for links in page.origins.values()}
    used = dict.fromkeys(sources.outbound - linked, "") | dict.fromkeys(sources.frames, "frame:")
    for host, kind in sorted((used | dict.fromkeys(sources.forms, "form:")).items()):
        why = disguised(host, page.url) or ("色情、赌博网站" if sinful(host) else "")
        if why:
            yield Alarm(
                "script" if kind else "outbound", f"{kind}{host}", f"页面的图片、框架或表单属于{why} {host}", host
            )
    for host in sorted(sources.imports):
        yield Alarm("outbound", host, f"页面的样式表从外站 {host} 引入", host)


def foreign_links(page: ParsedPage, near: Neighbours, hidden: Collection[str]) -> Iterator[Alarm]:
    """Links in sight to hosts that give themselves out for an office's, or that are written in hijackers' terms."""
    strange = [(host, links) for links in page.origins.values() if (host := near.outside(links[0].url))]
    texts = "\n".join(link.text for _, links in strange for link in links[:_MOST_TEXTS])
    # One pass tells that there is nothing, as on nearly every page; only then is asked which host it is.
    worded = bool(texts) and bool(terms(hijackers().find(texts)))
    for host, links in strange:
        if host in hidden:
            continue
        if why := disguised(host, page.url) or _feigned(page, host, links):
            yield Alarm("outbound", host, f"链接指向{why} {host}", links[0].url[:300])
            continue
        if sin := sinful(host):
            yield Alarm("outbound", host, f"链接指向色情、赌博网站 {host}（域名里有 {sin}）", links[0].url[:300])
            continue
        if all(link.text in _POINTS for link in links):
            yield Alarm("outbound", host, f"指向外站 {host} 的链接只是一个标点“{links[0].text}”", links[0].url[:300])
            continue
        words = terms(hijackers().find("\n".join(link.text for link in links[:_MOST_TEXTS]))) if worded else []
        offered = (
            next(filter(None, (_offer(words_of(page, link)) for link in links[:_MOST_TEXTS])), "") if not words else ""
        )
        if offered:
            yield Alarm("outbound", host, f"指向外站 {host} 的链接写着黑产用语“{offered}”", links[0].url[:300])
        elif not words and (tongue := next(filter(None, (_TONGUE.search(link.text) for link in links)), None)):
            yield Alarm("outbound", host, f"指向外站 {host} 的链接写着外国文字“{tongue[0][:20]}”", links[0].url[:300])
        if words:
            yield Alarm(
                "outbound",
                host,
                f"指向外站 {host} 的链接写着{words[0].group}类用语“{words[0].text}”",
                links[0].url[:300],
            )


_TONGUE = re.compile(r"[\u0e00-\u0e7f]{5}|[\u3040-\u30ff\u0900-\u097f]{8}|[\uac00-\ud7af]{6}")
"""Thai, Japanese, Hindi, Korean: more of it than the name of a language."""


def _offer(text: str) -> str:
    """The words of a trade in what a link says, or the whole of it where it is a signboard."""
    return traded(text) or signboard(text)


def _feigned(page: ParsedPage, host: str, links: Sequence[Link]) -> str:
    """How a host gives itself out for an office's by its name and what any link to it says."""
    if registered(host) not in _SHOW_FILINGS and all(_FILING.search(link.text) for link in links):
        return "外站、写着备案号的"
    return next(filter(None, (office_like(host, words_of(page, link)) for link in links[:_MOST_SAID])), "")


_POINTS = frozenset(".。,，、·`'‘’_-:：;；|")
"""What nobody presses who does not know that it is a link."""


def terms(hits: Sequence[Hit]) -> list[Word]:
    """The hijackers' terms among what was found."""
    return [hit.word for hit in hits if hit.word.rule == HIJACK]
