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
from fjgov_tui.store.sqlite import Handle, sqlite3

TABLE = "seal"
_UNSEALED = frozenset({TABLE, "trail"})
"""The seals themselves, and the trail, which has its own chain."""
_FUNCTION = "fjgov_seal"
_WRAP = 1 << 256
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
    """Watches the changes of one connection; hangs on triggers that live in the connection and in no file."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Install the triggers, outside a transaction.

        Args:
            conn: a writing connection.
        """
        self._conn = conn
        self._changes: dict[str, Sum] = {}
        conn.create_function(_FUNCTION, -1, self._note)
        # Else the row that `INSERT OR REPLACE` pushes out is told to nobody.
        conn.execute("PRAGMA recursive_triggers = ON")
        # As a script: so many statements would stay in the connection's cache and push the daily ones out.
        conn.executescript(_script(conn))

    def _note(self, table: str, sign: int, *row: Stored | bytes) -> None:
        rows, total = self._changes.get(table, (0, 0))
        self._changes[table] = rows + sign, (total + sign * row_digest(row)) % _WRAP

    def begin(self) -> None:
        """A transaction begins: nothing is changed yet."""
        self._changes.clear()

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
def sealing(db: Handle) -> Generator[None]:
    """What the block writes, on a connection that no store holds, changes the seals, too; a broken one stays broken.

    Args:
        db: a copy, in a transaction or in none.
    """
    if not is_sealed(db):
        yield
        return
    watching = Sealing(db.conn)
    yield
    watching.settle()


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
    for row in conn.execute(f"SELECT * FROM {_quoted(table)}"):
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


_SCRIPTS: dict[tuple[tuple[Stored, ...], ...], str] = {}
"""The triggers by the tables that they watch: to ask for the columns of sixty tables takes longer than to look here."""


def _script(conn: sqlite3.Connection) -> str:
    """The statements that have every change of a sealed table told."""
    known = tuple(conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    script = _SCRIPTS.get(known)
    if script is None:
        script = "".join(_triggers(table, columns) for table, columns in _sealed_columns(conn).items())
        if len(_SCRIPTS) > 4:
            _SCRIPTS.clear()
        _SCRIPTS[known] = script
    return script


def _triggers(table: str, columns: Sequence[str]) -> str:
    """The statements that have every change of a table's rows told."""
    old, new = (", ".join(f"{side}.{_quoted(column)}" for column in columns) for side in ("OLD", "NEW"))
    name = "'" + table.replace("'", "''") + "'"
    calls = {
        "INSERT": f"{_FUNCTION}({name}, 1, {new})",
        "DELETE": f"{_FUNCTION}({name}, -1, {old})",
        "UPDATE": f"{_FUNCTION}({name}, -1, {old}), {_FUNCTION}({name}, 1, {new})",
    }
    return "".join(
        f"CREATE TEMP TRIGGER {_quoted(f'seal {event} {table}')} AFTER {event} ON main.{_quoted(table)}"
        f" BEGIN SELECT {call}; END;\n"
        for event, call in calls.items()
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
