"""The paper of an official letter: the measures of GB/T 9704-2012, fonts by name, text that stays text."""

import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.paper.document import (
    Document,
    Imprint,
    Letterhead,
    Level,
    PageBreak,
    Passage,
    SignedBy,
    Table,
)
from fjgov_tui.paper.docx import docx_bytes
from fjgov_tui.paper.paging import fitting, imprint_on_new_page, pages, title_lines
from fjgov_tui.paper.widths import column_widths
from fjgov_tui.text import width

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4
"""Twips."""
BODY = Passage("县政府办公室对全县政府网站和政务新媒体进行了检查，现将有关情况通报如下。")
LETTER = Document(
    title="关于2026年第三季度政府网站与政务新媒体检查情况的通报",
    letterhead=Letterhead(mark="奉节县人民政府办公室", number="奉节府办发〔2026〕12号"),
    addressee="各乡镇人民政府、县政府各部门",
    blocks=(
        BODY,
        Passage("一、总体情况", Level.FIRST),
        Passage("（一）抽查范围。", Level.SECOND, rest="抽查网站 12 家。"),
        Table(("单位", "问题"), (("白帝镇人民政府", "更新超期“3”天"),), (1, 2)),
    ),
    attachments=("检查结果", "整改清单"),
    signature=SignedBy(issuer="奉节县人民政府办公室", day="2026年10月12日"),
    imprint=Imprint(
        copies=("县委办公室", "县人大常委会办公室"), issuer="奉节县人民政府办公室", printed="2026年10月12日"
    ),
)


