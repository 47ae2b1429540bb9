"""What is known of each site now: one row, rewritten with each booking."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import cast

from fjgov_tui.observed.visits import Health, Outcome, SiteState
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import Row, maybe, number, put, select
from fjgov_tui.text import clean


def site_states(reader: Reader, sites: Collection[int] | None = None) -> dict[int, SiteState]:
    """The state of every site that was ever visited, by its id.

    Args:
        reader: the file.
        sites: these only, one step through the key each; `None` for all.
    """
    if sites is None:
        rows = select(reader.db.conn, "SELECT * FROM watch_site")
    else:
        sql = "SELECT * FROM watch_site WHERE site = ?"
        rows = [row for site in sites for row in select(reader.db.conn, sql, (site,))]
    return {number(row["site"]): _state(row) for row in rows}


def confirming(reader: Reader) -> dict[int, int]:
    """When a confirming visit is wanted, by site; of the others nothing is read."""
    rows = reader.db.conn.execute("SELECT site, confirm_due FROM watch_site WHERE confirm_due IS NOT NULL")
    return {int(site): int(due) for site, due in rows}


def put_states(writer: Writer, states: Iterable[SiteState]) -> None:
    """Write states, in place of the earlier ones."""
    for state in states:
        put(writer.db.conn, "watch_site", _row(state))


def _row(state: SiteState) -> Row:
    return {
        "site": state.site,
        "health": state.health,
        "since": state.since,
        "last_at": state.last_at,
        "last_outcome": None if state.last_outcome is None else int(state.last_outcome),
        "last_total": state.last_total,
        "last_why": clean(state.last_why),
        "last_status": state.last_status,
        "address": clean(state.address),
        "bad_run": state.bad_run,
        "good_run": state.good_run,
        "recent": json.dumps(state.recent, separators=(",", ":")),
        "flips": json.dumps(state.flips, separators=(",", ":")),
        "confirm_due": state.confirm_due,
    }


def _state(row: Row) -> SiteState:
    outcome = maybe(row["last_outcome"])
    return SiteState(
        site=number(row["site"]),
        health=cast("Health", row["health"]),
        since=number(row["since"]),
        last_at=maybe(row["last_at"]),
        last_outcome=None if outcome is None else Outcome(outcome),
        last_total=maybe(row["last_total"]),
        last_why=str(row["last_why"]),
        last_status=maybe(row["last_status"]),
        address=str(row["address"]),
        bad_run=number(row["bad_run"]),
        good_run=number(row["good_run"]),
        recent=tuple(json.loads(str(row["recent"]))),
        flips=tuple(json.loads(str(row["flips"]))),
        confirm_due=maybe(row["confirm_due"]),
    )
