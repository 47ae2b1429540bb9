"""The named steps that bring a file's schema to this release.

A release that changes a declaration adds one step that calls `sync_ledgers`, and its name to `steps.KNOWN`; a file
that has steps which this program does not know was written by a newer release and is refused.
"""

from sqlite_utils import Database, Migrations

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store.schema import TAG_SQL, TRAIL_SQL, sync_ledgers
from fjgov_tui.store.steps import MIGRATION_SET
from fjgov_tui.store.watch.schema import WATCH_SQL

migrations = Migrations(MIGRATION_SET)


@migrations()
def m0001_foundation(db: Database) -> None:
    """The trail, drafts, and the ledgers of chapters 1, 2, 3, 6, 11 and 12."""
    for statement in _statements(TRAIL_SQL):
        db.execute(statement)
    sync_ledgers(db, LEDGERS.values())


@migrations()
def m0002_passwords(db: Database) -> None:
    """Rotations, handovers, settings and reminders; the tags by which a password used before is recognised."""
    for statement in _statements(TAG_SQL):
        db.execute(statement)
    sync_ledgers(db, LEDGERS.values())


@migrations()
def m0003_monitor(db: Database) -> None:
    """The monitor's tables; incidents, schedules and what else people tell the monitor; more settings."""
    for statement in _statements(WATCH_SQL):
        db.execute(statement)
    sync_ledgers(db, LEDGERS.values())


@migrations()
def m0004_procedures(db: Database) -> None:
    """Posts, substitutions, and what is signed in procedures."""
    sync_ledgers(db, LEDGERS.values())


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction around it."""
    import sqlite3

    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
