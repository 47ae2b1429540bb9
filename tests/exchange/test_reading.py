"""Files as they come: office workbooks, text tables in three encodings, and files that are no tables."""

import csv
import os
import stat
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange import Grid, read_grids
from fjgov_tui.exchange.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT_FILE
from fjgov_tui.exchange.textfile import decode, separator
from fjgov_tui.exchange.workbook import collect
from tests.exchange.office import Row, workbook


def problem(path: Path) -> str:
    """The one sentence about a file that cannot be read."""
    with pytest.raises(SheetProblem) as caught:
        read_grids(path)
    said = str(caught.value)
    assert "\n" not in said
    assert path.name in said
    return said


def test_a_workbook_is_read_with_its_rows_where_excel_numbers_them(tmp_path: Path) -> None:
    day = datetime(2026, 9, 1)
    sheets: dict[str, list[Row]] = {
        "单位": [["台账", None, None], [], ["名称", None, "日期"], ["甲", None, day], [1.5, True, 13900000001]],
        "空": [],
        "换行": [["第一行\n第二行", "_x000D_", "=1+1 的文字", "x005F_"]],
    }
    path = workbook(tmp_path / "a.xlsx", sheets)
    one, empty, text = read_grids(path)
    assert one == Grid("单位", [["台账"], [], ["名称", None, "日期"], ["甲", None, day], [1.5, True, 13900000001]])
    assert empty == Grid("空", [])
    assert text.rows[0][0] == "第一行\n第二行"
    assert text.rows[0][3] == "x005F_"


def test_merged_cells_are_filled_down_and_right(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["名册", None, None],
        ["单位", "姓名", "手机"],
        ["甲局", "张三", 1],
        [None, "李四", 2],
        [None, "王五", 3],
    ]
    path = workbook(tmp_path / "a.xlsx", {"人员": rows}, {"人员": ["A1:C1", "A3:A5", "F1:AZ9"]})
    (grid,) = read_grids(path)
    assert list(grid.rows[0]) == ["名册"] * 3
    assert [row[0] for row in grid.rows[2:]] == ["甲局"] * 3


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"单位": [["甲"]]}).rename(tmp_path / "a.csv")
    assert read_grids(path)[0].name == "单位"
    text = tmp_path / "b.xlsx"
    text.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert read_grids(text) == [Grid("b", [["甲", "乙"], ["1", "2"]])]


