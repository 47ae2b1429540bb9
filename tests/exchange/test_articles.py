"""Documents that are nearly right: a sentence, never a traceback."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange.articles import read_article


@pytest.mark.parametrize("encoding", ["WTF-8", "base64", "gb18030", "utf-16", "punycode"])
def test_a_document_in_an_encoding_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "文稿.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="{encoding}"?><document>\u5408</document>')
    with pytest.raises(InputProblem, match="正文已损坏"):
        read_article(path)
