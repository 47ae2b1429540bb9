"""Who held which office on a day, and who may sign in whose place (articles 5 and 15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.organisation import SAME_OFFICE, Office, UnitKind
from fjgov_tui.store import Reader

COUNTY_OFFICE = UnitKind.COUNTY_OFFICE
"""The kind of the unit that is in charge of all others (article 4)."""

_POST = ("person", "office", "unit", "since", "until")


@dataclass(frozen=True)
class Deputy:
    """Somebody who may sign for another during a time."""

    deputy: int
    principal: int
    steps: frozenset[str]
    """Labels of the steps; empty for all."""
    since: date
    until: date
    authority: str

    def covers(self, label: str, on: date) -> bool:
        """Whether it holds for that step on that day."""
        return self.since <= on <= self.until and (not self.steps or label in self.steps)


def plain_office(office: str) -> str:
    """The one word under which an office is compared."""
    return SAME_OFFICE.get(office, office)


@dataclass
class Offices:
    """The offices of everybody, read once."""

    posts: dict[int, list[tuple[str, int | None, date, date]]] = field(default_factory=lambda: defaultdict(list))
    """By person: office, unit, first and last day."""
    deputies: list[Deputy] = field(default_factory=list)
    county: frozenset[int] = frozenset()
    """The units that are in charge of all others."""

    def held(self, person: int, on: date, unit: int | None = None) -> list[str]:
        """The offices that somebody held on a day, in a unit or, without one, anywhere."""
        return [
            office
            for office, where, since, until in self.posts.get(person, ())
            if since <= on <= until and (unit is None or where == unit)
        ]

    def holds(self, person: int, office: str, on: date, units: Iterable[int] | None) -> bool:
        """Whether somebody held that office on that day in one of the units; in any, where none is named."""
        return any(since <= on <= until for since, until in self.terms(person, (office,), units))

    def terms(self, person: int, offices: Iterable[str], units: Iterable[int] | None) -> Sequence[tuple[date, date]]:
        """The first and last days of the times in which somebody held one of the offices there."""
        wanted = {plain_office(office) for office in offices}
        places = None if units is None else frozenset(units)
        return [
            (since, until)
            for held, where, since, until in self.posts.get(person, ())
            if plain_office(held) in wanted and (places is None or where in places)
        ]

    def holders(self, office: str, on: date, units: Iterable[int] | None) -> list[int]:
        """Everybody who held that office on that day there, in the order of their ids."""
        places = None if units is None else frozenset(units)
        terms = self._by_office.get(plain_office(office), ())
        held = (
            person
            for person, where, since, until in terms
            if since <= on <= until and (places is None or where in places)
        )
        return list(dict.fromkeys(held))

    @cached_property
    def _by_office(self) -> Mapping[str, Sequence[tuple[int, int | None, date, date]]]:
        """Person, unit, first and last day of each office, in the order of the persons."""
        terms = defaultdict[str, list[tuple[int, int | None, date, date]]](list)
        for person in sorted(self.posts):
            for office, where, since, until in self.posts[person]:
                terms[plain_office(office)].append((person, where, since, until))
        return terms

    def deputies_of(self, principal: int, label: str, on: date) -> Iterator[Deputy]:
        """Who may sign a step for somebody on a day."""
        return (deputy for deputy in self.deputies if deputy.principal == principal and deputy.covers(label, on))

    def principals_of(self, deputy: int, label: str, on: date) -> Iterator[Deputy]:
        """For whom somebody may sign a step on a day."""
        return (
            standing_in
            for standing_in in self.deputies
            if standing_in.deputy == deputy and standing_in.covers(label, on)
        )


def offices_of(reader: Reader) -> Offices:
    """Everybody's offices: from the posts, and for people without any from their roles and their unit's two heads."""
    offices = Offices()
    people = {person.id: person for person in reader.records(LEDGERS["person"])}
    # There are more posts than people, and nobody asks here how they are called.
    for _, person_id, office, unit_id, since, until in reader.values(LEDGERS["post"], _POST):
        where = None if unit_id is None else int(unit_id)
        term = str(office or ""), where, _day(since, date.min), _day(until, date.max)
        offices.posts[int(person_id or 0)].append(term)
    known = frozenset(offices.posts)
    for person in people.values():
        if person.id not in known:
            _from_roles(offices, person)
    county = set[int]()
    for unit in reader.records(LEDGERS["unit"]):
        if unit.values["kind"] == COUNTY_OFFICE:
            county.add(unit.id)
        for name, held in (("first", Office.FIRST), ("direct", Office.DIRECT)):
            head = people.get(reference(unit, name) or 0)
            if head is not None and head.id not in known:
                _add(offices, head, held, unit.id)
    offices.county = frozenset(county)
    offices.deputies = [_deputy(record) for record in reader.records(LEDGERS["substitution"])]
    return offices


def _day(stored: Stored, missing: date) -> date:
    return missing if stored is None else date.fromisoformat(str(stored))


def _from_roles(offices: Offices, person: Record) -> None:
    for role in person.text("roles").split("、"):
        if role:
            _add(offices, person, role, reference(person, "unit"))


def _add(offices: Offices, person: Record, office: str, unit: int | None) -> None:
    """The leaving day itself is no longer one in office, as in `asof.serving`."""
    left = person.day("left_on")
    until = date.max if left is None else date.fromordinal(left.toordinal() - 1)
    offices.posts[person.id].append((office, unit, person.day("on_duty") or date.min, until))


def _deputy(record: Record) -> Deputy:
    steps = record.text("steps").replace("，", "、").split("、")
    return Deputy(
        deputy=reference(record, "deputy") or 0,
        principal=reference(record, "principal") or 0,
        steps=frozenset(step.strip() for step in steps if step.strip()),
        since=record.day("since") or date.min,
        until=record.day("until") or date.max,
        authority=record.text("authority"),
    )
