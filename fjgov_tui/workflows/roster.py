"""The duty roster by pattern (article 27): who serves when, fairly and always the same way.

A day's shift goes to whoever of those available has served that kind of day least; among these to one who did not
serve the day before, then to the smaller total, then to whom served longest ago, then to the first in the list.
Giving one more to a minimum keeps the largest and the smallest count of a kind at most one apart, at every date, as
long as nobody is absent and a day has one part. Who was absent stays behind, and the next roster makes up for it.
Pure: it proposes; saving is the workflow's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.duty import ShiftPart
from fjgov_tui.workdays import NONE, DayKind, Overrides, day_kind

"""The only part of a day that is not divided."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Assignment:
    """One part of one day and who serves it."""

    day: date
    part: str
    person: int | None
    """The person's id; `None` is a gap: nobody was available."""
    fixed: bool = False
    """Set by hand, or served already: never moved."""


@dataclass(frozen=True)
class Absence:
    """A person who cannot serve, from the first to the last day, both included."""

    person: int
    first: date
    last: date
    why: str = ""
    """In a few Chinese words, where it is known: what keeps that person away."""


@dataclass(frozen=True)
class RosterInput:
    """What a roster is made of."""

    people: tuple[int, ...]
    """Who takes part, in the county's order: the last tie-breaker."""
    first: date
    last: date
    """Both included."""
    parts: tuple[str, ...] = (ShiftPart.WHOLE_DAY,)
    """The parts of every day, such as 白班 and 夜班."""
    served: tuple[Assignment, ...] = ()
    """What was served or fixed before the first day: the balance that this roster begins with."""
    fixed: tuple[Assignment, ...] = ()
    """Shifts inside the period that stay as they are."""
    absences: tuple[Absence, ...] = ()
    newcomers: frozenset[int] = frozenset()
    """Who joins now: they begin at the group's minimum, not at zero, or they would serve every day."""


@dataclass(frozen=True)
class Balance:
    """How a person stands after a roster."""

    person: int
    counts: Mapping[DayKind, int]
    """Shifts by kind of day, those before the period included."""

    @property
    def total(self) -> int:
        """How many shifts the proposal holds for everybody together."""
        return sum(self.counts.values())


class _Tally:
    """Counts as the days go by."""

    def __init__(self, order: RosterInput, overrides: Overrides) -> None:
        self._overrides = overrides
        self.counts: Counter[tuple[int, DayKind, str]] = Counter()
        self.total: Counter[int] = Counter()
        self.latest: dict[int, date] = {}
        for assignment in sorted(order.served, key=lambda shift: shift.day):
            if assignment.person in order.people:
                self.add(assignment)
        self._seat(order)

    def _seat(self, order: RosterInput) -> None:
        """Newcomers take the minimum of the others, kind by kind."""
        others = [person for person in order.people if person not in order.newcomers]
        for person in order.newcomers.intersection(order.people) if others else ():
            for kind in DayKind:
                for part in order.parts:
                    least = min(self.counts[other, kind, part] for other in others)
                    self.total[person] += max(0, least - self.counts[person, kind, part])
                    self.counts[person, kind, part] = max(self.counts[person, kind, part], least)

    def add(self, shift: Assignment) -> None:
        if shift.person is None:
            return
        self.counts[shift.person, day_kind(shift.day, self._overrides), shift.part] += 1
        self.total[shift.person] += 1
        self.latest[shift.person] = max(shift.day, self.latest.get(shift.person, date.min))


def roster(order: RosterInput, overrides: Overrides = NONE) -> tuple[Assignment, ...]:
    """The roster of a period, day by day, part by part.

    Args:
        order: people, period and what is already settled.
        overrides: the county's own working days.

    Returns:
        Every part of every day of the period; fixed ones unchanged, gaps with no person.
    """
    tally = _Tally(order, overrides)
    fixed = {(shift.day, shift.part): shift for shift in order.fixed}
    made: list[Assignment] = []
    for day in days(order.first, order.last):
        on_day = {shift.person for (other, _), shift in fixed.items() if other == day and shift.person is not None}
        for part in order.parts:
            shift = fixed.get((day, part))
            if shift is None:
                free = [who for who in order.people if who not in on_day and _is_there(who, day, order.absences)]
                shift = Assignment(day, part, _next(free, day, part, tally, overrides))
            if shift.person is not None:
                on_day.add(shift.person)
            tally.add(shift)
            made.append(shift)
    return tuple(made)


def _next(free: Sequence[int], day: date, part: str, tally: _Tally, overrides: Overrides) -> int | None:
    kind = day_kind(day, overrides)

    def rank(person: int) -> tuple[int, bool, int, date]:
        latest = tally.latest.get(person, date.min)
        return tally.counts[person, kind, part], latest >= day - _DAY, tally.total[person], latest

    return min(free, key=rank, default=None)


def _is_there(person: int, day: date, absences: Iterable[Absence]) -> bool:
    return not any(away.person == person and away.first <= day <= away.last for away in absences)


def days(first: date, last: date) -> Iterator[date]:
    """Every date from the first to the last, both included."""
    while first <= last:
        yield first
        first += _DAY


def balances(order: RosterInput, made: Iterable[Assignment], overrides: Overrides = NONE) -> tuple[Balance, ...]:
    """How many shifts of each kind of day everybody has served and will have served, in the order of the people."""
    counts: Counter[tuple[int | None, DayKind]] = Counter(
        (shift.person, day_kind(shift.day, overrides)) for shift in (*order.served, *made)
    )
    return tuple(Balance(person, {kind: counts[person, kind] for kind in DayKind}) for person in order.people)


def gaps(made: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """The shifts that nobody serves."""
    return tuple(shift for shift in made if shift.person is None)


def back_to_back(made: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """The shifts of a person who served the day before, or another part of the same day."""
    by_day: dict[date, set[int]] = {}
    assignments = []
    for shift in made:
        if shift.person is None:
            continue
        if shift.person in by_day.get(shift.day - _DAY, set()) | by_day.get(shift.day, set()):
            assignments.append(shift)
        by_day.setdefault(shift.day, set()).add(shift.person)
    return tuple(assignments)
