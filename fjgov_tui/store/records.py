"""Changes to records: each one writes its row and its trail entry, or neither."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import datetime

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.errors import ConflictProblem, InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger, Record
from fjgov_tui.ledgers.types import Raw, Stored
from fjgov_tui.ledgers.validate import normalise, told_again
from fjgov_tui.pinyin import initials, sort_key
from fjgov_tui.store.carried import DERIVED, META, FileLedger, carried
from fjgov_tui.store.constraints import check_references, refused
from fjgov_tui.store.encryption import FieldCipher
from fjgov_tui.store.naming import NameBook
from fjgov_tui.store.permissions import Permissions
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.trail import TrailWriter, canonical, masked, record_digest

Row = dict[str, Stored]


def derived(ledger: Ledger, row: Mapping[str, Stored]) -> Row:
    """The columns that make a record findable: text, name and place in lists, with pinyin initials."""
    shown_texts = [
        (field.type.show(row[field.name]), brief) for field, brief in ledger.searched if row.get(field.name) is not None
    ]
    text = "\n".join([shown for shown, _ in shown_texts])
    short = "\n".join([shown for shown, brief in shown_texts if brief])
    label = ledger[ledger.label]
    called = "" if label.reference else str(row.get(label.name) or "")
    return {
        "search": f"{text.casefold()}\n{initials(short)}",
        "called": f"{called.casefold()}\n{initials(called)}",
        "sort_key": sort_key(called),
    }


def fresh_salt() -> str:
    """What binds the sealed values of a record to its digests, so that nobody can try them all."""
    return os.urandom(16).hex()


def _check_open(ledger: Ledger) -> None:
    """Refuse what the program alone adds to and nobody changes.

    Raises:
        InputProblem: the ledger is append-only.
    """
    if ledger.append_only:
        raise InputProblem(ledger.append_only, where=ledger.title, remedy="请在所属的办件里办理")


class Writer(Reader):
    """Writes inside one transaction that the store has begun; reads see what it has written so far."""

    def __init__(
        self, db: Handle, trail: TrailWriter, user: str, at: str, permissions: Permissions | None = None
    ) -> None:
        """Bind the writer to a transaction.

        Args:
            db: a connection that holds the write lock.
            trail: where each change is booked.
            user: who is named in `created_by` and `updated_by`.
            at: the instant of the transaction.
            permissions: what the user may write; everything where not given.
        """
        super().__init__(db)
        self._trail, self._user, self._at, self._permissions = trail, user, at, permissions
        self._next: dict[str, int] = {}
        self._carried: dict[str, FileLedger] | None = None
        self._inserts: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._field_cipher: FieldCipher | None = None
        now = parse_instant(at)
        self.name_book = NameBook(db, beijing_day(now), now)
        """Names as this transaction sees them."""

    def _as_carried(self, ledger: Ledger) -> FileLedger:
        """The ledger with what the file has beyond its declaration: digests are computed over both."""
        if self._carried is None:
            self._carried = {ledger.name: ledger for ledger in carried(self.db)}
        return self._carried[ledger.name]

    @property
    def cipher(self) -> FieldCipher:
        """How this transaction writes sealed fields."""
        if self._field_cipher is None:
            self._field_cipher = FieldCipher(self.db)
        return self._field_cipher

    @property
    def at(self) -> str:
        """The instant of the transaction."""
        return self._at

    def not_after(self, moment: datetime) -> datetime:
        """A moment that somebody read from the clock, and that of the transaction where it lies behind that.

        The transaction takes its own before it waits for the lock, and no record says what happened after it.
        """
        return min(moment, parse_instant(self._at))

    @property
    def user(self) -> str:
        """Who is named in `created_by` and `updated_by`."""
        return self._user

    def reserve(self, ledger: Ledger) -> int:
        """An id for a record that will be added in this transaction; ids are never used twice."""
        if ledger.name not in self._next:
            newest = self.db.conn.execute(f"SELECT coalesce(max(id), 0) FROM {name_sql(ledger.name)}").fetchone()
            self._next[ledger.name] = int(newest[0])
        self._next[ledger.name] += 1
        return self._next[ledger.name]

    def save(
        self,
        ledger: Ledger,
        given: Mapping[str, Raw],
        record: Record | None = None,
        revision: int | None = None,
    ) -> int:
        """Validate what was handed in and add or change the record.

        Args:
            ledger: the declaration.
            given: raw values by field name; fields that are missing keep their value.
            record: the record to change; `None` adds one.
            revision: the revision that the user saw; the record's own where not given.

        Returns:
            The record's id.

        Raises:
            RecordProblem: some fields cannot be taken; all of them are named.
            ConflictProblem: a newer save exists.
        """
        _check_open(ledger)
        subject = f"{ledger.title} {record.title}" if record else f"新{ledger.title}"
        values, problems = normalise(
            ledger, given, self.name_book, record.values if record else None, record.id if record else None
        )
        if problems:
            raise RecordProblem(subject, problems)
        record_id = record.id if record else self.add(ledger, values)
        if record is not None:
            repeated = told_again(ledger, given, record.values)
            self.change(ledger, record_id, values, record.revision if revision is None else revision, repeated)
        self.name_book.forget(ledger.name)
        return record_id

    def add(self, ledger: Ledger, values: Mapping[str, Stored], record_id: int | None = None) -> int:
        """Write a new record.

        Args:
            ledger: the declaration.
            values: validated values of every field.
            record_id: an id from `reserve`; a new one where not given.

        Returns:
            The record's id.

        Raises:
            RecordProblem: a live record has the same key or the same unique value.
            KeyNeeded: a sealed value is written without the key.
        """
        record_id = record_id or self.reserve(ledger)
        if ledger.encrypted:
            values = self.cipher.encrypted(ledger, record_id, values, {})
        row: Row = dict(values)
        row |= {
            "id": record_id,
            "revision": 1,
            "created_at": self._at,
            "created_by": self._user,
            "updated_at": self._at,
            "updated_by": self._user,
            "removed_at": None,
            # The digest of an encrypted value needs none, and one that lay beside it would prove a guess.
            "salt": "" if ledger.encrypted and self.cipher.box is not None else fresh_salt(),
        }
        row |= derived(ledger, row)
        self._permit(ledger, row)
        sql, names = self._insert_sql(ledger)
        self._execute(ledger, row, sql, [row[name] for name in names])
        filled = {name: value for name, value in values.items() if value is not None}
        self._trail.append(
            "新增",
            ledger.name,
            record_id,
            1,
            ("{}", canonical(masked(ledger, filled)), record_digest(self._as_carried(ledger), row)),
        )
        return record_id

    def _insert_sql(self, ledger: Ledger) -> tuple[str, tuple[str, ...]]:
        known = self._inserts.get(ledger.name)
        if known is None:
            names = (*META, *DERIVED, *(field.name for field in ledger.fields))
            columns = ", ".join(map(name_sql, names))
            sql = f"INSERT INTO {name_sql(ledger.name)} ({columns}) VALUES ({', '.join('?' * len(names))})"
            known = self._inserts[ledger.name] = (sql, names)
        return known

    def change(
        self,
        ledger: Ledger,
        record_id: int,
        values: Mapping[str, Stored],
        revision: int,
        repeated: Collection[str] = (),
    ) -> bool:
        """Write the fields that differ; a record that stays the same leaves no trail.

        Args:
            ledger: the declaration.
            record_id: the record.
            values: validated values; fields that are missing stay.
            revision: the revision on which the change is based.
            repeated: fields that count as changed even where they are not, so that nobody learns whether they are.

        Returns:
            Whether anything changed.

        Raises:
            ConflictProblem: the record has a newer revision, or was removed.
            RecordProblem: a live record has the same key or the same unique value.
            KeyNeeded: a sealed value is written without the key.
        """
        _check_open(ledger)
        row = self._raw(ledger, record_id)
        if ledger.encrypted:
            values = self.cipher.encrypted(ledger, record_id, values, row)
        changed = {name: value for name, value in values.items() if row[name] != value or name in repeated}
        if not changed:
            return False
        self._check_revision(ledger, row, revision)
        before = {name: row[name] for name in changed}
        self._update(ledger, row, changed)
        self._record_change(ledger, row, "修改", (before, changed))
        return True

    def put_back(self, ledger: Ledger, record_id: int, values: Mapping[str, Stored], revision: int) -> bool:
        """Write old values again, as the trail kept them.

        Returns:
            Whether anything changed.

        Raises:
            InputProblem: an old value points to a record that has been removed since.
            ConflictProblem: the record has a newer revision.
        """
        for field, reference in ledger.references:
            target = values.get(field.name)
            if target is not None and self._raw(LEDGERS[reference.ledger], int(target))["removed_at"] is not None:
                raise InputProblem(
                    f"{field.label}的旧值指向已移除的{LEDGERS[reference.ledger].title}",
                    where=ledger.title,
                    remedy="请先恢复那条记录，或改填别的值",
                )
        return self.change(ledger, record_id, values, revision)

    def remove(self, ledger: Ledger, record_id: int, revision: int) -> None:
        """Mark the record as removed; its values and its trail stay.

        Raises:
            ConflictProblem: the record has a newer revision.
            InputProblem: live records point to it; the message names some.
        """
        _check_open(ledger)
        row = self._raw(ledger, record_id)
        self._check_revision(ledger, row, revision)
        some, total = self.referrers(ledger, record_id)
        if total:
            named = "、".join(
                f"{LEDGERS[referrer.ledger].title}“{referrer.title}”的{referrer.field}" for referrer in some
            )
            raise InputProblem(
                f"还有 {total} 处用到它：{named}{'等' if total > len(some) else ''}",
                where=f"{ledger.title} {self.record(ledger, record_id).title}",
                remedy="请先改掉这些记录，再移除",
            )
        self._update(ledger, row, {"removed_at": self._at})
        self._record_change(ledger, row, "移除", ({}, {}))

    def restore(self, ledger: Ledger, record_id: int) -> None:
        """Bring a removed record back; one that lives is left alone.

        Raises:
            RecordProblem: meanwhile a live record has taken its key, or what it points to was removed too.
        """
        row = self._raw(ledger, record_id)
        if row["removed_at"] is not None:
            check_references(self, ledger, row)
            self._update(ledger, row, {"removed_at": None})
            self._record_change(ledger, row, "恢复", ({}, {}))

    def reveal(self, ledger: Ledger, record_id: int) -> None:
        """Book that the sealed values of a record were shown; nothing about the record changes."""
        row = self._raw(ledger, record_id)
        self._permit(ledger, row)
        self._record_change(ledger, row, "查看", ({}, {}))

    def permit_admin(self) -> None:
        """What follows is for administrators of the whole county: otherwise nothing of the transaction is written."""
        self._permit(LEDGERS["setting"], {})

    def reencrypted(self, ledger: Ledger, record_id: int, changed: Mapping[str, Stored], action: str) -> None:
        """Write sealed values in another form: encrypted, decrypted, or under another key; what they say is the same.

        Args:
            ledger: the declaration.
            record_id: the record, removed or not.
            changed: the columns that change, the salt among them.
            action: under which the trail has it.
        """
        row = self._raw(ledger, record_id)
        row |= changed
        sets = ", ".join(f"{name_sql(name)} = ?" for name in changed)
        self.db.execute(f"UPDATE {name_sql(ledger.name)} SET {sets} WHERE id = ?", [*changed.values(), record_id])
        self._record_change(ledger, row, action, ({}, {}))

    def note(self, action: str, facts: Mapping[str, Stored]) -> None:
        """Book what was done with the file and changed no record.

        Args:
            action: a word for it, not one of those of records.
            facts: what is to be known of it; nothing sealed.
        """
        self._trail.append(action, "", 0, 0, ("{}", canonical(facts), ""))

    def noted(self, action: str, since: str) -> int:
        """How often that was booked from an instant on."""
        sql = "SELECT count(*) FROM trail WHERE ledger = '' AND action = ? AND at >= ?"
        return int(self.db.execute(sql, [action, since]).fetchone()[0])

    def _raw(self, ledger: Ledger, record_id: int) -> Row:
        cursor = self.db.conn.execute(f"SELECT * FROM {name_sql(ledger.name)} WHERE id = ?", [record_id])
        row = cursor.fetchone()
        if row is None:
            raise InputProblem(f"台账“{ledger.title}”里没有编号 {record_id} 的记录")
        return dict(zip((column[0] for column in cursor.description), row, strict=True))

    def _check_revision(self, ledger: Ledger, row: Row, revision: int) -> None:
        if row["revision"] == revision and row["removed_at"] is None:
            return
        what = "已被移除" if row["removed_at"] is not None else "已有更新的版本，没有覆盖"
        raise ConflictProblem(
            f"{what}（{row['updated_by']} 保存了第 {row['revision']} 版，您依据的是第 {revision} 版）",
            where=f"{ledger.title} 编号 {row['id']}",
            saved_by=str(row["updated_by"]),
            saved_at=str(row["updated_at"]),
        )

    def _permit(self, ledger: Ledger, row: Row) -> None:
        if self._permissions is not None:
            self._permissions.note(ledger, row)

    def _update(self, ledger: Ledger, row: Row, changed: Mapping[str, Stored]) -> None:
        # A record that is moved from one unit to another is both units' affair.
        self._permit(ledger, row)
        row |= changed
        self._permit(ledger, row)
        row |= {"revision": int(row["revision"] or 0) + 1, "updated_at": self._at, "updated_by": self._user}
        fresh = derived(ledger, row)
        row |= fresh
        names = [*changed, "revision", "updated_at", "updated_by", *fresh]
        sets = ", ".join(f"{name_sql(name)} = ?" for name in names)
        sql = f"UPDATE {name_sql(ledger.name)} SET {sets} WHERE id = ?"
        self._execute(ledger, row, sql, [*(row[name] for name in names), row["id"]])

    def _record_change(
        self, ledger: Ledger, row: Row, action: str, change: tuple[Mapping[str, Stored], Mapping[str, Stored]]
    ) -> None:
        before, after = (canonical(masked(ledger, side)) for side in change)
        self._trail.append(
            action,
            ledger.name,
            int(row["id"] or 0),
            int(row["revision"] or 0),
            (before, after, record_digest(self._as_carried(ledger), row)),
        )

    def _execute(self, ledger: Ledger, row: Row, sql: str, given: list[Stored]) -> None:
        try:
            self.db.conn.execute(sql, given)
        except sqlite3.IntegrityError as error:
            raise refused(self.db, ledger, row, str(error)) from error
