"""Which migration steps this release knows, and which a file has: asked at every opening, so kept apart and light."""

from __future__ import annotations

from fjgov_tui.store.sqlite import Handle

APPLICATION_ID = 0x464A4756
"""`FJGV`: tells a ledger file from any other SQLite file."""
MIGRATION_SET = "fjgov"
KNOWN = ("m0001_foundation", "m0002_passwords")
"""Every step of `migrations.py`, in order."""


def applied_steps(db: Handle) -> list[str]:
    """The steps that a file has gone through."""
    if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()[0]:
        return []
    rows = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", [MIGRATION_SET])
    return [str(row[0]) for row in rows]


def pending_steps(db: Handle) -> list[str]:
    """The steps that a file has still to go through."""
    done = set(applied_steps(db))
    return [step for step in KNOWN if step not in done]


def unknown_steps(db: Handle) -> list[str]:
    """Steps that were applied to the file and that this release does not have."""
    return [step for step in applied_steps(db) if step not in KNOWN]
