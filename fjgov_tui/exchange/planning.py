"""What an import would do, worked out without holding the file: which record each row is, and what it would change.

Nothing is written and no lock is held, so that others go on working while a large sheet is checked. The same plan is
what a dry run shows and what the import then writes.
"""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FieldProblem, ValueProblem
from fjgov_tui.exchange.cellwords import prepared
from fjgov_tui.exchange.grid import Formula
from fjgov_tui.exchange.headings import Binding
from fjgov_tui.exchange.layout import SheetLayout
from fjgov_tui.exchange.outcome import Options, RowOutcome
from fjgov_tui.exchange.remembered import KnownNames, remembering
from fjgov_tui.exchange.rownames import RowNames, resolved
from fjgov_tui.exchange.rowwords import again, cell_problem, changed_fields
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger, Record
from fjgov_tui.ledgers.types import Raw, Reference, Stored
from fjgov_tui.ledgers.validate import field_text, normalise, parse_field, shown, told_again
from fjgov_tui.store import Reader
from fjgov_tui.store.encryption import has_key
from fjgov_tui.store.trail import Head
from fjgov_tui.text import mask

Progress = Callable[[int, int], None]
"""Told the rows done and the rows in all."""
STEP = 500
"""Rows between two calls of `progress`, and records read at once."""
SEVERAL = 2
"""So many telling fields do not change at once by themselves."""


@dataclasses.dataclass(frozen=True, slots=True)
class PlannedRecord:
    """One record to write."""

    ledger: Ledger
    record: int
    values: tuple[Stored, ...]
    """In the order of the ledger's fields."""
    revision: int
    """The revision that is changed; 0 for a new record."""
    repeated: tuple[str, ...] = ()
    """Sealed fields that count as changed whether they are or not, so that nobody learns what they held."""

    def named(self) -> dict[str, Stored]:
        """The values by field name."""
        return {field.name: value for field, value in zip(self.ledger.fields, self.values, strict=True)}


@dataclass
class SheetPlan:
    """One recognised sheet on its way through the two passes."""

    layout: SheetLayout
    binding: Binding
    targets: array[int] = dataclasses.field(default_factory=lambda: array("q"))
    """For each record row: the id of its record; negative for one to add; 0 where the key cannot be read."""
    twice: dict[int, str] = dataclasses.field(default_factory=dict)
    """Place of a row whose key stood before, and where."""
    rows: list[RowOutcome] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = self.binding.ledger
        self.validation = remembering(self.ledger)
        self.defaults: dict[str, Raw] = {
            field.name: field.default for field in self.ledger.fields if field.required and field.default is not None
        }
        self.formulas = any(isinstance(raw, Formula) for row in self.layout.grid.rows for raw in row)

    def given(self, place: int) -> dict[str, Raw]:
        """The cells of a row that are not blank, by field name."""
        row = self.layout.grid.rows[self.layout.records[place]]
        size = len(row)
        return {
            field.name: row[index]
            for index, field in (*self.binding.helpers.items(), *self.binding.fields.items())
            if index < size and row[index] is not None and row[index] != ""
        }

    def number(self, place: int) -> int:
        """The row as the spreadsheet numbers it."""
        return self.layout.records[place] + 1

    def called(self, place: int) -> str:
        """The row as messages name it."""
        return f"“{self.layout.grid.name}”第 {self.number(place)} 行"


@dataclass
class ImportPlan:
    """What the rows come to."""

    head: Head
    """The trail's newest entry when the plan was made: it holds while this is still the newest."""
    sheets: dict[int, SheetPlan]
    """By the sheet's place in the file."""
    steps: list[PlannedRecord] = dataclasses.field(default_factory=list)
    doubted: int = 0
    """Rows that may be about another person than the record."""
    sought: int = 0
    """Rows whose record was looked for by a sealed value, which tells whether there is one."""


def make_plan(
    reader: Reader, today: date, layouts: Sequence[SheetLayout], options: Options, progress: Progress
) -> ImportPlan:
    """Go through all rows twice: first which record each one is, so that any row may name any other.

    Args:
        reader: the ledgers as they are.
        today: the Beijing date of the import.
        layouts: the sheets of the file.
        options: what was said about the import.
        progress: told every 500 rows how far it is.
    """
    sheets = {place: SheetPlan(layout, layout.binding) for place, layout in enumerate(layouts) if layout.binding}
    planner = _Planner(reader, today, ImportPlan(reader.head(), sheets), options, progress)
    planner.run()
    return planner.plan


