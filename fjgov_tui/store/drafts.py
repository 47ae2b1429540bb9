"""Unfinished forms, kept as typed, so that a dropped SSH line loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.store.encryption import has_key, key_box
from fjgov_tui.store.keys import CellPlace
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
    shut: tuple[str, ...] = ()
    """Labels of sealed fields of which something was typed that only the passphrase opens."""


def draft_place(file: str, ledger: Ledger, field: Field, owner: str, record: int) -> CellPlace:
    """Where the sealed line of an unfinished form belongs; never equal to that of a record."""
    return CellPlace(file, f"draft {ledger.born}", field.born, f"{record}|{owner}")


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

    def keep(self, ledger: str, record: int, typed: Mapping[str, str]) -> tuple[str, ...]:
        """Keep what is typed, in place of an earlier draft of the same form.

        Returns:
            Labels of the sealed fields that could not be kept, because nobody has given the passphrase.
        """
        texts, lost = self._encrypted(ledger, record, typed)
        self._db.execute(
            "INSERT INTO draft (owner, ledger, record, saved_at, typed) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (owner, ledger, record)"
            " DO UPDATE SET saved_at = excluded.saved_at, typed = excluded.typed",
            # ASCII, because typed text may hold half a surrogate pair, which SQLite would not take.
            [self._owner, ledger, record, self._at, json.dumps(texts)],
        )
        return lost

    def _encrypted(self, name: str, record: int, typed: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """What may stand in the file; without the key what was kept of a sealed line before stays as it is."""
        ledger, box, texts, lost = LEDGERS.get(name), key_box(self._db), dict(typed), list[str]()
        if ledger is None or box is None or not ledger.encrypted:
            return texts, ()
        key = self._db.keys.key if has_key(self._db) else None
        before = {} if key is not None else self._stored(name, record)
        for field in ledger.encrypted:
            text = typed.get(field.name, "")
            if key is not None and text:
                place = draft_place(box.file, ledger, field, self._owner, record)
                texts[field.name] = key.encrypt(place, text)
                continue
            if text:
                del texts[field.name]
                lost.append(field.label)
            if is_encrypted(before.get(field.name)) and (text or field.name not in typed):
                texts[field.name] = before[
                    field.name
                ]  # What was kept while the key was there: rather that than nothing.
        return texts, tuple(lost)

    def _stored(self, ledger: str, record: int) -> dict[str, str]:
        row = self._db.execute(
            "SELECT typed FROM draft WHERE owner = ? AND ledger = ? AND record = ?", [self._owner, ledger, record]
        ).fetchone()
        return dict(json.loads(row[0])) if row else {}

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
        if row is None:
            return None
        texts, shut = self._clear(ledger, record, json.loads(row[1]))
        return Draft(ledger, record, str(row[0]), texts, shut)

    def _clear(self, name: str, record: int, texts: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """What was typed; sealed lines that the key at hand does not open are left out and named."""
        ledger, box, shut = LEDGERS.get(name), key_box(self._db), list[str]()
        for field in ledger.encrypted if ledger is not None else ():
            text = texts.get(field.name)
            if ledger is None or not is_encrypted(text):
                continue
            key = self._db.keys.key
            if box is not None and key is not None and has_key(self._db):
                place = draft_place(box.file, ledger, field, self._owner, record)
                texts[field.name] = key.decrypt(place, str(text))
            else:
                del texts[field.name]
                shut.append(field.label)
        return texts, tuple(shut)
