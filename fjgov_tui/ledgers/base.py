"""What every kind of value has in common: read, stored, checked and shown.

A type turns whatever people and spreadsheets write into one stored form, or says in a sentence why it cannot.
Stored forms are plain SQLite values: text, integer or nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

Stored = str | int | None
"""What a column holds."""
Raw = str | int | float | bool | date | None
"""What forms, commands and spreadsheets hand in (`datetime` is a `date`)."""


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


@dataclass(frozen=True)
class FieldType(ABC):
    """One kind of value."""

    noun: ClassVar[str]
    """What it is called in help and templates."""
    sql: ClassVar[str] = "TEXT"

    def parse(self, raw: Raw) -> Stored:
        """The stored form of what was handed in; blank is `None`.

        Raises:
            ValueProblem: the value is not of this type; the message says what would be.
        """
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
