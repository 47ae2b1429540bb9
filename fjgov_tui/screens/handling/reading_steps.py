"""What is asked when a place was read: fine with two keys; trouble says of which kind, and opens an incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.app import App

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.duty import PatrolResult
from fjgov_tui.ledgers.incidents import IncidentKind, IncidentSource
from fjgov_tui.screens.handling.booking import book_or_tell
from fjgov_tui.store import Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.handling import StepTaken, open_at
from fjgov_tui.workflows.patrols import Reading, ReadingCoverage, ReadTrouble, book_reading, book_trouble

KINDS_READ: Mapping[str, tuple[IncidentKind, ...]] = {
    PatrolResult.PROBLEM: (
        IncidentKind.CONTENT, IncidentKind.TAMPERING, IncidentKind.LINKS, IncidentKind.STALE, IncidentKind.STANDING,
        IncidentKind.OTHER,
    ),
    PatrolResult.UNREACHABLE: (IncidentKind.UNREACHABLE,),
}  # fmt: skip
"""Of what kind the incident may be that a result opens, the usual first; the others open none."""
_SIGNS = {PatrolResult.FINE: "✓", PatrolResult.PROBLEM: "✗", PatrolResult.UNREACHABLE: "✗"}


async def record_reading(app: App[Any], desk: AsyncStore, row: Reading | ReadingCoverage, serving: int | None) -> bool:
    """Ask for the result, and book it; trouble opens an incident, which the reading names.

    Args:
        app: in front of which is asked.
        desk: the open file.
        row: what was read.
        serving: who is on duty, and so has read it.

    Returns:
        Whether something was written.
    """
    person = serving if serving is not None else await _choose_person(app, desk)
    entries = [Entry(result, f"{_SIGNS[result]} {result}") for result in PatrolResult]
    title = f"读了：{safe(row.place.name)}"
    result = await app.push_screen_wait(Picker(title, entries)) if person is not None else None
    if result is None or person is None:
        return False
    if kinds := KINDS_READ.get(result):
        kind = await _choose_kind(app, kinds)
        if kind is None:
            return False
        return await _book_trouble(app, desk, ReadTrouble(place=row.place, person=person, result=result, kind=kind))
    return await book_or_tell(app, desk, "读网", lambda writer: book_reading(writer, row.place, person, result))


async def _book_trouble(app: App[Any], desk: AsyncStore, read: ReadTrouble) -> bool:
    """The reading and its incident in one transaction; an incident that is open there already is named."""
    from fjgov_tui.screens.handling.entry import ask_and_enter

    place, kind = read.place, read.kind
    same = await desk.read(lambda reader: open_at(reader, place, kind))
    if same is not None:
        if not await book_or_tell(app, desk, "读网", lambda writer: book_trouble(writer, read)):
            return False
        app.notify(f"已记结果；这里的{kind}已经有一件在处置（编号 {same.id}），请接着办那一件")
        return True

    def book(writer: Writer, notice: StepTaken | None) -> int:
        return book_trouble(writer, replace(read, notice=notice))[1]

    return await ask_and_enter(app, desk, place, f"{kind}（{IncidentSource.PATROL}）", book) is not None


async def _choose_kind(app: App[Any], kinds: tuple[IncidentKind, ...]) -> str | None:
    """What was found, where it may be several things: what follows from it differs."""
    if len(kinds) == 1:
        return kinds[0]
    entries = [Entry(kind, kind) for kind in kinds]
    chosen: str | None = await app.push_screen_wait(Picker("发现了什么", entries, note="Esc 返回，什么都不写"))
    return chosen


async def _choose_person(app: App[Any], desk: AsyncStore) -> int | None:
    """Nobody is on duty: who has read it then?"""
    people = await desk.read(lambda reader: [(item.id, item.title) for item in reader.records(LEDGERS["person"])])
    if not people:
        app.notify("还没有登记人员，不知道是谁读的；先在台账“人员”里登记", severity="warning")
        return None
    entries = [Entry(str(number), name) for number, name in people]
    chosen = await app.push_screen_wait(Picker("现在没有人在班，谁读的", entries))
    return None if chosen is None else int(chosen)
