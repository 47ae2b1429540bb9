"""The file that goes back to its sender shows every bad cell and loses nothing."""

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from fjgov_tui.exchange import Options, import_file, read_grids, write_marked
from fjgov_tui.store import Store
from tests.exchange.office import Row, workbook

ROWS: list[Row] = [
    ["单位名录", None, None, None],
    ["单位名称", "单位类别", "值班电话", "邮政编码号"],
    ["甲局", "部们", 12, "404600"],
    ["=乙局", "部门", "023-56551234", None],
    [None, "部门", None, datetime(2026, 9, 1)],
]


def test_bad_cells_are_coloured_and_commented_and_all_values_stay(store: Store, tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx", {"单位": ROWS, "附页": [["别的"]]})
    book = load_workbook(source)
    book["单位"]["A4"].data_type = "s"
    book.save(source)
    outcome = import_file(store, source, Options())
    assert outcome.refused == 2
    path = tmp_path / "out.xlsx"
    write_marked(path, source, outcome)
    assert read_grids(path) == read_grids(source)
    sheet = load_workbook(path)["单位"]
    noted = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert set(noted) == {"B3", "C3", "A5", "D2"}
    assert "可选" in noted["B3"]
    assert "必须填写" in noted["A5"]
    assert "不属于" in noted["D2"]
    for place in ("B3", "C3", "A5"):
        assert sheet[place].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["B4"].fill.fill_type is None
    assert sheet["A4"].data_type != "f"


def test_what_concerns_the_whole_row_stands_at_its_first_cell(store: Store, tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx", {"单位": [["单位名称"], ["甲局"]]})
    write_marked(tmp_path / "out.xlsx", source, import_file(store, source, Options()))
    comment = load_workbook(tmp_path / "out.xlsx")["单位"]["A2"].comment
    assert comment
    assert "单位类别：必须填写" in comment.text


def test_a_text_table_comes_back_as_a_workbook(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "单位[1].csv"
    source.write_bytes("单位名称,类别\r\n甲局,部们\r\n".encode("gb18030"))
    outcome = import_file(store, source, Options())
    write_marked(tmp_path / "out.xlsx", source, outcome)
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["单位_1_"]
    assert book.worksheets[0]["B2"].comment
