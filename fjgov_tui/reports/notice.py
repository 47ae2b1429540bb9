"""What is said on the telephone or written into the group when a unit is told of an incident, and who is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from fjgov_tui.clock import BEIJING, beijing_day, parse_instant, show_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import alerts_since
from fjgov_tui.text import safe
from fjgov_tui.workflows.contacts import Contact, contacts_of

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class UnitNotice:
    """What is said to the units, and who is called."""

    text: str
    contacts: Sequence[Contact]


def read_notice(reader: Reader, record: Record, now: datetime) -> UnitNotice:
    """The text and the people of every unit that an incident touches.

    Args:
        reader: the ledgers.
        record: the incident.
        now: the present moment.
    """
    others = _further_sites(reader, record)
    units = dict.fromkeys([reference(record, "unit"), *(reference(site, "unit") for site in others)])
    called = contacts_of(reader, (unit for unit in units if unit is not None), beijing_day(now))
    people = [contact for unit in units for contact in called.get(unit or 0, ())]
    return UnitNotice(notice_text(record, others), people)


def _further_sites(reader: Reader, record: Record) -> list[Record]:
    """The other sites that fell for the same cause, and so stand in one incident with its own."""
    members = {site for alert in alerts_since(reader, 0) if alert.incident == record.id for site in alert.members}
    return list(reader.records(LEDGERS["site"], sorted(members - {reference(record, "site")})))


def notice_text(record: Record, others: Sequence[Record] = ()) -> str:
    """The text for the telephone or the group chat; it asks for an answer.

    Args:
        record: the incident; before the notice is booked the text tells no end of the hour.
        others: further sites of the same cause; their units are told by the same text.
    """
    return "\n".join(_lines(record, others))


def _lines(record: Record, others: Sequence[Record]) -> Iterator[str]:
    values, unit = record.values, safe(record.names.get("unit", "")) or "责任单位"
    where = "".join(safe(record.names.get(name, "")) for name in ("site", "column", "media"))
    title = safe(record.title)
    yield f"【处置通知】{unit}："
    noticed_at = show_instant(str(values["found_at"]))
    yield f"{noticed_at} 发现{title if where in title else f'{where}：{title}'}"
    if values["url"]:
        yield f"网址：{safe(str(values['url']))}"
    if values["evidence"]:
        yield f"情况：{safe(str(values['evidence']).splitlines()[0])[:120]}"
    for site in others:
        whose = safe(site.names.get("unit", "")) or "单位没有登记"
        yield f"同一原因还有：{safe(site.title)}（{whose}） {safe(site.text('url'))}"
    if values["notified_at"] is not None:
        begun = parse_instant(str(values["notified_at"])).astimezone(BEIJING)
        yield f"请于 {begun + HOUR:%H:%M:%S} 前（{begun:%H:%M:%S} 通知，1 小时内）删除或处置，办好即回复。"
    else:
        yield "请自接到本通知起 1 小时内删除或处置，办好即回复。"
    yield f"收到请回复姓名。处置编号 {record.id}。（奉节府办发〔2022〕106号第二十六条）"
