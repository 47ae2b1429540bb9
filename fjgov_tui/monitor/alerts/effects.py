"""What follows from something, as values: deciding is pure and yields effects, and one function applies them.

An effect names an alert, its incident and the message about it together, so that the three never part company.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.ledgers.watching import ChannelStep
from fjgov_tui.monitor.alerts.routing import AlertContext, What, tell, tell_all
from fjgov_tui.observed.model import Alert
from fjgov_tui.store import Writer
from fjgov_tui.store.watch.alerts import ACKNOWLEDGED, change_alert, open_alert, open_alerts
from fjgov_tui.store.watch.alerts import alert as read_alert
from fjgov_tui.workflows import incident
from fjgov_tui.workflows.incident import Trouble


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An alert opens; a violation opens an incident (articles 24-26), a warning is no event that has to be handled."""

    trouble: Trouble
    """What it is about; nothing happens where its cause has an alert open."""
    members: tuple[int, ...] = ()
    """The sites that share the cause."""
    told_as: What | None = "告警"
    """Why it is told now; `None`: it waits for the digest."""
    line: str = ""
    """What is told; the alert's own words where not given."""


@dataclass(frozen=True, kw_only=True)
class Closed:
    """The trouble is over: the incident is told so, and those who heard of it hear of the end."""

    alert: Alert
    at: int
    """When it was over, in Unix seconds."""
    line: str
    """What shows that it is over."""


@dataclass(frozen=True, kw_only=True)
class Dismissed:
    """People have judged that there is nothing, or nothing to watch any more: alert and incident close."""

    alert: Alert
    line: str
    silent: bool = False
    """It goes on under another alert: that is no end to be told."""
    false_alarm: bool = False
    """People have judged that there was nothing."""


@dataclass(frozen=True, kw_only=True)
class Worsened:
    """The same trouble in other words, or of another severity: nobody's earlier acknowledgement covers that."""

    alert: Alert
    severity: Severity
    title: str
    trouble: Trouble | None = None
    """What the incident is opened for, where the alert had none while it was a warning."""


@dataclass(frozen=True, kw_only=True)
class Annotated:
    """A line for the incident, and for nobody else."""

    alert: Alert
    line: str


@dataclass(frozen=True, kw_only=True)
class Regrouped:
    """The alert is about more sites than before."""

    alert: Alert
    title: str
    members: tuple[int, ...]
    cause: str = ""
    """Its new cause, where it becomes the alert of an address; that is told, and ends an acknowledgement."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something is told about an alert that stays open."""

    alert: Alert
    what: What
    line: str = ""
    step: ChannelStep = ChannelStep.HANDLER


@dataclass(frozen=True, kw_only=True)
class ToldTogether:
    """One message about several alerts, or about none."""

    what: What
    title: str
    text: str
    step: ChannelStep = ChannelStep.HANDLER
    alerts: tuple[Alert, ...] = ()
    """Those that count as told by it."""


@dataclass(frozen=True, kw_only=True)
class Escalated:
    """The leader in charge has been told."""

    alert: Alert


Effect = Opened | Closed | Dismissed | Worsened | Annotated | Regrouped | Told | ToldTogether | Escalated


def apply(context: AlertContext, effects: Iterable[Effect]) -> None:
    """Write what follows, in order.

    Args:
        context: the transaction.
        effects: what was decided from the file as this transaction sees it; an alert that was closed meanwhile, by an
            earlier effect or another process, is passed over.
    """
    for effect in effects:
        match effect:
            case Opened():
                _open(context, effect)
            case ToldTogether():
                tell_all(context, effect.what, effect.title, effect.text, effect.step)
                for alert in effect.alerts:
                    change_alert(context.writer, alert.id, told_at=context.now)
            case _:
                present = read_alert(context.writer, effect.alert.id)
                if present is not None and present.closed_at is None:
                    _apply_to(context, replace(effect, alert=present))


