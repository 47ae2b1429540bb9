"""From declarations to tables: STRICT, a CHECK for every declared limit, and the digest by which a file is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from fjgov_tui.ciphertext import PREFIX
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, PROCEDURES, Field, Ledger
from fjgov_tui.store.carried import findable
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.watch.schema import WATCH_SQL

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
OR EXISTS (SELECT 1 FROM trail WHERE batch = NEW.batch AND step = NEW.step)
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
CREATE TABLE draft (
  owner TEXT NOT NULL,
  ledger TEXT NOT NULL,
  record INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  typed TEXT NOT NULL CHECK (substr(typed, 1, 1) = '{'),
  PRIMARY KEY (owner, ledger, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seal (name TEXT PRIMARY KEY, row_count INTEGER NOT NULL, total TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
"""The tables that no ledger declares: the trail with its three guards, drafts of forms, facts of the file, seals.

No JSON functions in a table's SQL, here or elsewhere: SQLite before 3.41 calls them unsafe where the schema is not
trusted. A column that is added to one of these tables needs a default, because existing files have rows without it.
"""

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


BUNDLE_SQL = """\
CREATE TABLE bundle_peer (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  line TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE bundle_sent (
  id TEXT PRIMARY KEY,
  peer TEXT NOT NULL,
  number INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  aim TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE bundle_received (
  id TEXT PRIMARY KEY,
  peer TEXT NOT NULL,
  number INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  aim TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE bundle_link (
  peer TEXT NOT NULL,
  ledger TEXT NOT NULL,
  theirs INTEGER NOT NULL,
  ours INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  base TEXT NOT NULL CHECK (substr(base, 1, 1) = '{'),
  PRIMARY KEY (peer, ledger, theirs)
) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_link_ours ON bundle_link (peer, ledger, ours);
CREATE TABLE bundle_conflict (
  id INTEGER PRIMARY KEY,
  peer TEXT NOT NULL,
  bundle TEXT NOT NULL,
  ledger TEXT NOT NULL,
  record INTEGER NOT NULL,
  field TEXT NOT NULL,
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL,
  stands TEXT NOT NULL CHECK (stands IN ('ours', 'theirs')),
  at TEXT NOT NULL,
  settled_at TEXT
) STRICT;
CREATE INDEX bundle_conflict_open ON bundle_conflict (ledger, record, field) WHERE settled_at IS NULL;
"""
"""What travels between two machines: who they are, what came and went, which record is which, what both changed."""


def name_sql(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def _column(field: Field) -> str:
    """A column's definition; that it is required is a CHECK, which older records need not meet until it is changed."""
    quoted = name_sql(field.name)
    parts = [quoted, field.type.sql]
    if field.required:
        parts.append(f"CHECK ({quoted} IS NOT NULL)")
    check = field.type.check(quoted)
    if check and field.sealed and not field.unattended:
        check = f"substr({quoted}, 1, {len(PREFIX)}) = '{PREFIX}' OR ({check})"
    if check:
        parts.append(f"CHECK ({check})")
    if field.reference:
        parts.append(f"REFERENCES {name_sql(field.reference.ledger)} (id) DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def table_sql(ledger: Ledger, retired: Iterable[str] = ()) -> str:
    """The `CREATE TABLE` of a ledger.

    Args:
        ledger: the declaration.
        retired: columns that the file has beyond it; they hold what they hold.
    """
    rows = [_META_SQL, *(f"  {_column(field)}" for field in ledger.fields)]
    rows += [f"  {name_sql(name)} ANY" for name in retired]
    rows += [f"  CONSTRAINT {name_sql(rule.name)} CHECK ({rule.sql})" for rule in ledger.rules]
    return f"CREATE TABLE {name_sql(ledger.name)} (\n" + ",\n".join(rows) + "\n) STRICT"


def index_sql(ledger: Ledger) -> dict[str, str]:
    """The `CREATE INDEX` statements of a ledger by name.

    Natural key, unique fields, list order, references; and the field in which a record's procedure ends, so that the
    board finds what is under way without reading twenty thousand texts that are published.
    """
    table, live = name_sql(ledger.name), "WHERE removed_at IS NULL"
    parts = [name_sql(name) if ledger[name].required else f"coalesce({name_sql(name)}, '')" for name in ledger.key]
    made = {f"{ledger.name}_key": ("UNIQUE INDEX", f"({', '.join(parts)}) {live}")}
    for field in ledger.fields:
        if field.unique:
            made[f"{ledger.name}_{field.name}_unique"] = ("UNIQUE INDEX", f"({name_sql(field.name)}) {live}")
    made[f"{ledger.name}_order"] = ("INDEX", f"(sort_key, id) {live}")
    for field, _ in ledger.references:
        made[f"{ledger.name}_{field.name}_ref"] = ("INDEX", f"({name_sql(field.name)})")
    for name in _closing(ledger):
        made[f"{ledger.name}_{name}_closing"] = ("INDEX", f"({name_sql(name)}) {live}")
    return {name: f"CREATE {kind} {name_sql(name)} ON {table} {rest}" for name, (kind, rest) in made.items()}


def _closing(ledger: Ledger) -> Iterator[str]:
    """The fields that say that a record has come through its procedure."""
    for procedure in PROCEDURES.values():
        name = procedure[procedure.closing].field
        if procedure.ledger == ledger.name and any(field.name == name for field in ledger.fields):
            yield name


def guard_sql(ledger: Ledger) -> dict[str, str]:
    """The triggers of a ledger whose records are only added, by name; none for any other."""
    if not ledger.append_only:
        return {}
    guards = {}
    for word in ("UPDATE", "DELETE"):
        name = f"{ledger.name}_no_{word.casefold()}"
        when = f"{name_sql(name)} BEFORE {word} ON {name_sql(ledger.name)}"
        guards[name] = f"CREATE TRIGGER {when} BEGIN SELECT RAISE(ABORT, '{ledger.name} is append-only'); END"
    return guards


@dataclass(frozen=True)
class Schema:
    """Everything that a file of this release has, as SQL."""

    tables: Mapping[str, str]
    others: Mapping[str, str]
    """Indexes and triggers by name."""


def statements(script: str) -> list[str]:
    """The statements of a script, each beginning a line with CREATE, without their semicolons."""
    return [f"CREATE{part.rstrip().removesuffix(';')}" for part in f"\n{script}".split("\nCREATE")[1:]]


_NAMED = re.compile(r'CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER) "?([a-z_0-9]+)"?')


def plain(sql: str) -> str:
    """A statement as it is compared: renaming a table puts its name in quotes."""
    return _NAMED.sub(lambda named: named[0].replace('"', ""), sql, count=1)


def wanted(retired: Mapping[str, Iterable[str]] | None = None) -> Schema:
    """The schema that this release's declarations ask for.

    Args:
        retired: for each ledger the columns that the file has beyond its declaration.
    """
    beyond, tables, others = retired or {}, dict[str, str](), dict[str, str]()
    for statement in (
        statement_text
        for script in (TRAIL_SQL, TAG_SQL, BUNDLE_SQL, WATCH_SQL)
        for statement_text in statements(script)
    ):
        named = _NAMED.match(statement)
        if named is not None:
            (tables if named[1] == "TABLE" else others)[named[2]] = statement
    for ledger in LEDGERS.values():
        tables[ledger.name] = table_sql(ledger, beyond.get(ledger.name, ()))
        others |= index_sql(ledger) | guard_sql(ledger)
    return Schema(tables, others)


def schema_digest() -> str:
    """SHA-256 over this release's schema and over what digests and search columns are computed from."""
    return _digest(tuple(map(id, LEDGERS.values())))[0]


@lru_cache(maxsize=8)
def _digest(_: tuple[int, ...]) -> tuple[str, tuple[Ledger, ...]]:
    """Computed once for the same declarations, which are kept so that their identities are not used again."""
    schema = wanted()
    texts = [plain(sql) for sql in (*schema.tables.values(), *schema.others.values())]
    texts += [_computed(ledger) for ledger in LEDGERS.values()]
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest(), tuple(LEDGERS.values())


def _computed(ledger: Ledger) -> str:
    fields = [f"{field.name} {field.born} {field.sealed} {field.type.spelt}" for field in ledger.fields]
    return "; ".join([ledger.name, ledger.born, findable(ledger), *fields])


def tables(db: Handle) -> frozenset[str]:
    """The names of the tables that the file has; one of an older release lacks newer ledgers."""
    return frozenset(str(row[0]) for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
