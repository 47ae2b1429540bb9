"""A database that cannot be written costs no result: what was measured waits beside it and is booked once, in order."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.errors import StoreProblem
from fjgov_tui.monitor.process import spill as spilling
from fjgov_tui.monitor.process.spill import Batch, Spill, journal_path
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.store import Store, create_store, engine, open_store
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.store.watch.process import claim_batch
from fjgov_tui.store.watch.visits import record_visits, visits_of
from tests.store.helpers import failing
from tests.store.watch.helpers import BEGIN, visit


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else writes here, so nobody need be given a turn."""
    monkeypatch.setattr(spilling, "PAUSE", 0)


def batch(number: int) -> Batch:
    """One visit, which failed, with something to show for it."""
    one = visit(BEGIN + number * 60, outcome=Outcome.TIMEOUT, why="十五秒没有打开", evidence=b"\x00\xff" * 50)
    return Batch(id=f"batch-{number}", at=BEGIN + number * 60, visits=(one,))


def booking(store: Store) -> Callable[[Batch], None]:
    """How the monitor books: the claim and what belongs to it in one transaction."""

    def book(one: Batch) -> None:
        with store.write() as writer:
            if claim_batch(writer, one.id, one.at):
                record_visits(writer, one.visits)

    return book


def refuse(_: Batch) -> None:
    """A database that takes nothing."""
    raise StoreProblem("磁盘满了，没有写入")


