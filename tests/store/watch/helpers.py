"""Short ways to make visits and findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fjgov_tui.clock import day_start
from fjgov_tui.observed.model import Sighting
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.watch.visits import record_visits

DAY = date(2026, 11, 20)
BEGIN = day_start(DAY)
HALF_HOUR = 1800


def visit(
    due: int = BEGIN,
    *,
    site: int = 1,
    outcome: Outcome = Outcome.OPEN,
    total: int = 800,
    kind: VisitKind = VisitKind.SLOT,
    counted: Counted = Counted.YES,
    address: str = "10.1.2.3",
    why: str = "",
    evidence: bytes = b"",
) -> Visit:
    """One visit, which opened unless said otherwise."""
    return Visit(
        site=site,
        due=due,
        at=due + 1,
        kind=kind,
        counted=counted,
        outcome=outcome,
        status=200,
        total=total,
        size=30_000,
        address=address,
        why=why,
        evidence=evidence,
    )


def day_of_visits(day: date, *, site: int = 1, n: int = 48, bad: int = 0) -> list[Visit]:
    """So many visits of a day, one every 25 minutes from 00:00 on, the first of which failed."""
    begin = day_start(day)
    return [
        visit(begin + number * 1500, site=site, outcome=Outcome.TIMEOUT if number < bad else Outcome.OPEN)
        for number in range(n)
    ]


def book(store: Store, visits: list[Visit]) -> list[Visit]:
    """Book in one transaction; those that were new."""
    with store.write() as writer:
        return record_visits(writer, visits)


def seen(
    mark: str = "某某", *, rule: str = "word", site: int = 1, url: str = "http://a.gov.cn/", what: str = ""
) -> Sighting:
    """Something on a site's home page."""
    return Sighting(
        check="content",
        rule=rule,
        page_of="site",
        record=site,
        site=site,
        url=url,
        mark=mark,
        what=what or f"疑似“{mark}”",
    )


def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    return int(store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def plan(store: Store, question: Callable[[Reader], object]) -> list[str]:
    """How SQLite goes about what a question asks, step by step."""
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    question(store.read)
    store.db.conn.set_trace_callback(None)
    return [str(row[3]) for sql in asked for row in store.db.execute(f"EXPLAIN QUERY PLAN {sql}")]
