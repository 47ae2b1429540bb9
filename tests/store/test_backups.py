"""A file remembers its last proven backup, and a backup knows that it is one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fjgov_tui.errors import ReadOnlyProblem
from fjgov_tui.store import Store, back_up, open_store, restore, verify
from fjgov_tui.store.backups import LAST, book_backup, is_copy, last_backup
from tests.store.helpers import add_unit


def test_the_file_remembers_when_where_and_up_to_which_entry(store: Store, tmp_path: Path) -> None:
    assert last_backup(store.read) is None
    add_unit(store)
    made = back_up(store, tmp_path / "b.db")
    assert last_backup(store.read) is None, "whoever only reads cannot note it"
    book_backup(store, made.note)
    note = last_backup(store.read)
    assert note == made.note
    assert (note.path, note.anchor, note.lies_there) == (str(tmp_path / "b.db"), str(store.read.head()), True)
    made.path.unlink()
    assert not note.lies_there
    assert verify(store.db, [made.head]).ok


def test_a_read_only_file_notes_nothing(store: Store, tmp_path: Path) -> None:
    made = back_up(store, tmp_path / "b.db")
    with open_store(store.path, readonly=True) as inspector, pytest.raises(ReadOnlyProblem):
        book_backup(inspector, made.note)
    assert last_backup(store.read) is None


def test_a_backup_knows_that_it_is_one_until_it_is_put_in_place(store: Store, tmp_path: Path) -> None:
    assert is_copy(store.read) is None
    made = back_up(store, tmp_path / "b.db")
    with open_store(made.path, readonly=True) as copy:
        note = is_copy(copy.read)
        assert note is not None
        assert note.at == made.at
    by_hand = tmp_path / "county-in-use.db"
    shutil.copy(made.path, by_hand)
    with open_store(by_hand, readonly=True) as live:
        assert is_copy(live.read) is None
    fresh = tmp_path / "fresh" / "b.db"
    fresh.parent.mkdir()
    restore(made.path, fresh, "x")
    with open_store(fresh, readonly=True) as live:
        assert is_copy(live.read) is None, "restored under the name of the backup, it is the file in use"
        assert last_backup(live.read) == made.note


def test_a_note_that_nobody_can_read_is_none(store: Store, tmp_path: Path) -> None:
    made = back_up(store, tmp_path / "b.db")
    book_backup(store, replace(made.note, at="gestern"))
    assert last_backup(store.read) is None
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("UPDATE meta SET value = ? WHERE name = ?", ["[1]", LAST])
        other.commit()
    assert last_backup(store.read) is None
