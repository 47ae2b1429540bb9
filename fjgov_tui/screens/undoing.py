"""Taking back one's last booking: what it was, the question, and what became of it."""

from __future__ import annotations

from typing import Any

from fjgov_tui.clock import show_instant
from fjgov_tui.errors import FjgovError
from fjgov_tui.store import Store
from fjgov_tui.text import safe
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.frame import Frame
from fjgov_tui.workflows.undoing import UNDONE, last_booking, undo


async def undo_last(frame: Frame[Any]) -> bool:
    """Ask, and take it back.

    Args:
        frame: in front of which is asked.

    Returns:
        Whether anything was written.
    """
    desk, app = frame.desk, frame.app
    who = desk.actor.name
    booking = await frame.attempt(desk.read(lambda reader: last_booking(reader, who)))
    if booking is None:
        frame.notify(f"最近没有 {safe(who)} 的登记可以撤销", severity="warning")
        return False
    reason = f"（{safe(booking.reason)}）" if booking.reason else ""
    text = (
        f"{show_instant(booking.at)} 您登记的{reason}：\n{booking.counts}。\n"
        "全部撤回到登记以前，或有一处不行就都不动；撤销另记一笔，审计链里原来的都在。"
    )
    if await app.push_screen_wait(Ask("撤销最近一次登记", text, [("n", "不撤销"), ("y", "撤销")])) != "y":
        return False

    def write(store: Store) -> None:
        with store.write(f"{UNDONE}{booking.reason or booking.counts}") as writer:
            undo(writer, booking)

    try:
        await desk.write(write)
    except FjgovError as error:
        await app.push_screen_wait(Tell("没有撤销", str(error)))
        return False
    frame.notify(f"已撤销：{booking.counts}")
    return True