class _Planner:
    """One import, from laid-out sheets to steps and outcomes."""

    def __init__(self, reader: Reader, today: date, plan: ImportPlan, options: Options, progress: Progress) -> None:
        self.plan = plan
        self._reader, self._options, self._progress = reader, options, progress
        self._book = reader.names(today)
        self._unsealed = has_key(reader.db)
        self._total = sum(len(sheet.layout.records) for sheet in plan.sheets.values())
        self._done = 0
        self._next: dict[str, int] = {}
        self._seen: dict[tuple[str, tuple[Stored, ...]], str] = {}
        self._written: dict[tuple[str, int], str] = {}
        """Where each record of this import stands in the file."""
        self._taken: dict[tuple[str, str, Stored], int] = {}
        """Unique values that rows of this import have taken, and for which record."""

    def run(self) -> None:
        self._progress(0, self._total)
        ordered = [sheet for name in import_order() for sheet in self.plan.sheets.values() if sheet.ledger.name == name]
        for sheet in ordered:
            self._identify(sheet)
        known = KnownNames(self._book)
        for sheet in ordered:
            names = RowNames(self._reader, sheet.ledger)
            for start in range(0, len(sheet.targets), STEP):
                self._settle(sheet, range(start, min(start + STEP, len(sheet.targets))), known, names)
                self._progress(self._done, self._total)

    # --- which record a row is -----------------------------------------------------------------------------------

    def _identify(self, sheet: SheetPlan) -> None:
        ledger, known = sheet.ledger, KnownNames(self._book)
        empty = self._reader.count(ledger) == 0
        announced = any(
            reference.ledger == ledger.name for other in LEDGERS.values() for _, reference in other.references
        )
        names = RowNames(self._reader, ledger)
        for place in range(len(sheet.layout.records)):
            given = sheet.given(place)
            try:
                if any(problem.field in ledger.key for problem in prepared(ledger, given, {}, formulas=sheet.formulas)):
                    raise ValueProblem("读不出来")
                names.complete(given, known, self._book.exact)
                values = _key(sheet.validation, sheet.defaults | given, known)
            except ValueProblem:
                sheet.targets.append(0)
                continue
            key = (ledger.name, tuple(values[name] for name in ledger.key))
            before = self._seen.get(key)
            if before:
                sheet.twice[place] = before
                sheet.targets.append(0)
                continue
            self._seen[key] = sheet.called(place)
            existing = None if empty else self._reader.find_by_key(ledger, values)
            record = existing or self._reserve(ledger)
            self._written[ledger.name, record] = sheet.called(place)
            sheet.targets.append(existing or -record)
            if announced:
                self._book.announce(ledger, record, values)
        self.plan.sought += names.sought

    def _reserve(self, ledger: Ledger) -> int:
        self._next[ledger.name] = self._next.get(ledger.name) or self._reader.next_id(ledger)
        self._next[ledger.name] += 1
        return self._next[ledger.name] - 1

    # --- what becomes of it --------------------------------------------------------------------------------------

    def _settle(self, sheet: SheetPlan, places: range, known: KnownNames, names: RowNames) -> None:
        ids = [sheet.targets[place] for place in places if sheet.targets[place] > 0]
        records = {record.id: record for record in self._reader.records(sheet.ledger, ids)} if ids else {}
        for place in places:
            sheet.rows.append(self._row(sheet, place, records.get(sheet.targets[place]), known, names))
            self._done += 1

    def _row(
        self, sheet: SheetPlan, place: int, record: Record | None, known: KnownNames, names: RowNames
    ) -> RowOutcome:
        ledger, target = sheet.ledger, sheet.targets[place]
        given = sheet.given(place)
        problems = prepared(ledger, given, record.values if record else {}, formulas=sheet.formulas)
        try:
            names.complete(given, known, self._book.exact)
        except ValueProblem as problem:
            label = ledger[ledger.label]
            problems.append(FieldProblem(label.name, label.label, "", problem.what))
        if record is None and sheet.defaults:
            given = sheet.defaults | given
        values, refused = normalise(
            sheet.validation, given, known, record.values if record else None, abs(target) or None
        )
        problems += [problem for problem in refused if all(problem.field != other.field for other in problems)]
        if place in sheet.twice:
            problems.append(again(ledger, given, sheet.twice[place]))
        if not problems:
            problems = self._clashes(ledger, values, record, abs(target))
        repeated = told_again(ledger, given, record.values) if record else ()
        if not problems and (record is None or repeated or values != record.values):
            if ledger.tried:
                values[ledger.tried] = 0
            problems = _closed(ledger, values) or self._shut(ledger, values, record)
        label = ledger[ledger.label]
        title = record.title if record else shown(label, given.get(label.name))
        if problems:
            cells = tuple(
                cell_problem(sheet.binding, sheet.layout.grid, sheet.number(place), problem) for problem in problems
            )
            return RowOutcome(sheet.number(place), "拒绝", title, problems=cells)
        if record is None:
            return self._planned(sheet, sheet.number(place), (target, values, title), known)
        return self._replanned(sheet, sheet.number(place), (record, values, repeated), known)

    def _shut(self, ledger: Ledger, values: Mapping[str, Stored], record: Record | None) -> list[FieldProblem]:
        """What cannot be written without the passphrase: said when it is planned, so that no rehearsal promises it."""
        if self._unsealed:
            return []
        before = record.values if record else {}
        fields = [field for field in ledger.encrypted if values[field.name] not in {None, before.get(field.name)}]
        why = "密封字段已加密，要先输入密封口令；命令行用 fjgov --unseal import，画面上先在一条记录的详情里按 F4"
        return [FieldProblem(field.name, field.label, shown(field, values[field.name]), why) for field in fields]

    def _planned(
        self,
        sheet: SheetPlan,
        number: int,
        row: tuple[int, Mapping[str, Stored], str],
        known: KnownNames,
    ) -> RowOutcome:
        """A row that becomes a new record."""
        target, values, title = row
        stored = tuple(values[field.name] for field in sheet.ledger.fields)
        self.plan.steps.append(PlannedRecord(sheet.ledger, -target, stored, 0))
        known.planned(sheet.ledger.name, -target, values)
        return RowOutcome(number, "新增", title)

    def _replanned(
        self,
        sheet: SheetPlan,
        number: int,
        row: tuple[Record, Mapping[str, Stored], tuple[str, ...]],
        known: KnownNames,
    ) -> RowOutcome:
        """A row that changes a record, or says what it says already."""
        record, values, repeated = row
        ledger = sheet.ledger
        if values == record.values and not repeated:
            return RowOutcome(number, "不变", record.title)
        stored = tuple(values[field.name] for field in ledger.fields)
        self.plan.steps.append(PlannedRecord(ledger, record.id, stored, record.revision, repeated))
        known.planned(ledger.name, record.id, values)
        return RowOutcome(number, "修改", record.title, changed_fields(ledger, record, values, self._book, repeated))

    def _clashes(
        self, ledger: Ledger, values: Mapping[str, Stored], record: Record | None, target: int
    ) -> list[FieldProblem]:
        """What only a look at other records shows: a value that must be unique, or a record of somebody else."""
        problems = []
        for field in ledger.fields:
            value = values[field.name]
            if not field.unique or value is None or (record is not None and record.values[field.name] == value):
                continue
            other = self._taken.get((ledger.name, field.name, value)) or self._reader.owner(ledger, field, value)
            if other is None or other == target:
                self._taken[ledger.name, field.name, value] = target
                continue
            place = self._written.get((ledger.name, other))
            where = f"{place}" if place else f"编号 {other} 的记录"
            text = "" if field.sealed else field.type.show(value)
            problems.append(FieldProblem(field.name, field.label, text, f"与{where}重复（{field.label}相同）"))
        return problems or self._doubts(ledger, values, record)

    def _doubts(self, ledger: Ledger, values: Mapping[str, Stored], record: Record | None) -> list[FieldProblem]:
        if record is None or not ledger.apart or self._options.same_person:
            return []
        both = [name for name in ledger.telling if None not in (record.values[name], values[name])]
        differ = [ledger[name].label for name in both if _differ(ledger, name, record.values[name], values[name])]
        if len(differ) < SEVERAL:
            return []
        self.plan.doubted += 1
        apart, label = ledger[ledger.apart], ledger[ledger.label]
        reason = (
            f"可能是另一个人：{'、'.join(differ)}都和已登记的不同；"
            f"是另一个人就填“{apart.label}”，是同一个人请确认后再导入"
        )
        return [FieldProblem(label.name, label.label, shown(label, record.values[label.name]), reason)]


