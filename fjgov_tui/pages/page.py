"""One page, from its bytes to what the tasks ask about, read once. Only the worker process imports this."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.decoding import decode
from fjgov_tui.pages.flat import Flat, lay_flat
from fjgov_tui.pages.hosts import origin_of
from fjgov_tui.pages.normal import Normal, normal
from fjgov_tui.pages.scripts import Script, inline_scripts, scripts_in
from fjgov_tui.pages.signs import CONDITIONAL, signs_in

_OPENING = re.compile(r"<script\b[^<>]{0,200}>\s*+(?:<\?xml[^<>]{0,100}>\s*+)?<datastore\b", re.IGNORECASE)
_CLOSING = re.compile(r"</datastore>\s*+</script\s*+>", re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*+<!\[CDATA\[", re.IGNORECASE)
_END = "]]>"


def unfold(html: str) -> str:
    """The page with such lists as the visitor's browser would show them; in time linear to its length."""
    if "<datastore" not in html:
        return html
    parts, at = list[str](), 0
    while opening := _OPENING.search(html, at):
        closing = _CLOSING.search(html, opening.end())
        if closing is None:
            break
        parts += [html[at : opening.start()], "<div>", *_records(html[opening.end() : closing.start()]), "</div>"]
        at = closing.end()
    return "".join([*parts, html[at:]])


def _records(store: str) -> Iterator[str]:
    """What stands in the records of one list."""
    at = 0
    while record := _RECORD.search(store, at):
        end = store.find(_END, record.end())
        if end < 0:
            return
        yield store[record.end() : end]
        at = end + len(_END)


