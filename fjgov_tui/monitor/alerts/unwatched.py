"""Alerts of sites and pages that are watched no more: closed without being called recovered."""

from __future__ import annotations

from collections.abc import Collection

from fjgov_tui.monitor.alerts.findings import FINDING
from fjgov_tui.monitor.alerts.opening import dismiss_alert
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.observed.model import Alert
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.workflows.targets import column_targets, site_targets


def unwatched(reader: Reader) -> set[int]:
    """The open alerts whose site or page has been closed, taken offline or removed from the ledgers.

    Asked outside of a transaction: it reads every site and column.
    """
    alerts = [one for one in open_alerts(reader) if one.cause.startswith((VISIT, ADDRESS, FINDING))]
    if not alerts:
        return set()
    sites = {one.record for one in site_targets(reader)}
    columns = {one.record for one in column_targets(reader)}
    return {one.id for one in alerts if not _watched(one, sites, columns)}


def drop(turn: Round, alerts: Collection[int]) -> None:
    """Close those of the alerts that are still open."""
    for alert in open_alerts(turn.writer) if alerts else ():
        if alert.id in alerts:
            dismiss_alert(turn, alert, "已不在监测范围（关停、临时下线或从台账移除）")


def _watched(alert: Alert, sites: set[int], columns: set[int]) -> bool:
    parts = alert.cause.split(":")
    if alert.cause.startswith(FINDING) and len(parts) == 4 and parts[2] == "column":
        return int(parts[3]) in columns
    return bool(sites.intersection(alert.members or (alert.site or 0,)))
