"""What is written while a past day is looked at says so itself: a file travels without the command that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def as_of_title(day: date) -> str:
    """In a few characters, as for the name of a sheet."""
    return f"状态截至 {day}"


def as_of_words(day: date | None) -> str:
    """A sentence without its full stop; empty for the present.

    Args:
        day: the Beijing day at whose end the ledgers stood as they are told.
    """
    return f"{as_of_title(day)}：按台账文件那天结束时的样子，之后登记和更正的都不算" if day is not None else ""
