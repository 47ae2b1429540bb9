"""Two people, two processes, one step: one of them has taken it, the other is told, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from fjgov_tui.clock import utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store, open_store, verify
from fjgov_tui.workflows.handling import Found, enter
from fjgov_tui.workflows.places import place_of
from tests.workflows.office import furnish

PEOPLE = 3


def test_of_several_processes_that_book_one_notice_at_once_one_does_and_the_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    now = utc_now()
    with create_store(path) as store:
        furnish(store)
        with store.write() as writer:
            place = place_of(writer, "白帝镇子网站", now.date())
            enter(writer, Found(place=place, source="上级通报", at=now - timedelta(minutes=5)))
    command = [sys.executable, "-m", "fjgov_tui", "--db", str(path), "incident", "notify", "1"]
    home = {**os.environ, "HOME": str(tmp_path)}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home) for _ in range(PEOPLE)
    ]
    ended = [(process.communicate(timeout=60)[1].decode(), process.returncode) for process in running]
    assert sorted(code for _, code in ended) == [0, *[2] * (PEOPLE - 1)], ended
    assert all("办过" in said for said, code in ended if code == 2), ended
    with open_store(path) as store:
        signed = [item for item in store.read.records(LEDGERS["signature"]) if item.values["step"] == "notified"]
        assert len(signed) == 1
        assert store.read.record(LEDGERS["incident"], 1).values["notified_at"] is not None
        assert verify(store.db).ok
