"""Nothing is lost or misfiled in silence: sheets as offices make them, each with the trap that it holds."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from fjgov_tui.exchange import Grid, ImportOutcome, Options, import_file, import_grids, write_marked
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store
from tests.exchange.office import PEOPLE, UNITS, Row, load, reasons, records

TOWNS = Grid("单位", [[row[0], row[1]] for row in UNITS.rows])
"""Units alone."""


def attempt(store: Store, *grids: Grid, **options: object) -> ImportOutcome:
    return import_grids(store, "测试.xlsx", grids, Options(**options))  # type: ignore[arg-type]


def sheet(path: Path, rows: list[list[object]], name: str = "Sheet1") -> Path:
    """As openpyxl writes it: formulas without results."""
    book = Workbook()
    made = book.worksheets[0]
    made.title = name
    for row in rows:
        made.append(row)
    book.save(path)
    return path


# --- 1: what a sheet says it is ---------------------------------------------------------------------------------------

SIGN_IN: list[Row] = [
    ["2026年第一期培训签到表"],
    ["序号", "单位", "姓名", "联系电话"],
    [1, "白帝镇人民政府", "张三", "13911112222"],
    [2, "永乐镇人民政府", "李四", "13933334444"],
]


@pytest.mark.parametrize("name", ["签到表", "Sheet1", "培训签到", "2026.3.1签到表"])
def test_a_sign_in_sheet_overwrites_no_telephone(store: Store, name: str) -> None:
    load(store, UNITS, PEOPLE)
    before = store.read.head()
    rows = SIGN_IN if name == "Sheet1" else SIGN_IN[1:]
    outcome = attempt(store, Grid(name, rows))
    assert not outcome.written
    assert "参训" in outcome.blocked
    assert "人员" in outcome.blocked
    (question,) = outcome.questions
    assert [answer for answer, _ in question.answers] == ["attendance", "person", ""]
    assert store.read.head() == before


def test_the_ledger_named_for_the_whole_file_is_asked_too(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    before = store.read.head()
    assert "参训" in attempt(store, Grid("签到表", SIGN_IN[1:]), ledger="person").blocked
    people = Grid("人员", [["姓名", "单位", "手机"], ["张三", "白帝镇人民政府", "13911112222"]])
    assert "人员" in attempt(store, people, ledger="unit").blocked
    assert store.read.head() == before


def test_what_a_person_says_of_the_very_sheet_holds(store: Store) -> None:
    load(store, UNITS, PEOPLE)
    assert attempt(store, Grid("签到表", SIGN_IN[1:]), sheets={"签到表": "人员"}).written
    assert records(store, "person")["张三"].values["mobile"] == "13911112222"
    left = attempt(store, UNITS, Grid("签到表", SIGN_IN[1:]), sheets={"签到表": ""})
    assert not left.blocked


@pytest.mark.parametrize(
    ("title", "ledger"),
    [
        ("2026年各单位工作人员名册", "person"),
        ("政务新媒体账号备案登记表", "media"),
        ("政府网站基本信息表", "site"),
        ("网站后台账户登记台账", "account"),
        ("填报单位：白帝镇", ""),
        ("第三方服务商一览表", "vendor"),
    ],
)
def test_a_title_speaks_by_its_last_word(title: str, ledger: str) -> None:
    from fjgov_tui.exchange.recognising import named_ledger

    found = named_ledger(title, 2)
    assert (found.name if found else "") == ledger


# --- 2: formulas ------------------------------------------------------------------------------------------------------


def test_a_formula_without_a_result_is_refused_and_never_becomes_blank(store: Store, tmp_path: Path) -> None:
    load(store, TOWNS)
    rows: list[list[object]] = [
        ["姓名", "单位", "到岗日期", "职务"],
        ["张三", "白帝镇", "=DATE(2024,3,1)", '="镇"&"长"'],
    ]
    path = sheet(tmp_path / "人员.xlsx", rows, "人员")
    outcome = import_file(store, path, Options())
    assert not outcome.written
    assert [(row, column) for _, row, column, _, _ in reasons(outcome)] == [(2, "C"), (2, "D")]
    assert all("打开、保存一次" in why for *_, why in reasons(outcome))
    assert reasons(outcome)[0][3] == "=DATE(2024,3,1)"
    write_marked(tmp_path / "标注.xlsx", path, outcome)
    again = import_file(store, tmp_path / "标注.xlsx", Options())
    assert [(row, column) for _, row, column, _, _ in reasons(again)] == [(2, "C"), (2, "D")]


def test_a_writer_that_cannot_calculate_leaves_zeros_which_are_no_results(store: Store, tmp_path: Path) -> None:
    load(store, TOWNS)
    path = tmp_path / "站点.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("政务新媒体")
        page.write_row(0, 0, ["平台", "账号名称", "主办单位", "粉丝数"])
        page.write_row(1, 0, ["微博", "甲", "白帝镇"])
        page.write_formula(1, 3, "=SUM(1,2)")
        page.write_row(2, 0, ["微博", "乙", "白帝镇"])
        page.write_formula(2, 3, "=SUM(1,2)", None, 3)
    outcome = import_file(store, path, Options())
    assert [(row, column) for _, row, column, _, _ in reasons(outcome)] == [(2, "D")]


def test_a_result_that_the_program_saved_is_taken(store: Store, tmp_path: Path) -> None:
    load(store, TOWNS)
    path = sheet(tmp_path / "人员.xlsx", [["姓名", "单位", "职务"], ["张三", "白帝镇", '=""&"镇长"']], "人员")
    saved = tmp_path / "存过.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                content = re.sub(
                    rb'<c r="C2"([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?</c>',
                    '<c r="C2" t="str"><f>""</f><v>镇长</v></c>'.encode(),
                    content,
                )
            new.writestr(part, content)
    assert import_file(store, saved, Options()).written
    assert records(store, "person")["张三"].values["post"] == "镇长"


# --- 3: digits that are gone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "field"),
    [("公安备案号", "police"), ("ICP备案号", "icp"), ("批准文号", "approval"), ("标识码", "id_code")],
)
@pytest.mark.parametrize("written", ["5.00236E+13", "渝公网安备5.00236E+13号", "5.00236Ｅ＋13", 1.23456789012345e18])
def test_a_number_in_scientific_notation_is_no_filing_number(
    store: Store, heading: str, field: str, written: Raw
) -> None:
    load(store, TOWNS)
    rows: list[Row] = [["网站名称", "单位", "类型", "网址", heading], ["甲", "白帝镇", "子网站", "a.gov.cn", written]]
    outcome = attempt(store, Grid("站点", rows))
    ((_, row, column, _, why),) = reasons(outcome)
    assert (row, column) == (2, "E")
    assert "已经丢了" in why
    assert field


def test_masked_fields_say_why_too(store: Store) -> None:
    load(store, TOWNS)
    outcome = attempt(store, Grid("人员", [["姓名", "单位", "手机"], ["张三", "白帝镇", "1.39E+10"]]))
    ((_, _, _, value, why),) = reasons(outcome)
    assert "科学计数法" in why
    assert "1.39E" not in value


def test_numbers_that_a_spreadsheet_keeps_whole_are_taken(store: Store) -> None:
    load(store, TOWNS)
    rows: list[Row] = [
        ["网站名称", "单位", "类型", "网址", "公安备案号"],
        ["甲", "白帝镇", "子网站", "a.cn", 50023602000123.0],
    ]
    assert attempt(store, Grid("站点", rows)).written
    assert records(store, "site")["甲"].values["police"] == "50023602000123"


# --- 4: two people of one name ----------------------------------------------------------------------------------------

ZHANG = [["姓名", "单位", "手机", "职务"], ["张伟", "白帝镇", "13900000001", "科员"]]
OTHER = [["姓名", "单位", "手机", "职务"], ["张伟", "白帝镇", "13900000002", "主任"]]


def test_a_second_person_of_that_name_does_not_overwrite_the_first(store: Store) -> None:
    load(store, TOWNS, Grid("人员", ZHANG))
    dry = attempt(store, Grid("人员", OTHER), dry_run=True)
    ((_, row, _, _, why),) = reasons(dry)
    assert row == 2
    assert "可能是另一个人" in why
    assert "同名区分" in why
    assert not attempt(store, Grid("人员", OTHER)).written
    assert records(store, "person")["张伟"].values["mobile"] == "13900000001"
    assert attempt(store, Grid("人员", OTHER), same_person=True).changed == 1


def test_one_change_of_a_person_is_an_ordinary_change(store: Store) -> None:
    load(store, TOWNS, Grid("人员", ZHANG))
    moved = [ZHANG[0], ["张伟", "白帝镇", "13900000009", "科员"]]
    assert attempt(store, Grid("人员", moved)).changed == 1


def test_a_mark_keeps_two_people_apart(store: Store) -> None:
    load(store, TOWNS, Grid("人员", ZHANG))
    second = [[*OTHER[0], "同名区分"], [*OTHER[1], "大"]]
    assert attempt(store, Grid("人员", second)).added == 1
    assert store.read.count(LEDGERS["person"]) == 2


def test_homonyms_in_one_sheet_are_told_the_remedy(store: Store) -> None:
    load(store, TOWNS)
    outcome = attempt(store, Grid("人员", [*ZHANG, OTHER[1]]))
    ((_, row, _, _, why),) = reasons(outcome)
    assert row == 3
    assert "同名区分" in why


# --- 5: what the reader does not see, and what is no name -------------------------------------------------------------


@pytest.fixture
def seen_and_unseen(tmp_path: Path) -> Path:
    """A register with a hidden row, a struck-out row, and two hidden sheets."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "单位"
    for row in (["单位名称", "类别"], ["甲局", "部门"], ["乙局", "部门"], ["丙局", "部门"], ["丁局", "部门"]):
        page.append(row)
    page.row_dimensions[3].hidden = True
    for column in "AB":
        page[f"{column}4"].font = Font(strike=True)
    for name, state in (("人员", "hidden"), ("站点", "veryHidden")):
        more = book.create_sheet(name)
        more.append(["姓名", "单位"] if name == "人员" else ["网站名称", "主办单位", "网站类型", "网址"])
        more.append(["张三", "甲局"] if name == "人员" else ["甲站", "甲局", "子网站", "a.gov.cn"])
        more.sheet_state = state
    path = tmp_path / "名录.xlsx"
    book.save(path)
    return path


