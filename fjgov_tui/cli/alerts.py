"""`fjgov monitor alerts`, `ack`, `outbox`, `test-channel`: what is wrong now, who knows, and what was not delivered."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, whole_number
from fjgov_tui.ledgers.severity import Severity

if TYPE_CHECKING:
    from datetime import datetime

    from fjgov_tui.observed.model import Alert, Parcel
    from fjgov_tui.store import Reader

FAILED = 1
"""Exit code of a test that did not arrive, and of a list that shows open violations or undelivered messages."""
_SPAN = re.compile(r"(\d{1,3})(h|小时|d|天)")


@click.command("alerts", cls=ChineseCommand)
@as_json
@pass_desk
def alerts(desk: CliContext, as_json: bool) -> None:
    """列出没有了结的告警：什么问题、从何时起、谁知悉到何时、预警处置编号。有违反时退出码为 1。"""
    from fjgov_tui.reports.pulse import read_pulse
    from fjgov_tui.store.watch.alerts import open_alerts

    with desk.opened() as store:
        alerts_open = open_alerts(store.read)
        rows = [_alert_row(store.read, alert) for alert in alerts_open]
        pulse = read_pulse(store.read, store.clock())
    blind = "" if pulse.running else pulse.line
    if as_json:
        output.document([_as_json(row) for row in rows])
    else:
        shown = [
            tuple(str(row[name] or "") for name in ("id", "degree", "since_shown", "what", "incident", "acked_shown"))
            for row in rows
        ]
        if shown:
            headings = ("编号", "程度", "始于", "问题", "处置", "知悉至")
            output.lines(table_lines(headings, shown, output.limit(), numbers=(0,)))
        output.say(f"没有了结的告警 {len(rows)} 件。" + (f"{blind}，现在有没有新的问题不知道。" if blind else ""))
    if any(alert.severity == Severity.VIOLATION for alert in alerts_open):
        click.get_current_context().exit(FAILED)


def _alert_row(reader: Reader, alert: Alert) -> dict[str, output.Json]:
    from fjgov_tui.clock import show_unix, unix_instant
    from fjgov_tui.ledgers.severity import SEVERITIES
    from fjgov_tui.monitor.alerts.routing import place

    site, unit, _ = place(reader, alert.site)
    names = reader.titles(("site", member) for member in alert.members)
    return {
        "id": alert.id,
        "severity": alert.severity,
        "degree": SEVERITIES[alert.severity],
        "kind": alert.kind,
        "what": alert.what,
        "site": site,
        "unit": unit,
        "members": [names.get(("site", member), "") for member in alert.members],
        "since": unix_instant(alert.opened_at),
        "since_shown": show_unix(alert.opened_at),
        "incident": alert.incident,
        "acked_until": unix_instant(alert.acked_until) if alert.acked_until else None,
        "acked_shown": show_unix(alert.acked_until) if alert.acked_until else "",
    }


def _as_json(row: dict[str, output.Json]) -> dict[str, output.Json]:
    """A row as JSON: without what is only put in words for people."""
    return {name: value for name, value in row.items() if not name.endswith("_shown")}


def until_moment(text: str) -> str:
    """When an acknowledgement ends, as an option's type: a Beijing moment, or a span such as `4h` or `2天`.

    Raises:
        click.BadParameter: it is neither.
    """
    from fjgov_tui.errors import ValueProblem
    from fjgov_tui.ledgers.types import Instant

    if _SPAN.fullmatch(text.strip()):
        return text.strip()
    try:
        return str(Instant().parse(text))
    except ValueProblem as problem:
        raise click.BadParameter(f"“{text}”{problem.what}，或写 4h、2天") from problem


def _ends(text: str, now: datetime) -> datetime:
    from fjgov_tui.clock import parse_instant

    span = _SPAN.fullmatch(text)
    if span is None:
        return parse_instant(text)
    count = int(span[1])
    return now + (timedelta(hours=count) if span[2] in {"h", "小时"} else timedelta(days=count))


@click.command("ack", cls=ChineseCommand)
@click.argument("alert_id", metavar="告警编号", type=whole_number)
@click.option("--until", required=True, type=until_moment, metavar="时刻", help="在此之前不再提醒，如 4h 或北京时间。")
@click.option("--reason", required=True, metavar="理由", help="为什么暂时不用再提醒。")
@pass_desk
def acknowledge(desk: CliContext, alert_id: int, until: str, reason: str) -> None:
    """知悉一个告警：照常检查，到时刻前不再提醒、不升级；恢复后自动清除。"""
    from fjgov_tui.clock import show_unix
    from fjgov_tui.monitor.alerts.effects import acknowledge as book

    with desk.opened(write=True) as store:
        now = store.clock()
        ends = int(_ends(until, now).timestamp())
        with store.write("知悉告警") as writer:
            alert = book(writer, alert_id, user=store.actor.name, reason=reason, now=int(now.timestamp()), until=ends)
    output.say(f"已知悉：{alert.what}，{show_unix(ends)} 前不再提醒。")


@click.command("outbox", cls=ChineseCommand)
@as_json
@pass_desk
def outbox(desk: CliContext, as_json: bool) -> None:
    """列出没有送达的消息：发往哪个去向、试过几次、下次何时再试、对方说了什么。有试过没送达的，退出码为 1。"""
    from fjgov_tui.store.watch.alerts import undelivered

    with desk.opened() as store:
        parcels = undelivered(store.read)
        names = store.read.titles(("channel", parcel.channel) for parcel in parcels)
        rows = [_parcel_row(parcel, names.get(("channel", parcel.channel), "")) for parcel in parcels]
    if as_json:
        output.document([_as_json(row) for row in rows])
    else:
        shown = [
            tuple(str(row[name] or "") for name in ("id", "channel", "title", "tries", "next_shown", "note"))
            for row in rows
        ]
        if shown:
            headings = ("编号", "去向", "内容", "试过", "下次", "情况")
            output.lines(table_lines(headings, shown, output.limit(), numbers=(0, 3)))
        output.say(f"没有送达的消息 {len(rows)} 条。")
    if any(parcel.tries for parcel in parcels):
        click.get_current_context().exit(FAILED)


def _parcel_row(parcel: Parcel, channel: str) -> dict[str, output.Json]:
    from fjgov_tui.clock import show_unix, unix_instant

    return {
        "id": parcel.id,
        "channel": channel,
        "alert": parcel.alert,
        "event": parcel.event.get("event"),
        "title": parcel.event.get("title"),
        "made_at": unix_instant(parcel.made_at),
        "tries": parcel.tries,
        "next_at": unix_instant(parcel.next_at),
        "next_shown": show_unix(parcel.next_at),
        "note": parcel.note or "还没有送",
    }


@click.command("test-channel", cls=ChineseCommand)
@click.argument("name", metavar="去向")
@pass_desk
def try_channel(desk: CliContext, name: str) -> None:
    """向一个告警去向试送一条，并说明对方的答复。没有送达时退出码为 1。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.monitor.alerts import channels

    with desk.opened() as store:
        channel = find_record(store.read, LEDGERS["channel"], name, whole=True)
    answer = asyncio.run(channels.try_channel(channel))
    output.say(channels.sentence(channel, answer))
    if not answer.delivered:
        click.get_current_context().exit(FAILED)


COMMANDS: tuple[click.Command, ...] = (alerts, acknowledge, outbox, try_channel)
"""What hangs under `fjgov monitor`."""
