"""What a file knows of its backups: which one was made last, and whether it is one itself.

Both stand in `meta`, not in the trail: they are no facts of the ledgers. What a backup holds is proven by its manifest
and by the trail inside it; that it was made is told here only so that nobody forgets to make the next.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.steps import fact
from fjgov_tui.store.store import Store

LAST, COPY = "last_backup", "copy"
"""Rows of `meta`: the last proven backup of this file, and that this file was made as a backup."""


@dataclass(frozen=True, kw_only=True)
class BackupNote:
    """A backup that passed verification, as a file remembers it."""

    at: str
    """When it was made, UTC."""
    path: str
    """Where it was put, whole."""
    anchor: str
    """Where its trail ends."""
    bytes: int = 0

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return parse_instant(self.at)

    @property
    def lies_there(self) -> bool:
        """Whether a file of its size still lies where it was put; what is on a disk that was taken away does not."""
        try:
            return Path(self.path).stat().st_size == self.bytes
        except OSError:
            return False


def last_backup(reader: Reader) -> BackupNote | None:
    """The last proven backup of the file; `None` where none was made, or nobody could note it."""
    return _note(reader.db, LAST)


def is_copy(reader: Reader) -> BackupNote | None:
    """When and as what the file was made, where it is a backup that still bears its name.

    A backup that was put in place by hand under another name is the file in use from then on.
    """
    note, path = _note(reader.db, COPY), reader.db.path
    return note if note is not None and path is not None and Path(note.path).name == path.name else None


def note_copy(copy: Handle, note: BackupNote) -> None:
    """Have a copy know that it is one, before it is verified and put in place."""
    from fjgov_tui.store.seals import sealing

    with sealing(copy, "meta"):
        keep_copy(copy, note)


def keep_copy(copy: Handle, note: BackupNote) -> None:
    """The same where all seals are computed anew afterwards."""
    _keep(copy, COPY, note)


def forget_copy(db: Handle, last: BackupNote) -> None:
    """A backup becomes the file in use: it is no copy, and it is its own last backup."""
    from fjgov_tui.store.seals import sealing

    with sealing(db, "meta"):
        db.execute("DELETE FROM meta WHERE name = ?", [COPY])
        _keep(db, LAST, last)


def book_backup(store: Store, note: BackupNote) -> None:
    """Have the file in use remember its backup.

    Raises:
        StoreProblem: it cannot be written, or another program holds it.
    """
    with store.remarks() as db:
        _keep(db, LAST, note)


def copied_at(db: Handle) -> BackupNote | None:
    """The note that `note_copy` left, whatever the file is called now."""
    return _note(db, COPY)


def _keep(db: Handle, name: str, note: BackupNote) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, json.dumps(asdict(note), ensure_ascii=False)])


def _note(db: Handle, name: str) -> BackupNote | None:
    """The note of that name; what nobody can read is none."""
    try:
        value = json.loads(fact(db, name) or "null")
        note = BackupNote(at=value["at"], path=value["path"], anchor=value["anchor"], bytes=value["bytes"])
        parse_instant(note.at)
    except (ValueError, TypeError, KeyError):
        return None
    return note