def test_hidden_and_struck_rows_and_hidden_sheets_are_counted_and_asked(store: Store, seen_and_unseen: Path) -> None:
    outcome = import_file(store, seen_and_unseen, Options())
    assert not outcome.written
    for part in ("隐藏的 1 行", "划掉的 1 行", "隐藏的工作表“人员”", "深度隐藏的工作表“站点”"):
        assert part in outcome.blocked
    assert (3, "隐藏的行") in outcome.sheets[0].skipped
    assert (4, "划掉的行") in outcome.sheets[0].skipped


def test_the_answer_decides_about_all_of_them(store: Store, seen_and_unseen: Path) -> None:
    assert import_file(store, seen_and_unseen, Options(hidden="跳过")).added == 2
    assert store.read.count(LEDGERS["person"]) == 0
    assert import_file(store, seen_and_unseen, Options(hidden="导入")).added == 4
    assert store.read.count(LEDGERS["site"]) == 1


def test_rows_that_a_filter_hides_are_called_so(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "名录.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("单位")
        for place, row in enumerate((["单位名称", "类别"], ["甲局", "部门"], ["乙镇", "乡镇街道"])):
            page.write_row(place, 0, row)
        page.autofilter(0, 0, 2, 1)
        page.filter_column(1, "x == 部门")
        page.set_row(2, options={"hidden": True})
    assert "筛选掉的 1 行" in import_file(store, path, Options()).blocked


def test_our_own_templates_lists_are_no_hidden_sheet(store: Store, tmp_path: Path) -> None:
    from fjgov_tui.exchange import write_template

    load(store, UNITS, PEOPLE)
    path = tmp_path / "模板.xlsx"
    write_template(path, [LEDGERS["person"]], store)
    book = load_workbook(path)
    book["人员"].append(["王五", "白帝镇人民政府"])
    book.save(path)
    assert import_file(store, path, Options()).added == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("同上", "同上"),
        ("〃", "同上"),
        ("至今", "不是名称"),
        ("无", "不是名称"),
        ("2026-09-01", "日期"),
        ("2026年9月1日", "日期"),
    ],
)
def test_marks_and_days_are_no_names(store: Store, name: str, why: str) -> None:
    outcome = attempt(store, Grid("单位", [["单位名称", "类别"], [name, "部门"]]))
    assert why in reasons(outcome)[0][4]


