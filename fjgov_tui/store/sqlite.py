"""The SQLite library at hand, chosen exactly as sqlite-utils chooses it, without loading sqlite-utils to find out.

sqlite-utils costs 30 ms at import: it is loaded when a schema is made or migrated, not to show a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fjgov_tui.store.keys import Keyring

if TYPE_CHECKING:
    import sqlite3

    from _typeshed import SupportsLenAndGetItem
    from sqlite_utils import Database

    from fjgov_tui.ledgers.types import Stored

    Given = SupportsLenAndGetItem[Any] | Mapping[str, Any]
else:
    try:
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3


Row = tuple[Any, ...]


class _Held(sqlite3.Cursor):
    """Its rows are fetched at once: a question may be open while its connection makes triggers, which would end it."""

    _rows: Iterator[Row] = iter(())

    def hold(self) -> None:
        """Take in what SQLite still has."""
        self._rows = iter(super().fetchall())

    def __next__(self) -> Row:
        """The next row."""
        return next(self._rows)

    def fetchone(self) -> Row | None:
        """The next row; `None` after the last."""
        return next(self._rows, None)

    def fetchmany(self, size: int | None = 1) -> list[Row]:
        """So many rows, or fewer at the end."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Row]:
        """All rows that were not asked for yet."""
        return list(self._rows)


class WritingConnection(sqlite3.Connection):
    """One that asks again where a statement was refused that may run once something else is there."""

    admit: Callable[[], bool] | None = None
    """Makes what the last refused statement waits for; whether it waited for anything."""

    def _admitted(self) -> bool:
        """Whether what was refused may be asked again."""
        return self.admit is not None and self.admit()

    def execute(self, sql: str, parameters: Given = (), /) -> sqlite3.Cursor:
        """As SQLite does; in a transaction all rows are fetched at once, however few are asked for."""
        while True:
            try:
                if self.admit is None or not self.in_transaction:
                    return super().execute(sql, parameters)
                held = self.cursor(_Held)
                held.execute(sql, parameters)
                held.hold()
            except sqlite3.DatabaseError:
                if not self._admitted():
                    raise
            else:
                return held

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """As SQLite does."""
        while True:
            try:
                return super().executemany(sql, parameters)
            except sqlite3.DatabaseError:
                if not self._admitted():
                    raise


def _nobody_waits() -> None:
    """A command or a monitor has no screen for which somebody waits."""


class Handle:
    """An open connection, with sqlite-utils at hand where it is wanted."""

    def __init__(self, conn: sqlite3.Connection, path: Path | None = None, keys: Keyring | None = None) -> None:
        """Hold the connection.

        Args:
            conn: the connection.
            path: the file; `None` where it is of no interest to those who read.
            keys: where the key of encrypted fields is, once somebody has given the passphrase; an empty ring of its
                own where not given.
        """
        self.conn = conn
        self.path = path
        self.keys = keys or Keyring()
        self.as_of: date | None = None
        """The Beijing day at whose end the content stood so (状态截至); `None` for the file as it is."""
        self.give_way: Callable[[], object] = _nobody_waits
        """Called between two pieces of a long question: whoever waits for the screen goes first."""

    def execute(self, sql: str, given: Sequence[Stored] | Mapping[str, Stored] = ()) -> sqlite3.Cursor:
        """Run one statement; it never begins or ends a transaction by itself."""
        return self.conn.execute(sql, given)

    @cached_property
    def utils(self) -> Database:
        """The same connection as sqlite-utils sees it."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False, recursive_triggers=False)


UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""How a damaged file shows itself; the second where a name or a message of SQLite's is no text any more."""

__all__ = ["UNREADABLE", "Handle", "WritingConnection", "sqlite3"]
