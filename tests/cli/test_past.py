"""`fjgov --as-of`: every list and report as the file stood at the end of that day, and nothing can be written."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store
from tests.cli.conftest import Ended, Fjgov

FIRST, LATER = datetime(2026, 11, 2, 2, tzinfo=UTC), datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = "2026-11-10"


@pytest.fixture
def past(fjgov: Fjgov, db: Path) -> Fjgov:
    """A file that was kept from the second of November, and changed on the twentieth; asked for the tenth."""
    now = FIRST
    with create_store(db, clock=lambda: now) as store:
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "甲镇", "kind": "乡镇街道"})
            writer.save(LEDGERS["person"], {"name": "张三", "unit": "甲镇", "mobile": "19900000001"})
            site = {"name": "甲站", "unit": "甲镇", "kind": "子网站", "state": "运行", "url": "https://a.example/"}
            writer.save(LEDGERS["site"], site)
            account = {"name": "甲账户", "site": "甲站", "holder": "张三", "privilege": "编辑", "state": "在用"}
            writer.save(LEDGERS["account"], account)
        now = LATER
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "乙镇"}, writer.record(LEDGERS["unit"], 1))
            writer.save(LEDGERS["account"], {**account, "name": "后来的账户"})

    def run(*words: str | Path) -> Ended:
        return fjgov("--as-of", DAY, *words)

    return run


def test_lists_reports_and_sheets_are_of_that_evening(past: Fjgov, fjgov: Fjgov, tmp_path: Path) -> None:
    shown = past("ledger", "show", "unit", "--json")
    assert [row["name"] for row in shown.json["rows"]] == ["甲镇"]
    assert (shown.json["as_of"], shown.err.count(f"状态截至 {DAY}")) == (DAY, 1)
    due = past("password", "due", "--json").json
    assert [(row["account"], row["unit"]) for row in due["rows"]] == [("甲账户", "甲镇")]
    assert past("find", "乙镇").out == ""
    assert past("ledger", "history", "unit", "1", "--json").json["total"] == 1
    assert past("due", "--json").json["as_of"] == DAY
    assert past("ledger", "export", "unit", "-o", tmp_path / "u.json").code == 0
    assert "甲镇" in (tmp_path / "u.json").read_text(encoding="utf-8")
    audited = past("audit", "--json").json
    assert (audited["as_of"], audited["summary"]["basis"]) == (DAY, "stood")
    assert audited == json.loads(fjgov("audit", "--as-of", DAY, "--json").out)
    assert [row["name"] for row in fjgov("ledger", "show", "unit", "--json").json["rows"]] == ["乙镇"]


def test_who_opens_a_dossier_of_a_past_day_is_told_so(past: Fjgov, fjgov: Fjgov, tmp_path: Path) -> None:
    """It is carried to people who have not seen the command: its own index has to say that it was not made that day."""
    indexes = []
    for run in (past, fjgov):
        assert run("dossier", "-o", tmp_path / "d.zip").code == 0
        with ZipFile(tmp_path / "d.zip") as archive:
            assert "甲镇" in archive.read("台账/单位.csv").decode() or run is fjgov
            indexes.append(archive.read("目录.txt").decode())
    assert f"状态截至 {DAY}" in indexes[0]
    assert "状态截至" not in indexes[1]


def test_nothing_is_written_and_what_has_no_past_says_so(past: Fjgov, fjgov: Fjgov, db: Path) -> None:
    before = db.read_bytes()
    refused = past("ledger", "set", "unit", "1", "name=丙镇")
    assert (refused.code, "不能修改" in refused.err) == (3, True)
    for command in (("backup", "x.db"), ("verify",), ("monitor", "once"), ("bundle", "status"), ("demo",)):
        ended = past(*command)
        assert (ended.code in {2, 3}, ended.out) == (True, ""), command
        assert "--as-of" in ended.err
    assert db.read_bytes() == before
    for day, why in (("2026-11-01", "从 2026-11-02 才有"), ("2099-01-01", "还没有到")):
        ended = fjgov("--as-of", day, "ledger", "show", "unit")
        assert (ended.code, why in ended.err) == (2, True)
    assert "写在命令前面" in fjgov("ledger", "show", "unit", "--as-of", DAY).err
    both = past("audit", "--as-of", "2026-11-09")
    assert (both.code, "两个日子" in both.err) == (2, True)
