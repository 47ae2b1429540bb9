"""Seals (封条): one sum a table over the digests of its rows, kept in the same transaction as the rows.

The trail proves the records of the ledgers; what the monitor saw, tags of passwords, drafts, facts of the file and the
columns computed from a record stand outside it. Whatever goes through the program changes a table and its seal
together; whoever goes round it changes the table alone, which `verify` sees. The sum is over a set, so that a save
costs no more than the digests of the rows that it touches. It is no signature: whoever can write the file and knows
this page can compute a seal anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.schema import tables
from fjgov_tui.store.sqlite import Handle, WritingConnection, sqlite3

TABLE = "seal"
_UNSEALED = frozenset({TABLE, "trail"})
"""The seals themselves, and the trail, which has its own chain."""
_FUNCTION = "fjgov_seal"
_WRAP = 1 << 256
_EVENTS = ("INSERT", "DELETE", "UPDATE")
_CHANGES = frozenset({18, 9, 23})
"""SQLite's codes for INSERT, DELETE and UPDATE, of which its authorizer is told."""
_OWN_TITLES = {
    "bundle_conflict": "数据包的冲突",
    "bundle_link": "数据包的对应",
    "bundle_peer": "数据包的对方",
    "bundle_received": "收到的数据包",
    "bundle_sent": "送出的数据包",
    "draft": "表单草稿",
    "meta": "文件自己的记载",
    "password_tag": "口令标记",
    "_sqlite_migrations": "升级步骤",
    "watch_alert": "监测的告警",
    "watch_batch": "监测的批次",
    "watch_beat": "监测的心跳",
    "watch_day": "监测的日汇总",
    "watch_event": "监测的经历",
    "watch_evidence": "监测的网页存证",
    "watch_facts": "监测的站点情况",
    "watch_finding": "监测疑点",
    "watch_listed": "监测看到的发布",
    "watch_link": "监测的坏链接",
    "watch_outbox": "监测的消息",
    "watch_page": "监测的页面",
    "watch_run": "监测的检查时间",
    "watch_site": "监测的站点状态",
    "watch_snapshot": "监测的页面基线",
    "watch_text": "监测的用语",
    "watch_visit": "监测的访问",
}

SEALED_TITLES = _OWN_TITLES | {name: ledger.title for name, ledger in LEDGERS.items()}
"""What people call the sealed tables."""
Sum = tuple[int, int]
"""How many rows, and the sum of their digests."""


@dataclass(frozen=True)
class BrokenSeal:
    """A table that is not as the program left it."""

    table: str
    rows: int | None
    """How many rows the seal speaks of; `None` where there is no seal."""
    rows_found: int
    """How many there are."""

    @property
    def sentence(self) -> str:
        """What is wrong, in Chinese, without a full stop."""
        title = title_of(self.table)
        if self.rows is None:
            return f"{title}没有封条"
        if self.rows != self.rows_found:
            return f"{title}应有 {self.rows:,} 行，实有 {self.rows_found:,} 行"
        return f"{title}的内容在本程序之外被改过（{self.rows_found:,} 行）"


def title_of(table: str) -> str:
    """A table as people call it."""
    return SEALED_TITLES.get(table, f"表 {table}")


def row_digest(row: tuple[Stored | bytes, ...]) -> int:
    """A row as a number; values of different types and lengths never read alike."""
    return int.from_bytes(hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest())


class Sealing:
    """Watches the changes of one connection; hangs on triggers that live in the connection and in no file.

    A table is watched from the first statement on that would change it: SQLite asks before it prepares one, is told no
    as long as the table's triggers are not there, and the connection makes them and asks again. To make those of all
    tables beforehand would cost each short command more than what it writes.
    """

    def __init__(self, conn: WritingConnection) -> None:
        """Ask to be asked, outside a transaction.

        Args:
            conn: a writing connection.
        """
        self._conn = conn
        self._changes: dict[str, Sum] = {}
        self._triggers = _triggers_of_all(conn)
        self._watched: frozenset[str] = frozenset()
        self._refused = ""
        conn.create_function(_FUNCTION, -1, self._note)
        # Else the row that `INSERT OR REPLACE` pushes out is told to nobody.
        conn.execute("PRAGMA recursive_triggers = ON")
        conn.admit = self._watch_refused
        conn.set_authorizer(self._judge)

    def _note(self, table: str, sign: int, *row: Stored | bytes) -> None:
        rows, total = self._changes.get(table, (0, 0))
        self._changes[table] = rows + sign, (total + sign * row_digest(row)) % _WRAP

    def _judge(self, action: int, table: str | None, _two: str | None, database: str | None, _by: str | None) -> int:
        """Whether a statement may be prepared, for SQLite: 0 yes, 1 no."""
        if action not in _CHANGES or database != "main" or table in self._watched or table not in self._triggers:
            return 0
        self._refused = str(table)
        return 1

    def _watch_refused(self) -> bool:
        """Watch the table for whose sake a statement was refused; whether there is one."""
        table, self._refused = self._refused, ""
        if not table:
            return False
        for statement in self._triggers[table]:
            self._conn.execute(statement)
        self._watched |= {table}
        return True

    def begin(self) -> None:
        """A transaction begins: nothing is changed yet, and of triggers there are those that no rollback has undone."""
        self._changes.clear()
        self._refused = ""
        rows = self._conn.execute(
            "SELECT tbl_name FROM sqlite_temp_master WHERE type = 'trigger' GROUP BY tbl_name HAVING count(*) = ?",
            [len(_EVENTS)],
        )
        self._watched = frozenset(str(table) for (table,) in rows)

    def settle(self) -> None:
        """Bring the seals to what the transaction has changed, as the last thing before its commit.

        Raises:
            sqlite3.Error: they cannot be written.
        """
        for table, (rows, total) in self._changes.items():
            if (rows, total) != (0, 0):
                before = _kept(self._conn, table).get(table, (0, 0))
                _keep(self._conn, table, (before[0] + rows, (before[1] + total) % _WRAP))
        self._changes.clear()


