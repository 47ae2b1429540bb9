"""kill -9 at any moment: what was acknowledged is there, what was not is there whole or not at all."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fjgov_tui.store import create_store, engine, open_store
from tests.store.helpers import failing

KILLS = 5
"""In each journal; thousands more are killed by `make faults`."""
CHILD = """
import sys
from pathlib import Path
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import engine, open_store

engine.journal_mode = lambda: sys.argv[3]
start = int(sys.argv[2])
with open_store(Path(sys.argv[1])) as store:
    for number in range(start, start + 100_000):
        with store.write() as write:
            write.save(LEDGERS["unit"], {"name": f"第{number}镇", "kind": "镇"})
            write.save(LEDGERS["person"], {"name": "张三", "unit": f"第{number}镇", "mobile": "13800138000"})
        print(number, flush=True)
"""


@pytest.mark.parametrize("journal", [engine.journal_mode(), "truncate"])
def test_no_acknowledged_save_is_lost_and_none_is_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr(engine, "journal_mode", lambda: journal)
    path = tmp_path / "county.db"
    create_store(path).close()
    dice, acknowledged = random.Random(7), 0
    for _ in range(KILLS):
        with open_store(path) as store:
            start = store.read.counts()["unit"]
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(start), journal], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(dice.randint(1, 12)):
            acknowledged = int(child.stdout.readline()) + 1
        child.send_signal(signal.SIGKILL)
        for line in child.stdout:
            # The last line may be torn by the kill; a whole one is an acknowledgement like any other.
            acknowledged = int(line) + 1 if line.endswith("\n") else acknowledged
        child.wait()
        child.stdout.close()
        with open_store(path) as store:
            counts = store.read.counts()
            assert counts["unit"] == counts["person"]
            assert acknowledged <= counts["unit"] <= acknowledged + 1
            assert failing(store) == ""
