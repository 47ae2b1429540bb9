"""Slots: a cron line cuts the day into stretches, and each site is visited once in each, at a moment of its own.

Each moment at which the line comes round begins a slot; it ends with the next one, or with the Beijing day, so that
a day's slots, its visits and its count belong together. The moment of the visit follows from site and slot alone:
whoever computes it, after whatever restart, finds the same one.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from fjgov_tui.clock import BEIJING, DAY_SECONDS, day_of, day_start

SPREAD = 0.8
"""The part of a slot in which its visit begins; the rest is left for a visit that had to wait."""


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """One stretch of a day with the moment of its one visit, in Unix seconds."""

    start: int
    end: int
    """The first second that is no longer in it; a slot without a visit by then is 未测."""
    due: int


def share(*parts: int | str) -> float:
    """A number in [0, 1) that follows from the parts, the same on every machine."""
    digest = blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


@lru_cache(maxsize=64)
def starts_of(line: str, day: date) -> tuple[int, ...]:
    """The Unix seconds at which the line comes round on that Beijing day.

    Args:
        line: five fields that `ledgers.cron.is_cron` took.
        day: the day.
    """
    from croniter import CroniterBadDateError, croniter

    midnight = datetime.combine(day, time.min, BEIJING)
    ahead = croniter(line, midnight - timedelta(seconds=1), ret_type=datetime, max_years_between_matches=5)
    moments: list[int] = []
    try:
        while (moment := ahead.get_next(datetime)) < midnight + timedelta(days=1):
            moments.append(int(moment.timestamp()))
    except CroniterBadDateError:
        return tuple(moments)
    return tuple(moments)


def _slot(starts: Sequence[int], place: int, site: int, day_end: int) -> Slot:
    start = starts[place]
    end = starts[place + 1] if place + 1 < len(starts) else day_end
    return Slot(start, end, start + int(share(site, start) * SPREAD * (end - start)))


@lru_cache(maxsize=2048)
def slots_of(line: str, site: int, day: date) -> tuple[Slot, ...]:
    """All slots of a site's day, oldest first."""
    starts = starts_of(line, day)
    return tuple(_slot(starts, place, site, day_start(day) + DAY_SECONDS) for place in range(len(starts)))


def slot_from(line: str, site: int, moment: int) -> Slot | None:
    """The slot in which the moment lies, or else the next one; `None` where there is none within a week.

    Costs one hash, so that a monitor of many thousand sites need not keep their days.
    """
    day = day_of(moment)
    for _ in range(8):
        starts = starts_of(line, day)
        place = max(bisect_right(starts, moment) - 1, 0)
        if starts:
            slot = _slot(starts, place, site, day_start(day) + DAY_SECONDS)
            if slot.end > moment:
                return slot
        day += timedelta(days=1)
    return None


def planned(line: str, site: int, day: date, until: int) -> int:
    """How many slots of the day are over at that Unix second: what a rollup calls the day's slots."""
    return sum(slot.end <= until for slot in slots_of(line, site, day))


def longest(line: str, day: date) -> int:
    """The seconds of the day's longest slot; a whole day where the line does not come round."""
    bounds = (*starts_of(line, day), day_start(day) + DAY_SECONDS)
    return max((end - start for start, end in pairwise(bounds)), default=DAY_SECONDS)
