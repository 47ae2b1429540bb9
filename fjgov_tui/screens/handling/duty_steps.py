"""What is done with a unit's duty from screen 6: hand it on, take it over, try a telephone (article 27)."""

from __future__ import annotations

from typing import Any

from textual.app import App

from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import serving
from fjgov_tui.screens.handling.booking import book_or_tell
from fjgov_tui.screens.handling.handling_data import DutyNow
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.handing_on import accept, book_call, duty_of, hand_on, open_items

HAND_ON, ACCEPT, CALL, ROSTER = "handover", "accept", "call", "roster"
_SHOWN = 12
"""Lines of what is open that stand in the question; all of them are in the record."""


async def choose_duty_step(app: App[Any], row: DutyNow) -> str | None:
    """What is to be done with a unit's duty.

    Args:
        app: in front of which is asked.
        row: the unit.
    """
    entries = [
        Entry(HAND_ON, "交班：列出没有办完的，交班人签字", refusal="" if row.shift is not None else "现在没有班"),
        Entry(ACCEPT, "接班：看过没有办完的，接班人签字", refusal="" if row.handed is not None else "没有等着接的班"),
        Entry(CALL, "电话抽查：打给谁，接没有接"),
        Entry(ROSTER, "这个月的值班表"),
    ]
    chosen: str | None = await app.push_screen_wait(Picker(f"值班：{safe(row.name)}", entries))
    return chosen


async def take_duty_step(app: App[Any], desk: AsyncStore, row: DutyNow, step: str) -> bool:
    """Ask what the step needs, and book it.

    Args:
        app: in front of which is asked.
        desk: the open file.
        row: the unit.
        step: what was chosen.

    Returns:
        Whether something was written.
    """
    if step == HAND_ON and row.shift is not None:
        return await _hand_on(app, desk, row.shift)
    if step == ACCEPT and row.handed is not None:
        return await _accept(app, desk, row.handed)
    return await _call(app, desk, row) if step == CALL else False


async def _hand_on(app: App[Any], desk: AsyncStore, shift: int) -> bool:
    now = desk.clock()
    items = await desk.read(lambda reader: open_items(reader, duty_of(reader, shift), now))
    more = [f"……另有 {len(items) - _SHOWN} 项，都会写进记录"] if len(items) > _SHOWN else []
    text = "\n".join(["没有办完的：", *map(safe, items[:_SHOWN] or ["无"]), *more])
    if await app.push_screen_wait(Ask("交班", text, [("n", "返回"), ("y", "交班人签字")])) != "y":
        return False
    return await book_or_tell(app, desk, "交班", lambda writer: hand_on(writer, shift, desk.clock()))


async def _accept(app: App[Any], desk: AsyncStore, handover: int) -> bool:
    record = await desk.read(lambda reader: reader.record(LEDGERS["shift_handover"], handover))
    lines = record.text("open_items").splitlines()
    more = [f"……另有 {len(lines) - _SHOWN} 项，见交接班台账"] if len(lines) > _SHOWN else []
    giver, taker = (record.names.get(name, "") for name in ("giver", "taker"))
    text = "\n".join([f"{giver} 交给 {taker}，没有办完的：", *lines[:_SHOWN], *more])
    if await app.push_screen_wait(Ask("接班", text, [("n", "返回"), ("y", f"{taker}签字")])) != "y":
        return False
    return await book_or_tell(app, desk, "接班", lambda writer: accept(writer, handover))


async def _call(app: App[Any], desk: AsyncStore, row: DutyNow) -> bool:
    today = beijing_day(desk.clock())

    def people(reader: Reader) -> list[Entry]:
        records = [record for record in reader.records(LEDGERS["person"]) if serving(record, today)]
        records.sort(key=lambda record: (record.ref("unit") != row.unit, record.id))
        return [Entry(str(record.id), record.title, record.names.get("unit", "")) for record in records]

    chosen = await app.push_screen_wait(Picker("电话抽查：打给谁", await desk.read(people)))
    if chosen is None:
        return False
    answer = await app.push_screen_wait(
        Picker("接了没有", [Entry("y", "✓ 接通"), Entry("n", "✗ 没有接通（一天之内再打一次，记作第二次）")])
    )
    if answer is None:
        return False
    return await book_or_tell(
        app, desk, "电话抽查", lambda writer: book_call(writer, int(chosen), answered=answer == "y", now=desk.clock())
    )
