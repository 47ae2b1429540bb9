"""A county's own .docx with marks such as `{{正文}}`, filled in: everything else in it stays byte for byte.

Marks are replaced by text and never executed: a template comes from outside. Word splits a mark over several runs where
somebody has retyped a part of it; a paragraph is therefore read whole and its first run gets the text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, unescape

from fjgov_tui.errors import SheetProblem
from fjgov_tui.files import read_bounded, replacing
from fjgov_tui.packages import NO_PACKAGE
from fjgov_tui.paper import measures as m
from fjgov_tui.paper.document import Block, Document, Level, Passage, Table
from fjgov_tui.paper.parts import table
from fjgov_tui.pastday import as_of_words
from fjgov_tui.text import clean, safe

MOST_BYTES = 20 * 1024 * 1024
"""Of the file, and of its text unpacked; a template with pictures is smaller."""
TEXT_PART = "word/document.xml"
BODY, TABLES = "正文", "附表"
"""Marks that stand in a paragraph of their own: for the paragraphs of the text, and for the tables."""
_ACROSS = m.PAGE[0] - m.LEFT - m.RIGHT
"""Twips: tables are as wide as the text of a letter."""
_PARAGRAPH = re.compile(r"<w:p(?=[ >])(?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:t(?: [^>]*)?/>")
_MARK = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


def fill_template(template: Path, document: Document, target: Path) -> None:
    """Write the paper by a county's template.

    Args:
        template: the .docx with the marks.
        document: what is filled in.
        target: where; an existing file is replaced at the very end.

    Raises:
        InputProblem: the template is no .docx, lacks `{{正文}}`, or has a mark that means nothing.
    """
    where = safe(template.name)
    try:
        with zipfile.ZipFile(BytesIO(read_bounded(template, MOST_BYTES))) as packed:
            if packed.getinfo(TEXT_PART).file_size > MOST_BYTES:
                raise SheetProblem("模板太大", where=where, remedy="请用小一些的模板")
            parts = [(info, packed.read(info)) for info in packed.infolist()]
    except NO_PACKAGE as problem:
        raise SheetProblem("模板不是 .docx 文档", where=where, remedy="请在 Word 或 WPS 里另存为 .docx") from problem
    filled = {info.filename: content for info, content in parts}
    try:
        text = filled[TEXT_PART].decode("utf-8")
    except UnicodeDecodeError as problem:
        raise SheetProblem("模板的正文读不懂", where=where, remedy="请在 Word 或 WPS 里另存为 .docx") from problem
    filled[TEXT_PART] = filled_text(text, document, where).encode("utf-8")
    with replacing(target) as fresh, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as packed:
        for info, _ in parts:
            packed.writestr(info, filled[info.filename])


def filled_text(xml: str, document: Document, where: str) -> str:
    """The text of a template with its marks filled in.

    Args:
        xml: WordprocessingML.
        document: what is filled in.
        where: the template's name, for refusals.

    Raises:
        InputProblem: a mark is missing, or means nothing.
    """
    words = _words(document)
    known = {BODY, TABLES, *words}
    marks = {mark for paragraph in _PARAGRAPH.findall(xml) for mark in _MARK.findall(_text_of(paragraph))}
    strange = sorted(marks - known)
    if strange:
        named = "、".join(f"{{{{{safe(mark)}}}}}" for mark in strange[:5])
        raise SheetProblem(f"模板里的 {named} 认不得", where=where, remedy=f"可用的标记：{_listed(known)}")
    if BODY not in marks:
        raise SheetProblem(
            f"模板里没有 {{{{{BODY}}}}}", where=where, remedy=f"请把它单独写成一段；标记有 {_listed(known)}"
        )
    return _PARAGRAPH.sub(lambda match: _filled(match.group(), document, words), xml)


def _listed(marks: set[str]) -> str:
    return "、".join(f"{{{{{mark}}}}}" for mark in sorted(marks))


def _words(document: Document) -> Mapping[str, str]:
    """What each mark of a line means."""
    head, signed, imprint = document.letterhead, document.signature, document.imprint
    return {
        "标题": document.title,
        "文号": head.number if head else "",
        "发文机关": head.mark if head else "",
        "主送": document.addressee,
        "附件": "；".join(f"{place}. {name}" for place, name in enumerate(document.attachments, 1)),
        "落款": signed.issuer if signed else "",
        "日期": signed.day if signed else "",
        "抄送": "，".join(imprint.copies) if imprint else "",
        "印发日期": imprint.printed if imprint else "",
    }


def _text_of(paragraph: str) -> str:
    return unescape("".join(_TEXT.findall(paragraph)))


def _filled(paragraph: str, document: Document, words: Mapping[str, str]) -> str:
    text = _text_of(paragraph)
    marks = _MARK.findall(text)
    if not marks:
        return paragraph
    if BODY in marks:
        lines = filter(None, (as_of_words(document.as_of), *_lines(document.blocks)))
        return "".join(_with_text(paragraph, line) for line in lines)
    if TABLES in marks:
        return "".join(_appendix(paragraph, document.appendices))
    return _with_text(paragraph, _MARK.sub(lambda match: words[match[1]], text))


def _lines(blocks: Sequence[Block]) -> list[str]:
    """The paragraphs of the text; what is a table there is left to the mark for tables."""
    passages = (block for block in blocks if isinstance(block, Passage))
    return [f"{passage.text}{passage.rest}" for passage in passages]


def _appendix(paragraph: str, blocks: Sequence[Block]) -> list[str]:
    """Names and tables of what is attached, in the paragraph's own look."""
    made = []
    for block in blocks:
        if isinstance(block, Table):
            made.append(ET.tostring(table(block, _ACROSS), encoding="unicode"))
            # Two tables that touch become one.
            made.append(_with_text(paragraph, ""))
        elif isinstance(block, Passage) and block.level is not Level.NOTE:
            made.append(_with_text(paragraph, f"{block.text}{block.rest}"))
    return made


def _with_text(paragraph: str, text: str) -> str:
    """The paragraph with that text in its first run, and nothing in the others."""
    first = f'<w:t xml:space="preserve">{escape(clean(text))}</w:t>'
    rest: Callable[[re.Match[str]], str] = _once(first)
    return _TEXT.sub(rest, paragraph)


def _once(first: str) -> Callable[[re.Match[str]], str]:
    """Gives a text once, and then an empty one."""
    given = iter((first,))
    return lambda _: next(given, "<w:t/>")
