"""Visits as they were booked: each once, never overwritten; what a failure brought is kept beside them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence

from fjgov_tui.errors import StoreProblem
from fjgov_tui.observed.visits import Counted, Outcome, Phases, Visit, VisitKind
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import day_number
from fjgov_tui.text import clean

_INSERT = """\
INSERT INTO watch_visit (site, due, kind, at, counted, outcome, status, total, dns, connect, tls, first, body,
  size, redirects, address, why, evidence)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, due, kind) DO NOTHING
"""
_SELECT = """\
SELECT v.site, v.due, v.kind, v.at, v.counted, v.outcome, v.status, v.total, v.dns, v.connect, v.tls, v.first, v.body,
  v.size, v.redirects, coalesce(a.text, ''), coalesce(w.text, ''), v.evidence
FROM watch_visit v LEFT JOIN watch_text a ON a.id = v.address LEFT JOIN watch_text w ON w.id = v.why
"""
VISITED_SITES = """\
WITH RECURSIVE visited (site) AS (
  SELECT min(site) FROM watch_visit
  UNION ALL
  SELECT (SELECT min(site) FROM watch_visit WHERE site > visited.site) FROM visited WHERE visited.site IS NOT NULL
)
"""
"""The sites that have visits, found by as many steps through the key as there are sites."""


def record_visits(writer: Writer, visits: Sequence[Visit]) -> list[Visit]:
    """Book visits; one that is booked already stays as it is, and one that was aborted is none.

    Returns:
        Those that were new.
    """
    texts = Texts(writer)
    return [visit for visit in visits if visit.outcome is not Outcome.ABORTED and _add_visit(writer, texts, visit)]


def _add_visit(writer: Writer, texts: Texts, visit: Visit) -> bool:
    connection, phases = writer.db.conn, visit.phases
    key = (visit.site, visit.due, int(visit.kind))
    if connection.execute("SELECT 1 FROM watch_visit WHERE site = ? AND due = ? AND kind = ?", key).fetchone():
        return False
    kept = keep_evidence(writer, visit.evidence, visit.at)
    given = (
        *(*key, visit.at, int(visit.counted), int(visit.outcome), visit.status, visit.total),
        *(phases.dns, phases.connect, phases.tls, phases.first, phases.body),
        *(visit.size, visit.redirects, texts.id(visit.address, visit.at), texts.id(visit.why, visit.at), kept),
    )
    return connection.execute(_INSERT, given).rowcount == 1


class Texts:
    """Addresses and reasons, kept once each, with the day on which they were last needed."""

    def __init__(self, writer: Writer) -> None:
        """Bind to a transaction."""
        self._connection = writer.db.conn
        self._known: dict[str, int] = {}

    def id(self, text: str, at: int) -> int | None:
        """The number of a text; `None` for an empty one.

        Args:
            text: from outside; cleaned here.
            at: Unix seconds of what it belongs to.
        """
        text = clean(text)
        if text and text not in self._known:
            sql = (
                "INSERT INTO watch_text (text, used) VALUES (?, ?)"
                " ON CONFLICT (text) DO UPDATE SET used = max(used, excluded.used)"
            )
            self._connection.execute(sql, (text, day_number(at)))
            row = self._connection.execute("SELECT id FROM watch_text WHERE text = ?", (text,)).fetchone()
            self._known[text] = int(row[0])
        return self._known.get(text)


def keep_evidence(writer: Writer, body: bytes, at: int) -> int | None:
    """Keep what a server sent, once however often it comes; `None` where there is nothing.

    Args:
        writer: a transaction.
        body: the bytes.
        at: Unix seconds of what it belongs to; evidence that nothing newer needs is cleaned away.
    """
    if not body:
        return None
    connection, digest = writer.db.conn, hashlib.blake2b(body, digest_size=16).digest()
    row = connection.execute("SELECT id, used FROM watch_evidence WHERE hash = ?", (digest,)).fetchone()
    day = day_number(at)
    if row is None:
        sql = "INSERT INTO watch_evidence (hash, used, size, body) VALUES (?, ?, ?, ?)"
        return connection.execute(sql, (digest, day, len(body), zlib.compress(body, 9))).lastrowid
    if row[1] < day:
        connection.execute("UPDATE watch_evidence SET used = ? WHERE id = ?", (day, row[0]))
    return int(row[0])


def evidence(reader: Reader, evidence_id: int) -> bytes:
    """What was kept.

    Raises:
        StoreProblem: it is no longer there, or damaged.
    """
    row = reader.db.conn.execute("SELECT body, size FROM watch_evidence WHERE id = ?", (evidence_id,)).fetchone()
    if row is None:
        raise StoreProblem("这份证据已经不在了", where=f"证据 {evidence_id}", remedy="原始记录只保存 400 天")
    try:
        body = zlib.decompressobj().decompress(row[0], int(row[1]) + 1)
    except zlib.error as error:
        raise StoreProblem(
            "这份证据读不出来", where=f"证据 {evidence_id}", remedy="请运行 fjgov verify 核验"
        ) from error
    return body[: int(row[1])]


def _visit(row: tuple[int, ...], texts: tuple[str, str], body: bytes) -> Visit:
    site, due, kind, at, counted, outcome, status, total, dns, connect, tls, first, rest, size, redirects = row
    return Visit(
        site=site,
        due=due,
        at=at,
        kind=VisitKind(kind),
        counted=Counted(counted),
        outcome=Outcome(outcome),
        status=status,
        total=total,
        phases=Phases(dns, connect, tls, first, rest),
        size=size,
        redirects=redirects,
        address=texts[0],
        why=texts[1],
        evidence=body,
    )


def _read(reader: Reader, condition: str, given: tuple[int, ...]) -> Iterator[Visit]:
    for row in reader.db.conn.execute(f"{_SELECT} {condition}", given).fetchall():
        body = b"" if row[17] is None else evidence(reader, row[17])
        yield _visit(row[:15], (str(row[15]), str(row[16])), body)


def visits_of(reader: Reader, site: int, since: int, until: int) -> list[Visit]:
    """A site's visits of every kind, due from `since` up to, not including, `until`; oldest first."""
    condition = "WHERE v.site = ? AND v.due >= ? AND v.due < ? ORDER BY v.due, v.kind"
    return list(_read(reader, condition, (site, since, until)))


def first_due(reader: Reader) -> int | None:
    """The planned moment of the oldest visit that is kept; `None` before the first."""
    sql = f"{VISITED_SITES} SELECT min((SELECT min(due) FROM watch_visit v WHERE v.site = visited.site)) FROM visited"
    row = reader.db.conn.execute(sql).fetchone()
    return None if row[0] is None else int(row[0])


def booked_dues(reader: Reader, since: int, until: int) -> set[tuple[int, int]]:
    """(site, due) of the slot visits that are booked, due from `since` up to, not including, `until`."""
    sql = (
        f"{VISITED_SITES} SELECT v.site, v.due FROM visited CROSS JOIN watch_visit v"
        " ON v.site = visited.site AND v.due >= ? AND v.due < ? WHERE v.kind = 0"
    )
    return {(int(site), int(due)) for site, due in reader.db.conn.execute(sql, (since, until))}
