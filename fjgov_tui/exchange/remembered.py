"""Answers kept while a sheet is imported: offices repeat the same names, days and choices by the thousand.

The validator stays the one that forms use; only what it asks again and again is remembered.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import FieldType, Raw, Reference, Stored

if TYPE_CHECKING:
    from fjgov_tui.store.naming import NameBook

_MOST = 4096
"""Different values of one field that are kept; a field with more has little to repeat."""


_LOOKED_AT = frozenset(
    reference.ledger for ledger in LEDGERS.values() if ledger.links for _, reference in ledger.references
) | {
    "site",
    "media",
}
"""Ledgers whose records the rules of other ledgers look at."""


class KnownNames:
    """Resolves each name once, and remembers that an unknown one is unknown: searching for it is slow."""

    def __init__(self, book: NameBook) -> None:
        """Bind to the names of a transaction; they must not change while this lives."""
        self._book = book
        self._answers: dict[tuple[Reference, str, Stored], int | str] = {}
        self._planned: dict[tuple[str, int], dict[str, Stored]] = {}

    def planned(self, ledger: str, record: int, values: Mapping[str, Stored]) -> None:
        """A record as the running import will write it: rows that point to it are judged by it."""
        if ledger in _LOOKED_AT:
            self._planned[ledger, record] = dict(values)

    @property
    def today(self) -> date | None:
        """The Beijing date of the import."""
        return self._book.today

    @property
    def now(self) -> datetime | None:
        """The moment of the import, where it is known."""
        return self._book.now

    def look(self, ledger: str, field: str, record: int) -> tuple[str, dict[str, Stored]]:
        """The record to which a row points, as it will be."""
        reference = LEDGERS[ledger][field].reference
        planned = self._planned.get((reference.ledger, record)) if reference is not None else None
        return (
            (reference.ledger, planned) if reference is not None and planned else self._book.look(ledger, field, record)
        )

    def live(self, reference: Reference, record: int) -> int:
        """The id of a live record.

        Raises:
            ValueProblem: there is none.
        """
        return self._book.live(reference, record)

    def resolve(self, reference: Reference, text: str, hint: Stored) -> int:
        """The id of the one record that the text names.

        Raises:
            ValueProblem: none, or several.
        """
        asked = (reference, text, hint)
        answer = self._answers.get(asked)
        if answer is None:
            try:
                answer = self._book.resolve(reference, text, hint)
            except ValueProblem as problem:
                answer = problem.what
            self._answers[asked] = answer
        if isinstance(answer, str):
            raise ValueProblem(answer)
        return answer


@dataclass(frozen=True)
class _Remembering(FieldType):
    """A type that reads the same value once."""

    kind: FieldType
    answers: dict[tuple[type, Raw], Stored] = dataclasses.field(default_factory=dict, compare=False)

    def parse(self, raw: Raw) -> Stored:
        """The stored form, as the type itself reads it."""
        asked = (raw.__class__, raw)
        if asked in self.answers:
            return self.answers[asked]
        value = self.kind.parse(raw)
        if len(self.answers) < _MOST:
            self.answers[asked] = value
        return value

    def read(self, text: str) -> Stored:
        """The stored form of text."""
        return self.kind.read(text)

    def show(self, value: Stored) -> str:
        """As the type shows it."""
        return self.kind.show(value)


def remembering(ledger: Ledger) -> Ledger:
    """The same declaration with types that remember; good for validation only."""
    fields = tuple(
        field if field.reference is not None else replace(field, type=_Remembering(field.type))
        for field in ledger.fields
    )
    return replace(ledger, fields=fields)
