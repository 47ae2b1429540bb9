"""What every kind of value has in common: read, stored, checked and shown.

A type turns whatever people and spreadsheets write into one stored form, or says in a sentence why it cannot.
Stored forms are plain SQLite values: text, integer or nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.patterns import pattern

Stored = str | int | None
"""What a column holds."""
Raw = str | int | float | bool | date | None
"""What forms, commands and spreadsheets hand in (`datetime` is a `date`)."""


class RecordId(int):
    """A record meant by its id, for a field that refers to another ledger.

    The program writes it where it knows the record. What people and spreadsheets hand in is a name, a number too.
    """


def quoted(text: str) -> str:
    """The text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def as_text(raw: Raw) -> str:
    """A raw value as the text a person would have typed; whole floats lose their `.0`."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ", timespec="minutes")
    return str(raw)


_SCIENTIFIC = pattern(r"(?<![0-9A-Za-z.])[0-9](?:[.．][0-9]+)?[EeＥｅ][+＋][0-9]{1,3}(?![0-9])")
_EXACT = 10**15
"""Spreadsheet programs keep fifteen digits of a number, and zeros for the rest."""


def refuse_lost_digits(raw: Raw) -> None:
    """Refuse a number or code that a spreadsheet program has shortened.

    Raises:
        ValueProblem: it stands in scientific notation, or has more digits than a spreadsheet keeps.
    """
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        lost = abs(raw) >= _EXACT and (isinstance(raw, float) or raw % 10 ** (len(str(abs(raw))) - 15) == 0)
        if lost:
            raise ValueProblem("是超过 15 位的数字，表格软件已经丢了后面几位；请把单元格设为“文本”再重填原来的号码")
    elif isinstance(raw, str) and _SCIENTIFIC.search(raw):
        raise ValueProblem("是科学计数法的样子，原来的数字已经丢了；请把单元格设为“文本”再重填原来的号码")


@dataclass(frozen=True)
class FieldType(ABC):
    """One kind of value."""

    noun: ClassVar[str]
    """What it is called in help and templates."""
    sql: ClassVar[str] = "TEXT"
    exact: ClassVar[bool] = False
    """Whether every digit matters, so that a shortened number is refused."""

    def parse(self, raw: Raw) -> Stored:
        """The stored form of what was handed in; blank is `None`.

        Raises:
            ValueProblem: the value is not of this type; the message says what would be.
        """
        if self.exact:
            refuse_lost_digits(raw)
        text = as_text(raw)
        return self.read(text) if text.strip() else None

    @abstractmethod
    def read(self, text: str) -> Stored:
        """The stored form of text that is not blank."""

    def check(self, column: str) -> str:
        """The SQL expression that holds for every stored value; empty where any will do."""
        return f"length({column}) > 0"

    @property
    def spelt(self) -> tuple[tuple[str, str], ...]:
        """Each text that was spelt differently once, with its first spelling; empty for nearly every field."""
        return ()

    def born(self, value: Stored) -> Stored:
        """The stored value as it was first spelt; digests are computed over that."""
        return value

    def present(self, value: Stored) -> Stored:
        """A value that was stored under a former spelling, in the present one."""
        return value

    def show(self, value: Stored) -> str:
        """The stored value as people read it; reading it back gives the same value."""
        return "" if value is None else str(value)

    @property
    def hint(self) -> str:
        """What may be written, for templates and help."""
        return self.noun

    @property
    def options(self) -> Sequence[str]:
        """The only texts allowed, for drop-downs; empty where the value is free."""
        return ()
