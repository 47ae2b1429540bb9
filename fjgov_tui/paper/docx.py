"""A paper as a .docx file: an own small writer of WordprocessingML, for the measures of GB/T 9704-2012.

The same document gives the same bytes on every machine. Fonts are named, never embedded.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from fjgov_tui.files import replacing
from fjgov_tui.paper import measures as m
from fjgov_tui.paper.document import Block, Document, Imprint, Level, PageBreak, Passage, SignedBy, Table
from fjgov_tui.paper.paging import head_line, head_size, imprint_height, imprint_on_new_page, is_plain, title_lines
from fjgov_tui.paper.parts import (
    LETTER,
    PLAIN,
    WIDE,
    Element,
    Look,
    PageSetting,
    ParagraphLook,
    blank,
    element,
    imprint_table,
    page_number,
    paragraph,
    run,
    section,
    section_end,
    table,
)
from fjgov_tui.paper.widths import cells
from fjgov_tui.pastday import as_of_words

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; the real one would make every file another one."""
_LAST = 20
"""The line, hardly high, that has to follow a table."""
_FACES = {Level.FIRST: m.FACE_FIRST, Level.SECOND: m.FACE_SECOND}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_WORD}.footer+xml"/>'
    "</Types>"
)
_ROOT = (
    f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATION}/footer" Target="footer2.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATION}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId4" Type="{_RELATION}/settings" Target="settings.xml"/></Relationships>'
)


def write_docx(document: Document, path: Path) -> None:
    """Write the paper; what was at `path` is replaced once all of it is written.

    Raises:
        InputProblem: the place cannot be written.
    """
    with replacing(path) as fresh:
        fresh.write_bytes(docx_bytes(document))


