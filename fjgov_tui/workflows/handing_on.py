"""What passes from shift to shift (article 27): what is open, signed by both; telephones tried, and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from fjgov_tui.clock import BEIJING, instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.duty import Reached
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.reading import Selection
from fjgov_tui.workdays import read_overrides
from fjgov_tui.workflows.duty import Duty, duties
from fjgov_tui.workflows.offices import COUNTY_OFFICE
from fjgov_tui.workflows.patrols import day_list
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record

PHONE_CHECK, HANDOVER = LEDGERS["phone_check"], LEDGERS["shift_handover"]
AGAIN = timedelta(hours=24)
"""A telephone that was not answered is tried again within so long; later it is another check."""
EARLY = timedelta(hours=1)
"""So long before its end a shift may be handed on."""
LATE = timedelta(days=2)
"""So long after its end it may be entered still; later it is entered in the ledger, with what was on paper."""
_NOTHING = "无"
_ROOM = 1800
"""Characters of the items that are listed; what is beyond is counted."""


def duty_of(reader: Reader, shift: int) -> Duty:
    """A shift as it is served.

    Raises:
        InputProblem: there is none of that number.
    """
    record = reader.record(LEDGERS["shift"], shift)
    day = record.day("day")
    held = [duty for duty in duties(reader, day, day) if duty.id == shift] if day is not None else []
    if not held:
        raise InputProblem("没有这一班", remedy="编号见 fjgov duty list")
    return held[0]


def next_duty(reader: Reader, duty: Duty) -> Duty | None:
    """The shift of the same unit that begins when this one ends, or first after it."""
    later = [other for other in duties(reader, duty.day, duty.day + LATE, duty.unit) if other.begins >= duty.ends]
    return min(later, key=lambda other: other.begins, default=None)


def open_items(reader: Reader, duty: Duty, now: datetime) -> list[str]:
    """What the next shift has to know: incidents and opinions that are open, telephones unanswered, pages not read.

    Args:
        reader: the ledgers.
        duty: the shift that ends.
        now: the present moment.
    """
    county = reader.record(LEDGERS["unit"], duty.unit).values["kind"] == COUNTY_OFFICE
    lines = []
    for ledger in ("incident", "opinion"):
        ids = list(reader.ids(Selection(ledger, where=(("closed_at", None),))))
        for record in reader.records(LEDGERS[ledger], ids):
            if county or reference(record, "unit") == duty.unit:
                lines.append(f"{LEDGERS[ledger].title}（编号 {record.id}）：{record.title}")
    lines += [f"电话没有接通：{record.names['person']}" for record in unanswered(reader, duty.begins, now)]
    if county:
        listed = day_list(reader, duty.day, read_overrides(workdays_file())).readings
        lines += [f"名单里还没有读：{item.place.name}" for item in listed if item.read_at is None]
    return lines


def unanswered(reader: Reader, since: datetime, until: datetime) -> list[Record]:
    """The checks of telephones in a time that nobody has answered, the second try included."""
    first, last = instant(since), instant(until)
    return [
        record
        for record in reader.records(PHONE_CHECK)
        if first <= str(record.values["called_at"]) <= last
        and record.values["answered"] == Reached.NO
        and record.values["second"] != 1
    ]


def _text(items: list[str]) -> str:
    kept: list[str] = []
    for item in items:
        if sum(map(len, kept)) + len(item) > _ROOM:
            return "\n".join([*kept, f"……另有 {len(items) - len(kept)} 项"])
        kept.append(item)
    return "\n".join(kept) or _NOTHING


def hand_on(writer: Writer, shift: int, now: datetime, *, taker: int | None = None, note: str = "") -> int:
    """Whoever serves a shift hands it on and signs: what is open is listed, and waits for the other's signature.

    Args:
        writer: the transaction.
        shift: the shift that ends.
        now: the present moment.
        taker: who takes over; whoever serves next where not given.
        note: what has to be said besides.

    Returns:
        The record's id.

    Raises:
        InputProblem: the shift has not come near its end or was long ago, nobody serves it or the next one, or it was
            handed on already.
    """
    duty = duty_of(writer, shift)
    if duty.person is None:
        raise InputProblem(f"{duty.day} {duty.part}是空班，没有人可以交班", remedy="请先登记是谁值的")
    if not duty.ends - EARLY <= now <= duty.ends + LATE:
        raise InputProblem(
            f"{duty.day} {duty.part} {duty.ends.astimezone(BEIJING):%m-%d %H:%M} 结束，现在不能交班",
            remedy="结束前一小时到之后两天之内登记；更早的在交接班台账里补登",
        )
    known = list(writer.ids(Selection(HANDOVER.name, where=(("shift", shift),)), limit=1))
    if known:
        raise InputProblem(f"这一班已经交过（交接班编号 {known[0]}）", remedy="接班签字用 fjgov duty accept")
    following = next_duty(writer, duty)
    taker = taker if taker is not None else following.person if following is not None else None
    if taker is None:
        raise InputProblem("下一班还没有人，没有人可以接班", remedy="请先排上下一班，或写明接班人")
    given: dict[str, Raw] = {
        "at": instant(writer.not_after(now)),
        "shift": writer.name_book.reference("shift", shift),
        "next": writer.name_book.reference("shift", following.id) if following is not None else None,
        "giver": writer.name_book.reference("person", duty.person),
        "taker": writer.name_book.reference("person", taker),
        "open_items": _text(open_items(writer, duty, now)),
        "note": note,
    }
    made = save_record(writer, HANDOVER, given)
    sign(writer, HANDOVER.name, made, Signing(step="given", person=duty.person))
    return made


def accept(writer: Writer, handover: int, person: int | None = None) -> None:
    """Whoever takes over signs that she has seen what is open.

    Raises:
        InputProblem: it is another's to sign, or signed already.
    """
    record = writer.record(HANDOVER, handover)
    sign(writer, HANDOVER.name, handover, Signing(step="taken", person=person or reference(record, "taker")))


def waiting(reader: Reader) -> Iterator[tuple[Record, Record]]:
    """The handovers that the next shift has not signed, each with the shift that was handed on."""
    ids = list(reader.ids(Selection(HANDOVER.name, where=(("taken_at", None),))))
    for record in reader.records(HANDOVER, ids):
        yield record, reader.record(LEDGERS["shift"], reference(record, "shift") or 0)


@dataclass(frozen=True)
class CallBooked:
    """What became of a call."""

    check: int
    """The record's id."""
    second: bool
    """Whether it was the second try of an earlier check."""


def book_call(writer: Writer, person: int, *, answered: bool, now: datetime, caller: int | None = None) -> CallBooked:
    """Book that somebody's telephone was tried: the second try of a check that was not answered, else a new check.

    Args:
        writer: the transaction.
        person: who was called.
        answered: whether she answered.
        now: the present moment.
        caller: who called.
    """
    tried = [item for item in unanswered(writer, now - AGAIN, now) if reference(item, "person") == person]
    first = next((item for item in reversed(tried) if item.values["second_at"] is None), None)
    if first is not None:
        save_record(writer, PHONE_CHECK, {"second_at": instant(writer.not_after(now)), "second": answered}, first)
        return CallBooked(first.id, second=True)
    given: dict[str, Raw] = {
        "called_at": instant(writer.not_after(now)),
        "person": writer.name_book.reference("person", person),
        "answered": Reached.YES if answered else Reached.NO,
        "caller": writer.name_book.reference("person", caller) if caller is not None else None,
    }
    return CallBooked(save_record(writer, PHONE_CHECK, given), second=False)
