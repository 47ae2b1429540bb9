"""Several operators, commands and the monitor share the file at once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fjgov_tui.clock import Clock
from fjgov_tui.errors import BusyProblem, ConflictProblem
from fjgov_tui.store import Store, create_store, engine, open_store
from fjgov_tui.store.actor import Actor
from tests.store.helpers import UNIT, add_unit, failing

HAMMER = """
import sys
from pathlib import Path
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import engine, open_store

path, who, rounds, journal = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
engine.journal_mode = lambda: journal
with open_store(path) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(rounds):
        with store.write() as write:
            write.save(LEDGERS["unit"], {"name": f"{who}第{number}镇", "kind": "镇"})
        store.read.counts()
"""


@pytest.mark.parametrize("journal", [engine.journal_mode(), "truncate"])
def test_processes_and_threads_that_write_at_once_all_get_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr(engine, "journal_mode", lambda: journal)
    path = tmp_path / "county.db"
    create_store(path).close()
    failures: list[BaseException] = []

    def work(who: str) -> None:
        try:
            with open_store(path) as store:
                for number in range(15):
                    add_unit(store, f"{who}第{number}镇")
        except BaseException as error:
            failures.append(error)
            raise

    others = [
        subprocess.Popen(
            [sys.executable, "-c", HAMMER, str(path), who, "15", journal],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for who in ("甲", "乙", "丙")
    ]  # fmt: skip
    for other in others:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
    threads = [threading.Thread(target=work, args=(who,)) for who in ("丁", "戊")]
    for thread in threads:
        thread.start()
    for other in others:
        # All are told before the first is waited for: else each writes alone.
        assert other.stdin is not None
        other.stdin.write("go\n")
        other.stdin.flush()
    said = [other.communicate(timeout=60) for other in others]
    for thread in threads:
        thread.join()
    assert [(other.returncode, err) for other, (_, err) in zip(others, said, strict=True)] == [(0, "")] * 3
    assert failures == []
    with open_store(path) as store:
        assert store.read.counts()["unit"] == 75
        assert failing(store) == ""


def test_no_update_is_lost_between_two_who_try_again(store: Store, clock: Clock) -> None:
    unit = add_unit(store)
    path = store.path

    def sign(who: str) -> None:
        with open_store(path, actor=Actor(user=who), clock=clock) as mine:
            left = [f"{who}{number}" for number in range(20)]
            while left:
                record = mine.read.record(UNIT, unit)
                try:
                    with mine.write() as write:
                        write.save(UNIT, {"note": f"{record.values['note'] or ''} {left[0]}"}, record)
                except ConflictProblem:
                    continue
                left.pop(0)

    threads = [threading.Thread(target=sign, args=(who,)) for who in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    signed = str(store.read.record(UNIT, unit).values["note"]).split()
    assert sorted(signed) == sorted(f"{who}{number}" for who in "abc" for number in range(20))
    assert failing(store) == ""


def test_two_who_save_the_same_are_no_conflict(store: Store) -> None:
    seen = store.read.record(UNIT, add_unit(store))
    for _ in range(2):
        with store.write() as write:
            write.save(UNIT, {"phone": "56557000"}, seen)
    assert store.read.record(UNIT, seen.id).revision == 2


def test_a_writer_who_waits_in_vain_is_told_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    with open_store(store.path) as impatient, store.write():
        with pytest.raises(BusyProblem, match="另一个程序一直在写这个文件"), impatient.write():
            pytest.fail("was let in")
        assert impatient.read.counts()["unit"] == 0


def test_readers_see_what_is_committed_and_nothing_else(store: Store) -> None:
    if engine.journal_mode() != "wal":
        pytest.skip("with a rollback journal readers wait for the writer's commit")
    with open_store(store.path, readonly=True) as reader:
        with store.write() as write:
            write.save(UNIT, {"name": "甲镇", "kind": "镇"})
            assert reader.read.counts()["unit"] == 0
        assert reader.read.counts()["unit"] == 1
