"""`fjgov training` on the demo county's file, made for today."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.store import open_store
from fjgov_tui.workflows.training import coverage
from tests.cli.conftest import Fjgov
from tests.demos import copy_of


@pytest.fixture
def demo(fjgov: Fjgov, db: Path, demo_county: Path) -> Fjgov:
    copy_of(demo_county, db)
    return fjgov


def test_status_and_missing_agree_with_the_workflow(demo: Fjgov, db: Path) -> None:
    today = beijing_day(utc_now())
    with open_store(db, readonly=True) as store:
        seen = coverage(store.read, today.year, today)
    told = demo("training", "status", "--json").json
    assert told["total"] == len(seen.units) > 60
    assert [(row["unit"], row["workers"], row["covered"], row["percent"]) for row in told["rows"]] == [
        (one.unit, one.total, one.covered, one.percent) for one in seen.units
    ]
    assert (told["workers"], told["covered"], told["year"]) == (seen.total, seen.covered, today.year)
    assert [one["name"] for one in told["sessions"]] == [one.name for one in seen.sessions]
    missing = demo("training", "missing", "--json").json
    assert [row["id"] for row in missing["rows"]] == [one.id for one in seen.missing]
    assert missing["total"] == told["workers"] - told["covered"]


def test_status_as_a_table_names_units_bars_and_people(demo: Fjgov) -> None:
    last_year = str(beijing_day(utc_now()).year - 1)
    ended = demo("training", "status", "--year", last_year)
    assert ended.code == 0
    assert "白帝镇人民政府" in ended.out
    assert "✓ 全员参训" in ended.out
    assert f"{last_year} 年截至 {last_year}-12-31" in ended.err


@pytest.fixture
def school(county: Fjgov) -> Fjgov:
    """A county with a training and two people of one name."""
    for words in (
        ("person", "name=张三", "unit=县水利局", "roles=信息员", "on_duty=2026.9.1"),
        ("training", "培训名称=秋季培训", "培训日期=2026.1.5", "培训形式=线上培训", "主办单位=县水利局"),
    ):
        assert county("ledger", "add", *words).code == 0
    return county


def test_marking_says_what_it_did(school: Fjgov) -> None:
    assert school("training", "mark", "秋季", "县水利局/张三").out == "已登记  张三\n"
    assert school("training", "mark", "1", "2").out == "没有变化  张三\n"
    assert school("training", "mark", "1", "2", "--failed").out == "已改  张三\n"
    row = school("ledger", "show", "attendance", "1", "--json").json["rows"][0]
    assert (row["unit"], row["passed"]) == ("县水利局", "否")


def test_people_of_one_name_are_asked_for_and_nobody_is_booked(school: Fjgov) -> None:
    ended = school("training", "mark", "秋季培训", "县水利局/张三", "张三")
    assert ended.code == 2
    assert "白帝镇人民政府/张三" in ended.err
    assert "县水利局/张三" in ended.err
    assert school("ledger", "show", "attendance", "--json").json["total"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mark", "没有的培训", "1"), "没有"),
        (("mark", "秋季培训"), "缺少参数"),
        (("mark", "1", "没有的人"), "没有"),
        (("status", "--year", "26"), "2000 至 2100"),
        (("status", "--year", "二〇二六"), "2000 至 2100"),
        (("record", "-o", "年报.pdf"), ".xlsx"),
    ],
)
def test_bad_input_is_a_sentence(school: Fjgov, words: tuple[str, ...], said: str) -> None:
    ended = school("training", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_the_record_is_written_and_never_over_the_ledger_file(school: Fjgov, tmp_path: Path, db: Path) -> None:
    target = tmp_path / "年报.xlsx"
    ended = school("training", "record", "--year", "2026", "-o", target)
    assert (ended.code, ended.out) == (0, f"{target}\n")
    assert [row[2].value for row in load_workbook(target)["培训场次"].iter_rows(min_row=2)] == ["秋季培训"]
    link = tmp_path / "b.xlsx"
    link.symlink_to(db)
    assert school("training", "record", "-o", link).code == 2
    assert school("verify").code == 0


def test_marking_is_refused_read_only(school: Fjgov) -> None:
    assert school("--readonly", "training", "mark", "1", "1").code == 3
