"""From declarations to tables: STRICT, a CHECK for every declared limit, kept in step when they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.store.sqlite import Handle

if TYPE_CHECKING:
    from sqlite_utils import Database

META = ("id", "revision", "created_at", "created_by", "updated_at", "updated_by", "removed_at", "salt")
"""Columns that every ledger's table has, before its own."""
DERIVED = ("search", "called", "sort_key")
"""Columns computed from the others at each save; no part of a record's truth."""

_META_SQL = """\
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  removed_at TEXT,
  salt TEXT NOT NULL,
  search TEXT NOT NULL,
  called TEXT NOT NULL,
  sort_key TEXT NOT NULL"""

TRAIL_SQL = """\
CREATE TABLE trail (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  ledger TEXT NOT NULL,
  record INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  digest TEXT NOT NULL,
  reason TEXT NOT NULL,
  batch TEXT NOT NULL,
  step INTEGER NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (batch, step)
) STRICT;
CREATE INDEX trail_record ON trail (ledger, record, seq);
CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TRIGGER trail_next_only BEFORE INSERT ON trail
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM trail)
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TABLE draft (
  owner TEXT NOT NULL,
  ledger TEXT NOT NULL,
  record INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  typed TEXT NOT NULL CHECK (json_valid(typed)),
  PRIMARY KEY (owner, ledger, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
"""The tables that no ledger declares: the trail with its three guards, drafts of forms, facts of the file."""


TAG_SQL = """\
CREATE TABLE password_tag (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  at TEXT NOT NULL,
  salt TEXT NOT NULL CHECK (length(salt) = 32),
  n INTEGER NOT NULL,
  r INTEGER NOT NULL,
  p INTEGER NOT NULL,
  tag INTEGER NOT NULL CHECK (tag BETWEEN 0 AND 65535)
) STRICT;
CREATE INDEX password_tag_account ON password_tag (account, id);
"""
"""Sixteen bits of a keyed hash of each of an account's last passwords; no ledger, so never exported or shown."""


def name_sql(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def _column(field: Field) -> str:
    quoted = name_sql(field.name)
    parts = [quoted, field.type.sql]
    if field.required:
        parts.append("NOT NULL")
    check = field.type.check(quoted)
    if check:
        parts.append(f"CHECK ({check})")
    if field.reference:
        parts.append(f"REFERENCES {name_sql(field.reference.ledger)} (id) DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def table_sql(ledger: Ledger, name: str = "") -> str:
    """The `CREATE TABLE` of a ledger, under its own name or another."""
    rows = [_META_SQL, *(f"  {_column(field)}" for field in ledger.fields)]
    rows += [f"  CONSTRAINT {name_sql(rule.name)} CHECK ({rule.sql})" for rule in ledger.rules]
    return f"CREATE TABLE {name_sql(name or ledger.name)} (\n" + ",\n".join(rows) + "\n) STRICT"


def index_sql(ledger: Ledger) -> dict[str, str]:
    """The `CREATE INDEX` statements of a ledger by name: natural key, unique fields, list order, references."""
    table, live = name_sql(ledger.name), "WHERE removed_at IS NULL"
    parts = [name_sql(name) if ledger[name].required else f"coalesce({name_sql(name)}, '')" for name in ledger.key]
    made = {f"{ledger.name}_key": ("UNIQUE INDEX", f"({', '.join(parts)}) {live}")}
    for field in ledger.fields:
        if field.unique:
            made[f"{ledger.name}_{field.name}_unique"] = ("UNIQUE INDEX", f"({name_sql(field.name)}) {live}")
    made[f"{ledger.name}_order"] = ("INDEX", f"(sort_key, id) {live}")
    for field, _ in ledger.references:
        made[f"{ledger.name}_{field.name}_ref"] = ("INDEX", f"({name_sql(field.name)})")
    return {name: f"CREATE {kind} {name_sql(name)} ON {table} {rest}" for name, (kind, rest) in made.items()}


def _existing(db: Database, ledger: Ledger) -> str | None:
    found = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [ledger.name]).fetchone()
    return str(found[0]) if found else None


def _rebuild(db: Database, ledger: Ledger) -> None:
    """SQLite's own procedure for a change that ALTER TABLE cannot make; references by name stay valid."""
    table, fresh = name_sql(ledger.name), name_sql(f"{ledger.name}__new")
    old = {str(row[1]) for row in db.execute(f"PRAGMA table_info({table})")}
    kept = [*META, *DERIVED, *(field.name for field in ledger.fields)]
    shared = ", ".join(name_sql(name) for name in kept if name in old)
    db.execute(table_sql(ledger, f"{ledger.name}__new"))
    db.execute(f"INSERT INTO {fresh} ({shared}) SELECT {shared} FROM {table}")
    db.execute(f"DROP TABLE {table}")
    db.execute(f"ALTER TABLE {fresh} RENAME TO {table}")


def sync_ledgers(db: Database, ledgers: Iterable[Ledger]) -> None:
    """Create the tables that are missing and rebuild those whose declaration has changed; the rest stays.

    Runs inside the caller's transaction, with foreign keys off; a value that a new CHECK refuses aborts it
    whole. An index is made anew where the key or the uniqueness of a field has changed.
    """
    for ledger in ledgers:
        existing = _existing(db, ledger)
        if existing is None:
            db.execute(table_sql(ledger))
        elif existing != table_sql(ledger):
            _rebuild(db, ledger)
        _sync_indexes(db, ledger)


def _sync_indexes(db: Database, ledger: Ledger) -> None:
    wanted = index_sql(ledger)
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        [ledger.name],
    ).fetchall()
    there = {str(name): str(sql) for name, sql in rows}
    for name, sql in there.items():
        if wanted.get(name) != sql:
            db.execute(f"DROP INDEX {name_sql(name)}")
    for name, sql in wanted.items():
        if there.get(name) != sql:
            db.execute(sql)


def tables(db: Handle) -> frozenset[str]:
    """The names of the tables that the file has; one of an older release lacks newer ledgers."""
    return frozenset(str(row[0]) for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