def _apply_to(
    context: AlertContext, effect: Closed | Dismissed | Worsened | Annotated | Regrouped | Told | Escalated
) -> None:
    writer, alert = context.writer, effect.alert
    match effect:
        case Closed():
            incident.recover(writer, alert.incident, effect.at, effect.line)
            _close(context, alert, effect.line)
        case Dismissed():
            incident.dismiss(writer, alert.incident, context.now, effect.line, false_alarm=effect.false_alarm)
            _close(context, replace(alert, told_at=None) if effect.silent else alert, effect.line)
        case Worsened():
            _worsen(context, effect)
        case Annotated():
            incident.annotate(writer, alert.incident, context.now, effect.line)
        case Regrouped():
            _regroup(context, effect)
        case Told():
            tell(context, alert, effect.what, effect.line, effect.step)
        case Escalated():
            change_alert(writer, alert.id, escalated_at=context.now)
        case _:
            assert_never(effect)


def _open(context: AlertContext, effect: Opened) -> None:
    trouble, writer = effect.trouble, context.writer
    if any(alert.cause == trouble.cause for alert in open_alerts(writer)):
        return
    alert_id = open_alert(
        writer,
        cause=trouble.cause,
        severity=trouble.severity,
        kind=trouble.kind,
        what=trouble.title,
        opened_at=trouble.at,
        site=trouble.site,
        incident=incident.open_incident(writer, trouble) if trouble.severity == Severity.VIOLATION else None,
        members=effect.members,
    )
    alert = read_alert(writer, alert_id)
    if alert is not None and effect.told_as is not None:
        tell(context, alert, effect.told_as, effect.line)


def _worsen(context: AlertContext, effect: Worsened) -> None:
    writer, alert = context.writer, effect.alert
    number = alert.incident
    if number is None and effect.trouble is not None and effect.severity == Severity.VIOLATION:
        number = incident.open_incident(writer, effect.trouble)
    else:
        incident.restate(writer, number, effect.title, severity=effect.severity)
    change_alert(writer, alert.id, severity=effect.severity, what=effect.title, incident=number, acked_until=None)
    tell(context, replace(alert, severity=effect.severity, what=effect.title, incident=number), "更新")


def _regroup(context: AlertContext, effect: Regrouped) -> None:
    writer, alert = context.writer, effect.alert
    if not effect.cause:
        change_alert(writer, alert.id, what=effect.title, members=effect.members)
        incident.restate(writer, alert.incident, effect.title)
        return
    change_alert(writer, alert.id, cause=effect.cause, what=effect.title, members=effect.members, acked_until=None)
    incident.restate(writer, alert.incident, effect.title, cause=effect.cause, severity=Severity.VIOLATION)
    regrouped = replace(alert, cause=effect.cause, what=effect.title, members=effect.members)
    tell(context, regrouped, "更新")


def _close(context: AlertContext, alert: Alert, line: str) -> None:
    change_alert(context.writer, alert.id, closed_at=max(context.now, alert.opened_at), acked_until=None)
    if alert.told_at is not None:
        tell(context, alert, "恢复", f"{alert.what}——{line}")
        if alert.escalated_at is not None:
            tell(context, alert, "恢复", f"{alert.what}——{line}", ChannelStep.LEADER)


def acknowledge(writer: Writer, alert_id: int, *, user: str, reason: str, now: int, until: int) -> Alert:
    """Acknowledge an open alert and its incident: no reminder and no escalation until then, or until it is over.

    Args:
        writer: the transaction.
        alert_id: the alert.
        user: who knows.
        reason: why nobody needs to be told for now.
        now: Unix seconds.
        until: when telling begins again, in Unix seconds; at most 30 days ahead.

    Returns:
        The alert as it was.

    Raises:
        InputProblem: no such alert is open, no reason, or no such time.
    """
    alert = read_alert(writer, alert_id)
    if alert is None or alert.closed_at is not None:
        what = "没有这个编号的告警" if alert is None else "这个告警已经了结，不用再说知悉"
        raise InputProblem(what, where=f"告警 {alert_id}", remedy="编号见 fjgov monitor alerts")
    incident.check_acknowledgement(reason, now, until)
    incident.acknowledge(writer, alert.incident, user=user, reason=reason, at=now, until=until)
    if alert.incident is None:
        facts: dict[str, Stored] = {
            "alert": alert.id,
            "what": alert.what,
            "reason": reason,
            "until": until,
            "before": alert.acked_until,
        }
        writer.note(ACKNOWLEDGED, facts)
    change_alert(writer, alert.id, acked_until=until)
    return alert
