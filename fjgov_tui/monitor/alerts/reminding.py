"""Password reminders go out from the monitor too, so that no dashboard need be open; of all that look, one sends."""

from __future__ import annotations

import asyncio

from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.opening import open_store
from fjgov_tui.workdays import Overrides, read_overrides
from fjgov_tui.workflows import reminders


async def remind_when_due(desk: AsyncStore, overrides: Overrides | None = None) -> reminders.Reminder | None:
    """Write and send the reminder of passwords that fall due (article 37), where one is due.

    The question and the record are one transaction (`reminders.remind`), so that a dashboard or timer that runs at
    the same time sends nothing more. Sending may take half a minute, so it has a connection of its own.

    Args:
        desk: the open file.
        overrides: the county's own working days; read from its file where not given.

    Returns:
        The reminder; `None` where none was due.

    Raises:
        FjgovError: the file cannot be read or written.
    """
    days = await asyncio.to_thread(read_overrides, workdays_file()) if overrides is None else overrides

    def due(reader: Reader) -> bool:
        return reminders.is_due(reader, desk.clock(), days)

    def send() -> reminders.Reminder | None:
        with open_store(desk.path, actor=desk.actor, clock=desk.clock) as store:
            return reminders.remind(store, days)

    return await asyncio.to_thread(send) if await desk.read(due) else None
