"""One page, from its bytes to what the tasks ask about, read once. Only the worker process imports this."""

from __future__ import annotations

import codecs
import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from fjgov_tui.dataclass import dataclass
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.flat import Flat, lay_flat
from fjgov_tui.pages.hosts import origin_of
from fjgov_tui.pages.normal import Normal, normal
from fjgov_tui.pages.scripts import Script, inline_scripts

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
"""Bytes in which a page may name its charset."""
_IN_HEADER = re.compile(r"charset\s*+=\s*+[\"']?\s*+([\w.:-]{1,40})", re.IGNORECASE)
_IN_PAGE = re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{1,40})", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "hz"})
_UNTRUE = frozenset({"ascii", "iso8859-1", "cp1252", "iso8859-15"})
"""What a server names when nobody has set it up: no Chinese page can be written in these."""


@dataclass(frozen=True)
class Decoded:
    """A page's text, and how its charset was decided."""

    text: str
    charset: str
    """`utf-8`, `gb18030`, `utf-16-le`, `utf-16-be` or `big5`."""
    how: str
    """In Chinese; empty where the declaration was right."""


def _known(name: str) -> str:
    """Python's own name of a charset; empty where it knows none or it is none for text."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if codec.name in _CHINESE:
        return "gb18030"
    return codec.name if _is_text(codec.name) else ""


def _is_text(name: str) -> bool:
    return name.startswith(("utf", "iso8859", "cp", "gb", "big5", "ascii", "koi8", "euc", "shift", "mac", "latin"))


def _declared(body: bytes, content_type: str) -> tuple[str, str]:
    """The first usable declaration, and where it stood."""
    in_header = _IN_HEADER.search(content_type)
    if in_header and (name := _known(in_header[1])) and name not in _UNTRUE:
        return name, "应答头"
    in_page = _IN_PAGE.search(body[:_HEAD])
    if in_page and (name := _known(in_page[1].decode("ascii"))) and name not in _UNTRUE:
        # A page that can be read as bytes to find its own declaration is not written in two-byte units.
        return ("utf-8" if name.startswith(("utf-16", "utf-32")) else name), "页面"
    return "", ""


def _strict(body: bytes, charset: str) -> str | None:
    """The text, or nothing where the bytes are not in that charset; a character cut off at the end is forgiven."""
    decoder = codecs.getincrementaldecoder(charset)("strict")
    try:
        return decoder.decode(body, final=False)
    except UnicodeDecodeError:
        return None


def _without_nul(text: str) -> str:
    return text.replace("\0", "") if "\0" in text else text


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page: byte order mark, header, page, then what the bytes themselves allow.

    A declaration that does not fit is passed over; bytes that fit nothing are replaced, never refused.

    Args:
        body: as received, decompressed.
        content_type: the header, or nothing.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return Decoded(_without_nul(body[len(mark) :].decode(charset, "replace")), charset, "")
    named, where = _declared(body, content_type)
    for charset in dict.fromkeys((named, "utf-8", "gb18030")):
        text = _strict(body, charset) if charset else None
        if text is not None:
            return Decoded(_without_nul(text), charset, _how(named, where, charset))
    charset = named if named in {"utf-8", "gb18030"} else _nearer(body)
    return Decoded(_without_nul(body.decode(charset, "replace")), charset, f"有的字节不合 {charset} 编码，已替换")


def _how(named: str, where: str, charset: str) -> str:
    if not named:
        return f"没有可用的编码声明，按 {charset} 读出"
    return "" if named == charset else f"{where}声明 {named}，实际是 {charset}"


def _nearer(body: bytes) -> str:
    """Of the two charsets that offices use, the one with fewer bytes to replace."""
    broken = {name: body.decode(name, "replace").count("\ufffd") for name in ("utf-8", "gb18030")}
    return min(broken, key=lambda name: broken[name])


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
_PLAIN = re.compile(r"/?[A-Za-z0-9_%][\w%!$&'()*+,./=?@~-]*", re.ASCII)
"""A path as nearly every link has it: nothing to be read with care, except the steps in it."""
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
    def lower(self) -> bytes:
        """The page in small letters, to ask whether a word stands in it at all: as bytes in a tenth of the time."""
        plain = self.charset in {"utf-8", "gb18030", "big5"}
        return self._body.lower() if plain else self.source.lower().encode("utf-8", "replace")

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

    @cached_property
    def scripts(self) -> Sequence[Script]:
        """The scripts that stand in the page itself."""
        return inline_scripts(self.tree, self.lower)

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
