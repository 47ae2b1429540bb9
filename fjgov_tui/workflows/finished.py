"""Finished matters at little cost: whether it is certain, without a step's state, that a closed one was kept in all.

A county has tens of thousands of releases, and nearly all of them are closed and in order. What this module says of
one is what `progress` would say; of whatever is not plain, it says nothing, and `progress` works it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import NamedTuple

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.procedures import Decision, Named, Procedure, Role, Step, Within
from fjgov_tui.workdays import NONE, Overrides
from fjgov_tui.workflows.clocks import moved_by
from fjgov_tui.workflows.deadlines import Moment, end_of
from fjgov_tui.workflows.matters import Known, Signature, content_digest
from fjgov_tui.workflows.offices import Offices


class _Taken(NamedTuple):
    """Who took a step, and when, as the record's dated field and the signature for that day tell."""

    at: Moment
    person: int | None
    signature: Signature | None


@dataclass
class FinishedMatters:
    """Judges the closed records of one procedure at one moment."""

    procedure: Procedure
    now: Moment
    offices: Offices
    calendar: Overrides = NONE
    _ends: dict[tuple[str, str], Moment] = field(default_factory=dict)
    """Ends of times that were worked out already, by step and stored beginning; thousands begin on the same days."""
    _terms: dict[tuple[str, int, int | None], Sequence[tuple[date, date]]] = field(default_factory=dict)
    """From when to when somebody held the office of a step; the same few people sign everything."""

    def __post_init__(self) -> None:
        """Whether the procedure has nothing that only its whole judgement can tell."""
        self._steps = [step for step in self.procedure.steps if step.added is None]
        self._added = {step.name for step in self.procedure.steps if step.added is not None}
        self.plain = all(
            step.field and not step.observed and step.wait is None and not step.strict and _plain_time(self, step)
            for step in self._steps
        )
        self._apart = [frozenset(group) for group in self.procedure.apart]
        self._closing = self.procedure[self.procedure.closing].field

    def kept(self, record: Record, known: Known) -> bool:
        """Whether a record is closed and every step of it was certainly taken in order, in time and by who had to.

        Args:
            record: the record.
            known: what is known of it besides.
        """
        if not self.plain:
            return False
        # Most of what is not closed is told by a blank, before anything is worked out.
        if record.values[self._closing] is None:
            return False
        holding = self._holding(known)
        if holding is None or not self._added.isdisjoint(holding):
            return False
        taken: dict[str, _Taken] = {}
        today = self.now.on
        for step in self._steps:
            at = Moment.of(record.values[step.field])
            if at is None or at.on > today:
                return False
            taken[step.name] = signature = _who(record, step, at, holding.get(step.name) if holding else None)
            for name in step.after:
                if name in taken and taken[name].at.after(at):
                    return False
            if step.due is not None and self._late(record, known, step.due, step.name, at):
                return False
            if step.signer is not None and not self._signed(step, step.signer, signature, known.unit):
                return False
        return self._different(taken) and self._unchanged(record, taken)

    def _holding(self, known: Known) -> Mapping[str, Signature] | None:
        """The signature of each step; `None` where one does not simply agree."""
        holding: dict[str, Signature] = {}
        if not known.signatures:
            return holding
        simple = {Decision.AGREED, Decision.DONE}
        for signed in known.signatures:
            if signed.decision not in simple or signed.version != self.procedure.version or signed.behalf is not None:
                return None
            if signed.moment.on > self.now.on or signed.step in holding:
                return None
            holding[signed.step] = signed
        return holding

    def _late(self, record: Record, known: Known, due: Within, name: str, at: Moment) -> bool:
        written = known.deadlines.get((name, 1))
        if written is not None:
            return bool(moved_by(written.reason)) or at.after(written.end)
        stored = record.values[due.of]
        if stored is None:
            return False
        key = (name, str(stored))
        end = self._ends.get(key)
        if end is None:
            begun = Moment.of(stored)
            if begun is None:
                return False
            end = self._ends[key] = end_of(due, begun, self.calendar)
        return at.after(end)

    def _signed(self, step: Step, role: Role | Named, taken: _Taken, unit: int | None) -> bool:
        """Whether who took it held the office that day, as far as any is asked for."""
        if taken.signature is None and not step.by:
            return True
        if not isinstance(role, Role) or role.of == "county":
            return False
        if taken.person is None:
            # A register that does not name anybody is no signature; a signature by nobody is one by the wrong person.
            return taken.signature is None
        key = (step.name, taken.person, unit)
        terms = self._terms.get(key)
        if terms is None:
            places = frozenset({unit}) if role.of and unit is not None else None
            terms = self._terms[key] = self.offices.terms(taken.person, role.offices, places)
        on = taken.at.on
        return any(since <= on <= until for since, until in terms)

    def _different(self, taken: Mapping[str, _Taken]) -> bool:
        for group in self._apart:
            people = [taken[name].person for name in group]
            named = len(people) - people.count(None)
            if len({*people} - {None}) < named:
                return False
        return True

    def _unchanged(self, record: Record, taken: Mapping[str, _Taken]) -> bool:
        """Whether what was decided by signatures is what stands there now."""
        digests = {
            signature.signature.digest
            for name, signature in taken.items()
            if signature.signature is not None and self.procedure[name].decides
        }
        return not digests or digests == {content_digest(self.procedure, record)}


def _plain_time(matters: FinishedMatters, step: Step) -> bool:
    """Whether a step has no time, or one that runs from a dated field and that nothing moves."""
    due, names = step.due, {declared.name for declared in matters.procedure.steps}
    if due is None:
        return True
    return bool(due.of) and due.of not in names and (due.restarts, due.pauses, due.longer, due.limits) == (None,) * 4


def _who(record: Record, step: Step, at: Moment, signed: Signature | None) -> _Taken:
    """Who took a step: the signature of that day, else whom the register names."""
    if signed is not None and signed.moment.on == at.on:
        return _Taken(at, signed.person, signed)
    person = record.values[step.by] if step.by else None
    return _Taken(at, None if person is None else int(person), None)
