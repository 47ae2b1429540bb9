"""What the monitor of another machine saw, written beside what is known here: the newer knowledge stays."""

from __future__ import annotations

from fjgov_tui.observed.model import Detection, PageState, Run, SiteFacts
from fjgov_tui.observed.visits import DayCount, SiteState
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.pages import put_facts, put_page
from fjgov_tui.store.watch.process import put_run
from fjgov_tui.store.watch.rows import Value, put
from fjgov_tui.store.watch.states import put_states
from fjgov_tui.store.watch.visits import keep_evidence
from fjgov_tui.text import clean


def _older(writer: Writer, sql: str, given: tuple[Value, ...], moment: int) -> bool:
    """Whether what is known here is older than a moment, or nothing is known."""
    row = writer.db.conn.execute(sql, given).fetchone()
    return row is None or int(row[0] or 0) < moment


def bring_day(writer: Writer, count: DayCount) -> bool:
    """A day's counts; of two counts of a day the one that knows of more slots stays."""
    sql = "SELECT slots + 1 FROM watch_day WHERE day = ? AND site = ?"
    if not _older(writer, sql, (count.day.isoformat(), count.site), count.slots + 1):
        return False
    row: dict[str, Value] = {name: getattr(count, name) for name in DayCount.__dataclass_fields__}
    put(writer.db.conn, "watch_day", row | {"day": count.day.isoformat()})
    return True


def bring_state(writer: Writer, state: SiteState) -> bool:
    """What is known of a site now."""
    newer = _older(writer, "SELECT last_at FROM watch_site WHERE site = ?", (state.site,), state.last_at or 0)
    if newer:
        put_states(writer, [state])
    return newer


def bring_page(writer: Writer, page: PageState) -> bool:
    """What inspections last knew of a page."""
    sql = "SELECT checked_at FROM watch_page WHERE page_of = ? AND record = ?"
    newer = _older(writer, sql, (page.page_of, page.record), page.checked_at)
    if newer:
        put_page(writer, page)
    return newer


def bring_facts(writer: Writer, facts: SiteFacts) -> bool:
    """What the standing check last knew of a site."""
    newer = _older(writer, "SELECT checked_at FROM watch_facts WHERE site = ?", (facts.site,), facts.checked_at)
    if newer:
        put_facts(writer, facts)
    return newer


def bring_run(writer: Writer, run: Run) -> bool:
    """When a job last ran over a page."""
    sql = "SELECT started FROM watch_run WHERE check_kind = ? AND page_of = ? AND record = ?"
    newer = _older(writer, sql, (run.check, run.page_of, run.record), run.started)
    if newer:
        put_run(writer, run)
    return newer


def bring_finding(writer: Writer, seen: Detection, evidence: bytes) -> bool:
    """Something that an inspection found, with its history; the judgement of people travels in its own ledger.

    Args:
        writer: the transaction.
        seen: as the other machine knows it, leading to our site and page.
        evidence: what was kept of it there.
    """
    moment = max(seen.last_seen, seen.gone_at or 0)
    sql = "SELECT max(last_seen, coalesce(gone_at, 0)) FROM watch_finding WHERE fingerprint = ?"
    if not _older(writer, sql, (seen.fingerprint,), moment):
        return False
    kept = keep_evidence(writer, evidence, seen.last_seen)
    row: dict[str, Value] = {
        "fingerprint": clean(seen.fingerprint),
        "check_kind": seen.check,
        "rule": clean(seen.rule),
        "page_of": seen.page_of,
        "record": seen.record,
        "site": seen.site,
        "url": clean(seen.url),
        "mark": clean(seen.mark),
        "what": clean(seen.what),
        "around": clean(seen.around),
        "severity": seen.severity,
        "first_seen": seen.first_seen,
        "last_seen": seen.last_seen,
        "gone_at": seen.gone_at,
        "evidence": kept,
    }
    names = ", ".join(row)
    changes = ", ".join(
        f"{name} = excluded.{name}" for name in row if name not in {"fingerprint", "first_seen", "evidence"}
    )
    writer.db.conn.execute(
        f"INSERT INTO watch_finding ({names}) VALUES ({', '.join('?' * len(row))}) ON CONFLICT (fingerprint) DO UPDATE"
        f" SET {changes}, first_seen = min(first_seen, excluded.first_seen),"
        " evidence = coalesce(excluded.evidence, evidence)",
        list(row.values()),
    )
    return True
