"""What is old goes in small steps, what is needed stays, the counts stay for ever, and the file shrinks back."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import DAY_SECONDS, day_start
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.visits import Outcome, Visit
from fjgov_tui.store import Store, back_up, create_store, open_store, restore
from fjgov_tui.store.engine import gives_back, journal_mode
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.store.watch import cleaning
from fjgov_tui.store.watch.cleaning import PAUSE, clean_step, shrink
from fjgov_tui.store.watch.days import day_counts, roll_up
from fjgov_tui.store.watch.findings import findings, fingerprint, observe
from fjgov_tui.store.watch.process import claim_batch
from fjgov_tui.store.watch.visits import visits_of
from tests.store.helpers import failing
from tests.store.watch.helpers import BEGIN, DAY, book, count, day_of_visits, seen, visit

LATER = BEGIN + 30 * DAY_SECONDS


def clean_all(store: Store, before: int, limit: int = 1000) -> list[int]:
    """Clean until nothing is left to clean; the rows of each step."""
    steps = []
    while True:
        with store.write() as writer:
            steps.append(clean_step(writer, before, limit))
        if not steps[-1]:
            return steps[:-1]


def test_visits_go_in_steps_and_their_counts_stay(store: Store) -> None:
    for number in range(5):
        for site in (1, 2):
            book(store, day_of_visits(DAY + timedelta(days=number), site=site, bad=number))
    with store.write() as writer:
        roll_up(writer, DAY, {1: 50, 2: 50, 3: 50})
    before = DAY + timedelta(days=3)
    wanted = day_counts(store.read, DAY, DAY)
    steps = clean_all(store, day_start(before) + 3600, limit=20)
    assert max(steps) == 20
    assert day_counts(store.read, DAY, DAY) == wanted, "a day that was rolled up stays as it was"
    stored = day_counts(store.read, DAY, before)
    assert [(one.day, one.n, one.bad) for one in stored if one.site == 1] == [
        (DAY, 48, 0),
        (DAY + timedelta(days=1), 48, 1),
        (DAY + timedelta(days=2), 48, 2),
    ], "a day that was not is counted before its visits go"
    assert visits_of(store.read, 1, 0, day_start(before)) == []
    assert count(store, "watch_visit") == 2 * 2 * 48, "the day in which the moment lies is kept whole"


def test_a_day_that_is_half_gone_is_not_counted_anew(store: Store) -> None:
    book(store, day_of_visits(DAY, bad=5))
    with store.write() as writer:
        roll_up(writer, DAY, {1: 48})
        clean_step(writer, LATER, 20)
        wanted = day_counts(writer, DAY, DAY)
        roll_up(writer, DAY, {1: 48})
    assert day_counts(store.read, DAY, DAY) == wanted
    assert (wanted[0].n, wanted[0].bad) == (48, 5)


def test_what_only_old_visits_needed_goes_with_them(store: Store) -> None:
    def failed(due: int, why: str) -> Visit:
        return visit(due, outcome=Outcome.STATUS, why=why, evidence=why.encode())

    book(store, [failed(BEGIN, "旧"), failed(BEGIN + 1, "都有")])
    book(store, [failed(LATER, "新"), failed(LATER + 1, "都有")])
    clean_all(store, LATER)
    kept = visits_of(store.read, 1, 0, 2**40)
    assert [(one.why, one.evidence) for one in kept] == [("新", "新".encode()), ("都有", "都有".encode())]
    texts = store.db.execute("SELECT text FROM watch_text ORDER BY id").fetchall()
    assert [row[0] for row in texts] == ["10.1.2.3", "都有", "新"]
    assert count(store, "watch_evidence") == 2


def test_findings_that_stand_or_were_judged_stay(store: Store) -> None:
    with store.write() as writer:
        observe(writer, "content", "site", 1, [seen("立"), seen("判"), seen("消")], BEGIN)
        observe(writer, "content", "site", 1, [seen("立")], BEGIN + 60)
        writer.save(
            LEDGERS["judgement"],
            {
                "fingerprint": fingerprint(seen("判")),
                "subject": "判",
                "verdict": "误报",
                "scope": "全部",
                "reason": "无",
            },
        )
    clean_all(store, LATER)
    left = {one.what: one.verdict for one in findings(store.read, open_only=False)}
    assert left == {"疑似“立”": "待核", "疑似“判”": "误报"}


def test_evidence_of_a_finding_that_stands_outlives_every_visit(store: Store) -> None:
    from dataclasses import replace

    with store.write() as writer:
        (one,) = observe(writer, "content", "site", 1, [replace(seen(), evidence=b"<a>")], BEGIN).new
    clean_all(store, LATER)
    assert (count(store, "watch_evidence"), one.evidence) == (1, 1)


def test_the_ids_of_batches_are_known_for_a_week(store: Store) -> None:
    with store.write() as writer:
        for number in range(20):
            claim_batch(writer, f"batch-{number}", BEGIN + number * DAY_SECONDS)
    clean_all(store, BEGIN - 400 * DAY_SECONDS)
    kept = [str(row[0]) for row in store.db.execute("SELECT id FROM watch_batch ORDER BY at")]
    assert kept == [f"batch-{number}" for number in range(11, 20)]


def test_new_files_shrink_back(store: Store) -> None:
    fill(store)
    full = size(store)
    clean_all(store, LATER)
    assert shrink(store) > 0
    assert size(store) < full / 2
    assert failing(store) == ""
    assert shrink(store) == 0


def fill(store: Store) -> None:
    """Some two megabytes of evidence that no compression makes smaller."""
    import random

    dice = random.Random(3)
    book(store, [visit(BEGIN + n, outcome=Outcome.STATUS, evidence=dice.randbytes(4000)) for n in range(500)])


def size(store: Store) -> int:
    """The file's own size, with nothing left in the write-ahead log."""
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(store.path).stat().st_size


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file of the release before the monitor: without its tables, and made without the gift of shrinking."""
    path = tmp_path / "older.db"
    create_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE name GLOB 'watch_*' AND type = 'table'")
        from_monitor = [str(row[0]) for row in names]
        for name in from_monitor:
            connection.execute(f"DROP TABLE {name}")
        for name in ("incident", "schedule", "maintenance", "acceptance", "judgement", "term", "channel"):
            connection.execute(f"DROP TABLE {name}")
        connection.execute("DELETE FROM meta WHERE name <> 'file'")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("VACUUM")
    return path


def test_an_older_file_learns_to_shrink_when_it_is_upgraded(older: Path) -> None:
    with open_store(older) as store:
        assert gives_back(store.db.conn)
        assert failing(store) == ""
        fill(store)
        full = size(store)
        clean_all(store, LATER)
        shrink(store)
        assert size(store) < full / 2
    assert len(list(older.parent.glob("older.db.before-upgrade-*"))) == 2, "the backup and its manifest"


@pytest.mark.skipif(journal_mode() != "wal", reason="this SQLite uses no write-ahead log")
def test_an_older_file_that_somebody_reads_is_upgraded_all_the_same(older: Path) -> None:
    with closing(sqlite3.connect(older, isolation_level=None)) as reading:
        reading.execute("PRAGMA journal_mode = WAL")
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM trail").fetchone()
        with open_store(older) as store:
            assert count(store, "watch_visit") == 0
            assert gives_back(store.db.conn), "a write-ahead log lets it be written anew beside a reader"


def test_a_restored_file_shrinks_too(older: Path, tmp_path: Path) -> None:
    with open_store(older) as store:
        store.db.execute("PRAGMA journal_mode = DELETE")
        store.db.execute("PRAGMA auto_vacuum = NONE")
        store.db.execute("VACUUM")
        assert not gives_back(store.db.conn)
        back_up(store, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", older, "1")
    with open_store(older) as store:
        assert gives_back(store.db.conn)


WAITER = """
import sys, time
from pathlib import Path
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store
with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for number in range(200):
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": f"第{number}镇", "kind": "乡镇街道"})
        time.sleep(0.004)
    print("done")
