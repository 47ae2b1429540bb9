"""Evidence at once: the page of an incident that people have entered is fetched, and what it says is kept with it.

Nobody orders this: that an incident was entered and nobody has looked since is the order, so that it survives restarts.
"""

from __future__ import annotations

from collections.abc import Iterator

from fjgov_tui.clock import unix_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.incidents import IncidentSource
from fjgov_tui.pages.hosts import host_of
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.glance import entered_incidents
from fjgov_tui.workflows.incident import annotate
from fjgov_tui.workflows.saving import save_record

INCIDENT = LEDGERS["incident"]
_HOUR = 3600
WITNESSED = "登记之后，监测去看了"
"""With what the line begins that says it was done; the moment stands before it."""
"""Seconds after which what a page says is no longer what was found on it."""


@dataclass(frozen=True)
class Unwitnessed:
    """An incident whose page has not been looked at since it was entered."""

    incident: int
    site: int
    url: str
    """The page that was named, where it stands on the site; else the column's page, or the site's home page."""


def unwitnessed(reader: Reader, now: int) -> list[Unwitnessed]:
    """The incidents that people have entered within the hour, with the pages to be looked at.

    Args:
        reader: the file.
        now: Unix seconds.
    """
    ids = entered_incidents(reader, unix_instant(now - _HOUR), IncidentSource.MONITOR)
    return [due for record in reader.records(INCIDENT, ids) for due in _unwitnessed(reader, record)]


def _unwitnessed(reader: Reader, record: Record) -> Iterator[Unwitnessed]:
    site = record.ref("site")
    if site is None:
        return
    home = reader.record(LEDGERS["site"], site).text("url")
    column = record.ref("column")
    place = reader.record(LEDGERS["column"], column).text("url") if column is not None else home
    named = record.text("url")
    known = {host_of(home), host_of(place)} - {""}
    url = named if host_of(named) in known else place or home
    due = Unwitnessed(record.id, site, url)
    if url and WITNESSED not in record.text("note"):
        yield due


def note_evidence(writer: Writer, due: Unwitnessed, at: int, text: str, why: str) -> None:
    """Keep what was seen; once for each incident, whoever looks.

    Args:
        writer: the transaction.
        due: the incident.
        at: when its page was fetched, in Unix seconds.
        text: what the page says; empty where it did not open.
        why: why it did not, a Chinese sentence.
    """
    record = writer.record(INCIDENT, due.incident)
    if record.removed_at is not None or WITNESSED in record.text("note"):
        return
    if text:
        save_record(writer, INCIDENT, {"snapshot": text}, record)
    seen = "网页已经取下，文字和摘要在“页面快照”里" if text else f"网页没有打开：{why}"
    annotate(writer, due.incident, at, f"{WITNESSED} {due.url}：{seen}")
