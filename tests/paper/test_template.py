"""A county's own template: its marks become text, everything else stays, and what is no template is told."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.paper.document import Document, Letterhead, Level, Passage, SignedBy, Table
from fjgov_tui.paper.template import fill_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPER = Document(
    title="关于<检查>情况的通报",
    letterhead=Letterhead(mark="县政府办公室", number="奉府办〔2026〕9号"),
    addressee="各单位",
    blocks=(Passage("一、总体情况", Level.FIRST), Passage("检查网站 62 个 & 账号 18 个。")),
    signature=SignedBy(issuer="县政府办公室", day="2026年11月26日"),
    appendices=(Passage("附件1", Level.FLUSH), Table(("序号", "名称"), (("1", "白帝镇子网站"),), (1, 3))),
)


def paragraph(*runs: str) -> str:
    inner = "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text in runs)
    return f'<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="center"/></w:pPr>{inner}</w:p>'


def template(folder: Path, *paragraphs: str) -> Path:
    path = folder / "模板.docx"
    body = "".join(paragraphs)
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/styles.xml", "<styles/>")
    return path


def filled(folder: Path, *paragraphs: str) -> tuple[list[str], str]:
    target = folder / "通报.docx"
    fill_template(template(folder, *paragraphs), PAPER, target)
    with zipfile.ZipFile(target) as packed:
        xml = packed.read("word/document.xml").decode()
        assert packed.read("word/styles.xml") == b"<styles/>"
    lines = ["".join(text.text or "" for text in line.iter(f"{W}t")) for line in ET.fromstring(xml).iter(f"{W}p")]
    return lines, xml


def test_marks_become_the_papers_words_in_the_templates_own_look(tmp_path: Path) -> None:
    lines, xml = filled(
        tmp_path, paragraph("{{标题}}"), paragraph("文号：", "{{文", "号}}（公开）"), paragraph("{{正文}}"),
        paragraph("{{附表}}"), paragraph("{{落款}} {{日期}}"),
    )  # fmt: skip
    assert lines[:4] == [
        "关于<检查>情况的通报",
        "文号：奉府办〔2026〕9号（公开）",
        "一、总体情况",
        "检查网站 62 个 & 账号 18 个。",
    ]
    assert lines[-1] == "县政府办公室 2026年11月26日"
    assert "白帝镇子网站" in lines
    assert xml.count('<w:jc w:val="center"/>') >= 5, "each paragraph of the text has the look of its mark's"
    assert 'mc:Ignorable="w14"' in xml, "else Word calls the file damaged"
    assert "{{" not in xml


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((paragraph("{{标题}}"),), "没有 {{正文}}"),
        ((paragraph("{{正文}}"), paragraph("{{ 7*7 }}")), "认不得"),
        ((paragraph("{{正文}}"), paragraph("{{成绩}}")), "{{成绩}} 认不得"),
    ],
)
def test_a_template_without_its_marks_or_with_strange_ones_is_refused(
    tmp_path: Path, lines: tuple[str, ...], why: str
) -> None:
    with pytest.raises(InputProblem, match="模板") as told:
        filled(tmp_path, *lines)
    assert why in str(told.value)
    assert not (tmp_path / "通报.docx").exists()


def test_what_is_no_document_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("not a zip", encoding="utf-8")
    with pytest.raises(InputProblem, match=r"不是 \.docx"):
        fill_template(path, PAPER, tmp_path / "b.docx")
