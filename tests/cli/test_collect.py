"""`fjgov collect`: a sheet for each unit, back under any name, and nothing wrong taken."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.cli.conftest import Ended, Fjgov

UNITS = ("白帝林业站", "草堂林业站", "竹园林业站")


@pytest.fixture
def sent(county: Fjgov, tmp_path: Path) -> Fjgov:
    """Three units with an account each, and their sheets in a folder."""
    for unit in UNITS:
        assert county("ledger", "add", "unit", f"name={unit}", "kind=事业单位").code == 0
        media = ("platform=微博", f"name={unit}号", f"unit={unit}", "opened_on=2023-01-01", "state=运行")
        assert county("ledger", "add", "media", *media).code == 0
    made = county("collect", "make", "-o", tmp_path / "发", "--what", "accounts", "--zip", tmp_path / "发.zip")
    assert made.code == 0, made.err
    assert (tmp_path / "发.zip").exists()
    return county


def sheet(folder: Path, unit: str) -> Path:
    (path,) = (folder / "发").glob(f"{unit}-*.xlsx")
    return path


def filled(folder: Path, unit: str, name: str, change: Callable[[Workbook], None] | None = None) -> Path:
    """The unit's sheet, renamed and saved by another program, with the subject of its account filled in."""
    book = openpyxl.load_workbook(sheet(folder, unit))
    page = book["政务新媒体"]
    heads = [cell.value for cell in page[1]]
    page.cell(2, heads.index("认证主体") + 1, unit)
    if change is not None:
        change(book)
    path = folder / name
    book.save(path)
    return path


def taken(county: Fjgov, *paths: Path, dry_run: bool = False) -> Ended:
    return county("collect", "take", *paths, "--json", *(["--dry-run"] if dry_run else []))


def refusal(ended: Ended) -> str:
    assert ended.code == 1
    (row,) = [row for row in ended.json["rows"] if row["refused"]]
    return str(row["refused"])


def test_a_sheet_comes_back_renamed_and_fills_what_was_missing(sent: Fjgov, tmp_path: Path) -> None:
    path = filled(tmp_path, UNITS[0], "副本(2).xlsx")
    rehearsed = taken(sent, path, dry_run=True)
    assert (rehearsed.code, rehearsed.json["rows"][0]["changed"]) == (0, 1)
    assert taken(sent, path).code == 0
    rows = sent("ledger", "show", "media", "--json").json["rows"]
    assert [row["subject"] for row in rows if row["unit"] == UNITS[0]] == [UNITS[0]]
    waiting = sent("collect", "status")
    assert UNITS[0] not in waiting.out
    assert all(unit in waiting.out for unit in UNITS[1:])


def test_nothing_is_taken_twice(sent: Fjgov, tmp_path: Path) -> None:
    path = filled(tmp_path, UNITS[0], "a.xlsx")
    assert taken(sent, path).code == 0
    assert "已经收过" in refusal(taken(sent, path))
    assert "另一份" in refusal(taken(sent, filled(tmp_path, UNITS[0], "b.xlsx", lambda book: book.create_sheet("空"))))


def test_two_answers_of_one_unit_are_both_left(sent: Fjgov, tmp_path: Path) -> None:
    paths = [filled(tmp_path, UNITS[0], name) for name in ("甲.xlsx", "乙.xlsx")]
    ended = taken(sent, *paths, filled(tmp_path, UNITS[1], "丙.xlsx"))
    assert [bool(row["refused"]) for row in ended.json["rows"]] == [True, True, False]
    assert "乙.xlsx" in ended.json["rows"][0]["refused"]


def test_a_sheet_of_the_period_before_is_refused(sent: Fjgov, tmp_path: Path) -> None:
    assert sent("collect", "make", "-o", tmp_path / "旧", "--for", "2019Q1", "--what", "accounts").code == 0
    (old,) = (tmp_path / "旧").glob(f"{UNITS[0]}-*.xlsx")
    assert "2019年第一季度" in refusal(taken(sent, old))


def _other_code(book: Workbook) -> None:
    about = book["收表说明"]
    about["B2"] = UNITS[1]


def _unknown_unit(book: Workbook) -> None:
    """As a sheet of another county's file has it."""
    about = book["收表说明"]
    for key, value, *_ in about.iter_rows():
        if key.value == "收表编号":
            period, _, code = str(value.value).rsplit("-", 2)
            value.value = f"{period}-999999-{code}"


def _no_code(book: Workbook) -> None:
    del book["收表说明"]


def _row_of_another(book: Workbook) -> None:
    page = book["政务新媒体"]
    page.cell(2, [cell.value for cell in page[1]].index("主办单位") + 1, UNITS[1])


def _bad_day(book: Workbook) -> None:
    page = book["政务新媒体"]
    page.cell(2, [cell.value for cell in page[1]].index("开设日期") + 1, "二月三十")


def _bad_choice(book: Workbook) -> None:
    page = book["政务新媒体"]
    page.cell(2, [cell.value for cell in page[1]].index("平台") + 1, "校园广播")


