"""What a page reaches for beyond its links: every way by which it loads, shows, submits or names something foreign.

`Sources` keeps the hosts that all pages have; here is the rest, as `kind host`, for comparison with the baseline alone:
honest pages do each of these things, but none of them begins to overnight without somebody knowing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fjgov_tui.pages.contacts import ACCOUNT, PAYS
from fjgov_tui.pages.entries import data_entries
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import Link, ParsedPage
from fjgov_tui.pages.painted import on_screen
from fjgov_tui.pages.payees import is_card
from fjgov_tui.pages.scripts import COVERS
from fjgov_tui.pages.signs import BINDINGS, DRAWN_LINK, LAID, WRITTEN_IN_CODE
from fjgov_tui.pages.unpacking import in_address

READ = "all"
"""Stands in the set of every page that was read so: older releases did not."""
READ_MORE = "more"
"""The same for what later releases read besides."""
READ_LAST = "last"
"""The same once more, for the kinds of `NEW_KINDS`."""
NEW_KINDS = frozenset({"named", "silent", "skew", "show"})
"""Kinds that a baseline without `READ_LAST` says nothing about."""
ACCOUNTS, CARDS, HOME, AWAY, PAGES = "account", "card", "home", "away", "carried"
"""Kinds of entries that hold a hash: pages in frames' own attributes,
accounts to pay into, those that are numbers of cards, and what is called so in a
script's data and leads where."""
KINDS: Mapping[str, str] = {
    "program": "页面多出从外站 {} 取程序的地方",
    "style": "页面多出从外站 {} 取样式、图标或清单的地方",
    "frame": "页面多出装着外站 {} 内容的框架或控件",
    "form": "页面多出把内容提交到外站 {} 的按钮",
    "lead": "页面多出自称属于外站 {} 或转到那里的标签",
    "file": "页面多出从外站 {} 下载程序的链接",
    "area": "页面的图片上多出指向外站 {} 的热区",
    "cover": "多出盖住整个页面、来自外站 {} 的内容",
    "float": "多出浮在页面上、来自外站 {} 的图片或框架",
    "veiled": "按惯例看不见的地方多出指向外站 {} 的链接",
    "page": "页面的{}把整个页面藏了起来",
    "named": "页面多出只有程序读的、指向外站 {} 的标签",
    "skew": "页面的{}把整个页面挪开、翻转或锁住",
    "silent": "没有人看得见的元素里多出指向外站 {} 的链接",
    "show": "页面多出取自外站 {} 的背景、图片来源或自动播放的声音",
}
"""By kind what is told of a host that the baseline had not."""
Put = Callable[[str, str], None]
"""Notes a kind and an address."""

