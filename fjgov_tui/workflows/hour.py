"""The hour that a unit has from being told (articles 26 and 28): to the second, without a pause, kept for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.handling import CLOCKED
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.store import Reader
from fjgov_tui.store.reading import Selection
from fjgov_tui.workflows.deadlines import Due, Moment
from fjgov_tui.workflows.hourclock import HourClock
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.offices import Offices
from fjgov_tui.workflows.reading import all_progress

HANDLED = "handled"


def clocks(come: Progress) -> Iterator[HourClock]:
    """Every hour of an incident, the earlier rounds' first.

    Args:
        come: the incident in its procedure; without a notice there is none.
    """
    if HANDLED not in come.procedure:
        return
    known = come.known.deadlines
    for number in range(1, come.round):
        due = known.get((HANDLED, number))
        if due is not None:
            clock = _clock(come, number, due, _ended(come, number))
            if clock is not None:
                yield clock
    state = come[HANDLED]
    if state.due is not None:
        clock = _clock(come, come.round, state.due, state.done)
        if clock is not None:
            yield clock


def _clock(come: Progress, number: int, due: Due, done: Moment | None) -> HourClock | None:
    if due.begun.at is None or due.end.at is None or (done is not None and done.at is None):
        return None
    return HourClock(
        incident=come.record.id,
        title=come.record.title,
        unit=come.known.unit_name,
        round=number,
        begun=due.begun.at,
        ends=due.end.at,
        stopped=done.at if done is not None else None,
    )


def _ended(come: Progress, number: int) -> Moment | None:
    """When the handling of an earlier round was done, or when that round ended without it."""
    ended: Moment | None = None
    for signed in come.known.signatures:
        if signed.round != number:
            continue
        if signed.step == HANDLED and signed.decision is Decision.DONE:
            return signed.moment
        if signed.decision in {Decision.REOPENED, Decision.RETURNED}:
            ended = signed.moment
    return ended


def running_clocks(reader: Reader, now: datetime) -> list[HourClock]:
    """The clocks that run now, the one that ends first first; asked for every screen.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    records = list(_notified(reader))
    return sorted(_running(reader, records, now), key=lambda clock: (clock.ends, clock.incident))


def _notified(reader: Reader) -> Iterator[Record]:
    """The incidents of which a unit was told and that nobody has handled: few, and found by their fields."""
    ids = list(reader.ids(Selection("incident", where=(("closed_at", None), ("handled_at", None)))))
    for record in reader.records(LEDGERS["incident"], ids):
        if record.values["notified_at"] is not None:
            yield record


def _running(reader: Reader, records: Sequence[Record], now: datetime) -> Iterable[HourClock]:
    for procedure in CLOCKED:
        for come in all_progress(reader, procedure, Moment.at_instant(now), records=records, offices=Offices()):
            yield from (clock for clock in clocks(come) if clock.running)