def _differ(ledger: Ledger, name: str, before: Stored, after: Stored) -> bool:
    """Whether two values differ; of sealed ones only what everybody sees is compared, or the answer would tell more."""
    return mask(str(before)) != mask(str(after)) if name in ledger.sealed else before != after


def _closed(ledger: Ledger, values: Mapping[str, Stored]) -> list[FieldProblem]:
    """What no sheet may write, whoever confirms it."""
    label = ledger[ledger.label]
    if ledger.append_only:
        return [FieldProblem(label.name, label.label, "", ledger.append_only)]
    if values[label.name] in ledger.by_hand:
        why = "会运行命令或写文件，不从表格导入；请在画面上或用 fjgov ledger set 改"
        return [FieldProblem(label.name, label.label, str(values[label.name]), why)]
    return []


def import_order() -> list[str]:
    """Ledger names so that those that stand in another's natural key come before it."""
    ordered: list[str] = []

    def visit(name: str) -> None:
        if name in ordered:
            return
        ledger = LEDGERS[name]
        for key in ledger.key:
            reference = ledger[key].reference
            if reference is not None and reference.ledger != name:
                visit(reference.ledger)
        ordered.append(name)

    for name in LEDGERS:
        visit(name)
    return ordered


def _key(ledger: Ledger, given: Mapping[str, Raw], known: KnownNames) -> dict[str, Stored]:
    """The stored values of the natural key.

    Raises:
        ValueProblem: a part is missing, cannot be read, or names no record.
    """
    values: dict[str, Stored] = {}
    for name in ledger.key:
        field, raw = ledger[name], given.get(name)
        if field.reference is not None and raw is not None:
            same = field.reference.same
            hint = resolved(known, Reference("unit"), given.get(same)) if same in ledger else None
            values[name] = known.resolve(field.reference, field_text(raw), hint)
        else:
            values[name] = parse_field(field, raw)
        if values[name] is None and field.required:
            raise ValueProblem("必须填写")
    return values
