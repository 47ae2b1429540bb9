"""A unit's roster as people look at it (article 27): a month, what is wrong in it, who served how often, a preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.duty import ShiftPart
from fjgov_tui.months import add_months
from fjgov_tui.store import Reader
from fjgov_tui.workdays import NONE, DayKind, Overrides, day_kind
from fjgov_tui.workflows.duty import Clash, Duty, Proposal, clashes, duties, uncovered
from fjgov_tui.workflows.roster import Absence, Assignment, Balance, back_to_back, balances

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Served:
    """How much somebody serves in a period, as it is served and not as it was planned."""

    person: int
    name: str
    counts: Mapping[DayKind, int]
    """Shifts by kind of day."""
    nights: int
    hours: int
    close: int
    """Shifts that follow one of the day before, or another part of the same day."""
    taken: int
    """Shifts of others that were served for them."""
    given: int
    """Own shifts that somebody else serves, or nobody."""
    led: int
    """Shifts as leader on duty."""

    @property
    def total(self) -> int:
        """All shifts together."""
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True)
class MonthRoster:
    """One unit's month."""

    unit: int
    unit_name: str
    first: date
    last: date
    duties: Sequence[Duty]
    names: Mapping[int, str]
    """People's names by id."""
    phones: Mapping[int, str]
    """The shifts' own telephones by the shift's id, where one is entered."""
    gaps: frozenset[date]
    """Days on which somebody is missing, inside the roster: before its first shift nobody was to serve."""
    clashes: Sequence[Clash]
    """Who is to serve two shifts at once, one of which is this unit's."""
    served: Sequence[Served]
    ends: date | None
    """The last day for which the unit has a shift at all; `None` where it has no roster."""

    @property
    def doubled(self) -> frozenset[int]:
        """The ids of this unit's shifts that clash."""
        return frozenset(duty.id for clash in self.clashes for duty in (clash.first, clash.second))

    def on(self, day: date) -> list[Duty]:
        """The shifts of a day, in the order of time."""
        return [duty for duty in self.duties if duty.day == day]


def month_roster(reader: Reader, month: date, unit: int, overrides: Overrides = NONE) -> MonthRoster:
    """A unit's month with what is wrong in it.

    Args:
        reader: the ledgers.
        month: any day of the month.
        unit: whose roster.
        overrides: the county's own working days.
    """
    first = month.replace(day=1)
    last = add_months(first, 1) - _DAY
    every = duties(reader, date.min, date.max)
    own = [duty for duty in every if duty.unit == unit]
    listed = [duty for duty in own if first <= duty.day <= last]
    near = [duty for duty in every if first - _DAY <= duty.day <= last + _DAY]
    double = [
        clash
        for clash in clashes(near)
        if any(duty.unit == unit and first <= duty.day <= last for duty in (clash.first, clash.second))
    ]
    names = {record.id: record.title for record in reader.records(LEDGERS["person"])}
    begins = min((duty.day for duty in own), default=None)
    ends = max((duty.day for duty in own), default=None)
    gaps = frozenset(uncovered(listed, max(first, begins), min(last, ends))) if begins and ends else frozenset()
    records = reader.records(LEDGERS["shift"], [duty.id for duty in listed])
    return MonthRoster(
        unit=unit,
        unit_name=reader.record(LEDGERS["unit"], unit).title,
        first=first,
        last=last,
        duties=listed,
        names=names,
        phones={record.id: record.text("phone") for record in records if record.values["phone"] is not None},
        gaps=gaps,
        clashes=double,
        served=statistics(listed, names, overrides),
        ends=ends,
    )


def statistics(listed: Sequence[Duty], names: Mapping[int, str], overrides: Overrides = NONE) -> list[Served]:
    """How much everybody serves, whom the plan or a change names; the busiest first.

    Args:
        listed: the shifts of one unit over some days.
        names: people's names by id.
        overrides: the county's own working days.
    """
    people = {who for duty in listed for who in (duty.person, duty.planned, duty.leader) if who is not None}
    close = Counter(shift.person for shift in back_to_back([Assignment(d.day, d.part, d.person) for d in listed]))
    counted = [_served(person, names.get(person, ""), listed, close[person], overrides) for person in people]
    return sorted(counted, key=lambda served: (-served.total, served.name, served.person))


