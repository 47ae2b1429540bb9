"""Whatever goes through the program changes a table and its seal together, in whatever words and order."""

from contextlib import suppress

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from fjgov_tui.store.seals import broken_seals, changed_by

DRAFT = "('wangfang', 'unit', 0, '2026-11-23T03:30:00Z', '{}')"


def test_a_table_first_written_in_a_transaction_that_was_rolled_back_is_sealed_by_the_next(store: Store) -> None:
    for _ in range(2):
        with suppress(ZeroDivisionError), store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "县教委", "kind": "部门"})
            raise ZeroDivisionError
    with store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "县教委", "kind": "部门"})
    with store.remarks() as db:
        db.execute(f"INSERT INTO draft VALUES {DRAFT}")
    with store.remarks() as db:
        db.execute("DELETE FROM draft")
    assert not list(broken_seals(store.db))


def test_a_table_first_written_while_another_is_read_is_sealed(store: Store) -> None:
    with store.write() as writer:
        for number in range(3):
            writer.save(LEDGERS["unit"], {"name": f"县{number}局", "kind": "部门"})
    with store.remarks() as db:
        read = []
        for row in db.execute("SELECT name FROM unit ORDER BY name"):
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [f"seen {row[0]}", ""])
            read.append(row[0])
            db.execute(f"INSERT OR REPLACE INTO draft VALUES {DRAFT}")
    assert read == ["县0局", "县1局", "县2局"]
    assert not list(broken_seals(store.db))


@pytest.mark.parametrize(
    "sql",
    [
        f"INSERT INTO draft VALUES {DRAFT}",
        f"insert into Draft values {DRAFT}",
        f"\n REPLACE INTO main.draft VALUES {DRAFT}",
        f'INSERT OR IGNORE INTO "draft"VALUES {DRAFT}',
        f"WITH one AS (SELECT 1) INSERT INTO draft SELECT * FROM (VALUES {DRAFT})",
        f"/* a remark */ INSERT INTO draft VALUES {DRAFT}",
    ],
)
def test_in_whatever_words_a_table_is_changed_its_seal_is(store: Store, sql: str) -> None:
    with store.remarks() as db:
        db.execute(sql)
    with store.remarks() as db:
        db.conn.executemany(sql.replace("'unit'", "?"), [("person",), ("site",)])
        assert db.execute("SELECT count(*) FROM draft").fetchone()[0] == 3
    assert not list(broken_seals(store.db))


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("SELECT name FROM unit", None),
        ("WITH RECURSIVE days AS (SELECT 1) SELECT * FROM days", None),
        ("INSERT INTO trail VALUES (1)", None),
        ("UPDATE unit SET name = ''", "unit"),
        ('DELETE FROM "unit"', "unit"),
        ("INSERT OR REPLACE INTO watch_page (site) VALUES (1)", "watch_page"),
        ("DELETE FROM alone.unit", ""),
        ("WITH one AS (SELECT 1) DELETE FROM unit", ""),
        ("CREATE TABLE unit (id)", ""),
    ],
)
def test_what_is_not_plainly_about_one_table_is_taken_to_change_any(sql: str, table: str | None) -> None:
    assert changed_by(sql) == table