def docx_bytes(document: Document) -> bytes:
    """The file's bytes."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": _xml(_document(document)),
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _xml(_styles()),
        "word/settings.xml": _xml(_settings()),
        "word/footer1.xml": _xml(page_number(odd=True)),
        "word/footer2.xml": _xml(page_number(odd=False)),
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the bytes must not tell on which system they were made
            archive.writestr(entry, content.encode())
    return made.getvalue()


def _xml(root: Element) -> str:
    return _HEADER + ET.tostring(root, encoding="unicode")


def _document(document: Document) -> Element:
    apart = document.imprint is not None and imprint_on_new_page(document)
    body = element("body", *_content(document, apart=apart), section(_page(document), even=apart))
    return element("document", body)


def _content(document: Document, *, apart: bool) -> Iterator[Element]:
    """Everything on the paper; the imprint in a section of its own where it stands `apart`."""
    yield from _head(document)
    across = _page(document).across
    yield from _blocks(document.blocks, across)
    yield from _attachments(document.attachments)
    if document.signature is not None:
        yield from _signature(document.signature)
    yield from _blocks(document.appendices, across)
    if document.imprint is not None:
        if apart:
            yield section_end(section(_page(document)))
            # Nothing else stands on the page: an empty line down to the foot is kept to by every program,
            # and some do not float a table that is as wide as the text.
            down = _page(document).down - imprint_height(document.imprint) - _LAST - m.IMPRINT_ROOM
            yield paragraph([], ParagraphLook(line=down))
        yield imprint_table(_imprint(document.imprint), across, afloat=not apart)
        yield paragraph([], ParagraphLook(line=_LAST))


def _blocks(blocks: Sequence[Block], across: int) -> Iterator[Element]:
    breaks = False
    for block in blocks:
        match block:
            case Passage():
                yield _paragraph(block, breaks=breaks)
            case Table():
                if breaks:
                    yield paragraph([], ParagraphLook(line=20, breaks=True))
                yield table(block, across)
                yield paragraph([], ParagraphLook(line=m.TABLE_GAP))
        # The next thing begins the page: a line with nothing but the break would, after a full page, begin one itself.
        breaks = isinstance(block, PageBreak)


def _page(document: Document) -> PageSetting:
    if not is_plain(document):
        return LETTER
    return WIDE if document.landscape else PLAIN


def _head(document: Document) -> Iterator[Element]:
    head = document.letterhead
    if head is not None:
        look = Look(face=m.FACE_TITLE, size=head_size(head), colour=m.RED, closer=0)
        yield paragraph([run(head.mark, look)], ParagraphLook(align="center", before=m.HEAD, line=head_line(head)))
        yield from blank(2)
        yield paragraph([run(head.number, Look())], ParagraphLook(align="center", under=m.RED))
        yield from blank(2)
    look = Look(face=m.FACE_TITLE, size=m.TITLE_SIZE, closer=0)
    title = "\n".join(title_lines(document.title))
    yield paragraph([run(title, look)], ParagraphLook(align="center", line=m.TITLE_LINE, keep=True))
    # Of a past day it says so in a size in which the sentence stands on one line of a letter.
    for words, size in ((document.subtitle, m.SMALL_SIZE), (as_of_words(document.as_of), m.TABLE_SIZE)):
        if words:
            yield paragraph([run(words, Look(size=size, closer=0))], ParagraphLook(align="center", keep=True))
    if document.addressee:
        yield from blank()
        yield paragraph([run(f"{document.addressee}：", Look())], ParagraphLook())


def _paragraph(block: Passage, *, breaks: bool) -> Element:
    heading = block.level in _FACES
    look = Look(face=_FACES.get(block.level, m.FACE_BODY))
    if block.level is Level.NOTE:
        return paragraph(
            [run(block.text, Look(size=m.TABLE_SIZE, closer=0))],
            # A digest goes to the next line as one word: what stands before it is not drawn out to the margin.
            ParagraphLook(align="left", line=m.NOTE_LINE, breaks=breaks),
        )
    runs = [run(block.text, look)] + ([run(block.rest, Look())] if block.rest else [])
    first = 0 if block.level is Level.FLUSH else m.INDENT
    return paragraph(runs, ParagraphLook(first=first, keep=heading and not block.rest, breaks=breaks))


def _attachments(names: tuple[str, ...]) -> Iterator[Element]:
    """`附件：1. …` a line below the text, further ones under the first."""
    if not names:
        return
    yield from blank()
    for place, name in enumerate(names, 1):
        number = f"{place}. " if len(names) > 1 else ""
        if place == 1:
            yield paragraph([run(f"附件：{number}{name}", Look())], ParagraphLook(first=m.INDENT))
        else:
            yield paragraph([run(f"{number}{name}", Look())], ParagraphLook(left=m.INDENT * 5 // 2))


def _signature(signed: SignedBy) -> Iterator[Element]:
    """Who signs and when, by the characters they take: each half of the indent is one cell."""
    issuer, day = cells(signed.issuer), cells(signed.day)
    if signed.sealed:
        below, above = 8, max(0, 8 + (day - issuer) // 2)
    elif day + 4 <= issuer:
        below, above = issuer - day, 4
    else:
        below, above = 4, day + 8 - issuer
    half = m.INDENT // 4
    yield from blank(3 if signed.sealed else 1)
    yield paragraph([run(signed.issuer, Look())], ParagraphLook(align="right", right=above * half, keep=True))
    yield paragraph([run(signed.day, Look())], ParagraphLook(align="right", right=below * half))


def _imprint(imprint: Imprint) -> list[tuple[str, str]]:
    copies = [(f"抄送：{'，'.join(imprint.copies)}。", "")] if imprint.copies else []
    return [*copies, (imprint.issuer, f"{imprint.printed}印发")]


def _styles() -> Element:
    fonts = element("rFonts", eastAsia=m.FACE_BODY, ascii=m.FACE_BODY, hAnsi=m.FACE_BODY, hint="eastAsia")
    # Digits are set as Latin text: were that Chinese, LibreOffice would tear a number apart at the end of a line.
    language = element("lang", val="en-US", eastAsia="zh-CN")
    look = element("rPr", fonts, element("sz", val=m.BODY_SIZE), element("szCs", val=m.BODY_SIZE), language)
    # A full page has 22 lines, also where its last one is the first or the last of a paragraph.
    lines = element("pPr", element("widowControl", val=0))
    return element("styles", element("docDefaults", element("rPrDefault", look), element("pPrDefault", lines)))


def _settings() -> Element:
    return element("settings", element("evenAndOddHeaders"), element("characterSpacingControl", val="doNotCompress"))
