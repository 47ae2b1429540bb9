"""What columns list: every publication that the monitor has seen there, by its address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from fjgov_tui.clock import day_of
from fjgov_tui.observed.model import Listed
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import number, select
from fjgov_tui.text import clean

KEEP_DAYS = 400
"""Days after their own for which entries are kept."""


def listed(reader: Reader, since: date) -> list[Listed]:
    """The entries of that day and later ones, the newest first."""
    sql = "SELECT * FROM watch_listed WHERE day >= ? ORDER BY day DESC, url"
    return [
        Listed(
            column=number(row["site_column"]),
            url=str(row["url"]),
            title=str(row["title"]),
            day=date.fromisoformat(str(row["day"])),
        )
        for row in select(reader.db.conn, sql, (since.isoformat(),))
    ]


def put_listed(writer: Writer, entries: Iterable[Listed], at: int) -> None:
    """Note down what a list shows; what is known keeps when it was first seen, and what is old is forgotten.

    Args:
        writer: a transaction.
        entries: what the list shows.
        at: Unix seconds of the look.
    """
    oldest = day_of(at) - timedelta(days=KEEP_DAYS)
    rows = [
        (clean(entry.url), entry.column, clean(entry.title), entry.day.isoformat(), at)
        for entry in entries
        if entry.day >= oldest
    ]
    if rows:
        writer.db.conn.executemany(
            "INSERT INTO watch_listed (url, site_column, title, day, first_seen) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET title = excluded.title, day = excluded.day",
            rows,
        )
        writer.db.conn.execute("DELETE FROM watch_listed WHERE day < ?", (oldest.isoformat(),))
