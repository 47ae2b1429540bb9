"""Suspicion, alert and incident are one story: what people say of one of them is said of the others at once."""

from __future__ import annotations

from collections.abc import Iterable

from fjgov_tui.clock import parse_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.incidents import IncidentVerdict
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.ledgers.watching import FindingVerdict, Scope
from fjgov_tui.monitor.alerts.consequences import context_of
from fjgov_tui.monitor.alerts.effects import Dismissed, apply
from fjgov_tui.monitor.alerts.findings import decide_findings, groups, judged_away, read_case
from fjgov_tui.observed.model import Alert, Check, Detection
from fjgov_tui.store import Writer
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.workflows import incident as incidents
from fjgov_tui.workflows.handling import StepTaken, take
from fjgov_tui.workflows.judging import judge, withdraw
from fjgov_tui.workflows.settings import read_settings

INCIDENT = LEDGERS["incident"]


def judge_finding(writer: Writer, finding: Detection, verdict: str, scope: str = "", reason: str = "") -> int:
    """Judge a suspicion, and with it its alert and its incident.

    Where nothing is left of the alert both close; where the suspicion is real the incident is verified. What stands
    on several pages of the site is judged on all of them, unless a scope says otherwise.

    Args:
        writer: the transaction.
        finding: what was found.
        verdict: 确认 or 误报.
        scope: how far a 误报 is ignored; not given: the pages on which it stands.
        reason: why.

    Returns:
        The id of the judgement; of the first page's, where there are several.

    Raises:
        InputProblem: no such verdict or scope, or no reason.
    """
    made = judge(writer, finding, verdict, scope, reason)
    for member in () if scope else finding.also:
        judge(writer, member, verdict, scope, reason)
    if verdict == FindingVerdict.FALSE_ALARM:
        _settle(writer, [(finding.site, finding.check)] if scope in {"", Scope.PAGE} else judged_away(writer))
        return made
    for alert in _alerts_of(writer, finding):
        if alert.incident is not None:
            _verified(writer, writer.record(INCIDENT, alert.incident), reason)
    return made


def withdraw_finding(writer: Writer, finding: Detection) -> bool:
    """Take a judgement back, on every page where it was made; what it closed opens again where the thing still stands.

    Returns:
        Whether there was one.
    """
    gone = sum(withdraw(writer, member) for member in finding.members) > 0
    if gone:
        _settle(writer, [(finding.site, finding.check)])
    return gone


def judge_incident(writer: Writer, incident: int, verdict: str, taken: StepTaken, reason: str = "") -> None:
    """Say whether an incident is real; its suspicions and its alert are judged with it.

    Args:
        writer: the transaction.
        incident: the incident.
        verdict: 属实 or 误报.
        taken: by whom and when.
        reason: why it is none; needed for a 误报.

    Raises:
        InputProblem: no such verdict, no reason, or it is closed.
    """
    record = writer.record(INCIDENT, incident)
    if verdict not in {IncidentVerdict.REAL, IncidentVerdict.FALSE_ALARM}:
        raise InputProblem(
            f"核实结论只能是“{IncidentVerdict.REAL}”或“{IncidentVerdict.FALSE_ALARM}”，不是“{verdict}”",
            where=record.title,
        )
    alerts = [alert for alert in open_alerts(writer) if alert.incident == incident]
    if verdict == IncidentVerdict.REAL:
        take(
            writer,
            incident,
            StepTaken(step="verified", fields={"verdict": IncidentVerdict.REAL}, by=taken.by, at=taken.at),
        )
        for alert in alerts:
            for finding in _findings_of(writer, alert):
                judge(writer, finding, FindingVerdict.CONFIRMED, reason=reason or f"处置编号 {incident} 核实属实")
        return
    if not reason.strip():
        raise InputProblem("误报要写明理由", where=record.title, remedy="请用一句话写明为什么不用处置")
    if record.values["closed_at"] is not None:
        raise InputProblem("已经办结，不能再判为误报", where=record.title, remedy="要改结论请先重办")
    for alert in alerts:
        dismiss_alert(writer, alert, reason)
    now = int(parse_instant(writer.at).timestamp())
    if writer.record(INCIDENT, incident).values["closed_at"] is None:
        incidents.dismiss(writer, incident, now, f"判为误报：{reason}")


def dismiss_alert(writer: Writer, alert: Alert, reason: str) -> None:
    """Nothing is wrong: the alert's suspicions are judged, and it closes with its incident."""
    about = _findings_of(writer, alert)
    for finding in about:
        judge(writer, finding, FindingVerdict.FALSE_ALARM, Scope.PAGE, reason)
    _settle(writer, {(finding.site, finding.check) for finding in about})
    now = int(parse_instant(writer.at).timestamp())
    line = f"判为误报：{reason}"
    apply(context_of(writer, now, read_settings(writer)), [Dismissed(alert=alert, line=line, false_alarm=True)])


def _verified(writer: Writer, record: Record, reason: str) -> None:
    """A suspicion was confirmed: so is the incident, once."""
    if record.removed_at is None and record.values["closed_at"] is None and record.values["verified_at"] is None:
        given: dict[str, Raw] = {"verdict": IncidentVerdict.REAL}
        take(writer, record.id, StepTaken(step="verified", fields=given, opinion=reason))


def _settle(writer: Writer, cases: Iterable[tuple[int, Check]]) -> None:
    now = int(parse_instant(writer.at).timestamp())
    for site, check in sorted(cases):
        apply(
            context_of(writer, now, read_settings(writer)), list(decide_findings(read_case(writer, site, check, now)))
        )


def _findings_of(writer: Writer, alert: Alert) -> list[Detection]:
    standing = findings(writer, site=alert.site) if alert.site is not None else []
    checks = {finding.check for finding in standing}
    by_cause = {
        group.cause: group.findings
        for check in checks
        for group in groups([finding for finding in standing if finding.check == check])
    }
    return list(by_cause.get(alert.cause, ()))


def _alerts_of(writer: Writer, finding: Detection) -> list[Alert]:
    return [
        alert
        for alert in open_alerts(writer)
        if alert.site == finding.site and any(item.id == finding.id for item in _findings_of(writer, alert))
    ]
