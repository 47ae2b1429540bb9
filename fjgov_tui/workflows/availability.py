"""The week's availability by the national rule, and the failures that are still left before the veto.

The rule (国办秘函〔2019〕19号): over a week, at least 20 visits a day; a visit that does not open within 15 s has
failed; 5 % of failures condemn the site. Judged here over the seven Beijing days that end today:

- A day that is over and has fewer than 20 measured visits makes the week 样本不足, whatever else it shows: what was
  not measured is neither good nor bad. Today is still running and cannot be short.
- Else 5 % or more of the measured visits failing is 否决, and anything less 合格. Both may change with every visit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from fjgov_tui.clock import day_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.watching import VISIT_SLOTS_LEAST
from fjgov_tui.observed.visits import DayCount
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.days import day_counts, kept_since, tally_day

DAYS = 7
VETO_PERCENT = 5
"""Of a hundred measured visits, the failures that condemn."""
Verdict = Literal["样本不足", "合格", "否决"]
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, kw_only=True)
class Week:
    """A site's visits of seven Beijing days."""

    site: int
    first: date
    last: date
    """Today."""
    slots: int
    """Planned visits whose time is over."""
    n: int
    """Measured visits: the denominator of every percentage."""
    ok: int
    bad: int
    missed: int
    """Planned and not measured: 未测, neither good nor bad."""
    maintenance: int
    days_short: tuple[DayCount, ...]
    """The days that are over and have fewer than 20 measured visits, oldest first."""
    allowed: int
    """The number of failures among so many visits that is a veto."""
    left: int
    """How many more failures bring the veto; 0 where it is reached."""
    verdict: Verdict
    first_bad: date | None = None
    """The first day on which a measured visit failed; `None` where none did."""


def week(reader: Reader, now: int, slots: Mapping[int, int]) -> dict[int, Week]:
    """The weeks of all sites that have visits or slots.

    Args:
        reader: the file.
        now: Unix seconds.
        slots: how many of today's slots are over, by site; every watched site should be in it.
    """
    last = day_of(now)
    first = last - timedelta(days=DAYS - 1)
    counts = day_counts(reader, first, last - timedelta(days=1))
    stored = {count.day for count in counts}
    for day in days_between(first, last - timedelta(days=1)):
        if day not in stored:  # Not rolled up yet: just after midnight, or the monitor has been away.
            counts += tally_day(reader, day, {})
    if kept_since(reader) <= last:
        counts += tally_day(reader, last, slots)
    else:  # Asked about a moment so long ago that only the counts of its days are left.
        counts += day_counts(reader, last, last)
    by_site: dict[int, list[DayCount]] = {}
    for count in counts:
        by_site.setdefault(count.site, []).append(count)
    return {site: judge_week(site, first, last, by_site[site]) for site in sorted(by_site)}


def days_between(first: date, last: date) -> list[date]:
    """The dates from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def judge_week(site: int, first: date, last: date, counts: Iterable[DayCount]) -> Week:
    """A week from the counts of its days; a day that is not among them was not measured at all.

    Args:
        site: the site.
        first: the first day.
        last: the day that is still running.
        counts: at most one of each day.
    """
    by_day = {count.day: count for count in counts}
    slots = n = bad = missed = maintenance = 0
    short: list[DayCount] = []
    first_bad = None
    for day in days_between(first, last):
        count = by_day.get(day) or DayCount(site=site, day=day, slots=0)
        slots += count.slots
        n += count.n
        bad += count.bad
        missed += count.missed
        maintenance += count.maintenance
        if count.n < VISIT_SLOTS_LEAST and day < last:
            short.append(count)
        if count.bad and first_bad is None:
            first_bad = day
    allowed = -(-n * VETO_PERCENT // 100)
    verdict: Verdict = "样本不足" if short or n == 0 else "否决" if bad >= allowed else "合格"
    return Week(
        site=site,
        first=first,
        last=last,
        slots=slots,
        n=n,
        ok=n - bad,
        bad=bad,
        missed=missed,
        maintenance=maintenance,
        days_short=tuple(short),
        allowed=allowed,
        left=max(allowed - bad, 0),
        verdict=verdict,
        first_bad=first_bad,
    )


def percent(part: int, whole: int) -> str:
    """A share with one decimal, cut off rather than rounded, so that 4.96 % never reads as the 5 % that condemn.

    Never to be shown without `whole` beside it; `未测` of nothing.
    """
    if whole == 0:
        return "未测"
    tenths = part * 1000 // whole
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def week_text(counted: Week) -> str:
    """The week in a sentence, with its denominators: what was measured, what failed, how much is left."""
    if counted.n == 0:
        return "本周未测"
    measured = (
        f"本周 {counted.slots} 次测到 {counted.n} 次" if counted.n < counted.slots else f"本周测到 {counted.n} 次"
    )
    failed = f"失败 {counted.bad} 次（{percent(counted.bad, counted.n)}）" if counted.bad else "没有失败"
    measured_and_failed = f"{measured}，{failed}"
    if counted.verdict == "样本不足":
        return f"{measured_and_failed}；样本不足（{_short_text(counted)}）"
    if counted.verdict == "否决":
        return f"{measured_and_failed}，已到 {VETO_PERCENT}%，单项否决"
    return f"{measured_and_failed}，再 {counted.left} 次即否决"


def budget_text(counted: Week) -> str:
    """The same for a narrow column: `4/330 余13`, `否决 20/330`, `样本不足 12/96`, `未测`."""
    if counted.n == 0:
        return "未测"
    share = f"{counted.bad}/{counted.n}"
    return f"{share} 余{counted.left}" if counted.verdict == "合格" else f"{counted.verdict} {share}"


def _short_text(counted: Week) -> str:
    newest = counted.days_short[-1]
    name = f"周{_WEEKDAYS[newest.day.weekday()]}"
    reason = f"{name}未测" if newest.n == 0 else f"{name}只测到 {newest.n} 次"
    if newest.maintenance:
        reason += f"，维护 {newest.maintenance} 次"
    return (
        reason
        if len(counted.days_short) == 1
        else f"{reason}等 {len(counted.days_short)} 天不满 {VISIT_SLOTS_LEAST} 次"
    )
