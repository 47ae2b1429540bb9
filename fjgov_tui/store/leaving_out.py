"""What an audit copy does not take along: sealed values, what unlocks them, page texts, and what is another unit's."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager

from fjgov_tui.ciphertext import likeness
from fjgov_tui.ledgers import LEDGERS, PROCEDURES, Ledger, present_name
from fjgov_tui.ledgers.belonging import leads_on
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.encryption import keep_box
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.trail import LEFT_OUT
from fjgov_tui.text import mask

EMPTIED = ("draft", "password_tag", "watch_outbox", "watch_evidence", "watch_snapshot")
"""Tables that stay empty: unfinished forms, tags of passwords, messages under way, and the texts of watched pages."""
_MASK = "fjgov_mask"
Kept = Mapping[str, set[int]]
"""The ids that a copy keeps, by ledger."""


@contextmanager
def rewriting(copy: Handle) -> Generator[None]:
    """A private copy whose guards are off meanwhile; triggers stand again afterwards as they stood before.

    Raises:
        sqlite3.Error: it cannot be written.
    """
    guards = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "secure_delete = ON"):
        copy.execute(f"PRAGMA {pragma}")
    copy.execute("BEGIN IMMEDIATE")
    for name, _ in guards:
        copy.execute(f"DROP TRIGGER {name_sql(str(name))}")
    yield
    for _, sql in guards:
        copy.execute(str(sql))
    copy.execute("COMMIT")
    copy.execute("PRAGMA ignore_check_constraints = OFF")


class _Masks:
    """Values as anyone may see them; the same value has the same number, so that a shared login still shows."""

    def __init__(self) -> None:
        """No value seen yet."""
        self._numbers: dict[str, int] = {}

    def __call__(self, value: Stored) -> Stored:
        """The mask of a value, with its number."""
        if value is None:
            return None
        number = self._numbers.setdefault(likeness(str(value)), len(self._numbers) + 1)
        return f"{mask(str(value))}（{number}）"


def leave_out_secrets(copy: Handle) -> None:
    """Mask what is sealed, and take away what could prove a guess of it, and the texts of pages.

    A record's digest in the trail binds its sealed values by a salt; without the salt nobody can try them all.
    """
    for ledger in LEDGERS.values():
        for name in sorted(ledger.sealed):
            copy.conn.create_function(_MASK, 1, _Masks())
            copy.execute(f"UPDATE {name_sql(ledger.name)} SET salt = '', {name_sql(name)} = {_MASK}({name_sql(name)})")
    for table in EMPTIED:
        copy.execute(f"DELETE FROM {name_sql(table)}")
    keep_box(copy, None)


def leave_out_others(copy: Handle, unit: int) -> int:
    """Keep what is a unit's, what is nobody's, and what these point to; of other trail entries the digests alone.

    Args:
        copy: a private copy, while it is being rewritten.
        unit: the id of the unit.

    Returns:
        How many trail entries lost their content.
    """
    kept = _kept(copy, unit)
    for name, ids in kept.items():
        gone = [(row[0],) for row in copy.execute(f"SELECT id FROM {name_sql(name)}") if row[0] not in ids]
        copy.conn.executemany(f"DELETE FROM {name_sql(name)} WHERE id = ?", gone)
    _leave_out_visits(copy, kept)
    hidden = [
        (seq,)
        for seq, ledger, record in copy.execute("SELECT seq, ledger, record FROM trail WHERE ledger <> ''")
        if record not in kept.get(present_name(str(ledger)), set())
    ]
    copy.conn.executemany(
        f"UPDATE trail SET actor = '{{}}', action = '{LEFT_OUT}', ledger = '', record = 0, revision = 0,"
        " before = '{}', after = '{}', digest = '', reason = '' WHERE seq = ?",
        hidden,
    )
    return len(hidden)


def _leave_out_visits(copy: Handle, kept: Kept) -> None:
    """What the monitor saw of other sites and their pages."""
    for table in sorted(name for name in tables(copy) if name.startswith("watch_")):
        columns = {str(row[1]) for row in copy.execute(f"PRAGMA table_info({name_sql(table)})")}
        if "site" in columns:
            _keep_only(copy, table, "site", kept["site"], "")
        if "site_column" in columns:
            _keep_only(copy, table, "site_column", kept["column"], "")
        if {"page_of", "record"} <= columns:
            for page_of in ("site", "column"):
                _keep_only(copy, table, "record", kept[page_of], f"page_of = '{page_of}' AND ")
    copy.execute(
        "DELETE FROM watch_text WHERE id NOT IN"
        " (SELECT address FROM watch_visit WHERE address IS NOT NULL"
        " UNION SELECT why FROM watch_visit WHERE why IS NOT NULL)"
    )


def _keep_only(copy: Handle, table: str, column: str, ids: set[int], where: str) -> None:
    rows = copy.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {where}{column} IS NOT NULL").fetchall()
    gone = [(row[0],) for row in rows if row[0] not in ids]
    copy.conn.executemany(f"DELETE FROM {table} WHERE {where}{column} = ?", gone)


class _Belonging:
    """Whose every record of a file is."""

    def __init__(self, copy: Handle) -> None:
        """Read what leads from record to record.

        Raises:
            sqlite3.Error: it cannot be read.
        """
        self.rows = {ledger.name: _rows(copy, ledger) for ledger in LEDGERS.values()}
        self._owners: dict[tuple[str, int], int | None] = {}

    def targets(self, name: str, record: int) -> Iterator[tuple[str, int]]:
        """What a record refers to, by ledger and id."""
        values = self.rows[name].get(record, {})
        for field, reference in LEDGERS[name].references:
            if values.get(field.name) is not None:
                yield reference.ledger, int(values[field.name] or 0)

    def owner(self, name: str, record: int) -> int | None:
        """The unit that answers for a record; `None` where nobody in particular does."""
        if (name, record) not in self._owners:
            self._owners[name, record] = self._find_owner(name, record)
        return self._owners[name, record]

    def _find_owner(self, name: str, record: int) -> int | None:
        values = self.rows[name].get(record, {})
        procedure = PROCEDURES.get(str(values.get("procedure")))
        if procedure is not None and values.get("record") is not None:
            return self.owner(procedure.ledger, int(values["record"] or 0))
        leading = leads_on(LEDGERS[name], values)
        if name == "unit" or leading is None:
            return record if name == "unit" else None
        pointed = LEDGERS[name][leading[0]].reference
        return self.owner(pointed.ledger, leading[1]) if pointed is not None else None

    def concerns(self, unit: int, name: str, record: int) -> bool:
        """Whether it is the unit's, nobody's, or another's answer to it, as the consent to a release of the unit."""
        if self.owner(name, record) in {None, unit}:
            return True
        others = (target for target in self.targets(name, record) if target[0] not in {"unit", "person"})
        return any(self.owner(*target) == unit for target in others)


def _kept(copy: Handle, unit: int) -> Kept:
    """The records that concern a unit, and whatever they point to, directly or not."""
    file = _Belonging(copy)
    kept = {
        name: {record for record in records if file.concerns(unit, name, record)} for name, records in file.rows.items()
    }
    waiting = [(name, record) for name, records in kept.items() for record in records]
    while waiting:
        for name, record in file.targets(*waiting.pop()):
            if record not in kept[name]:
                kept[name].add(record)
                waiting.append((name, record))
    return kept


def _rows(copy: Handle, ledger: Ledger) -> dict[int, Mapping[str, Stored]]:
    """What leads on from each record, removed ones included, by id."""
    names = [field.name for field, _ in ledger.references]
    names += [name for name in ("procedure", "record") if name in ledger and name not in names]
    columns = "".join(f", {name_sql(name)}" for name in names)
    rows = copy.execute(f"SELECT id{columns} FROM {name_sql(ledger.name)}")
    return {int(row[0]): dict(zip(names, row[1:], strict=True)) for row in rows}
