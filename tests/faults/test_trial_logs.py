"""What lies beside a ledger file: its own log, another one's, and the names under which both are reached."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store
from fjgov_tui.store.companions import COMPANIONS
from tests.faults.conftest import Run


def other_log(folder: Path, source: Path) -> bytes:
    """The log that a program leaves beside a ledger file when it dies after a write."""
    other = folder / "other.db"
    shutil.copy(source, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE unit SET note = '别的县' WHERE id = 1")
        return other.with_name("other.db-wal").read_bytes()


def test_line_3_a_log_that_is_not_the_files_own_is_set_aside_untouched(county: Run, db: Path, tmp_path: Path) -> None:
    county("backup", tmp_path / "b.db")
    log = other_log(tmp_path, tmp_path / "b.db")
    for number in range(3):
        county("ledger", "add", "unit", f"name=第{number}镇", "kind=乡镇街道")
    whole, head = db.read_bytes(), json.loads(county("verify", "--json").out)["anchor"]
    companion = db.with_name("county.db-wal")
    for readonly in (True, False):
        companion.write_bytes(log)
        words = (
            ("--readonly", "ledger", "list") if readonly else ("ledger", "add", "unit", "name=新镇", "kind=乡镇街道")
        )
        said = county(*words, code=3).err
        assert "county.db-wal 不是这个文件的" in said
        assert db.read_bytes() == whole
        aside = list(db.parent.glob("county.db-wal.foreign-*"))
        assert [one.read_bytes() for one in aside] == ([] if readonly else [log])
    county("ledger", "add", "unit", "name=新镇", "kind=乡镇街道")
    paper = tmp_path / "head.txt"
    paper.write_text(head, encoding="utf-8")
    county("verify", "--anchor", paper)


def test_line_3_a_link_leads_to_the_file_and_to_what_lies_beside_it(county: Run, db: Path, tmp_path: Path) -> None:
    """SQLite looks for the log beside the file itself, and so do we; what was set aside once is never overwritten."""
    county("backup", tmp_path / "b.db")
    log = other_log(tmp_path, tmp_path / "b.db")
    county("ledger", "add", "unit", "name=新镇", "kind=乡镇街道")
    link, whole = tmp_path / "link.db", db.read_bytes()
    link.symlink_to(db)
    for number in (1, 2):
        db.with_name("county.db-wal").write_bytes(log)
        said = county("--db", link, "ledger", "add", "unit", "name=a", "kind=部门", code=3).err
        assert "county.db-wal 不是这个文件的" in said
        assert [one.read_bytes() for one in db.parent.glob("county.db-wal.foreign-*")] == [log] * number
    assert db.read_bytes() == whole
    county("--db", link, "restore", tmp_path / "b.db")
    assert link.is_symlink()
    (kept,) = (one for one in db.parent.glob("county.db.replaced-*") if not one.name.endswith(COMPANIONS))
    county("--db", kept, "--readonly", "verify")
    county("verify")


def test_line_3_a_file_with_two_names_is_not_opened_under_both(county: Run, db: Path, tmp_path: Path) -> None:
    second = db.with_name("second.db")
    second.hardlink_to(db)
    with open_store(db) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "新镇", "kind": "乡镇街道"})
        if db.with_name("county.db-wal").exists():
            for words in (("ledger", "add", "unit", "name=a", "kind=部门"), ("ledger", "list")):
                assert "硬链接" in county("--db", second, *words, code=3).err
    county("--db", second, "verify")


def test_line_3_an_older_copy_put_back_over_a_live_log_is_noticed(county: Run, db: Path, tmp_path: Path) -> None:
    shutil.copy(db, tmp_path / "older.db")
    for number in range(4):
        county("ledger", "add", "unit", f"name=第{number}镇", "kind=乡镇街道")
    log = other_log(tmp_path, db)
    shutil.copy(tmp_path / "older.db", db)
    db.with_name("county.db-wal").write_bytes(log)
    said = county("ledger", "add", "unit", "name=新镇", "kind=乡镇街道", code=3).err
    assert "或者这个文件被换成了旧的" in said
    assert db.read_bytes() == (tmp_path / "older.db").read_bytes()
    county("verify")


def test_line_3_a_restore_keeps_the_original_and_what_lies_beside_it(county: Run, db: Path, tmp_path: Path) -> None:
    county("backup", tmp_path / "b.db")
    county("ledger", "add", "unit", "name=新镇", "kind=乡镇街道")
    log = other_log(tmp_path, tmp_path / "b.db")
    whole = db.read_bytes()
    db.with_name("county.db-wal").write_bytes(log)
    county("restore", tmp_path / "b.db")
    (kept,) = [
        one for one in db.parent.glob("county.db.replaced-*") if not one.name.endswith(("-wal", "-shm", "-journal"))
    ]
    assert kept.read_bytes() == whole
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == log
    county("verify")


def test_line_3_what_a_killed_program_left_is_the_files_own(county: Run, db: Path) -> None:
    """Neither a log nor a journal that belongs is ever taken for a strange one."""
    for journal in ("WAL", "TRUNCATE"):
        command = [sys.executable, "-c", DYING, str(db), journal]
        writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.kill()
        writer.communicate()
        left = [db.with_name(f"county.db{end}") for end in ("-wal", "-journal")]
        assert any(one.exists() and one.stat().st_size for one in left)
        if journal == "TRUNCATE":
            assert "不加 --readonly" in county("--readonly", "ledger", "list", code=3).err
        county("ledger", "list")
        county("verify")
        assert not list(db.parent.glob("*foreign*"))


DYING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"PRAGMA journal_mode = {sys.argv[2]}")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE filling (x)")
connection.executemany("INSERT INTO filling VALUES (?)", [("x" * 900,)] * 2000)
if sys.argv[2] == "WAL":
    connection.execute("DROP TABLE filling")
    connection.execute("COMMIT")
print("written", flush=True)
sys.stdin.read()
"""
