"""Media accounts without a public page: what was entered of their last post, against the ten days of article 21(6)."""

from __future__ import annotations

from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import running
from fjgov_tui.ledgers.model import Record
from fjgov_tui.monitor.alerts.opening import close_alert, dismiss_alert, raise_alert, worsen_alert
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.observed.freshness import MEDIA_DAYS, MEDIA_WARN_DAYS
from fjgov_tui.observed.model import Alert, Severity
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.workflows.incident import Trouble

MEDIA = "media:"
"""How the causes of these alerts begin."""


def watch_media(turn: Round) -> None:
    """Open, worsen and close the alerts of the accounts that are in use."""
    alerts = {one.cause: one for one in open_alerts(turn.writer) if one.cause.startswith(MEDIA)}
    today = beijing_day(turn.moment)
    for record in turn.writer.records(LEDGERS["media"]):
        alert = alerts.pop(f"{MEDIA}{record.id}", None)
        posted = record.day("posted_on")
        if posted is None or not running(record, today):
            if alert is not None:
                dismiss_alert(turn, alert, "账号已停用，或没有登记最近发布日期")
            continue
        _weigh(turn, record, alert, (today - posted).days)
    for alert in alerts.values():
        dismiss_alert(turn, alert, "账号已从台账移除")


def _weigh(turn: Round, record: Record, alert: Alert | None, days: int) -> None:
    if days < MEDIA_WARN_DAYS:
        if alert is not None:
            close_alert(turn, alert, turn.now, f"{record.values['posted_on']} 已发布")
        return
    severity: Severity = "violation" if days > MEDIA_DAYS else "warning"
    if alert is not None and alert.severity == severity:
        return
    name = f"{record.values['platform']}“{record.title}”"
    title = f"{name}超过 {MEDIA_DAYS} 天没有发布" if days > MEDIA_DAYS else f"{name}快满 {MEDIA_DAYS} 天没有发布"
    if alert is not None:
        worsen_alert(turn, alert, severity, title)
        return
    evidence = f"登记的最近发布是 {record.values['posted_on']}，已 {days} 天"
    unit = record.values["unit"]
    trouble = Trouble(
        cause=f"{MEDIA}{record.id}",
        kind="更新超期",
        severity=severity,
        title=title,
        at=turn.now,
        media=record.id,
        unit=None if unit is None else int(unit),
        evidence=evidence,
    )
    raise_alert(turn, trouble)
