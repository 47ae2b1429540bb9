"""A file written back with its bad cells coloured and commented, so that the sender sees what to mend."""

from collections import defaultdict
from dataclasses import field
from datetime import date
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.grid import Formula, Grid, column_index
from fjgov_tui.exchange.grids import read_grids
from fjgov_tui.exchange.outcome import ImportOutcome, SheetOutcome
from fjgov_tui.exchange.sheets import Book, writable
from fjgov_tui.files import replacing

_COMMENT = {"x_scale": 2}


def write_marked(path: Path, source: Path, outcome: ImportOutcome) -> None:
    """Write every sheet of a file again, with what the import found.

    Args:
        path: the .xlsx to write; an existing file is replaced.
        source: the file that was imported.
        outcome: what the import said about it.

    Raises:
        SheetProblem: the source cannot be read any more.
        InputProblem: the place cannot be written.
    """
    grids = read_grids(source)
    with replacing(path) as fresh, Book(fresh, streaming=True) as book:
        for place, grid in enumerate(grids):
            sheet = book.sheet(grid.name)
            _write(book, sheet, grid, outcome.sheets[place] if place < len(outcome.sheets) else None)


def _write(book: Book, sheet: Worksheet, grid: Grid, outcome: SheetOutcome | None) -> None:
    marks = _marks(outcome) if outcome else {}
    for row, cells in enumerate(grid.rows):
        here = marks.get(row, {})
        for column in range(max(len(cells), max(here, default=-1) + 1)):
            raw = cells[column] if column < len(cells) else None
            form = None
            if column in here:
                form = book.formats["bad_day" if isinstance(raw, date) else here[column].form]
                sheet.write_comment(row, column, writable("\n".join(here[column].reasons)), _COMMENT)
            if isinstance(raw, Formula):
                # As text it would look like a value when the marked sheet is imported.
                sheet.write_string(row, column, "#CALC!", form)
            elif form is not None and raw in (None, ""):
                sheet.write_blank(row, column, None, form)
            else:
                book.put(sheet, (row, column), raw, form)


@dataclass
class _Mark:
    """What is wrong with one cell."""

    form: str
    reasons: list[str] = field(default_factory=list)


def _marks(outcome: SheetOutcome) -> dict[int, dict[int, _Mark]]:
    """Marks by row and column; what concerns a whole row stands at its first cell."""
    marks: dict[int, dict[int, _Mark]] = defaultdict(dict)
    for row in outcome.rows:
        for problem in row.problems:
            column = column_index(problem.column) if problem.column else 0
            reason = problem.reason if problem.column else f"{problem.heading}：{problem.reason}"
            marks[problem.row - 1].setdefault(column, _Mark("bad")).reasons.append(reason)
    for extra in outcome.extra:
        near = f"，是不是“{extra.nearest}”" if extra.nearest else ""
        reason = f"与 {extra.twin} 列是同一个字段，只能留一列" if extra.twin else f"这一列不属于台账的任何字段{near}"
        marks[outcome.header_row - 1].setdefault(column_index(extra.column), _Mark("odd")).reasons.append(reason)
    return marks
