"""A letter as LibreOffice sets it: pages of 22 lines of 28 characters, no number torn, the imprint at the last foot."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fjgov_tui.paper.document import Level, Passage
from fjgov_tui.paper.docx import docx_bytes
from fjgov_tui.paper.paging import pages
from tests.paper.test_docx import LETTER

POINTS = 72 / 25.4
FULL = Passage("县" * 28 * 30, Level.FLUSH)
NUMBERED = Passage("检查网站1234个，" * 24)


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="这台机器没有 LibreOffice 和 poppler"
)
def test_libreoffice_sets_what_was_counted(tmp_path: Path) -> None:
    letter = replace(LETTER, blocks=(NUMBERED, FULL), attachments=())
    (tmp_path / "letter.docx").write_bytes(docx_bytes(letter))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    office = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*office, str(tmp_path / "letter.docx")], check=True, capture_output=True, timeout=240)
    text = _poppler("-layout", tmp_path)
    sheets = text.removesuffix("\f").split("\f")
    lines = [[line.replace(" ", "") for line in sheet.splitlines() if line.strip()] for sheet in sheets]
    assert pages(letter) == 3
    assert len(sheets) == 4, "the imprint stands on an even page"
    assert lines[1][-1] == "—2—"
    assert len(lines[1]) - 1 == 22
    assert {len(line) for sheet in lines for line in sheet if set(line) == {"县"}} == {28}
    whole = "".join(line for sheet in lines[:2] for line in sheet if "检查网站" in line or "个" in line)
    assert len(re.findall(r"1234", whole)) == 24
    assert not [line for sheet in lines for line in sheet if re.match(r"\d{1,3}个", line)], "the rest of a number"
    assert lines[3][0] == "抄送：县委办公室，县人大常委会办公室。"
    boxes = _poppler("-bbox", tmp_path).split("<page ")[1:]
    assert all('width="595.3' in page and 'height="841.' in page for page in boxes), "A4"
    tops = [float(top) for top in re.findall(r'yMin="([\d.]+)"', boxes[1])]
    assert min(tops) / POINTS == pytest.approx(37, abs=3)
    left = min(float(side) for side in re.findall(r'xMin="([\d.]+)"', boxes[1]))
    assert left / POINTS == pytest.approx(28, abs=1)
    foot = max(float(bottom) for bottom in re.findall(r'yMax="([\d.]+)">[^<]*印发', boxes[3]))
    assert foot / POINTS == pytest.approx(297 - 35, abs=6)


def _poppler(how: str, folder: Path) -> str:
    asked = ["pdftotext", how, str(folder / "letter.pdf"), "-"]
    return subprocess.run(asked, check=True, capture_output=True, text=True, timeout=60).stdout
