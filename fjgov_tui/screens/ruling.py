"""What the rules say of the ledgers, asked once for all the screens that show it."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore

if TYPE_CHECKING:
    from fjgov_tui.reports.ruling import Ruling


def ruling(desk: AsyncStore, day: date) -> Awaitable[Ruling]:
    """The answer of every rule; it is kept while nobody has written.

    Args:
        desk: the open file.
        day: the Beijing day at which the ledgers are judged.
    """
    return desk.study_once(("ruling", day), partial(_read, day=day))


def _read(reader: Reader, day: date) -> Ruling:
    """On the desk's own thread, where loading the rulebook holds nobody up."""
    from fjgov_tui.reports.ruling import read_ruling

    return read_ruling(reader, day)
