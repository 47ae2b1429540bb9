"""The monitor's own signs: its heartbeat, when each job last ran, what befell it, which batches are booked."""

from __future__ import annotations

from fjgov_tui.observed.model import Beat, Event, Run
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import Row, maybe, maybe_flag, number, put, select
from fjgov_tui.text import clean


def beat(reader: Reader) -> Beat | None:
    """The last sign of life; `None` where no monitor runs, or it ended in order."""
    for row in select(reader.db.conn, "SELECT * FROM watch_beat"):
        return Beat(
            pid=number(row["pid"]),
            host=str(row["host"]),
            since=number(row["since"]),
            last=number(row["last"]),
            version=str(row["version"]),
            note=str(row["note"]),
        )
    return None


def put_beat(writer: Writer, sign: Beat) -> None:
    """Give a sign of life."""
    row: Row = {
        "one": 1,
        "pid": sign.pid,
        "host": clean(sign.host),
        "since": sign.since,
        "last": sign.last,
        "version": sign.version,
        "note": clean(sign.note),
    }
    put(writer.db.conn, "watch_beat", row)


def drop_beat(writer: Writer, pid: int) -> None:
    """The monitor of that process has ended in order; another's sign stays."""
    writer.db.conn.execute("DELETE FROM watch_beat WHERE pid = ?", (pid,))


DRILL = "drill"
"""Under which name the last restore drill is noted among the runs."""


def runs(reader: Reader, check: str = "") -> list[Run]:
    """The last run of every job, or of those of one name."""
    where, given = ("WHERE check_kind = ?", (check,)) if check else ("", ())
    sql = f"SELECT * FROM watch_run {where} ORDER BY check_kind, page_of, record"
    return [_run(row) for row in select(reader.db.conn, sql, given)]


def site_runs(reader: Reader) -> dict[int, dict[str, Run]]:
    """The last run of each inspection of the home pages, by site and check."""
    by_site: dict[int, dict[str, Run]] = {}
    for row in select(reader.db.conn, "SELECT * FROM watch_run WHERE page_of = 'site'"):
        run = _run(row)
        by_site.setdefault(run.record, {})[run.check] = run
    return by_site


def _run(row: Row) -> Run:
    return Run(
        check=str(row["check_kind"]),
        page_of=str(row["page_of"]),
        record=number(row["record"]),
        started=number(row["started"]),
        ended=maybe(row["ended"]),
        ok=maybe_flag(row["ok"]),
        note=str(row["note"]),
    )


def put_run(writer: Writer, run: Run) -> None:
    """Write how a job ran, in place of the run before."""
    row: Row = {
        "check_kind": run.check,
        "page_of": run.page_of,
        "record": run.record,
        "started": run.started,
        "ended": run.ended,
        "ok": None if run.ok is None else int(run.ok),
        "note": clean(run.note),
    }
    put(writer.db.conn, "watch_run", row)


def events(reader: Reader, since: int) -> list[Event]:
    """What befell the monitor from a moment on, oldest first."""
    rows = select(reader.db.conn, "SELECT at, kind, what FROM watch_event WHERE at >= ? ORDER BY at, id", (since,))
    return [Event(at=number(row["at"]), kind=str(row["kind"]), what=str(row["what"])) for row in rows]


def add_event(writer: Writer, event: Event) -> None:
    """Note that something befell the monitor."""
    writer.db.conn.execute(
        "INSERT INTO watch_event (at, kind, what) VALUES (?, ?, ?)", (event.at, clean(event.kind), clean(event.what))
    )


def claim_batch(writer: Writer, batch: str, at: int) -> bool:
    """Claim a batch of results for this transaction, so that it is never booked twice.

    After an I/O error at commit nobody knows whether a batch was booked; it is then tried again under its id.

    Returns:
        Whether it was not booked before.
    """
    sql = "INSERT INTO watch_batch (id, at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
    return writer.db.conn.execute(sql, (batch, at)).rowcount == 1
