"""The task `integrity`: a page taken apart as its shot, and what is wrong whatever it looked like before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.able import handled, handles, risky
from fjgov_tui.pages.addressed import addressed
from fjgov_tui.pages.answers import MOST, Alarm
from fjgov_tui.pages.blocks import blocks_of
from fjgov_tui.pages.carried import carried
from fjgov_tui.pages.channels import channels
from fjgov_tui.pages.flat import TEXT
from fjgov_tui.pages.frauds import frauds
from fjgov_tui.pages.gathered import gathered
from fjgov_tui.pages.guises import guises
from fjgov_tui.pages.hidden import Hidden, hidden_among, hidden_frames, hidden_links
from fjgov_tui.pages.hosts import Neighbours, usual
from fjgov_tui.pages.layers import covered, defaced
from fjgov_tui.pages.links import Sources, leads_to, refreshes
from fjgov_tui.pages.lures import lures
from fjgov_tui.pages.old_browsers import run_by_old
from fjgov_tui.pages.overlaid import left_alone
from fjgov_tui.pages.page import ParsedPage, read_page
from fjgov_tui.pages.painted import painted
from fjgov_tui.pages.reaches import reaches
from fjgov_tui.pages.scripts import Script, script_of, written
from fjgov_tui.pages.shot import MAX_BLOCKS, MAX_ENTRIES, MAX_URL, Shot, plain_url
from fjgov_tui.pages.strangers import foreign_links, foreign_names, hijackers, terms
from fjgov_tui.pages.suspects import suspects
from fjgov_tui.pages.swindles import swindles
from fjgov_tui.pages.torn import torn
from fjgov_tui.pages.traces import traces
from fjgov_tui.pages.trade import offers, traded
from fjgov_tui.pages.unasked import names_elsewhere, unasked
from fjgov_tui.pages.words import Word, WordFinder

_WRITTEN = ("<a", "<iframe", "<script", "<meta", "display", "position", "<div")
_EXAMPLES = 3
_MOST_HELD = 10
"""Hosts that are named of the links which a script may hide."""
_MOST_FILES = 30
"""Script files of the site's own that are named."""
_CLASS = re.compile(r" class=[\"']([^\"'<>]{1,120})")
_ID = re.compile(r" id=[\"']([^\"'<>]{1,120})")
_DIGITS = re.compile(r"\d+")
_EVERYWHERE = frozenset({"html", "head", "body", "meta", "title", "br", "p", "b", "font", "span", "strong", "em", TEXT})


