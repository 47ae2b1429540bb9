"""What inspections found, each thing once with its history; a person's judgement is read from the ledger beside."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from typing import cast

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import FindingVerdict, Scope
from fjgov_tui.observed.alike import by_site
from fjgov_tui.observed.model import Check, Detection, PageOf, Sighting
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import Row, Value, maybe, number, select
from fjgov_tui.store.watch.visits import keep_evidence
from fjgov_tui.text import clean

FINGERPRINT_BYTES = 16


@dataclass(frozen=True)
class InspectionChanges:
    """What an inspection changed."""

    new: list[Detection] = field(default_factory=list)
    """Seen for the first time, or again after it was gone."""
    again: int = 0
    """How many were known and are still there."""
    gone: list[Detection] = field(default_factory=list)
    """Known, and no longer there."""


def fingerprint(seen: Sighting) -> str:
    """What names a finding: its check, rule, page and mark; the same thing has the same one next time."""
    parts = (seen.check, clean(seen.rule), clean(seen.url), clean(seen.mark))
    hashed = hashlib.blake2b(digest_size=FINGERPRINT_BYTES)
    for part in parts:
        data = part.encode("utf-8")
        hashed.update(len(data).to_bytes(4, "big") + data)
    return hashed.hexdigest()


def observe(
    writer: Writer,
    check: Check,
    page_of: PageOf,
    record: int,
    seen: Sequence[Sighting],
    at: int,
    covered: Collection[str] | None = None,
    *,
    rules: Collection[str] = (),
) -> InspectionChanges:
    """Book what an inspection of a page saw; what stood there and was not seen is gone.

    Args:
        writer: a transaction.
        check: the inspection; it must have been carried out, or everything would seem gone.
        page_of: the ledger of the page.
        record: its record.
        seen: everything that it saw, in any order; the same thing twice counts once.
        at: Unix seconds of the inspection.
        covered: the URLs that were looked at, so that only findings on these may be gone; `None` for all.
        rules: rules whose findings may be gone on other URLs, too.
    """
    now = {fingerprint(sighting): sighting for sighting in reversed(seen)}
    standing = {
        str(row["fingerprint"]): row
        for row in select(
            writer.db.conn,
            "SELECT * FROM watch_finding"
            " WHERE page_of = ? AND record = ? AND check_kind = ? AND gone_at IS NULL ORDER BY id",
            (page_of, record, check),
        )
    }
    new = [print_ for print_, sighting in now.items() if _record_sighting(writer, print_, sighting, at)]
    urls = None if covered is None else {clean(url) for url in covered}
    lost = [
        print_
        for print_, row in standing.items()
        if print_ not in now and (urls is None or str(row["url"]) in urls or str(row["rule"]) in rules)
    ]
    for print_ in lost:
        writer.db.conn.execute("UPDATE watch_finding SET gone_at = ? WHERE fingerprint = ?", (at, print_))
    return InspectionChanges(_by_print(writer, new), len(now) - len(new), _by_print(writer, lost))


def settle(
    writer: Writer, check: Check, page_of: PageOf, record: int, rules: Collection[str], at: int
) -> list[Detection]:
    """Mark the findings of some rules on a page as gone, because a person has accepted what they tell of.

    Args:
        writer: a transaction.
        check: the inspection.
        page_of: the ledger of the page.
        record: its record.
        rules: the rules whose findings are settled.
        at: Unix seconds of the acceptance.

    Returns:
        The findings that stood until now.
    """
    marks = ", ".join("?" * len(rules))
    rows = select(
        writer.db.conn,
        "SELECT fingerprint FROM watch_finding WHERE page_of = ? AND record = ? AND check_kind = ?"
        f" AND gone_at IS NULL AND rule IN ({marks}) ORDER BY id",
        (page_of, record, check, *rules),
    )
    prints = [str(row["fingerprint"]) for row in rows]
    for print_ in prints:
        writer.db.conn.execute("UPDATE watch_finding SET gone_at = ? WHERE fingerprint = ?", (at, print_))
    return _by_print(writer, prints)


def _record_sighting(writer: Writer, print_: str, sighting: Sighting, at: int) -> bool:
    """Write one thing that was seen; whether it is new, or back again."""
    connection = writer.db.conn
    known = connection.execute(
        "SELECT id, gone_at, evidence FROM watch_finding WHERE fingerprint = ?", (print_,)
    ).fetchone()
    if known is not None and known[1] is None:
        connection.execute(
            "UPDATE watch_finding SET last_seen = max(last_seen, ?), what = ?, around = ?, severity = ? WHERE id = ?",
            (at, clean(sighting.what), clean(sighting.around), sighting.severity, known[0]),
        )
        return False
    kept = keep_evidence(writer, sighting.evidence, at)
    if known is not None:
        connection.execute(
            "UPDATE watch_finding SET last_seen = ?, gone_at = NULL, page_of = ?, record = ?, site = ?, what = ?,"
            " around = ?, severity = ?, evidence = ? WHERE id = ?",
            (
                *(at, sighting.page_of, sighting.record, sighting.site, clean(sighting.what)),
                *(clean(sighting.around), sighting.severity, known[2] if kept is None else kept, known[0]),
            ),
        )
        return True
    connection.execute(
        "INSERT INTO watch_finding (fingerprint, check_kind, rule, page_of, record, site, url, mark, what, around,"
        " severity, first_seen, last_seen, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(
                print_,
                sighting.check,
                sighting.rule,
                sighting.page_of,
                sighting.record,
                sighting.site,
                clean(sighting.url),
                clean(sighting.mark),
            ),
            *(clean(sighting.what), clean(sighting.around), sighting.severity, at, at, kept),
        ),
    )
    return True


def findings(
    reader: Reader,
    *,
    site: int | None = None,
    check: Check | None = None,
    open_only: bool = True,
    fingerprint: str = "",
) -> list[Detection]:
    """Findings with their verdicts, by site, newest first.

    Args:
        reader: the file.
        site: of one site only.
        check: of one inspection only.
        open_only: leave out what is gone.
        fingerprint: this one only.
    """
    parts, given = ["1"], list[Value]()
    for name, value in (("site", site), ("check_kind", check), ("fingerprint", fingerprint or None)):
        if value is not None:
            parts.append(f"{name} = ?")
            given.append(value)
    if open_only:
        parts.append("gone_at IS NULL")
    return _findings(reader, " AND ".join(parts), tuple(given))


def site_findings(reader: Reader, *, site: int | None = None, open_only: bool = True) -> list[Detection]:
    """Findings as people are told of them: one a site and kind, its pages as members; else as `findings`."""
    return by_site(findings(reader, site=site, open_only=open_only))


def finding(reader: Reader, finding_id: int) -> Detection | None:
    """One finding by its id, with the same thing on other pages of its site; `None` where there is none."""
    own = next(iter(_findings(reader, "id = ?", (finding_id,))), None)
    if own is None:
        return None
    alike = by_site(findings(reader, site=own.site, check=own.check, open_only=own.gone_at is None))
    group = next(
        (group_alike for group_alike in alike if any(member.id == finding_id for member in group_alike.members)), own
    )
    return replace(own, also=tuple(member for member in group.members if member.id != finding_id))


def _by_print(reader: Reader, prints: Sequence[str]) -> list[Detection]:
    return [detection for print_ in prints for detection in _findings(reader, "fingerprint = ?", (print_,))]


def _findings(reader: Reader, condition: str, given: tuple[Value, ...]) -> list[Detection]:
    sql = f"SELECT * FROM watch_finding WHERE {condition} ORDER BY site, first_seen DESC, id DESC"
    rows = select(reader.db.conn, sql, given)
    judged = _Judged(reader) if rows else None
    return [_finding(row, judged.verdict(row) if judged else FindingVerdict.PENDING) for row in rows]


class _Judged:
    """The judgements as they stand now; a finding's own goes before a wider one, and the latest counts."""

    def __init__(self, reader: Reader) -> None:
        self._own: dict[str, FindingVerdict] = {}
        self._site: set[tuple[Value, ...]] = set()
        self._all: set[tuple[Value, ...]] = set()
        sql = (
            "SELECT j.fingerprint, j.verdict, j.scope, f.check_kind, f.rule, f.mark, f.site FROM judgement j"
            " LEFT JOIN watch_finding f ON f.fingerprint = j.fingerprint"
            " WHERE j.removed_at IS NULL ORDER BY j.updated_at, j.id"
        )
        latest = {str(row["fingerprint"]): row for row in select(reader.db.conn, sql)}
        for print_, row in latest.items():
            self._own[print_] = FindingVerdict(str(row["verdict"]))
            if row["verdict"] != FindingVerdict.FALSE_ALARM or row["check_kind"] is None:
                continue
            if row["scope"] == Scope.SITE:
                self._site.add((*_alike(row), row["site"]))
            elif row["scope"] == Scope.ALL:
                self._all.add(_alike(row))

    def verdict(self, row: Mapping[str, Value]) -> FindingVerdict:
        """What has been judged of a finding."""
        own = self._own.get(str(row["fingerprint"]))
        if own is not None:
            return own
        ignored = _alike(row) in self._all or (*_alike(row), row["site"]) in self._site
        return FindingVerdict.FALSE_ALARM if ignored else FindingVerdict.PENDING


def _alike(row: Mapping[str, Value]) -> tuple[Value, ...]:
    return (row["check_kind"], row["rule"], row["mark"])


def _finding(row: Row, verdict: FindingVerdict) -> Detection:
    return Detection(
        id=number(row["id"]),
        fingerprint=str(row["fingerprint"]),
        check=cast("Check", row["check_kind"]),
        rule=str(row["rule"]),
        mark=str(row["mark"]),
        page_of=cast("PageOf", row["page_of"]),
        record=number(row["record"]),
        site=number(row["site"]),
        url=str(row["url"]),
        what=str(row["what"]),
        around=str(row["around"]),
        severity=Severity(str(row["severity"])),
        first_seen=number(row["first_seen"]),
        last_seen=number(row["last_seen"]),
        gone_at=maybe(row["gone_at"]),
        verdict=verdict,
        evidence=maybe(row["evidence"]),
    )
