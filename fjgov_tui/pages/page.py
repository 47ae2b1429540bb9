"""One page, read once for all the tasks that ask about it. Only the worker process imports this."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.flat import Flat, lay_flat
from fjgov_tui.pages.hosts import origin_of
from fjgov_tui.pages.markup import decode, limit_depth, limit_tags, unfold
from fjgov_tui.pages.normal import Normal, normal

MAX_TEXT = 200_000
"""Characters of a page that are searched; the rest is said."""
MAX_LINKS = 5000
"""Links of one page that are looked at; the rest is counted and said."""
_PLAIN = re.compile(r"/?[A-Za-z0-9_%][\w%!$&'()*+,./=?@~-]*", re.ASCII)
"""A path as nearly every link has it: nothing to be read with care, except the steps in it."""
_SCHEMES = ("javascript:", "mailto:", "tel:", "data:", "about:", "blob:", "vbscript:", "file:")


@dataclass(slots=True, eq=False)
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
        self.url = str(about.get("url") or "")
        self.charset = decoded.charset
        self.notes: list[str] = [decoded.how] if decoded.how else []
        """What was odd or left out, in Chinese; part of every answer."""
        self.onward: str | None = None
        """What `links.leads_to` has found, so that several tasks look once."""
        html, left = limit_tags(unfold(decoded.text))
        self.source, dropped = limit_depth(html)
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
    def title(self) -> str:
        """The text of the first `<title>`."""
        node = self.tree.css_first("title")
        return " ".join(node.text().split()) if node is not None else ""

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """The content of each `<meta>` by its name (or property) in lower case; of several, the first."""
        metas: dict[str, str] = {}
        for node in self.tree.css("meta"):
            attributes = node.attributes
            name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
            if name:
                metas.setdefault(name, (attributes.get("content") or "").strip())
        return metas

    @cached_property
    def join(self) -> Joiner:
        """Makes the addresses on this page absolute, a `<base href>` respected."""
        node = self.tree.css_first("base")
        href = (node.attributes.get("href") or "") if node is not None else ""
        try:
            base = urljoin(self.url, href.strip()) if href else self.url
        except ValueError:
            base = self.url
        return Joiner(base)

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
            attributes = nodes[index].attributes
            href = attributes.get("href")
            if href and (url := join(href)):
                links.append(Link(url, flat.text_of(index) or (attributes.get("title") or "").strip(), index))
        return tuple(links)

    @cached_property
    def origins(self) -> Mapping[str, Sequence[Link]]:
        """The links by scheme, host and port, in the order in which these first come."""
        by_origin: dict[str, list[Link]] = {}
        for link in self.links:
            by_origin.setdefault(origin_of(link.url), []).append(link)
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
