"""`fjgov audit`: exit codes, filters, forms, bad input."""

from pathlib import Path

import pytest

from tests.cli.conftest import Fjgov


@pytest.fixture
def clean(county: Fjgov) -> Fjgov:
    """The county with its responsible persons, and with nothing but them."""
    for name, unit in (("甲一", "白帝镇人民政府"), ("乙二", "县水利局")):
        for number in "12":
            who = f"name={name}{number}"
            assert (
                county("ledger", "add", "person", who, f"unit={unit}", "mobile=19900000001", "real_name=是").code == 0
            )
        assert county("ledger", "set", "unit", unit, f"first={name}1", f"direct={name}2").code == 0
    return county


def test_violations_end_with_one_and_their_absence_with_nought(county: Fjgov) -> None:
    assert county("audit").code == 1
    assert county("audit", "--article", "37").code == 0
    assert county("audit", "--article", "5").code == 1


def test_a_county_in_order_ends_with_nought(clean: Fjgov) -> None:
    ended = clean("audit", "--json")
    assert (ended.code, ended.json["findings"]) == (0, [])
    assert {one["state"] for one in ended.json["articles"]} == {"合规", "已记录", "未检查", "无义务"}


def test_the_asked_severity_decides_the_exit_code(clean: Fjgov) -> None:
    assert clean("ledger", "add", "person", "name=丙三", "unit=县水利局").code == 0
    assert clean("audit").code == 0, "a warning is no violation"
    assert clean("audit", "--severity", "violation").code == 0
    ended = clean("audit", "--severity", "warning", "--json")
    assert ended.code == 1
    assert [one["rule"] for one in ended.json["findings"]] == ["37.realname"]
    assert clean("audit", "--severity", "notice").code == 1


def test_the_text_names_every_article_and_says_what_to_do(county: Fjgov) -> None:
    ended = county("audit")
    for number in range(1, 42):
        assert f"第{number}条" in ended.out
    assert "没有登记第一责任人" in ended.out
    assert "fjgov-anchor" in ended.out
    assert ended.err == ""


def test_a_unit_is_named_in_part_or_by_number(county: Fjgov) -> None:
    by_name, by_id = county("audit", "--unit", "水利", "--json"), county("audit", "--unit", "2", "--json")
    assert by_name.json == by_id.json
    assert {one["unit"] for one in by_name.json["findings"]} == {"县水利局"}


def test_a_past_day_is_judged_by_what_is_known_now_where_that_is_asked_for(clean: Fjgov) -> None:
    assert clean("ledger", "set", "person", "甲一1", "left_on=2026-09-10").code == 0
    assert clean("audit", "--as-of", "2026年9月9日", "--article", "5", "--known").code == 0
    ended = clean("audit", "--as-of", "2026-09-10", "--article", "5", "--json", "--known")
    assert (ended.code, ended.json["as_of"], ended.json["summary"]["basis"]) == (1, "2026-09-10", "known")


def test_a_day_before_the_file_began_is_refused_with_the_way_out(clean: Fjgov) -> None:
    ended = clean("audit", "--as-of", "2020-01-01")
    assert (ended.code, ended.out) == (2, "")
    assert "才有" in ended.err
    assert "--known" in ended.err


def test_two_days_are_compared(clean: Fjgov) -> None:
    assert clean("ledger", "set", "person", "甲一1", "left_on=2026-09-10").code == 0
    ended = clean("audit", "--compare", "2026-09-09", "--known", "--article", "5", "--json")
    assert ended.code == 0
    assert [one["rule"] for one in ended.json["new"]] == ["5.responsible"]
    assert ended.json["gone"] == []
    shown = clean("audit", "--compare", "2026-09-09", "--known", "--article", "5").out
    assert "新出现 1 项" in shown
    assert clean("audit", "--compare", "2026-09-09", "--format", "html").code == 2


def test_a_finding_is_explained_and_no_longer_open(county: Fjgov) -> None:
    report = county("audit", "--json").json
    first = next(one for one in report["findings"] if one["severity"] == "violation")
    asked = ("explain", first["rule"], str(first["id"]), "--why", "正在办理", "--by", "张三", "--until")
    assert county(*asked, "2020-01-01").code == 2, "it would have ended already"
    assert county(*asked, "2099-01-01").code == 2, "a year at most"
    until = f"{report['as_of'][:4]}-12-31"
    assert county(*asked, until).code == 0
    again = {(one["rule"], one["id"]): one for one in county("audit", "--json").json["findings"]}
    assert again[first["rule"], first["id"]]["explained"]["who"] == "张三"
    assert county("explain", "99.nothing", "1", "--why", "x", "--by", "y", "--until", until).code == 2
    assert "没有报出" in county("explain", "5.responsible", "没有的", "--why", "x", "--by", "y", "--until", until).err


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.md", "a.html", "a.xlsx", "a.docx"])
def test_a_files_name_tells_its_form(county: Fjgov, tmp_path: Path, name: str) -> None:
    ended = county("audit", "-o", tmp_path / name)
    assert (ended.code, ended.out) == (1, "")
    assert "已写入" in ended.err
    assert (tmp_path / name).read_bytes()[:2] == {
        "a.json": b"{\n",
        "a.xlsx": b"PK",
        "a.docx": b"PK",
        "a.html": b"<!",
        "a.md": b"# ",
    }.get(name, "网".encode()[:2])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2026-02-30"), "日历上没有这一天"),
        (("--article", "42"), "没有第 42 条"),
        (("--article", "x"), "不是整数"),
        (("--unit", "没有的局"), "没有的局"),
        (("--severity", "bad"), "违反、警示、提示"),
        (("--format", "pdf"), "可选"),
        (("--format", "docx"), "-o"),
        (("--format", "xlsx"), "-o"),
        (("--json", "--format", "md"), "不能一起用"),
        (("-o", "a.pdf"), "看不出是什么格式"),
    ],
)
def test_bad_input_is_a_sentence(county: Fjgov, words: tuple[str, ...], said: str) -> None:
    ended = county("audit", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_the_ledger_file_is_not_overwritten_by_its_report(county: Fjgov, db: Path) -> None:
    before = db.read_bytes()
    assert county("audit", "--format", "json", "-o", db).code == 2
    assert db.read_bytes() == before


def test_a_unit_whose_name_begins_like_anothers_is_not_shown_its_findings(county: Fjgov) -> None:
    assert county("ledger", "add", "unit", "name=县水利局质监站", "kind=事业单位").code == 0
    rows = county("audit", "--unit", "县水利局", "--json").json["findings"]
    assert {row["unit"] for row in rows} == {"县水利局"}
    rows = county("audit", "--unit", "县水利局质监站", "--json").json["findings"]
    assert {row["unit"] for row in rows} == {"县水利局质监站"}
