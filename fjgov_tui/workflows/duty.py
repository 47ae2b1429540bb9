"""Duty (值班, articles 27 and 28): the plan, what lies over it, who serves now, and where nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from fjgov_tui.clock import BEIJING, beijing_day
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, serving
from fjgov_tui.ledgers.duty import ShiftChangeKind, ShiftPart
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workdays import NONE, Overrides
from fjgov_tui.workflows.roster import Absence, Assignment, RosterInput, days, roster

SHIFT, SHIFT_CHANGE, PERSON = LEDGERS["shift"], LEDGERS["shift_change"], LEDGERS["person"]
BEGINS: Mapping[str, time] = {
    ShiftPart.WHOLE_DAY: time(8, 30),
    ShiftPart.DAY: time(8, 30),
    ShiftPart.NIGHT: time(17, 30),
}
"""When each part begins, Beijing time: the usual office hours; the regulation names none."""
LASTS: Mapping[str, timedelta] = {
    ShiftPart.WHOLE_DAY: timedelta(hours=24),
    ShiftPart.DAY: timedelta(hours=9),
    ShiftPart.NIGHT: timedelta(hours=15),
}
NOT_THERE = "不在岗"
"""The change of a shift whose person had not come yet, or had left, on its day: nobody serves it."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One shift as it is served: the plan with what was changed since."""

    id: int
    """The shift's id."""
    unit: int
    day: date
    part: str
    planned: int | None
    """The person whom the roster names."""
    person: int | None
    """Who serves; `None` where nobody does."""
    leader: int | None
    change: str = ""
    """A `ShiftChangeKind` where somebody else serves than was planned, or `NOT_THERE`."""
    fixed: bool = False
    """A new roster leaves this shift alone."""

    @property
    def begins(self) -> datetime:
        """The aware moment at which it begins; a part that cannot be is taken for the whole day."""
        return datetime.combine(self.day, BEGINS.get(self.part, BEGINS[ShiftPart.WHOLE_DAY]), BEIJING)

    @property
    def ends(self) -> datetime:
        """The aware moment at which it ends."""
        return self.begins + LASTS.get(self.part, LASTS[ShiftPart.WHOLE_DAY])


@dataclass(frozen=True)
class Clash:
    """A person who is to serve two shifts at once."""

    person: int
    first: Duty
    second: Duty


def duties(reader: Reader, first: date, last: date, unit: int | None = None) -> list[Duty]:
    """The shifts of a period as they are served, in the order of time.

    Args:
        reader: the ledgers.
        first: the first day.
        last: the last day, included.
        unit: the unit whose roster it is; every unit's where not given.
    """
    planned = {duty.id: duty for duty in map(_duty, reader.records(SHIFT))}
    for change in sorted(reader.records(SHIFT_CHANGE), key=lambda record: str(record.values["booked_at"])):
        _overlay(planned, change)
    wanted = [duty for duty in planned.values() if first <= duty.day <= last and unit in {None, duty.unit}]
    people = {record.id: record for record in reader.records(PERSON)}
    there = [_there(duty, people.get(duty.person or 0)) for duty in wanted]
    return sorted(there, key=lambda duty: (duty.begins, duty.unit, duty.id))


def _there(duty: Duty, person: Record | None) -> Duty:
    """Whoever had not come yet, or has left since the roster was made, does not serve."""
    if duty.person is None or (person is not None and serving(person, duty.day)):
        return duty
    return replace(duty, person=None, change=NOT_THERE)


def _duty(record: Record) -> Duty:
    day = record.day("day")
    if day is None:
        raise ValueError(f"shift {record.id} without a day")
    person = reference(record, "person")
    return Duty(
        id=record.id,
        unit=reference(record, "unit") or 0,
        day=day,
        part=record.text("part"),
        planned=person,
        person=person,
        leader=reference(record, "leader"),
        fixed=record.values["fixed"] == 1,
    )


def _overlay(planned: dict[int, Duty], change: Record) -> None:
    shift, kind = reference(change, "shift") or 0, change.text("kind")
    taker, other = reference(change, "taker"), reference(change, "other")
    if shift in planned:
        planned[shift] = replace(planned[shift], person=taker, change=kind)
    if other is not None and other in planned:
        planned[other] = replace(planned[other], person=reference(change, "away"), change=kind)


def leave_days(reader: Reader) -> dict[int, Absence]:
    """By shift: who is on leave for it; whoever serves it again after that no longer is."""
    shifts = {record.id: record.day("day") for record in reader.records(SHIFT)}
    away: dict[int, Absence] = {}
    for change in sorted(reader.records(SHIFT_CHANGE), key=lambda record: str(record.values["booked_at"])):
        shift, person = reference(change, "shift") or 0, reference(change, "away")
        day = shifts.get(shift)
        if change.values["kind"] == ShiftChangeKind.LEAVE and person is not None and day is not None:
            away[shift] = Absence(person, day, day, ShiftChangeKind.LEAVE)
        elif shift in away and away[shift].person == reference(change, "taker"):
            del away[shift]
    return away


def on_duty(reader: Reader, at: datetime, unit: int | None = None) -> tuple[list[Duty], list[Duty]]:
    """Who serves at a moment, and who comes next.

    Args:
        reader: the ledgers.
        at: an aware moment.
        unit: one unit's roster; every unit's where not given.

    Returns:
        The shifts that cover the moment, and for each unit the shift that begins next.
    """
    today = beijing_day(at)
    return at_moment(duties(reader, today - 2 * _DAY, today + 62 * _DAY, unit), at)


