"""The text of a page: in which character set it is written, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

from fjgov_tui.dataclass import dataclass

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