_ELEMENTS: Mapping[str, tuple[str, Sequence[str]]] = {
    "script": (
        "script[data-main],svg script,script[type='importmap' i],script[type='speculationrules' i],"
        "script[type='application/ld+json' i]",
        (),
    ),
    "meta": (
        "meta[property='og:url' i],meta[property^='al:' i][content*='//'],meta[name='apple-itunes-app' i],"
        "meta[http-equiv='content-security-policy' i],meta[name='twitter:url' i]",
        ("og:url", "al:", "itunes", "security-policy", "twitter:url"),
    ),
    "html": ("html[manifest]", ("manifest",)),
    "a": ("a[href^='itms-services:' i],a[ping]", ("itms-services", "ping")),
    "link": ("link[rel][href]", ()),
    "applet": ("applet", ()),
    "object": ("object[codebase],object[classid*='//'],object[data^='data:' i]", ()),
    "param": ("param[value*='//']", ()),
    "area": ("area[href]", ()),
    "iframe": ("iframe[srcdoc],iframe[src^='data:' i]", ()),
    "embed": ("embed[src^='data:' i]", ()),
    "portal": ("portal[src]", ()),
    "bgsound": ("bgsound[src]", ()),
    "fencedframe": ("fencedframe[src]", ()),
    "source": ("picture source[srcset*='//']", ()),
    "img": (
        "img[srcset*='//'],img[attributionsrc],img[lowsrc*='//'],img[dynsrc*='//']",
        ("srcset", "attributionsrc", "lowsrc", "dynsrc"),
    ),
    "audio": ("audio[autoplay][src*='//']", ()),
    "body": ("body[background*='//']", ("background",)),
    "table": ("table[background*='//']", ("background",)),
    "td": ("td[background*='//']", ("background",)),
    "image": ("image", ()),
    "mrow": ("math *", ()),
    "button": ("button[formaction]", ()),
    "input": ("input[formaction],input[type=image i][src*='//']", ("formaction", "image")),
}
"""By tag what is asked of the tree where the page has such a tag, and one of these words if there are any."""
_NAMES: Mapping[str, Sequence[tuple[str, str]]] = {
    "applet": (("frame", "archive"), ("frame", "code"), ("frame", "codebase")),
    "object": (("frame", "codebase"), ("frame", "classid"), ("frame", "data")),
    "param": (("frame", "value"),),
    "portal": (("frame", "src"),),
    "bgsound": (("frame", "src"),),
    "fencedframe": (("frame", "src"),),
    "area": (("area", "href"),),
    "html": (("style", "manifest"),),
}
"""By tag the attributes that load something, and what for."""
_SHOWS = frozenset({"source", "img", "audio", "body", "table", "td", "image", "mrow", "input"})
_SHOWN_BY = ("srcset", "src", "background", "attributionsrc", "lowsrc", "dynsrc", "xlink:href", "href")
_STYLES = frozenset({"stylesheet", "icon", "manifest", "apple-touch-icon", "mask-icon"})
_PROGRAMS = frozenset({"modulepreload", "import", "serviceworker"})
_LEADS = frozenset({"prerender", "shortlink", "alternate", "canonical", "amphtml", "search"})
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\)]{3,300}", re.IGNORECASE)
_MANIFEST = re.compile(r"https?://[^\s\"'<>\\)]{3,300}", re.IGNORECASE)
_JSON_URLS = re.compile(
    r"\"(?:url|@id|target|urlTemplate|downloadUrl|installUrl|contentUrl|embedUrl)\"\s*:\s*\"((?:https?:)?//[^\"\s]{3,300})\"",
    re.IGNORECASE,
)
_SCRIPT_SRC = re.compile(
    r"<(?:script|iframe|link)\b[^>]{0,300}?\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]{4,300})", re.IGNORECASE
)
_OBJECT_DATA = re.compile(
    r"<(object|embed|param|form|a|img)\b[^>]{0,300}?\b(?:data|src|value|action|href)\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]{3,300})",
    re.IGNORECASE,
)
_ADVISES = re.compile(r"浏览器|升级|browse|browser", re.IGNORECASE)
"""Words of who tells people with an old browser where to get another one."""
_BINDING = re.compile(r"(?:behavior|-moz-binding)\s*:\s*url\(\s*[\"']?([^\"')\s]{3,300})", re.IGNORECASE)
_SHEET = re.compile(r"@import\s+(?:url\(\s*)?[\"']?((?:https?:)?//[^\"'\s);]{3,300})", re.IGNORECASE)
_FONT = re.compile(r"@font-face\s*\{[^{}]{0,300}?url\(\s*[\"']?((?:https?:)?//[^\"'\s);]{3,300})", re.IGNORECASE)
"""A font may draw other letters than those that are written."""
_DRAWN = re.compile(
    r"(?:background(?:-image)?|cursor)\s*:[^;{}]{0,80}?url\(\s*[\"']?((?:https?:)?//[^\"'\s);]{3,300})", re.IGNORECASE
)
_ALL_GONE = re.compile(
    r"(?:^|[\s,}>])(?:html|body|body\s*>\s*\*|\*)\s*\{[^{}]{0,200}?(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9]))",
    re.IGNORECASE,
)
"""A rule by which nothing of the page is seen."""
_SKEWED = re.compile(
    r"(?:^|[\s,}>])(?:html|body|body\s*>\s*\*|\*|body\s+a|a)\s*\{[^{}]{0,200}?"
    r"(?:transform\s*:\s*(?:rotate\(\s*1[78]\d|scale[XY]?\(\s*(?:0|-1)|translate[XY]?\(\s*-?\d{4})|pointer-events\s*:\s*none)",
    re.IGNORECASE,
)
"""A rule by which nothing of the page stands where it was, or can be pressed."""
_PROGRAM_FILE = re.compile(
    r"\.(?:apk|exe|msi|scr|hta|vbs|bat|cmd|ps1|jar|cab|mobileconfig|dmg|lnk)(?:$|\?)", re.IGNORECASE
)
_LAID_OR_BOUND = "[style*='fixed' i],[style*='absolute' i],[style*='behavior' i],[style*='binding' i]"
_TAKES = re.compile(r"\b(?:fixed|absolute)\b", re.IGNORECASE)
_VEILED = frozenset(
    {"hide", "hidden", "d-none", "dn", "none", "invisible", "sr-only", "visually-hidden", "layui-hide", "is-hidden"}
    | {"am-hide", "uk-hidden", "el-hidden", "weui-hidden", "display-none", "displaynone", "disnone", "undis", "hid"}
    | {"hidden-all", "screen-reader-text"}
)
"""Classes by which the usual libraries of styles hide something; their sheets are files of their own."""
_NOT_DRAWN = frozenset(
    {
        "video",
        "audio",
        "canvas",
        "object",
        "noframes",
        "noembed",
        "datalist",
        "select",
        "defs",
        "desc",
        "symbol",
        "template",
    }
)
"""What stands inside is drawn by browsers alone that know no such element."""
CARRIED = re.compile(r"\s*data\s*:\s*(?:text/(?:html|xml|xsl)|application/(?:xhtml\+xml|xml)|image/svg)", re.IGNORECASE)
"""How an address begins that is a whole page."""
FRAMES_WITH_PAGES = "iframe[srcdoc],iframe[src*='data' i],object[data*='data' i],embed[src*='data' i]"
_UNREAD = ("noframes", "noembed", "textarea", "xmp", "template")
"""What stands inside is no part of the page to any browser of today."""
_HREF = re.compile(r"(?:<|&lt;)a\b[^>]{0,200}?\bhref\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]{3,300})", re.IGNORECASE)
_UP = 6
"""Elements from a link up to the one that has such a class."""
_MOST = 300


