"""The import of rosters kept in spreadsheets: unfolded, checked for people who would serve twice, then as any sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange.grid import Grid, column_letter
from fjgov_tui.exchange.importing import import_grids
from fjgov_tui.exchange.outcome import CellProblem, ImportOutcome, Options, RowOutcome, SheetOutcome
from fjgov_tui.exchange.planning import Progress
from fjgov_tui.exchange.rosters import HEADINGS, RosterSheet, unfold
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Reader, Store
from fjgov_tui.workflows.duty import Duty, clashes, duties

SHIFT = "shift"


@dataclass(frozen=True)
class RosterOptions:
    """Whose roster it is, where the sheets do not say."""

    unit: int
    month: date | None = None
    """The month of bare day numbers; looked for in the sheet where not given."""


def import_rosters(
    store: Store,
    source: str,
    grids: Sequence[Grid],
    options: Options,
    progress: Progress | None = None,
    *,
    roster: RosterOptions,
) -> ImportOutcome:
    """Import rosters: all their shifts, or none; rows and columns of the outcome are the original's.

    Args:
        store: where to.
        source: the file's name.
        grids: the sheets as they were read.
        options: how; the ledger is the roster's own.
        progress: told how far it is.
        roster: whose it is, and of which month.

    Raises:
        SheetProblem: no sheet looks like a roster.
        StoreProblem: the database is not usable.
    """
    unit = store.read.record(LEDGERS["unit"], roster.unit).title
    sheets = [unfold(grid, unit, roster.month) for grid in grids]
    if not any(sheet.form for sheet in sheets):
        raise SheetProblem(
            "没有一张工作表像值班表",
            where=source,
            remedy="认得三种：人员 × 日期、日期 × 人员（格子里写 白、夜、全、休），逐日名单（日期、值班员、带班领导）",
        )
    named = [replace(sheet, grid=_told_apart(store.read, sheet.grid)) for sheet in sheets if sheet.form]
    troubles = [[*sheet.problems, *_twice(store.read, sheet)] for sheet in named]
    wrong = sum(map(len, troubles))
    how = replace(options, ledger=SHIFT, dry_run=options.dry_run or wrong > 0)
    outcome = import_grids(store, source, [sheet.grid for sheet in named], how, progress)
    ready = iter([_at_origin(*parts) for parts in zip(named, outcome.sheets, troubles, strict=True)])
    placed = tuple(
        next(ready) if sheet.form else SheetOutcome(sheet.grid.name, "", 0, why="不像值班表，没有导入")
        for sheet in sheets
    )
    blocked = outcome.blocked or (f"值班表里有 {wrong} 处要改，全部没有写入" if wrong else "")
    return replace(outcome, sheets=placed, blocked=blocked, dry_run=options.dry_run)


def _told_apart(reader: Reader, grid: Grid) -> Grid:
    """Names that several people have are written with the unit, where one of them is its own."""
    people = list(reader.records(LEDGERS["person"]))
    times = Counter(person.title for person in people)
    here = {(person.names.get("unit", ""), person.title) for person in people}

    def called(unit: Raw, name: Raw) -> Raw:
        return f"{unit}/{name}" if times[str(name)] > 1 and (str(unit), str(name)) in here else name

    unit, who = HEADINGS.index("unit"), [HEADINGS.index(name) for name in ("person", "leader")]
    rows = [[called(row[unit], raw) if place in who else raw for place, raw in enumerate(row)] for row in grid.rows[1:]]
    return replace(grid, rows=[grid.rows[0], *rows])


def _twice(reader: Reader, sheet: RosterSheet) -> list[CellProblem]:
    """People whom the sheet would have serve two shifts at once, in itself or beside other units' rosters."""
    people = {person.title: person.id for person in reader.records(LEDGERS["person"])}
    units = {unit.title: unit.id for unit in reader.records(LEDGERS["unit"])}
    made: list[Duty] = []
    for place, row in enumerate(sheet.grid.rows[1:], 1):
        day, part, unit, person = row[:4]
        number = people.get(str(person).rpartition("/")[2]) if person else None
        if isinstance(day, date) and number is not None:
            made.append(
                Duty(id=-place, unit=units.get(str(unit), 0), day=day, part=str(part), planned=number, person=number,
                     leader=None)
            )  # fmt: skip
    if not made:
        return []
    slots = {(duty.unit, duty.day, duty.part) for duty in made}
    near = duties(reader, min(duty.day for duty in made), max(duty.day for duty in made))
    stay = [duty for duty in near if (duty.unit, duty.day, duty.part) not in slots]
    troubles = []
    for clash in clashes([*stay, *made]):
        new, other = (clash.second, clash.first) if clash.second.id < 0 else (clash.first, clash.second)
        if new.id < 0:
            name = str(sheet.grid.rows[-new.id][3]).rpartition("/")[2]
            where = "" if other.unit == new.unit else "在别的单位"
            line, column = sheet.cells[-new.id - 1]
            reason = f"{name} {other.day} {where}已经有{other.part}，不能同时值两个班"
            troubles.append(CellProblem(line + 1, column_letter(column), "值班员", name, reason))
    return troubles


def _at_origin(sheet: RosterSheet, outcome: SheetOutcome, troubles: Sequence[CellProblem]) -> SheetOutcome:
    """The outcome with the rows and columns of the file that people have before them."""
    rows = []
    for row in outcome.rows:
        place = row.row - 2
        at = sheet.cells[place] if 0 <= place < len(sheet.cells) else (row.row - 1, 0)
        problems = tuple(replace(problem, row=at[0] + 1, column=column_letter(at[1])) for problem in row.problems)
        rows.append(replace(row, row=at[0] + 1, problems=problems))
    rows += [RowOutcome(problem.row, "拒绝", "", problems=(problem,)) for problem in troubles]
    return replace(outcome, rows=tuple(sorted(rows, key=lambda row: row.row)))