@pytest.mark.parametrize("mark", ["同上", "〃", "″", '"'])
def test_as_above_is_refused_in_every_field(store: Store, mark: str) -> None:
    load(store, TOWNS)
    rows = [["姓名", "单位", "职务"], ["张三", "白帝镇", "镇长"], ["李四", mark, mark]]
    found = reasons(attempt(store, Grid("人员", rows)))
    assert [(row, column) for _, row, column, _, _ in found] == [(3, "B"), (3, "C")]
    assert all("同上" in why for *_, why in found)


@pytest.mark.parametrize("names", ["张三、李四", "张三，李四", "张三/李四", "张三 和 李四", "张三\n李四", "张三;李四"])
def test_two_people_in_one_cell_are_counted(store: Store, names: str) -> None:
    load(store, UNITS, PEOPLE)
    unit = attempt(store, Grid("单位", [["单位名称", "分管领导"], ["白帝镇人民政府", names]]))
    assert "这里写了两个人" in reasons(unit)[0][4]
    person = attempt(store, Grid("人员", [["姓名", "单位"], [names, "白帝镇"]]))
    assert "这里写了两个人" in reasons(person)[0][4]


@pytest.mark.parametrize("dot", "·•・．‧･.")
def test_the_dot_in_a_name_has_one_spelling(store: Store, dot: str) -> None:
    load(store, TOWNS)
    load(store, Grid("人员", [["姓名", "单位"], ["阿依古丽·买买提", "白帝镇"]]))
    again = load(store, Grid("人员", [["姓名", "单位"], [f"阿依古丽{dot}买买提", "白帝镇"]]))
    assert (again.added, again.unchanged) == (0, 1)
    load(store, Grid("单位", [["单位名称", "主要领导"], ["白帝镇人民政府", f"阿依古丽 {dot} 买买提"]]))


