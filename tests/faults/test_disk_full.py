"""No room left: a sentence, nothing half-written, and everything goes on once there is room again."""

import subprocess
import sys
from pathlib import Path

import pytest

from fjgov_tui.store import create_store, engine, open_store
from tests.store.helpers import add_unit, failing

CHILD = """
import resource, sys
from pathlib import Path
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import back_up, engine, open_store

path, task = Path(sys.argv[1]), sys.argv[2]
engine.journal_mode = lambda: sys.argv[3]
with open_store(path) as store:
    limit = 150_000 if task == "backup" else path.stat().st_size + 200_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        if task == "backup":
            back_up(store, path.with_name("b.db"))
        for number in range(20_000 if task == "one" else 1):
            with store.write() as write:
                for part in range(1 if task == "one" else 5_000):
                    write.save(LEDGERS["unit"], {"name": f"第{number}-{part}镇", "kind": "镇", "note": "注" * 900})
            print(number, flush=True)
    except StoreProblem as problem:
        print(problem, flush=True)
        print(store.read.counts()["unit"], flush=True)
"""


@pytest.mark.parametrize("journal", [engine.journal_mode(), "truncate"])
@pytest.mark.parametrize("task", ["one", "many", "backup"])
def test_a_full_disk_is_told_and_costs_nothing_that_was_saved(tmp_path: Path, task: str, journal: str) -> None:
    path = tmp_path / "county.db"
    with create_store(path) as store:
        add_unit(store)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), task, journal], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    *saved, sentence, seen = done.stdout.splitlines()
    assert sentence.endswith("。")
    assert any(words in sentence for words in ("写盘时出错", "磁盘满了", "备份没有写成")), sentence
    assert int(seen) == 1 + len(saved)
    with open_store(path) as store:
        assert store.read.counts()["unit"] == 1 + len(saved)
        assert failing(store) == ""
        assert add_unit(store, "永安街道办事处")
    # An older SQLite keeps its journal, emptied.
    assert {one.name for one in tmp_path.iterdir() if one.stat().st_size} == {"county.db"}