def part(document: Document, name: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(BytesIO(docx_bytes(document))) as archive:
        return ET.fromstring(archive.read(name))


def number(element: ET.Element | None, name: str) -> int:
    assert element is not None
    return int(element.attrib[W + name])


def texts(root: ET.Element) -> list[str]:
    """The text of every paragraph."""
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def paragraph(root: ET.Element, words: str) -> ET.Element:
    return next(each for each in root.iter(f"{W}p") if words in "".join(text.text or "" for text in each.iter(f"{W}t")))


def face(run: ET.Element) -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.attrib[W + "hint"] == "eastAsia", "quotes and dashes would be set in a Latin face"
    names = {fonts.attrib[W + kind] for kind in ("eastAsia", "ascii", "hAnsi")}
    assert len(names) == 1
    return names.pop()


def test_the_text_area_is_156_by_225_millimetres_and_holds_22_lines_of_28_characters() -> None:
    root = part(LETTER)
    size, margins = root.find(f".//{W}pgSz"), root.find(f".//{W}pgMar")
    across = number(size, "w") - number(margins, "left") - number(margins, "right")
    down = number(size, "h") - number(margins, "top") - number(margins, "bottom")
    assert across / MM == pytest.approx(156, abs=0.1)
    assert down / MM == pytest.approx(225, abs=0.1)
    assert number(margins, "top") / MM == pytest.approx(37, abs=1)
    assert number(margins, "left") / MM == pytest.approx(28, abs=1)
    body = paragraph(root, BODY.text)
    line = body.find(f"{W}pPr/{W}spacing")
    assert line is not None
    assert line.attrib[W + "lineRule"] == "exact"
    assert 22 * number(line, "line") <= down < 23 * number(line, "line")
    letter = number(body.find(f".//{W}sz"), "val") * 10 + number(body.find(f".//{W}rPr/{W}spacing"), "val")
    assert 28 * letter <= across < 29 * letter


def test_every_rank_has_its_face_and_every_size_is_the_standards() -> None:
    root = part(LETTER)
    expected = {
        "奉节县人民政府办公室": "方正小标宋简体",
        LETTER.title: "方正小标宋简体",
        "奉节府办发〔2026〕12号": "仿宋_GB2312",
        "一、总体情况": "黑体",
        "（一）抽查范围。": "楷体_GB2312",
        BODY.text: "仿宋_GB2312",
    }
    for words, name in expected.items():
        assert face(next(paragraph(root, words).iter(f"{W}r"))) == name, words
    heading, rest = paragraph(root, "（一）抽查范围。").iter(f"{W}r")
    assert (face(heading), face(rest)) == ("楷体_GB2312", "仿宋_GB2312")
    assert number(paragraph(root, LETTER.title).find(f".//{W}sz"), "val") == 44
    assert number(paragraph(root, BODY.text).find(f".//{W}sz"), "val") == 32
    assert "宋体" in {face(run) for run in part(LETTER, "word/footer1.xml").iter(f"{W}r")}


def test_the_red_head_fits_on_one_line_and_a_red_line_stands_below_the_number() -> None:
    for mark in ("奉节县人民政府办公室", "奉节县人民政府办公室、奉节县大数据局文件"):
        document = replace(LETTER, letterhead=Letterhead(mark=mark, number="奉节府办发〔2026〕12号"))
        root = part(document)
        head = paragraph(root, mark)
        size = number(head.find(f".//{W}sz"), "val")
        assert len(mark) * size * 10 <= 156 * MM + 1
        colour = head.find(f".//{W}color")
        assert colour is not None
        assert colour.attrib[W + "val"] == "FF0000"
    line = paragraph(part(LETTER), "奉节府办发").find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert line is not None
    assert line.attrib[W + "color"] == "FF0000"
    assert number(line, "space") / 72 * 25.4 == pytest.approx(4, abs=0.3)


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages() -> None:
    kinds = {one.attrib[W + "type"] for one in part(LETTER).iter(f"{W}footerReference")}
    assert kinds == {"default", "even"}
    assert part(LETTER, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        footer = part(LETTER, name)
        aligned = footer.find(f".//{W}jc")
        assert aligned is not None
        assert aligned.attrib[W + "val"] == side
        assert texts(footer) == ["— 1 —"]
        field = footer.find(f".//{W}fldSimple")
        assert field is not None
        assert field.attrib[W + "instr"].strip() == "PAGE"


@pytest.mark.parametrize(("sealed", "right"), [(True, 4), (False, 2)])
def test_the_day_stands_four_characters_from_the_right_when_sealed_else_two(sealed: bool, right: int) -> None:
    signed = SignedBy(issuer="县政府办", day="2026年10月12日", sealed=sealed)
    root = part(replace(LETTER, signature=signed, imprint=None))
    indent = paragraph(root, signed.day).find(f"{W}pPr/{W}ind")
    assert number(indent, "right") / 315 == pytest.approx(right, abs=0.1)


def test_the_first_characters_of_an_unsealed_signature_are_two_apart() -> None:
    for issuer in ("县政府办", "奉节县人民政府办公室", "奉节县经济和信息化委员会办公室"):
        root = part(
            replace(LETTER, signature=SignedBy(issuer=issuer, day="2026年10月12日", sealed=False), imprint=None)
        )
        name, day = (
            number(each.find(f"{W}pPr/{W}ind"), "right") / 315
            for each in (_last(root, issuer), _last(root, "2026年10月12日"))
        )
        starts_at = (name + len(issuer), day + len("2026年10月12日") - 4)  # eight digits are half as wide
        assert starts_at[0] - starts_at[1] == pytest.approx(2, abs=0.2)
        assert min(name, day) == pytest.approx(2, abs=0.1)


def _last(root: ET.Element, words: str) -> ET.Element:
    return [each for each in root.iter(f"{W}p") if "".join(t.text or "" for t in each.iter(f"{W}t")) == words][-1]


@given(count=st.integers(0, 120))
def test_the_imprint_stands_at_the_foot_of_an_even_page(count: int) -> None:
    document = replace(LETTER, blocks=(BODY,) * count)
    root = part(document)
    kinds = [kind.attrib[W + "val"] for kind in root.iter(f"{W}type")]
    # In a section that any program begins on an even page, or below the text of one that is even.
    assert kinds == ["evenPage"] if imprint_on_new_page(document) else pages(document) % 2 == 0
    place = root.find(f".//{W}tblpPr")
    if imprint_on_new_page(document):
        # An empty line leads down to the foot: not every program floats a table that is as wide as the text.
        body = list(root[0])
        table = next(at for at, part in enumerate(body) if part.tag == f"{W}tbl" and "印发" in "".join(texts(part)))
        lead = number(body[table - 1].find(f"{W}pPr/{W}spacing"), "line")
        assert lead + 2 * 560 == pytest.approx(225 * MM, abs=300)
        assert place is None
    else:
        assert place is not None
        assert (place.attrib[W + "vertAnchor"], place.attrib[W + "tblpYSpec"]) == ("margin", "bottom")


def test_the_imprint_never_shares_a_page_that_is_full() -> None:
    for count in range(60):
        document = replace(LETTER, blocks=(PageBreak(), *((Passage("县政府办公室。", Level.FLUSH),) * count)))
        document = replace(document, letterhead=None, attachments=(), signature=None)
        if pages(document) == 2:
            assert imprint_on_new_page(document) == (count > 22 - 2), count


def test_a_break_after_a_full_page_leaves_no_blank_one() -> None:
    root = part(replace(LETTER, blocks=(BODY, PageBreak(), Passage("附件 1", Level.FLUSH)), imprint=None))
    assert not [each for each in root.iter(f"{W}br") if each.attrib.get(W + "type") == "page"]
    assert paragraph(root, "附件 1").find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_the_pages_of_a_table_are_counted_with_the_headings_that_come_again() -> None:
    plain = replace(LETTER, letterhead=None, addressee="", title="一", attachments=(), signature=None, imprint=None)
    # A list has margins of 20 mm, and two lines of 28.95 pt are left to other programs.
    area = (297 - 2 * 20) * MM - 2 * 28.95 * 20
    for rows in range(1, 120):
        table = Table(("单位", "问题"), (("白帝镇", "无"),) * rows, (1, 2))
        count = pages(replace(plain, blocks=(PageBreak(), table)))
        # A row is 18 pt and half a point of its line; every page has the headings once.
        each = int(area // 370) - 1
        assert count - 1 == -(-rows // each), rows


def test_longer_texts_never_take_fewer_pages_and_a_break_begins_one() -> None:
    counted = [pages(replace(LETTER, blocks=(BODY,) * count, attachments=())) for count in range(100)]
    assert all(before <= after <= before + 1 for before, after in pairwise(counted))
    assert counted[0] == 1
    assert counted[-1] > 5
    assert pages(replace(LETTER, blocks=(BODY, PageBreak(), BODY), attachments=())) == 2


def test_headings_of_a_table_come_again_on_every_page_and_no_row_is_torn() -> None:
    root = part(LETTER)
    ruled = next(each for each in root.iter(f"{W}tbl") if "问题" in "".join(texts(each)))
    heading, *rows = ruled.iter(f"{W}tr")
    assert heading.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (heading, *rows))
    # Exact heights, or the pages could not be counted; half as high again as the characters, or some would be cut off.
    sizes = {number(size, "val") * 10 for size in ruled.iter(f"{W}sz")}
    heights = {number(line, "line") for line in ruled.iter(f"{W}spacing") if W + "line" in line.attrib}
    assert min(heights) >= 1.5 * max(sizes)


def test_a_wide_table_goes_on_a_page_across() -> None:
    root = part(Document(title="值班表", blocks=(), landscape=True))
    size = root.find(f".//{W}pgSz")
    assert number(size, "w") > number(size, "h")


@given(text=st.text(st.characters(codec=None), max_size=60))
def test_text_from_outside_is_text_and_nothing_else(text: str) -> None:
    hostile = Document(
        title=text,
        subtitle=text,
        addressee=text,
        blocks=(Passage(text, Level.FIRST, rest=text), Table((text,), ((text,),), (1,))),
        attachments=(text,),
    )
    harmless = replace(
        hostile,
        title="甲",
        subtitle="甲" if text else "",
        addressee="甲" if text else "",
        blocks=(Passage("甲", Level.FIRST, rest="甲" if text else ""), Table(("甲",), (("甲",),), (1,))),
        attachments=("甲",),
    )
    made, expected = part(hostile), part(harmless)
    plain = {f"{W}t", f"{W}br"}
    assert [one.tag for one in made.iter() if one.tag not in plain] == [
        one.tag for one in expected.iter() if one.tag not in plain
    ]
    for written in made.iter(f"{W}t"):
        assert (written.text or "").isprintable() or "\n" not in (written.text or "")


def test_the_same_paper_is_the_same_bytes_and_every_part_is_declared() -> None:
    made = docx_bytes(LETTER)
    assert made == docx_bytes(LETTER)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        types = ET.fromstring(archive.read("[Content_Types].xml"))
        declared = {one.attrib["PartName"].lstrip("/") for one in types if "PartName" in one.attrib}
        assert {name for name in names if name.startswith("word/") and "_rels" not in name} == declared
        relations = ET.fromstring(archive.read("word/_rels/document.xml.rels"))
        assert {f"word/{one.attrib['Target']}" for one in relations} <= names


def test_a_number_is_latin_text_or_libreoffice_would_tear_it_at_the_end_of_a_line() -> None:
    language = part(LETTER, "word/styles.xml").find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    assert language.attrib == {W + "val": "en-US", W + "eastAsia": "zh-CN"}


def test_a_day_a_short_word_and_a_rule_stand_on_one_line_of_their_column() -> None:
    texts = ("2026-09-15", "不合格", "37.rotation-never", "奉节县人民政府办公室永安街道办事处子网站")
    table = Table(("日期", "结果", "规则", "名称"), (texts,), (1, 1, 1, 30))
    widths = column_widths(table, 8845)
    for text, wide in zip(texts[:3], widths, strict=False):
        assert wide - 200 >= width(text) * 120, text
    assert sum(widths) <= 8845
    assert widths[3] > widths[2], "what may be broken has what is left"


def test_a_day_is_not_torn_where_another_face_stands_in_and_there_is_room() -> None:
    """Digits of DejaVu Sans are 0.64 of a character wide: a day was torn at `2026-04-/17` with room beside it."""
    heads = ("培训日期", "结束日期", "培训名称", "培训形式", "培训内容", "主办单位", "学时", "参训人数", "计为参训")
    row = ("2026-04-17", "", "新到岗人员岗前培训（第7期）", "一对一指导", "检查指标", "县政府办公室", "2", "19", "19")
    table = Table(heads, (row,), (12, 12, 40, 12, 36, 20, 6, 10, 10))
    assert column_widths(table, 14000)[0] - 200 >= width(row[0]) * 0.64 * 240
    crowded = Table(("日期",) * 5, (("2026-04-17",) * 5,), (1,) * 5)
    assert min(column_widths(crowded, 8000)) - 200 >= width("2026-04-17") * 120, "the usual face still fits"


def test_columns_keep_their_shares_where_nothing_would_be_torn_or_nothing_helps() -> None:
    assert column_widths(Table(("甲", "乙"), (("子", "丑"),), (1, 3)), 8000) == [2000, 6000]
    crowded = Table(tuple("甲乙丙丁戊己庚辛"), (("2026-09-15",) * 8,), (1,) * 8)
    assert column_widths(crowded, 8000) == [1000] * 8


@pytest.mark.parametrize(("wide", "size"), [(False, (11_906, 16_838)), (True, (16_838, 11_906))])
def test_forms_and_lists_are_no_letters_and_have_20_millimetres_on_every_side(
    wide: bool, size: tuple[int, int]
) -> None:
    root = part(Document(title="口令更换登记表", blocks=(BODY,), landscape=wide))
    page, margins = root.find(f".//{W}pgSz"), root.find(f".//{W}pgMar")
    assert (number(page, "w"), number(page, "h")) == size
    assert {round(number(margins, side) / MM) for side in ("top", "right", "bottom", "left")} == {20}
    assert number(margins, "footer") < number(margins, "bottom"), "the page's number is below the text"


def test_a_name_in_quotes_is_not_torn_in_the_title() -> None:
    title = "县农业农村委关于关停“县农业农村委演示号”账号的公告"
    assert title_lines(title) == ["县农业农村委关于关停", "“县农业农村委演示号”账号的公告"]
    assert title_lines("政府信息公开“三审三校”表") == ["政府信息公开“三审三校”表"]
    for whole in (LETTER.title, "“" + "甲" * 40 + "”", f"{'甲' * 12}“乙”{'丙' * 12}"):
        assert title_lines(whole) == [whole]


@pytest.mark.parametrize(("rows", "small", "sheets"), [(20, False, 1), (27, True, 1), (60, False, 3)])
def test_a_form_that_would_leave_rows_on_another_sheet_is_set_smaller(rows: int, small: bool, sheets: int) -> None:
    """Only where that saves a sheet: what is filled in by hand is set as large as it can be."""
    form = Document(
        title="办理单", blocks=(Table(headings=(), rows=(("事项", "一行"),) * rows, shares=(3, 11), tall=True),)
    )
    fitted = fitting(form)
    table = fitted.blocks[0]
    assert isinstance(table, Table)
    assert (table.small, pages(fitted)) == (small, sheets)
    made = docx_bytes(fitted)
    with zipfile.ZipFile(BytesIO(made)) as zipped:
        text = zipped.read("word/document.xml").decode()
    assert text.count(f'w:trHeight w:val="{454 if small else 567}"') == rows