"""


def test_others_write_beside_the_monitor(store: Store) -> None:
    for number in range(10):
        book(store, day_of_visits(DAY + timedelta(days=number), n=57) + day_of_visits(DAY, site=2 + number))
    waiter = subprocess.Popen([sys.executable, "-c", WAITER, str(store.path)], stdout=subprocess.PIPE, text=True)
    assert waiter.stdout is not None
    assert waiter.stdout.readline() == "ready\n"
    sweep = 0
    while waiter.poll() is None:
        book(store, [visit(LATER + sweep * 100 + site, site=site) for site in range(1, 63)])
        time.sleep(PAUSE)
        with store.write() as writer:
            clean_step(writer, LATER, 1000)
        time.sleep(PAUSE)
        sweep += 1
    assert waiter.stdout.read() == "done\n"
    waiter.stdout.close()
    # How long they wait for each other, `benchmarks/watch_store.py` measures.
    assert sweep >= 10


def test_cleaning_names_every_table_that_grows(store: Store) -> None:
    tables = {str(row[0]) for row in store.db.execute("SELECT name FROM sqlite_master WHERE name GLOB 'watch_*'")}
    bounded = {
        "watch_day",
        "watch_site",
        "watch_page",
        "watch_facts",
        "watch_snapshot",
        "watch_link",
        "watch_beat",
        "watch_run",
        "watch_listed",  # forgets what is old whenever it is written
    }
    made = {
        name
        for name in tables
        if store.db.execute("SELECT type FROM sqlite_master WHERE name = ?", [name]).fetchone()[0] == "table"
    }
    assert made == bounded | {"watch_visit", *cleaning._OLD}
