"""A plain paper as PDF: every character is there where readers look, a table goes on under its headings."""

from __future__ import annotations

import re
import zlib

import pytest

from fjgov_tui.paper.document import Document, Level, PageBreak, Passage, SignedBy, Table
from fjgov_tui.paper.pdf import pdf_bytes

LONG = "县政府办公室按办法第二十四条监测网站和政务新媒体，发现问题一小时内通知并登记。" * 5


def objects(made: bytes) -> dict[int, bytes]:
    """Every object, found as a reader finds it: by the place that stands in the table at the end."""
    table = int(made.rpartition(b"startxref\n")[2].split()[0])
    rows = re.findall(rb"(\d{10}) \d{5} n ", made[table:])
    found = {}
    for number, row in enumerate(rows, 1):
        body = made[int(row) :]
        assert body.startswith(b"%d 0 obj\n" % number)
        found[number] = body[: body.index(b"\nendobj")]
    return found


def drawn(made: bytes) -> list[str]:
    """What each page draws."""
    streams = [body for body in objects(made).values() if b"stream\n" in body]
    return [zlib.decompress(body.partition(b"stream\n")[2][: -len(b"\nendstream")]).decode("ascii") for body in streams]


def text(page: str) -> str:
    """The characters of a page by the face that they are drawn in."""
    shown = re.findall(r"/([FL]) [\d.]+ Tf <([0-9a-f]+)> Tj", page)
    return "".join(bytes.fromhex(held).decode("utf-16-be" if face == "F" else "ascii") for face, held in shown)


def test_all_of_it_is_there_and_within_the_page() -> None:
    document = Document(
        title="fjgov 速查",
        subtitle="2026年",
        blocks=[
            Passage("一、总则", Level.FIRST),
            Passage(LONG),
            Passage(LONG, Level.NOTE),
            Table((), (("键", LONG),), (1, 4)),
        ],
    )
    (page,) = drawn(pdf_bytes(document))
    assert text(page).replace("　", "") == f"fjgov 速查2026年一、总则{LONG}{LONG}键{LONG}"
    for x, y, shown in re.findall(r"w? ?([\d.]+) ([\d.]+) Td (.*?) ET", page):
        wide = sum(
            float(size) * len(bytes.fromhex(held)) * (0.5 if face == "F" else 0.6)
            for face, size, held in re.findall(r"/([FL]) ([\d.]+) Tf <([0-9a-f]+)>", shown)
        )
        assert 56 <= float(x) <= float(x) + wide <= 595.3 - 56
        assert 56 <= float(y) <= 842 - 56


def test_a_long_table_goes_on_under_its_headings_and_a_break_begins_a_page() -> None:
    rows = tuple((f"第{number}行", "值") for number in range(90))
    pages = drawn(
        pdf_bytes(Document(title="表", blocks=[Table(("名称", "内容"), rows, (1, 1)), PageBreak(), Passage("完")]))
    )
    assert len(pages) == 4
    assert [text(page).count("名称内容") for page in pages] == [1, 1, 1, 0]
    assert re.findall(r"第\d+行", "".join(map(text, pages))) == [row[0] for row in rows]


def test_nothing_in_a_text_is_an_operator_and_the_same_paper_is_the_same_bytes() -> None:
    hostile = "(甲) Tj ET\x1b]0;x\x07 /JavaScript > stream endobj"
    document = Document(title=hostile, blocks=[Passage(hostile, Level.FLUSH)])
    made = pdf_bytes(document)
    assert made == pdf_bytes(document)
    assert b"/JavaScript" not in made + drawn(made)[0].encode()
    assert "\x1b" not in text(drawn(made)[0])


def test_an_official_letter_is_no_plain_paper() -> None:
    signed = Document(title="通报", blocks=[], signature=SignedBy(issuer="县政府办公室", day="2026年11月27日"))
    with pytest.raises(ValueError, match="通报"):
        pdf_bytes(signed)
