"""What goes into a bundle: the ledgers that travel to the other machine, and what the monitor here has seen."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from fjgov_tui.clock import beijing_day, day_of, parse_instant
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import NAMED, Aim, Carried, travelling
from fjgov_tui.ledgers.model import Record
from fjgov_tui.monitor.process.codec import encode
from fjgov_tui.observed.model import Detection
from fjgov_tui.store import Reader
from fjgov_tui.store.merging import known_to
from fjgov_tui.store.watch.days import day_counts
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.listed import listed
from fjgov_tui.store.watch.pages import page_states, site_facts
from fjgov_tui.store.watch.process import runs
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.store.watch.visits import evidence, visits_of

PAGES = ("site", "column")
"""Whose pages the other machine knows, too."""
OVERLAP = timedelta(days=2)
"""By which a bundle begins before the last one: what was written late, as after a full disk, is in it."""


def _line(kind: str, *given: object) -> bytes:
    return json.dumps([kind, *map(encode, given)], ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def content(reader: Reader, aim: Aim, peer: str, since: int, now: str) -> Iterator[bytes]:
    """The lines of a bundle.

    Args:
        reader: the file.
        aim: for which machine it is.
        peer: the machine, by its id: records that came from it are called by the ids that it gave them.
        since: Unix seconds; visits, and what was listed, before then stay.
        now: the instant at which it is made.
    """
    travels = travelling(aim)
    for carried in travels:
        known = known_to(reader, peer, carried.ledger)
        for record in _records(reader, carried):
            yield _record(carried, record, known)
    if aim is not Aim.MONITOR:
        for name in NAMED:
            if name not in {carried.ledger for carried in travels}:
                yield from _names(reader, name, known_to(reader, peer, name))
        yield from _seen(reader, since, now)


def _records(reader: Reader, carried: Carried) -> Iterator[Record]:
    """The live ones first, so that a name that was given on is free."""
    ledger = LEDGERS[carried.ledger]
    for record in (*reader.records(ledger), *reader.removed(ledger)):
        if all(record.values[name] == value for name, value in carried.only.items()):
            yield record


def _record(carried: Carried, record: Record, known: dict[int, int]) -> bytes:
    values = {name: record.values[name] for name in carried.fields}
    removed = record.removed_at is not None
    return _line("record", carried.ledger, record.id, known.get(record.id), record.revision, removed, values)


def _names(reader: Reader, name: str, known: dict[int, int]) -> Iterator[bytes]:
    ledger = LEDGERS[name]
    for record in reader.records(ledger):
        key = {part: record.values[part] for part in ledger.key}
        yield _line("name", name, record.id, known.get(record.id), key)


def _seen(reader: Reader, since: int, now: str) -> Iterator[bytes]:
    until = int(parse_instant(now).timestamp())
    sites = [record.id for record in reader.records(LEDGERS["site"])]
    for site in sites:
        for visit in visits_of(reader, site, since, until + 1):
            yield _line("visit", visit)
    first = day_of(since) if since else date(1970, 1, 2)
    for count in day_counts(reader, first, beijing_day(parse_instant(now))):
        yield _line("day", count)
    yield from (_line("state", state) for state in site_states(reader).values())
    yield from (_line("page", page) for page in page_states(reader) if page.page_of in PAGES)
    yield from (_line("facts", facts) for facts in site_facts(reader).values())
    yield from (_line("run", run) for run in runs(reader) if run.page_of in PAGES)
    yield from (_line("listed", entry) for entry in listed(reader, first))
    for finding in findings(reader, open_only=False):
        moment = max(finding.last_seen, finding.gone_at or 0)
        if finding.page_of in PAGES and (finding.gone_at is None or moment >= since):
            yield _line("finding", replace(finding, also=(), evidence=None), _evidence(reader, finding))


def _evidence(reader: Reader, finding: Detection) -> str:
    """What was kept of it; nothing where that has been cleaned away."""
    if finding.evidence is None:
        return ""
    try:
        return base64.b64encode(evidence(reader, finding.evidence)).decode("ascii")
    except StoreProblem:
        return ""
