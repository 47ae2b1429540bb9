"""An inspector's store reads everything and changes nothing, in this file or beside it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fjgov_tui.errors import ReadOnlyProblem
from fjgov_tui.store import Selection, Store, open_store, verify
from tests.store.helpers import UNIT, add_unit


@pytest.fixture
def inspector(store: Store) -> Iterator[Store]:
    add_unit(store)
    with open_store(store.path, readonly=True) as opened:
        yield opened


STATEMENTS = [
    "INSERT INTO meta VALUES ('x', 'y')", "UPDATE unit SET name = 'x'", "DELETE FROM unit", "DROP TABLE unit",
    "CREATE TABLE t (x)", "CREATE TEMP TABLE t (x)", "CREATE TEMP VIEW v AS SELECT 1", "CREATE INDEX i ON unit (name)",
    "ALTER TABLE unit ADD COLUMN x", "ATTACH '{side}' AS side", "ATTACH ':memory:' AS side", "DETACH main",
    "VACUUM", "VACUUM INTO '{side}'", "REINDEX", "ANALYZE", "PRAGMA query_only = OFF", "PRAGMA user_version = 7",
    "PRAGMA application_id = 7", "PRAGMA journal_mode = DELETE", "PRAGMA writable_schema = ON",
    "PRAGMA trusted_schema = ON", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA foreign_keys = OFF", "PRAGMA optimize",
    "SELECT load_extension('x')", "CREATE VIRTUAL TABLE f USING fts5(x)", "REPLACE INTO meta VALUES ('x', 'y')",
    "DROP TRIGGER trail_no_update",
]  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_writing_statement_is_refused(inspector: Store, tmp_path: Path, statement: str) -> None:
    side = tmp_path / "side.db"
    with pytest.raises(Exception, match=r"not authorized|authorization denied|prohibited|readonly"):
        inspector.db.conn.execute(statement.format(side=side)).fetchall()
    assert not side.exists()
    assert verify(inspector.db).ok


def test_the_store_itself_says_so_in_a_sentence(inspector: Store) -> None:
    for attempt in (inspector.write, inspector.drafts):
        with pytest.raises(ReadOnlyProblem, match="只读") as refused, attempt():
            pytest.fail("was let in")
        assert refused.value.exit_code == 3


def test_everything_is_read_and_the_others_go_on_writing(inspector: Store, store: Store) -> None:
    assert inspector.read.record(UNIT, 1).title == "白帝镇人民政府"
    version = inspector.read.data_version()
    add_unit(store, "永安街道办事处")
    assert inspector.read.data_version() != version
    assert len(inspector.read.ids(Selection("unit", "yajd"))) == 1
    assert verify(inspector.db).ok


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_file_that_may_not_be_written_is_refused_for_writing(tmp_path: Path, store: Store) -> None:
    add_unit(store)
    store.path.chmod(0o400)
    with pytest.raises(ReadOnlyProblem, match="不可写"):
        add_unit(store, "永安街道办事处")
