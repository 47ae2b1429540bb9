"""A frozen file brought to a later release: killed anywhere on the way, it is the old file or the new one, whole."""

from __future__ import annotations

import lzma
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.exchange import export_file
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Selection, Store, open_store, verify
from fjgov_tui.store.steps import is_current
from tests.files.freeze import FOLDER
from tests.store.helpers import add, failing
from tests.store.later import later_release

KILLS = 6
FROZEN = sorted(FOLDER.glob("*.db.xz"))
CHILD = """
import sys
from pathlib import Path
from fjgov_tui.store import open_store
from fjgov_tui.store.sqlite import Handle
from tests.store.later import later_release

run = Handle.execute

def told(self, *words):
    print("s", flush=True)
    return run(self, *words)

Handle.execute = told
with later_release():
    open_store(Path(sys.argv[1])).close()
"""


def upgrade(db: Path, statements: int) -> int:
    """Upgrade in another process, which is killed after so many statements; the number that it ran otherwise."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(db)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    count = 0
    for _ in child.stdout:
        count += 1
        if count == statements:
            child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    return count


def is_later(store: Store) -> bool:
    """Whether the file is the later release's already."""
    with later_release():
        return is_current(store.db)


Row = dict[str, str | int | None]
OWN = ("meta", "seal", "trail", "sqlite_", "_sqlite_")
"""Tables that an upgrade itself writes to; what it may do there is what `verify` and the trail's head say."""
WORKED_OUT = {"search", "called", "sort_key"}
"""Columns that follow from the others; a field that is no longer declared is not searched any more."""


def content(db: Path) -> dict[str, list[Row]]:
    """All rows of all tables, as SQLite itself reads them, under the names that they have there."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = sorted(name for name in names if not name.startswith(OWN))
        return {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in kept}


def as_later(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """What the later release is to make of the rows of an old file: see `tests.store.later`."""
    later = {name: [{key: row[key] for key in row if key not in WORKED_OUT} for row in tables[name]] for name in tables}
    later["course"] = later.pop("training")
    for unit in later["unit"]:
        unit["remark"] = unit.pop("note")
        unit["kind"] = "县直部门" if unit["kind"] == "部门" else unit["kind"]
    for draft in later["draft"]:
        draft["typed"] = str(draft["typed"]).replace('"note"', '"remark"')
    return later


def lost(old: dict[str, list[Row]], new: dict[str, list[Row]]) -> list[tuple[str, Row]]:
    """The rows that do not stand in the new tables with all that they said."""
    gone = []
    for name, rows in old.items():
        there = new[name]
        assert len(there) == len(rows), name
        said = [{column: row.get(column) for column in rows[0]} for row in there] if rows else []
        gone += [(name, row) for row in rows if row not in said]
    return gone


@pytest.mark.parametrize("packed", FROZEN, ids=lambda path: path.name.removesuffix(".db.xz"))
def test_an_upgrade_that_is_killed_leaves_the_old_file_or_the_new_one(packed: Path, tmp_path: Path) -> None:
    db = tmp_path / "county.db"
    whole = lzma.decompress(packed.read_bytes())
    db.write_bytes(whole)
    before = content(db)
    assert before["unit"][0]["note"], "something stands in the field that gets another name"
    assert before["unit"][0]["phone"], "and in the one that is retired"
    total = upgrade(db, 0)
    assert lost(as_later(before), content(db)) == []
    dice = random.Random(11)
    for statements in sorted(dice.sample(range(20, total), KILLS)):
        db.write_bytes(whole)
        upgrade(db, statements)
        with open_store(db, readonly=True, any_schema=True) as store:
            assert verify(store.db).ok
            head, current = store.read.head(), is_later(store)
        found = content(db)
        assert not lost(as_later(before), found) if current else found == before
        with later_release(), open_store(db) as store:
            assert is_current(store.db)
            assert failing(store) == ""
            assert store.read.head().seq in {head.seq, head.seq + 1}
            assert [entry.action for entry in store.read.latest_changes(2)].count("升级") == 1
        assert lost(as_later(before), content(db)) == []
    with later_release(), open_store(db) as store:
        assert store.read.record(LEDGERS["course"], 1).title
        assert "县直部门" in {record.values["kind"] for record in store.read.records(LEDGERS["unit"])}
        assert store.db.execute("SELECT count(*) FROM term").fetchone()[0] == 2, "retired, and still there"
        unit = store.read.record(LEDGERS["unit"], 1)
        add(store, "rehearsal", unit=unit.title, name="断网演练")
        assert failing(store) == ""
        export_file(store.read, tmp_path / "all.xlsx", [Selection(name) for name in LEDGERS])
