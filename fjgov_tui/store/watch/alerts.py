"""Alerts, one a cause while it is open, and the outbox: messages that are kept until they are delivered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack, cast

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.model import Alert, Parcel
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.watch.rows import Row, Value, maybe, number, select
from fjgov_tui.text import clean, clean_long


class AlertChanges(TypedDict, total=False):
    """What may change about an alert."""

    cause: str
    severity: Severity
    kind: str
    what: str
    closed_at: int | None
    incident: int | None
    acked_until: int | None
    told_at: int | None
    escalated_at: int | None
    members: Sequence[int]


def open_alerts(reader: Reader) -> list[Alert]:
    """The alerts that are open, oldest first."""
    return _alerts(reader, "closed_at IS NULL ORDER BY opened_at, id", ())


def alerts_since(reader: Reader, since: int) -> list[Alert]:
    """The alerts opened or closed at or after a moment, oldest first."""
    return _alerts(reader, "opened_at >= ? OR closed_at >= ? ORDER BY opened_at, id", (since, since))


def alert(reader: Reader, alert_id: int) -> Alert | None:
    """One alert; `None` where there is none of that id."""
    return next(iter(_alerts(reader, "id = ?", (alert_id,))), None)


def open_alert(
    writer: Writer,
    *,
    cause: str,
    severity: Severity,
    kind: str,
    what: str,
    opened_at: int,
    site: int | None = None,
    incident: int | None = None,
    told_at: int | None = None,
    members: Sequence[int] = (),
) -> int:
    """Open an alert; a cause that has one open gets no second.

    Returns:
        The id of the cause's open alert.
    """
    connection = writer.db.conn
    connection.execute(
        "INSERT INTO watch_alert (cause, severity, kind, site, what, opened_at, incident, told_at, members)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cause) WHERE closed_at IS NULL DO NOTHING",
        (
            *(clean(cause), severity, kind, site, clean(what)),
            *(opened_at, incident, told_at, json.dumps(list(members), separators=(",", ":"))),
        ),
    )
    sql = "SELECT id FROM watch_alert WHERE cause = ? AND closed_at IS NULL"
    return int(connection.execute(sql, (clean(cause),)).fetchone()[0])


@dataclass(frozen=True)
class Knowing:
    """Who knows of an alert, and why nobody else has to be told."""

    who: str
    why: str


def known_by(reader: Reader, alerts: Sequence[Alert]) -> dict[int, Knowing]:
    """Who knows of alerts, by alert: as their incident says, and where they have none the trail.

    Args:
        reader: the file.
        alerts: those that were acknowledged are answered for.
    """
    acked = [alert for alert in alerts if alert.acked_until is not None]
    ids = [alert.incident for alert in acked if alert.incident is not None]
    incidents = {record.id: record.values for record in reader.records(LEDGERS["incident"], ids)}
    noted: dict[int, Knowing] = {}
    if len(ids) < len(acked):
        for entry in reader.notes(ACKNOWLEDGED):
            noted.setdefault(int(entry.after["alert"] or 0), Knowing(entry.who, str(entry.after["reason"])))
    knowing: dict[int, Knowing] = {}
    for alert in acked:
        values = incidents.get(alert.incident or 0)
        if values is not None and values["acked_by"]:
            knowing[alert.id] = Knowing(str(values["acked_by"]), str(values["acked_reason"] or ""))
        elif alert.incident is None and alert.id in noted:
            knowing[alert.id] = noted[alert.id]
    return knowing


ACKNOWLEDGED = "知悉告警"
"""The trail's word for an acknowledged alert that has no incident to say so."""


def change_alert(writer: Writer, alert_id: int, **changes: Unpack[AlertChanges]) -> None:
    """Write what has changed about an alert; what is not named stays."""
    row: dict[str, Value] = {}
    for name, value in changes.items():
        if name == "members":
            row[name] = json.dumps(list(changes["members"]), separators=(",", ":"))
        else:
            row[name] = clean(value) if isinstance(value, str) else cast("int | None", value)
    if row:
        sets = ", ".join(f"{name_sql(name)} = ?" for name in row)
        writer.db.conn.execute(f"UPDATE watch_alert SET {sets} WHERE id = ?", (*row.values(), alert_id))


