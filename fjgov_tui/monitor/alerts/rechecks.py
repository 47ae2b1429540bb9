"""Checked again at once: an incident that somebody has handled is looked at by the monitor, and what it sees is noted.

Nobody orders this: that an incident was handled and its pages were not inspected since is the order, so that it
survives restarts and is the same for the running monitor and for a round by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fjgov_tui.clock import parse_instant, show_unix, unix_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.incidents import IncidentKind, IncidentSource
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.monitor.alerts.findings import Page, page_of_cause
from fjgov_tui.observed.alike import by_site
from fjgov_tui.observed.model import Check, Detection
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.glance import handled_incidents
from fjgov_tui.store.watch.process import runs
from fjgov_tui.workflows.incident import annotate

CHECKS: Mapping[str, Check] = {
    IncidentKind.TAMPERING: "integrity",
    IncidentKind.CONTENT: "content",
    IncidentKind.STALE: "freshness",
    IncidentKind.STANDING: "standing",
}
"""Which check looks at an incident of a kind. A site that does not open is visited anyway, and a crawl takes hours."""
_DAY = 86_400
"""Seconds after which an incident that was handled waits for the check's own time."""


@dataclass(frozen=True)
class Recheck:
    """A handled incident, and where it has to be looked at."""

    incident: Record
    check: Check
    pages: tuple[Page, ...]
    handled: int
    """Unix seconds."""

    def waiting(self, started: Mapping[tuple[str, str, int], int]) -> Iterator[tuple[Check, str, int]]:
        """What has not been inspected since it was handled, as runs are booked.

        Args:
            started: when each inspection was last begun, in Unix seconds.
        """
        for page_of, record in self.pages:
            key = (self.check, page_of, record)
            if started.get(key, 0) <= self.handled:
                yield key


def rechecks(reader: Reader, now: int) -> list[Recheck]:
    """The incidents that were handled within a day and are open, with the pages that show whether it helped.

    Args:
        reader: the file.
        now: Unix seconds.
    """
    ids = handled_incidents(reader, unix_instant(now - _DAY))
    due = [recheck for record in reader.records(LEDGERS["incident"], ids) for recheck in _recheck(reader, record)]
    # Runs are booked by the second: what begins within the very second may have been before.
    return [recheck for recheck in due if recheck.handled < now]


def _recheck(reader: Reader, record: Record) -> Iterator[Recheck]:
    check, site = CHECKS.get(str(record.values["kind"])), record.values["site"]
    if check is None or site is None:
        return
    pages: Iterable[Page]
    own, column = page_of_cause(str(record.values["cause"] or "")), record.values["column"]
    if own is not None:
        pages = (own,)
    elif column is not None:
        pages = (("column", int(column)),)
    else:
        standing = findings(reader, site=int(site), check=check)
        pages = {(finding.page_of, finding.record) for finding in standing if finding.severity == Severity.VIOLATION}
        pages = sorted(pages) or (("site", int(site)),)
    handled = int(parse_instant(str(record.values["handled_at"])).timestamp())
    yield Recheck(record, check, tuple(pages), handled)


def note_rechecks(writer: Writer, looked: Sequence[tuple[Check, Page]], now: int) -> None:
    """Write what was seen into the incidents whose last page was inspected just now, once for each handling.

    Args:
        writer: the transaction that books the inspections.
        looked: what was inspected, and did open.
        now: Unix seconds.
    """
    if not looked:
        return
    about = set(looked)
    for recheck in rechecks(writer, now):
        mark = f"{show_unix(recheck.handled)} 处置之后"
        touched = any((recheck.check, page) in about for page in recheck.pages)
        if not touched or mark in str(recheck.incident.values["note"] or ""):
            continue
        started = {(run.check, run.page_of, run.record): run.started for run in runs(writer)}
        if not list(recheck.waiting(started)):
            annotate(writer, recheck.incident.id, now, f"{mark}，监测复查：{_seen(writer, recheck)}")


def _seen(reader: Reader, recheck: Recheck) -> str:
    standing = by_site(_standing(reader, recheck))
    if standing:
        return f"仍看得到 {len(standing)} 处，请再处置：{standing[0].what}"[:200]
    if recheck.incident.values["source"] == IncidentSource.MONITOR:
        return "已看不到，请人工复查后办结"
    return "监测没有看到疑点，仍请人工复查"


def _standing(reader: Reader, recheck: Recheck) -> Iterator[Detection]:
    for finding in findings(reader, site=int(recheck.incident.values["site"] or 0), check=recheck.check):
        here = (finding.page_of, finding.record) in recheck.pages
        if here and finding.severity == Severity.VIOLATION and finding.verdict != FindingVerdict.FALSE_ALARM:
            yield finding