# --- 6: history -------------------------------------------------------------------------------------------------------


@pytest.fixture
def past(store: Store) -> Store:
    """An account stopped since, on a site closed since, kept by somebody who has left."""
    load(
        store,
        TOWNS,
        Grid(
            "人员",
            [
                ["姓名", "单位", "到岗日期", "离岗日期"],
                ["王五", "白帝镇", "2023-01-01", "2025-06-30"],
                ["张三", "白帝镇", None, None],
            ],
        ),
        Grid(
            "站点",
            [
                ["网站名称", "单位", "类型", "网址", "状态", "关停日期"],
                ["旧站", "白帝镇", "子网站", "o.cn", "关停", "2025-12-31"],
            ],
        ),
        Grid("后台账户", [["账户标识", "站点", "权限", "状态"], ["旧站-管理员", "旧站", "管理员", "停用"]]),
        Grid("培训", [["培训名称", "日期", "形式", "主办单位"], ["2024年培训", "2024-05-01", "集中培训", "白帝镇"]]),
    )
    return store


def test_rotations_of_an_account_since_stopped_can_be_entered(past: Store) -> None:
    head = ["账户", "更换日期", "更换人", "位数"]
    load(past, Grid("口令更换", [head, ["旧站-管理员", "2025-03-01", "王五", 10]]))
    late = attempt(past, Grid("口令更换", [head, ["旧站-管理员", "2026-03-01", "张三", 10]]))
    assert "关停" in reasons(late)[0][4]
    today = attempt(past, Grid("口令更换", [head, ["旧站-管理员", "2026-11-23", "张三", 10]]))
    assert reasons(today)


