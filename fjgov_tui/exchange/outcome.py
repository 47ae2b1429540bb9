"""What an import was asked to do, and what it did or would do: facts that screens and commands lay out."""

from dataclasses import dataclass
from typing import Literal

Action = Literal["新增", "修改", "不变", "拒绝"]


@dataclass(frozen=True)
class Options:
    """How to import."""

    ledger: str = ""
    """English name of the ledger that every sheet is for; empty: found out for each sheet."""
    ignore_extra: bool = False
    """Go on although columns belong to no field."""
    dry_run: bool = False
    """Do everything, then roll back."""
    reason: str = ""
    """Why, for the trail."""


@dataclass(frozen=True)
class CellProblem:
    """Why a cell, or a row as a whole, cannot be taken."""

    row: int
    """As the spreadsheet numbers it."""
    column: str
    """The column's letter; empty for the whole row, or for a field that has no column."""
    heading: str
    """The heading above it, or the field's label."""
    value: str
    """What stands there: one short line, masked if the field is sealed."""
    reason: str


@dataclass(frozen=True)
class FieldChange:
    """One field of an existing record, as people read it; sealed values are masked."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row."""

    row: int
    action: Action
    title: str
    """The record's name."""
    changes: tuple[FieldChange, ...] = ()
    """For 修改 only."""
    problems: tuple[CellProblem, ...] = ()
    """For 拒绝 only."""


@dataclass(frozen=True)
class ExtraColumn:
    """A column that belongs to no field of the ledger."""

    column: str
    heading: str
    nearest: str
    """The known heading most like it; empty where none is near."""


@dataclass(frozen=True)
class SheetOutcome:
    """What became of one sheet."""

    sheet: str
    ledger: str
    """English name; empty where the sheet was not recognised."""
    header_row: int
    """As the spreadsheet numbers it; 0 where there is none."""
    skipped: tuple[tuple[int, str], ...] = ()
    """Rows below the header that hold no record, each with what it is."""
    extra: tuple[ExtraColumn, ...] = ()
    rows: tuple[RowOutcome, ...] = ()
    why: str = ""
    """Why the sheet was not recognised, or cannot be imported as a whole."""

    def count(self, action: Action) -> int:
        """How many rows met that end."""
        return sum(row.action == action for row in self.rows)


@dataclass(frozen=True)
class ImportOutcome:
    """What became of a file."""

    source: str
    """The file's name, cleaned."""
    sheets: tuple[SheetOutcome, ...]
    dry_run: bool
    written: bool
    """Whether anything was committed."""
    blocked: str = ""
    """Why nothing was, or would be, written; empty when all is well."""

    def _count(self, action: Action) -> int:
        return sum(sheet.count(action) for sheet in self.sheets)

    @property
    def added(self) -> int:
        """Rows that became new records."""
        return self._count("新增")

    @property
    def changed(self) -> int:
        """Rows that changed a record."""
        return self._count("修改")

    @property
    def unchanged(self) -> int:
        """Rows equal to their record."""
        return self._count("不变")

    @property
    def refused(self) -> int:
        """Rows that cannot be taken."""
        return self._count("拒绝")