def booked(store: Store) -> list[int]:
    """The numbers of the batches whose visits are in the database."""
    return [(one.due - BEGIN) // 60 for one in visits_of(store.read, 1, 0, 2**40)]


def test_what_waits_is_booked_in_order_and_once(store: Store) -> None:
    spill = Spill(store.path)
    assert not spill.waiting()
    for number in range(5):
        spill.keep(batch(number))
    assert spill.waiting()
    order, book = list[str](), booking(store)

    def watched(one: Batch) -> None:
        order.append(one.id)
        book(one)

    assert spill.replay(watched) == 5
    assert order == [f"batch-{number}" for number in range(5)]
    assert not spill.waiting()
    assert not spill.path.exists()
    assert spill.replay(book) == 0
    assert visits_of(store.read, 1, 0, 2**40) == [one for number in range(5) for one in batch(number).visits]


def test_the_journal_is_private_and_outlives_the_process(store: Store) -> None:
    Spill(store.path).keep(batch(1))
    path = journal_path(store.path)
    assert path.name == f"{store.path.name}.monitor-journal"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Spill(store.path).replay(booking(store)) == 1
    assert booked(store) == [1]


def test_a_journal_replayed_twice_books_once(store: Store) -> None:
    spill = Spill(store.path)
    for number in range(3):
        spill.keep(batch(number))
    kept = spill.path.read_bytes()
    assert spill.replay(booking(store)) == 3
    spill.path.write_bytes(kept)  # As after a kill between the last commit and the end of the journal.
    assert Spill(store.path).replay(booking(store)) == 3
    assert booked(store) == [0, 1, 2]


@given(data=st.data())
def test_a_torn_or_damaged_line_never_costs_another(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("spill")
    spill = Spill(folder / "a.db")
    for number in range(4):
        spill.keep(batch(number))
    lines = spill.path.read_bytes().splitlines(keepends=True)
    hurt = data.draw(st.integers(0, 3))
    place = data.draw(st.integers(0, len(lines[hurt]) - 2))
    flipped = lines[hurt][place] ^ data.draw(st.integers(1, 255))
    if hurt == 3 and data.draw(st.booleans()):
        lines[3] = lines[3][: place + 1]
    else:
        lines[hurt] = lines[hurt][:place] + bytes([flipped]) + lines[hurt][place + 1 :]
    spill.path.write_bytes(b"".join(lines))
    after = Spill(folder / "a.db")
    after.keep(batch(9))
    seen: list[str] = []
    assert after.replay(lambda one: seen.append(one.id)) == 4
    assert seen == [f"batch-{number}" for number in (0, 1, 2, 3, 9) if number != hurt]
    assert after.set_aside >= 1
    assert after.aside.exists()
    assert not after.waiting()


def test_a_failure_keeps_everything_for_later(store: Store) -> None:
    spill = Spill(store.path)
    for number in range(4):
        spill.keep(batch(number))
    assert spill.replay(refuse) == 0
    assert spill.waiting()
    book, calls = booking(store), iter(range(9))

    def book_two(one: Batch) -> None:
        if next(calls) >= 2:
            refuse(one)
        book(one)

    assert spill.replay(book_two) == 2
    spill.keep(batch(4))
    assert Spill(store.path).replay(book) == 3
    assert booked(store) == [0, 1, 2, 3, 4]


def test_a_batch_that_no_time_will_make_fit_does_not_stop_the_others(store: Store) -> None:
    spill, book = Spill(store.path), booking(store)

    def picky(one: Batch) -> None:
        if one.id == "batch-1":
            refuse(one)
        book(one)

    for number in range(3):
        spill.keep(batch(number))
    assert spill.replay(picky) == 2
    for number in range(3, 6):
        spill.keep(batch(number))
        spill.replay(picky)
    assert booked(store) == [0, 2, 3, 4, 5]
    assert not spill.waiting()
    assert spill.set_aside == 1
    assert b"batch-1" in spill.aside.read_bytes()


def test_a_database_that_takes_nothing_for_long_costs_nothing(store: Store) -> None:
    spill = Spill(store.path)
    spill.keep(batch(0))
    for _ in range(20):
        assert spill.replay(refuse) == 0
    assert spill.replay(booking(store)) == 1
    assert booked(store) == [0]


def test_a_long_journal_is_booked_piece_by_piece(store: Store) -> None:
    spill = Spill(store.path)
    for number in range(3):
        spill.keep(batch(number))
    assert spill.replay(booking(store), seconds=0) == 1
    assert spill.waiting()
    assert spill.replay(booking(store)) == 2
    assert booked(store) == [0, 1, 2]


def test_where_even_the_journal_cannot_be_written_memory_keeps_it(store: Store) -> None:
    journal_path(store.path).mkdir()
    spill = Spill(store.path)
    for number in range(3):
        spill.keep(batch(number))
    assert spill.waiting()
    assert spill.replay(refuse) == 0
    journal_path(store.path).rmdir()
    spill.keep(batch(3))
    assert len(spill.path.read_bytes().splitlines()) == 4, "written down in order as soon as it can be"
    assert spill.replay(booking(store)) == 4
    assert booked(store) == [0, 1, 2, 3]


def test_memory_is_booked_even_while_the_journal_cannot_be_read(store: Store) -> None:
    journal_path(store.path).mkdir()
    spill = Spill(store.path)
    spill.keep(batch(0))
    assert spill.replay(booking(store)) == 1
    assert spill.replay(booking(store)) == 0
    assert journal_path(store.path).is_dir(), "what cannot be read is left as it is"
    assert booked(store) == [0]


def test_a_line_torn_by_a_crash_is_set_aside_at_the_next_start(store: Store) -> None:
    Spill(store.path).keep(batch(0))
    path = journal_path(store.path)
    path.write_bytes(path.read_bytes() + b"00000000 {torn")
    spill = Spill(store.path)
    assert (spill.set_aside, spill.aside.read_bytes()) == (1, b"00000000 {torn\n")
    assert spill.replay(booking(store)) == 1
    path.write_bytes(b"torn")
    assert not Spill(store.path).waiting()


def test_memory_is_bounded_and_what_is_given_up_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spilling, "IN_MEMORY", 2)
    journal_path(store.path).mkdir()
    spill = Spill(store.path)
    for number in range(5):
        spill.keep(batch(number))
    assert spill.given_up == 3
    journal_path(store.path).rmdir()
    assert spill.replay(booking(store)) == 2
    assert booked(store) == [3, 4]


def test_a_locked_database_delays_and_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    spill, book = Spill(store.path), booking(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem, match="另一个程序"):
            book(batch(0))
        spill.keep(batch(0))
        assert spill.replay(book) == 0
        somebody.execute("ROLLBACK")
    assert spill.replay(book) == 1
    assert booked(store) == [0]


CHILD = """
import resource, sys
from pathlib import Path
from fjgov_tui.errors import StoreProblem
from fjgov_tui.monitor.process.spill import Spill
from fjgov_tui.store import open_store
from tests.monitor.process.test_spill import batch, booking

path, task = Path(sys.argv[1]), sys.argv[2]
with open_store(path) as store:
    spill, book = Spill(path), booking(store)
    if task == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
        for number in range(20):
            try:
                book(batch(number))
            except StoreProblem:
                spill.keep(batch(number))
                print("kept", number, flush=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("booked", spill.replay(book), flush=True)
    for number in range(0 if task == "kill" else 10**6, 10**6):
        spill.keep(batch(number))
        print("kept", number, flush=True)
        if number % 5 == 4:
            spill.replay(book)
"""


def child(path: Path, task: str) -> subprocess.Popen[str]:
    """A monitor's writer in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), task],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def test_a_full_disk_delays_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    create_store(path).close()
    said, _ = (writer := child(path, "full")).communicate(timeout=60)
    assert writer.returncode == 0
    assert said.splitlines()[-1].startswith("booked")
    assert "kept 19" in said
    with open_store(path) as store:
        assert booked(store) == list(range(20))
        assert failing(store) == ""


def test_killed_at_any_moment_no_kept_batch_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    create_store(path).close()
    kept = -1
    for lines in (3, 7, 11):
        writer = child(path, "kill")
        assert writer.stdout is not None
        last = -1
        for _ in range(lines):
            last = int(writer.stdout.readline().split()[1])
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read()
        writer.wait()
        writer.stdout.close()
        whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        kept = max([kept, last, *(int(line.split()[1]) for line in whole)])
    with open_store(path) as store:
        Spill(path).replay(booking(store))
        found = booked(store)
        assert found == list(range(len(found)))
        assert len(found) >= kept + 1
        assert failing(store) == ""
