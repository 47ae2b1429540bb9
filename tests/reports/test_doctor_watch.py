"""The monitor's part of the examination."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.monitor.process.spill import Batch, Spill
from fjgov_tui.observed.model import Beat
from fjgov_tui.reports.doctor_line import DoctorLine
from fjgov_tui.reports.doctor_watch import watch_lines
from fjgov_tui.store import Store
from fjgov_tui.store.watch.process import drop_beat, put_beat
from tests.conftest import NOW
from tests.store.watch.helpers import book, visit

AT = int(NOW.timestamp())


def lines(path: Path) -> dict[str, DoctorLine]:
    """Each line by its name."""
    return {one.name: one for one in watch_lines(path, NOW)}


def put(store: Store, last: int) -> None:
    """A sign of life."""
    with store.write() as writer:
        put_beat(writer, Beat(pid=77, host="office\x1b", since=last - 60, last=last, version="0.1"))


def test_a_file_that_was_never_watched(store: Store) -> None:
    found = lines(store.path)
    assert [one.state for one in found.values()] == ["unchecked", "ok", "ok"]
    assert "fjgov monitor run" in found["monitor"].remedy


@pytest.mark.parametrize(("ago", "state"), [(0, "ok"), (60, "ok"), (61, "fail"), (-5, "ok")])
def test_a_monitor_is_dead_after_a_minute_without_a_sign(store: Store, ago: int, state: str) -> None:
    put(store, AT - ago)
    line = lines(store.path)["monitor"]
    assert line.state == state
    assert "进程 77" in line.detail
    assert "\x1b" not in line.detail


def test_a_monitor_that_ended_is_missed(store: Store) -> None:
    book(store, [visit()])
    put(store, AT)
    with store.write() as writer:
        drop_beat(writer, 77)
    found = lines(store.path)
    assert (found["monitor"].state, found["monitor_data"].state) == ("warn", "ok")
    assert "2026-11-20" in found["monitor_data"].detail


def test_results_that_wait_are_counted(store: Store) -> None:
    spill = Spill(store.path)
    for number in range(3):
        spill.keep(Batch(at=number))
    line = lines(store.path)["monitor_journal"]
    assert (line.state, "3 批" in line.detail) == ("warn", True)
    assert spill.replay(lambda _: None) == 3
    assert lines(store.path)["monitor_journal"].state == "ok"
    spill.path.write_bytes(b"torn")
    spill.replay(lambda _: None)
    line = lines(store.path)["monitor_journal"]
    assert (line.state, ".bad" in line.detail) == ("warn", True)


def test_a_file_that_cannot_shrink_is_told_how(store: Store) -> None:
    store.db.execute("PRAGMA journal_mode = DELETE")
    store.db.execute("PRAGMA auto_vacuum = NONE")
    store.db.execute("VACUUM")
    line = lines(store.path)["monitor_data"]
    assert (line.state, "fjgov restore" in line.remedy) == ("warn", True)


def test_no_file_and_no_ledger_are_unchecked_not_fine(tmp_path: Path, store: Store) -> None:
    assert {one.state for one in watch_lines(tmp_path / "none.db", NOW + timedelta(days=1))} == {"unchecked"}
    other = tmp_path / "other.db"
    other.write_bytes(b"no database at all" * 100)
    assert [one.state for one in watch_lines(other, NOW)][:2] == ["unchecked", "unchecked"]