def at_moment(listed: Sequence[Duty], at: datetime) -> tuple[list[Duty], list[Duty]]:
    """Of the shifts of some days, in the order of time: those that cover a moment, and each unit's next."""
    now = [duty for duty in listed if duty.begins <= at < duty.ends]
    following: dict[int, Duty] = {}
    for duty in listed:
        if duty.begins > at:
            following.setdefault(duty.unit, duty)
    return now, list(following.values())


def uncovered(listed: Iterable[Duty], first: date, last: date) -> Iterator[date]:
    """The days of a period on which somebody is missing: no shift, a shift without a person, or half a day only."""
    served: dict[date, set[str]] = {}
    for duty in listed:
        if duty.person is not None:
            served.setdefault(duty.day, set()).add(duty.part)
    for day in days(first, last):
        parts = served.get(day, set())
        if ShiftPart.WHOLE_DAY not in parts and not {ShiftPart.DAY, ShiftPart.NIGHT} <= parts:
            yield day


def clashes(listed: Iterable[Duty]) -> list[Clash]:
    """The people who are to serve two shifts that overlap, whichever units' they are."""
    overlaps: list[Clash] = []
    latest: dict[int, list[Duty]] = {}
    for duty in sorted(listed, key=lambda shift: shift.begins):
        if duty.person is None:
            continue
        running = [before for before in latest.get(duty.person, []) if before.ends > duty.begins]
        overlaps.extend(Clash(duty.person, before, duty) for before in running)
        latest[duty.person] = [*running, duty]
    return overlaps


@dataclass(frozen=True)
class RosterRequest:
    """What the county asks a roster for."""

    unit: int
    people: tuple[int, ...]
    first: date
    last: date
    parts: tuple[str, ...] = (ShiftPart.WHOLE_DAY,)
    leaders: tuple[int, ...] = ()
    """Who leads in turn; nobody is entered where it is empty."""
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A roster before it is saved."""

    request: RosterRequest
    order: RosterInput
    shifts: tuple[Assignment, ...]
    leaders: tuple[Assignment, ...]
    """One a day, beginning with whom the leaders' own order begins."""


def propose(reader: Reader, request: RosterRequest, today: date, overrides: Overrides = NONE) -> Proposal:
    """A fair roster for a period, from the balance of what was served before; nothing is written.

    Args:
        reader: the ledgers.
        request: people and period.
        today: the Beijing date; shifts before it are not touched.
        overrides: the county's own working days.

    Raises:
        InputProblem: the period lies in the past or is reversed, nobody takes part, or somebody does not serve there.
    """
    if request.last < request.first:
        raise InputProblem("值班表的最后一天早于第一天", remedy="请核对两个日期")
    if request.first < today:
        raise InputProblem(f"{request.first} 已经过去，过去的班不能重排", remedy=f"请从 {today} 或以后排起")
    if not request.people:
        raise InputProblem("没有值班人员", remedy="请至少写一个人")
    order = _order(reader, request, request.people, overrides)
    leaders = _order(reader, replace(request, parts=(ShiftPart.WHOLE_DAY,)), request.leaders, overrides, field="leader")
    led = roster(leaders, overrides) if request.leaders else ()
    return Proposal(request, order, roster(order, overrides), led)


def _order(
    reader: Reader, request: RosterRequest, people: tuple[int, ...], overrides: Overrides, *, field: str = "person"
) -> RosterInput:
    listed = duties(reader, date.min, date.max, request.unit)
    leaves = leave_days(reader)
    who = {duty.id: duty.person if field == "person" else duty.leader for duty in listed}
    served = tuple(Assignment(duty.day, duty.part, who[duty.id]) for duty in listed if duty.day < request.first)
    fixed = tuple(
        Assignment(duty.day, duty.part, who[duty.id], fixed=True)
        for duty in listed
        if request.first <= duty.day <= request.last and (duty.fixed or duty.change) and duty.part in request.parts
    )
    known = {shift.person for shift in served}
    newcomers = frozenset(people) - known if known & set(people) else frozenset[int]()
    records = {record.id: record for record in reader.records(PERSON, list(people))}
    away = [*request.absences]
    for person in people:
        away.extend(_not_there(records[person], request.first, request.last))
        away.extend(leave for leave in leaves.values() if leave.person == person)
    return RosterInput(people, request.first, request.last, request.parts, served, fixed, tuple(away), newcomers)


def _not_there(person: Record, first: date, last: date) -> Iterator[Absence]:
    """The days on which somebody has not yet come, or has left."""
    away = [day for day in days(first, last) if not serving(person, day)]
    coming, left = person.day("on_duty"), person.day("left_on")
    before = [day for day in away if coming is not None and day < coming]
    after = [day for day in away if day not in before]
    if before:
        yield Absence(person.id, before[0], before[-1], f"{coming} 才到岗")
    if after:
        yield Absence(person.id, after[0], after[-1], f"{left} 已离岗")


def save_roster(writer: Writer, proposal: Proposal) -> int:
    """Write a proposal as shifts; those fixed by hand or changed since stay as they are.

    Returns:
        How many shifts were added or changed.
    """
    unit = proposal.request.unit
    leaders = {shift.day: shift.person for shift in proposal.leaders}
    written = 0
    for shift in proposal.shifts:
        key: dict[str, Stored] = {"unit": unit, "part": shift.part, "day": shift.day.isoformat()}
        record_id = writer.find_by_key(SHIFT, key)
        if shift.fixed:
            continue
        values: dict[str, Stored] = {"person": shift.person, "leader": leaders.get(shift.day)}
        if record_id is None:
            blank: dict[str, Stored] = {field.name: None for field in SHIFT.fields}
            writer.add(SHIFT, {**blank, **key, **values})
            written += 1
        else:
            written += writer.change(SHIFT, record_id, values, writer.record(SHIFT, record_id).revision)
    return written
