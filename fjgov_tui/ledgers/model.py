"""What a ledger is: fields, natural key, and rules of a row.

One declaration yields the table and its constraints, the form, the list, the filter, the import template,
import, export, help and the history's labels. Nothing here reads or writes.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.links import ChangeRule, LinkRule
from fjgov_tui.ledgers.types import (
    Day,
    FieldType,
    Instant,
    Integer,
    LongText,
    Raw,
    Reference,
    Stored,
    quoted,
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of a ledger."""

    name: str
    """English, as in SQL, JSON and `f=v`."""
    was: tuple[str, ...] = ()
    """Former names, the oldest first: existing files, older headings, entries of the trail and drafts have them."""
    label: str
    """Chinese, as on screens and in spreadsheets."""
    type: FieldType
    required: bool = False
    unique: bool = False
    """No two live records share the value."""
    sealed: bool = False
    """Masked on screen, in exports and in the trail (article 37)."""
    unattended: bool = False
    """A sealed field that the program itself uses with nobody there: masked, and not encrypted in the file."""
    help: str = ""
    """What the field means, in one Chinese sentence."""
    synonyms: tuple[str, ...] = ()
    """Other headings under which offices keep it."""
    listed: int = 0
    """In lists: 0 not, 1 always, 2 only where the terminal has 100 columns."""
    width: int = 12
    """Cells in lists; characters in spreadsheets."""
    default: Raw = None
    """What a new form starts with."""

    @cached_property
    def reference(self) -> Reference | None:
        """The reference type, where the field is one."""
        return self.type if isinstance(self.type, Reference) else None

    @property
    def born(self) -> str:
        """The first name it ever had: the one that digests are computed over, so that a new name breaks none."""
        return self.was[0] if self.was else self.name


class RowRule(Protocol):
    """A rule that ties several fields of one row; the table's CHECK says the same."""

    @property
    def name(self) -> str:
        """The constraint's name."""

    @property
    def field(self) -> str:
        """The field under which the message stands."""

    @property
    def message(self) -> str:
        """The Chinese sentence when it is broken."""

    @property
    def sql(self) -> str:
        """The CHECK expression of the table."""

    def holds(self, values: Mapping[str, Stored]) -> bool:
        """Whether the row keeps it."""


@dataclass(frozen=True)
class NotBefore:
    """The later field is not before the earlier one; blanks are not judged."""

    later: str
    earlier: str
    message: str

    @property
    def name(self) -> str:
        """The constraint's name."""
        return f"{self.later}_not_before_{self.earlier}"

    @property
    def field(self) -> str:
        """The later one is to mend."""
        return self.later

    @property
    def sql(self) -> str:
        """NULL passes a CHECK, as it should here."""
        return f'"{self.later}" >= "{self.earlier}"'

    def holds(self, values: Mapping[str, Stored]) -> bool:
        """ISO text compares as time does."""
        later, earlier = values.get(self.later), values.get(self.earlier)
        return later is None or earlier is None or str(later) >= str(earlier)


@dataclass(frozen=True)
class ExactlyOne:
    """One of the fields is filled, and only one."""

    fields: tuple[str, ...]
    message: str

    @property
    def name(self) -> str:
        """The constraint's name."""
        return f"one_of_{'_'.join(self.fields)}"

    @property
    def field(self) -> str:
        """The first carries the message."""
        return self.fields[0]

    @property
    def sql(self) -> str:
        """The number of filled fields is one."""
        return " + ".join(f'("{name}" IS NOT NULL)' for name in self.fields) + " = 1"

    def holds(self, values: Mapping[str, Stored]) -> bool:
        """Whether one of them is filled, and no other."""
        return sum(values.get(name) is not None for name in self.fields) == 1