def _alerts(reader: Reader, condition: str, given: tuple[Value, ...]) -> list[Alert]:
    rows = select(reader.db.conn, f"SELECT * FROM watch_alert WHERE {condition}", given)
    return [
        Alert(
            id=number(row["id"]),
            cause=str(row["cause"]),
            severity=Severity(str(row["severity"])),
            kind=str(row["kind"]),
            site=maybe(row["site"]),
            what=str(row["what"]),
            opened_at=number(row["opened_at"]),
            closed_at=maybe(row["closed_at"]),
            incident=maybe(row["incident"]),
            acked_until=maybe(row["acked_until"]),
            told_at=maybe(row["told_at"]),
            escalated_at=maybe(row["escalated_at"]),
            members=tuple(json.loads(str(row["members"]))),
        )
        for row in rows
    ]


def post(
    writer: Writer, channel: int, alert: int | None, event: Mapping[str, str | int | None], at: int, next_at: int = 0
) -> int:
    """Put a message into the outbox.

    Args:
        writer: the transaction of what the message tells.
        channel: the id of the channel's record.
        alert: the alert it is about; `None` for a digest or a test.
        event: the message; text in it is cleaned.
        at: Unix seconds now.
        next_at: not to be sent earlier; at once where not given.

    Returns:
        The parcel's id.
    """
    cleaned = {name: clean_long(value) if isinstance(value, str) else value for name, value in event.items()}
    done = writer.db.conn.execute(
        "INSERT INTO watch_outbox (channel, alert, event, made_at, tries, next_at, note) VALUES (?, ?, ?, ?, 0, ?, '')",
        (channel, alert, json.dumps(cleaned, ensure_ascii=False), at, max(at, next_at)),
    )
    return int(done.lastrowid or 0)


_DUE = "delivered_at IS NULL AND (next_at <= ? OR next_at > ? + 90000)"
"""Messages whose time has come; one that waits for more than a day was put off before the clock was set back."""


def due_parcels(reader: Reader, now: int, limit: int, channel: int | None = None) -> list[Parcel]:
    """Undelivered messages whose time has come, oldest first, so many at most.

    Args:
        reader: the file.
        now: Unix seconds.
        limit: how many.
        channel: those to one channel only.
    """
    which, given = ("", ()) if channel is None else (" AND channel = ?", (channel,))
    sql = f"SELECT * FROM watch_outbox WHERE {_DUE}{which} ORDER BY next_at, id LIMIT ?"
    return [_parcel(row) for row in select(reader.db.conn, sql, (now, now, *given, limit))]


def due_channels(reader: Reader, now: int) -> list[int]:
    """The channels for which there are messages whose time has come."""
    sql = f"SELECT DISTINCT channel FROM watch_outbox WHERE {_DUE} ORDER BY channel"
    return [number(row["channel"]) for row in select(reader.db.conn, sql, (now, now))]


def put_off(writer: Writer, channel: int, now: int, next_at: int) -> None:
    """Let the messages to a channel that does not answer wait."""
    sql = f"UPDATE watch_outbox SET next_at = ? WHERE channel = ? AND {_DUE}"
    writer.db.conn.execute(sql, (next_at, channel, now, now))


def undelivered(reader: Reader) -> list[Parcel]:
    """Every message that has not been delivered, oldest first."""
    sql = "SELECT * FROM watch_outbox WHERE delivered_at IS NULL ORDER BY id"
    return [_parcel(row) for row in select(reader.db.conn, sql)]


def settle(
    writer: Writer, parcel_id: int, *, delivered_at: int | None, tries: int, next_at: int, note: str = ""
) -> None:
    """Book how a delivery went.

    Args:
        writer: a transaction.
        parcel_id: the message.
        delivered_at: Unix seconds; `None` where it was not delivered.
        tries: how often it was tried by now.
        next_at: when to try again.
        note: what the channel answered; never its address.
    """
    writer.db.conn.execute(
        "UPDATE watch_outbox SET delivered_at = ?, tries = ?, next_at = ?, note = ? WHERE id = ?",
        (delivered_at, tries, next_at, clean(note), parcel_id),
    )


def _parcel(row: Row) -> Parcel:
    return Parcel(
        id=number(row["id"]),
        channel=number(row["channel"]),
        alert=maybe(row["alert"]),
        event=json.loads(str(row["event"])),
        made_at=number(row["made_at"]),
        tries=number(row["tries"]),
        next_at=number(row["next_at"]),
        delivered_at=maybe(row["delivered_at"]),
        note=str(row["note"]),
    )
