"""The digest: once on a working day, everything that is open, was closed, could not be delivered or falls due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from fjgov_tui.clock import beijing_day, day_of, from_unix, show_unix
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import running
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.monitor.alerts.renotify import acknowledged
from fjgov_tui.monitor.alerts.routing import AlertContext, tell_all
from fjgov_tui.observed.freshness import MEDIA_DAYS, MEDIA_WARN_DAYS, limit_of
from fjgov_tui.observed.model import Alert, Run
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import alerts_since, open_alerts, undelivered
from fjgov_tui.store.watch.pages import page_states
from fjgov_tui.store.watch.process import put_run, runs
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.text import safe
from fjgov_tui.workdays import NONE, Overrides, is_workday
from fjgov_tui.workflows.looked import unseen_sites
from fjgov_tui.workflows.reminders import schedule_of
from fjgov_tui.workflows.targets import column_targets

JOB = "digest"
"""Under which name the last digest is noted among the runs."""
_MOST = 20
"""Lines of a section; the others are counted."""
_NAMED = 3
"""Sites that a line names before it counts them."""
_SOON_DAYS, _SOON_LONG_DAYS = 3, 7
"""Days ahead in which a column is near its limit, where that counts days and where it counts months."""


def digest_due(reader: Reader, now: int, line: str, overrides: Overrides = NONE) -> bool:
    """Whether today is a working day and the digest's moment has come since the last one.

    Args:
        reader: the file.
        now: Unix seconds.
        line: five cron fields.
        overrides: the county's own working days.
    """
    here = from_unix(now)
    if not is_workday(beijing_day(here), overrides):
        return False
    slot = schedule_of(line).latest(here, overrides)
    return slot is not None and (last_digest(reader) or 0) < slot.timestamp()


def last_digest(reader: Reader) -> int | None:
    """When the last digest was sent, or counting began; in Unix seconds."""
    return next((run.started for run in runs(reader) if run.check == JOB), None)


def digest_now(reader: Reader, now: int, line: str, overrides: Overrides = NONE) -> tuple[str, str] | None:
    """Title and text of the digest where it is due; asked outside of a transaction, it reads much.

    Args:
        reader: the file.
        now: Unix seconds.
        line: five cron fields.
        overrides: the county's own working days.
    """
    last = last_digest(reader)
    if last is None or last > now or not digest_due(reader, now, line, overrides):
        return None
    return digest_text(reader, last, now)


def send_digest(context: AlertContext, digest: tuple[str, str] | None) -> None:
    """Put a digest into the outbox and note when.

    A file that never had one begins to count now: what a first start finds is no summary of a day. A last one in the
    future is from before the clock was set back.
    """
    last = last_digest(context.writer)
    if digest is None and last is not None and last <= context.now:
        return
    put_run(context.writer, Run(check=JOB, page_of="", record=0, started=context.now, ended=context.now, ok=True))
    if digest is not None:
        tell_all(context, "汇总", *digest)


def digest_text(reader: Reader, since: int, now: int) -> tuple[str, str]:
    """Title and lines of the digest.

    Args:
        reader: the file.
        since: the moment of the last one, in Unix seconds.
        now: Unix seconds.
    """
    today = day_of(now)
    open_now = open_alerts(reader)
    count = Counter(alert.severity for alert in open_now)
    title = f"{today} 监测汇总：未了结的违反 {count[Severity.VIOLATION]} 件，警示 {count[Severity.WARNING]} 件"
    sections = (
        ("违反", _alert_lines(open_now, Severity.VIOLATION, now)),
        ("警示", _alert_lines(open_now, Severity.WARNING, now)),
        ("时通时断", _flapping(reader)),
        ("上次汇总以来了结", _closed(reader, since)),
        ("没有送达", _stuck(reader)),
        ("没有查成，不能算正常", _unseen(reader, now)),
        ("政务新媒体", _media(reader, today)),
        ("栏目快到期", _columns(reader, today)),
    )
    lines = [line for name, some in sections for line in _section(name, list(some))]
    return title, "\n".join(lines or ["没有要说明的事项。"])


def _section(name: str, some: Sequence[str]) -> Iterator[str]:
    if some:
        yield f"{name}（{len(some)}）"
        yield from (f"　{safe(line)}" for line in some[:_MOST])
        if len(some) > _MOST:
            yield f"　另有 {len(some) - _MOST} 件，见监测屏"


def _alert_lines(some: Sequence[Alert], severity: Severity, now: int) -> Iterator[str]:
    for alert in some:
        if alert.severity == severity:
            known = "，已知悉" if acknowledged(alert, now) else ""
            yield f"{alert.what}（{show_unix(alert.opened_at)} 起{known}）"


def _flapping(reader: Reader) -> Iterator[str]:
    named = reader.titles(("site", state.site) for state in site_states(reader).values() if state.health == "不稳定")
    yield from sorted(named.values())


def _closed(reader: Reader, since: int) -> Iterator[str]:
    for alert in alerts_since(reader, since):
        if alert.closed_at is not None:
            lasted = f"{show_unix(alert.opened_at)} 至 {show_unix(alert.closed_at)}"
            yield f"{alert.what}（{SEVERITIES[alert.severity]}，{lasted}）"


def _stuck(reader: Reader) -> Iterator[str]:
    """Messages that wait for a channel that was tried in vain; a channel is named, its address never."""
    waiting = undelivered(reader)
    count = Counter(parcel.channel for parcel in waiting)
    stuck = sorted({parcel.channel for parcel in waiting if parcel.tries})
    names = reader.titles(("channel", number) for number in stuck)
    for channel in stuck:
        yield f"{names.get(('channel', channel), '已移除的去向')}：{count[channel]} 条未送达"


def _unseen(reader: Reader, now: int) -> Iterator[str]:
    """Sites of which nobody knows that they are in order, those with the same reason on one line."""
    by_reason: dict[str, list[str]] = {}
    for target, why in unseen_sites(reader, now):
        by_reason.setdefault(why, []).append(target.name)
    for why, names in by_reason.items():
        some = "、".join(names[:_NAMED]) + (f"等 {len(names)} 个站点" if len(names) > _NAMED else "")
        yield f"{some}：{why}"


def _media(reader: Reader, today: date) -> Iterator[str]:
    for record in reader.records(LEDGERS["media"]):
        posted = record.day("posted_on")
        if posted is not None and running(record, today) and (days := (today - posted).days) >= MEDIA_WARN_DAYS:
            age = f"已 {days} 天，超过 {MEDIA_DAYS} 天" if days > MEDIA_DAYS else f"已 {days} 天，最长 {MEDIA_DAYS} 天"
            yield f"{record.values['platform']}“{record.title}”{age}"


def _columns(reader: Reader, today: date) -> Iterator[str]:
    """Watched columns whose newest item will soon be too old."""
    newest = {state.record: state.newest for state in page_states(reader) if state.page_of == "column"}
    for target in column_targets(reader):
        day = newest.get(target.record)
        if day is None:
            continue
        limit = limit_of(target.column_kind, target.level)
        left = (limit.after(day) - today).days
        if 0 <= left <= (_SOON_DAYS if limit.days else _SOON_LONG_DAYS):
            yield f"{target.name}：最近更新 {day}，还有 {left} 天满 {limit.in_words}"
