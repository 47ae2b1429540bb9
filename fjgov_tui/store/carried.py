"""The declarations that a file carries: those with which its records were last written.

A file is verified against what it carries, never against the program that happens to open it; what a later release
no longer declares stays in its tables and here, marked as retired.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.ledgers.types import Choices, Stored
from fjgov_tui.store.sqlite import Handle

META = ("id", "revision", "created_at", "created_by", "updated_at", "updated_by", "removed_at", "salt")
"""Columns that every ledger's table has, before its own."""
DERIVED = ("search", "called", "sort_key")
"""Columns computed from the others at each save; no part of a record's truth."""
DERIVATION = 1
"""How the derived columns are computed; one more with each change there, and every file computes them anew."""
DECLARATIONS = "declarations"
"""The row of `meta` that holds them."""
_SEALED_BEFORE = frozenset(
    {
        ("person", "mobile"),
        ("person", "phone24"),
        ("site", "backend"),
        ("account", "login"),
        ("vendor", "mobile"),
        ("channel", "address"),
    }
)
"""The sealed fields of files that carry no declarations yet (release 0.1.0)."""


@dataclass(frozen=True)
class FileField:
    """One column of a ledger, as far as verification and upgrades need to know it."""

    name: str
    label: str
    born: str
    """The name under which digests hold it."""
    sealed: bool
    resealed: bool = False
    """A later release sealed or unsealed it: older digests were computed the other way."""
    retired: bool = False
    """No longer declared; the column and what it holds stay."""
    spelt: tuple[tuple[str, str], ...] = ()
    """Present spellings of choices, each with its first one."""
    several: bool = False
    """It holds several choices, joined by `、`."""

    def first(self, value: Stored) -> Stored:
        """The value as digests hold it."""
        if not self.spelt or value is None:
            return value
        first = dict(self.spelt)
        words = str(value).split("、") if self.several else [str(value)]
        return "、".join(first.get(word, word) for word in words)


@dataclass(frozen=True)
class FileLedger:
    """One ledger as a file carries it."""

    name: str
    title: str
    born: str
    """The name under which digests hold it."""
    fields: tuple[FileField, ...]
    was: tuple[str, ...] = ()
    """Other names under which the trail has entries of it."""
    findable: str = ""
    """From what its derived columns are computed; empty where the file does not say."""
    retired: bool = False
    """No longer declared; the table and what it holds stay."""

    @property
    def retired_columns(self) -> tuple[str, ...]:
        """The columns that the table has beyond the declaration."""
        return tuple(field.name for field in self.fields if field.retired)


def _field(field: Field) -> FileField:
    spelt = field.type.spelt
    several = bool(spelt) and isinstance(field.type, Choices)
    return FileField(field.name, field.label, field.born, field.sealed, spelt=spelt, several=several)


def as_carried(ledger: Ledger, before: FileLedger | None = None) -> FileLedger:
    """A declaration as a file carries it.

    Args:
        ledger: the declaration.
        before: the same ledger as the file carried it until now; what it had beyond the declaration is retired.
    """
    fields = tuple(map(_field, ledger.fields))
    if before is not None:
        known = {field.born: field for field in before.fields}
        fields = tuple(_after(field, known.get(field.born)) for field in fields)
        born = {field.born for field in fields}
        fields += tuple(replace(field, retired=True) for field in before.fields if field.born not in born)
    return FileLedger(ledger.name, ledger.title, ledger.born, fields, ledger.was, findable(ledger))


def findable(ledger: Ledger) -> str:
    """From what the derived columns are computed; where it differs, they are computed anew."""
    searched = "|".join(f"{field.born}{'+' * short}" for field, short in ledger.searched)
    return f"{DERIVATION}|{ledger.label}|{searched}"


def _after(field: FileField, before: FileField | None) -> FileField:
    changed = before is not None and (before.resealed or before.sealed != field.sealed)
    return replace(field, resealed=changed)


def declared(before: Iterable[FileLedger] = ()) -> tuple[FileLedger, ...]:
    """This release's ledgers, and after them those that the file has beyond.

    Args:
        before: what the file carried until now.
    """
    known = {ledger.born: ledger for ledger in before}
    now = [as_carried(ledger, known.pop(ledger.born, None)) for ledger in LEDGERS.values()]
    return (*now, *(replace(ledger, retired=True) for ledger in known.values()))


def dump(ledgers: Sequence[FileLedger]) -> str:
    """The text that the file keeps."""
    return json.dumps(ledgers, default=vars, ensure_ascii=False, separators=(",", ":"))


def carried(db: Handle) -> tuple[FileLedger, ...]:
    """What a file says that its records were written with; one of release 0.1.0 says it by its columns.

    Raises:
        ValueError: somebody has made something else of it behind our back.
    """
    row = db.execute("SELECT value FROM meta WHERE name = ?", [DECLARATIONS]).fetchone()
    if row is None:
        return tuple(_from_columns(db))
    return _parse(str(row[0]))


@lru_cache(maxsize=4)
def _parse(text: str) -> tuple[FileLedger, ...]:
    """Each change asks for them, within its transaction: reading the text anew took longer than the change itself."""
    try:
        return tuple(map(_read_ledger, json.loads(text)))
    except (TypeError, KeyError) as error:
        raise ValueError("declarations") from error


def _read_ledger(stored: Mapping[str, Any]) -> FileLedger:
    fields = tuple(map(_read_field, stored["fields"]))
    return FileLedger(
        name=str(stored["name"]),
        title=str(stored["title"]),
        born=str(stored["born"]),
        fields=fields,
        was=tuple(map(str, stored["was"])),
        findable=str(stored["findable"]),
        retired=bool(stored["retired"]),
    )


def _read_field(stored: Mapping[str, Any]) -> FileField:
    return FileField(
        name=str(stored["name"]),
        label=str(stored["label"]),
        born=str(stored["born"]),
        sealed=bool(stored["sealed"]),
        resealed=bool(stored["resealed"]),
        retired=bool(stored["retired"]),
        spelt=tuple((str(now), str(first)) for now, first in stored["spelt"]),
        several=bool(stored["several"]),
    )


def _from_columns(db: Handle) -> Iterator[FileLedger]:
    """Every table with the columns that all ledgers have is one, whether this release still declares it or not."""
    by_name = {name: ledger for ledger in LEDGERS.values() for name in (ledger.name, *ledger.was)}
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        columns = [str(row[1]) for row in db.execute(f'PRAGMA table_info("{name}")')]
        if not {*META, *DERIVED} <= set(columns):
            continue
        ledger = by_name.get(name)
        labels = {old: field.label for field in ledger.fields for old in (field.name, *field.was)} if ledger else {}
        fields = tuple(
            FileField(column, labels.get(column, column), column, (name, column) in _SEALED_BEFORE)
            for column in columns
            if column not in {*META, *DERIVED}
        )
        yield FileLedger(name, ledger.title if ledger else name, name, fields)
