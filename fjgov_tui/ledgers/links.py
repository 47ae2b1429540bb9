"""Rules that tie a row to the records it points to, to today, or to what it said before; judged by `validate`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.types import Stored


class Surroundings(Protocol):
    """What a rule may look at beyond its own row."""

    @property
    def today(self) -> date | None:
        """The Beijing date of the write; `None` where nothing is about to be written."""

    @property
    def now(self) -> datetime | None:
        """The moment of the write; `None` where nothing is about to be written, or only its day is known."""

    def look(self, ledger: str, field: str, record: int) -> tuple[str, Mapping[str, Stored]]:
        """The record to which a row of that ledger points through that field: its ledger's name and its values.

        A record that is still to be written in the same transaction answers with no values.
        """


class LinkRule(Protocol):
    """A rule about a row and its surroundings."""

    @property
    def field(self) -> str:
        """The field under which the message stands."""

    @property
    def message(self) -> str:
        """The Chinese sentence when it is broken."""

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Whether the row keeps it; what is not known is not held against it."""


@runtime_checkable
class Explaining(Protocol):
    """A rule that can say more than its sentence: what in this row breaks it."""

    def why(self, values: Mapping[str, Stored]) -> str:
        """The Chinese sentence about a row that breaks it."""


def _follow(
    ledger: str, values: Mapping[str, Stored], path: tuple[str, ...], around: Surroundings
) -> Mapping[str, Stored]:
    """The values of the record at the end of a path of references; nothing where the path breaks off."""
    for name in path:
        target = values.get(name)
        if target is None:
            return {}
        ledger, values = around.look(ledger, name, int(target))
    return values


def _day(stored: Stored) -> str:
    """A stored date as it is, of a moment the Beijing day, as text that sorts by itself."""
    text = str(stored)
    return beijing_day(parse_instant(text)).isoformat() if "T" in text else text


@dataclass(frozen=True)
class NotFuture:
    """The date is not after today, the moment not after now."""

    field: str
    message: str

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Blanks are not judged."""
        value = values.get(self.field)
        if value is None or around.today is None:
            return True
        text = str(value)
        if "T" not in text:
            return date.fromisoformat(text) <= around.today
        at = parse_instant(text)
        return beijing_day(at) <= around.today if around.now is None else at <= around.now


def happened(*fields: str) -> tuple[NotFuture, ...]:
    """Dates that say what was done: none of them lies ahead, whoever enters it by whichever way."""
    return tuple(NotFuture(field, "还没有到，请办了再登记") for field in fields)


class ChangeRule(Protocol):
    """A rule about what a save makes of a row: what the row said before it may go on saying."""

    @property
    def field(self) -> str:
        """The field under which the message stands."""

    @property
    def message(self) -> str:
        """The Chinese sentence when it is broken."""

    def holds(self, before: Mapping[str, Stored], values: Mapping[str, Stored]) -> bool:
        """Whether the row may be saved so; nothing was there before a new one."""


@dataclass(frozen=True)
class FilledOnlyAfter:
    """The field is filled only where one of some others is; in a row that had it before, it stays and is corrected."""

    field: str
    others: tuple[str, ...]
    message: str
    known: tuple[str, ...] = ()
    """Fields that say the same as this one: a row that had one of them had this one, too."""

    def holds(self, before: Mapping[str, Stored], values: Mapping[str, Stored]) -> bool:
        """A blank is not judged."""
        had = any(before.get(name) is not None for name in (self.field, *self.known))
        return had or values.get(self.field) is None or any(values.get(name) is not None for name in self.others)


@dataclass(frozen=True)
class NotBeforeThat:
    """The date is not before a date of the record that a path of references leads to."""

    field: str
    path: tuple[str, ...]
    other: str
    message: str

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Blanks are not judged."""
        mine, theirs = values.get(self.field), _follow(ledger, values, self.path, around).get(self.other)
        return mine is None or theirs is None or str(mine) >= str(theirs)


@dataclass(frozen=True)
class NotAfterThat:
    """The date, or a moment's Beijing day, is not after a date of the record that a path of references leads to."""

    field: str
    path: tuple[str, ...]
    other: str
    message: str

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Blanks are not judged."""
        mine, theirs = values.get(self.field), _follow(ledger, values, self.path, around).get(self.other)
        return mine is None or theirs is None or _day(mine) <= str(theirs)


@dataclass(frozen=True)
class ThatIsNot:
    """The record that a path of references leads to is not in one of these states.

    What happened before today may be entered still, because it happened before the record came to that state.
    """

    path: tuple[str, ...]
    other: str
    states: tuple[str, ...]
    message: str
    on: str = ""
    """The row's own day or moment; empty where it has none."""

    @property
    def field(self) -> str:
        """The first reference carries the message."""
        return self.path[0]

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """A state that is not known is none of them."""
        day = values.get(self.on)
        if day is not None and around.today is not None and _day(day) < around.today.isoformat():
            return True
        return _follow(ledger, values, self.path, around).get(self.other) not in self.states
