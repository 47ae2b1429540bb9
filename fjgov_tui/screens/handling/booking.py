"""One short write in front of a screen: it is done, or a window says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from fjgov_tui.errors import FjgovError
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Tell


async def book_or_tell(app: App[Any], desk: AsyncStore, reason: str, book: Callable[[Writer], object]) -> bool:
    """Write in one transaction.

    Args:
        app: in front of which a failure is told.
        desk: the open file.
        reason: for the trail.
        book: what is written.

    Returns:
        Whether it was written.
    """

    def write(store: Store) -> None:
        with store.write(reason) as writer:
            book(writer)

    try:
        await desk.write(write)
    except FjgovError as error:
        await app.push_screen_wait(Tell("没有写入", str(error)))
        return False
    return True
