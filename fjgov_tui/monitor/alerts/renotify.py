"""What nobody has acknowledged is told again, and after a time to the leader in charge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fjgov_tui.clock import show_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.settings import ESCALATE_HOURS, NAG_HOURS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import ChannelStep
from fjgov_tui.monitor.alerts.effects import Effect, Escalated, Told, ToldTogether
from fjgov_tui.monitor.alerts.routing import AlertContext, What, channels
from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.observed.model import Alert
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.maintenance import Windows, read_windows
from fjgov_tui.workflows.settings import Settings

_HOUR = 3600
_ONE_BY_ONE = 3
"""How many alerts are told again at once in messages of their own."""
_NAMED = 20
"""Alerts that a joint message names; the others are counted."""


def acknowledged(alert: Alert, now: int) -> bool:
    """Whether somebody has said that they know, and that still holds."""
    return alert.acked_until is not None and alert.acked_until > now


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What is decided from."""

    alerts: Sequence[Alert]
    """Open violations that nobody has acknowledged, that do not flap and are not in maintenance."""
    leaders: bool
    """Whether a channel to the leader in charge is in use."""
    now: int
    settings: Settings


def read_waiting(context: AlertContext) -> Waiting:
    """The violations that wait for somebody, as they stand in the file."""
    reader, now = context.writer, context.now
    windows = read_windows(reader)
    states = site_states(reader)
    return Waiting(
        alerts=[
            alert
            for alert in open_alerts(reader)
            if alert.severity == Severity.VIOLATION
            and not acknowledged(alert, now)
            and not _flapping(states, alert)
            and not _maintained(windows, alert, now)
        ],
        leaders=any(channel.values["step"] == ChannelStep.LEADER for channel in channels(reader)),
        now=now,
        settings=context.settings,
    )


def decide_renotify(waiting: Waiting) -> Iterator[Effect]:
    """Tell the violations again when their time has come, and to the leader after a longer one."""
    settings = waiting.settings
    if waiting.leaders:
        rising = [
            alert
            for alert in waiting.alerts
            if alert.told_at is not None
            and alert.escalated_at is None
            and _past(waiting.now, alert.opened_at, settings[ESCALATE_HOURS])
        ]
        yield from _tell(rising, "升级", f"{settings[ESCALATE_HOURS]} 小时无人知悉", ChannelStep.LEADER)
        yield from (Escalated(alert=alert) for alert in rising)
    again = [
        alert
        for alert in waiting.alerts
        if alert.told_at is not None and _past(waiting.now, alert.told_at, settings[NAG_HOURS])
    ]
    yield from _tell(again, "再提醒", "尚未恢复", ChannelStep.HANDLER)


def _tell(some: Sequence[Alert], what: What, why: str, step: ChannelStep) -> Iterator[Effect]:
    """A few are told one by one, many in one message."""
    lines = [f"{alert.what}（{show_unix(alert.opened_at)} 起，{why}）" for alert in some]
    if len(some) <= _ONE_BY_ONE:
        yield from (Told(alert=alert, what=what, line=line, step=step) for alert, line in zip(some, lines, strict=True))
        return
    more = [f"另有 {len(lines) - _NAMED} 件，见监测屏"] if len(lines) > _NAMED else []
    title, text = f"{what}：{len(some)} 件违反，{why}", "\n".join([*lines[:_NAMED], *more])
    alerts = tuple(some) if step == ChannelStep.HANDLER else ()
    yield ToldTogether(what=what, title=title, text=text, step=step, alerts=alerts)


def _flapping(states: Mapping[int, SiteState], alert: Alert) -> bool:
    """Whether every site of the alert opens and fails by turns: such a one is left to the digest."""
    if not alert.cause.startswith((VISIT, ADDRESS)):
        return False
    members = [states[site] for site in alert.members or (alert.site or 0,) if site in states]
    return all(state.health == "不稳定" for state in members)


def _maintained(windows: Windows, alert: Alert, now: int) -> bool:
    """Whether every site of the alert is in an approved maintenance window just now."""
    sites = alert.members or ((alert.site,) if alert.site is not None else ())
    return bool(sites) and all(windows.in_maintenance(site, now) for site in sites)


def _past(now: int, since: int, hours: int) -> bool:
    """Whether so many hours have gone by; a moment in the future is one before the clock was set back."""
    return now - since >= hours * _HOUR or since > now
