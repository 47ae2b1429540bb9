"""The sheet beside the keyboard is one page, and says of every key and command what the program says."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from fjgov_tui.cli.reference import COMMON, command_pair, key_pairs
from fjgov_tui.cli.root import root
from fjgov_tui.commands.deeds import DEEDS
from fjgov_tui.paper.paging import pages
from fjgov_tui.reports.reference import reference_document
from tests.cli.conftest import Fjgov


def test_it_is_one_page_with_every_key() -> None:
    document = reference_document(key_pairs(), [command_pair(root, words) for words in COMMON], "1.0.0")
    assert pages(document) == 1


def test_it_is_written_and_names_each_deed(fjgov: Fjgov, tmp_path: Path) -> None:
    made = tmp_path / "速查.docx"
    assert fjgov("reference", "-o", made).code == 0
    with ZipFile(made) as archive:
        text = archive.read("word/document.xml").decode()
    assert [deed.name for deed in DEEDS if deed.name not in text] == []
    assert "fjgov password due" in text
    refused = fjgov("reference", "-o", tmp_path / "速查.txt")
    assert refused.code == 2
    assert ".docx 或 .pdf" in refused.err


def test_as_pdf_it_is_one_page_of_characters_that_a_chinese_face_of_any_machine_has(
    fjgov: Fjgov, tmp_path: Path
) -> None:
    made = tmp_path / "速查.pdf"
    assert fjgov("reference", "-o", made).code == 0
    content = made.read_bytes()
    assert content.startswith(b"%PDF-1.4")
    assert b"/Count 1 " in content
    pairs = [*key_pairs(), *(command_pair(root, words) for words in COMMON)]
    assert "".join(map("".join, pairs)).encode("gb2312").decode("gb2312")
