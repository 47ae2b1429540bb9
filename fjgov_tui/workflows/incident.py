"""Incidents (预警处置, articles 24-28): opened once a cause, told on, acknowledged, closed when the trouble is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from fjgov_tui.clock import from_unix, parse_instant, show_unix, unix_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, RecordProblem, ValueProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.incidents import IncidentKind, IncidentSource, IncidentVerdict
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.reading import Selection
from fjgov_tui.text import clean, clean_long
from fjgov_tui.workflows.page_evidence import page_evidence
from fjgov_tui.workflows.procedure import Signing, sign

INCIDENT = LEDGERS["incident"]
SELF_CLOSING = (IncidentKind.UNREACHABLE, IncidentKind.MONITOR)
"""Kinds that are over when the monitor sees that they are; every other kind waits for a person."""
AGAIN = timedelta(hours=24)
"""Trouble that comes back within this time belongs to the incident that it had."""
_ROOM = 4000
_TITLE = 200
_UNTITLED = "没有写明的问题"
_LEFT_OUT = "……（更早的记录从略，见审计链）"
_DATED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d ")


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What an incident is opened for."""

    cause: str
    """Names the cause; while an incident of it is open there is no second one."""
    kind: str
    """One of `ledgers.incidents.IncidentKind`."""
    severity: Severity
    title: str
    at: int
    """When it was found, in Unix seconds."""
    site: int | None = None
    media: int | None = None
    unit: int | None = None
    url: str = ""
    evidence: str = ""


def open_incident(writer: Writer, trouble: Trouble) -> int:
    """Open an incident, or write on in the one that the same cause has or had within a day.

    Returns:
        The incident's id.
    """
    known = _known(writer, trouble)
    if known is not None:
        _again(writer, known, trouble)
        return known.id
    values: dict[str, Stored] = {field.name: None for field in INCIDENT.fields}
    values |= {
        "title": _title(trouble.title),
        "kind": trouble.kind,
        "severity": SEVERITIES[trouble.severity],
        "source": IncidentSource.MONITOR,
        "site": trouble.site,
        "media": trouble.media,
        "unit": trouble.unit,
        "url": _url(trouble.url),
        "evidence": _long(trouble.evidence),
        "snapshot": _long(page_evidence(writer, trouble.site)),
        "cause": trouble.cause,
    }
    at = trouble.at
    # Two troubles of one name within one second: the key is moment and title.
    while writer.find_by_key(INCIDENT, {"found_at": unix_instant(at), "title": values["title"]}) is not None:
        at += 1
    return writer.add(INCIDENT, values | {"found_at": unix_instant(at)})


def annotate(writer: Writer, incident: int | None, at: int, line: str) -> None:
    """Write a dated line into an incident's 处置情况; one that was removed is left alone."""
    record = _live(writer, incident)
    if record is not None:
        _change(writer, record, {"note": _noted(record, at, line)})


def restate(
    writer: Writer, incident: int | None, title: str, *, cause: str = "", severity: Severity | None = None
) -> None:
    """The incident turned out to be wider or worse than was known.

    Args:
        writer: the transaction.
        incident: the incident.
        title: what it is now.
        cause: its cause; the one it has where not given.
        severity: its severity; the one it has where not given. A changed one ends an acknowledgement.
    """
    record = _live(writer, incident)
    if record is None:
        return
    changed: dict[str, Stored] = {"title": _title(title)}
    if cause:
        changed["cause"] = cause
    if severity is not None:
        changed |= {"severity": SEVERITIES[severity], **_UNACKED}
    _change(writer, record, changed)


def recover(writer: Writer, incident: int | None, at: int, line: str) -> None:
    """The monitor sees that it is over: noted, no longer acknowledged, and closed where nobody has to judge it."""
    record = _live(writer, incident)
    if record is None:
        return
    over = _not_before(record, at)
    changed: dict[str, Stored] = {"recovered_at": over, "note": _noted(record, at, line), **_UNACKED}
    if record.values["kind"] in SELF_CLOSING:
        for name in ("handled_at", "closed_at"):
            changed[name] = record.values[name] or over
    _change(writer, record, changed)


def dismiss(writer: Writer, incident: int | None, at: int, line: str, *, false_alarm: bool = True) -> None:
    """A person has judged that there was nothing: the incident is closed without having been handled.

    Args:
        writer: the transaction.
        incident: the incident; nothing happens where there is none.
        at: now, in Unix seconds.
        line: why.
        false_alarm: it was one; otherwise it goes on elsewhere, or what it was about is watched no more.
    """
    record = _live(writer, incident)
    if record is not None:
        closed = record.values["closed_at"] or _not_before(record, at)
        changed: dict[str, Stored] = {"closed_at": closed, "note": _noted(record, at, line), **_UNACKED}
        changed["verdict"] = IncidentVerdict.FALSE_ALARM if false_alarm else IncidentVerdict.NOTHING
        if false_alarm:
            changed["verified_at"] = record.values["verified_at"] or closed
        _change(writer, record, changed)


def acknowledge(writer: Writer, incident: int | None, *, user: str, reason: str, at: int, until: int) -> None:
    """Somebody says that they know; the trouble goes on being watched.

    Args:
        writer: the transaction.
        incident: the incident; none is acknowledged where there is none.
        user: who says so.
        reason: why nobody needs to be told for now.
        at: now, in Unix seconds.
        until: when telling begins again, in Unix seconds.

    Raises:
        InputProblem: no reason, or a time that has passed or is more than 30 days away.
    """
    check_acknowledgement(reason, at, until)
    record = _live(writer, incident)
    if record is None:
        return
    values = {
        "acked_by": _line(user, 60),
        "acked_until": unix_instant(until),
        "acked_reason": _line(reason, 200),
        "note": _noted(record, at, f"{user}已知悉（至 {show_unix(until)}）：{reason}"),
    }
    _change(writer, record, values)


