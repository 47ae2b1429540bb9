"""The schema follows the declarations: tables made, renamed and rebuilt until the file has what this release declares.

Nothing that a record says is dropped or changed: what is no longer declared stays as retired columns and tables, and
older rows keep values that a newer constraint would refuse.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress

from fjgov_tui.ledgers import LEDGERS, Ledger
from fjgov_tui.store.carried import DERIVED, FileLedger, carried, declared
from fjgov_tui.store.records import derived
from fjgov_tui.store.schema import guard_sql, name_sql, plain, tables, wanted
from fjgov_tui.store.sqlite import Handle


def follow(db: Handle) -> tuple[FileLedger, ...]:
    """Bring every table, index and trigger to this release, inside the caller's transaction, with foreign keys off.

    Returns:
        What the file carries from now on.

    Raises:
        sqlite3.Error: a value does not fit the new type of its column, or live records share what is now unique.
    """
    before = carried(db) if "meta" in tables(db) else ()
    after = declared(before)
    _rename_tables(db, before)
    known = {ledger.born: ledger for ledger in before}
    schema = wanted({ledger.name: ledger.retired_columns for ledger in after})
    # Older rows may hold what a newer constraint refuses; they are taken over as they are.
    db.execute("PRAGMA ignore_check_constraints = ON")
    there = _sql(db, "table")
    for name, sql in schema.tables.items():
        existing = there.get(name)
        if existing is None:
            db.execute(sql)
        elif plain(existing) != plain(sql):
            _rebuild(db, name, sql, _sources(name, after, known))
            there = _sql(db, "table")
    # What is computed for each record is written before the guards of what is only added stand (again).
    for guarded in LEDGERS.values():
        for guard in guard_sql(guarded):
            db.execute(f"DROP TRIGGER IF EXISTS {name_sql(guard)}")
    for ledger in after:
        if not ledger.retired:
            old = known.get(ledger.born)
            respelt = _respell(db, LEDGERS[ledger.name])
            if old is not None and (respelt or old.findable != ledger.findable):
                _derive(db, LEDGERS[ledger.name])
    _follow_others(db, schema.tables, schema.others)
    _rename_drafts(db, before)
    db.execute("PRAGMA ignore_check_constraints = OFF")
    return after


def _sql(db: Handle, kind: str) -> dict[str, str]:
    """The statements that made what the file has of a kind, by name."""
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", [kind])
    return {str(name): str(sql) for name, sql in rows}


def _rename_tables(db: Handle, before: tuple[FileLedger, ...]) -> None:
    """Tables of ledgers with a new name; the references in other tables follow by themselves."""
    there = {ledger.born: ledger.name for ledger in before}
    for ledger in LEDGERS.values():
        old = there.get(ledger.born, ledger.name)
        if old != ledger.name:
            db.execute(f"ALTER TABLE {name_sql(old)} RENAME TO {name_sql(ledger.name)}")


def _sources(name: str, after: tuple[FileLedger, ...], before: Mapping[str, FileLedger]) -> dict[str, str]:
    """For each renamed column of a ledger's table its name until now."""
    ledger = next((ledger for ledger in after if ledger.name == name), None)
    old = before.get(ledger.born) if ledger else None
    if ledger is None or old is None:
        return {}
    were = {field.born: field.name for field in old.fields}
    return {field.name: were[field.born] for field in ledger.fields if field.born in were}


def _columns(db: Handle, table: str) -> list[str]:
    return [str(row[1]) for row in db.execute(f"PRAGMA table_info({name_sql(table)})")]


def _rebuild(db: Handle, name: str, sql: str, sources: Mapping[str, str]) -> None:
    """SQLite's own procedure for a change that ALTER TABLE cannot make; references by name stay valid."""
    table, fresh = name_sql(name), f"{name}__new"
    db.execute(plain(sql).replace(f"TABLE {name} ", f"TABLE {name_sql(fresh)} ", 1))
    old = set(_columns(db, name))
    pairs = [(column, sources.get(column, column)) for column in _columns(db, fresh)]
    pairs = [(column, source) for column, source in pairs if source in old]
    into, whence = (", ".join(map(name_sql, side)) for side in zip(*pairs, strict=True))
    db.execute(f"INSERT INTO {name_sql(fresh)} ({into}) SELECT {whence} FROM {table}")
    db.execute(f"DROP TABLE {table}")
    db.execute(f"ALTER TABLE {name_sql(fresh)} RENAME TO {table}")


def _follow_others(db: Handle, ours: Mapping[str, str], others: Mapping[str, str]) -> None:
    """Indexes and triggers on our tables: those that are not wanted go, those that are missing come."""
    rows = db.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    there = set()
    for kind, name, table, sql in rows:
        if name in others and plain(sql) == plain(others[name]):
            there.add(name)
        elif table in ours:
            db.execute(f"DROP {kind} {name_sql(name)}")
    for name, sql in others.items():
        if name not in there:
            db.execute(sql)


def _respell(db: Handle, ledger: Ledger) -> bool:
    """Choices with a new spelling; digests are computed over the first one, so that no record changes."""
    changed, table = False, name_sql(ledger.name)
    for field in ledger.fields:
        column = name_sql(field.name)
        if not field.type.spelt:
            continue
        for (value,) in db.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall():
            now = field.type.present(value)
            if now != value:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [now, value])
                changed = True
    return changed


def _derive(db: Handle, ledger: Ledger) -> None:
    """The columns by which records are found, computed anew."""
    names = ["id", *(field.name for field in ledger.fields)]
    sets = ", ".join(f"{name_sql(name)} = :{name}" for name in DERIVED)
    rows = db.execute(f"SELECT {', '.join(map(name_sql, names))} FROM {name_sql(ledger.name)}").fetchall()
    for row in rows:
        values = dict(zip(names, row, strict=True))
        with suppress(ValueError):  # A value that was damaged behind our back is named by `verify`.
            fresh = derived(ledger, values) | {"id": row[0]}
            db.execute(f"UPDATE {name_sql(ledger.name)} SET {sets} WHERE id = :id", fresh)


def _rename_drafts(db: Handle, before: tuple[FileLedger, ...]) -> None:
    """What somebody had typed into a form, under the names that the form has now."""
    for ledger in LEDGERS.values():
        renamed = {former: field.name for field in ledger.fields for former in field.was}
        for former in (ledger.name, *ledger.was):
            rows = db.execute("SELECT owner, record, typed FROM draft WHERE ledger = ?", [former]).fetchall()
            for owner, record, typed in rows:
                try:
                    texts = {renamed.get(name, name): text for name, text in json.loads(str(typed)).items()}
                except ValueError:
                    continue  # Damaged behind our back: the form, when it is opened, says so.
                db.execute(
                    "UPDATE draft SET ledger = ?, typed = ? WHERE owner = ? AND ledger = ? AND record = ?",
                    [ledger.name, json.dumps(texts), owner, former, record],
                )
