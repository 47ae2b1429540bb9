"""Instants in UTC, days in Beijing: the two kinds of time that ledgers hold; and the monitor's Unix seconds."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")
"""China has had one zone and no summer time since 1991; a fixed offset needs no zone database."""

DAY_SECONDS = 86_400

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


def from_unix(seconds: float) -> datetime:
    """Unix seconds as an aware moment in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def unix_instant(seconds: int) -> str:
    """Unix seconds as a stored instant."""
    return instant(from_unix(seconds))


def show_unix(seconds: int, form: str = "%Y-%m-%d %H:%M") -> str:
    """Unix seconds as people read them: Beijing date and minute, or whatever the form asks for."""
    return from_unix(seconds).astimezone(BEIJING).strftime(form)


def day_of(seconds: float) -> date:
    """The Beijing day in which the Unix second lies."""
    return beijing_day(from_unix(seconds))


def day_start(day: date) -> int:
    """The Unix second at which the Beijing day begins."""
    return int(datetime.combine(day, time.min, BEIJING).timestamp())