def check_acknowledgement(reason: str, at: int, until: int) -> None:
    """Refuse an acknowledgement that says nothing, or that would silence for ever.

    Raises:
        InputProblem: no reason, or a time that has passed or is more than 30 days away.
    """
    if not clean(reason).strip():
        raise InputProblem("知悉要写明理由", remedy="如“供电检修，18 时恢复”")
    if len(clean(reason).strip()) > 200:
        raise InputProblem("知悉的理由最多 200 个字")
    if not at < until <= at + timedelta(days=30).total_seconds():
        raise InputProblem("知悉的截止时刻要晚于现在，最长 30 天", remedy="请写成 2026-11-23 18:00（北京时间）")


_UNACKED: dict[str, Stored] = {"acked_by": None, "acked_until": None, "acked_reason": None}


def _known(reader: Reader, trouble: Trouble) -> Record | None:
    """The newest incident of the cause that is open, or that ended within the last day."""
    ids = list(reader.ids(Selection("incident", where=(("cause", trouble.cause),))))
    for record in sorted(reader.records(INCIDENT, ids), key=lambda record: record.id, reverse=True):
        closed = record.values["closed_at"]
        if closed is None:
            return record
        if from_unix(trouble.at) - parse_instant(str(closed)) <= AGAIN:
            return record
    return None


def _again(writer: Writer, record: Record, trouble: Trouble) -> None:
    """It is there again: what was said of its end no longer holds; the trail keeps it."""
    changed: dict[str, Stored] = {
        "recovered_at": None,
        "severity": SEVERITIES[trouble.severity],
        "title": _title(trouble.title),
        "note": _noted(record, trouble.at, f"又发现：{trouble.evidence or trouble.title}"),
    }
    if record.values["closed_at"] is not None:
        changed |= {"verdict": None, **_UNACKED}
    _change(writer, record, changed)
    if record.values["closed_at"] is not None:
        _reopen(writer, record.id, trouble.at)


def _reopen(writer: Writer, incident: int, at: int) -> None:
    """Another round with a clock of its own; the earlier one stays to be read. What cannot be signed is cleared."""
    moment = min(from_unix(at), parse_instant(writer.at))
    try:
        sign(writer, "incident", incident, Signing(step="", decision=Decision.REOPENED, at=moment, opinion="又发现"))
    except (InputProblem, RecordProblem):
        record = writer.record(INCIDENT, incident)
        cleared: dict[str, Stored] = {"closed_at": None, "handled_at": None, "verified_at": None}
        writer.change(INCIDENT, incident, cleared, record.revision)


def _change(writer: Writer, record: Record, changed: dict[str, Stored]) -> None:
    title = changed.get("title", record.values["title"])
    if title != record.values["title"]:
        taken = writer.find_by_key(INCIDENT, {"found_at": record.values["found_at"], "title": title})
        if taken is not None and taken != record.id:
            changed = {name: value for name, value in changed.items() if name != "title"}
    writer.change(INCIDENT, record.id, changed, record.revision)


def _live(reader: Reader, incident: int | None) -> Record | None:
    if incident is None:
        return None
    record = reader.record(INCIDENT, incident)
    return None if record.removed_at is not None else record


def _not_before(record: Record, at: int) -> str:
    """The moment, or that of finding: the machine's clock may have been set back meanwhile."""
    return max(unix_instant(at), str(record.values["found_at"]))


def _noted(record: Record, at: int, line: str) -> Stored:
    """The note with one more dated line; where there is no more room the oldest dated ones go, never other people's."""
    before = record.text("note")
    lines = [text_line for text_line in before.split("\n") if text_line and text_line != _LEFT_OUT]
    lines.append(clean(f"{show_unix(at)} {line}")[:500])
    left_out = _LEFT_OUT in before
    while _length(lines, left_out=left_out) > _ROOM:
        oldest = next((place for place, text_line in enumerate(lines[:-1]) if _DATED.match(text_line)), None)
        if oldest is None:
            return before or None
        del lines[oldest]
        left_out = True
    return INCIDENT["note"].type.parse("\n".join([*([_LEFT_OUT] if left_out else []), *lines]))


def _length(lines: Sequence[str], *, left_out: bool) -> int:
    return sum(len(line) + 1 for line in lines) + (len(_LEFT_OUT) if left_out else 0)


def _long(text: str) -> Stored:
    kept = clean_long(text).strip()
    return INCIDENT["evidence"].type.parse(kept if len(kept) <= _ROOM else kept[: _ROOM - 1] + "…")


def _title(text: str) -> Stored:
    """The title as the ledger keeps one; what the ledger takes for no name, such as a lone dash, is none."""
    try:
        return INCIDENT["title"].type.parse(_line(text, _TITLE)) or _UNTITLED
    except ValueProblem:
        return _UNTITLED


def _line(text: str, limit: int) -> str:
    kept = clean(text).strip()
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def _url(text: str) -> Stored:
    """The address as the ledger keeps one; what is none is left out and stands in the evidence."""
    try:
        return INCIDENT["url"].type.parse(text)
    except ValueProblem:
        return None
