"""Cron lines as people write them into ledgers: whether they can be carried out, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from fjgov_tui.clock import BEIJING
from fjgov_tui.text import fit

FIELDS = (("分", "0 至 59"), ("时", "0 至 23"), ("日", "1 至 31"), ("月", "1 至 12"), ("周", "0 至 7，0 和 7 是周日"))
"""The five fields in their order, each with the numbers that it takes."""
_MIDNIGHT = datetime(2026, 1, 1, tzinfo=BEIJING)
_DAY = timedelta(days=1)
_SHOWN = 20
"""Cells of a wrong field that are repeated."""


def is_cron(line: str) -> bool:
    """Whether the line is five fields that croniter, strictly read, carries out."""
    from croniter import croniter

    return len(line.split()) == 5 and bool(croniter.is_valid(line, strict=True))


def wrong_field(line: str) -> str:
    """Which field keeps the line from being carried out, and what may stand there; empty where nothing does.

    Args:
        line: as it was typed.
    """
    from croniter import croniter

    fields = line.split()
    if len(fields) != len(FIELDS):
        return f"写了 {len(fields)} 段，应为 5 段，用空格隔开：分 时 日 月 周"
    for place, (text, (name, numbers)) in enumerate(zip(fields, FIELDS, strict=True)):
        alone = ["*"] * len(FIELDS)
        alone[place] = text
        if not croniter.is_valid(" ".join(alone), strict=True):
            shown = fit(text, _SHOWN).rstrip()
            return f"第 {place + 1} 段“{name}”写的是“{shown}”，可以写 {numbers}，或 *、*/2、1,3、8-18 这样"
    return "" if is_cron(line) else "各段分开看都对，合起来没有这样的日子（如 2 月 30 日）"


@lru_cache(maxsize=256)
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
