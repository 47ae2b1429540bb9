"""`fjgov inspect` and `fjgov bulletin`: what is refused, what is written, how they end."""

import zipfile
from pathlib import Path

import openpyxl

from tests.cli.conftest import Fjgov


def furnished(county: Fjgov) -> Fjgov:
    """A unit with a site and an account, opened before every quarter of the tests."""
    assert county("ledger", "add", "unit", "name=县林业局", "kind=部门").code == 0
    site = ("name=林业局子网站", "unit=县林业局", "kind=子网站", "url=https://ly.example/", "opened_on=2023-01-01")
    assert county("ledger", "add", "site", *site).code == 0
    media = ("platform=微博", "name=林业局演示号", "unit=县林业局", "opened_on=2023-01-01", "state=运行")
    assert county("ledger", "add", "media", *media).code == 0
    return county


def test_a_period_that_is_none_or_has_not_begun_is_refused(county: Fjgov) -> None:
    assert county("inspect", "2026Q5").code == 2
    assert "2026Q3" in county("inspect", "2026Q5").err
    future = county("inspect", "2190Q1")
    assert (future.code, "还没有开始" in future.err) == (2, True)
    assert county("inspect").code == 2


def test_an_order_without_a_booking_is_refused(county: Fjgov) -> None:
    assert county("inspect", "2025Q1", "--order", "1号").code == 2


def test_half_a_year_is_not_booked_as_a_quarter(county: Fjgov) -> None:
    assert county("inspect", "2025H1", "--save").code == 2
    assert county("inspect", "2025H1", "--save", "--kind", "半年检查").code in {0, 1}


def test_what_is_booked_stands_in_the_register_and_the_bulletin_follows_it(county: Fjgov, tmp_path: Path) -> None:
    made = furnished(county)("inspect", "2025Q1", "--save", "--json")
    assert made.json["total"] == len(county("ledger", "show", "inspection", "--json").json["rows"])
    assert made.json["passed"] == 0
    paper = tmp_path / "通报.docx"
    drawn = county("bulletin", "2025Q1", "-o", paper)
    assert drawn.code == 0
    assert "待定：发文字号" in drawn.out
    with zipfile.ZipFile(paper) as archive:
        text = archive.read("word/document.xml").decode()
    assert "未检查" in text
    assert county("bulletin", "2025Q1", "-o", tmp_path / "a.pdf").code == 2


def test_the_checklist_is_imported_as_it_is_filled_in(county: Fjgov, tmp_path: Path) -> None:
    sheet = tmp_path / "检查项.xlsx"
    before = furnished(county)("inspect", "2025Q1", "--checklist", sheet, "--json").json
    book = openpyxl.load_workbook(sheet)
    page = book["检查项"]
    for row in range(2, page.max_row + 1):
        page.cell(row, 5, "符合")
    book.save(sheet)
    taken = county("ledger", "import", sheet)
    assert taken.code == 0, taken.err
    after = county("inspect", "2025Q1", "--json").json
    assert (before["passed"], before["unchecked"] > 0) == (0, True)
    assert after["unchecked"] == 0
    assert after["passed"] + after["failed"] == after["total"]


def test_the_same_quarter_of_the_same_file_gives_the_same_bytes(county: Fjgov, tmp_path: Path) -> None:
    papers = [tmp_path / name for name in ("a.docx", "b.docx")]
    for paper in papers:
        assert county("bulletin", "2025Q1", "-o", paper, "--number", "1号", "--issued", "2025-04-20").code == 0
    assert papers[0].read_bytes() == papers[1].read_bytes()
