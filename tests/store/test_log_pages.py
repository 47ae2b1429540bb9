"""What a log touches is read off its pages: every table that reads differently is named, and no sharing passes."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.store import create_store
from fjgov_tui.store.log_pages import touched_by
from fjgov_tui.store.own_log import is_plainly_own
from fjgov_tui.store.sqlite import sqlite3
from tests.store.helpers import add_unit

WAL = "-wal"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A file with two records."""
    path = tmp_path / "town.db"
    with create_store(path) as store:
        add_unit(store, "白帝镇人民政府")
        add_unit(store, "永乐镇人民政府")
        if store.db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            pytest.skip("this SQLite keeps no log beside the file")
    return path


def change(db: sqlite3.Connection, dice: random.Random, times: int) -> None:
    """What no trail books: rows of all sizes come and go, so that pages change hands."""
    for _ in range(times):
        owner, text = str(dice.randrange(12)), "字" * dice.choice([1, 50, 900, 30_000])
        match dice.randrange(4):
            case 0:
                db.execute("INSERT OR REPLACE INTO draft VALUES (?, 'unit', 1, '', ?)", [owner, f"{{{text}"])
            case 1:
                db.execute("INSERT OR REPLACE INTO bundle_peer VALUES (?, ?, '', '')", [owner, text])
            case 2:
                db.execute("DELETE FROM draft WHERE owner = ?", [owner])
            case 3:
                db.execute("DELETE FROM bundle_peer WHERE id = ?", [owner])
        if dice.random() < 0.2:
            db.execute("PRAGMA incremental_vacuum(2)").fetchall()


def copied(path: Path, copy: Path, *ends: str) -> Path:
    for end in ends:
        shutil.copy(path.with_name(path.name + end), copy.with_name(copy.name + end))
    return copy


def rows(db: sqlite3.Connection, part: str) -> dict[str, list[object]]:
    names = db.execute(f"SELECT name FROM {part}.sqlite_master WHERE type = 'table'").fetchall()
    return {name: db.execute(f'SELECT * FROM {part}."{name}"').fetchall() for (name,) in names}


@pytest.mark.parametrize("seed", range(12))
def test_every_table_that_reads_differently_with_the_log_is_named(town: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    with closing(sqlite3.connect(town, isolation_level=None)) as db:
        change(db, dice, 12)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        change(db, dice, 6)
        copy = copied(town, tmp_path / "killed.db", "", WAL)
    touched = touched_by(copy, copy.with_name(copy.name + WAL))
    assert touched is not None
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as db:
        db.execute("ATTACH ? AS alone", [f"{copy.as_uri()}?mode=ro&immutable=1"])
        with_log, alone = rows(db, "main"), rows(db, "alone")
        roots = dict(db.execute("SELECT name, rootpage FROM main.sqlite_master WHERE type = 'table'"))
        free = [db.execute(f"PRAGMA {part}.freelist_count").fetchone()[0] for part in ("main", "alone")]
    assert {roots[name] for name in roots if with_log[name] != alone[name]} <= touched.roots
    assert touched.free or free[0] == free[1]
    assert is_plainly_own(copy, copy.with_name(copy.name + WAL), walked=512, small=0)


def faults(path: Path) -> list[str]:
    """What SQLite finds wrong with the whole file."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            said = "\n".join(str(row[0]) for row in db.execute("PRAGMA quick_check"))
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in said.splitlines() if line != "ok" and not line.startswith("***")]


@pytest.mark.parametrize("seed", range(24))
def test_an_older_file_with_a_later_log_is_never_taken_where_the_whole_is_not_sound(
    town: Path, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    with closing(sqlite3.connect(town, isolation_level=None)) as db:
        change(db, dice, 12)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy = copied(town, tmp_path / "older.db", "")
        change(db, dice, 8)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        change(db, dice, 3)
        copied(town, copy, WAL)
    log, wrong = copy.with_name(copy.name + WAL), faults(copy)
    assert not wrong or not is_plainly_own(copy, log, walked=512)
    # Of a large file all but what is merely lost space is found without looking at every page.
    assert not [one for one in wrong if "never used" not in one] or not is_plainly_own(copy, log, walked=512, small=0)


def test_a_file_without_a_map_or_a_log_of_another_kind_says_nothing(town: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    with closing(sqlite3.connect(plain, isolation_level=None)) as db:
        db.execute("CREATE TABLE a (b)")
    (tmp_path / "log").write_bytes(b"x" * 5000)
    assert touched_by(plain, tmp_path / "log") is None
    assert touched_by(town, tmp_path / "log") is None
    assert touched_by(tmp_path / "log", tmp_path / "log") is None