def _no_sheet(book: Workbook) -> None:
    del book["政务新媒体"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_other_code, "对不上"),
        (_no_code, "收表编号"),
        (_unknown_unit, "是不是别的台账文件发出去的"),
        (_row_of_another, "不是本单位的"),
        (_bad_day, "开设日期"),
        (_bad_choice, "平台"),
        (_no_sheet, "没有工作表"),
    ],
)
def test_a_sheet_with_a_mistake_is_named_and_leaves_nothing(
    sent: Fjgov, tmp_path: Path, spoil: Callable[[Workbook], None], why: str
) -> None:
    before = sent("ledger", "show", "media", "--json").out
    assert why in refusal(taken(sent, filled(tmp_path, UNITS[0], "错.xlsx", spoil)))
    assert sent("ledger", "show", "media", "--json").out == before


def _emptied(book: Workbook) -> None:
    page = book["政务新媒体"]
    page.delete_rows(2, page.max_row)


def test_a_sheet_without_a_line_is_no_answer(sent: Fjgov, tmp_path: Path) -> None:
    assert "不算交了" in refusal(taken(sent, filled(tmp_path, UNITS[0], "空.xlsx", _emptied)))
    assert UNITS[0] in sent("collect", "status").out


def test_a_sheet_that_comes_back_as_it_was_sent_is_not_told_as_complete(sent: Fjgov, tmp_path: Path) -> None:
    untouched = sent("collect", "take", sheet(tmp_path, UNITS[0]))
    assert "! 已收，和发出去的一样，什么也没有改，还空着" in untouched.out
    assert "✓" not in untouched.out
    status = sent("collect", "status")
    assert f"{UNITS[0]}：2026年第四季度的登记表收到了，还空着" in status.err
    assert "1 份还有空着的" in status.err


def _checked(folder: Path, county: Fjgov, *, gone: int) -> Path:
    """A self-check, every line judged as in order, of which some lines were deleted."""
    assert county("collect", "make", "-o", folder / "查", "--unit", UNITS[0], "--what", "自查").code == 0
    (path,) = (folder / "查").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    page = next(book[name] for name in book.sheetnames if name != "收表说明")
    heads = [cell.value for cell in page[1]]
    for row in range(2, page.max_row + 1):
        page.cell(row, heads.index("自查判断") + 1, "符合")
        page.cell(row, heads.index("自查人") + 1, "张三")
        page.cell(row, heads.index("自查日期") + 1, "2026-11-20")
    page.delete_rows(page.max_row - gone + 1, gone)
    back = folder / f"少{gone}.xlsx"
    book.save(back)
    return back


def test_a_self_check_of_which_lines_were_deleted_is_not_taken(sent: Fjgov, tmp_path: Path) -> None:
    assert "少了 1 项自查" in refusal(taken(sent, _checked(tmp_path, sent, gone=1)))
    assert taken(sent, _checked(tmp_path, sent, gone=0)).code == 0


def test_a_unit_is_told_what_nobody_looked_at_beside_its_findings(sent: Fjgov, tmp_path: Path) -> None:
    """No post is entered and no site visited: a sheet with few findings is no clean bill."""
    site = (f"name={UNITS[0]}网", f"unit={UNITS[0]}", "kind=子网站", "url=https://one.example/", "state=运行")
    assert sent("ledger", "add", "site", *site).code == 0
    made = sent("collect", "make", "-o", tmp_path / "发", "--what", "accounts", "--unit", UNITS[0])
    assert "，未检查 " in made.out
    about = openpyxl.load_workbook(sheet(tmp_path, UNITS[0]))["收表说明"]
    said = [(str(row[0].value), str(row[1].value)) for row in about.iter_rows()]
    unseen = [text for label, text in said if label == "未检查"]
    assert "站点 1：篡改检查还没有做过" in unseen
    assert any(text.startswith("政务新媒体 1：") for text in unseen)
    assert "不算没有问题" in dict(said)["现有问题"]


def printed_whole(path: Path) -> bool:
    """Whether every sheet comes on A4 with all its columns on one page and its headings on each."""
    sheets = openpyxl.load_workbook(path).worksheets
    return all(
        (page.page_setup.orientation, page.page_setup.fitToHeight, page.print_title_rows) == ("landscape", 0, "$1:$1")
        and bool(page.sheet_properties.pageSetUpPr and page.sheet_properties.pageSetUpPr.fitToPage)
        for page in sheets
    )


def test_what_units_and_inspectors_fill_in_can_be_printed(sent: Fjgov, tmp_path: Path) -> None:
    assert printed_whole(sheet(tmp_path, UNITS[0]))
    assert sent("collect", "make", "-o", tmp_path / "查", "--unit", UNITS[0], "--what", "自查").code == 0
    (form,) = (tmp_path / "查").glob("*.xlsx")
    assert printed_whole(form)
    sent("inspect", "2026Q3", "--checklist", tmp_path / "清单.xlsx")
    assert printed_whole(tmp_path / "清单.xlsx")