@dataclass(frozen=True)
class OnlyWith:
    """The field is filled only where another one has a certain value, or one of some."""

    filled: str
    other: str
    value: str
    message: str
    also: tuple[str, ...] = ()
    """More values with which it may be filled."""

    @property
    def name(self) -> str:
        """The constraint's name."""
        return f"{self.filled}_only_with_{self.other}"

    @property
    def field(self) -> str:
        """The other one is to mend."""
        return self.other

    @property
    def sql(self) -> str:
        """Blank, or beside such a value."""
        allowed = (f'"{self.other}" IS {quoted(value)}' for value in self._with)
        return " OR ".join([f'"{self.filled}" IS NULL', *allowed])

    def holds(self, values: Mapping[str, Stored]) -> bool:
        """Whether the field is blank, or the other one has such a value."""
        return values.get(self.filled) is None or values.get(self.other) in self._with

    @property
    def _with(self) -> tuple[str, ...]:
        return self.value, *self.also


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """One ledger (台账), declared once."""

    name: str
    title: str
    articles: tuple[int, ...]
    """The articles of the regulation that ask for it."""
    purpose: str
    """What it is for, in one Chinese sentence."""
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    """The natural key by which imports find the record again."""
    rules: tuple[RowRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    """Rules about the records that a row points to, and about today."""
    changes: tuple[ChangeRule, ...] = ()
    """Rules about what a save makes of what the row said before."""
    synonyms: tuple[str, ...] = ()
    """Other sheet names under which offices keep it."""
    helpers: tuple[Field, ...] = ()
    """Columns of offices' sheets that are no fields, and tell to which records the references of a row point."""
    paper: tuple[str, ...] = ()
    """Headings of columns that are for paper alone, such as a signature."""
    named_from: tuple[str, ...] = ()
    """Where a record without a name of its own gets one from: two places it may be in, its login, its holder."""
    telling: tuple[str, ...] = ()
    """Fields that tell whether two rows of one key are the same thing: several do not change at once by themselves."""
    apart: str = ""
    """The field of the key that keeps things of one name apart."""
    tried: str = ""
    """The field that says whether it is in use: what an import changes is not, until somebody has tried it by hand."""
    by_hand: tuple[str, ...] = ()
    """Names of records that start programs or write files: no import changes them."""
    steering: bool = False
    """It says how the program behaves, so that no sheet may change it by the way."""
    append_only: str = ""
    """Why its records can only be added, by the program alone and never changed; empty where people write them."""
    was: tuple[str, ...] = ()
    """Former names, the oldest first; see `Field.was`."""
    _by_name: dict[str, Field] = dataclasses.field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the fields; a declaration that contradicts itself stops the program at import."""
        self._by_name.update((field.name, field) for field in self.fields)
        if len(self._by_name) != len(self.fields) or not self.key or not set(self.key) <= set(self._by_name):
            raise TypeError(f"ledger {self.name}: duplicate field, or a key that is no field")
        names = [name for field in self.fields for name in (field.name, *field.was)]
        if len(set(names)) != len(names):
            raise TypeError(f"ledger {self.name}: a former name that another field has or had")

    def __getitem__(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: there is none.
        """
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a field of that name."""
        return name in self._by_name

    @cached_property
    def references(self) -> tuple[tuple[Field, Reference], ...]:
        """The fields that point to other ledgers, each with its type."""
        return tuple((field, field.reference) for field in self.fields if field.reference is not None)

    @cached_property
    def reading_order(self) -> tuple[Field, ...]:
        """The fields as a row is read: a reference that looks at a sibling field comes after it."""
        looking = [field for field, reference in self.references if reference.same in self]
        return (*(field for field in self.fields if field not in looking), *looking)

    @cached_property
    def searched(self) -> tuple[tuple[Field, bool], ...]:
        """The fields whose text is searched, each with whether it is short enough for pinyin initials."""
        open_fields = (field for field in self.fields if field.reference is None and not field.sealed)
        return tuple((field, not isinstance(field.type, LongText)) for field in open_fields)

    @cached_property
    def label(self) -> str:
        """The field that names a record: the last of the key."""
        return self.key[-1]

    @property
    def born(self) -> str:
        """The first name it ever had; see `Field.born`."""
        return self.was[0] if self.was else self.name

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """Present field names by former ones."""
        return {former: field.name for field in self.fields for former in field.was}

    def present(self, values: Mapping[str, Stored]) -> dict[str, Stored]:
        """Values that were written under former names of fields and choices, under the present ones."""
        renamed = {self._renamed.get(name, name): value for name, value in values.items()}
        return {name: self[name].type.present(value) if name in self else value for name, value in renamed.items()}

    @cached_property
    def dated(self) -> frozenset[str]:
        """The names of the fields that hold a date."""
        return frozenset(field.name for field in self.fields if isinstance(field.type, Day))

    @cached_property
    def worded(self) -> frozenset[str]:
        """The names of the fields that hold words, or a choice among them."""
        words = (field for field in self.fields if field.type.sql == FieldType.sql)
        return frozenset(field.name for field in words if not isinstance(field.type, Day | Instant))

    @cached_property
    def sealed(self) -> frozenset[str]:
        """The names of the sealed fields."""
        return frozenset(field.name for field in self.fields if field.sealed)

    @cached_property
    def encrypted(self) -> tuple[Field, ...]:
        """The fields that are encrypted in the file once the county has set a passphrase."""
        return tuple(field for field in self.fields if field.sealed and not field.unattended)


@dataclass(frozen=True)
class Record:
    """One record as it was read, with the names of what it points to."""

    ledger: str
    id: int
    revision: int
    """1 for a new record, one more with each save."""
    values: Mapping[str, Stored]
    names: Mapping[str, str]
    """For each filled reference field: the name of the record it points to."""
    title: str
    """The record's own name, as lists and messages show it."""
    created_at: str
    created_by: str
    updated_at: str
    updated_by: str
    declared: Ledger = dataclasses.field(repr=False, compare=False)
    """The declaration by which it was read."""
    removed_at: str | None = None
    """When it was marked as removed; `None` while it lives."""

    def _typed(self, name: str, *kinds: type[FieldType]) -> Stored:
        """What a field holds that is declared as one of these kinds, blank or not.

        Raises:
            KeyError: the ledger declares no such field.
            TypeError: the field is of another kind.
        """
        declared = self.declared[name]
        if not isinstance(declared.type, kinds):
            raise TypeError(f"{self.ledger}.{name} is declared as {type(declared.type).__name__}")
        return self.values[name]

    def day(self, name: str) -> date | None:
        """A date field as a date; the errors are those of `_typed`, also where the field is blank."""
        value = self.values[name] if name in self.declared.dated else self._typed(name, Day)
        return None if value is None else date.fromisoformat(str(value))

    def at(self, name: str) -> datetime:
        """A moment that the ledger requires; raises a `ValueError` where it is blank, and as `_typed` does."""
        return parse_instant(str(self._typed(name, Instant)))

    def text(self, name: str) -> str:
        """A field of words, a choice among them, as it is stored; blank as nothing. Raises as `_typed` does."""
        if name not in self.declared.worded:
            raise TypeError(f"{self.ledger}.{name} is declared as {type(self.declared[name].type).__name__}")
        return str(self.values[name] or "")

    def number(self, name: str) -> int | None:
        """A field of whole numbers. Raises as `_typed` does."""
        value = self._typed(name, Integer)
        return None if value is None else int(value)

    def ref(self, name: str) -> int | None:
        """The id of the record that a reference field points to. Raises as `_typed` does."""
        value = self._typed(name, Reference)
        return None if value is None else int(value)
