"""Alerts of sites and pages that are watched no more: closed without being called recovered."""

from __future__ import annotations

from fjgov_tui.monitor.alerts.findings import FINDING
from fjgov_tui.monitor.alerts.raising import dismiss_alert
from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.monitor.alerts.telling import Round
from fjgov_tui.monitor.targets import column_targets, site_targets
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.model import Alert


def drop_unwatched(turn: Round) -> None:
    """Close the open alerts whose site or page has been closed, taken offline or removed from the ledgers."""
    alerts = [one for one in open_alerts(turn.writer) if one.cause.startswith((VISIT, ADDRESS, FINDING))]
    if not alerts:
        return
    sites = {one.record for one in site_targets(turn.writer)}
    columns = {one.record for one in column_targets(turn.writer)}
    for alert in alerts:
        if not _watched(alert, sites, columns):
            dismiss_alert(turn, alert, "已不在监测范围（关停、临时下线或从台账移除）")


def _watched(alert: Alert, sites: set[int], columns: set[int]) -> bool:
    parts = alert.cause.split(":")
    if alert.cause.startswith(FINDING) and len(parts) == 4 and parts[2] == "column":
        return int(parts[3]) in columns
    return bool(sites.intersection(alert.members or (alert.site or 0,)))
