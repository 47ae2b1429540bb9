"""What the alerts want done each minute, whatever was visited: judgements, reminders, escalation, the digest."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from fjgov_tui.clock import beijing_day, from_unix
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import running
from fjgov_tui.ledgers.incidents import IncidentKind
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.settings import DIGEST_AT
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.consequences import context_of
from fjgov_tui.monitor.alerts.digest import digest_now, send_digest
from fjgov_tui.monitor.alerts.effects import Closed, Dismissed, Effect, Opened, Worsened, apply
from fjgov_tui.monitor.alerts.findings import FINDING, decide_findings, judged_away, page_of_cause, read_case
from fjgov_tui.monitor.alerts.renotify import decide_renotify, read_waiting
from fjgov_tui.monitor.alerts.routing import MEDIA
from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.monitor.alerts.survey import end_survey, survey_over, surveying
from fjgov_tui.observed.freshness import MEDIA_DAYS, MEDIA_WARN_DAYS
from fjgov_tui.observed.model import Alert
from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.opening import open_store
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.workdays import NONE, Overrides, read_overrides
from fjgov_tui.workflows import reminders
from fjgov_tui.workflows.incident import Trouble
from fjgov_tui.workflows.publications import release_targets
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
        with open_store(desk.path, actor=desk.actor, clock=desk.clock, as_program=True) as store:
            return reminders.remind(store, days)

    return await asyncio.to_thread(send) if await desk.read(due) else None


def decide_media(records: Iterable[Record], alerts: Mapping[str, Alert], now: int) -> Iterator[Effect]:
    """Accounts without a public page: what was entered of their last post, against the ten days of article 21(6).

    Args:
        records: the ledger `media`.
        alerts: the open alerts by cause.
        now: Unix seconds.
    """
    left = {cause: alert for cause, alert in alerts.items() if cause.startswith(MEDIA)}
    today = beijing_day(from_unix(now))
    for record in records:
        alert = left.pop(f"{MEDIA}{record.id}", None)
        posted = record.day("posted_on")
        if posted is not None and running(record, today):
            yield from _weigh_account(record, alert, (today - posted).days, now)
        elif alert is not None:
            yield Dismissed(alert=alert, line="账号已停用，或没有登记最近发布日期")
    for alert in left.values():
        yield Dismissed(alert=alert, line="账号已从台账移除")


def _weigh_account(record: Record, alert: Alert | None, days: int, now: int) -> Iterator[Effect]:
    if days < MEDIA_WARN_DAYS:
        if alert is not None:
            yield Closed(alert=alert, at=now, line=f"{record.values['posted_on']} 已发布")
        return
    severity: Severity = Severity.VIOLATION if days > MEDIA_DAYS else Severity.WARNING
    if alert is not None and alert.severity == severity:
        return
    name = f"{record.values['platform']}“{record.title}”"
    title = f"{name}超过 {MEDIA_DAYS} 天没有发布" if days > MEDIA_DAYS else f"{name}快满 {MEDIA_DAYS} 天没有发布"
    unit = record.values["unit"]
    trouble = Trouble(
        cause=f"{MEDIA}{record.id}",
        kind=IncidentKind.STALE,
        severity=severity,
        title=title,
        at=now,
        media=record.id,
        unit=None if unit is None else int(unit),
        evidence=f"登记的最近发布是 {record.values['posted_on']}，已 {days} 天",
    )
    if alert is None:
        yield Opened(trouble=trouble)
    else:
        yield Worsened(alert=alert, severity=severity, title=title, trouble=trouble)


def decide_unwatched(
    alerts: Iterable[Alert], sites: Collection[int], columns: Collection[int], releases: Collection[int]
) -> Iterator[Effect]:
    """Alerts of sites and pages that are watched no more: closed without being called recovered.

    Args:
        alerts: those that are open.
        sites: the sites that are watched.
        columns: the columns that are watched.
        releases: what stands published on a watched site.
    """
    for alert in alerts:
        if alert.cause.startswith((VISIT, ADDRESS, FINDING)) and not _watched(
            alert, sites, {"column": columns, "release": releases}
        ):
            yield Dismissed(alert=alert, line="已不在监测范围（关停、临时下线或从台账移除）")


def _watched(alert: Alert, sites: Collection[int], pages: Mapping[str, Collection[int]]) -> bool:
    page = page_of_cause(alert.cause) if alert.cause.startswith(FINDING) else None
    if page is not None and page[0] in pages:
        return page[1] in pages[page[0]]
    return any(site in sites for site in alert.members or (alert.site or 0,))


def tend(store: Store, overrides: Overrides = NONE, *, survey_ends: bool = False) -> None:
    """Everything of a minute; what reads much is read first, so that the transaction is a short one.

    Args:
        store: the open file; its clock is the present moment.
        overrides: the county's own working days.
        survey_ends: the first survey ends now, if one is under way.

    Raises:
        StoreProblem: the file cannot be written.
    """
    now, settings, reader = int(store.clock().timestamp()), read_settings(store.read), store.read
    alerts = open_alerts(reader)
    watched = [{target.record for target in find(reader)} for find in (site_targets, column_targets, release_targets)]
    gone, cases = list(decide_unwatched(alerts, *watched)) if alerts else [], judged_away(reader)
    digest = digest_now(reader, now, settings[DIGEST_AT], overrides)
    over = (survey_ends and surveying(reader)) or survey_over(reader, now)
    with store.write("监测告警") as writer:
        context = context_of(writer, now, settings)
        apply(context, gone)
        for site, check in cases:
            apply(context, list(decide_findings(read_case(writer, site, check, now))))
        by_cause = {alert.cause: alert for alert in open_alerts(writer)}
        apply(context, list(decide_media(writer.records(LEDGERS["media"]), by_cause, now)))
        if over:
            context = replace(context, silent=False)
            apply(context, [end_survey(writer, now)])
        apply(context, list(decide_renotify(read_waiting(context))))
        send_digest(context, digest)


async def each_minute(desk: AsyncStore, *, survey_ends: bool = False) -> None:
    """What the monitor calls once a minute; a file of working days that is no good is told after everything else.

    Args:
        desk: the open file.
        survey_ends: the first survey ends now, if one is under way.

    Raises:
        FjgovError: the file cannot be read or written, or the county's file of working days cannot be understood.
    """
    overrides, problem = NONE, None
    try:
        overrides = await asyncio.to_thread(read_overrides, workdays_file())
    except InputProblem as error:
        problem = error
    await desk.write(lambda store: tend(store, overrides, survey_ends=survey_ends))
    await remind_when_due(desk, overrides)
    if problem is not None:
        raise problem
