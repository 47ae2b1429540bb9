"""One hour of one incident as everybody sees it run; pure, so that the first screen loads nothing else for it."""

from __future__ import annotations

from datetime import datetime

from fjgov_tui.dataclass import dataclass

WARN_SECONDS = 15 * 60
"""So many seconds before its end a clock is red."""


@dataclass(frozen=True, kw_only=True)
class HourClock:
    """One hour of one incident: the running one, or that of an earlier round."""

    incident: int
    title: str
    unit: str
    round: int
    begun: datetime
    """The second of the notice."""
    ends: datetime
    stopped: datetime | None = None
    """When it was handled, or, of an earlier round, when that ended without."""

    @property
    def running(self) -> bool:
        """Whether nobody has handled it yet."""
        return self.stopped is None

    def left(self, now: datetime) -> int:
        """The whole seconds that are left, or were left when it was handled; below zero it is late by so many."""
        end = self.stopped or now
        return int((self.ends - end.replace(microsecond=0)).total_seconds())

    def late(self, now: datetime) -> bool:
        """Whether the hour is or was over: 60:00 is within it, 60:01 is not."""
        return self.left(now) < 0

    def warns(self, now: datetime) -> bool:
        """Whether it is to be red."""
        return self.running and self.left(now) < WARN_SECONDS


def span(seconds: int) -> str:
    """Minutes and seconds as the clock shows them: `59:03`, `1:02:07`; the sign is told in words."""
    size = abs(seconds)
    hours, rest = divmod(size, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{second:02d}" if hours else f"{minutes:02d}:{second:02d}"


def span_words(seconds: int) -> str:
    """The same as people say it: `12 分 5 秒`."""
    size = abs(seconds)
    minutes, second = divmod(size, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "小时"), (minutes, "分"), (second, "秒"))
    return " ".join(f"{amount} {word}" for amount, word in parts if amount) or "0 秒"
