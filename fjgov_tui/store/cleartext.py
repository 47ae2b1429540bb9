"""What is still clear after encryption was switched on: wiped where it can be, and named where it cannot.

The file is written anew, so that no free page keeps an old row, and its log is emptied. Then every text of every table
is searched for the sealed values, and the copies that the program knows of are named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store.backups import last_backup
from fjgov_tui.store.companions import beside
from fjgov_tui.store.copies import copy_of
from fjgov_tui.store.encryption import ENCRYPTION, UNWIPED, FieldCipher
from fjgov_tui.store.marks import copy_mark
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.seals import title_of
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.steps import fact
from fjgov_tui.store.store import Store

SHORTEST = 6
"""Values with fewer characters occur by chance, such as `admin`; they are not searched for."""
_COPIES = ("{name}.before-upgrade-*", "{name}.replaced-*", "{name}-wal.foreign-*", "{name}.monitor-journal")


@dataclass(frozen=True)
class Remains:
    """Where sealed values stand in clear."""

    places: tuple[str, ...]
    """In the file itself, as people call it."""
    copies: tuple[Path, ...]
    """Backups and kept files whose sealed fields are not encrypted, and other files that may hold some."""
    unclean: str
    """Why the file could not be written anew; empty where it was."""
    unsearched: int
    """Values that are too short to be searched for."""


def wipe(store: Store) -> str:
    """Write the file anew and empty its log, so that nothing that was overwritten or deleted is left in either.

    Returns:
        Why that did not succeed, in Chinese; empty where it did.
    """
    conn = store.db.conn
    try:
        conn.execute("PRAGMA secure_delete = ON")
        conn.execute("VACUUM")
        busy = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        return f"文件没有重写（{error}）"
    if busy:
        return "别的程序正开着文件，日志里还有旧内容"
    with store.remarks() as db:
        db.execute("DELETE FROM meta WHERE name = ?", [UNWIPED])
    return ""


def is_wiped(db: Handle) -> bool:
    """Whether the file was written anew since its fields were encrypted; also where they are not."""
    return not fact(db, UNWIPED)


def remains(store: Store, unclean: str = "") -> Remains:
    """Search the file and name the copies.

    Args:
        store: the open file, with its key at hand.
        unclean: what `wipe` answered.

    Raises:
        KeyNeeded: the key is not at hand.
    """
    values = _values(store.db)
    sought = sorted(value for value in values if len(value) >= SHORTEST)
    return Remains(tuple(_places(store.db, sought)), tuple(_copies(store)), unclean, len(values) - len(sought))


@dataclass(frozen=True)
class Cells:
    """How many sealed values a file has, removed records included."""

    encrypted: int
    clear: int


def count_cells(db: Handle) -> Cells:
    """Count them; they are not opened."""
    encrypted = clear = 0
    for ledger in (ledger for ledger in LEDGERS.values() if ledger.encrypted):
        for field in ledger.encrypted:
            column = name_sql(field.name)
            for (value,) in db.execute(f"SELECT {column} FROM {name_sql(ledger.name)} WHERE {column} IS NOT NULL"):
                encrypted, clear = encrypted + is_encrypted(value), clear + (not is_encrypted(value))
    return Cells(encrypted, clear)


def count_masked_only(db: Handle) -> int:
    """How many sealed values stand in clear by design, because the program needs them with nobody there."""
    count = 0
    for ledger in LEDGERS.values():
        for field in (field for field in ledger.fields if field.sealed and field not in ledger.encrypted):
            column = name_sql(field.name)
            sql = f"SELECT count(*) FROM {name_sql(ledger.name)} WHERE {column} IS NOT NULL"
            count += int(db.execute(sql).fetchone()[0])
    return count


def _values(db: Handle) -> set[str]:
    """Every sealed value of every record, as it was typed."""
    cipher, values = FieldCipher(db), set[str]()
    for ledger in (ledger for ledger in LEDGERS.values() if ledger.encrypted):
        names = [field.name for field in ledger.encrypted]
        columns = ", ".join(map(name_sql, names))
        for row in db.execute(f"SELECT id, {columns} FROM {name_sql(ledger.name)}"):
            cells = cipher.clear(ledger, int(row[0]), dict(zip(names, row[1:], strict=True)))
            values |= {str(value) for value in cells.values() if value is not None}
    return values


def _places(db: Handle, sought: Sequence[str]) -> Iterator[str]:
    """The columns in which one of the values stands, each with how many rows have one."""
    spellings = sorted({spelling for value in sought for spelling in (value, json.dumps(value)[1:-1])})
    if not spellings:
        return
    for table in sorted(tables(db)):
        columns = [str(row[1]) for row in db.execute(f"PRAGMA table_info({name_sql(table)})")]
        for column in columns:
            rows = db.execute(f"SELECT {name_sql(column)} FROM {name_sql(table)}")
            texts = [str(row[0]) for row in rows if isinstance(row[0], str) and not is_encrypted(row[0])]
            # One look at everything first: almost no column has any.
            whole = "\0".join(texts)
            hits = [spelling for spelling in spellings if spelling in whole]
            count = sum(any(spelling in text for spelling in hits) for text in texts) if hits else 0
            if count:
                yield f"{'审计链' if table == 'trail' else title_of(table)}的{_label(table, column)} {count} 处"


def _label(table: str, column: str) -> str:
    ledger = LEDGERS.get(table)
    if ledger is not None and column in ledger:
        return ledger[column].label
    return {"search": "检索文字", "before": "改前", "after": "改后", "reason": "原因"}.get(column, f"“{column}”")


def _copies(store: Store) -> Iterator[Path]:
    path, note = store.path, last_backup(store.read)
    nearby = [copy_path for form in _COPIES for copy_path in sorted(path.parent.glob(form.format(name=path.name)))]
    if note is not None:
        nearby += sorted(Path(note.path).parent.glob("*.db"))
    for candidate in dict.fromkeys(nearby):
        if candidate.resolve() != path.resolve() and candidate.is_file() and _may_be_clear(candidate):
            yield candidate
    log = beside(path, "-wal")
    with suppress(OSError):
        if not is_wiped(store.db) and log.stat().st_size:
            yield log


def _may_be_clear(path: Path) -> bool:
    """Whether a file holds sealed fields that are not encrypted, as far as anybody can tell."""
    if path.name.endswith(".manifest.json"):
        return False
    try:
        with copy_of(path) as copy:
            return not fact(copy, ENCRYPTION) and copy_mark(copy) is None
    except StoreProblem:
        return True
