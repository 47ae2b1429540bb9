"""Cron lines of the schedule: when they come round in Beijing, and what they say in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise, product

from fjgov_tui.clock import BEIJING, from_unix

_YEARS = 5
"""A line that does not come round within so many years never does, as far as anybody here is concerned."""
_EVERY_DAY = "每天"
_WEEKDAYS = "日一二三四五六"
_MOST_TIMES = 8
"""More times of day than this are not listed one by one."""
_TICK = timedelta(microseconds=1)
PERIODS = 3
"""How many of its periods a check may have missed before what it saw is too old to judge by."""


def next_times(line: str, moment: datetime, count: int = 5) -> list[datetime]:
    """The next moments at which the line comes round, in Beijing time; fewer where there are none.

    Args:
        line: five fields that `ledgers.cron.is_cron` took.
        moment: the first one is later than this.
        count: how many.
    """
    from croniter import CroniterBadDateError, croniter

    ahead = croniter(line, moment.astimezone(BEIJING), ret_type=datetime, max_years_between_matches=_YEARS)
    times: list[datetime] = []
    try:
        while len(times) < count:
            times.append(ahead.get_next(datetime))
    except CroniterBadDateError:
        return times
    return times


def latest_time(line: str, moment: datetime) -> datetime | None:
    """The last moment, not later than this, at which the line came round; `None` where it never did."""
    from croniter import CroniterBadDateError, croniter

    behind = croniter(line, moment.astimezone(BEIJING) + _TICK, ret_type=datetime, max_years_between_matches=_YEARS)
    try:
        return behind.get_prev(datetime)
    except CroniterBadDateError:
        return None


@lru_cache(maxsize=256)
def oldest(line: str, now: int) -> int:
    """The Unix second of the time before the last three at which a cron line came round: older is too old.

    Args:
        line: five cron fields.
        now: Unix seconds.
    """
    at = from_unix(now)
    for _ in range(PERIODS + 1):
        before = latest_time(line, at)
        if before is None:
            return 0
        at = before - timedelta(minutes=1)
    return int(at.timestamp())


@lru_cache(maxsize=256)
def in_words(line: str) -> str:
    """The line in Chinese, such as `每 30 分钟` or `每周六 01:00`.

    Args:
        line: five fields that `ledgers.cron.is_cron` took.
    """
    from croniter import croniter

    fields, nth = croniter.expand(line, strict=True)
    minute, hour, day, month, weekday = (tuple(field) for field in fields)
    if nth or not all(isinstance(value, int) or value == "*" for value in (*minute, *hour, *day, *month, *weekday)):
        return f"按 cron：{line}"
    when = _days(_numbers(day), _numbers(month), _numbers(weekday))
    minutes, hours = _numbers(minute), _numbers(hour)
    if minutes is not None and hours is not None and len(hours) * len(minutes) <= _MOST_TIMES:
        clock = "、".join(f"{at_hour:02}:{other:02}" for at_hour, other in product(hours, minutes))
        return f"{when} {clock}"
    cycle = _cycle(minutes, hours)
    if when != _EVERY_DAY:
        return f"{when}，{cycle}"
    return cycle if cycle.startswith("每") else f"{when} {cycle}"


def _numbers(field: Sequence[int | str]) -> tuple[int, ...] | None:
    """The numbers of an expanded field; `None` for `*`."""
    return None if "*" in field else tuple(int(value) for value in field)


def _step(values: tuple[int, ...], whole: int) -> int | None:
    """The step of values that come at even distances all the way round, more than one of them."""
    if len(values) < 2 or whole % len(values):
        return None
    step = whole // len(values)
    even = all(after - before == step for before, after in pairwise(values))
    return step if even else None


def _joined(values: Sequence[int]) -> str:
    """Numbers with runs drawn together: `1、3-5`."""
    parts: list[str] = []
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[place - 1] + 1:
            run = values[start:place]
            parts += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else [str(value) for value in run]
            start = place
    return "、".join(parts)


def _cycle(minutes: tuple[int, ...] | None, hours: tuple[int, ...] | None) -> str:
    within = _hours(hours)
    if minutes is None:
        return f"{within}每分钟"
    step = _step(minutes, 60)
    if step is not None:
        offset = f"（从第 {minutes[0]} 分起）" if minutes[0] else ""
        return f"{within}每 {step} 分钟{offset}"
    at = f"第 {_joined(minutes)} 分"
    every = None if hours is None else _step(hours, 24)
    if hours is None or every is None:
        return f"{within}每小时{at}"
    offset = f"（从 {hours[0]} 时起）" if hours[0] else ""
    return f"每 {every} 小时{offset}，{at}"


def _hours(hours: tuple[int, ...] | None) -> str:
    return "" if hours is None else f"{_joined(hours)} 时内"


def _days(days: tuple[int, ...] | None, months: tuple[int, ...] | None, weekdays: tuple[int, ...] | None) -> str:
    """Which days; cron takes a day of the month or a weekday where both are given."""
    during = "" if months is None else f"{_joined(months)} 月"
    week = "" if weekdays is None else _week(weekdays)
    if days is None and weekdays is None:
        return f"每年 {during}每天" if during else _EVERY_DAY
    if days is None:
        return f"每年 {during}的{week}" if during else week
    dated = f"{_joined(days)} 日"
    head = f"每年 {during} {dated}" if during else f"每月 {dated}"
    return f"{head}或{week}" if week else head


def _week(weekdays: tuple[int, ...]) -> str:
    """Weekdays from Monday on, runs drawn together."""
    order = sorted((day - 1) % 7 for day in weekdays)
    names = [_WEEKDAYS[(day + 1) % 7] for day in order]
    if len(order) > 2 and order[-1] - order[0] == len(order) - 1:
        return f"每周{names[0]}至周{names[-1]}"
    return f"每周{'、'.join(names)}"
