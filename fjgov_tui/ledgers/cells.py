"""How a record's values read: in lists, details, exports and commands alike."""

from fjgov_tui.clock import show_instant
from fjgov_tui.ledgers.model import Field, Ledger, Record
from fjgov_tui.ledgers.types import Instant
from fjgov_tui.text import mask


def cell(field: Field, record: Record) -> str:
    """One value as people read it: a reference by name, a sealed value masked, blank as nothing."""
    value = record.values.get(field.name)
    if value is None:
        return ""
    if field.reference is not None:
        return record.names.get(field.name, f"#{value}")
    shown = field.type.show(value)
    return mask(shown) if field.sealed else shown


def cells(fields: tuple[Field, ...], record: Record) -> tuple[str, ...]:
    """The values of several fields as a list shows them: moments by the minute, which is all that its columns hold."""
    return tuple(
        show_instant(str(record.values[field.name]))
        if isinstance(field.type, Instant) and record.values.get(field.name) is not None
        else cell(field, record)
        for field in fields
    )


def listed_fields(ledger: Ledger, *, wide: bool) -> tuple[Field, ...]:
    """The columns of the ledger's list, its name first; those of the second rank only where there is room."""
    ranks = {1, 2} if wide else {1}
    fields = [field for field in ledger.fields if field.listed in ranks]
    fields.sort(key=lambda field: field.name != ledger.label)
    return tuple(fields)
