"""A frozen file brought to a later release: killed anywhere on the way, it is the old file or the new one, whole."""

from __future__ import annotations

import lzma
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fjgov_tui.exchange import export_file
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Selection, open_store, verify
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


@pytest.mark.parametrize("packed", FROZEN, ids=lambda path: path.name.removesuffix(".db.xz"))
def test_an_upgrade_that_is_killed_leaves_the_old_file_or_the_new_one(packed: Path, tmp_path: Path) -> None:
    db = tmp_path / "county.db"
    whole = lzma.decompress(packed.read_bytes())
    db.write_bytes(whole)
    total = upgrade(db, 0)
    dice = random.Random(11)
    for statements in sorted(dice.sample(range(20, total), KILLS)):
        db.write_bytes(whole)
        upgrade(db, statements)
        with open_store(db, readonly=True, any_schema=True) as store:
            assert verify(store.db).ok
            head = store.read.head()
        with later_release(), open_store(db) as store:
            assert is_current(store.db)
            assert failing(store) == ""
            assert store.read.head().seq in {head.seq, head.seq + 1}
            assert [entry.action for entry in store.read.latest_changes(2)].count("升级") == 1
    with later_release(), open_store(db) as store:
        assert store.read.record(LEDGERS["course"], 1).title
        assert "县直部门" in {record.values["kind"] for record in store.read.records(LEDGERS["unit"])}
        assert store.db.execute("SELECT count(*) FROM term").fetchone()[0] == 2, "retired, and still there"
        unit = store.read.record(LEDGERS["unit"], 1)
        add(store, "rehearsal", unit=unit.title, name="断网演练")
        assert failing(store) == ""
        export_file(store.read, tmp_path / "all.xlsx", [Selection(name) for name in LEDGERS])