def reaches(page: ParsedPage, near: Neighbours) -> frozenset[str]:
    """Everything foreign that a page reaches for, as `kind host`, with `READ` itself.

    Args:
        page: the page.
        near: which hosts are no strangers.
    """
    entries = {READ, READ_MORE, READ_LAST}

    def put(kind: str, url: str) -> None:
        host = near.outside(page.join(url)) if url and kind in KINDS else ""
        if host and len(entries) < _MOST:
            entries.add(f"{kind} {host}")

    standing = page.signs
    asked = [
        query
        for tag, (query, words) in _ELEMENTS.items()
        if tag in page.kinds and (not words or not standing.isdisjoint((*words, *WRITTEN_IN_CODE)))
    ]
    for node in page.tree.css(",".join(asked)) if asked else ():
        _element(node, put)
    _conditional(page, put)
    _styles(page, put)
    for links in page.origins.values():
        if near.outside(links[0].url):
            _links(page, links, put)
    entries |= {*_accounts(page)}
    for title, host in data_entries(page, near):
        entries.add(f"{AWAY} {_short(title)} {host}" if host else f"{HOME} {_short(title)}")
    _unread(page, put)
    for node in page.chosen(FRAMES_WITH_PAGES, "iframe", "object", "embed")[:_MOST]:
        entries |= {f"{PAGES} {page_mark(inside)}" for inside in framed(node.attributes)}
    if any(map(_ALL_GONE.search, map(on_screen, page.sheets))):
        entries.add("page 样式")
    if any(map(_SKEWED.search, map(on_screen, page.sheets))):
        entries.add("skew 样式")
    return frozenset(entries)


def _unread(page: ParsedPage, put: Put) -> None:
    """The links in what no browser of today shows."""
    for node in page.elements(*_UNREAD)[:_MOST]:
        for url in _HREF.findall((node.html or "")[:20_000]):
            put("silent", url)


def _accounts(page: ParsedPage) -> Iterator[str]:
    """The accounts into which a page asks to pay, each as its hash."""
    for number in ACCOUNT.findall(page.visible) if any(word in page.visible for word in PAYS) else ():
        digits = re.sub("[^0-9]", "", number)
        yield f"{ACCOUNTS} {_short(digits)}"
        if is_card(digits):
            yield f"{CARDS} {_short(digits)}"


def page_mark(html: str) -> str:
    """By what a page in a frame's own attributes is known again."""
    return _short(html)