def test_attendance_of_people_since_left_can_be_entered(past: Store) -> None:
    load(past, Grid("参训", [["培训", "姓名", "单位"], ["2024年培训", "王五", "白帝镇"]]))


def test_handovers_closed_long_ago_can_be_entered(past: Store) -> None:
    head = ["移交人", "离岗日期", "接手人", "保密承诺日期", "备案日期", "办结日期"]
    load(past, Grid("工作移交", [head, ["王五", "2025-06-30", "张三", "2025-06-30", "2025-07-02", "2025-07-02"]]))
    load(
        past, Grid("移交事项", [["移交", "账户", "接手人"], ["2025-06-30/白帝镇人民政府/王五", "旧站-管理员", "张三"]])
    )


# --- 7: the headings that offices write -------------------------------------------------------------------------------


def test_a_heading_in_two_rows_is_read_as_one(store: Store) -> None:
    load(
        store, UNITS, PEOPLE, Grid("站点", [["网站名称", "单位", "类型", "网址"], ["甲站", "白帝镇", "子网站", "a.cn"]])
    )
    rows: list[Row] = [
        ["序号", "网站", "账号信息", None, None, "保管人"],
        [None, None, "账户标识", "登录名", "权限", "姓名"],
        [1, "甲站", "甲站-管理员", "admin01", "管理员", "张三"],
    ]
    outcome = load(store, Grid("后台账户", rows))
    assert outcome.sheets[0].header_row == 2
    made = records(store, "account")["甲站-管理员"]
    assert (made.names["site"], made.names["holder"], made.values["login"]) == ("甲站", "张三", "admin01")


@pytest.mark.parametrize(
    ("name", "rows", "field"),
    [
        ("人员", [["姓名", "单位", "到岗时间"], ["张三", "白帝镇", "2025-03-01"]], "on_duty"),
        (
            "站点",
            [["网站名称", "单位", "类型", "网址", "开设时间"], ["张三", "白帝镇", "子网站", "a.cn", "2025-03-01"]],
            "opened_on",
        ),
        (
            "政务新媒体",
            [["平台", "账号名称", "单位", "批准时间"], ["微博", "张三", "白帝镇", "2025-03-01"]],
            "approved_on",
        ),
        (
            "政务新媒体",
            [["平台", "账号名称", "单位", "更新时间"], ["微博", "张三", "白帝镇", "2025-03-01"]],
            "posted_on",
        ),
        ("人员", [["姓名", "单位", "离岗时间"], ["张三", "白帝镇", "2025-03-01"]], "left_on"),
        ("第三方服务", [["服务商", "单位", "合同到期时间"], ["张三", "白帝镇", "2025-03-01"]], "contract_to"),
    ],
)
def test_time_and_date_are_the_same_heading(store: Store, name: str, rows: list[Row], field: str) -> None:
    load(store, TOWNS)
    outcome = load(store, Grid(name, rows))
    assert records(store, outcome.sheets[0].ledger)["张三"].values[field] == "2025-03-01"


