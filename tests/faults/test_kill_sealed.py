"""kill -9 while every sealed value is encrypted anew: the file has the old key or the new one, and opens with it."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

pytest.importorskip("cryptography")

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store, keys, open_store
from fjgov_tui.store.cleartext import wipe
from fjgov_tui.store.encrypting import REKEYED, switch_on
from fjgov_tui.store.encryption import key_box, unlock
from fjgov_tui.store.recovery import new_code
from tests.faults.table.loaded import Loaded
from tests.faults.table.tasks import PHRASE
from tests.store.helpers import failing

PEOPLE, KILLS = 30, 20
LONGEST = 0.06
"""Seconds: a rotation of so many values takes a tenth of it."""


def test_a_rotation_that_is_killed_leaves_the_old_key_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "SCRYPT_N", 2)
    path, dice, seen = tmp_path / "county.db", random.Random(11), set[str]()
    numbers = [f"138000{number:05d}" for number in range(PEOPLE)]
    with create_store(path) as store:
        with store.write() as write:
            write.save(LEDGERS["unit"], {"name": "白帝镇", "kind": "乡镇街道"})
            for number, mobile in enumerate(numbers):
                write.save(LEDGERS["person"], {"name": f"人{number}", "unit": "白帝镇", "mobile": mobile})
        switch_on(store, PHRASE, new_code())
        assert wipe(store) == ""
    rotated = acknowledged = 0
    with Loaded(tmp_path) as loaded:
        for kill in range(KILLS):
            child = loaded.begin("keys", path, 0)
            if kill % 4:
                loaded.first(20)
            time.sleep(dice.uniform(0, LONGEST))
            code, acks = loaded.end(child)
            assert code != 1, loaded.last_words
            with open_store(path) as store:
                held = len(list(store.read.notes(REKEYED)))
                assert rotated + acks <= held <= rotated + acks + 1  # None that was acknowledged is undone.
                rotated, acknowledged = held, acknowledged + acks
                box = key_box(store.db)
                assert box is not None
                seen.add(box.key)
                unlock(store.db, PHRASE)
                people = [store.read.clear(record) for record in store.read.records(LEDGERS["person"])]
                assert [person.values["mobile"] for person in people] == numbers
                assert failing(store) == ""
            beside = b"".join(part.read_bytes() for part in tmp_path.glob("county.db*"))
            assert not [number for number in numbers if number.encode() in beside]
    assert acknowledged >= KILLS // 2, "the kills came before anything was done"
    assert len(seen) > KILLS // 2
