"""kill -9 while every sealed value is encrypted anew: the file has the old key or the new one, and opens with it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cryptography")

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store, keys, open_store
from fjgov_tui.store.encrypting import switch_on
from fjgov_tui.store.encryption import key_box, unlock
from fjgov_tui.store.recovery import new_code
from tests.store.helpers import failing

PHRASE, PEOPLE, KILLS = "白帝城 夔门 三峡之巅", 30, 3
CHILD = """
import sys
from pathlib import Path
from fjgov_tui.store import keys, open_store
from fjgov_tui.store.encrypting import rotate_key
from fjgov_tui.store.recovery import new_code

keys.SCRYPT_N = 2
with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    while True:
        rotate_key(store, sys.argv[2], new_code())
        print("rotated", flush=True)
"""


def test_a_rotation_that_is_killed_leaves_the_old_key_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "SCRYPT_N", 2)
    path, dice, seen = tmp_path / "county.db", random.Random(11), set[str]()
    with create_store(path) as store:
        with store.write() as write:
            write.save(LEDGERS["unit"], {"name": "白帝镇", "kind": "乡镇街道"})
            for number in range(PEOPLE):
                person = {"name": f"人{number}", "unit": "白帝镇", "mobile": f"138000{number:05d}"}
                write.save(LEDGERS["person"], dict(person))
        switch_on(store, PHRASE, new_code())
    for _ in range(KILLS):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(path), PHRASE], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(dice.randint(1, 3)):
            child.stdout.readline()
        try:
            child.wait(dice.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with open_store(path) as store:
            box = key_box(store.db)
            assert box is not None
            seen.add(box.key)
            unlock(store.db, PHRASE)
            people = [store.read.clear(record) for record in store.read.records(LEDGERS["person"])]
            assert [person.values["mobile"] for person in people] == [f"138000{n:05d}" for n in range(PEOPLE)]
            assert failing(store) == ""
    assert seen
