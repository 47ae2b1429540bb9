"""What is asked when a day of the roster is changed by hand: swap, take-over, leave, a shift more, a shift kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from textual.app import App

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.duty import ShiftChangeKind, ShiftPart
from fjgov_tui.reports.roster import day_words
from fjgov_tui.screens.handling.booking import book_or_tell
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.duty import Duty, duties
from fjgov_tui.workflows.roster_month import MonthRoster
from fjgov_tui.workflows.shift_changes import ChangeRequest, change_shift, fix_shift, put_shift

ADD, FIX, LOOSE = "补一班", "手工固定", "不再固定"


async def change_day(app: App[Any], desk: AsyncStore, month: MonthRoster, day: date) -> bool:
    """Ask what is to be done with a day, and do it.

    Args:
        app: in front of which is asked.
        desk: the open file.
        month: the unit's month as it is shown.
        day: the day under the cursor.

    Returns:
        Whether something was written.
    """
    choices = list(_choices(month, day))
    now = desk.clock()
    entries = [
        Entry(str(place), words, refusal=_refused(kind, duty, now)) for place, (kind, duty, words) in enumerate(choices)
    ]
    chosen = await app.push_screen_wait(Picker(day_words(day), entries))
    if chosen is None:
        return False
    kind, shift, words = choices[int(chosen)]
    if shift is None:
        return await _add(app, desk, month, day, words.partition("：")[2])
    if kind in {FIX, LOOSE}:
        number = shift.id
        return await book_or_tell(app, desk, "固定值班", lambda writer: fix_shift(writer, number, fixed=kind == FIX))
    return await _change(app, desk, month, shift, ShiftChangeKind(kind))


def _choices(month: MonthRoster, day: date) -> Iterator[tuple[str, Duty | None, str]]:
    """What may be done with each shift of a day, and with what it lacks: kind, shift, words."""
    listed = month.on(day)
    for duty in listed:
        label = f"{duty.part} {month.names.get(duty.person or 0, '空班')}"
        if duty.person is not None:
            yield ShiftChangeKind.SWAP, duty, f"换班：{label} 和别人对换"
        yield ShiftChangeKind.COVER, duty, f"顶班：{label}，由别人来值"
        if duty.person is not None:
            yield ShiftChangeKind.LEAVE, duty, f"请假：{label}，还没有人顶"
        fixing = LOOSE if duty.fixed else FIX
        yield fixing, duty, f"{fixing}：{label}"
    for part in _missing(listed):
        yield ADD, None, f"补一班：{part}"


def _refused(kind: str, duty: Duty | None, now: datetime) -> str:
    """Why it is too late for it; empty where it is not."""
    if duty is None or kind in {FIX, LOOSE}:
        return ""
    if now >= duty.ends:
        return "已经值完"
    return "已经开始，只能顶班" if kind == ShiftChangeKind.SWAP and now >= duty.begins else ""


def _missing(listed: list[Duty]) -> list[str]:
    """The parts of the day that nobody has entered."""
    there = {duty.part for duty in listed}
    if ShiftPart.WHOLE_DAY in there:
        return []
    return [part for part in ShiftPart if part not in there and (not there or part is not ShiftPart.WHOLE_DAY)]


async def _change(app: App[Any], desk: AsyncStore, month: MonthRoster, duty: Duty, kind: ShiftChangeKind) -> bool:
    taker = other = None
    if kind is ShiftChangeKind.SWAP:
        other = await _other_shift(app, desk, month, duty)
        if other is None:
            return False
    elif kind is ShiftChangeKind.COVER:
        taker = await _person(app, desk, month.unit, f"谁来顶 {duty.day} {duty.part}", present=duty.person)
        if taker is None:
            return False
    approver = await _person(app, desk, month.unit, "谁批准的", leaders=True)
    reason = (
        await app.push_screen_wait(AskText(str(kind), f"{duty.day} {duty.part}", "原因，如 生病、出差"))
        if approver
        else None
    )
    if approver is None or reason is None:
        return False
    request = ChangeRequest(shift=duty.id, kind=kind, approved_by=approver, taker=taker, other=other, reason=reason)
    return await book_or_tell(app, desk, str(kind), lambda writer: change_shift(writer, request, desk.clock()))


async def _other_shift(app: App[Any], desk: AsyncStore, month: MonthRoster, duty: Duty) -> int | None:
    now, unit = desk.clock(), month.unit

    def read(reader: Reader) -> list[Entry]:
        names = {record.id: record.title for record in reader.records(LEDGERS["person"])}
        return [
            Entry(str(shift.id), f"{day_words(shift.day)} {shift.part} {names.get(shift.person, '')}")
            for shift in duties(reader, month.first, date.max, unit)
            if shift.begins > now and shift.person is not None and shift.person != duty.person
        ]

    entries = await desk.read(read)
    if not entries:
        app.notify("没有可以对换的班：以后的班里没有别人", severity="warning")
        return None
    chosen = await app.push_screen_wait(Picker("和哪一班对换", entries))
    return int(chosen) if chosen is not None else None


async def _person(
    app: App[Any], desk: AsyncStore, unit: int, title: str, *, leaders: bool = False, present: int | None = None
) -> int | None:
    """Somebody, the unit's own people first; for an approval those who lead it first; not who serves already."""

    def read(reader: Reader) -> list[Entry]:
        head = reader.record(LEDGERS["unit"], unit)
        leading = {head.ref(name) for name in ("first", "direct")}
        people = [record for record in reader.records(LEDGERS["person"]) if record.values["left_on"] is None]
        people.sort(key=lambda record: (leaders and record.id not in leading, record.ref("unit") != unit, record.id))
        refusals = {present: "就是现在的值班员"}
        return [
            Entry(str(record.id), record.title, record.names.get("unit", ""), refusals.get(record.id, ""))
            for record in people
        ]

    chosen = await app.push_screen_wait(Picker(safe(title), await desk.read(read)))
    return int(chosen) if chosen is not None else None


async def _add(app: App[Any], desk: AsyncStore, month: MonthRoster, day: date, part: str) -> bool:
    person = await _person(app, desk, month.unit, f"{day} {part}谁值班")
    if person is None:
        return False
    return await book_or_tell(app, desk, "补一班", lambda writer: put_shift(writer, month.unit, day, part, person))
