"""`fjgov safety`: what is due, checks and drills entered, what was found mended."""

from tests.cli.conftest import Fjgov


def test_a_check_is_entered_comes_due_and_what_it_found_is_mended(county: Fjgov) -> None:
    assert county("ledger", "add", "system", "name=平台", "unit=白帝镇人民政府", "since=2020-01-01").code == 0
    due = county("safety", "due", "--json")
    assert (due.code, {row["what"] for row in due.json["rows"] if row["late"]}) == (
        1,
        {"应用程序检查", "操作系统检查", "数据库检查", "安全评估"},
    )
    made = county("safety", "check", "平台", "数据库检查", "--problem", "弱口令")
    assert (made.code, made.out) == (0, "1\n")
    assert "数据库检查" not in {row["what"] for row in county("safety", "due", "--json").json["rows"] if row["late"]}
    assert county("safety", "mend", "1", "--json").json["rows"][0]["mended_on"]
    county("safety", "check", "平台", "操作系统检查")
    refused = county("safety", "mend", "2")
    assert refused.code == 2
    assert "没有查出问题" in refused.err


def test_a_drill_moves_the_next_one_and_an_unknown_kind_is_refused(county: Fjgov) -> None:
    county("ledger", "add", "plan", "name=总预案", "unit=白帝镇人民政府", "issued_on=2020-01-01")
    assert county("safety", "due").code == 1
    assert county("safety", "drill", "总预案", "--form", "实战演练").code == 0
    assert county("safety", "due").code == 0
    refused = county("safety", "check", "总预案", "看看")
    assert refused.code == 2
    assert county("safety", "exits").out == "0\n"