@contextmanager
def sealing(db: Handle, table: str) -> Generator[None]:
    """What the block writes to a table, on a connection that no store holds, changes its seal, too.

    Args:
        db: a copy, in a transaction or in none. A broken seal stays broken.
        table: the only one that the block writes.
    """
    if not is_sealed(db):
        yield
        return
    before, kept = _computed(db.conn, table), _kept(db.conn, table).get(table, (0, 0))
    yield
    after = _computed(db.conn, table)
    _keep(db.conn, table, (kept[0] + after[0] - before[0], (kept[1] + after[1] - before[1]) % _WRAP))


def seal_all(db: Handle) -> None:
    """Compute every seal anew, inside a transaction: for a file that was just made, rebuilt or looked into by a person.

    Raises:
        sqlite3.Error: they cannot be written.
    """
    db.execute(f"DELETE FROM {TABLE}")
    for table in _sealed(tables(db)):
        _keep(db.conn, table, _computed(db.conn, table))


def broken_seals(db: Handle) -> Iterator[BrokenSeal]:
    """The tables that are not as the program left them."""
    kept = _kept(db.conn)
    there = _sealed(tables(db))
    for table in there:
        computed = _computed(db.conn, table)
        if kept.get(table) != computed:
            yield BrokenSeal(table, kept[table][0] if table in kept else None, computed[0])
    for table in sorted(kept.keys() - set(there)):
        yield BrokenSeal(table, kept[table][0], 0)


def is_sealed(db: Handle) -> bool:
    """Whether the file has seals at all; one of an older release has none."""
    return bool(db.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", [TABLE]).fetchone()[0])


def _computed(conn: sqlite3.Connection, table: str) -> Sum:
    rows = total = 0
    # With a cursor of its own: in a transaction the connection would fetch a whole table of the monitor's at once.
    for row in conn.cursor().execute(f"SELECT * FROM {_quoted(table)}"):
        rows += 1
        total += row_digest(row)
    return rows, total % _WRAP


def _kept(conn: sqlite3.Connection, table: str = "") -> Mapping[str, Sum]:
    """The seals, or that of one table."""
    condition, given = ("WHERE name = ?", [table]) if table else ("", [])
    rows = conn.execute(f"SELECT name, row_count, total FROM {TABLE} {condition}", given).fetchall()
    return {str(name): (int(count), _number(str(total))) for name, count, total in rows}


def _number(total: str) -> int:
    """A sum as it is kept; one that nothing equals where somebody has damaged it."""
    try:
        return int(total, 16)
    except ValueError:
        return -1


def _keep(conn: sqlite3.Connection, table: str, amount: Sum) -> None:
    conn.execute(f"INSERT OR REPLACE INTO {TABLE} VALUES (?, ?, ?)", [table, amount[0], f"{amount[1]:064x}"])


def _sealed(there: Iterable[str]) -> list[str]:
    """Those tables that have a seal, in order."""
    return sorted(name for name in there if name not in _UNSEALED and not name.startswith("sqlite_"))


def _sealed_columns(conn: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every sealed table, in their order."""
    columns: dict[str, list[str]] = {}
    for table, column in conn.execute(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
        " ORDER BY m.name, c.cid"
    ):
        columns.setdefault(str(table), []).append(str(column))
    return {table: columns[table] for table in _sealed(columns)}


_KNOWN: dict[tuple[tuple[Stored, ...], ...], Mapping[str, Sequence[str]]] = {}
"""The triggers by the tables that they watch: to ask for the columns of sixty tables takes longer than to look here."""


def _triggers_of_all(conn: sqlite3.Connection) -> Mapping[str, Sequence[str]]:
    """For each sealed table the statements that have every change of its rows told."""
    there = tuple(conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    triggers = _KNOWN.get(there)
    if triggers is None:
        triggers = {table: _triggers(table, columns) for table, columns in _sealed_columns(conn).items()}
        if len(_KNOWN) > 4:
            _KNOWN.clear()
        _KNOWN[there] = triggers
    return triggers


def _triggers(table: str, columns: Sequence[str]) -> Sequence[str]:
    """The statements that have every change of a table's rows told."""
    old, new = (", ".join(f"{side}.{_quoted(column)}" for column in columns) for side in ("OLD", "NEW"))
    name = "'" + table.replace("'", "''") + "'"
    calls = (
        f"{_FUNCTION}({name}, 1, {new})",
        f"{_FUNCTION}({name}, -1, {old})",
        f"{_FUNCTION}({name}, -1, {old}), {_FUNCTION}({name}, 1, {new})",
    )
    return tuple(
        f"CREATE TEMP TRIGGER IF NOT EXISTS {_quoted(f'seal {event} {table}')} AFTER {event} ON main.{_quoted(table)}"
        f" BEGIN SELECT {call}; END"
        for event, call in zip(_EVENTS, calls, strict=True)
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
