"""The import: all rows of all sheets or none, and every bad row named.

A blank cell keeps what the record has; `（空）` clears it. New records take the declared default of a
required field whose cell is blank. What is to be written is worked out first, without a lock; the write itself is
one transaction, and takes place only if nobody has changed anything meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fjgov_tui.clock import beijing_day, instant
from fjgov_tui.errors import InputProblem, ReadOnlyProblem, SheetProblem
from fjgov_tui.exchange.asking import blocked_by, questions_of
from fjgov_tui.exchange.grid import Grid, shown_path
from fjgov_tui.exchange.grids import read_grids
from fjgov_tui.exchange.headings import Binding
from fjgov_tui.exchange.layout import SheetLayout, lay_out
from fjgov_tui.exchange.outcome import CellProblem, ImportOutcome, Options, RowOutcome, SheetOutcome
from fjgov_tui.exchange.planning import STEP, ImportPlan, Progress, make_plan
from fjgov_tui.ledgers import find_ledger
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.holding import holding
from fjgov_tui.text import clean
from fjgov_tui.workflows.saving import follow

SOUGHT, MOST_SOUGHT = "预演", 100
"""The action of the trail for a rehearsal that looked for records by a sealed value; and how many in a day."""
_TRIES = 3
"""Plans made without a lock before the last one is made while others wait."""


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
    """Import sheets: all their rows, or none.

    Args:
        store: where to.
        source: the file's name, for messages and the trail.
        grids: the sheets.
        options: how.
        progress: told every 500 rows how far it is; the whole number again and again while they are written.

    Raises:
        SheetProblem: none of the sheets is for a ledger.
        InputProblem: a ledger is named that does not exist.
        StoreProblem: the database is not usable.
    """
    if store.readonly:
        raise ReadOnlyProblem("文件是只读打开的，不能导入", where=str(store.path), remedy="请去掉 --readonly 再打开")
    options = replace(
        options,
        ledger=find_ledger(options.ledger).name if options.ledger else "",
        sheets={name: find_ledger(word).name if word else "" for name, word in options.sheets.items()},
    )
    layouts = [lay_out(grid, options) for grid in grids]
    _require_some(layouts, source)
    return _Import(store, clean(source), layouts, options, progress or (lambda done, total: None)).run()


def _require_some(layouts: Sequence[SheetLayout], source: str) -> None:
    if any(layout.binding or layout.either for layout in layouts):
        return
    whys = "；".join(f"“{layout.grid.name}”{layout.why}" for layout in layouts)
    raise SheetProblem(
        f"没有一张工作表认得出是哪本台账：{whys or '没有工作表'}",
        where=clean(source),
        remedy="请用 ledger template 取模板，对照表头，或指定台账",
    )


class _Import:
    """One file on its way into the ledgers."""

    def __init__(
        self, store: Store, source: str, layouts: Sequence[SheetLayout], options: Options, progress: Progress
    ) -> None:
        self._store, self._source, self._layouts = store, source, layouts
        self._options, self._progress = options, progress
        self._today = beijing_day(store.clock())

    def run(self) -> ImportOutcome:
        reason = self._options.reason or f"导入 {self._source}"
        for _ in range(_TRIES):
            plan = make_plan(self._store.read, self._today, self._layouts, self._options, self._progress)
            outcome = self._outcome(plan)
            if self._options.dry_run or outcome.blocked or not plan.steps:
                self._book_sought(plan)
                return outcome
            with self._holding(), self._store.write(reason=reason) as writer:
                if self._written(writer, plan):
                    return replace(outcome, written=True)
        with self._holding(), self._store.write(reason=reason) as writer:
            plan = make_plan(writer, self._today, self._layouts, self._options, self._progress)
            outcome = self._outcome(plan)
            if outcome.blocked:
                return outcome
            self._written(writer, plan)
        return replace(outcome, written=bool(plan.steps))

    def _holding(self) -> AbstractContextManager[None]:
        """A large table takes its time, and nobody else can write meanwhile: whoever waits is told who it is."""
        store = self._store
        return holding(store.path, store.actor.name, f"导入 {self._source}", instant(store.clock()))

    def _book_sought(self, plan: ImportPlan) -> None:
        """Leave a trace where somebody was told which records have the sealed values of a sheet, and bound how often.

        Raises:
            InputProblem: it was asked too often within a day.
        """
        if not plan.sought:
            return
        with self._store.write(reason=f"预演导入 {self._source}，没有写入") as writer:
            since = instant(self._store.clock() - timedelta(days=1))
            if writer.noted(SOUGHT, since) >= MOST_SOUGHT:
                raise InputProblem(
                    f"一天里已有 {MOST_SOUGHT} 次预演按登录名核对账户，今天不再预演",
                    where=self._source,
                    remedy="请在表里加一列“账户标识”，或明天再试",
                )
            writer.note(SOUGHT, {"rows": plan.sought})

    def _written(self, writer: Writer, plan: ImportPlan) -> bool:
        """Write the steps; nothing, and `False`, if somebody has written since the plan was made."""
        if writer.head() != plan.head:
            return False
        rows = sum(len(sheet.rows) for sheet in plan.sheets.values())
        for place, step in enumerate(plan.steps):
            if step.revision:
                writer.change(step.ledger, step.record, step.named(), step.revision, step.repeated)
            else:
                writer.add(step.ledger, step.named(), step.record)
            follow(writer, step.ledger, step.record)
            if place % STEP == STEP - 1:
                self._progress(rows, rows)
        return True

    def _outcome(self, plan: ImportPlan) -> ImportOutcome:
        sheets = tuple(_sheet(place, layout, plan) for place, layout in enumerate(self._layouts))
        questions = tuple(questions_of(self._layouts, plan, self._options))
        blocked = blocked_by(sheets, questions, self._options)
        return ImportOutcome(self._source, sheets, self._options.dry_run, False, blocked, questions)


def _sheet(place: int, layout: SheetLayout, plan: ImportPlan) -> SheetOutcome:
    if layout.binding is None:
        return SheetOutcome(layout.grid.name, "", 0, why=layout.why)
    rows = tuple(plan.sheets[place].rows)
    return SheetOutcome(
        layout.grid.name,
        layout.binding.ledger.name,
        layout.binding.header + 1,
        layout.skipped,
        layout.extra,
        rows,
        _lacking(layout.binding, rows),
    )


def _lacking(binding: Binding, rows: Sequence[RowOutcome]) -> str:
    """Required fields without a column, where a row was refused for want of them: a new record cannot do without."""
    headings = {problem.heading for row in rows for problem in row.problems if not problem.column}
    lacking = [
        field.label
        for field in binding.ledger.fields
        if field.required and field.default is None and field.name not in binding.columns and field.label in headings
    ]
    return f"缺少新增记录必需的列：{'、'.join(lacking)}" if lacking else ""


def problems(outcome: ImportOutcome) -> Iterator[tuple[str, CellProblem]]:
    """Every bad cell of every sheet, with the sheet's name."""
    for sheet in outcome.sheets:
        for row in sheet.rows:
            for problem in row.problems:
                yield sheet.sheet, problem
