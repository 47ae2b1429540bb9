"""Forgetting in small steps what need not be kept, so that nobody waits; and giving the space back."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta

from fjgov_tui.clock import DAY_SECONDS, day_of, day_start
from fjgov_tui.store.engine import gives_back
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.store import Store
from fjgov_tui.store.watch.days import CLEANED, day_counts, kept_since, roll_up
from fjgov_tui.store.watch.rows import day_number
from fjgov_tui.store.watch.visits import VISITED_SITES, first_due

KEEP_DAYS = 400
"""Days for which raw visits are kept."""
JOURNAL_SECONDS = 8 * DAY_SECONDS
"""How long the ids of batches are known; a visit that is booked again even later is still known by its own key."""
PAGES_AT_ONCE = 500
"""Pages given back in one transaction."""
PAUSE = 0.03
"""Seconds to leave between two short transactions: who waits for the file asks again after 1, 3, 8, 18, 33 ms."""


_OLD: Mapping[str, str] = {
    # Evidence and texts bear the day on which they were last needed; one day more, for visits booked late.
    "watch_evidence": "used < :day - 1 AND NOT EXISTS (SELECT 1 FROM watch_finding f WHERE f.evidence = t.id)",
    "watch_text": "used < :day - 1",
    "watch_finding": "gone_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM judgement j WHERE j.fingerprint = t.fingerprint AND j.removed_at IS NULL)",
    # Batches are claimed by the thousand every day, and tried again for as long as a journal may wait beside the file.
    "watch_batch": "at < (SELECT max(at) FROM watch_batch) - :journal",
    "watch_event": "at < :before",
    "watch_alert": "closed_at < :before",
    "watch_outbox": "delivered_at < :before",
}
"""What is forgotten after the visits, in this order; a finding that somebody has judged stays, for its judgement."""


def clean_step(writer: Writer, before: int, limit: int = 1000) -> int:
    """Forget some of what is older than a moment: raw visits by whole Beijing days, then what only they needed.

    Args:
        writer: a short transaction of its own.
        before: Unix seconds; the Beijing day in which it lies is kept whole.
        limit: how many rows at most.

    Returns:
        How many rows were deleted; call again after a `PAUSE` until it is 0.
    """
    before = day_start(day_of(before))
    deleted = _clean_visits(writer, before, limit)
    for table, condition in _OLD.items():
        if deleted:
            break
        sql = f"DELETE FROM {table} WHERE id IN (SELECT t.id FROM {table} t WHERE {condition} LIMIT :limit)"
        given = {"before": before, "day": day_number(before), "limit": limit, "journal": JOURNAL_SECONDS}
        deleted = writer.db.execute(sql, given).rowcount
    return deleted


def _clean_visits(writer: Writer, before: int, limit: int) -> int:
    """Forget visits of the oldest day; before the first of them goes, the day's counts are stored."""
    connection = writer.db.conn
    oldest = first_due(writer)
    if oldest is None or oldest >= before:
        return 0
    day = day_of(oldest)
    following = day + timedelta(days=1)
    if kept_since(writer) <= day:
        roll_up(writer, day, {count.site: count.slots for count in day_counts(writer, day, day)})
        connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (CLEANED, following.isoformat()))
    return connection.execute(
        f"DELETE FROM watch_visit WHERE (site, due, kind) IN ({VISITED_SITES}"
        " SELECT v.site, v.due, v.kind FROM visited CROSS JOIN watch_visit v"
        " ON v.site = visited.site AND v.due < ? LIMIT ?)",
        (day_start(following), limit),
    ).rowcount


def can_shrink(reader: Reader) -> bool:
    """Whether the file gives back the space of what is forgotten."""
    return gives_back(reader.db.conn)


def free_bytes(reader: Reader) -> int:
    """How much of the file is empty."""
    return int(reader.db.execute("PRAGMA page_size").fetchone()[0]) * _free_pages(reader)


def shrink(store: Store) -> int:
    """Give free pages back, a few at a time, each in a short transaction.

    Returns:
        How many pages were given back; 0 for a file that was made before this program knew how to.
    """
    given_back = 0
    while not store.readonly and can_shrink(store.read):
        with store.write() as writer:
            free = _free_pages(writer)
            writer.db.execute(f"PRAGMA incremental_vacuum({PAGES_AT_ONCE})").fetchall()
            freed = free - _free_pages(writer)
        if freed == 0:
            break
        given_back += freed
        time.sleep(PAUSE)
    return given_back


def _free_pages(reader: Reader) -> int:
    return int(reader.db.execute("PRAGMA freelist_count").fetchone()[0])
