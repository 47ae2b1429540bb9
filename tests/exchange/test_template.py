"""Templates say what is wanted, and what is filled into them comes in."""

import stat
from pathlib import Path

from openpyxl import load_workbook

from fjgov_tui.exchange import Options, import_file, write_template
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from tests.exchange.office import PEOPLE, UNITS, load, records


def test_every_header_has_its_note_and_required_ones_stand_out(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, list(LEDGERS.values()))
    book = load_workbook(path)
    assert book.sheetnames == [ledger.title for ledger in LEDGERS.values()]
    for ledger in LEDGERS.values():
        cells = book[ledger.title][1]
        assert [cell.value for cell in cells] == [field.label for field in ledger.fields]
        fills = set()
        for cell, field in zip(cells, ledger.fields, strict=True):
            text = cell.comment.text if cell.comment else ""
            assert ("必填" in text) == field.required
            assert field.type.hint in text
            assert field.help in text
            fills.add((cell.fill.fgColor.rgb, field.required))
        assert len(fills) == len({field.required for field in ledger.fields})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_codes_and_telephone_numbers_are_text_and_days_are_days(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", [LEDGERS["site"], LEDGERS["person"]])
    book = load_workbook(tmp_path / "t.xlsx")

    def column_format(sheet: str, label: str) -> str:
        cell = next(cell for cell in book[sheet][1] if cell.value == label)
        return str(book[sheet].column_dimensions[cell.column_letter].number_format)

    assert column_format("站点", "网站标识码") == "@"
    assert column_format("人员", "手机号") == "@"
    assert column_format("人员", "到岗日期") == "yyyy-mm-dd"


def test_drop_downs_list_choices_and_the_names_that_exist(store: Store, tmp_path: Path) -> None:
    load(store, UNITS, PEOPLE)
    write_template(tmp_path / "t.xlsx", [LEDGERS["person"], LEDGERS["unit"]], store)
    book = load_workbook(tmp_path / "t.xlsx")
    lists = book["_列表"]
    assert lists.sheet_state == "veryHidden"
    names = {str(cell.value) for column in lists.iter_cols() for cell in column if cell.value}
    assert names == {"张三", "李四", "白帝镇人民政府", "永乐镇人民政府", "县教育委员会"}
    rules = {str(rule.sqref): str(rule.formula1) for rule in book["人员"].data_validations.dataValidation}
    labels = [cell.value for cell in book["人员"][1]]
    letter = chr(65 + labels.index("实名登记"))
    assert rules[f"{letter}2:{letter}5001"] == '"是,否"'
    assert any("_列表" in formula for formula in rules.values())


def test_an_empty_template_imports_nothing_and_a_filled_one_everything(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, list(LEDGERS.values()), store)
    empty = import_file(store, path, Options())
    assert (empty.blocked, empty.added, len(empty.sheets)) == ("", 0, len(LEDGERS))
    book = load_workbook(path)
    unit = book["单位"]
    unit["A2"], unit["B2"] = "甲局", "部门"
    book.save(path)
    assert import_file(store, path, Options()).added == 1
    assert list(records(store, "unit")) == ["甲局"]
