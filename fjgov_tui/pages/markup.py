"""Bytes of a page to HTML that a parser may have: charset, lists inside scripts unfolded, tags and depth limited."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

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
