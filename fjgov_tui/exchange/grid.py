"""A sheet as it was read, and how places in it and files are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fjgov_tui.ledgers.types import Raw
from fjgov_tui.text import clean


@dataclass(frozen=True)
class Grid:
    """One sheet."""

    name: str
    rows: Sequence[Sequence[Raw]]
    """Row 1 of the spreadsheet is index 0; merged ranges are filled; rows may differ in length."""


def column_letter(index: int) -> str:
    """The spreadsheet's letter of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The inverse of `column_letter`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def shown_path(path: Path) -> str:
    """The file's name as messages show it."""
    return clean(path.name or str(path))
