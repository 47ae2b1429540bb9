"""An alert opens, changes and closes together with its incident and with what is told; all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fjgov_tui.monitor.alerts.routing import Round, What, tell
from fjgov_tui.observed.model import Alert, Severity
from fjgov_tui.store.watch.alerts import alert as read_alert
from fjgov_tui.store.watch.alerts import change_alert, open_alert
from fjgov_tui.workflows import incident
from fjgov_tui.workflows.incident import Trouble


def raise_alert(turn: Round, trouble: Trouble, *, members: Sequence[int] = (), aloud: bool = True) -> Alert:
    """Open an alert with its incident, and tell it.

    Args:
        turn: the transaction.
        trouble: what it is about; its cause must have no alert open.
        members: the sites that share the cause.
        aloud: tell it now; otherwise it waits for the digest.
    """
    number = incident.open_incident(turn.writer, trouble)
    alert_id = open_alert(
        turn.writer,
        cause=trouble.cause,
        severity=trouble.severity,
        kind=trouble.kind,
        what=trouble.title,
        opened_at=trouble.at,
        site=trouble.site,
        incident=number,
        members=members,
    )
    alert = known(turn, alert_id)
    if aloud:
        tell(turn, alert, "告警")
    return alert


def close_alert(turn: Round, alert: Alert, at: int, line: str) -> None:
    """The trouble is over: the alert closes, the incident is told so, and those who heard of it hear of the end.

    Args:
        turn: the transaction.
        alert: the alert.
        at: when it was over, in Unix seconds.
        line: what shows that it is over.
    """
    incident.recover(turn.writer, alert.incident, at, line)
    _close(turn, alert, line)


def dismiss_alert(turn: Round, alert: Alert, line: str) -> None:
    """People have judged that there is nothing, or nothing to watch any more: alert and incident close."""
    incident.dismiss(turn.writer, alert.incident, turn.now, line)
    _close(turn, alert, line)


def worsen_alert(turn: Round, alert: Alert, severity: Severity, title: str) -> None:
    """The same trouble in other words, or of another severity: nobody's earlier acknowledgement covers that."""
    incident.restate(turn.writer, alert.incident, title, severity=severity)
    change_alert(turn.writer, alert.id, severity=severity, what=title, acked_until=None)
    tell(turn, replace(alert, severity=severity, what=title), "更新")


def known(turn: Round, alert_id: int) -> Alert:
    """An alert that this transaction has just written."""
    found = read_alert(turn.writer, alert_id)
    if found is None:
        raise LookupError(alert_id)
    return found


def _close(turn: Round, alert: Alert, line: str) -> None:
    change_alert(turn.writer, alert.id, closed_at=max(turn.now, alert.opened_at), acked_until=None)
    if alert.told_at is not None:
        what: What = "恢复"
        tell(turn, alert, what, f"{alert.what}——{line}")
        if alert.escalated_at is not None:
            tell(turn, alert, what, f"{alert.what}——{line}", "分管领导")
