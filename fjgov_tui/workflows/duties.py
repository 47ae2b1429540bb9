"""The one list of what has to be done by when: steps of every procedure, passwords, and whatever else falls due.

Screen 1 and the reminders read it; who adds a kind of duty writes one function and names it in `SOURCES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.workdays import read_overrides
from fjgov_tui.workflows.board import OpenRecords
from fjgov_tui.workflows.contacts import Contact, contacts_of
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.duty import Duty, uncovered
from fjgov_tui.workflows.duty import duties as shifts
from fjgov_tui.workflows.matters import Progress, StepState
from fjgov_tui.workflows.offices import COUNTY_OFFICE, offices_of
from fjgov_tui.workflows.patrols import day_list
from fjgov_tui.workflows.reading import all_progress
from fjgov_tui.workflows.rotation import standings
from fjgov_tui.workflows.safety import recurring
from fjgov_tui.workflows.signers import names_of, signers

LATELY = timedelta(days=62)
"""A roster that ended so lately is to go on; one that ended before is no longer kept."""
HORIZON = 30
"""Days ahead, unless asked otherwise."""


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One thing that has to be done."""

    day: date
    """The last Beijing day on which it is in time."""
    at: datetime | None = None
    """The minute at which its time ends, where it is counted in hours or minutes."""
    what: str
    """What has to be done, a Chinese phrase: `依申请公开：答复`."""
    subject: str
    """The name of the record that it is about."""
    unit: str
    """Whose duty it is; empty where no unit is registered."""
    unit_id: int | None = None
    person: str = ""
    """Who may or has to do it, names joined by `、`; empty where nobody in particular."""
    article: int
    ledger: str
    id: int
    """The record's id, to open it."""

    def days_left(self, today: date) -> int:
        """Whole days from a day to its last one; negative once it is over."""
        return (self.day - today).days

    def left(self, today: date) -> str:
        """The time that is left as a list says it: `3 天`, `! 今天`, `✗ 超 2 天`."""
        days = self.days_left(today)
        return f"✗ 超 {-days} 天" if days < 0 else "! 今天" if days == 0 else f"{days} 天"


Source = Callable[[Reader, date, date], Iterator[Obligation]]
"""Yields the duties of a kind from a reader, the Beijing day of today, and the last day that is asked for."""


def duties(reader: Reader, today: date, horizon_days: int = HORIZON) -> list[Obligation]:
    """Everything that is overdue or falls due within some days: what ends first comes first.

    Args:
        reader: the ledgers, as they stand now.
        today: the Beijing day of now.
        horizon_days: days ahead, today not counted; what is overdue is always listed.
    """
    last = today + timedelta(days=horizon_days)
    listed = [duty for source in SOURCES for duty in source(reader, today, last) if duty.day <= last]
    return sorted(listed, key=_order)


def _order(duty: Obligation) -> tuple[date, str, str, str, int]:
    return duty.day, duty.at.isoformat() if duty.at else "~", duty.unit, duty.ledger, duty.id


def of_procedures(reader: Reader, today: date, last: date) -> Iterator[Obligation]:
    """Every step of a record under way that has a time and is not taken; what may be left out is no duty."""
    moment = Moment(today)
    opened = OpenRecords(reader)
    going = [(procedure, opened.of(procedure)) for procedure in PROCEDURES.values()]
    if all(records == [] for _, records in going):
        # Nothing is under way: nobody has to sign, and who might need not be read.
        return
    offices, names = offices_of(reader), names_of(reader)
    for procedure, records in going:
        for come in all_progress(reader, procedure, moment, records=records, offices=offices):
            for state in come.timed:
                if state.due is None or state.due.end.on > last:
                    continue
                who = signers(come, state.step, names, today, offices)
                yield _step(come, state, "、".join(dict.fromkeys(signer.label for signer in who)))


def _step(come: Progress, state: StepState, person: str) -> Obligation:
    end = state.due.end if state.due is not None else come.now
    return Obligation(
        day=end.on,
        at=end.at,
        what=f"{come.procedure.title}：{state.step.label}",
        subject=come.record.title,
        unit=come.known.unit_name,
        unit_id=come.known.unit,
        person=person,
        article=come.procedure.articles_of(state.step)[0],
        ledger=come.record.ledger,
        id=come.record.id,
    )


def of_passwords(reader: Reader, today: date, last: date) -> Iterator[Obligation]:
    """The next change of every account's password; one that was never changed is due today (article 37)."""
    for standing in standings(reader, today):
        yield Obligation(
            day=standing.due or today,
            what="更换口令" if standing.due else "更换口令（从未更换）",
            subject=standing.account.title,
            unit=standing.unit,
            unit_id=standing.unit_id,
            person=standing.holder,
            article=37,
            ledger="account",
            id=standing.account.id,
        )


