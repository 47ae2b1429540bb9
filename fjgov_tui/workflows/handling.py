"""What people do with an incident, from screens and commands: enter it, tell the unit, handle, verify, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from fjgov_tui.clock import instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.incidents import IncidentKind, IncidentSource, NoticeWay
from fjgov_tui.ledgers.severity import Degree
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.reading import Selection
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.page_evidence import page_evidence
from fjgov_tui.workflows.places import Place
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record

INCIDENT = LEDGERS["incident"]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What somebody has found and enters."""

    place: Place
    title: str = ""
    """In one sentence; made from place and kind where not given."""
    kind: str = IncidentKind.CONTENT
    severity: str = Degree.VIOLATION
    source: str = IncidentSource.PATROL
    at: datetime | None = None
    """When it was found; now where not given."""
    by: int | None = None
    """Who found it."""
    evidence: str = ""
    evidence_file: str = ""


def enter(writer: Writer, finding: Found) -> int:
    """Enter an incident that people have found.

    Returns:
        Its id.

    Raises:
        InputProblem: the same trouble at the same place is open already; the message names its number.
        RecordProblem: something cannot be taken.
    """
    same = open_at(writer, finding.place, finding.kind)
    if same is not None:
        raise InputProblem(
            f"这里的{finding.kind}已经有一件在处置（编号 {same.id}）：{same.title}",
            where=finding.place.name,
            remedy="请接着办那一件，一个问题只开一件",
        )
    at, title = finding.at or parse_instant(writer.at), finding.title.strip() or f"{finding.place.name}：{finding.kind}"
    given: dict[str, Raw] = {
        "title": title,
        "kind": finding.kind,
        "severity": finding.severity,
        "source": finding.source,
        "found_at": instant(at),
        "found_by": _refer(writer, "person", finding.by),
        "evidence": finding.evidence,
        "evidence_file": finding.evidence_file,
        "snapshot": page_evidence(writer, finding.place.site, finding.place.column),
        "url": finding.place.url,
    }
    for name in ("site", "column", "media", "unit"):
        given[name] = _refer(writer, name, getattr(finding.place, name))
    return save_record(writer, INCIDENT, given)


def _refer(writer: Writer, ledger: str, record: int | None) -> Raw:
    return None if record is None else writer.name_book.reference(ledger, record)


def open_at(reader: Reader, place: Place, kind: str) -> Record | None:
    """The open incident of the same kind at the same place; one of a site covers what stands on it."""
    ids = list(reader.ids(Selection("incident", where=(("closed_at", None), ("kind", kind)))))
    for record in reader.records(INCIDENT, ids):
        values = record.values
        if place.media is not None and values["media"] == place.media:
            return record
        if place.site is not None and values["site"] == place.site:
            column = values.get("column")
            if column == place.column and _same_page(str(values["url"] or ""), place.url):
                return record
    return None


def _same_page(item: str, other: str) -> bool:
    return not item or not other or item.rstrip("/") == other.rstrip("/")


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """One step of an incident with what is entered beside it."""

    step: str
    fields: Mapping[str, Raw] = field(default_factory=dict)
    by: int | None = None
    at: datetime | None = None
    """When; now where not given, to the second."""
    paper: str = ""
    opinion: str = ""
    sure: bool = False
    """What speaks against it was told, and it is meant all the same."""


def take(writer: Writer, incident: int, taken: StepTaken) -> Progress:
    """Fill the fields that belong to a step and take it, in one transaction.

    Returns:
        How far the incident has come then.

    Raises:
        InputProblem: the step may not be taken.
        DoubtProblem: something speaks against it, and it was not said that it is meant.
        RecordProblem: a field cannot be taken.
    """
    record = writer.record(INCIDENT, incident)
    given = {name: value for name, value in taken.fields.items() if value not in {None, ""}}
    if given:
        save_record(writer, INCIDENT, given, record)
    signing = Signing(
        step=taken.step, person=taken.by, at=taken.at, paper=taken.paper, opinion=taken.opinion, sure=taken.sure
    )
    return sign(writer, "incident", incident, signing)


def notify(writer: Writer, incident: int, taken: StepTaken) -> Progress:
    """Book that the unit was told: its hour runs from this second.

    Raises:
        InputProblem: it was told already, before it was found, or nobody says how.
    """
    how = {"notified_how": NoticeWay.PHONE, **{name: value for name, value in taken.fields.items() if value}}
    return take(writer, incident, replace(taken, step="notified", fields=how))


def add_evidence(writer: Writer, incident: int, field: str, text: str) -> None:
    """Add a line to what was seen, or to the names of files that show it; what stood there stays.

    Args:
        writer: the transaction.
        incident: the incident.
        field: `evidence` or `evidence_file`.
        text: one line.

    Raises:
        RecordProblem: there is no more room.
    """
    record = writer.record(INCIDENT, incident)
    before = record.text(field)
    mark = "\n" if field == "evidence" else "、"
    save_record(writer, INCIDENT, {field: f"{before}{mark}{text}" if before else text}, record)
