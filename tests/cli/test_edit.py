from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Fjgov


def phone(fjgov: Fjgov) -> str | None:
    value = fjgov("ledger", "show", "unit", "1", "--json").json["rows"][0]["phone"]
    return None if value is None else str(value)


def entries(fjgov: Fjgov) -> int:
    return int(fjgov("verify", "--json").json["anchor"].split()[1].split(":")[0])


def test_add_prints_the_new_id_alone(county: Fjgov) -> None:
    ended = county("ledger", "add", "单位", "单位名称＝县教委", "kind=部门")
    assert (ended.code, ended.out) == (0, "3\n")
    assert "县教委" in ended.err


def test_add_fills_in_declared_defaults(county: Fjgov) -> None:
    words = ("name=白帝镇", "unit=白帝", "platform=微信公众号")
    assert county("ledger", "add", "media", *words).code == 0
    assert county("ledger", "show", "media", "1", "--json").json["rows"][0]["state"] == "运行"


def test_set_changes_the_named_fields_only(county: Fjgov) -> None:
    assert county("ledger", "set", "unit", "1", "phone=023-56557000").code == 0
    ended = county("ledger", "set", "unit", "白帝镇人民政府", "note=第一行")
    assert ended.out == "备注：（空） → 第一行\n"
    assert phone(county) == "023-56557000"
    assert county("ledger", "set", "unit", "1", "phone=").code == 0
    assert phone(county) is None


def test_set_to_the_same_value_leaves_no_trail(county: Fjgov) -> None:
    before = entries(county)
    ended = county("ledger", "set", "unit", "1", "kind=乡镇街道")
    assert (ended.code, ended.out) == (0, "")
    assert "没有变化" in ended.err
    assert entries(county) == before


@pytest.mark.parametrize("stale", ["0", "1", "9"])
def test_a_stale_revision_overwrites_nothing_and_shows_both_versions(county: Fjgov, stale: str) -> None:
    county("ledger", "set", "unit", "1", "phone=023-56557000")
    ended = county("ledger", "set", "unit", "1", "phone=023-56557001", "--revision", stale)
    assert ended.code == 2
    assert "023-56557000" in ended.err
    assert "023-56557001" in ended.err
    assert phone(county) == "023-56557000"


def test_every_bad_field_is_named_at_once_and_nothing_is_written(county: Fjgov) -> None:
    before = entries(county)
    ended = county("ledger", "set", "unit", "1", "phone=1", "kind=乱", "name=新名")
    assert ended.code == 2
    assert "值班电话" in ended.err
    assert "单位类别" in ended.err
    assert entries(county) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "unit", "白帝", "phone="), "一部分"),
        (("set", "unit", "1", "phone"), "没有等号"),
        (("set", "unit", "1", "phone=", "值班电话="), "写了两次"),
        (("set", "unit", "1", "邮编=1"), "没有叫“邮编”的字段"),
        (("set", "unit", "9", "phone="), "没有编号 9"),
        (("add", "unit", "name=白帝镇人民政府", "kind=部门"), "重复"),
        (("add", "unit", "name=甲"), "单位类别必须填写"),
        (("add", "person", "name=甲", "unit=不存在"), "在台账“单位”里没有"),
        (("remove", "unit", "1", "--yes"), "人员“张三”的所在单位"),
        (("remove", "unit", "水利", "--yes"), "一部分"),
        (("restore", "unit", "9"), "没有编号 9"),
    ],
)
def test_refused_changes_change_nothing(county: Fjgov, words: tuple[str, ...], said: str) -> None:
    before = entries(county)
    ended = county("ledger", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert entries(county) == before


def test_remove_without_a_terminal_wants_yes_and_names_the_record(county: Fjgov) -> None:
    ended = county("ledger", "remove", "unit", "县水利局")
    assert ended.code == 2
    assert "县水利局" in ended.err
    assert "--yes" in ended.err
    assert county("ledger", "show", "unit", "--json").json["total"] == 2


def test_removed_records_can_be_seen_and_restored(county: Fjgov) -> None:
    assert county("ledger", "remove", "unit", "县水利局", "--yes", "--reason", "撤并").out == "2\n"
    assert county("ledger", "show", "unit", "--json").json["total"] == 1
    seen = county("ledger", "show", "unit", "2")
    assert "县水利局" in seen.out
    assert "移除" in seen.err
    assert county("ledger", "restore", "unit", "2").code == 0
    actions = [row["action"] for row in county("ledger", "history", "unit", "2", "--json").json["rows"]]
    assert actions == ["恢复", "移除", "新增"]


def test_readonly_refuses_every_change(county: Fjgov, tmp_path: Path) -> None:
    before = entries(county)
    changes = [
        ("ledger", "add", "unit", "name=甲", "kind=部门"),
        ("ledger", "set", "unit", "1", "phone="),
        ("ledger", "remove", "unit", "2", "--yes"),
        ("ledger", "restore", "unit", "2"),
        ("ledger", "import", str(tmp_path / "a.csv")),
        ("restore", str(tmp_path / "b.db")),
        ("init",),
    ]
    for words in changes:
        ended: Ended = county("--readonly", *words)
        assert ended.code == 3
        assert "--readonly" in ended.err
    assert entries(county) == before
    assert county("--readonly", "ledger", "show", "unit").code == 0


def test_what_is_changed_is_named_in_full_or_with_where_it_belongs(county: Fjgov) -> None:
    for name, code in (("白帝镇人民政府/张三", 0), ("张三", 0), ("府/张三", 2), ("三", 2)):
        assert county("ledger", "set", "person", name, f"note={name}").code == code


@pytest.mark.parametrize("guess", ["13900000001", "13900000002"])
def test_a_guess_at_a_sealed_value_is_answered_and_booked_alike(county: Fjgov, guess: str) -> None:
    """Right or wrong, the same words and one more entry: nobody learns a telephone number by trying."""
    assert county("ledger", "set", "person", "1", "mobile=13900000001").code == 0
    before = entries(county)
    ended = county("ledger", "set", "person", "1", f"mobile={guess}")
    assert ended.code == 0
    assert ended.out == "手机号：已写入（密封字段，不显示原值和新值是否相同）\n"
    assert entries(county) == before + 1
    stale = county("ledger", "set", "person", "1", f"mobile={guess}", "--revision", "1")
    assert stale.code == 2
    assert "已有更新的版本" in stale.err
    assert guess not in ended.err + stale.err


def test_a_password_written_on_the_command_line_is_not_shown_again(county: Fjgov) -> None:
    ended = county("password", "rotate", "某账户", "geheim-Passwort-1")
    assert ended.code == 2
    assert "geheim" not in ended.out + ended.err


def test_a_short_day_is_taken_and_shown_with_its_year(county: Fjgov) -> None:
    ended = county("ledger", "set", "person", "1", "到岗日期=2025/3/1", "filed_on=今天")
    assert ended.code == 0
    assert "备案日期“今天”记作 20" in ended.err
    assert "到岗日期“" not in ended.err
    assert "备案日期：（空） → 20" in ended.out