def of_safety(reader: Reader, today: date, last: date) -> Iterator[Obligation]:
    """The next check, assessment, evaluation or drill of every system and plan (articles 27 and 35)."""
    for item in recurring(reader, today):
        yield Obligation(
            day=item.due or today,
            what=item.what if item.due else f"{item.what}（从未做过）",
            subject=item.record.title,
            unit=item.record.names.get("unit", ""),
            unit_id=item.record.ref("unit"),
            article=27 if item.record.ledger == "plan" else 35,
            ledger=item.record.ledger,
            id=item.record.id,
        )


def of_rosters(reader: Reader, today: date, last: date) -> Iterator[Obligation]:
    """Days of a roster for which nobody is down, and rosters that end: the next one is made before (article 27)."""
    by_unit: defaultdict[int, list[Duty]] = defaultdict(list)
    for duty in shifts(reader, today - LATELY, date.max):
        by_unit[duty.unit].append(duty)
    for unit, listed in by_unit.items():
        title, ends = reader.record(LEDGERS["unit"], unit).title, max(duty.day for duty in listed)
        for day in uncovered(listed, today, min(ends, last)):
            yield _roster_duty(unit, title, day, "排上空班")
        yield _roster_duty(unit, title, ends, "排好下一段值班表")


def _roster_duty(unit: int, title: str, day: date, what: str) -> Obligation:
    return Obligation(day=day, what=what, subject=title, unit=title, unit_id=unit, article=27, ledger="unit", id=unit)


def of_readings(reader: Reader, today: date, last: date) -> Iterator[Obligation]:
    """What the day's list still wants read, as one duty of the county's office while a roster says who reads (28)."""
    serving = {duty.unit: duty for duty in shifts(reader, today, today) if duty.person is not None}
    left: int | None = None
    for unit, duty in serving.items():
        record = reader.record(LEDGERS["unit"], unit)
        if record.values["kind"] != COUNTY_OFFICE:
            continue
        if left is None:  # the list is the county's, whoever reads it
            listed = day_list(reader, today, read_overrides(workdays_file()))
            left = len(listed.readings) - listed.done
        if left > 0:
            person = reader.record(LEDGERS["person"], duty.person or 0).title
            yield Obligation(
                day=today, what=f"今日读网：还有 {left} 处", subject=record.title, unit=record.title, unit_id=unit,
                person=person, article=28, ledger="unit", id=unit,
            )  # fmt: skip


SOURCES: tuple[Source, ...] = (of_procedures, of_passwords, of_safety, of_rosters, of_readings)
"""Every kind of duty."""


@dataclass(frozen=True, kw_only=True)
class UnitObligations:
    """What one unit has to do, and whom to call about it."""

    unit_id: int | None
    unit: str
    """Empty for what no registered unit answers for."""
    contacts: Sequence[Contact]
    duties: Sequence[Obligation]
    """What ends first comes first."""


def by_unit(reader: Reader, listed: Sequence[Obligation], today: date) -> list[UnitObligations]:
    """The same list a unit: one digest each, with its contacts beside it; who is latest comes first.

    Args:
        reader: the ledgers.
        listed: what `duties` gave.
        today: the Beijing day, on which the contacts serve.
    """
    grouped: dict[tuple[int | None, str], list[Obligation]] = defaultdict(list)
    for duty in listed:
        grouped[duty.unit_id, duty.unit].append(duty)
    called = contacts_of(reader, (unit for unit, _ in grouped if unit is not None), today)
    return [
        UnitObligations(unit_id=unit, unit=name, contacts=called.get(unit or 0, ()), duties=tuple(some))
        for (unit, name), some in grouped.items()
    ]


def obligation_row(duty: Obligation, today: date) -> dict[str, str | int | None]:
    """An obligation for programs."""
    return {
        "day": duty.day.isoformat(),
        "at": duty.at.isoformat() if duty.at else None,
        "days_left": duty.days_left(today),
        "what": duty.what,
        "subject": duty.subject,
        "unit": duty.unit,
        "person": duty.person,
        "article": duty.article,
        "ledger": duty.ledger,
        "id": duty.id,
    }


def unit_lines(unit: UnitObligations, today: date) -> Iterator[str]:
    """One unit's digest: whom to call, then a line for each thing; telephones of persons stay masked."""
    called = "，".join(
        " ".join(filter(None, (contact.office if contact.person is None else contact.name, contact.masked)))
        for contact in unit.contacts[:_CALLED]
        if contact.person is not None or contact.phone
    )
    yield safe(f"【{unit.unit or '没有登记单位'}】{called or '没有登记联系人'}")
    for duty in unit.duties:
        left = duty.days_left(today)
        when = "今天到期" if left == 0 else f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"
        who = f"　{duty.person}" if duty.person else ""
        yield safe(f"　{duty.day}（{when}）{duty.what}　{duty.subject}{who}　第{duty.article}条")


_CALLED = 3
"""Contacts beside a digest: the unit's telephone and its two responsible persons."""
