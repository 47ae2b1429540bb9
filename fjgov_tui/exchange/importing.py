"""The import: every sheet in one transaction, all rows or none, and every bad row named.

A blank cell keeps what the record has; `（空）` clears it. New records take the declared default of a
required field whose cell is blank. A dry run is the same transaction, rolled back.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fjgov_tui.errors import FieldProblem, RecordProblem, SheetProblem, ValueProblem
from fjgov_tui.exchange.grid import Grid, column_letter, shown_path
from fjgov_tui.exchange.grids import read_grids
from fjgov_tui.exchange.headings import Binding, shown_heading
from fjgov_tui.exchange.layout import SheetLayout, lay_out
from fjgov_tui.exchange.outcome import CellProblem, FieldChange, ImportOutcome, Options, RowOutcome, SheetOutcome
from fjgov_tui.exchange.remembered import KnownNames, remembering
from fjgov_tui.ledgers import LEDGERS, find_ledger
from fjgov_tui.ledgers.model import Field, Ledger, Record
from fjgov_tui.ledgers.types import Raw, Stored
from fjgov_tui.ledgers.validate import field_text, normalise, parse_field, shown
from fjgov_tui.store import Store, Writer
from fjgov_tui.text import clean, mask
from fjgov_tui.workflows.saving import follow

Progress = Callable[[int, int], None]
"""Told the rows done and the rows in all."""
STEP = 500
"""Rows between two calls of `progress`, and records read at once."""
_SPECIAL = frozenset(" \t\r\n\u3000\xa0（#")
"""How a cell begins that is blank, clears its field, or shows a broken formula."""
CLEAR = "（空）"
"""What a cell holds to clear a field of an existing record; a blank cell keeps it."""
_ERRORS = {
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
}  # fmt: skip


def import_file(store: Store, path: Path, options: Options, progress: Progress | None = None) -> ImportOutcome:
    """Read a file and import its sheets.

    Args:
        store: where to.
        path: an .xlsx workbook or a text table.
        options: how.
        progress: told from time to time how far it is.

    Raises:
        SheetProblem: the file cannot be read, or none of its sheets is for a ledger.
        StoreProblem: the database is not usable.
    """
    return import_grids(store, shown_path(path), read_grids(path), options, progress)


def import_grids(
    store: Store, source: str, grids: Sequence[Grid], options: Options, progress: Progress | None = None
) -> ImportOutcome:
    """Import sheets in one transaction: all their rows, or none.

    Args:
        store: where to.
        source: the file's name, for messages and the trail.
        grids: the sheets.
        options: how.
        progress: told every 500 rows how far it is.

    Raises:
        SheetProblem: none of the sheets is for a ledger.
        StoreProblem: the database is not usable.
    """
    forced = find_ledger(options.ledger).name if options.ledger else ""
    layouts = [lay_out(grid, forced) for grid in grids]
    if not any(layout.binding for layout in layouts):
        whys = "；".join(f"“{layout.grid.name}”{layout.why}" for layout in layouts)
        raise SheetProblem(
            f"没有一张工作表认得出是哪本台账：{whys or '没有工作表'}",
            where=clean(source),
            remedy="请用 ledger template 取模板，对照表头，或指定台账",
        )
    run = _Run(layouts, options, progress or (lambda done, total: None))
    reason = options.reason or f"导入 {clean(source)}"
    try:
        with store.write(reason=reason) as writer:
            run.through(writer)
            if options.dry_run or run.blocked or not run.touched:
                raise _Undo
    except _Undo:
        return ImportOutcome(clean(source), run.outcomes(), options.dry_run, written=False, blocked=run.blocked)
    return ImportOutcome(clean(source), run.outcomes(), dry_run=False, written=True)


class _Undo(Exception):
    """Leaves the transaction without writing it."""


@dataclass
class _Sheet:
    """One recognised sheet on its way through the two passes."""

    layout: SheetLayout
    binding: Binding
    targets: array[int] = field(default_factory=lambda: array("q"))
    """For each record row: the id of its record; negative for one to add; 0 where the key cannot be read."""
    twice: dict[int, str] = field(default_factory=dict)
    """Place of a row whose key stood before, and where."""
    rows: list[RowOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = self.binding.ledger
        self.validation = remembering(self.ledger)
        self.defaults: dict[str, Raw] = {
            one.name: one.default for one in self.ledger.fields if one.required and one.default is not None
        }

    def given(self, place: int) -> dict[str, Raw]:
        """The cells of a row that are not blank, by field name."""
        row = self.layout.grid.rows[self.layout.records[place]]
        size = len(row)
        return {
            one.name: row[index]
            for index, one in self.binding.fields.items()
            if index < size and row[index] is not None and row[index] != ""
        }

    def number(self, place: int) -> int:
        """The row as the spreadsheet numbers it."""
        return self.layout.records[place] + 1


class _Run:
    """One import, from laid-out sheets to outcomes."""

    def __init__(self, layouts: Sequence[SheetLayout], options: Options, progress: Progress) -> None:
        self._layouts, self._options, self._progress = layouts, options, progress
        found = [(place, one, one.binding) for place, one in enumerate(layouts)]
        self._sheets = {place: _Sheet(one, binding) for place, one, binding in found if binding}
        self._total = sum(len(sheet.layout.records) for sheet in self._sheets.values())
        self._done = 0
        self._seen: dict[tuple[str, tuple[Stored, ...]], str] = {}
        self.touched = False

    def through(self, writer: Writer) -> None:
        """Both passes; whether the block may be committed is asked afterwards."""
        self._progress(0, self._total)
        ordered = [sheet for name in import_order() for sheet in self._sheets.values() if sheet.ledger.name == name]
        for sheet in ordered:
            self._identify(sheet, writer)
        known = KnownNames(writer.book)
        for sheet in ordered:
            for start in range(0, len(sheet.targets), STEP):
                self._settle(sheet, range(start, min(start + STEP, len(sheet.targets))), writer, known)
                self._progress(self._done, self._total)

    def _identify(self, sheet: _Sheet, writer: Writer) -> None:
        """First pass: which record each row is, so that any row may name any other."""
        ledger, known = sheet.ledger, KnownNames(writer.book)
        empty = writer.count(ledger) == 0
        announced = any(reference.ledger == ledger.name for one in LEDGERS.values() for _, reference in one.references)
        for place in range(len(sheet.layout.records)):
            given = sheet.given(place)
            _prepared(ledger, given, {})
            try:
                values = _key(sheet.validation, given, known)
            except ValueProblem:
                sheet.targets.append(0)
                continue
            key = (ledger.name, tuple(values[name] for name in ledger.key))
            before = self._seen.get(key)
            if before:
                sheet.twice[place] = before
                sheet.targets.append(0)
                continue
            self._seen[key] = f"“{sheet.layout.grid.name}”第 {sheet.number(place)} 行"
            existing = None if empty else writer.find_by_key(ledger, values)
            record = existing or writer.reserve(ledger)
            sheet.targets.append(existing or -record)
            if announced:
                writer.book.announce(ledger, record, values)

    def _settle(self, sheet: _Sheet, places: range, writer: Writer, known: KnownNames) -> None:
        """Second pass over some rows: validate, compare, write."""
        ids = [sheet.targets[place] for place in places if sheet.targets[place] > 0]
        records = {record.id: record for record in writer.records(sheet.ledger, ids)} if ids else {}
        for place in places:
            target = sheet.targets[place]
            sheet.rows.append(self._row(sheet, place, records.get(target), writer, known))
            self._done += 1

    def _row(self, sheet: _Sheet, place: int, record: Record | None, writer: Writer, known: KnownNames) -> RowOutcome:
        ledger, number, target = sheet.ledger, sheet.number(place), sheet.targets[place]
        given = sheet.given(place)
        problems = _prepared(ledger, given, record.values if record else {})
        if record is None and sheet.defaults:
            given = sheet.defaults | given
        values, found = normalise(
            sheet.validation, given, known, record.values if record else None, abs(target) or None
        )
        problems += [one for one in found if all(one.field != other.field for other in problems)]
        if place in sheet.twice:
            problems.append(_again(sheet, place, given))
        label = ledger[ledger.label]
        title = record.title if record else shown(label, given.get(label.name))
        try:
            if problems:
                raise RecordProblem(title, problems)
            return self._write(sheet, number, (record, target, values, title), writer)
        except RecordProblem as problem:
            cells = tuple(_cell(sheet, number, one) for one in problem.problems)
            return RowOutcome(number, "拒绝", title, problems=cells)

    def _write(
        self,
        sheet: _Sheet,
        number: int,
        row: tuple[Record | None, int, Mapping[str, Stored], str],
        writer: Writer,
    ) -> RowOutcome:
        record, target, values, title = row
        if sheet.ledger.append_only and (record is None or values != record.values):
            label = sheet.ledger[sheet.ledger.label]
            raise RecordProblem(title, [FieldProblem(label.name, label.label, "", sheet.ledger.append_only)])
        if record is None:
            follow(writer, sheet.ledger, writer.add(sheet.ledger, values, -target or None))
            self.touched = True
            return RowOutcome(number, "新增", title)
        if values == record.values:
            return RowOutcome(number, "不变", title)
        writer.change(sheet.ledger, record.id, values, record.revision)
        follow(writer, sheet.ledger, record.id)
        self.touched = True
        return RowOutcome(number, "修改", title, _changes(sheet.ledger, record, values, writer))

    @property
    def blocked(self) -> str:
        """Why nothing may be written; empty when all is well."""
        refused = sum(row.action == "拒绝" for sheet in self._sheets.values() for row in sheet.rows)
        extra = sum(len(sheet.layout.extra) for sheet in self._sheets.values())
        parts = [f"有 {refused} 行不能导入"] if refused else []
        if extra and not self._options.ignore_extra:
            parts.append(f"有 {extra} 列不属于台账的任何字段，请核对列名，或确认忽略多出的列")
        return "；".join(parts) and f"{'；'.join(parts)}；全部没有写入"

    def outcomes(self) -> tuple[SheetOutcome, ...]:
        """One for each sheet of the file, in its order."""
        return tuple(self._outcome(place, layout) for place, layout in enumerate(self._layouts))

    def _outcome(self, place: int, layout: SheetLayout) -> SheetOutcome:
        if layout.binding is None:
            return SheetOutcome(layout.grid.name, "", 0, why=layout.why)
        rows = tuple(self._sheets[place].rows)
        return SheetOutcome(
            layout.grid.name,
            layout.binding.ledger.name,
            layout.binding.header + 1,
            layout.skipped,
            layout.extra,
            rows,
            _lacking(layout.binding, rows),
        )


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
        one, raw = ledger[name], given.get(name)
        if one.reference is not None and raw is not None:
            same = one.reference.same
            hint = _hint(ledger, same, given, known) if same in ledger else None
            values[name] = known.resolve(one.reference, field_text(raw), hint)
        else:
            values[name] = parse_field(one, raw)
        if values[name] is None and one.required:
            raise ValueProblem("必须填写")
    return values


def _hint(ledger: Ledger, same: str, given: Mapping[str, Raw], known: KnownNames) -> Stored:
    """The value of the row's own field by which equal names are told apart; none if it cannot be read."""
    one, text = ledger[same], field_text(given.get(same))
    if not text or one.reference is None:
        return None
    try:
        return known.resolve(one.reference, text, None)
    except ValueProblem:
        return None


