"""Cron lines as people write them into ledgers: whether they can be carried out, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta

from fjgov_tui.clock import BEIJING

_MIDNIGHT = datetime(2026, 1, 1, tzinfo=BEIJING)
_DAY = timedelta(days=1)


def is_cron(line: str) -> bool:
    """Whether the line is five fields that croniter, strictly read, carries out."""
    from croniter import croniter

    return len(line.split()) == 5 and bool(croniter.is_valid(line, strict=True))


def fires_a_day(line: str) -> int:
    """How many times the line comes round on the day when it does so least, over a week.

    Args:
        line: five fields that `is_cron` took.
    """
    from croniter import CroniterBadDateError, croniter

    counts = [0] * 7
    try:
        ahead = croniter(line, _MIDNIGHT - timedelta(seconds=1), max_years_between_matches=5)
        while (moment := ahead.get_next(datetime)) < _MIDNIGHT + 7 * _DAY:
            counts[(moment - _MIDNIGHT) // _DAY] += 1
    except CroniterBadDateError:
        return 0
    return min(counts)