def _served(person: int, name: str, listed: Sequence[Duty], close: int, overrides: Overrides) -> Served:
    own = [duty for duty in listed if duty.person == person]
    kinds = Counter(day_kind(duty.day, overrides) for duty in own)
    return Served(
        person=person,
        name=name,
        counts={kind: kinds[kind] for kind in DayKind},
        nights=sum(duty.part == ShiftPart.NIGHT for duty in own),
        hours=sum(int((duty.ends - duty.begins).total_seconds()) // 3600 for duty in own),
        close=close,
        taken=sum(duty.planned not in {None, person} for duty in own),
        given=sum(duty.planned == person and duty.person != person for duty in listed),
        led=sum(duty.leader == person for duty in listed),
    )


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a proposal would bring, before it is saved."""

    proposal: Proposal
    names: Mapping[int, str]
    gaps: Sequence[date]
    clashes: Sequence[Clash]
    """With shifts of other units, or with those of this one that stay."""
    close: Sequence[Assignment]
    balances: Sequence[Balance]
    """With what was served before."""
    new: Mapping[int, int]
    """By person: shifts of the proposal alone."""
    replaced: int
    """Shifts that are entered already and would be assigned anew."""
    kept: int
    """Shifts fixed by hand or changed since, which stay."""
    away: Sequence[Absence]
    """Who of those who take part cannot serve on which of the days."""

    @property
    def duties(self) -> list[Duty]:
        """The proposal as shifts, for a calendar."""
        return proposed_duties(self.proposal)


def proposed_duties(proposal: Proposal) -> list[Duty]:
    """The shifts of a proposal as if they were saved; their ids are below zero."""
    leaders = {shift.day: shift.person for shift in proposal.leaders}
    return [
        Duty(
            id=-place,
            unit=proposal.request.unit,
            day=shift.day,
            part=shift.part,
            planned=shift.person,
            person=shift.person,
            leader=leaders.get(shift.day),
            fixed=shift.fixed,
        )
        for place, shift in enumerate(proposal.shifts, 1)
    ]


def preview(reader: Reader, proposal: Proposal, overrides: Overrides = NONE) -> Preview:
    """What a proposal would bring: gaps, double bookings, back-to-back shifts, counts.

    Args:
        reader: the ledgers.
        proposal: the roster; nothing is written.
        overrides: the county's own working days.
    """
    request = proposal.request
    made = proposed_duties(proposal)
    slots = {(shift.day, shift.part): shift.fixed for shift in proposal.shifts}
    stay: list[Duty] = []
    replaced = kept = 0
    for duty in duties(reader, request.first - _DAY, request.last + _DAY):
        slot = slots.get((duty.day, duty.part)) if duty.unit == request.unit else None
        replaced, kept = replaced + (slot is False), kept + (slot is True)
        if slot is None:
            stay.append(duty)
    before = [shift for shift in proposal.order.served if shift.day == request.first - _DAY]
    close = [shift for shift in back_to_back([*before, *proposal.shifts]) if shift.day >= request.first]
    people = {record.id: record.title for record in reader.records(LEDGERS["person"])}
    return Preview(
        proposal=proposal,
        names=people,
        gaps=list(uncovered(made, request.first, request.last)),
        clashes=[clash for clash in clashes([*stay, *made]) if clash.first.id < 0 or clash.second.id < 0],
        close=close,
        balances=balances(proposal.order, proposal.shifts, overrides),
        new=_counted(proposal.shifts),
        replaced=replaced,
        kept=kept,
        away=list(_away(proposal)),
    )


def _away(proposal: Proposal) -> Iterator[Absence]:
    """The absences of the period, cut to it, person by person."""
    request = proposal.request
    for away in sorted(set(proposal.order.absences), key=lambda absence: (absence.person, absence.first)):
        first, last = max(away.first, request.first), min(away.last, request.last)
        if first <= last and away.person in request.people:
            yield replace(away, first=first, last=last)


def _counted(shifts: Iterable[Assignment]) -> dict[int, int]:
    return dict(Counter(shift.person for shift in shifts if shift.person is not None))