def _prepared(ledger: Ledger, given: dict[str, Raw], current: Mapping[str, Stored]) -> list[FieldProblem]:
    """Take blank cells out of a row and put clearings in; the problems are the results of broken formulas."""
    problems = []
    for name, raw in list(given.items()):
        if not isinstance(raw, str) or raw[0] not in _SPECIAL or raw == current.get(name):
            continue
        word = raw.strip()
        if not word:
            del given[name]
        elif word == CLEAR:
            given[name] = None
        elif word in _ERRORS:
            one = ledger[name]
            problems.append(FieldProblem(name, one.label, word, "是公式出错的结果，请改正后再导入"))
    return problems


def _again(sheet: _Sheet, place: int, given: Mapping[str, Raw]) -> FieldProblem:
    first = sheet.ledger[sheet.ledger.label]
    reason = f"与{sheet.twice[place]}是同一条记录，请只留一行"
    return FieldProblem(first.name, first.label, shown(first, given.get(first.name)), reason)


def _changes(ledger: Ledger, record: Record, values: Mapping[str, Stored], writer: Writer) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(
            one.label,
            _said(one, record.values[one.name], writer),
            _said(one, values[one.name], writer),
        )
        for one in ledger.fields
        if values[one.name] != record.values[one.name]
    )


def _said(one: Field, value: Stored, writer: Writer) -> str:
    """A stored value as people read it."""
    if value is None:
        return ""
    if one.reference is not None:
        return clean(writer.book.exact(one.reference.ledger, int(value)))
    text = one.type.show(value)
    return mask(text) if one.sealed else clean(text)


def _cell(sheet: _Sheet, number: int, problem: FieldProblem) -> CellProblem:
    index = sheet.binding.columns.get(problem.field)
    if index is None:
        return CellProblem(number, "", problem.label, problem.value, problem.reason)
    heading = shown_heading(sheet.layout.grid.rows[sheet.binding.header], index)
    return CellProblem(number, column_letter(index), heading, problem.value, problem.reason)


def _lacking(binding: Binding, rows: Sequence[RowOutcome]) -> str:
    """Required fields without a column, where a row was refused for want of them: a new record cannot do without."""
    headings = {problem.heading for row in rows for problem in row.problems if not problem.column}
    lacking = [
        one.label
        for one in binding.ledger.fields
        if one.required and one.default is None and one.name not in binding.columns and one.label in headings
    ]
    return f"缺少新增记录必需的列：{'、'.join(lacking)}" if lacking else ""


def problems(outcome: ImportOutcome) -> Iterator[tuple[str, CellProblem]]:
    """Every bad cell of every sheet, with the sheet's name."""
    for sheet in outcome.sheets:
        for row in sheet.rows:
            for problem in row.problems:
                yield sheet.sheet, problem
