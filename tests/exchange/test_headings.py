"""Which sheet is which ledger, where its header stands, and which rows hold no record."""

import pytest

from fjgov_tui.exchange import Grid, Options
from fjgov_tui.exchange.layout import lay_out
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store
from tests.exchange.office import load

TOWN = "白帝镇人民政府"


def bound(rows: list[list[Raw]], name: str = "Sheet1", forced: str = "") -> tuple[str, int, dict[str, str]]:
    """Ledger, header row, and heading by field."""
    layout = lay_out(Grid(name, rows), Options(ledger=forced))
    if layout.binding is None:
        return "", 0, {}
    head = rows[layout.binding.header]
    named = {field.name: str(head[index]) for index, field in layout.binding.fields.items()}
    return layout.binding.ledger.name, layout.binding.header + 1, named


@pytest.mark.parametrize("ledger", LEDGERS.values(), ids=list(LEDGERS))
@pytest.mark.parametrize("english", [False, True])
def test_every_ledger_is_known_by_its_own_labels_or_names(ledger: object, english: bool) -> None:
    own = next(one for one in LEDGERS.values() if one is ledger)
    heads: list[Raw] = [field.name if english else field.label for field in own.fields]
    name, row, fields = bound([heads, ["x"]])
    assert (name, row) == (own.name, 1)
    assert set(fields) == {field.name for field in own.fields}


def test_the_header_is_found_below_titles_and_blank_rows() -> None:
    rows: list[list[Raw]] = [
        ["奉节县单位名录", "奉节县单位名录", "奉节县单位名录"],
        [],
        [None, "填报日期：2026年1月", None],
        [None, "序号", "单位名称", "单位性质"],
        [None, 1, "甲局", "部门"],
    ]
    assert bound(rows) == ("unit", 4, {"name": "单位名称", "kind": "单位性质"})


def test_of_a_two_row_header_with_merged_cells_the_lower_one_counts() -> None:
    rows: list[list[Raw]] = [
        ["姓名", "单位", "联系方式", "联系方式"],
        ["姓名", "单位", "手机号码", "24小时电话"],
        ["张三", "甲局", "13900000001", None],
    ]
    assert bound(rows)[1:] == (
        2,
        {"name": "姓名", "unit": "单位", "mobile": "手机号码", "phone24": "24小时电话"},
    )


@pytest.mark.parametrize(
    "heading",
    [
        "粉丝数（人）",
        "粉丝 数",
        "*粉丝数",
        "粉丝数\n(单位：人)",
        "粉丝数：",
        "FOLLOWERS",
        "ｆｏｌｌｏｗｅｒｓ",
        "关注数",
    ],
)
def test_headings_are_known_in_the_forms_that_offices_write(heading: str) -> None:
    _, _, fields = bound([["平台", "账号名称", "主办单位", heading]])
    assert fields["followers"] == heading


def test_the_own_label_wins_over_a_synonym_and_each_field_is_bound_once() -> None:
    _, _, fields = bound([["姓名", "单位名称", "所在单位", "手机号"]])
    assert fields["unit"] == "所在单位"
    layout = lay_out(Grid("人员", [["姓名", "单位名称", "所在单位"], ["张三", "甲", "乙"]]))
    assert [(one.heading, one.nearest) for one in layout.extra] == [("单位名称", "所在单位")]


def test_a_sheet_is_told_by_its_name_where_headings_fit_several() -> None:
    rows: list[list[Raw]] = [["名称", "单位", "类型"], ["甲", "乙", "丙"]]
    assert bound(rows, "站点")[0] == "site"
    assert bound(rows, "2026年站点台账")[0] == "site"


def test_a_forced_ledger_is_not_guessed() -> None:
    rows: list[list[Raw]] = [["名称", "单位", "类型"], ["甲", "乙", "丙"]]
    assert bound(rows, "Sheet1", "vendor")[0] == "vendor"
    assert (
        lay_out(Grid("Sheet1", [["菜名"], ["鱼"]]), Options(ledger="vendor")).why
        == "前 20 行里没有找到台账“第三方服务”的表头"
    )


def test_a_known_sheet_without_its_key_says_which_column_is_missing() -> None:
    layout = lay_out(Grid("人员", [["所在单位", "手机号", "职务"], ["甲", "1", "2"]]))
    assert layout.binding is None
    assert "“姓名”" in layout.why


def skipped(*rows: list[Raw]) -> list[tuple[int, str]]:
    head: list[Raw] = ["序号", "单位名称", "单位类别", "值班电话"]
    return list(lay_out(Grid("单位", [head, *rows])).skipped)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["合计", None, None, 3], "合计行"),
        (["总 计：", "61 个", None, None], "合计行"),
        ([None, "小计", None, None], "合计行"),
        ([None, None, None, None], "空行"),
        ([7, None, None, None], "空行"),
        (["序号", "单位名称", "单位类别", "值班电话"], "重复的表头"),
        (["注：以上数据截至三月"] * 4, "说明行"),
        (["注：以上数据截至三月", None, None, None], "说明行"),
        (["填表人：张三", None, "审核人：李四", None], "说明行"),
        (["制表日期：2026-01-01", None, None, None], "说明行"),
        (["一、乡镇街道（33个）"] * 4, "小标题行"),
    ],
)
def test_rows_that_hold_no_record_are_skipped_and_named(row: list[Raw], kind: str) -> None:
    assert skipped([1, "甲局", "部门", None], row) == [(3, kind)]


@pytest.mark.parametrize(
    "row",
    [
        [1, "总计划科", "部门", None],
        [1, "说明书编写中心", "事业单位", None],
        ["注：", "甲局", "部门", "56551234"],
        [1, "一、二、三号楼管理处", "事业单位", None],
        [None, "甲局", None, None],
    ],
)
def test_rows_that_look_odd_but_hold_a_record_are_not_lost(row: list[Raw]) -> None:
    assert skipped(row) == []


def test_a_heading_merged_over_two_columns_is_no_extra_column() -> None:
    rows: list[list[Raw]] = [["单位名称", "单位名称", "类别"], ["甲局", "甲局", "部门"], ["乙局", None, "部门"]]
    assert lay_out(Grid("单位", rows)).extra == ()


REGISTERS = (
    ("备案表", "change", {"账号名称": "旧号", "办理事项": "停用", "主办单位": TOWN, "集体研究日期": "2026年9月1日"}),
    ("依申请公开登记表", "request", {"申请事项": "补偿标准", "受理单位": TOWN, "收到申请日期": "2026.9.1"}),
    ("保密审查表", "release", {"信息标题": "通知", "报送单位": TOWN, "成稿日期": "2026-11-02", "审查结论": "可以公开"}),
    ("三审三校登记表", "release", {"稿件标题": "简报", "单位": TOWN, "变更日期": "2026/11/2"}),
    ("网民留言登记表", "message", {"主题": "路灯不亮", "答复单位": TOWN, "留言时间": "2026-11-02", "类别": "投诉"}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "ledger", "row"), REGISTERS, ids=[name for name, _, _ in REGISTERS])
def test_the_registers_that_offices_keep_come_in_as_they_are(
    store: Store, name: str, ledger: str, row: dict[str, str]
) -> None:
    load(store, Grid("单位", [["单位名称", "单位类别"], [TOWN, "镇"]]))
    outcome = load(store, Grid(name, [[name], ["序号", *row], ["1", *row.values()]]))
    assert (outcome.added, outcome.written, outcome.sheets[0].ledger) == (1, True, ledger)
    assert store.read.count(LEDGERS[ledger]) == 1
