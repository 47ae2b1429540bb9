"""Unfinished forms, kept as typed, so that a dropped SSH line loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from fjgov_tui.store.sqlite import Handle


@dataclass(frozen=True)
class Draft:
    """What somebody had typed into a form."""

    ledger: str
    record: int
    """The record that was edited; 0 for a new one."""
    saved_at: str
    typed: Mapping[str, str]
    """Text by field name, unchecked."""


class Drafts:
    """One user's drafts; at most one for each record and one for a new record of each ledger."""

    def __init__(self, db: Handle, owner: str, at: str) -> None:
        """Bind to a connection.

        Args:
            db: the connection; with a transaction where something is kept or dropped.
            owner: whose drafts.
            at: the present instant.
        """
        self._db, self._owner, self._at = db, owner, at

    def keep(self, ledger: str, record: int, typed: Mapping[str, str]) -> None:
        """Keep what is typed, in place of an earlier draft of the same form."""
        self._db.execute(
            "INSERT INTO draft (owner, ledger, record, saved_at, typed) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (owner, ledger, record)"
            " DO UPDATE SET saved_at = excluded.saved_at, typed = excluded.typed",
            # ASCII, because typed text may hold half a surrogate pair, which SQLite would not take.
            [self._owner, ledger, record, self._at, json.dumps(dict(typed))],
        )

    def drop(self, ledger: str, record: int) -> None:
        """The form was saved, or thrown away on purpose."""
        self._db.execute(
            "DELETE FROM draft WHERE owner = ? AND ledger = ? AND record = ?", [self._owner, ledger, record]
        )

    def find(self, ledger: str, record: int) -> Draft | None:
        """The draft of a form, where there is one."""
        row = self._db.execute(
            "SELECT saved_at, typed FROM draft WHERE owner = ? AND ledger = ? AND record = ?",
            [self._owner, ledger, record],
        ).fetchone()
        return Draft(ledger, record, str(row[0]), json.loads(row[1])) if row else None