def test_a_register_without_names_of_accounts_gets_them_and_finds_them_again(store: Store) -> None:
    load(
        store, UNITS, PEOPLE, Grid("站点", [["网站名称", "单位", "类型", "网址"], ["甲站", "白帝镇", "子网站", "a.cn"]])
    )
    rows: list[Row] = [["单位", "姓名", "登录名", "权限"], ["白帝镇人民政府", "张三", "admin01", "管理员"]]
    load(store, Grid("后台账户", rows))
    ((title, made),) = records(store, "account").items()
    assert made.names == {"site": "甲站", "holder": "张三"}
    assert "甲站" in title
    assert "admin01" not in title
    again = load(store, Grid("后台账户", rows))
    assert (again.added, again.changed) == (0, 1)
    changed = load(store, Grid("后台账户", [[*rows[0], "最近登录"], [*rows[1], "2026-10-01"]]))
    assert (changed.added, changed.changed) == (0, 1)


def test_a_holder_is_told_by_the_rows_unit_or_the_sites(store: Store) -> None:
    load(
        store,
        TOWNS,
        Grid("人员", [["姓名", "单位"], ["王伟", "白帝镇"], ["王伟", "永乐镇"]]),
        Grid("站点", [["网站名称", "单位", "类型", "网址"], ["甲站", "永乐镇", "子网站", "a.cn"]]),
    )
    head = ["账户标识", "站点", "权限", "保管人", "单位"]
    load(store, Grid("后台账户", [head, ["甲", "甲站", "编辑", "王伟", "白帝镇"]]))
    load(store, Grid("后台账户", [head[:4], ["乙", "甲站", "编辑", "王伟"]]))
    owners = {one.id: one.names["unit"] for one in store.read.records(LEDGERS["person"])}
    made = records(store, "account")
    assert owners[int(made["甲"].values["holder"] or 0)] == "白帝镇人民政府"
    assert owners[int(made["乙"].values["holder"] or 0)] == "永乐镇人民政府"


def test_a_column_that_looks_like_a_field_is_not_dropped_with_the_others(store: Store) -> None:
    rows: list[Row] = [["单位名称", "类别", "值班电话号", "颜色"], ["甲局", "部门", "56551234", "红"]]
    outcome = attempt(store, Grid("单位", rows), ignore_extra=True)
    assert not outcome.written
    assert "值班电话号" in outcome.blocked
    assert "颜色" not in outcome.blocked


# --- 8: what is said first, and how -----------------------------------------------------------------------------------


def test_refused_rows_of_every_sheet_come_before_what_is_fine(store: Store) -> None:
    from fjgov_tui.reports.outcome import outcome_lines

    people = Grid("人员", [["姓名", "单位"], ["张三", "没有的单位"]])
    lines = list(outcome_lines(attempt(store, UNITS, people)))
    refused = next(place for place, line in enumerate(lines) if "没有的单位" in line)
    fine = next(place for place, line in enumerate(lines) if line.startswith("  +"))
    assert refused < fine


def test_a_value_that_another_row_of_the_file_took_names_the_row(store: Store) -> None:
    load(store, TOWNS)
    rows = [
        ["网站名称", "单位", "类型", "网址"],
        ["甲", "白帝镇", "子网站", "a.cn"],
        ["乙", "白帝镇", "子网站", "a.cn"],
    ]
    ((_, row, column, _, why),) = reasons(attempt(store, Grid("站点", rows)))
    assert (row, column) == (3, "D")
    assert "“站点”第 2 行" in why
    load(store, Grid("站点", rows[:2]))
    ((*_, why),) = reasons(attempt(store, Grid("站点", [rows[0], rows[2]])))
    assert "编号" in why


def test_a_column_that_stands_twice_is_called_so(store: Store) -> None:
    from fjgov_tui.reports.outcome import outcome_lines

    load(store, TOWNS)
    outcome = attempt(store, Grid("人员", [["姓名", "单位", "姓名"], ["张三", "白帝镇", "李四"]]))
    said = "\n".join(outcome_lines(outcome))
    assert "C 列“姓名”与 A 列“姓名”是同一个字段" in said
    assert "不是这本台账的字段" not in said


def test_a_strict_workbook_is_told_what_to_save_as(store: Store, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["单位名称", "类别"], ["甲局", "部门"]], "单位")
    strict = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            new.writestr(part, content)
    with pytest.raises(Exception, match="Strict Open XML"):
        import_file(store, strict, Options())


