"""What is changed about single shifts (article 27): swap, take-over and leave over the plan, one put in, one kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from fjgov_tui.clock import instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.asof import serving
from fjgov_tui.ledgers.duty import ShiftChangeKind
from fjgov_tui.ledgers.types import Raw, Stored
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.duty import PERSON, SHIFT, SHIFT_CHANGE, Duty, duties, leave_days
from fjgov_tui.workflows.saving import save_record


@dataclass(frozen=True, kw_only=True)
class ChangeRequest:
    """Somebody else is to serve a shift."""

    shift: int
    kind: str
    """A `ShiftChangeKind`."""
    approved_by: int
    taker: int | None = None
    other: int | None = None
    """With 换班: the shift of the other person."""
    reason: str = ""


def change_shift(writer: Writer, request: ChangeRequest, now: datetime) -> int:
    """Book a swap, a take-over or a leave over the plan, which stays as it was.

    Returns:
        The id of the change.

    Raises:
        InputProblem: the shift has ended, a swap's shift has begun, the taker serves elsewhere at that time, or data
            are missing.
    """
    listed = {duty.id: duty for duty in duties(writer, date.min, date.max)}
    duty = listed.get(request.shift)
    if duty is None:
        raise InputProblem("没有这一班", remedy="编号见 fjgov duty list")
    other = listed.get(request.other) if request.other is not None else None
    _check_change(request, duty, other, now)
    taker = other.person if other is not None else request.taker
    if taker is not None:
        _check_taker(writer, taker, duty, [shift for shift in listed.values() if shift.id != request.other])
    if other is not None and duty.person is not None:
        _check_taker(writer, duty.person, other, [shift for shift in listed.values() if shift.id != duty.id])
    booked = writer.not_after(now)
    # Two people, or one who goes on at once, change a shift at one moment: the key is shift and moment.
    while writer.find_by_key(SHIFT_CHANGE, {"shift": duty.id, "booked_at": instant(booked)}) is not None:
        booked += timedelta(milliseconds=1)
    blank: dict[str, Stored] = {field.name: None for field in SHIFT_CHANGE.fields}
    return writer.add(
        SHIFT_CHANGE,
        blank
        | {
            "shift": duty.id,
            "kind": request.kind,
            "away": duty.person if duty.person is not None else duty.planned,
            "taker": taker,
            "other": request.other,
            "approved_by": request.approved_by,
            "booked_at": instant(booked),
            "reason": request.reason or None,
        },
    )


def _check_change(request: ChangeRequest, duty: Duty, other: Duty | None, now: datetime) -> None:
    if now >= duty.ends:
        raise InputProblem(f"{duty.day} {duty.part}已经值完，不能再改", remedy="要更正事实，请在台账里改并写明原因")
    if duty.person is None and duty.planned is None:
        raise InputProblem(f"{duty.day} {duty.part}是空班，没有可以换的人", remedy="请直接在值班台账里填值班员")
    if request.kind == ShiftChangeKind.SWAP:
        if other is None:
            raise InputProblem("换班要写明对换的班", remedy="用 --with 写对方那一班的编号")
        begun = next((shift for shift in (duty, other) if now >= shift.begins), None)
        if begun is not None:
            raise InputProblem(f"{begun.day} {begun.part}已经开始，不能换班", remedy="中途换人请用顶班")
        if duty.unit != other.unit or duty.id == other.id:
            raise InputProblem("只能和本单位的另一班对换", remedy="别的单位的人来值，请用顶班")
        if other.person is None or duty.person is None:
            raise InputProblem("空班没有人可以对换", remedy="请用顶班")
    elif request.kind == ShiftChangeKind.COVER and request.taker is None:
        raise InputProblem("顶班要写明接班人", remedy="请选一个人")
    elif request.kind == ShiftChangeKind.COVER and request.taker == duty.person:
        raise InputProblem("接班人就是现在的值班员", remedy="请选另一个人")


def _check_taker(reader: Reader, taker: int, duty: Duty, others: Iterable[Duty]) -> None:
    record = reader.record(PERSON, taker)
    if not serving(record, duty.day):
        raise InputProblem(f"{record.title} {duty.day} 不在岗，不能值班", remedy="请换一个人，或核对到岗、离岗日期")
    leaves = leave_days(reader)
    for shift in others:
        if shift.id == duty.id or shift.begins >= duty.ends or duty.begins >= shift.ends:
            continue
        leave = leaves.get(shift.id)
        if leave is not None and leave.person == taker:
            raise InputProblem(
                f"{record.title} {shift.day} {shift.part}请了假，不能值班",
                remedy="请换一个人；已经回来的，先登记顶回自己那一班",
            )
        if shift.person == taker:
            raise InputProblem(
                f"{record.title} {shift.day} {shift.part}已经有班，不能同时值两个班",
                remedy="请换一个人，或先调开那一班",
            )


def put_shift(writer: Writer, unit: int, day: date, part: str, person: int, leader: int | None = None) -> int:
    """Enter a shift that the roster lacks; it is fixed, because somebody has put it there.

    Returns:
        Its id.

    Raises:
        InputProblem: the person is not there on that day, or serves elsewhere at that time.
        RecordProblem: it is entered already, or cannot be taken.
    """
    made = Duty(id=0, unit=unit, day=day, part=part, planned=person, person=person, leader=leader)
    _check_taker(writer, person, made, duties(writer, date.min, date.max))
    given: dict[str, Raw] = {
        "unit": writer.name_book.reference("unit", unit),
        "day": day,
        "part": part,
        "person": writer.name_book.reference("person", person),
        "leader": writer.name_book.reference("person", leader) if leader is not None else None,
        "fixed": True,
    }
    return save_record(writer, SHIFT, given)


def fix_shift(writer: Writer, shift: int, *, fixed: bool) -> None:
    """Say that a new roster leaves a shift alone, or no longer does."""
    record = writer.record(SHIFT, shift)
    writer.change(SHIFT, shift, {"fixed": int(fixed)}, record.revision)
