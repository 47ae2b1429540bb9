"""A sheet as it was read, and how places in it and files are named."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.text import clean

Unseen = Literal["隐藏", "筛选掉", "划掉"]
"""Why a reader of the spreadsheet does not see a row, or sees it as crossed out."""


class Formula(str):
    """A formula whose result the file does not hold; the text is the formula, and is no value."""

    __slots__ = ()


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook, or one text table, as it was read."""

    name: str
    rows: Sequence[Sequence[Raw]]
    """Row 1 of the spreadsheet is index 0; merged ranges are filled; rows may differ in length."""
    hidden: Literal["", "隐藏", "深度隐藏"] = ""
    """Whether the spreadsheet program shows the sheet; a deeply hidden one is not even offered to be shown."""
    unseen: Mapping[int, Unseen] = field(default_factory=dict)
    """Index of each row that is hidden, filtered out or struck through."""


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
