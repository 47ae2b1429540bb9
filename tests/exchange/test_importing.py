"""What an import promises: all rows or none, by natural key, with every bad row named."""

import pytest

from fjgov_tui.errors import InputProblem, ReadOnlyProblem, SheetProblem
from fjgov_tui.exchange import FieldChange, Grid, Options, import_grids
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Choice, Day, Instant
from fjgov_tui.store import Store, open_store
from tests.exchange.office import PEOPLE, UNITS, Row, load, reasons, records


def test_sheets_and_rows_may_name_one_another_in_any_order(store: Store) -> None:
    outcome = load(store, PEOPLE, UNITS)
    assert (outcome.added, outcome.written) == (5, True)
    units, people = records(store, "unit"), records(store, "person")
    assert units["白帝镇人民政府"].names["first"] == "张三"
    assert people["李四"].names["unit"] == "永乐镇人民政府"
    assert people["张三"].values["mobile"] == "13900000001"
    assert people["李四"].values["on_duty"] == "2025-03-01"


def test_importing_again_changes_nothing_and_leaves_no_trail(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    before = store.read.head()
    again = load(store, UNITS, Grid(PEOPLE.name, [row[:2] for row in PEOPLE.rows]))
    assert (again.unchanged, again.added, again.changed, again.written) == (5, 0, 0, False)
    assert store.read.head() == before
    sealed = load(store, PEOPLE)
    assert sealed.changed == sum(bool(row[2]) for row in PEOPLE.rows[1:])


def test_a_second_import_updates_by_natural_key_and_says_what_changed(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    grid = Grid("单位", [["单位名称", "值班电话"], ["县教育委员会", "56557002"], ["白帝镇人民政府", None]])
    outcome = load(store, grid)
    changed, same = outcome.sheets[0].rows
    assert (changed.action, changed.row, changed.title) == ("修改", 2, "县教育委员会")
    assert changed.changes == (FieldChange("值班电话", "56557001", "56557002"),)
    assert (same.action, same.changes) == ("不变", ())
    assert records(store, "unit")["县教育委员会"].revision == 2


def test_changes_of_sealed_fields_are_shown_masked(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    grid = Grid("人员", [["姓名", "单位", "手机"], ["张三", "白帝镇", "13900000009"]])
    (row,) = load(store, grid).sheets[0].rows
    assert row.changes == (FieldChange("手机号", "139****0001", "139****0009"),)


def test_a_blank_cell_keeps_the_value_and_the_word_for_empty_clears_it(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    head = ["单位名称", "单位类别", "值班电话"]
    load(store, Grid("单位", [head, ["白帝镇人民政府", "  ", None], ["县教育委员会", "", "（空）"]]))
    units = records(store, "unit")
    assert units["白帝镇人民政府"].values["phone"] == "023-56551234"
    assert units["白帝镇人民政府"].values["kind"] == "乡镇街道"
    assert units["县教育委员会"].values["phone"] is None


def test_a_required_field_cannot_be_cleared(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    grid = Grid("单位", [["单位名称", "单位类别"], ["县教育委员会", "（空）"]])
    outcome = import_grids(store, "a.xlsx", [grid], Options())
    assert reasons(outcome) == [("单位", 2, "B", "", "必须填写")]


def test_new_records_take_the_default_of_a_required_field(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    load(store, Grid("站点", [["网站名称", "单位", "类型", "网址"], ["门户", "县教育委员会", "主站", "a.gov.cn"]]))
    assert records(store, "site")["门户"].values["state"] == "运行"


def test_one_bad_row_keeps_every_row_out_and_all_bad_rows_are_listed(store: Store) -> None:
    before = store.read.head()
    people = Grid(
        "人员",
        [
            ["人员名册"],
            ["序号", "姓名", "单位", "手机", "到岗日期"],
            [1, "张三", "白帝镇", "1390000", "2025-02-30"],
            [2, "王五", "没有的单位", "13900000003", None],
            [3, "李四", "永乐镇", "13900000002", None],
        ],
    )
    outcome = import_grids(store, "a.xlsx", [people, UNITS], Options())
    assert "2 行" in outcome.blocked
    assert "全部没有写入" in outcome.blocked
    assert not outcome.written
    found = reasons(outcome)
    assert [one[:3] for one in found] == [("人员", 3, "D"), ("人员", 3, "E"), ("人员", 4, "C")]
    assert found[0][3] == "****0000"  # sealed, so masked even when it is wrong
    assert found[1][3] == "2025-02-30"
    assert "没有" in found[2][4]
    assert sum(store.read.counts().values()) == 0
    assert store.read.head() == before


def test_a_dry_run_says_what_the_import_then_does_and_writes_nothing(store: Store) -> None:
    before = store.read.head()
    dry = import_grids(store, "a.xlsx", [UNITS, PEOPLE], Options(dry_run=True))
    assert (dry.added, dry.dry_run, dry.written, dry.blocked) == (5, True, False, "")
    assert store.read.head() == before
    assert sum(store.read.counts().values()) == 0
    real = import_grids(store, "a.xlsx", [UNITS, PEOPLE], Options())
    assert real.sheets == dry.sheets


def test_a_dry_run_meets_the_constraints_of_the_table(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    head = ["网站名称", "单位", "类型", "网址"]
    rows = [["甲", "县教育委员会", "子网站", "http://a.cn/"], ["乙", "县教育委员会", "子网站", "a.cn"]]
    outcome = import_grids(store, "a.xlsx", [Grid("站点", [head, *rows])], Options(dry_run=True))
    (problem,) = reasons(outcome)
    assert problem[:4] == ("站点", 3, "D", "http://a.cn/")
    assert "重复" in problem[4]


def test_the_same_record_twice_in_a_file_is_refused_with_the_first_place(store: Store) -> None:
    more = Grid("单位信息", [["单位名称", "单位类别"], ["县教育 委员会", "部门"]])
    outcome = import_grids(store, "a.xlsx", [UNITS, more], Options())
    names = [problem for problem in reasons(outcome) if problem[0] == "单位信息"]
    assert names[0][:3] == ("单位信息", 2, "A")
    assert "“单位”第 4 行" in names[0][4]


def test_an_ambiguous_name_is_refused_with_the_candidates(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    grid = Grid("人员", [["姓名", "单位"], ["王五", "镇人民政府"]])
    (problem,) = reasons(import_grids(store, "a.xlsx", [grid], Options()))
    assert "白帝镇人民政府" in problem[4]
    assert "永乐镇人民政府" in problem[4]


def test_people_of_one_name_are_told_apart_by_their_unit(store: Store) -> None:
    units = Grid("单位", [["单位名称", "类别", "主要领导"], ["甲局", "部门", "王伟"], ["乙局", "部门", "王伟"]])
    people = Grid("人员", [["姓名", "单位"], ["王伟", "甲局"], ["王伟", "乙局"]])
    load(store, units, people)
    found = {record.title: record for record in store.read.records(LEDGERS["unit"])}
    owners = {record.id: record.names["unit"] for record in store.read.records(LEDGERS["person"])}
    assert owners[int(found["甲局"].values["first"] or 0)] == "甲局"
    assert owners[int(found["乙局"].values["first"] or 0)] == "乙局"


def test_extra_columns_block_with_the_nearest_heading_until_they_are_ignored(store: Store) -> None:
    grid = Grid("单位", [["单位名称", "类别", "值班电话号", "空列", None], ["甲局", "部门", "56551234", None, "杂"]])
    outcome = import_grids(store, "a.xlsx", [grid], Options())
    assert [(one.column, one.heading, one.nearest) for one in outcome.sheets[0].extra] == [
        ("C", "值班电话号", "值班电话"),
        ("E", "", ""),
    ]
    assert "2 列" in outcome.blocked
    assert store.read.count(LEDGERS["unit"]) == 0
    near = import_grids(store, "a.xlsx", [grid], Options(ignore_extra=True))
    assert "“值班电话号”像是台账的字段" in near.blocked
    assert import_grids(store, "a.xlsx", [grid], Options(ignore_extra=True, drop=("值班电话号",))).written


def test_new_records_without_a_required_column_are_refused_and_the_sheet_says_why(store: Store) -> None:
    outcome = import_grids(store, "a.xlsx", [Grid("单位", [["单位名称"], ["甲局"]])], Options())
    assert outcome.refused == 1
    assert "单位类别" in outcome.sheets[0].why


def test_a_broken_formula_is_refused_where_it_stands(store: Store) -> None:
    grid = Grid("单位", [["单位名称", "类别"], ["#REF!", "部门"]])
    (problem,) = reasons(import_grids(store, "a.xlsx", [grid], Options()))
    assert problem[:4] == ("单位", 2, "A", "#REF!")
    assert "公式" in problem[4]


def test_hostile_text_arrives_harmless_in_records_and_messages(store: Store) -> None:
    evil = "甲\x1b[31m局\u202e\u200b"
    grid = Grid("单位\x1b]0;x\x07", [["单位名称", "类别"], [evil, "部门"], ["乙局", evil]])
    outcome = import_grids(store, "\x1b[2Ja.xlsx", [grid], Options(ledger="unit"))
    said = repr(outcome.source) + "".join(problem[3] + problem[4] for problem in reasons(outcome))
    assert not any(char in said for char in "\x1b\u202e\u200b\x07")
    load(store, Grid("单位", grid.rows[:2]))
    (title,) = records(store, "unit")
    assert "\x1b" not in title
    assert "\u202e" not in title


def test_the_trail_names_the_file_or_the_reason_given(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    assert store.read.latest_changes(1)[0].reason == "导入 测试.xlsx"
    grid = Grid("单位", [["单位名称", "类别"], ["甲局", "部门"]])
    import_grids(store, "a.xlsx", [grid], Options(reason="三月核对"))
    assert store.read.latest_changes(1)[0].reason == "三月核对"


def test_a_removed_record_does_not_come_back_but_a_new_one_may_take_its_name(store: Store) -> None:
    load(store, Grid("单位", [["单位名称", "类别"], ["甲局", "部门"]]))
    record = records(store, "unit")["甲局"]
    with store.write() as writer:
        writer.remove(LEDGERS["unit"], record.id, record.revision)
    assert load(store, Grid("单位", [["单位名称", "类别"], ["甲局", "部门"]])).added == 1
    assert records(store, "unit")["甲局"].id != record.id


def test_progress_is_told_from_nothing_to_all(store: Store) -> None:
    said: list[tuple[int, int]] = []
    rows = [["单位名称", "类别"], *([f"第{n}局", "部门"] for n in range(1201))]
    import_grids(store, "a.xlsx", [Grid("单位", rows)], Options(), lambda done, total: said.append((done, total)))
    assert list(dict.fromkeys(said)) == [(0, 1201), (500, 1201), (1000, 1201), (1201, 1201)]


def test_a_file_without_any_known_sheet_is_one_sentence(store: Store) -> None:
    with pytest.raises(SheetProblem, match="没有一张工作表认得出"):
        import_grids(store, "a.xlsx", [Grid("Sheet1", []), Grid("菜谱", [["菜名", "价格"], ["鱼", 3]])], Options())


def test_unknown_sheets_beside_a_known_one_are_reported_and_do_no_harm(store: Store) -> None:
    outcome = load(store, Grid("Sheet2", []), Grid("菜谱", [["菜名"], ["鱼"]]), UNITS, PEOPLE)
    assert [sheet.ledger for sheet in outcome.sheets] == ["", "", "unit", "person"]
    assert outcome.sheets[0].why == "空工作表"
    assert "表头" in outcome.sheets[1].why


def test_a_header_without_rows_is_fine(store: Store) -> None:
    outcome = load(store, Grid("单位", [["单位名称", "单位类别"]]))
    assert (outcome.sheets[0].ledger, outcome.sheets[0].rows, outcome.written) == ("unit", (), False)


def test_a_read_only_file_takes_no_import(store: Store) -> None:
    with open_store(store.path, readonly=True) as readonly, pytest.raises(ReadOnlyProblem):
        import_grids(readonly, "a.xlsx", [UNITS, PEOPLE], Options(dry_run=True))


def test_serial_numbers_and_blank_columns_are_no_extra_columns(store: Store) -> None:
    rows: list[Row] = [[None, "序号", "单位名称", None, "单位类别"], [None, 1, "甲局", None, "部门"]]
    outcome = load(store, Grid("单位", rows))
    assert outcome.sheets[0].extra == ()
    assert outcome.added == 1


def test_an_own_mask_keeps_the_value_and_any_other_is_refused(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    head = ["姓名", "所在单位", "手机号", "职务"]
    load(store, Grid("人员", [head, ["张三", "白帝镇", "139****0001", "镇长"]]))
    assert records(store, "person")["张三"].values["mobile"] == "13900000001"
    wrong = Grid("人员", [head, ["张三", "白帝镇", "138****0001", None]])
    (problem,) = reasons(import_grids(store, "a.xlsx", [wrong], Options()))
    assert "遮盖" in problem[4]


def test_a_forced_ledger_that_does_not_exist_lists_those_that_do(store: Store) -> None:
    with pytest.raises(InputProblem, match="没有叫“菜谱”的台账"):
        import_grids(store, "a.xlsx", [UNITS], Options(ledger="菜谱"))


@pytest.mark.parametrize("name", ["signature", "deadline"])
def test_nobody_signs_by_a_sheet(store: Store, name: str) -> None:
    """Signatures and the ends of times are written by the program alone, whatever a spreadsheet says."""
    load(store, UNITS, PEOPLE)
    ledger, before = LEDGERS[name], store.read.head()
    given = {"record": "1", "number": "1", "version": "1", "round": "1"}
    days = {field.name: "2026-11-20" for field in ledger.fields if isinstance(field.type, Day)}
    moments = {field.name: "2026-11-20 10:00" for field in ledger.fields if isinstance(field.type, Instant)}
    choices = {field.name: field.type.choices[0] for field in ledger.fields if isinstance(field.type, Choice)}
    row = [
        (given | days | moments | choices).get(field.name, "甲" if field.required else "") for field in ledger.fields
    ]
    grid = Grid(ledger.title, [[field.label for field in ledger.fields], row])
    outcome = import_grids(store, "测试.xlsx", [grid], Options())
    assert not outcome.written
    assert ledger.append_only in {reason[-1] for reason in reasons(outcome)}
    assert store.read.count(ledger) == 0
    assert store.read.head() == before
