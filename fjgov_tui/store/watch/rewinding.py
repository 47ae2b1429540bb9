"""What is known of the monitor's work at the end of a past day: what it saw later goes, and what it no longer says."""

from __future__ import annotations

from datetime import date

from fjgov_tui.clock import DAY_SECONDS, day_start, unix_instant
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.sqlite import Handle

_LATER = {
    "watch_visit": "at >= :end",
    "watch_day": "day > :day",
    "watch_site": "last_at >= :end OR since >= :end",
    "watch_page": "checked_at >= :end",
    "watch_facts": "checked_at >= :end",
    "watch_snapshot": "at >= :end",
    "watch_finding": "first_seen >= :end",
    "watch_link": "first_bad >= :end",
    "watch_listed": "first_seen >= :end",
    "watch_beat": "true",
    "watch_run": "started >= :end",
    "watch_batch": "at >= :end",
    "watch_event": "at >= :end",
    "watch_alert": "opened_at >= :end",
    "watch_outbox": "made_at >= :end",
    "password_tag": "at >= :instant",
    "draft": "true",
    "bundle_sent": "made_at >= :instant",
    "bundle_received": "at >= :instant",
    "bundle_conflict": "at >= :instant",
}
"""Which rows are of later days. Where only the last state is kept and that is of a later day, none is known: 未检查."""
_ENDED = {
    "watch_finding": ("gone_at", "last_seen"),
    "watch_link": ("last_bad",),
    "watch_run": ("ended",),
    "watch_alert": ("closed_at", "told_at", "escalated_at"),
    "watch_outbox": ("delivered_at",),
}
"""Moments of rows that stay, which had not come yet."""
_NEVER_BLANK = {"last_seen", "last_bad"}
"""Of these the last moment of the day is as near as is known."""


def forget_seen(copy: Handle, day: date) -> None:
    """Take back what the monitor and the program itself wrote after a day.

    Args:
        copy: a private copy, while it is being rewritten.
        day: the Beijing day.
    """
    end = day_start(day) + DAY_SECONDS
    given: dict[str, Stored] = {"end": end, "day": day.isoformat(), "instant": unix_instant(end)}
    for table, condition in _LATER.items():
        copy.execute(f"DELETE FROM {table} WHERE {condition}", given)
    for table, moments in _ENDED.items():
        for moment in moments:
            value = ":end - 1" if moment in _NEVER_BLANK else "NULL"
            copy.execute(f"UPDATE {table} SET {moment} = {value} WHERE {moment} >= :end", given)
