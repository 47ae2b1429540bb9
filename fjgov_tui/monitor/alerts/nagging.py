"""What nobody has acknowledged is told again, and after a time to the leader in charge."""

from __future__ import annotations

from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.monitor.alerts.telling import Round, channels, tell
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import change_alert, open_alerts
from fjgov_tui.store.watch.model import Alert
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.incident import when

_HOUR = 3600


def unheard(reader: Reader, since: int, now: int) -> list[Alert]:
    """Alerts that were told at or after a moment, are open, and that nobody has acknowledged; for badge and bell.

    Args:
        reader: the file.
        since: Unix seconds.
        now: Unix seconds.
    """
    return [
        one
        for one in open_alerts(reader)
        if one.told_at is not None and one.opened_at >= since and not acknowledged(one, now)
    ]


def acknowledged(alert: Alert, now: int) -> bool:
    """Whether somebody has said that they know, and that still holds."""
    return alert.acked_until is not None and alert.acked_until > now


def nag(turn: Round) -> None:
    """Tell the open violations that nobody has acknowledged again when their time has come, and escalate them."""
    leaders = any(one.values["step"] == "分管领导" for one in channels(turn.writer))
    for alert in open_alerts(turn.writer):
        if alert.severity != "violation" or acknowledged(alert, turn.now) or _flapping(turn, alert):
            continue
        if leaders and alert.escalated_at is None and _past(turn, alert.opened_at, turn.settings.escalate_hours):
            line = f"{alert.what}（{when(alert.opened_at)} 起，{turn.settings.escalate_hours} 小时无人知悉）"
            tell(turn, alert, "升级", line, "分管领导")
            change_alert(turn.writer, alert.id, escalated_at=turn.now)
        if alert.told_at is not None and _past(turn, alert.told_at, turn.settings.nag_hours):
            tell(turn, alert, "再提醒", f"{alert.what}（{when(alert.opened_at)} 起，尚未恢复）")


def _flapping(turn: Round, alert: Alert) -> bool:
    """Whether every site of the alert opens and fails by turns: such a one is left to the digest."""
    if not alert.cause.startswith((VISIT, ADDRESS)):
        return False
    states = site_states(turn.writer, alert.members or (alert.site or 0,))
    return all(one.health == "不稳定" for one in states.values())


def _past(turn: Round, since: int, hours: int) -> bool:
    """Whether so many hours have gone by; a moment in the future is one before the clock was set back."""
    return turn.now - since >= hours * _HOUR or since > turn.now
