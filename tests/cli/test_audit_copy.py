"""`fjgov audit-copy`: made in one line, booked, and read by every command that only reads."""

import json
from pathlib import Path

from tests.cli.conftest import Fjgov


def test_the_copy_is_booked_and_reads_like_the_file(county: Fjgov, tmp_path: Path) -> None:
    copy = tmp_path / "检查.db"
    made = county("audit-copy", "-o", copy, "--json")
    assert made.code == 0
    row = json.loads(made.out)["rows"][0]
    assert (row["path"], row["unit"], row["entries_left_out"]) == (str(copy), "", 0)
    # It was made before it was booked: its head is still on the chain of the file in use.
    (tmp_path / "锚.txt").write_text(row["anchor"], encoding="utf-8")
    assert county("verify", "--anchor", tmp_path / "锚.txt").code == 0
    told = county("--db", copy, "--readonly", "verify")
    assert told.code == 0
    assert "检查副本" in told.out
    assert county("--db", copy, "ledger", "show", "unit").code == 0


def test_a_copy_takes_no_changes_and_restores_nothing(county: Fjgov, tmp_path: Path) -> None:
    copy = tmp_path / "检查.db"
    assert county("audit-copy", "-o", copy).code == 0
    before = copy.read_bytes()
    refused = county("--db", copy, "ledger", "add", "unit", "name=县林业局", "kind=部门")
    assert refused.code == 3
    assert "检查副本" in refused.err
    assert county("--db", tmp_path / "新.db", "restore", copy).code == 3
    assert not (tmp_path / "新.db").exists()
    assert copy.read_bytes() == before


def test_a_unit_that_is_not_there_is_no_copy(county: Fjgov, tmp_path: Path) -> None:
    refused = county("audit-copy", "-o", tmp_path / "检查.db", "--unit", "不存在的局")
    assert refused.code == 2
    assert not (tmp_path / "检查.db").exists()


def test_the_file_in_use_is_never_its_own_copy(county: Fjgov, db: Path) -> None:
    assert county("audit-copy", "-o", db).code == 2
    assert county("verify").code == 0
