"""Aggregates for screens that are drawn often: counts and dates in a few statements, never history."""

from __future__ import annotations

from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.watch.rows import maybe_day, maybe_flag


@dataclass(frozen=True)
class PageAge:
    """What inspections last knew of one page, with what its limit depends on."""

    site: int
    name: str
    """The column's name; empty for a home page."""
    kind: str
    """The column's kind; empty for a home page."""
    level: int
    newest: date | None
    blank: bool | None


def page_ages(reader: Reader) -> list[PageAge]:
    """Every inspected page that is still registered, by site."""
    sql = (
        "SELECT p.site, c.name, c.kind, c.level, p.newest, p.blank FROM watch_page p"
        " LEFT JOIN \"column\" c ON p.page_of = 'column' AND c.id = p.record"
        " WHERE p.page_of = 'site' OR c.removed_at IS NULL AND c.id IS NOT NULL ORDER BY p.site, p.page_of DESC"
    )
    return [
        PageAge(int(site), str(name or ""), str(kind or ""), int(level or 1), maybe_day(newest), maybe_flag(blank))
        for site, name, kind, level, newest, blank in reader.db.conn.execute(sql)
    ]


def open_incident_sites(reader: Reader) -> list[tuple[int, int | None]]:
    """The open incidents: id and site, oldest first."""
    sql = "SELECT id, site FROM incident WHERE removed_at IS NULL AND closed_at IS NULL ORDER BY found_at, id"
    return [(int(row[0]), None if row[1] is None else int(row[1])) for row in reader.db.conn.execute(sql)]


def handled_incidents(reader: Reader, since: str) -> list[int]:
    """The open incidents that somebody has handled since an instant, oldest first."""
    sql = (
        "SELECT id FROM incident WHERE removed_at IS NULL AND closed_at IS NULL AND handled_at >= ?"
        " ORDER BY handled_at, id"
    )
    return [int(row[0]) for row in reader.db.conn.execute(sql, (since,))]


def entered_incidents(reader: Reader, since: str, seen_by: str) -> list[int]:
    """The open incidents that were entered since an instant and that somebody else found, oldest first.

    Args:
        reader: the file.
        since: the instant, as it is stored.
        seen_by: the source whose own incidents are left out.
    """
    sql = (
        "SELECT id FROM incident WHERE removed_at IS NULL AND closed_at IS NULL AND created_at >= ? AND source <> ?"
        " AND site IS NOT NULL ORDER BY created_at, id"
    )
    return [int(row[0]) for row in reader.db.conn.execute(sql, (since, seen_by))]
