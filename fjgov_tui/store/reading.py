"""Pure reads: records, lists, counts. Nothing here changes the file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Field, Ledger, Record
from fjgov_tui.ledgers.types import Reference, Stored
from fjgov_tui.store import trail, trail_reading
from fjgov_tui.store.encryption import FieldCipher, clear_record, has_key
from fjgov_tui.store.naming import NameBook, label_sql
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.text import tidy

IDS_AT_ONCE = 500
"""How many records one statement fetches by id; below SQLite's oldest limit of 999 variables."""


@dataclass(frozen=True)
class Selection:
    """Which records of a ledger, and in which order."""

    ledger: str
    words: str = ""
    """Every word must occur in the record, in a name it points to, or in the pinyin initials of either."""
    sort: str = ""
    """A field's name; empty for the ledger's own order, by pinyin."""
    descending: bool = False
    where: tuple[tuple[str, Stored], ...] = ()
    """Fields that must have exactly these stored values."""


@dataclass(frozen=True)
class Referrer:
    """A live record that points to another."""

    ledger: str
    id: int
    title: str
    field: str


class Reader:
    """Reads through one connection; belongs to that connection's thread."""

    def __init__(self, db: Handle) -> None:
        """Bind the reader to a connection."""
        self.db = db

    def names(self, today: date | None = None) -> NameBook:
        """A fresh book of names; with the day of the write that it is to serve, if it is to serve one."""
        return NameBook(self.db, today)

    def next_id(self, ledger: Ledger) -> int:
        """The id that the next new record would get; ids are never used twice."""
        newest = self.db.conn.execute(f"SELECT coalesce(max(id), 0) FROM {name_sql(ledger.name)}").fetchone()
        return int(newest[0]) + 1

    def owner(self, ledger: Ledger, field: Field, value: Stored) -> int | None:
        """The live record whose unique field has the value."""
        row = self.db.conn.execute(
            f"SELECT id FROM {name_sql(ledger.name)} WHERE removed_at IS NULL AND {name_sql(field.name)} = ?", [value]
        ).fetchone()
        return int(row[0]) if row else None

    def record(self, ledger: Ledger, record_id: int) -> Record:
        """One record, removed or not.

        Raises:
            InputProblem: there is no record of that id.
        """
        for record in self._records(ledger, "t.id = ?", [record_id]):
            return record
        raise InputProblem(f"台账“{ledger.title}”里没有编号 {record_id} 的记录", remedy="请用 ledger show 查看编号")

    def records(self, ledger: Ledger, ids: Sequence[int] | None = None) -> Iterator[Record]:
        """The live records in the order of their ids, or those with the given ids in the order given."""
        if ids is None:
            yield from self._records(ledger, "t.removed_at IS NULL", [])
            return
        for start in range(0, len(ids), IDS_AT_ONCE):
            part = list(ids[start : start + IDS_AT_ONCE])
            marks = ", ".join("?" * len(part))
            records = {record.id: record for record in self._records(ledger, f"t.id IN ({marks})", part)}
            yield from (records[number] for number in part if number in records)

    def removed(self, ledger: Ledger) -> Iterator[Record]:
        """The removed records, those removed last first."""
        gone = self._records(ledger, "t.removed_at IS NOT NULL", [])
        yield from sorted(gone, key=lambda record: str(record.removed_at), reverse=True)

    def _records(self, ledger: Ledger, condition: str, given: Sequence[Stored]) -> Iterator[Record]:
        fields = ", ".join(f"t.{name_sql(field.name)}" for field in ledger.fields)
        called = "".join(f", {_name_of(field, reference)}" for field, reference in ledger.references)
        rows = self.db.conn.execute(
            "SELECT t.id, t.revision, t.created_at, t.created_by, t.updated_at, t.updated_by, t.removed_at,"
            f" {label_sql(ledger, 't')}, {fields}{called}"
            f" FROM {name_sql(ledger.name)} t WHERE {condition} ORDER BY t.id",
            given,
        )
        # An audit makes tens of thousands of records: what is the same for all of them is worked out once.
        called_by, size = tuple(field.name for field in ledger.fields), 8 + len(ledger.fields)
        pointing = tuple((field.name, size + place) for place, (field, _) in enumerate(ledger.references))
        for row in rows:
            number, revision, created_at, created_by, updated_at, updated_by, removed_at, title = row[:8]
            yield Record(
                ledger.name,
                number,
                revision,
                dict(zip(called_by, row[8:size], strict=True)),
                {name: str(row[place]) for name, place in pointing if row[place] is not None},
                str(title or f"#{number}"),
                created_at,
                created_by,
                updated_at,
                updated_by,
                ledger,
                removed_at,
            )

    def clear(self, record: Record) -> Record:
        """The record with its sealed values as they were typed, for who shows them and books it, or uses them.

        Raises:
            KeyNeeded: they are encrypted and nobody has given the passphrase.
            WrongKey: one was damaged or moved here from elsewhere.
        """
        return clear_record(self.db, record)

    def clear_if_open(self, record: Record) -> Record:
        """The same where the key is at hand; else the record as it stands, of which sealed values say their masks."""
        return self.clear(record) if has_key(self.db) else record

    def sealed_like(self, ledger: Ledger, field: Field, text: str) -> str:
        """What `ciphertext.likeness` answers for the records whose sealed field has that value.

        Raises:
            KeyNeeded: they are encrypted and nobody has given the passphrase.
        """
        return FieldCipher(self.db).tag(ledger, field, text)

    def values(self, ledger: Ledger, names: Sequence[str]) -> Iterator[tuple[Stored, ...]]:
        """A few fields of every live record, its id before them: cheap where records hold long texts."""
        fields = ", ".join(name_sql(ledger[name].name) for name in names)
        yield from self.db.conn.execute(
            f"SELECT id, {fields} FROM {name_sql(ledger.name)} WHERE removed_at IS NULL ORDER BY id"
        )

    def find_by_key(self, ledger: Ledger, values: Mapping[str, Stored]) -> int | None:
        """The id of the live record with these values of the natural key; answered by the key's index."""
        parts = [
            f"{name_sql(name)} = ?" if ledger[name].required else f"coalesce({name_sql(name)}, '') = ?"
            for name in ledger.key
        ]
        row = self.db.conn.execute(
            f"SELECT id FROM {name_sql(ledger.name)} WHERE removed_at IS NULL AND {' AND '.join(parts)}",
            ["" if values[name] is None else values[name] for name in ledger.key],
        ).fetchone()
        return int(row[0]) if row else None

    def ids(self, selection: Selection, limit: int = -1) -> array[int]:
        """The ids of the selected live records, in order; all of them where no limit is given."""
        condition, given = _condition(selection)
        rows = self.db.conn.execute(
            f"SELECT t.id FROM {name_sql(selection.ledger)} t WHERE {condition} {_order(selection)} LIMIT ?",
            [*given, limit],
        )
        return array("q", (row[0] for row in rows))

    def ids_about(
        self, ledger: Ledger, kinds: tuple[str, Sequence[str]], about: tuple[str, Sequence[int]]
    ) -> list[int]:
        """The ids of the live records of some kinds about some others, in order; a few statements for any number.

        Args:
            ledger: the ledger.
            kinds: a text field and the values of which it has one; with the next field the beginning of the key.
            about: a number field and the values of which it has one.
        """
        (kind, wanted), (field, numbers) = kinds, about
        ids: list[int] = []
        for start in range(0, len(numbers), IDS_AT_ONCE):
            part = numbers[start : start + IDS_AT_ONCE]
            rows = self.db.conn.execute(
                f"SELECT id FROM {name_sql(ledger.name)} WHERE removed_at IS NULL"
                f" AND {name_sql(kind)} IN ({', '.join('?' * len(wanted))})"
                f" AND {name_sql(field)} IN ({', '.join('?' * len(part))})",
                [*wanted, *part],
            )
            ids += [int(row[0]) for row in rows]
        return sorted(ids)

    def count(self, ledger: Ledger) -> int:
        """How many live records."""
        counted = self.db.conn.execute(f"SELECT count(*) FROM {name_sql(ledger.name)} WHERE removed_at IS NULL")
        return int(counted.fetchone()[0])

    def ever(self, ledger: Ledger) -> bool:
        """Whether it ever had a record, removed ones included."""
        return bool(self.db.conn.execute(f"SELECT EXISTS (SELECT 1 FROM {name_sql(ledger.name)})").fetchone()[0])

    def counts(self) -> Mapping[str, int]:
        """How many live records each ledger has."""
        return {name: self.count(ledger) for name, ledger in LEDGERS.items()}

    def referrers(self, ledger: Ledger, record_id: int, limit: int = 5) -> tuple[list[Referrer], int]:
        """Other live records that point to this one: the first few, and how many there are."""
        referrers: list[Referrer] = []
        total = 0
        for other in LEDGERS.values():
            for field, reference in other.references:
                if reference.ledger != ledger.name:
                    continue
                condition = f"{name_sql(field.name)} = ? AND removed_at IS NULL"
                if other.name == ledger.name:
                    condition += f" AND id <> {int(record_id)}"
                table = name_sql(other.name)
                total += self.db.conn.execute(
                    f"SELECT count(*) FROM {table} WHERE {condition}", [record_id]
                ).fetchone()[0]
                rows = self.db.conn.execute(
                    f"SELECT id, {label_sql(other, 't')} FROM {table} t WHERE {condition} LIMIT ?",
                    [record_id, limit],
                )
                referrers += [Referrer(other.name, row[0], str(row[1]), field.label) for row in rows]
        return referrers[:limit], total

    def history(self, ledger: Ledger, record_id: int) -> list[trail_reading.TrailEntry]:
        """What happened to a record, newest first."""
        return trail_reading.history(self.db, ledger, record_id)

    def changes(self, ledger: Ledger, field: str) -> Iterator[trail_reading.TrailEntry]:
        """The corrections of one field in a whole ledger, oldest first."""
        return trail_reading.changes(self.db, ledger, field)

    def latest_changes(self, limit: int) -> list[trail_reading.TrailEntry]:
        """What happened in the whole file, newest first."""
        return trail_reading.latest(self.db, limit)

    def notes(self, action: str) -> Iterator[trail_reading.TrailEntry]:
        """What was booked under a word of the file's own (`Writer.note`), newest first."""
        return trail_reading.notes(self.db, action)

    def bookings(self) -> Iterator[list[trail_reading.TrailEntry]]:
        """What was written in one transaction after the other, the newest first."""
        return trail_reading.bookings(self.db)

    def latest_alike(self, limit: int) -> list[tuple[trail_reading.TrailEntry, int]]:
        """The same, with what one transaction did alike to one ledger told once and counted."""
        return trail_reading.latest_alike(self.db, limit)

    def all_changes(self) -> Iterator[trail_reading.TrailEntry]:
        """Every entry of the trail, the newest first."""
        return trail_reading.since(self.db, "")

    def alike(self, seq: int) -> list[trail_reading.TrailEntry]:
        """The entries of one transaction that did to one ledger what this one did, the newest first."""
        return trail_reading.alike(self.db, seq)

    def origin(self) -> str:
        """What tells this file and its copies from every other file; empty where it has no entry."""
        return trail.origin(self.db)

    def head(self) -> trail.Head:
        """The trail's newest entry."""
        return trail.head(self.db)

    def titles(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """The names of records of several ledgers; those that do not exist are left out."""
        titles: dict[tuple[str, int], str] = {}
        for name, record_id in set(wanted):
            ledger = LEDGERS.get(name)
            if ledger is None:
                continue
            sql = f"SELECT {label_sql(ledger, 't')} FROM {name_sql(name)} t WHERE t.id = ?"
            row = self.db.conn.execute(sql, [record_id]).fetchone()
            if row:
                titles[(name, record_id)] = str(row[0])
        return titles

    def data_version(self) -> int:
        """A number that differs from the last answer when another connection has written."""
        return int(self.db.conn.execute("PRAGMA data_version").fetchone()[0])


def _name_of(field: Field, reference: Reference) -> str:
    target, alias = LEDGERS[reference.ledger], f"r_{field.name}"
    return (
        f"(SELECT {label_sql(target, alias)} FROM {name_sql(target.name)} {alias}"
        f" WHERE {alias}.id = t.{name_sql(field.name)})"
    )


def _condition(selection: Selection) -> tuple[str, list[Stored]]:
    ledger = LEDGERS[selection.ledger]
    parts, given = ["t.removed_at IS NULL"], list[Stored]()
    for name, value in selection.where:
        parts.append(f"t.{name_sql(ledger[name].name)} IS ?")
        given.append(value)
    for word in tidy(selection.words).casefold().split():
        ways = ["instr(t.search, ?) > 0"]
        # Where nothing is referred to, the other ledger is not searched at all: half the time of a long one.
        ways += [
            f"t.{name_sql(field.name)} IS NOT NULL AND t.{name_sql(field.name)} IN"
            f" (SELECT id FROM {name_sql(reference.ledger)} WHERE instr(called, ?) > 0)"
            for field, reference in ledger.references
        ]
        parts.append(f"({' OR '.join(ways)})")
        given += [word] * len(ways)
    return " AND ".join(parts), given


def _order(selection: Selection) -> str:
    ledger, way = LEDGERS[selection.ledger], "DESC" if selection.descending else "ASC"
    if not selection.sort or (selection.sort == ledger.label and not ledger[ledger.label].reference):
        return f"ORDER BY t.sort_key {way}, t.id {way}"
    field = ledger[selection.sort]
    key = f"t.{name_sql(field.name)}"
    if field.reference is not None:
        key = f"(SELECT sort_key FROM {name_sql(field.reference.ledger)} o WHERE o.id = {key})"
    return f"ORDER BY {key} IS NULL, {key} {way}, t.id {way}"