def _short(text: str) -> str:
    """The hash of a text that is compared and never shown."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _conditional(page: ParsedPage, put: Put) -> None:
    """What only old browsers read, and what only drawings have."""
    for inside in page.conditional:
        for url in _SCRIPT_SRC.findall(inside):
            put("program", url)
        for tag, url in _OBJECT_DATA.findall(inside):
            if tag.lower() != "a" or not _ADVISES.search(inside):
                put("frame", url)
    if DRAWN_LINK in page.signs:
        for node in page.tree.css("svg a,svg script,svg use,svg image"):
            put("program" if node.tag == "script" else "veiled", node.attributes.get("xlink:href") or "")


def described(entry: str) -> tuple[str, str]:
    """The mark, and in Chinese what is told, of an entry that the baseline had not."""
    kind, _, host = entry.partition(" ")
    return f"{kind}:{host}", KINDS[kind].format(host)


def _element(node: LexborNode, put: Put) -> None:
    """What one element reaches for."""
    tag, attributes = node.tag or "", node.attributes

    def value(name: str) -> str:
        return (attributes.get(name) or "").strip()

    put("program", value("data-main"))
    put("form", value("formaction"))
    if tag == "script":
        put("program", value("src") or value("href"))
        _data(value("type").lower(), node.text(), put)
    elif tag == "link":
        put(_kind_of_link(value("rel").lower().split(), value("as").lower()), value("href"))
    elif tag == "a":
        put("form", value("ping"))
        if match := _MANIFEST.search(unquote(value("href"))):
            put("file", match[0])
    _shown(tag, attributes, put)
    for kind, name in _NAMES.get(tag, ()):
        put(kind, value(name))
    for inside in framed(attributes):
        _framed(inside, put)


def _shown(tag: str, attributes: Mapping[str, str | None], put: Put) -> None:
    """What the first releases did not read: what is shown or played from elsewhere, and what only programs are told."""
    if tag == "meta" and (attributes.get("property") or "").lower() == "og:url":
        put("lead", (attributes.get("content") or "").strip())
    elif tag == "meta":
        for url in _MANIFEST.findall(attributes.get("content") or ""):
            put("named", url)
    for name in _SHOWN_BY if tag in _SHOWS else ():
        for url in _ADDRESS.findall(attributes.get(name) or ""):
            put("show", url)


def _kind_of_link(kinds: list[str], loads: str) -> str:
    """The kind of what a `link` names; hints that only open a connection are none of these."""
    if not _PROGRAMS.isdisjoint(kinds) or ("preload" in kinds and loads in {"script", "worker", "style", "document"}):
        return "program"
    if not _STYLES.isdisjoint(kinds):
        return "style"
    if "pingback" in kinds:
        return "named"
    return "lead" if not _LEADS.isdisjoint(kinds) else "hint"


def _data(kind: str, text: str, put: Put) -> None:
    """Addresses in the data that browsers and searchers read."""
    if kind == "application/ld+json":
        for url in _JSON_URLS.findall(text.replace("\\/", "/")):
            put("lead", url)
    elif kind in {"importmap", "speculationrules"}:
        for url in _ADDRESS.findall(text):
            put("program" if kind == "importmap" else "lead", url)


def framed(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """The pages that a frame holds in its own attributes."""
    if attributes.get("srcdoc"):
        yield attributes["srcdoc"] or ""
    address = attributes.get("src") or attributes.get("data") or ""
    if CARRIED.match(address):
        yield in_address(address.strip())


def _framed(text: str, put: Put) -> None:
    inside = LexborHTMLParser(text[:20_000])
    for node in inside.css(
        "script[src],iframe[src],frame[src],embed[src],object[data],form[action],link[href],a[href]"
    ):
        attributes = node.attributes
        put(
            "frame",
            next((attributes[name] or "" for name in ("src", "data", "action", "href") if name in attributes), ""),
        )


def _styles(page: ParsedPage, put: Put) -> None:
    """What style sheets and style attributes load, and what they lay over the page."""
    for text in page.sheets:
        for url in _BINDING.findall(text):
            put("program", url)
        for url in (*_SHEET.findall(text), *_FONT.findall(text)):
            put("style", url)
        for url in _DRAWN.findall(text):
            put("show", url)
    laid = not page.signs.isdisjoint({*LAID, *BINDINGS, *WRITTEN_IN_CODE})
    for node in page.tree.css(_LAID_OR_BOUND) if laid else ():
        style = node.attributes.get("style") or ""
        for url in _BINDING.findall(style):
            put("program", url)
        if not _TAKES.search(style):
            continue
        whole = COVERS.search(style.replace("\n", " ")) is not None
        for url in _ADDRESS.findall(style):
            put("cover" if whole else "float", url)
        for inner in node.css(
            "img[src],video[src],source[src],embed[src],a[href]" if whole else "a img[src],embed[src],a:has(img)"
        ):
            put("cover" if whole else "float", inner.attributes.get("src") or inner.attributes.get("href") or "")


def _links(page: ParsedPage, links: Sequence[Link], put: Put) -> None:
    """Foreign links to programs, and those that stand where the usual sheets hide everything."""
    flat = page.flat
    for link in links:
        if _PROGRAM_FILE.search(link.url):
            put("file", link.url)
        at = link.index
        for _ in range(_UP):
            if at <= 0:
                break
            named = (flat.attributes(at).get("class") or "").lower().split()
            small = flat.tags[at] == "svg" and "0" in {
                flat.attributes(at).get("width"),
                flat.attributes(at).get("height"),
            }
            if small or flat.tags[at] in _NOT_DRAWN or not _VEILED.isdisjoint(named):
                put("veiled", link.url)
                break
            at = flat.parents[at]
