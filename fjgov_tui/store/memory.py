"""Databases in this process's memory and nowhere else, which several connections may read."""

from __future__ import annotations

from fjgov_tui.store.engine import only_reading
from fjgov_tui.store.sqlite import sqlite3


def memory_uri(name: str) -> str:
    """How SQLite calls one that has a name; it lives as long as a connection to it."""
    return f"file:/{name}?vfs=memdb"


def open_memory(name: str = "") -> sqlite3.Connection:
    """An empty one, for writing; others can open it only under a name."""
    where = memory_uri(name) if name else ":memory:"
    # It only keeps the memory: whoever reads on another thread has a connection of his own.
    return sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False)


def connect_memory(name: str) -> sqlite3.Connection:
    """A connection of this thread that can only read one, while another keeps it."""
    connection = sqlite3.connect(memory_uri(name), uri=True, isolation_level=None)
    only_reading(connection)
    return connection
