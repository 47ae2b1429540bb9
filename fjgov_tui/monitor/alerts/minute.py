"""What the alerts want done each minute, whatever was visited: judgements, reminders, escalation, the digest."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import running
from fjgov_tui.ledgers.model import Record
from fjgov_tui.monitor.alerts.digest import digest_now, send_digest
from fjgov_tui.monitor.alerts.findings import FINDING, judged_away, weigh
from fjgov_tui.monitor.alerts.opening import close_alert, dismiss_alert, raise_alert, worsen_alert
from fjgov_tui.monitor.alerts.renotify import renotify
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.observed.freshness import MEDIA_DAYS, MEDIA_WARN_DAYS
from fjgov_tui.observed.model import Alert, Severity
from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.opening import open_store
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.workdays import NONE, Overrides, read_overrides
from fjgov_tui.workflows import reminders
from fjgov_tui.workflows.incident import Trouble
from fjgov_tui.workflows.settings import read_settings
from fjgov_tui.workflows.targets import column_targets, site_targets


async def remind_when_due(desk: AsyncStore, overrides: Overrides | None = None) -> reminders.Reminder | None:
    """Write and send the reminder of passwords that fall due (article 37), where one is due.

    The question and the record are one transaction (`reminders.remind`), so that a dashboard or timer that runs at
    the same time sends nothing more. Sending may take half a minute, so it has a connection of its own.

    Args:
        desk: the open file.
        overrides: the county's own working days; read from its file where not given.

    Returns:
        The reminder; `None` where none was due.

    Raises:
        FjgovError: the file cannot be read or written.
    """
    days = await asyncio.to_thread(read_overrides, workdays_file()) if overrides is None else overrides

    def due(reader: Reader) -> bool:
        return reminders.is_due(reader, desk.clock(), days)

    def send() -> reminders.Reminder | None:
        with open_store(desk.path, actor=desk.actor, clock=desk.clock) as store:
            return reminders.remind(store, days)

    return await asyncio.to_thread(send) if await desk.read(due) else None


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


def tend(store: Store, overrides: Overrides = NONE) -> None:
    """Everything of a minute; what has to be done is found first, so that the transaction is a short one.

    Args:
        store: the open file; its clock is the present moment.
        overrides: the county's own working days.

    Raises:
        StoreProblem: the file cannot be written.
    """
    now, settings = int(store.clock().timestamp()), read_settings(store.read)
    gone, over = unwatched(store.read), judged_away(store.read)
    digest = digest_now(store.read, now, settings.digest_at, overrides)
    with store.write("监测告警") as writer:
        turn = Round(writer=writer, now=now, settings=settings)
        drop(turn, gone)
        for site, check in over:
            weigh(turn, site, check)
        watch_media(turn)
        renotify(turn)
        send_digest(turn, digest)


async def each_minute(desk: AsyncStore) -> None:
    """What the monitor calls once a minute; a file of working days that is no good is told after everything else.

    Raises:
        FjgovError: the file cannot be read or written, or the county's file of working days cannot be understood.
    """
    overrides, problem = NONE, None
    try:
        overrides = await asyncio.to_thread(read_overrides, workdays_file())
    except InputProblem as error:
        problem = error
    await desk.write(lambda store: tend(store, overrides))
    await remind_when_due(desk, overrides)
    if problem is not None:
        raise problem
