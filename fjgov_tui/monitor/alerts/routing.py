"""Who is told what, and when: an event becomes one parcel for each channel that wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Literal

from fjgov_tui.clock import BEIJING, from_unix, show_unix, unix_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.settings import QUIET
from fjgov_tui.ledgers.severity import SEVERITIES, Degree, Severity
from fjgov_tui.ledgers.watching import ChannelStep
from fjgov_tui.observed.model import Alert
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.alerts import change_alert, post
from fjgov_tui.text import clean, clean_long
from fjgov_tui.workflows.settings import Settings

MEDIA = "media:"
"""How the causes of the alerts of media accounts begin; the account's id follows."""
What = Literal["告警", "恢复", "更新", "再提醒", "升级", "不稳定", "汇总", "试送"]
"""Why somebody is told: the key `event` of what channels receive."""
Event = dict[str, str | int | None]
_NAMED = 20
"""Sites that a text names; the others are counted."""
MARK = "【网站监测】"
"""How every text begins; a robot that only takes texts with a keyword is given 监测."""


@dataclass(frozen=True, kw_only=True)
class AlertContext:
    """What one transaction of the monitor works with."""

    writer: Writer
    now: int
    """Unix seconds."""
    settings: Settings
    silent: bool = False
    """Whether nobody is told of single alerts just now, because one summary will name them."""


def channels(reader: Reader) -> list[Record]:
    """The channels in use."""
    return [channel for channel in reader.records(LEDGERS["channel"]) if channel.values["enabled"] == 1]


def tell(
    context: AlertContext, alert: Alert, what: What, line: str = "", step: ChannelStep = ChannelStep.HANDLER
) -> None:
    """Tell an alert's event on every channel of the step that wants its severity, and note when.

    Args:
        context: the transaction.
        alert: the alert as it is now.
        what: why it is told.
        line: what happened; the alert's own words where not given.
        step: whose channels.
    """
    if context.silent:
        return
    event = alert_event(context.writer, alert, what, line or alert.what, context.now)
    waits = quiet_until(context.settings[QUIET], context.now) if alert.severity != Severity.VIOLATION else None
    for channel in channels(context.writer):
        if channel.values["step"] == step and _wanted(channel, alert.severity):
            post(context.writer, channel.id, alert.id, event, context.now, waits or context.now)
    if what != "恢复" and step == ChannelStep.HANDLER:
        change_alert(context.writer, alert.id, told_at=context.now)


def tell_all(context: AlertContext, what: What, title: str, text: str, step: ChannelStep = ChannelStep.HANDLER) -> None:
    """Tell something that is not one alert, such as the digest, on every channel of the step.

    Args:
        context: the transaction.
        what: why it is told.
        title: one line.
        text: what follows it.
        step: whose channels.
    """
    event = {**_common(what, context.now), "title": clean(title), "text": clean_long(f"{MARK}{title}\n{text}")}
    for channel in channels(context.writer):
        if channel.values["step"] == step:
            post(context.writer, channel.id, None, event, context.now)


def alert_event(reader: Reader, alert: Alert, what: What, line: str, now: int) -> Event:
    """What a channel receives of an alert: one flat JSON object, text cleaned."""
    site, unit, url = _where(reader, alert)
    title = clean(f"{what}（{SEVERITIES[alert.severity]}）：{line}")
    lines = [f"{MARK}{title}", *_lines(alert, unit, url, _members(reader, alert))]
    return {
        **_common(what, now),
        "alert": alert.id,
        "incident": alert.incident,
        "severity": alert.severity,
        "kind": alert.kind,
        "site": site,
        "unit": unit,
        "url": url,
        "since": unix_instant(alert.opened_at),
        "title": title,
        "text": "\n".join(lines),
    }


def place(reader: Reader, site: int | None) -> tuple[str, str, str]:
    """Name, responsible unit and address of a site; blank where the alert has none."""
    if site is None:
        return "", "", ""
    record = reader.record(LEDGERS["site"], site)
    return record.title, record.names.get("unit", ""), record.text("url")


def _where(reader: Reader, alert: Alert) -> tuple[str, str, str]:
    """Name of the site, responsible unit and address: of the page or account, where the incident names them."""
    site, unit, url = place(reader, alert.site)
    if alert.incident is not None:
        record = reader.record(LEDGERS["incident"], alert.incident)
        unit, url = record.names.get("unit", unit), str(record.values["url"] or url)
    elif alert.cause.startswith(MEDIA):
        unit = reader.record(LEDGERS["media"], int(alert.cause.removeprefix(MEDIA))).names.get("unit", "")
    return site, unit, url


def _members(reader: Reader, alert: Alert) -> str:
    """The names of the sites that share the cause; where there are many, of the first of them."""
    named = [("site", site) for site in alert.members[:_NAMED]]
    names = reader.titles(named)
    return "、".join(names[name] for name in named if name in names) + (
        f"等 {len(alert.members)} 个" if len(alert.members) > _NAMED else ""
    )


def _lines(alert: Alert, unit: str, url: str, members: str) -> Iterator[str]:
    if members:
        yield f"涉及站点：{clean(members)}"
    if unit:
        yield f"责任单位：{clean(unit)}"
    if url:
        yield f"网址：{clean(url)}"
    yield f"始于 {show_unix(alert.opened_at)}" + (f"，预警处置编号 {alert.incident}" if alert.incident else "")


def _common(what: What, now: int) -> Event:
    return {"event": what, "at": unix_instant(now)}


def _wanted(channel: Record, severity: Severity) -> bool:
    return severity == Severity.VIOLATION or channel.values["least"] != Degree.VIOLATION


def sample() -> Mapping[str, str | int | None]:
    """What a test of a channel sends, without its moment."""
    title = "试送：收到这一条，说明去向可用"
    return {"event": "试送", "title": title, "text": f"{MARK}{title}"}


def quiet_until(quiet: str, now: int) -> int | None:
    """When the quiet hours end that `now` lies in; `None` where it lies in none.

    Args:
        quiet: `HH:MM-HH:MM` in Beijing time; the same time twice is no quiet at all.
        now: Unix seconds.
    """
    first, last = (time.fromisoformat(part) for part in quiet.split("-"))
    here = from_unix(now).astimezone(BEIJING)
    for day in (here.date() - timedelta(days=1), here.date()):
        begins = datetime.combine(day, first, BEIJING)
        ends = datetime.combine(day, last, BEIJING)
        if last < first:
            ends += timedelta(days=1)
        if begins <= here < ends:
            return int(ends.timestamp())
    return None
