"""The text of an article from the file in which an office wrote it: .txt, .md or .docx. Nothing in it is run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from openpyxl.xml.functions import fromstring

from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange.textfile import decode
from fjgov_tui.files import read_bounded
from fjgov_tui.packages import NO_PACKAGE
from fjgov_tui.text import clean, clean_long

MOST = 16 * 1024 * 1024
"""Bytes of the file, and of the part of a .docx that holds the text."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_PART = "word/document.xml"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}


def read_article(path: Path) -> str:
    """The text of a file, a line each paragraph, without control characters.

    Deleted text of tracked changes, comments and footnotes are left out.

    Raises:
        InputProblem: it cannot be read, is no such file, or is too large.
    """
    where, kind = clean(str(path)), path.suffix.casefold()
    if kind not in {".txt", ".md", ".docx"}:
        raise InputProblem(
            "只能检查 .txt、.md 和 .docx 文件", where=where, remedy="请另存为其中一种，.doc 请另存为 .docx"
        )
    data = read_bounded(path, MOST)
    if kind == ".docx":
        return clean_long("\n".join(_paragraphs(_document(path, where), where)))
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputProblem("文件里有空字节，不是文本", where=where, remedy="请另存为 UTF-8 的文本文件")
    return clean_long(decode(data, where))


def _document(path: Path, where: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PART) as part:
            data = part.read(MOST + 1)
    except NO_PACKAGE as error:
        raise InputProblem("不是完整的 .docx 文件，或加了密码", where=where, remedy="请用办公软件打开后另存") from error
    if len(data) > MOST:
        raise InputProblem(f"正文展开后超过 {MOST // 1024 // 1024} MB", where=where, remedy="请拆开再检查")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise InputProblem("文件里有办公软件不会写的内容，没有读", where=where, remedy="请用办公软件打开后另存")
    return data


def _paragraphs(data: bytes, where: str) -> Iterator[str]:
    try:
        root = fromstring(data)
    except (ParseError, LookupError, ValueError) as error:  # The last two: of encodings that the parser does not know.
        raise InputProblem("正文已损坏，读不出来", where=where, remedy="请用办公软件打开后另存") from error
    for space in (_WORD, _STRICT):
        for paragraph in root.iter(f"{space}p"):
            yield "".join(_pieces(paragraph, space))


def _pieces(paragraph: Element, space: str) -> Iterator[str]:
    for element in paragraph.iter():
        name = element.tag.removeprefix(space)
        if name == "t":
            yield element.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
