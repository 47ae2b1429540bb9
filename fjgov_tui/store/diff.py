"""What a trail entry changed, field by field, in the words of the declaration."""

from collections.abc import Mapping

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.trail_reading import TrailEntry


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    name: str
    label: str
    before: str
    """As people read it; sealed values masked, references by name."""
    after: str


def changes(reader: Reader, ledger: Ledger, entry: TrailEntry) -> list[Change]:
    """The fields of an entry in the order of the declaration."""
    return [
        Change(field.name, field.label, _shown(reader, field, entry.before), _shown(reader, field, entry.after))
        for field in ledger.fields
        if field.name in entry.before or field.name in entry.after
    ]


def _shown(reader: Reader, field: Field, values: Mapping[str, Stored]) -> str:
    value = values.get(field.name)
    if value is None:
        return ""
    if field.reference is not None:
        title = reader.titles([(field.reference.ledger, int(value))])
        return title.get((field.reference.ledger, int(value)), f"{LEDGERS[field.reference.ledger].title} #{value}")
    return str(value) if field.sealed else field.type.show(value)


def restorable(ledger: Ledger, entry: TrailEntry) -> dict[str, Stored]:
    """The values before a change that can be put back: the trail holds only the masks of sealed ones."""
    if entry.action != "修改":
        return {}
    return {name: value for name, value in entry.before.items() if name in ledger and name not in ledger.sealed}