MAX_DEPTH = 256
"""No page of an office nests deeper than some dozens of elements."""
MAX_TAGS = 60_000
"""Of which a page of 2 MB can hold ten times as many, at half a kilobyte each; an office's page has a few thousand."""
_FEW = 4000
"""Up to so many tags even the worst nesting is parsed in milliseconds."""
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*>?")
_UNCOUNTED = frozenset(
    # without content
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    # closed by the next of their kind, so that an end tag that is missing is no depth
    | {"p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
)


class _Depth:
    def __init__(self) -> None:
        self.now = 0
        self.dropped = 0

    def __call__(self, tag: re.Match[str]) -> str:
        """The tag, or nothing where it would nest too deep."""
        if tag[2].lower() in _UNCOUNTED:
            return tag[0]
        if tag[1]:
            self.now = max(0, self.now - 1)
            return tag[0] if self.now < MAX_DEPTH else ""
        self.now += 1
        if self.now <= MAX_DEPTH:
            return tag[0]
        self.dropped += 1
        return ""


def limit_tags(html: str) -> tuple[str, int]:
    """The page up to `MAX_TAGS` tags, and how many were left out."""
    count = html.count("<")
    if count <= MAX_TAGS:
        return html, 0
    kept = html.split("<", MAX_TAGS)[:MAX_TAGS]
    return "<".join(kept), count - MAX_TAGS + 1


def limit_depth(html: str) -> tuple[str, int]:
    """The page with at most `MAX_DEPTH` open elements at any place, and how many were left out."""
    if html.count("<") <= _FEW:
        return html, 0
    depth = _Depth()
    cut = _TAG.sub(depth, html)
    return (cut, depth.dropped) if depth.dropped else (html, 0)


MAX_TEXT = 200_000
"""Characters of a page that are searched; the rest is said."""
MAX_LINKS = 5000
"""Links of one page that are looked at; the rest is counted and said."""
_PLAIN = re.compile(r"/?[A-Za-z0-9_%][A-Za-z0-9_%!$&'()*+,./=?@~-]*")
"""A path as nearly every link has it: nothing to be read with care, except the steps in it.

Without `\\w`, which is asked apart from the other characters and takes as long as all of them.
"""
_PLAIN_BYTES = frozenset({"utf-8", "gb18030", "big5"})
"""Charsets in which a letter of ASCII is one byte."""
_CONDITION = re.compile(r"<!--\[if[^\]>]{0,60}\]>", re.IGNORECASE)
_CONDITION_ENDS = re.compile(r"<!\[endif\]", re.IGNORECASE)
_LONGEST_CONDITIONAL = 4000
_SCHEMES = ("javascript:", "mailto:", "tel:", "data:", "about:", "blob:", "vbscript:", "file:")


@dataclasses.dataclass(slots=True, eq=False)
class Link:
    """One `<a href>` of the page, with what it shows and where it stands."""

    url: str
    """Absolute, without the fragment."""
    text: str
    """What a visitor reads, or the title, or the picture's alternative text; stripped."""
    index: int
    """Its place in `ParsedPage.flat`."""


class Joiner:
    """Makes addresses absolute; the usual forms without the cost of a general join."""

    def __init__(self, base: str) -> None:
        """Take the address that relative ones are relative to."""
        self.base = base
        try:
            parts = urlsplit(base)
        except ValueError:
            parts = urlsplit("")
        self.origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        self.folder = self.origin + (parts.path.rpartition("/")[0] or "") + "/"

    def __call__(self, href: str) -> str:
        """The absolute address without its fragment; empty for what is no address of a page."""
        if self.origin and _PLAIN.fullmatch(href) and "//" not in href and "/." not in href:
            return (self.origin if href[0] == "/" else self.folder) + href
        href = href.strip()
        if "\\" in href:
            # Browsers read a backslash as a slash, and hijackers know it.
            href = href.replace("\\", "/")
        if not href or href[0] == "#" or href[:12].lower().startswith(_SCHEMES):
            return ""
        plain = href.partition("#")[0]
        if self.origin and plain.isascii() and not _odd(plain):
            if plain.startswith(("http://", "https://")):
                return plain
            if plain[0] == "/":
                return self.origin + plain
            if plain[0] not in ".?" and ":" not in plain:
                return self.folder + plain
        try:
            return urljoin(self.base, plain)
        except ValueError:
            return ""


def _odd(href: str) -> bool:
    """Whether the general join is needed: steps up, empty steps, addresses in brackets, characters not to be seen."""
    path = href.partition("://")[2] if href.startswith(("http://", "https://")) else href
    if not path or not path.isprintable() or "[" in path:
        return True
    return "//" in path or "./" in path or ";" in path or path.partition("?")[0].endswith(("/.", "/.."))


class ParsedPage:
    """A page with everything that is asked of it, each part made when it is first wanted."""

    def __init__(self, body: bytes, about: Mapping[str, Json]) -> None:
        """Decode and parse.

        Args:
            body: as fetched.
            about: `url` where it came from, `content_type` its header.
        """
        decoded = decode(body, str(about.get("content_type") or ""))
        self._body = body
        self.url = str(about.get("url") or "")
        self.charset = decoded.charset
        self.notes: list[str] = [decoded.how] if decoded.how else []
        """What was odd or left out, in Chinese; part of every answer."""
        self.entries: Sequence[tuple[str, str]] | None = None
        """What `entries.data_entries` has found, so that it looks once."""
        self.onward: str | None = None
        """What `links.leads_to` has found, so that several tasks look once."""
        html, left = limit_tags(unfold(decoded.text))
        self.source, dropped = limit_depth(html)
        as_sent = self.source is decoded.text and b"\0" not in body
        self._kept = decoded.charset if as_sent and decoded.charset in _PLAIN_BYTES else ""
        """The charset of bytes that hold the text letter by letter, nothing taken out; else empty."""
        if left:
            self.notes.append(f"页面标签过多，后面 {left} 个没有看")
        if dropped:
            self.notes.append(f"页面嵌套过深，略去 {dropped} 层标签")
        self.tree = LexborHTMLParser(self.source)

    @cached_property
    def flat(self) -> Flat:
        """The nodes in document order."""
        return lay_flat(self.tree)

    @cached_property
    def lower(self) -> bytes:
        """The page in small letters, to ask whether a word stands in it at all: as bytes in a tenth of the time."""
        return self._body.lower() if self._kept else self.source.lower().encode("utf-8", "replace")

    @cached_property
    def signs(self) -> frozenset[str]:
        """Which of the words of `signs.py` stand anywhere in the page."""
        return signs_in(self.lower, self._kept or "utf-8")

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The tags that stand in it at all."""
        return frozenset(self.flat.places)

    def elements(self, *kinds: str) -> list[LexborNode]:
        """The elements of some tags in the order of the page, for a tenth of what a selector costs."""
        nodes = self.flat.nodes
        places = [at for kind in self.kinds.intersection(kinds) for at in self.flat.places[kind]]
        return [nodes[at] for at in (sorted(places) if len(kinds) > 1 else places)]

    def chosen(self, selector: str, *kinds: str) -> list[LexborNode]:
        """What a selector finds; it is asked only where an element of one of these tags stands in the page."""
        return [] if self.kinds.isdisjoint(kinds) else self.tree.css(selector)

    @cached_property
    def title(self) -> str:
        """The text of the first `<title>`."""
        nodes = self.elements("title")
        return " ".join(nodes[0].text().split()) if nodes else ""

    @cached_property
    def sheets(self) -> Sequence[str]:
        """The style sheets that stand in the page itself."""
        return [node.text() for node in self.elements("style")]

    @cached_property
    def script_files(self) -> Sequence[str]:
        """The addresses of script files, as they are written."""
        every = [node.attributes for node in self.elements("script")]
        return [(attributes["src"] or "").strip() for attributes in every if "src" in attributes]

    @cached_property
    def equivalents(self) -> Sequence[tuple[str, str]]:
        """For each `<meta http-equiv>` what it stands for, in lower case, and what it says."""
        every = [node.attributes for node in self.elements("meta")]
        return [
            ((meta["http-equiv"] or "").lower(), meta.get("content") or "") for meta in every if "http-equiv" in meta
        ]

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """The content of each `<meta>` by its name (or property) in lower case; of several, the first."""
        metas: dict[str, str] = {}
        for node in self.elements("meta"):
            attributes = node.attributes
            name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
            if name:
                metas.setdefault(name, (attributes.get("content") or "").strip())
        return metas

    @cached_property
    def join(self) -> Joiner:
        """Makes the addresses on this page absolute, a `<base href>` respected."""
        nodes = self.elements("base")
        href = (nodes[0].attributes.get("href") or "") if nodes else ""
        try:
            base = urljoin(self.url, href.strip()) if href else self.url
        except ValueError:
            base = self.url
        return Joiner(base)

    @cached_property
    def scripts(self) -> Sequence[Script]:
        """The scripts that stand in the page itself."""
        scripts = inline_scripts(self.tree, self.flat, self.lower, self.signs)
        return [*scripts, *scripts_in("".join(self.conditional))] if self.conditional else scripts

    @cached_property
    def for_old(self) -> ParsedPage | None:
        """What Internet Explorer alone reads of it, as a page; none where there is no such thing."""
        inside = "".join(self.conditional)
        return self.part(inside) if inside else None

    def part(self, html: str) -> ParsedPage:
        """A page that stands in this one, or is this one as it becomes; its addresses are taken from here."""
        return ParsedPage(
            html.encode("utf-8", "replace"), {"url": self.url, "content_type": "text/html; charset=utf-8"}
        )

    @cached_property
    def conditional(self) -> Sequence[str]:
        """What stands in remarks that are none to the Internet Explorers of old."""
        parts, at = list[str](), 0
        while CONDITIONAL in self.signs and (opening := _CONDITION.search(self.source, at)):
            closing = _CONDITION_ENDS.search(self.source, opening.end())
            if closing is None:
                break
            at = closing.end()
            if 0 < closing.start() - opening.end() <= _LONGEST_CONDITIONAL:
                parts.append(self.source[opening.end() : closing.start()])
        return parts

    @property
    def visible(self) -> str:
        """All that a visitor reads, a line for each block."""
        return self.flat.visible

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in document order, `MAX_LINKS` at most; those that lead to no page are left out."""
        flat = self.flat
        if len(flat.anchors) > MAX_LINKS:
            self.notes.append(f"链接过多，只看前 {MAX_LINKS} 条，其余 {len(flat.anchors) - MAX_LINKS} 条略去")
        links, join, nodes = list[Link](), self.join, flat.nodes
        for index in flat.anchors[:MAX_LINKS]:
            attributes = nodes[index].attrs  # asked one by one, these cost half of `attributes`
            href = attributes.get("href")
            if href and (url := join(href)):
                links.append(Link(url, flat.text_of(index) or (attributes.get("title") or "").strip(), index))
        return tuple(links)

    @cached_property
    def origins(self) -> Mapping[str, Sequence[Link]]:
        """The links by scheme, host and port, in the order in which these first come."""
        by_origin: dict[str, list[Link]] = {}
        start = f"{self.join.origin}/"
        own = origin_of(start)
        for link in self.links:
            by_origin.setdefault(own if link.url.startswith(start) else origin_of(link.url), []).append(link)
        return by_origin

    @cached_property
    def plain(self) -> Normal:
        """What a visitor reads, normalised for searching; `MAX_TEXT` characters of it."""
        return normal(self.visible[:MAX_TEXT])


class _Last:
    """The page read last, so that tasks on one body share one parse."""

    def __init__(self) -> None:
        self.body: bytes | None = None
        self.key: tuple[Json, ...] = ()
        self.page: ParsedPage | None = None

    def read(self, body: bytes, about: Mapping[str, Json]) -> ParsedPage:
        """The page, parsed anew only when it is another one."""
        key = (about.get("url"), about.get("content_type"))
        if self.page is None or body is not self.body or key != self.key:
            self.page = None
            self.page = ParsedPage(body, about)
            self.body, self.key = body, key
        return self.page

    def forget(self) -> None:
        """Give the memory back."""
        self.body = self.page = None


_LAST = _Last()


def read_page(body: bytes, about: Mapping[str, Json]) -> ParsedPage:
    """The page of this body; asked again with the same body object, the same page.

    Args:
        body: as fetched.
        about: `url`, `content_type`.
    """
    return _LAST.read(body, about)


def forget_page() -> None:
    """Give the memory of the last page back."""
    _LAST.forget()
