"""Moments and how long it is from one to another: a day alone or a minute, and the end of a length of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from fjgov_tui.clock import BEIJING, beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.procedures import Within
from fjgov_tui.periods import length
from fjgov_tui.workdays import NONE, Overrides, add_workdays, is_published, workdays_between


@dataclass(frozen=True)
class Moment:
    """When something happened or is due: a Beijing day, and the minute where that is known."""

    on: date
    at: datetime | None = None

    @classmethod
    def of(cls, stored: Stored) -> Moment | None:
        """The moment that a dated field holds; `None` where it is blank."""
        if stored is None:
            return None
        return _moment(str(stored))

    @classmethod
    def at_instant(cls, at: datetime) -> Moment:
        """A moment known to the minute."""
        return cls(beijing_day(at), at)

    def after(self, other: Moment) -> bool:
        """Whether it is certainly later; two moments of one day are in order unless both are known to the minute."""
        if self.at is not None and other.at is not None:
            return self.at > other.at
        return self.on > other.on

    def __str__(self) -> str:
        """The day, and the minute in Beijing where it is known."""
        return self.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if self.at else self.on.isoformat()

    @property
    def exact(self) -> str:
        """The day, and the second in Beijing where it is known."""
        return self.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S") if self.at else self.on.isoformat()


def told_apart(first: Moment, second: Moment, *, exact: bool = False) -> tuple[str, str]:
    """Two moments in words: to the second where they are of one minute, so that nobody reads of two equal times.

    Args:
        first: the one.
        second: the other.
        exact: to the second in any case, as where the time between them is counted in minutes.
    """
    if first.at is None or second.at is None or (str(first) != str(second) and not exact):
        return str(first), str(second)
    return first.exact, second.exact


@lru_cache(maxsize=8192)
def _moment(text: str) -> Moment:
    """The moment that a stored text means; thousands of records hold the same few hundred days."""
    if "T" not in text:
        return Moment(date.fromisoformat(text))
    at = parse_instant(text)
    return Moment(beijing_day(at), at)


@dataclass(frozen=True)
class Due:
    """By when a step has to be done, and why then."""

    begun: Moment
    end: Moment
    reason: str
    """From what it is counted, and how: a Chinese phrase."""


def end_of(within: Within, start: Moment, calendar: Overrides = NONE) -> Moment:
    """The last moment within a length of time; the first day is not counted.

    Hours from a day of which the minute is not known are not judged to the minute: they end with the last day that
    they could reach.
    """
    if within.workdays is not None:
        return Moment(add_workdays(start.on, within.workdays, calendar))
    if within.days is not None:
        return Moment(start.on + timedelta(days=within.days))
    length = timedelta(hours=within.hours or 0, minutes=within.minutes or 0)
    if start.at is not None:
        return Moment.at_instant(start.at + length)
    return Moment(start.on + timedelta(days=-(-int(length.total_seconds()) // 86_400)) if length else start.on)


def due(within: Within, start: Moment, basis: str, calendar: Overrides = NONE, source: str = "") -> Due:
    """The end of a length of time with its reason.

    Args:
        within: the length.
        start: from when.
        basis: what happened then, such as the label of a field or a step.
        calendar: the county's own working days.
        source: whose limit it is, where it is not the regulation's.
    """
    end = end_of(within, start, calendar)
    how = "（首日不计）" if within.by_day else ""
    how += f"，{source}" if source else ""
    estimate = "" if within.workdays is None or is_published(end.on.year, calendar) else "，当年放假安排未公布，为推算"
    if within.days == 0:
        # A day that was entered as the last one is not counted from: `下线至 2026-08-09`.
        return Due(start, end, f"登记的是{basis} {start}{f'，{source}' if source else ''}")
    return Due(start, end, f"自{basis} {start} 起 {within.words}{how}{estimate}")


def earliest(within: Within, start: Moment, basis: str, calendar: Overrides = NONE) -> Due:
    """From when something may be done that has to wait: the length has to be over, and the last day belongs to it.

    Args:
        within: the length; 0 days means from that day on.
        start: from when.
        basis: what happened then.
        calendar: the county's own working days.
    """
    end = end_of(within, start, calendar)
    if within.by_day and not (within.days == 0 or within.workdays == 0):
        how = f"{basis} {start} 起 {within.words}（首日不计）到 {end} 才满"
        return Due(start, Moment(end.on + timedelta(days=1)), how)
    return Due(start, end, f"{basis} {start}" if end.on == start.on else f"{basis} {start} 起 {within.words}")


def left(end: Moment, now: Moment) -> str:
    """How long is left, or how long it is over, in words."""
    if end.at is not None and now.at is not None:
        seconds = round((end.at - now.at).total_seconds())
        words = length(seconds, least=2)
        return f"还剩 {words}" if seconds >= 0 else f"超过 {words}"
    days = (end.on - now.on).days
    return "今天到期" if days == 0 else f"还剩 {days} 天" if days > 0 else f"超过 {-days} 天"


def left_workdays(end: Moment, now: Moment, calendar: Overrides = NONE) -> str:
    """How long is left of a time that counts working days; what is over is told in days."""
    if end.on <= now.on:
        return left(end, now)
    return f"还剩 {workdays_between(now.on, end.on, calendar)} 个工作日"
