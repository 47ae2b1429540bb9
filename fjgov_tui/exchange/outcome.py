"""What an import was asked to do, and what it did or would do: facts that screens and commands lay out."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from fjgov_tui.dataclass import dataclass

Action = Literal["新增", "修改", "不变", "拒绝"]


@dataclass(frozen=True)
class Options:
    """How to import."""

    ledger: str = ""
    """English name of the ledger that every sheet is for; empty: found out for each sheet."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """For single sheets by name: the ledger that a person has said, or empty to leave the sheet out."""
    ignore_extra: bool = False
    """Go on although columns belong to no field; those that look like a field have to be named in `drop`."""
    drop: tuple[str, ...] = ()
    """Headings of columns to leave out, whatever they look like."""
    hidden: Literal["", "导入", "跳过"] = ""
    """What to do with rows and sheets that the reader does not see; empty: ask."""
    same_person: bool = False
    """A row that changes several telling fields is meant all the same."""
    steering: bool = False
    """The changes of how the program behaves have been looked at and are wanted."""
    dry_run: bool = False
    """Do everything but write."""
    reason: str = ""
    """Why, for the trail."""


@dataclass(frozen=True)
class Question:
    """What has to be decided before the import can go on."""

    topic: Literal["ledger", "hidden", "extra", "same", "steering"]
    text: str
    """In Chinese, without a full stop."""
    answers: tuple[tuple[str, str], ...]
    """Each with its label."""
    subject: str = ""
    """The sheet that it is about; empty: the whole file."""


def answered(options: Options, question: Question, answer: str) -> Options:
    """The options with an answer taken in; the answer is one of the question's."""
    match question.topic:
        case "ledger":
            return replace(options, sheets={**options.sheets, question.subject: answer})
        case "hidden":
            return replace(options, hidden="导入" if answer == "导入" else "跳过")
        case "extra":
            return replace(options, ignore_extra=True, drop=(*options.drop, *answer.split("\n")))
        case "same":
            return replace(options, same_person=True)
        case "steering":
            return replace(options, steering=True)


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


@dataclasses.dataclass(frozen=True, slots=True)
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
    twin: str = ""
    """The letter of the column that already holds the field that this one names."""
    known: bool = False
    """It looks so much like a field that it is left out only when it is named."""


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
    questions: tuple[Question, ...] = ()
    """What has to be decided first."""

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
