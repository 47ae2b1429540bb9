"""Whom to call about a unit: its own telephone, the persons who answer for it (article 5), and whoever works there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, serving
from fjgov_tui.store import Reader
from fjgov_tui.text import mask


@dataclass(frozen=True)
class Contact:
    """Somebody who can be called."""

    person: int | None
    """`None` for the unit's own telephone."""
    name: str
    office: str
    phone: str
    """As the ledger holds it, perhaps encrypted: to be shown only where that is booked."""

    @property
    def masked(self) -> str:
        """The number as lists show it."""
        return mask(self.phone) if self.person is not None and self.phone else self.phone


def contacts_of(reader: Reader, units: Iterable[int], today: date) -> Mapping[int, list[Contact]]:
    """Each unit's telephone, then its people who serve, the responsible ones first; the people are read once.

    Args:
        reader: the ledgers.
        units: the units' ids.
        today: the Beijing day on which they serve.
    """
    wanted = sorted(set(units))
    people: dict[int, list[Record]] = defaultdict(list)
    for person in reader.records(LEDGERS["person"]) if wanted else ():
        if serving(person, today) and reference(person, "unit") in wanted:
            people[reference(person, "unit") or 0].append(reader.clear_if_open(person))
    return {unit.id: _contacts(unit, people[unit.id]) for unit in reader.records(LEDGERS["unit"], wanted)}


def _contacts(unit: Record, people: list[Record]) -> list[Contact]:
    heads = [reference(unit, name) for name in ("direct", "first")]
    people.sort(key=lambda person: (heads.index(person.id) if person.id in heads else len(heads), person.id))
    return [Contact(None, unit.title, "值班电话", unit.text("phone")), *map(_contact, people)]


def _contact(person: Record) -> Contact:
    phone = person.values["phone24"] or person.values["mobile"] or ""
    return Contact(person.id, person.title, str(person.values["roles"] or person.values["post"] or ""), str(phone))
