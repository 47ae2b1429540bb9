"""F4 in a field, wherever it stands: what it may hold is offered, and what is chosen is put into it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from textual.app import App

from fjgov_tui.ledgers.types import Choices
from fjgov_tui.screens.ledgers.form_data import options
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.picker import Picker


async def pick_value(app: App[Any], row: FieldRow, known: list[str], now: datetime) -> None:
    """Offer values until one is chosen, or, where several are ticked, until it is left.

    Args:
        app: the running program; only its workers may wait for windows.
        row: the field.
        known: the field's suggestions.
        now: the present moment, for dates.
    """
    several, place = isinstance(row.field.type, Choices), 0
    while True:
        entries = options(row.field, known, row.text, now)
        if not entries:
            app.notify("这一项直接填写")
            return
        note = "回车勾选或去掉，Esc 完成" if several else ""
        typed = "" if several or any(entry.label == row.text for entry in entries) else row.text
        if not several:
            place = next((at for at, entry in enumerate(entries) if entry.value == row.text), 0)
        window = Picker(row.field.label, entries, note=note, place=place, typed=typed)
        chosen = await app.push_screen_wait(window)
        if chosen is None:
            return
        row.pick(chosen)
        if not several:
            return
        place = next((at for at, entry in enumerate(entries) if entry.value == chosen), 0)
