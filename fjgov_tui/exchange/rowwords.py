"""What an import says about single rows and cells."""

from collections.abc import Collection, Mapping

from fjgov_tui.errors import FieldProblem
from fjgov_tui.exchange.grid import Grid, column_letter
from fjgov_tui.exchange.headings import Binding, heading_of
from fjgov_tui.exchange.outcome import CellProblem, FieldChange
from fjgov_tui.ledgers.model import Field, Ledger, Record
from fjgov_tui.ledgers.types import Raw, Stored
from fjgov_tui.ledgers.validate import shown
from fjgov_tui.store.naming import NameBook
from fjgov_tui.text import clean, mask


def again(ledger: Ledger, given: Mapping[str, Raw], before: str) -> FieldProblem:
    """The row names a record that another row of the file names already."""
    label = ledger[ledger.label]
    apart = f"；确是两个同名的人，就在“{ledger[ledger.apart].label}”列写出区别" if ledger.apart else ""
    reason = f"与{before}是同一条记录，请只留一行{apart}"
    return FieldProblem(label.name, label.label, shown(label, given.get(label.name)), reason)


def changed_fields(
    ledger: Ledger, record: Record, values: Mapping[str, Stored], book: NameBook, repeated: Collection[str] = ()
) -> tuple[FieldChange, ...]:
    """Before and after of every field that differs, and of those named in `repeated` whether they differ or not."""
    return tuple(
        FieldChange(
            field.label, _shown(field, record.values[field.name], book), _shown(field, values[field.name], book)
        )
        for field in ledger.fields
        if field.name in repeated or values[field.name] != record.values[field.name]
    )


def _shown(field: Field, value: Stored, book: NameBook) -> str:
    """A stored value as people read it."""
    if value is None:
        return ""
    if field.reference is not None:
        return clean(book.exact(field.reference.ledger, int(value)))
    text = field.type.show(value)
    return mask(text) if field.sealed else clean(text)


def cell_problem(binding: Binding, grid: Grid, number: int, problem: FieldProblem) -> CellProblem:
    """The problem of a field, at the cell where it stands."""
    index = binding.columns.get(problem.field)
    if index is None:
        return CellProblem(number, "", problem.label, problem.value, problem.reason)
    return CellProblem(number, column_letter(index), heading_of(grid, binding, index), problem.value, problem.reason)
