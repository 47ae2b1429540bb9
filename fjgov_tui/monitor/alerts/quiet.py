"""Hours in which warnings wait; violations never do."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fjgov_tui.clock import BEIJING, from_unix


def quiet_until(quiet: str, now: int) -> int | None:
    """When the quiet hours end that `now` lies in; `None` where it lies in none.

    Args:
        quiet: `HH:MM-HH:MM` in Beijing time; the same time twice is no quiet at all.
        now: Unix seconds.
    """
    first, last = (time.fromisoformat(part) for part in quiet.split("-"))
    here = from_unix(now).astimezone(BEIJING)
    for day in (here.date() - timedelta(days=1), here.date()):
        begins = datetime.combine(day, first, BEIJING)
        ends = datetime.combine(day, last, BEIJING)
        if last < first:
            ends += timedelta(days=1)
        if begins <= here < ends:
            return int(ends.timestamp())
    return None
