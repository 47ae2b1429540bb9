import json
import stat
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from fjgov_tui.ledgers import LEDGERS
from tests.cli.conftest import Fjgov


def sheet(path: Path, *rows: tuple[str | None, ...]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "单位"
    for row in rows:
        page.append(row)
    book.save(path)
    return path


HEAD = ("单位名称", "单位类别", "值班电话")


def test_template_has_a_sheet_for_each_ledger_and_imports_as_nothing(county: Fjgov, tmp_path: Path) -> None:
    target = tmp_path / "t.xlsx"
    assert county("ledger", "template", "-o", target).code == 0
    assert {one.title for one in LEDGERS.values()} <= set(load_workbook(target).sheetnames)
    assert county("template", "unit", "人员", "-o", target).code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    ended = county("import", target, "--json")
    assert (ended.code, ended.json["rows"]) == (0, [])


def test_template_needs_no_file(fjgov: Fjgov, tmp_path: Path) -> None:
    assert fjgov("ledger", "template", "unit", "-o", tmp_path / "t.xlsx").code == 0


def test_a_dry_run_says_everything_and_writes_nothing(county: Fjgov, tmp_path: Path) -> None:
    source = sheet(
        tmp_path / "a.xlsx",
        HEAD,
        ("白帝镇人民政府", "乡镇街道", "023-56557000"),
        ("县水利局", "部门", None),
        ("县教委", "部门", None),
    )
    anchor = county("verify", "--json").json["anchor"]
    text = county("ledger", "import", source, "--dry-run").out
    assert "新增 1，修改 1，不变 1，拒绝 0" in text
    assert "值班电话：（空） → 023-56557000" in text
    assert county("verify", "--json").json["anchor"] == anchor
    document = county("ledger", "import", source, "--dry-run", "--json").json
    assert [row["action"] for row in document["rows"]] == ["修改", "不变", "新增"]
    assert (document["total"], document["dry_run"], document["written"]) == (3, True, False)
    assert county("ledger", "import", source, "--reason", "年度更新").code == 0
    newest = county("ledger", "history", "unit", "1", "--json").json["rows"][0]
    assert "年度更新" in newest["reason"]
    again = county("ledger", "import", source, "--json").json
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_refused_rows_are_all_named_nothing_is_written_and_the_sheet_comes_back_marked(
    county: Fjgov, tmp_path: Path
) -> None:
    source = sheet(tmp_path / "a.xlsx", HEAD, ("县教委", "部门", None), ("甲", "乱", "1"), (None, "部门", None))
    marked = tmp_path / "marked.xlsx"
    ended = county("import", source, "-o", marked)
    assert ended.code == 2
    for said in ("第 3 行 B 列", "单位类别“乱”", "第 3 行 C 列", "值班电话“1”", "第 4 行"):
        assert said in ended.out
    assert county("ledger", "show", "unit", "--json").json["total"] == 2
    page = load_workbook(marked).worksheets[0]
    assert page["B3"].comment is not None
    problems = [one for row in county("import", source, "--json").json["rows"] for one in row["problems"]]
    assert {(one["row"], one["column"], one["value"]) for one in problems} >= {(3, "B", "乱"), (3, "C", "1")}


def test_no_marked_sheet_where_nothing_is_wrong(county: Fjgov, tmp_path: Path) -> None:
    source = sheet(tmp_path / "a.xlsx", HEAD, ("县教委", "部门", None))
    ended = county("import", source, "-o", tmp_path / "marked.xlsx")
    assert ended.code == 0
    assert "没有写标注文件" in ended.err
    assert not (tmp_path / "marked.xlsx").exists()


def test_extra_columns_block_until_they_are_ignored(county: Fjgov, tmp_path: Path) -> None:
    source = sheet(tmp_path / "a.xlsx", (*HEAD, "怪列"), ("县教委", "部门", None, "x"))
    ended = county("import", source)
    assert ended.code == 2
    assert "怪列" in ended.out
    assert county("import", source, "--ignore-extra").code == 0
    assert county("ledger", "show", "unit", "--json").json["total"] == 3


def test_the_ledger_can_be_forced(county: Fjgov, tmp_path: Path) -> None:
    source = tmp_path / "表.csv"
    source.write_bytes("单位名称,单位类别\n县教委,部门\n".encode("gb18030"))
    assert county("import", source, "--ledger", "单位").code == 0
    assert county("import", source, "--ledger", "不存在").code == 2


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_export_of_what_was_asked(county: Fjgov, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    ended = county("export", "unit", "-o", target, "--where", "kind=部门")
    assert (ended.code, ended.out) == (0, f"{target}\n")
    assert "已导出 1 条" in ended.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_export_imports_as_unchanged_and_shows_no_sealed_value(county: Fjgov, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert county("ledger", "export", "--all", "-o", target).code == 0
    document = county("import", target, "--json").json
    assert (document["unchanged"], document["added"], document["changed"], document["written"]) == (3, 0, 0, False)
    county("export", "person", "-o", tmp_path / "p.json")
    text = (tmp_path / "p.json").read_text(encoding="utf-8")
    assert json.loads(text)["rows"][0]["mobile"] == "199****1234"


def test_outputs_never_replace_the_ledger_file(county: Fjgov, db: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(db)
    for words in (
        ("template", "unit", "-o", link),
        ("export", "unit", "-o", link),
        ("import", tmp_path / "a.csv", "-o", link),
        ("backup", db),
        ("backup", f"{db}-wal"),
    ):
        ended = county(*words)
        assert ended.code in {2, 3}
        assert "正在使用" in ended.err
    assert county("verify").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "-o", "x.xlsx"), "--all"),
        (("export", "unit", "--all", "-o", "x.xlsx"), "--all"),
        (("export", "unit", "-o", "x.txt"), ".csv"),
        (("export", "unit", "-o", "x"), ".csv"),
        (("export", "unit", "site", "-o", "x.csv"), "一本"),
        (("export", "unit", "-o", "nowhere/x.csv"), "nowhere"),
        (("export", "unit"), "--output"),
        (("template", "unit", "-o", "x.csv"), ".xlsx"),
        (("import", "nofile.xlsx"), "没有这个文件"),
        (("import", "."), "文件夹"),
        (("import",), "文件"),
    ],
)
def test_bad_requests_are_one_sentence(
    county: Fjgov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = county(*words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert not list(tmp_path.glob("x*"))
