"""Instants in UTC, days in Beijing: the two kinds of time that ledgers hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")
"""China has had one zone and no summer time since 1991; a fixed offset needs no zone database."""

Clock = Callable[[], datetime]
"""Returns the present moment as an aware datetime."""


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def instant(moment: datetime) -> str:
    """An aware moment as stored text: `2026-11-23T03:35:43.120Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """The aware UTC moment that `instant` wrote.

    Raises:
        ValueError: the text is no ISO 8601 instant, or names no zone.
    """
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError(f"no zone: {text}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"no such year in UTC: {text}") from error


def beijing_day(moment: datetime) -> date:
    """The calendar date in Beijing at that moment, whatever zone the machine runs in."""
    return moment.astimezone(BEIJING).date()


def show_instant(text: str) -> str:
    """A stored instant as people read it: Beijing date and minute; odd text comes back unchanged."""
    try:
        return parse_instant(text).astimezone(BEIJING).isoformat(sep=" ")[:16]
    except (ValueError, OverflowError):
        return text
