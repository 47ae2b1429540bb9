"""Visits counted by Beijing days: stored for ever once a day is over, computed from raw visits while it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fjgov_tui.observed.visits import Counted, DayCount, Outcome, VisitKind
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import Value, day_span, put
from fjgov_tui.store.watch.visits import VISITED_SITES

_RAW = f"""\
{VISITED_SITES} SELECT v.site, v.counted, v.outcome, v.total FROM visited CROSS JOIN watch_visit v
ON v.site = visited.site AND v.due >= ? AND v.due < ? WHERE v.kind = {int(VisitKind.SLOT)}
"""
_TALLY = f"""\
{VISITED_SITES} SELECT v.site, count(*), sum(v.counted = {int(Counted.YES)}),
  sum(v.counted = {int(Counted.YES)} AND v.outcome = {int(Outcome.OPEN)}), sum(v.counted = {int(Counted.MAINTENANCE)})
FROM visited CROSS JOIN watch_visit v ON v.site = visited.site AND v.due >= ? AND v.due < ?
WHERE v.kind = {int(VisitKind.SLOT)} GROUP BY v.site
"""
_DAYS = "SELECT site, day, slots, n, ok, bad, missed, maintenance, p50, p95, longest FROM watch_day"
CLEANED = "watch_cleaned"
"""The name in `meta` under which the first date stands whose raw visits are all kept."""


def roll_up(writer: Writer, day: date, slots: Mapping[int, int]) -> None:
    """Store a day's counts; done again, it stores the same.

    A day whose raw visits have been cleaned away, or some of them, keeps the counts that it has.

    Args:
        writer: a transaction.
        day: a Beijing date.
        slots: how many slots of that day are over, by site.
    """
    if day < kept_since(writer):
        return
    for count in count_day(writer, day, slots):
        row = {name: getattr(count, name) for name in DayCount.__dataclass_fields__}
        put(writer.db.conn, "watch_day", row | {"day": count.day.isoformat()})


def kept_since(reader: Reader) -> date:
    """The first date whose raw visits are all kept; the beginning of time where none were cleaned away."""
    row = reader.db.execute("SELECT value FROM meta WHERE name = ?", [CLEANED]).fetchone()
    return date.fromisoformat(str(row[0])) if row else date.min


def count_day(reader: Reader, day: date, slots: Mapping[int, int]) -> list[DayCount]:
    """A day's counts from raw visits, in the order of the sites' ids.

    Args:
        reader: the file.
        day: a Beijing date.
        slots: how many slots of that day are over, by site; a site that has visits and is not named here is
            taken to have had as many slots as visits.
    """
    by_site: dict[int, list[tuple[int, int, int]]] = {site: [] for site in slots}
    for site, counted, outcome, total in reader.db.conn.execute(_RAW, day_span(day, day)):
        by_site.setdefault(site, []).append((counted, outcome, total))
    return [_count(site, day, slots.get(site, 0), by_site[site]) for site in sorted(by_site)]


def tally_day(reader: Reader, day: date, slots: Mapping[int, int]) -> list[DayCount]:
    """The same as `count_day` without response times: quick enough to be asked at every change on a screen."""
    tallies = {int(row[0]): row for row in reader.db.conn.execute(_TALLY, day_span(day, day))}
    counts = []
    for site in sorted({*slots, *tallies}):
        _, made, n, ok, maintenance = tallies.get(site, (site, 0, 0, 0, 0))
        had = max(slots.get(site, 0), made)
        counts.append(
            DayCount(
                site=site,
                day=day,
                slots=had,
                n=n,
                ok=ok,
                bad=n - ok,
                missed=had - n - maintenance,
                maintenance=maintenance,
            )
        )
    return counts


def _count(site: int, day: date, slots: int, visits: Sequence[tuple[int, int, int]]) -> DayCount:
    measured = [(outcome, total) for counted, outcome, total in visits if counted == Counted.YES]
    times = sorted(total for outcome, total in measured if outcome == Outcome.OPEN)
    maintenance = sum(counted == Counted.MAINTENANCE for counted, _, _ in visits)
    had = max(slots, len(visits))
    return DayCount(
        site=site,
        day=day,
        slots=had,
        n=len(measured),
        ok=len(times),
        bad=len(measured) - len(times),
        missed=had - len(measured) - maintenance,
        maintenance=maintenance,
        p50=percentile(times, 50),
        p95=percentile(times, 95),
        longest=times[-1] if times else None,
    )


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that so many per cent of an ascending list do not exceed; `None` of an empty one."""
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else None


def day_counts(reader: Reader, first: date, last: date, site: int | None = None) -> list[DayCount]:
    """The stored counts of the days from `first` to `last`, both included; by day, then site."""
    condition = "day BETWEEN ? AND ?"
    given: tuple[Value, ...] = (first.isoformat(), last.isoformat())
    if site is not None:
        condition, given = f"{condition} AND site = ?", (*given, site)
    rows = reader.db.conn.execute(f"{_DAYS} WHERE {condition} ORDER BY day, site", given)
    # A week of all sites is asked for at every change on a screen: hundreds of rows, but few different dates.
    dates: dict[str, date] = {}
    counts = []
    for number, day, slots, n, ok, bad, missed, maintenance, p50, p95, longest in rows:
        counts.append(
            DayCount(
                site=number,
                day=dates.get(day) or dates.setdefault(day, date.fromisoformat(day)),
                slots=slots,
                n=n,
                ok=ok,
                bad=bad,
                missed=missed,
                maintenance=maintenance,
                p50=p50,
                p95=p95,
                longest=longest,
            )
        )
    return counts


def last_rolled(reader: Reader, until: date = date.max) -> date | None:
    """The newest date up to a given one that is stored; `None` before the first."""
    row = reader.db.execute("SELECT max(day) FROM watch_day WHERE day <= ?", [until.isoformat()]).fetchone()
    return date.fromisoformat(str(row[0])) if row[0] else None
