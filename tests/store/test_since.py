"""Verification of what is new: it sees what was done to it, and never says that it has seen more."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Head, Store, open_store
from fjgov_tui.store.own_log import is_plainly_own
from fjgov_tui.store.since import verify_since
from tests.store.helpers import add_unit

UNIT = LEDGERS["unit"]


def behind_our_back(path: Path, *statements: str) -> None:
    """Change a file without the program, its guards taken away and put back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            db.execute(f'DROP TRIGGER "{name}"')
        for sql in statements:
            db.execute(sql)
        for _, sql in guards:
            db.execute(sql)


def since(path: Path, head: Head) -> dict[str, bool]:
    """What verification of what is new says, by title."""
    with open_store(path, readonly=True) as store:
        return {check.title: check.ok for check in verify_since(store.db, head).checks}


@pytest.fixture
def grown(store: Store) -> Head:
    """A head, and behind it a new record and a change of an old one."""
    first, second = add_unit(store, "白帝镇人民政府"), add_unit(store, "永乐镇人民政府")
    head = store.read.head()
    with store.write() as writer:
        writer.save(UNIT, {"name": "草堂镇人民政府", "kind": "乡镇街道"})
        record = store.read.record(UNIT, second)
        writer.save(UNIT, {"note": "改过"}, record, record.revision)
    assert (first, second) == (1, 2)
    store.close()
    return head


def test_what_is_new_and_sound_passes(store: Store, grown: Head) -> None:
    assert since(store.path, grown) == dict.fromkeys(("结构", "审计链", "时间", "记录"), True)


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("UPDATE unit SET note = 'x' WHERE id = 3", "记录"),
        ("UPDATE unit SET note = '改' WHERE id = 2", "记录"),
        ("DELETE FROM unit WHERE id = 3", "记录"),
        ("UPDATE trail SET reason = 'x' WHERE seq = (SELECT max(seq) FROM trail)", "审计链"),
        ("UPDATE trail SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE seq = {seq}", "审计链"),
        ("DELETE FROM trail WHERE seq > {seq} - 1", "审计链"),
        ("DELETE FROM trail WHERE seq = 2", "审计链"),
        ("DROP TRIGGER trail_no_delete", "结构"),
    ],
)
def test_what_was_done_to_what_is_new_is_seen(store: Store, grown: Head, statement: str, title: str) -> None:
    if statement.startswith("DROP"):
        with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
            db.execute(statement)
    else:
        behind_our_back(store.path, statement.format(seq=grown.seq))
    assert not since(store.path, grown)[title]


def test_an_old_record_is_not_looked_at_and_the_manual_says_so(store: Store, grown: Head) -> None:
    behind_our_back(store.path, "UPDATE unit SET note = 'x' WHERE id = 1")
    assert all(since(store.path, grown).values())
    manual = (Path(__file__).parents[2] / "docs" / "审计链与核验.md").read_text(encoding="utf-8")
    assert "有人在本程序之外改一条旧记录，只有完整核验查得出" in manual


@pytest.mark.parametrize(
    ("statement", "own"),
    [
        ("", True),
        ("UPDATE unit SET note = 'x' WHERE id = 1", False),
        ("UPDATE unit SET note = NULL WHERE id = 2", False),
        ("DELETE FROM unit WHERE id = 1", False),
        ("UPDATE meta SET value = 'x' WHERE name = 'file'", False),
    ],
)
def test_a_log_is_plainly_the_files_own_only_where_the_trail_has_all_that_it_changes(
    store: Store, tmp_path: Path, statement: str, own: bool
) -> None:
    add_unit(store, "白帝镇人民政府")
    second = add_unit(store, "永乐镇人民政府")
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.write() as writer:
        record = store.read.record(UNIT, second)
        writer.save(UNIT, {"note": "改过"}, record, record.revision)
    if not store.path.with_name(f"{store.path.name}-wal").exists():
        pytest.skip("this SQLite keeps no log beside the file")
    copy = tmp_path / "killed.db"
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        if statement:
            guards = other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail'")
            assert guards.fetchall()
            other.execute(statement)
        for end in ("", "-wal"):
            shutil.copy(store.path.with_name(store.path.name + end), copy.with_name(copy.name + end))
    assert is_plainly_own(copy, copy.with_name(f"{copy.name}-wal"), walked=512) == own