def integrity(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """Take a page apart and look for what a hijacker leaves.

    Args:
        body: the page as fetched.
        about: `url` that answered, `content_type`; `site`, the URL that was asked for; `allowed`, a list of hosts.

    Returns:
        `shot`: as `Shot.as_json`; `alarms`: each as `Alarm.as_json`; `more`: alarms beyond the limit; `words`:
        hijackers' terms that stand anywhere on the page; `scripts`: of each inline script its hash, its shape, what it
        can do and how it begins; `files`: addresses of script files of the site itself; `text`: how many characters a
        visitor reads; `leads_to`: the page of the same site for which this one only stands; `notes`.
    """
    page = read_page(body, about)
    near = Neighbours(str(about.get("site") or page.url), _hosts(about))
    scripts = page.scripts
    sources = Sources(page, near)
    sources.load(scripts)
    find = hijackers()
    shot = take_shot(page, sources, scripts)
    named, read = [*_named(page, shot), *names_elsewhere(page, scripts)], terms(find.find(page.plain))
    heads = terms(find.find("\n".join(text for _, text in named)))
    others = list(_alarms(page, near, scripts, sources, find, read=bool(read)))
    concealed = any(alarm.rule == "hidden-link" and alarm.severity is Severity.VIOLATION for alarm in others)
    # What stands in a block that nobody sees is told with that block, and not a second time as the page's own text.
    alarms = list(
        dict.fromkeys(
            [
                *_hijacked(page, named, heads, () if concealed else (*(word.text for word in read), *offers(page))),
                *others,
            ]
        )
    )
    words = sorted({word.text for word in (*heads, *read)})
    return {
        "shot": shot.as_json(),
        "alarms": [alarm.as_json() for alarm in alarms[:MOST]],
        "more": max(0, len(alarms) - MOST),
        "words": list[Json](words[:100]),
        "scripts": _able(page, near, shot.outbound | shot.frames | shot.forms),
        "files": _own_files(page, near),
        "text": len(page.visible),
        "leads_to": leads_to(page),
        "notes": list[Json](page.notes),
    }


def skeleton(page: ParsedPage) -> frozenset[str]:
    """What daily editing leaves alone: classes, ids, and which tag follows which; figures taken out."""
    named = {*_CLASS.findall(page.source), *_ID.findall(page.source)}
    features = {_DIGITS.sub("", name).strip() for name in named}
    tags = [tag for tag in page.flat.tags if tag not in _EVERYWHERE]
    features |= {f"{first}>{second}" for first, second in set(pairwise(tags))}
    return frozenset(sorted(feature for feature in features if feature)[:MAX_ENTRIES])


def take_shot(page: ParsedPage, sources: Sources, scripts: Sequence[Script]) -> Shot:
    """The page as it will be compared.

    Args:
        page: the page.
        sources: its foreign hosts.
        scripts: its inline scripts.
    """
    blocks = dict.fromkeys(blocks_of(page))
    return Shot(
        url=plain_url(page.url),
        title=page.title[:MAX_URL],
        keywords=page.metas.get("keywords", "")[:MAX_URL],
        description=page.metas.get("description", "")[:MAX_URL],
        blocks=tuple(blocks)[:MAX_BLOCKS],
        rest=max(0, len(blocks) - MAX_BLOCKS),
        skeleton=skeleton(page),
        outbound=frozenset(sources.outbound),
        scripts=frozenset(sources.scripts),
        frames=frozenset(sources.frames),
        forms=frozenset(sources.forms),
        refresh=frozenset(sources.refresh),
        inline=frozenset(script.mark for script in scripts),
        shapes=frozenset(script.shape for script in scripts),
        reaches=reaches(page, sources.near),
    )


def program(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """The task `script`: what is wrong with a script file, whose page is named by `site`.

    Returns:
        `why`: in Chinese, empty where nothing is; `able`: what it can do that honest scripts can, too; `around`.
    """
    near = Neighbours(str(about.get("site") or about.get("url") or ""), _hosts(about))
    script = script_of(body.decode("utf-8", "replace"))
    suspicions = suspects(script, near)
    suspect = next((each for each in suspicions if each.severity is Severity.VIOLATION), None)
    return {
        "why": suspect.why if suspect else "",
        "able": risky(script, near),
        "around": suspect.around[:300] if suspect else "",
    }


def _hosts(about: Mapping[str, Json]) -> list[str]:
    allowed = about.get("allowed")
    return list(map(str, allowed)) if isinstance(allowed, list) else []


def _able(page: ParsedPage, near: Neighbours, known: Collection[str]) -> list[Json]:
    """What is compared of each script; of handlers nothing where they can do nothing: pages are full of those."""
    held = handles(page, near) if page.scripts else {}
    rows = [(script, risky(script, near, known)) for script in page.scripts if not script.aside]
    return [
        {
            "mark": script.mark, "shape": script.shape, "able": able, "around": script.text.strip()[:120],
            "late": script.late, "holds": list[Json](sorted(handled(script, held))[:_MOST_HELD]),
        }
        for script, able in rows
        if able or not script.late
    ]  # fmt: skip


def _own_files(page: ParsedPage, near: Neighbours) -> list[Json]:
    own = (
        url
        for url in map(page.join, page.script_files)
        if url.startswith("http") and not near.outside(url) and not usual(url)
    )
    return list[Json](list(dict.fromkeys(plain_url(url) for url in own))[:_MOST_FILES])


def _alarms(
    page: ParsedPage, near: Neighbours, scripts: Sequence[Script], sources: Sources, find: WordFinder, *, read: bool
) -> Iterator[Alarm]:
    links, unread = hidden_links(page, near)
    yield from _concealed(page, near, scripts, links, find, unread)
    yield from _scripted(scripts, near)
    yield from gathered(page, near, scripts)
    for away in sources.refresh:
        if away not in sources.canonical:
            yield Alarm(
                "redirect",
                away,
                f"页面打开后自动跳到外站 {away}",
                next((url for url in refreshes(page) if near.outside(url) == away), away)[:300],
            )
    yield from unasked(page, near, scripts)
    yield from guises(page, near)
    yield from swindles(page, near)
    yield from lures(page, near)
    yield from frauds(page, near)
    yield from channels(page, near)
    yield from painted(page, near)
    yield from traces(page)
    yield from addressed(page)
    yield from torn(page)
    yield from run_by_old(page, near)
    yield from covered(page, near, scripts)
    yield from carried(page, near)
    yield from _framed(page, near)
    yield from left_alone(page, near)
    if page.for_old:
        yield from _framed(page.for_old, near)
    if read:
        yield from _own_pages_of_theirs(page, near, find)
    yield from foreign_names(page, near, sources)
    yield from foreign_links(page, near, {hidden.host for hidden in links})


def _framed(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    for host, trick in hidden_frames(page, near):
        seen = "盖住整个页面的框架" if trick.startswith("盖") else f"看不见的框架（{trick}）"
        yield Alarm("script", f"frame:{host}", f"{seen}装着外站 {host} 的页面", host)


def _own_pages_of_theirs(page: ParsedPage, near: Neighbours, find: WordFinder) -> Iterator[Alarm]:
    """Hidden links to pages that were put on the site itself, told by their hijackers' terms."""
    own = [link for link in page.links if link.text and not near.outside(link.url)]
    if not terms(find.find("\n".join(link.text for link in own))):
        return
    worded = [link for link in own if terms(find.find(link.text))]
    for link, trick in hidden_among(page, worded):
        yield Alarm(
            "hidden-link",
            link.url[:200],
            f"看不见的链接写着“{link.text[:20]}”，指向本站的 {link.url[:80]}：{trick}",
            link.text,
        )


_TITLES = ("og:title", "og:description", "twitter:title", "twitter:description", "title", "apple-mobile-web-app-title")
"""Further tags from which searchers and friends take what they show of a page."""
_MANY_WORDS = 2
"""Different hijackers' terms in what a visitor reads, from which the page itself is theirs."""


def _named(page: ParsedPage, shot: Shot) -> Iterator[tuple[str, str]]:
    """What the page calls itself and its pictures, by the place where it does."""
    metas = [node.attributes for node in page.elements("meta")]
    yield "标题", page.title
    yield "关键词", page.metas.get("keywords", "")
    yield "描述", page.metas.get("description", "")
    for kind, label in (("keywords", "另一些关键词"), ("description", "另一段描述")):
        contents = [meta.get("content") or "" for meta in metas if (meta.get("name") or "").strip().lower() == kind]
        if len(contents) > 1:
            yield label, "\n".join(contents[1:])
    for node in page.elements("title")[1:]:
        yield "另一个标题", " ".join(node.text().split())
    for name in _TITLES:
        if text := page.metas.get(name, ""):
            yield f"标签 {name}", text
    yield "图片说明", "\n".join(block.text for block in shot.blocks if block.tag == "img")


def _hijacked(
    page: ParsedPage, named: Sequence[tuple[str, str]], heads: Sequence[Word], read: Sequence[str]
) -> Iterator[Alarm]:
    """Hijackers' terms and boasts in what the page calls itself, and in what a visitor reads.

    Args:
        page: the page.
        named: its names.
        heads: the terms in these, of all together.
        read: those in what a visitor reads.
    """
    for label, text in named if heads else ():
        words = terms(hijackers().find(text))
        if words:
            examples = "、".join(f"“{word.text}”" for word in words[:_EXAMPLES])
            yield Alarm(
                "title", f"{label}:{words[0].text}", f"页面{label}里有{words[0].group}类用语{examples}", text[:200]
            )
    offered = "" if heads else traded("\n".join(text for _, text in named))
    for label, text in named if offered else ():
        if branded := traded(text):
            yield Alarm("title", f"{label}:{branded}", f"页面{label}像是黑产的招牌“{branded}”", text[:200])
    yield from defaced(page, [text for _, text in named])
    yield from _tongues(named)
    words_read = list(dict.fromkeys(read))
    if len(words_read) >= _MANY_WORDS:
        examples = "、".join(f"“{text}”" for text in words_read[:_EXAMPLES])
        yield Alarm(
            "title", f"正文:{words_read[0]}", f"页面正文里有 {len(words_read)} 个黑产用语：{examples}", examples
        )


_FOREIGN_LETTERS = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0e00-\u0e7f\u0400-\u04ff\u0600-\u06ff\u0900-\u097f]")
"""Japanese, Korean, Thai, Russian, Arabic, Hindi."""
_MANY_LETTERS = 5
_SHOWN_BY_SEARCHERS = frozenset(
    {"标题", "关键词", "描述", "另一个标题", *(f"标签 {name}" for name in _TITLES), "搜索数据"}
)


def _tongues(named: Iterable[tuple[str, str]]) -> Iterator[Alarm]:
    """What a page tells searchers in a language that none of its readers has: strangers sell their goods so."""
    for label, text in named:
        if label in _SHOWN_BY_SEARCHERS and len(_FOREIGN_LETTERS.findall(text)) >= _MANY_LETTERS:
            yield Alarm("title", f"{label}:外文", f"页面{label}写着外国文字“{text[:40]}”", text[:200])


def _concealed(
    page: ParsedPage,
    near: Neighbours,
    scripts: Sequence[Script],
    links: Sequence[Hidden],
    find: WordFinder,
    unread: str,
) -> Iterator[Alarm]:
    """Hidden links, on the page as it comes and as its scripts write it."""
    yield from _hidden(page, links, find)
    known = {hidden.link.url for hidden in links}
    for written_page in _pages_written(page, scripts):
        later, more = hidden_links(written_page, near)
        yield from _hidden(written_page, [hidden for hidden in later if hidden.link.url not in known], find)
        unread = unread or more
        yield from _framed(written_page, near)
        for url in refreshes(written_page):
            if away := near.outside(url):
                yield Alarm("redirect", away, f"脚本让页面自动跳到外站 {away}", url[:300])
    if unread:
        yield Alarm("unreadable", "style", f"页面里的{unread}，可能藏着东西", severity=Severity.WARNING)


def _hidden(page: ParsedPage, links: Sequence[Hidden], find: WordFinder) -> Iterator[Alarm]:
    """One alarm a container, with all its hosts: whoever hides links hides dozens in one place."""
    by_place: dict[int, list[Hidden]] = {}
    for hidden in links:
        by_place.setdefault(_place(page, hidden), []).append(hidden)
    for inside in by_place.values():
        hosts = list(dict.fromkeys(hidden.host for hidden in inside))
        texts = list(dict.fromkeys(hidden.link.text for hidden in inside if hidden.link.text))
        examples = "、".join(f"“{text[:20]}”" for text in texts[:_EXAMPLES]) or "没有文字"
        grave = not all(hidden.mixed for hidden in inside) or bool(terms(find.find("\n".join(texts))))
        named = "、".join(hosts[:_EXAMPLES]) + (f" 等 {len(hosts)} 个" if len(hosts) > _EXAMPLES else "")
        what = f"有 {len(inside)} 个看不见的链接指向外站 {named}：{inside[0].trick}，{examples}"
        around = f"{inside[0].link.url[:200]} {texts[0][:60] if texts else ''}".strip()
        yield Alarm("hidden-link", _mark(hosts), what, around, Severity.VIOLATION if grave else Severity.WARNING)


def _place(page: ParsedPage, hidden: Hidden) -> int:
    """The container; of links that are hidden each by itself, what holds them all."""
    return page.flat.parents[hidden.container] if hidden.container == hidden.link.index else hidden.container


def _mark(hosts: Sequence[str]) -> str:
    """Of several hosts a hash goes along: a container that was accepted may not fill with others."""
    if len(hosts) == 1:
        return hosts[0]
    every = blake2b("\n".join(sorted(hosts)).encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"{min(hosts)[:100]}+{len(hosts) - 1}:{every}"


def _scripted(scripts: Sequence[Script], near: Neighbours) -> Iterator[Alarm]:
    for script in scripts:
        for suspect in suspects(script, near):
            leads = f"：会把人带到 {suspect.leads_to}" if suspect.rule == "script" and suspect.leads_to else ""
            yield Alarm(
                suspect.rule,
                f"inline:{suspect.mark}",
                f"{suspect.why}{leads}",
                suspect.around[:300],
                suspect.severity,
                script=suspect.mark,
            )


def _pages_written(page: ParsedPage, scripts: Sequence[Script]) -> Iterator[ParsedPage]:
    """The page as it is once its scripts have written into it; nothing where they write no links and hide none."""
    html = [(script, written(script)) for script in scripts]
    if not any(mark in text.lower() for _, text in html for mark in _WRITTEN):
        return
    source = page.source
    for script, text in html:
        if text:
            source = source.replace(script.text, f"</script>{text}<script>", 1)
    yield page.part(source)