def test_the_child_knows_neither_store_nor_screens() -> None:
    code = (
        "import sys, fjgov_tui.exchange.child as _; upper = ('fjgov_tui.store', 'textual', 'sqlite');"
        "sys.exit(str([name for name in sys.modules if name.startswith(upper)] or '') or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_full_of_fake_modules_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(tmp_path / "a.xlsx", {"单位": [["甲"]]})
    (tmp_path / "openpyxl.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read_grids(Path("a.xlsx"))[0].rows == [["甲"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_tables_of_every_usual_encoding_and_separator(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "单位.csv"
    rows = [
        "单位台账",
        mark.join(["单位名称", "备注"]),
        mark.join(["白帝镇", '"甲\n""乙"",;"']),
        "",
        mark.join(["'=1", ""]),
    ]
    path.write_bytes("\r\n".join(rows).encode(encoding))
    (grid,) = read_grids(path)
    assert grid == Grid("单位", [["单位台账"], ["单位名称", "备注"], ["白帝镇", '甲\n"乙",;'], [], ["=1"]])


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
@settings(max_examples=300)
def test_whatever_was_saved_as_utf8_or_with_a_mark_comes_back(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.csv") == text
    assert decode(text.encode("utf-8-sig"), "a.csv") == text


def test_bytes_of_no_encoding_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("单位".encode("gb18030") + b"\xff\xff,1\n")
    assert "第 5 个字节" in problem(path)


def test_separators_inside_quotes_and_in_single_rows_do_not_count() -> None:
    assert separator('a,b\n";;;;;;",c\n1;2;3;4,x\n') == ","
    assert separator("只有一列\n甲\n") == ","


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'a,b\n"c,d\ne,f\n', "双引号没有收尾"),
        (b'a,b\n"c"x,d\n', "双引号用法不对"),
        (b"a,b\n\0,d\n", "空字节"),
        (b'a\n"' + b"x" * 140_000 + b'"\n', "131072"),
        (b"a" + b"," * (MAX_COLUMNS + 1) + b"b\n", f"最多收 {MAX_COLUMNS} 列"),
        (b"a\n" * (MAX_ROWS + 1), f"超过 {MAX_ROWS} 行"),
        (b"", "空的"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "旧版 .xls"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04 and nothing more", "不完整或已损坏"),
    ],
)
def test_bad_files_get_one_clear_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert said in problem(path)


def test_missing_files_folders_pipes_and_huge_texts(tmp_path: Path) -> None:
    assert "没有这个文件" in problem(tmp_path / "nowhere.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    assert "文件夹" in problem(tmp_path / "folder.xlsx")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "不是普通文件" in problem(tmp_path / "pipe.csv")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.write(b"a")
        file.truncate(MAX_TEXT_FILE + 1)
    assert "最多收" in problem(huge)


def packed(path: Path, parts: dict[str, bytes], **more: bytes) -> Path:
    """A zip with these parts and an (empty) list of content types."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            archive.writestr(name, data)
    return path


def test_bombs_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    assert "压缩炸弹" in problem(packed(tmp_path / "ratio.xlsx", {"xl/a.xml": b" " * 3_000_000}))
    many = {f"xl/{n}.xml": b"" for n in range(2001)}
    assert "超过 2000 个" in problem(packed(tmp_path / "many.xlsx", many))
    path = tmp_path / "size.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name in ("a", "b"):
            archive.writestr(f"xl/{name}.xml", b"x")
            archive.infolist()[-1].file_size = 160 * 1024 * 1024
            archive.infolist()[-1].compress_size = 100 * 1024 * 1024
    assert "展开后有 320 MB" in problem(path)


def test_other_zips_and_broken_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word.txt", "x")
    assert "不是 .xlsx" in problem(path)
    assert "损坏" in problem(packed(tmp_path / "hollow.xlsx", {}))
    good = workbook(tmp_path / "good.xlsx", {"单位": [["甲"]]}).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(good[: len(good) // 2])
    assert "不完整或已损坏" in problem(tmp_path / "cut.xlsx")


def changed(tmp_path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A sound workbook with one of its parts changed."""
    source = tmp_path / "source.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet("单位")
        for place, text in enumerate("甲乙丙丁"):
            sheet.write_string(place // 2, place % 2, text)
    path = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(source) as old_zip, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in old_zip.namelist():
            data = old_zip.read(name)
            assert name != part or old in data
            fresh.writestr(name, data.replace(old, new, 1) if name == part else data)
    return path


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (STRINGS, b"<sst", b'<!DOCTYPE x [<!ENTITY a "b">]><sst', "文档类型声明"),
        (SHEET, b"</worksheet>", b"</work", "损坏"),
        (SHEET, b"<v>0</v>", b"<v>99</v>", "损坏"),
        (SHEET, b'<row r="2"', b'<row r="200001"', f"第 {MAX_ROWS} 行"),
        (SHEET, b'r="B1"', b'r="GS1"', f"第 {MAX_COLUMNS} 列"),
    ],
)
def test_workbooks_that_are_broken_inside(tmp_path: Path, part: str, old: bytes, new: bytes, said: str) -> None:
    path = changed(tmp_path, part, old, new)
    if b"200001" in new:
        path = changed_rows(tmp_path, path)
    assert said in problem(path)


def changed_rows(tmp_path: Path, path: Path) -> Path:
    """The cells of the moved row moved with it."""
    moved = tmp_path / "moved.xlsx"
    with zipfile.ZipFile(path) as old_zip, zipfile.ZipFile(moved, "w") as fresh:
        for name in old_zip.namelist():
            data = old_zip.read(name)
            fresh.writestr(name, data.replace(b'r="A2"', b'r="A200001"').replace(b'r="B2"', b'r="B200001"'))
    return moved


def test_escapes_of_excel_are_taken_back(tmp_path: Path) -> None:
    path = changed(tmp_path, STRINGS, "<t>甲</t>".encode(), b"<t>a_x000D_\nb_x005F_x000D_</t>")
    assert read_grids(path)[0].rows[0][0] == "a\r\nb_x000D_"


def test_cells_out_of_order_are_not_lost(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET, b'r="A1"', b'r="D1"')
    assert read_grids(path)[0].rows[0] == [None, "乙", None, "甲"]


def test_a_sheet_whose_stated_size_is_wrong_is_read_whole(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET, b'<dimension ref="A1:B2"', b'<dimension ref="A1"')
    assert read_grids(path)[0].rows == [["甲", "乙"], ["丙", "丁"]]


@pytest.mark.parametrize("said", [[], [b'["sheet","a","visible"]\n', b'[1,["x"]]\n']])
def test_a_child_that_was_stopped_before_its_last_line_is_one_sentence(said: list[bytes]) -> None:
    with pytest.raises(SheetProblem, match="解析被中止"):
        collect(said, "a.xlsx")


@pytest.mark.parametrize(
    ("memory", "seconds", "said"), [(160 * 1024 * 1024, 20, "内存"), (1536 * 1024 * 1024, 1, "解析被中止")]
)
def test_a_workbook_that_devours_memory_or_time_ends_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: int, seconds: int, said: str
) -> None:
    nested = b"<a>" * 1_000_000 + b"</a>" * 1_000_000
    path = changed(tmp_path, SHEET, b"<sheetData>", b"<sheetData>" + nested)
    monkeypatch.setattr("fjgov_tui.exchange.workbook.MAX_RATIO", 10_000)
    monkeypatch.setattr("fjgov_tui.exchange.workbook.CHILD_MEMORY", memory)
    monkeypatch.setattr("fjgov_tui.exchange.workbook.CHILD_SECONDS", seconds)
    assert said in problem(path)


def test_reading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"单位": [["甲"]]})
    path.chmod(0o400)
    before = path.read_bytes()
    read_grids(path)
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


@given(
    rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n")), min_size=2))
)
@settings(max_examples=200)
def test_any_text_table_that_a_spreadsheet_program_wrote_is_read_or_refused_in_a_sentence(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*rows, ["end"]])
    try:
        (grid,) = read_grids(path)
    except SheetProblem:
        return
    assert list(grid.rows[-1])[-1:] == ["end"]
