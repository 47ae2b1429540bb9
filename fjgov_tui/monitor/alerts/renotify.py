"""What nobody has acknowledged is told again, and after a time to the leader in charge."""

from __future__ import annotations

from collections.abc import Sequence

from fjgov_tui.clock import show_unix
from fjgov_tui.monitor.alerts.routing import Round, Step, What, channels, tell, tell_all
from fjgov_tui.monitor.alerts.sites import ADDRESS, VISIT
from fjgov_tui.observed.model import Alert
from fjgov_tui.store.watch.alerts import change_alert, open_alerts
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.maintenance import Windows, read_windows

_HOUR = 3600
_ONE_BY_ONE = 3
"""How many alerts are told again at once in messages of their own."""
_NAMED = 20
"""Alerts that a joint message names; the others are counted."""


def acknowledged(alert: Alert, now: int) -> bool:
    """Whether somebody has said that they know, and that still holds."""
    return alert.acked_until is not None and alert.acked_until > now


def renotify(turn: Round) -> None:
    """Tell the open violations that nobody has acknowledged again when their time has come, and escalate them."""
    windows = read_windows(turn.writer)
    waiting = [
        one
        for one in open_alerts(turn.writer)
        if one.severity == "violation"
        and not acknowledged(one, turn.now)
        and not _flapping(turn, one)
        and not _maintained(windows, one, turn.now)
    ]
    settings = turn.settings
    if any(one.values["step"] == "分管领导" for one in channels(turn.writer)):
        rising = [
            one for one in waiting if one.escalated_at is None and _past(turn, one.opened_at, settings.escalate_hours)
        ]
        _tell(turn, rising, "升级", f"{settings.escalate_hours} 小时无人知悉", "分管领导")
        for one in rising:
            change_alert(turn.writer, one.id, escalated_at=turn.now)
    again = [one for one in waiting if one.told_at is not None and _past(turn, one.told_at, settings.nag_hours)]
    _tell(turn, again, "再提醒", "尚未恢复", "经办人")


def _tell(turn: Round, some: Sequence[Alert], what: What, why: str, step: Step) -> None:
    """A few are told one by one, many in one message."""
    lines = [f"{one.what}（{show_unix(one.opened_at)} 起，{why}）" for one in some]
    if len(some) <= _ONE_BY_ONE:
        for one, line in zip(some, lines, strict=True):
            tell(turn, one, what, line, step)
        return
    more = [f"另有 {len(lines) - _NAMED} 件，见监测屏"] if len(lines) > _NAMED else []
    tell_all(turn, what, f"{what}：{len(some)} 件违反，{why}", "\n".join([*lines[:_NAMED], *more]), step)
    for one in some if step == "经办人" else ():
        change_alert(turn.writer, one.id, told_at=turn.now)


def _flapping(turn: Round, alert: Alert) -> bool:
    """Whether every site of the alert opens and fails by turns: such a one is left to the digest."""
    if not alert.cause.startswith((VISIT, ADDRESS)):
        return False
    states = site_states(turn.writer, alert.members or (alert.site or 0,))
    return all(one.health == "不稳定" for one in states.values())


def _maintained(windows: Windows, alert: Alert, now: int) -> bool:
    """Whether every site of the alert is in an approved maintenance window just now."""
    sites = alert.members or ((alert.site,) if alert.site is not None else ())
    return bool(sites) and all(windows.in_maintenance(site, now) for site in sites)


def _past(turn: Round, since: int, hours: int) -> bool:
    """Whether so many hours have gone by; a moment in the future is one before the clock was set back."""
    return turn.now - since >= hours * _HOUR or since > turn.now
