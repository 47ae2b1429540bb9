"""Somebody knows of an alert: telling stops until a moment that they name; watching goes on."""

from __future__ import annotations

from fjgov_tui.errors import InputProblem
from fjgov_tui.observed.model import Alert
from fjgov_tui.store import Writer
from fjgov_tui.store.watch.alerts import alert as read_alert
from fjgov_tui.store.watch.alerts import change_alert
from fjgov_tui.workflows import incident


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
    change_alert(writer, alert.id, acked_until=until)
    return alert
