"""What inspections last knew of each page and site, and the pages as they were, for comparison."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from contextlib import suppress
from typing import cast

from fjgov_tui.errors import StoreProblem
from fjgov_tui.observed.model import PageOf, PageState, SiteFacts, Snapshot, SnapshotKind
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import Row, maybe_day, maybe_flag, number, put, select
from fjgov_tui.text import clean


def page_states(reader: Reader, site: int | None = None) -> list[PageState]:
    """What is known of the pages of one site, or of all."""
    where, given = ("", ()) if site is None else ("WHERE site = ?", (site,))
    sql = f"SELECT * FROM watch_page {where} ORDER BY site, page_of DESC, record"
    return [_page(row) for row in select(reader.db.conn, sql, given)]


def put_page(writer: Writer, page: PageState) -> None:
    """Write what is known of a page, in place of what was."""
    row: Row = {
        "page_of": page.page_of,
        "record": page.record,
        "site": page.site,
        "url": clean(page.url),
        "checked_at": page.checked_at,
        "opened": int(page.opened),
        "newest": page.newest.isoformat() if page.newest else None,
        "found_by": clean(page.found_by),
        "blank": None if page.blank is None else int(page.blank),
        "title": clean(page.title),
        "note": clean(page.note),
    }
    put(writer.db.conn, "watch_page", row)


def _page(row: Row) -> PageState:
    return PageState(
        page_of=cast("PageOf", row["page_of"]),
        record=number(row["record"]),
        site=number(row["site"]),
        url=str(row["url"]),
        checked_at=number(row["checked_at"]),
        opened=bool(row["opened"]),
        newest=maybe_day(row["newest"]),
        found_by=str(row["found_by"]),
        blank=maybe_flag(row["blank"]),
        title=str(row["title"]),
        note=str(row["note"]),
    )


def site_facts(reader: Reader) -> dict[int, SiteFacts]:
    """What the standing check last knew, by site."""
    return {number(row["site"]): _facts(row) for row in select(reader.db.conn, "SELECT * FROM watch_facts")}


def put_facts(writer: Writer, facts: SiteFacts) -> None:
    """Write what is known of a site, in place of what was."""
    row: Row = {
        "site": facts.site,
        "checked_at": facts.checked_at,
        "cert_until": facts.cert_until.isoformat() if facts.cert_until else None,
        "chain_until": facts.chain_until.isoformat() if facts.chain_until else None,
        "cert_note": clean(facts.cert_note),
        "ipv6": None if facts.ipv6 is None else int(facts.ipv6),
        "ipv6_note": clean(facts.ipv6_note),
    }
    put(writer.db.conn, "watch_facts", row)


def _facts(row: Row) -> SiteFacts:
    return SiteFacts(
        site=number(row["site"]),
        checked_at=number(row["checked_at"]),
        cert_until=maybe_day(row["cert_until"]),
        chain_until=maybe_day(row["chain_until"]),
        cert_note=str(row["cert_note"]),
        ipv6=maybe_flag(row["ipv6"]),
        ipv6_note=str(row["ipv6_note"]),
    )


def snapshot(reader: Reader, page_of: PageOf, record: int, kind: str) -> Snapshot | None:
    """A page as it was kept; `None` where it was not.

    Raises:
        StoreProblem: it cannot be read.
    """
    sql = "SELECT * FROM watch_snapshot WHERE page_of = ? AND record = ? AND kind = ?"
    for row in select(reader.db.conn, sql, (page_of, record, kind)):
        return _snapshot(row)
    return None


def latest_of(reader: Reader, columns: Iterable[int]) -> list[Snapshot]:
    """Columns as integrity last saw them, but for those that it has not seen or whose snapshot cannot be read."""
    kept = list[Snapshot]()
    for column in columns:
        with suppress(StoreProblem):
            if shot := snapshot(reader, "column", column, "latest"):
                kept.append(shot)
    return kept


def _snapshot(row: Row) -> Snapshot:
    kept = row["body"]
    try:
        body = zlib.decompress(kept if isinstance(kept, bytes) else b"")
    except zlib.error as error:
        raise StoreProblem("页面快照读不出来", where=f"快照 {number(row['record'])}") from error
    return Snapshot(
        page_of=cast("PageOf", row["page_of"]),
        record=number(row["record"]),
        kind=cast("SnapshotKind", row["kind"]),
        at=number(row["at"]),
        digest=str(row["digest"]),
        body=body,
    )


def put_snapshot(writer: Writer, shot: Snapshot) -> None:
    """Keep a page as it is, in place of the earlier one of its kind."""
    row: Row = {
        "page_of": shot.page_of,
        "record": shot.record,
        "kind": shot.kind,
        "at": shot.at,
        "digest": shot.digest,
        "body": zlib.compress(shot.body, 6),
    }
    put(writer.db.conn, "watch_snapshot", row)