def test_the_euro_sign_of_windows_gbk_is_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "单位.csv"
    path.write_bytes("单位名称,类别,备注\n甲局,部门,预算 ".encode("gbk") + b"\x80" + "100\n".encode("gbk"))
    assert import_file(store, path, Options()).written
    assert records(store, "unit")["甲局"].values["note"] == "预算 €100"


def test_bytes_of_no_encoding_name_their_row(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "单位.csv"
    path.write_bytes("单位名称,类别\n甲局,部门\n".encode("gbk") + b"\xff\xff,x\n")
    with pytest.raises(Exception, match="第 3 行有认不出的文字"):
        import_file(store, path, Options())


def test_text_kept_by_a_formula_is_taken_and_any_other_formula_refused(store: Store, tmp_path: Path) -> None:
    load(store, TOWNS)
    path = tmp_path / "人员.csv"
    path.write_text('姓名,单位,手机,职务\n张三,白帝镇,="13800000000",科员\n李四,白帝镇,,=A1&B1\n', encoding="utf-8")
    outcome = import_file(store, path, Options())
    assert [(row, column) for _, row, column, _, _ in reasons(outcome)] == [(3, "D")]
    path.write_text('姓名,单位,手机\n张三,白帝镇,="13800000000"\n', encoding="utf-8")
    assert import_file(store, path, Options()).written
    assert records(store, "person")["张三"].values["mobile"] == "13800000000"


# --- steering ---------------------------------------------------------------------------------------------------------

SETTINGS = Grid("设置", [["设置项", "值"], ["告警升级（小时）", "8"]])


def test_a_sheet_that_steers_the_program_goes_in_alone_and_confirmed(store: Store) -> None:
    mixed = attempt(store, UNITS, PEOPLE, SETTINGS)
    assert not mixed.written
    assert "管程序怎样运行" in mixed.blocked
    alone = attempt(store, SETTINGS, ledger="setting")
    assert not alone.written
    assert "告警升级（小时）" in alone.blocked
    assert "8" in alone.blocked
    assert attempt(store, SETTINGS, steering=True).blocked
    assert attempt(store, SETTINGS, ledger="setting", steering=True).written
    assert not attempt(store, UNITS, PEOPLE, SETTINGS).blocked  # nothing of it changes any more


def test_no_sheet_sets_what_runs_a_command_or_writes_a_file(store: Store) -> None:
    rows = [["设置项", "值"], ["提醒去向", "命令:sh -c id"], ["大屏页面", "/etc/motd.html"]]
    outcome = attempt(store, Grid("设置", rows), ledger="setting", steering=True)
    assert not outcome.written
    assert [row for _, row, *_ in reasons(outcome)] == [2, 3]


def test_a_channel_that_came_by_import_is_off_until_it_was_tried(store: Store) -> None:
    rows = [["名称", "方式", "地址", "级别", "启用"], ["钩", "网络钩子", "https://a.example/", "经办人", "是"]]
    assert attempt(store, Grid("告警去向", rows), ledger="channel", steering=True).written
    made = records(store, "channel")["钩"]
    assert made.values["enabled"] == 0
    with store.write() as writer:
        writer.save(LEDGERS["channel"], {"enabled": "是"}, made)
    again = attempt(store, Grid("告警去向", rows), ledger="channel", steering=True)
    assert again.changed == 1
    assert records(store, "channel")["钩"].values["enabled"] == 0, "whether the address is the same does not show"
    rows[1][2] = "https://b.example/"
    attempt(store, Grid("告警去向", rows), ledger="channel", steering=True)
    assert records(store, "channel")["钩"].values["enabled"] == 0


def test_days_are_kept_as_days(store: Store) -> None:
    load(store, TOWNS)
    load(store, Grid("人员", [["姓名", "单位", "到岗日期"], ["张三", "白帝镇", date(2025, 3, 1)]]))
    assert records(store, "person")["张三"].values["on_duty"] == "2025-03-01"
