from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from tests.cli.conftest import Fjgov


def test_list_names_every_ledger_with_its_articles_and_records(county: Fjgov) -> None:
    rows = {row["name"]: row for row in county("ledger", "list", "--json").json["rows"]}
    assert set(rows) == set(LEDGERS)
    assert (rows["unit"]["records"], rows["person"]["records"], rows["media"]["records"]) == (2, 1, 0)
    assert rows["account"]["articles"] == [37]
    text = county("ledger", "list").out
    assert all(one.title in text and one.purpose in text for one in LEDGERS.values())


def test_fields_tell_what_may_be_written(fjgov: Fjgov) -> None:
    document = fjgov("ledger", "fields", "人员", "--json").json
    rows = {row["name"]: row for row in document["rows"]}
    assert document["total"] == len(LEDGERS["person"].fields)
    assert rows["mobile"]["sealed"]
    assert rows["unit"]["required"]
    assert rows["unit"]["reference"] == "unit"
    assert "姓名" in fjgov("ledger", "fields", "person").out


def test_show_gives_days_references_and_ids(county: Fjgov) -> None:
    document = county("ledger", "show", "person", "--json").json
    (row,) = document["rows"]
    assert document["total"] == 1
    assert (row["id"], row["revision"], row["name"]) == (1, 1, "张三")
    assert (row["unit"], row["unit_id"], row["on_duty"]) == ("白帝镇人民政府", 1, "2026-09-01")


def test_sealed_values_never_leave(county: Fjgov) -> None:
    county("ledger", "set", "person", "1", "mobile=19900005678")
    refused = county("ledger", "set", "person", "1", "mobile=1990000567")
    said = [
        county("ledger", "show", "person"),
        county("ledger", "show", "person", "1"),
        county("ledger", "show", "person", "--json"),
        county("ledger", "history", "person", "张三"),
        county("ledger", "history", "person", "张三", "--json"),
        county("ledger", "set", "person", "1", "mobile=19900005679", "--revision", "1"),
        refused,
    ]
    assert refused.code == 2
    for one in said:
        text = one.out + one.err
        assert "****" in text
        assert "1990000" not in text


def test_a_sealed_field_is_no_condition(county: Fjgov) -> None:
    asked = county("ledger", "show", "person", "--where", "手机号=19900001234")
    assert (asked.code, asked.out) == (2, "")
    assert "密封" in asked.err


def test_limit_is_said_and_never_silent(county: Fjgov) -> None:
    document = county("ledger", "show", "unit", "--limit", "1", "--json")
    assert len(document.json["rows"]) == 1
    assert document.json["total"] == 2
    assert "共 2 条，只列出前 1 条" in document.err
    assert "只列出" not in county("ledger", "show", "unit").err


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--where", "kind=部门"), ["县水利局"]),
        (("--where", "单位类别＝乡镇街道"), ["白帝镇人民政府"]),
        (("--where", "值班电话="), ["白帝镇人民政府", "县水利局"]),
        (("--filter", "bdz"), ["白帝镇人民政府"]),
        (("--filter", "水利"), ["县水利局"]),
        (("--filter", "没有的"), []),
        (("--where", "kind=部门", "--filter", "bdz"), []),
    ],
)
def test_conditions(county: Fjgov, words: tuple[str, ...], names: list[str]) -> None:
    rows = county("ledger", "show", "单位", *words, "--json").json["rows"]
    assert sorted(row["name"] for row in rows) == sorted(names)


def test_a_condition_on_a_reference_takes_the_name(county: Fjgov) -> None:
    assert county("ledger", "show", "person", "--where", "unit=白帝", "--json").json["total"] == 1
    assert county("ledger", "show", "person", "--where", "unit=水利", "--json").json["total"] == 0


def test_one_record_by_number_name_or_unique_part(county: Fjgov) -> None:
    for word in ("1", "白帝镇人民政府", "白帝"):
        assert county("ledger", "show", "unit", word, "--json").json["rows"][0]["id"] == 1
    assert "乡镇街道" in county("ledger", "show", "unit", "1").out


def test_columns_line_up_and_nothing_is_cut_for_a_program(county: Fjgov) -> None:
    long = "奉节县很长名字的一个单位" * 6
    county("ledger", "add", "unit", f"name={long}", "kind=其他")
    text = county("ledger", "show", "unit").out
    assert long in text
    assert "…" not in text


def test_history_says_who_when_why_before_and_after(county: Fjgov) -> None:
    county("ledger", "set", "unit", "1", "phone=023-56557000", "first=张三", "--reason", "补录")
    newest, oldest = county("ledger", "history", "unit", "1", "--json").json["rows"]
    assert (newest["action"], newest["reason"], newest["revision"], oldest["action"]) == ("修改", "补录", 2, "新增")
    assert newest["changes"] == [
        {"field": "first", "label": "第一责任人", "before": "", "after": "张三"},
        {"field": "phone", "label": "值班电话", "before": "", "after": "023-56557000"},
    ]
    assert "值班电话：（空） → 023-56557000" in county("ledger", "history", "unit", "1").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "units"), "没有叫“units”的台账"),
        (("show", "unit", "99"), "没有编号 99"),
        (("show", "unit", "不存在"), "里没有"),
        (("show", "unit", "县", "--where", "kind=部门"), "二选一"),
        (("show", "unit", "--where", "kind"), "没有等号"),
        (("show", "unit", "--where", "kind=乱"), "不在可选项内"),
        (("show", "unit", "--where", "colour=red"), "没有叫“colour”的字段"),
        (("show", "person", "--where", "unit=不存在"), "里没有"),
        (("show", "unit", "--limit", "-1"), "--limit"),
        (("fields", "units"), "没有叫“units”的台账"),
        (("history", "unit", "99"), "没有编号 99"),
    ],
)
def test_bad_input_is_one_chinese_sentence(county: Fjgov, words: tuple[str, ...], said: str) -> None:
    ended = county("ledger", *words)
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_without_a_file_commands_say_how_to_make_one(fjgov: Fjgov, db: Path) -> None:
    for words in (("list",), ("show", "unit"), ("add", "unit", "name=甲"), ("history", "unit", "1")):
        ended = fjgov("ledger", *words)
        assert ended.code == 3
        assert "fjgov init" in ended.err
    assert not db.exists()
