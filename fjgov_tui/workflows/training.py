"""Training (article 39): who is covered this year, who works untrained, and marking who attended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import done, in_use, reference, serving
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.store import Reader, Writer

LEADERS = frozenset({Office.FIRST, Office.DIRECT})
"""Roles that answer for the work without doing it; every other role works on sites or media."""


@dataclass(frozen=True)
class Session:
    """One training session."""

    id: int
    name: str
    held_on: date
    ended_on: date | None
    form: str
    topics: str
    organiser: str
    hours: int | None
    attended: int = 0
    """How many people attended."""
    passed: int = 0
    """How many of them count as trained."""

    @property
    def day(self) -> date:
        """The day from which those who attended count as trained."""
        return self.ended_on or self.held_on


@dataclass(frozen=True)
class Attended:
    """One session in the history of one person."""

    session: Session
    passed: bool
    """Attending counts unless the result is 否."""


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works on sites or media, and what the training ledgers say about her."""

    id: int
    name: str
    unit: str
    unit_id: int | None
    roles: str
    on_duty: date | None
    accounts: tuple[str, ...]
    """The back-end accounts in use that she holds."""
    covered: bool
    """Trained in the year."""
    last: date | None
    """The last day on which she was trained, in any year; `None` where never."""
    serving: bool = True
    """Already on duty; a newcomer may be registered ahead."""


@dataclass(frozen=True)
class UnitCoverage:
    """One unit's share of trained workers in the year."""

    id: int | None
    unit: str
    workers: tuple[StaffMember, ...]

    @property
    def total(self) -> int:
        """How many work on sites or media."""
        return len(self.workers)

    @property
    def covered(self) -> int:
        """How many of them were trained in the year."""
        return sum(worker.covered for worker in self.workers)

    @property
    def missing(self) -> tuple[StaffMember, ...]:
        """Those who were not."""
        return tuple(worker for worker in self.workers if not worker.covered)

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down, so that 100 means everybody; of nobody there is none."""
        return self.covered * 100 // self.total if self.total else None


@dataclass(frozen=True)
class Coverage:
    """A year's training, as of a day."""

    year: int
    as_of: date
    """The day whose workers are counted: today, or the last day of a year that is over."""
    sessions: tuple[Session, ...]
    """The year's sessions up to that day, oldest first."""
    units: tuple[UnitCoverage, ...]
    """Units that have workers; the least covered first."""
    newcomers: tuple[StaffMember, ...]
    """Never trained: those at work already (article 39 is broken) first, then those who are yet to come."""

    @property
    def total(self) -> int:
        """How many work on sites or media in the county."""
        return sum(unit.total for unit in self.units)

    @property
    def covered(self) -> int:
        """How many of them were trained in the year."""
        return sum(unit.covered for unit in self.units)

    @property
    def percent(self) -> int | None:
        """The county's share in whole per cent, rounded down; none where nobody is registered who works."""
        return self.covered * 100 // self.total if self.total else None

    @property
    def missing(self) -> tuple[StaffMember, ...]:
        """Everybody who was not trained in the year, unit by unit."""
        return tuple(worker for unit in self.units for worker in unit.missing)


def works(person: Record, holding: bool) -> bool:
    """Whether a person works on sites or media: by a role that does the work, or by holding an account in use."""
    roles = set(person.text("roles").split("、")) - {""}
    return holding or bool(roles - LEADERS)


def accounts_held(reader: Reader, as_of: date) -> dict[int, list[Record]]:
    """The accounts in use on that day, by the id of their holder."""
    held: dict[int, list[Record]] = defaultdict(list)
    for account in reader.records(LEDGERS["account"]):
        holder = reference(account, "holder")
        if holder is not None and in_use(account, as_of):
            held[holder].append(account)
    return held


def sessions(reader: Reader) -> dict[int, Session]:
    """Every session by id, with how many attended and passed."""
    attended: dict[int, int] = defaultdict(int)
    passed: dict[int, int] = defaultdict(int)
    for row in reader.records(LEDGERS["attendance"]):
        training = reference(row, "training") or 0
        attended[training] += 1
        passed[training] += _counts(row)
    return {
        record.id: _session(record, attended[record.id], passed[record.id])
        for record in reader.records(LEDGERS["training"])
    }


def _session(record: Record, attended: int = 0, passed: int = 0) -> Session:
    values, held = record.values, record.day("held_on")
    if held is None:
        raise TypeError("held_on is required by the ledger")
    return Session(
        id=record.id,
        name=record.title,
        held_on=held,
        ended_on=record.day("ended_on"),
        form=str(values["form"]),
        topics=str(values["topics"] or ""),
        organiser=record.names.get("organiser", ""),
        hours=None if values["hours"] is None else int(values["hours"]),
        attended=attended,
        passed=passed,
    )


def _counts(attendance: Record) -> bool:
    """Attending counts unless somebody wrote that she did not pass."""
    return attendance.values["passed"] != 0


def trained_days(reader: Reader, as_of: date) -> dict[int, list[date]]:
    """The days on which each person was trained up to a day, oldest first, by the person's id.

    The rules of article 39 read the same: the first entry is the training before duty.
    """
    known = sessions(reader)
    days: dict[int, list[date]] = defaultdict(list)
    for row in reader.records(LEDGERS["attendance"]):
        person, session = reference(row, "person"), known.get(reference(row, "training") or 0)
        if person is not None and session is not None and session.day <= as_of and _counts(row):
            days[person].append(session.day)
    return {person: sorted(attended) for person, attended in days.items()}


def coverage(reader: Reader, year: int, today: date) -> Coverage:
    """The year's training: sessions, coverage unit by unit, who is missing, and who was never trained.

    Args:
        reader: the ledgers.
        year: the calendar year.
        today: the Beijing day; of a year that is over, its last day is looked at.
    """
    as_of = min(today, date(year, 12, 31))
    days, held = trained_days(reader, as_of), accounts_held(reader, as_of)
    units: dict[tuple[int, str], list[StaffMember]] = defaultdict(list)
    newcomers = []
    for person in reader.records(LEDGERS["person"]):
        if done(person, "left_on", as_of) or not works(person, person.id in held):
            continue
        worker = _worker(person, held.get(person.id, ()), days.get(person.id, ()), year, as_of)
        if worker.serving:
            units[(worker.unit_id or 0, worker.unit)].append(worker)
        if worker.last is None:
            newcomers.append(worker)
    units_covered = [UnitCoverage(unit_id, name, tuple(workers)) for (unit_id, name), workers in units.items()]
    return Coverage(
        year=year,
        as_of=as_of,
        sessions=tuple(year_sessions(reader, year, as_of)),
        units=tuple(sorted(units_covered, key=lambda unit: (unit.covered / unit.total, unit.id or 0))),
        newcomers=tuple(
            sorted(newcomers, key=lambda worker: (not worker.serving, worker.on_duty or date.min, worker.id))
        ),
    )


def year_sessions(reader: Reader, year: int, as_of: date) -> list[Session]:
    """The sessions of a calendar year up to a day, oldest first."""
    held = (session for session in sessions(reader).values() if session.day.year == year and session.day <= as_of)
    return sorted(held, key=lambda session: (session.day, session.id))


def _worker(person: Record, accounts: Iterable[Record], days: Sequence[date], year: int, as_of: date) -> StaffMember:
    return StaffMember(
        id=person.id,
        name=person.title,
        unit=person.names.get("unit", ""),
        unit_id=reference(person, "unit"),
        roles=person.text("roles"),
        on_duty=person.day("on_duty"),
        accounts=tuple(account.title for account in accounts),
        covered=any(day.year == year for day in days),
        last=max(days, default=None),
        serving=serving(person, as_of),
    )


def history(reader: Reader, person_id: int) -> tuple[Attended, ...]:
    """Every session that a person attended, newest first."""
    known = sessions(reader)
    attendances = (
        Attended(known[training], _counts(row))
        for row in reader.records(LEDGERS["attendance"])
        if reference(row, "person") == person_id and (training := reference(row, "training") or 0) in known
    )
    return tuple(
        sorted(attendances, key=lambda attendance: (attendance.session.day, attendance.session.id), reverse=True)
    )


def untrained_warning(reader: Reader, person_id: int, on: date) -> str:
    """What to say where somebody is about to get an account or a duty (article 39: train first).

    Args:
        reader: the ledgers.
        person_id: who is to get it.
        on: the day from which she is to work.

    Returns:
        A Chinese sentence that names both dates where there are two; empty where she was trained by then.
    """
    passed = [attendance.session.day for attendance in history(reader, person_id) if attendance.passed]
    first = min(passed, default=None)
    if first is not None and first <= on:
        return ""
    name = reader.record(LEDGERS["person"], person_id).title
    if first is None:
        return f"{name}没有培训合格的记录；新到岗人员应先培训后上岗（第三十九条）"
    return f"{name}要到 {first} 才第一次培训合格，晚于 {on}；新到岗人员应先培训后上岗（第三十九条）"


@dataclass(frozen=True)
class Marked:
    """What marking attendance did, by the names of the people."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def mark_attendance(writer: Writer, training_id: int, person_ids: Iterable[int], passed: bool | None = True) -> Marked:
    """Book who attended a session; who is booked already gets the new result.

    Args:
        writer: the transaction; all are booked or none.
        training_id: the session.
        person_ids: who attended; each counts once.
        passed: the result; `None` where nobody was examined, which counts as trained.

    Raises:
        InputProblem: the session is yet to come or was removed, or somebody was removed or had left before it.
    """
    training = _live(writer, "training", training_id)
    session, today = _session(training), writer.name_book.today
    if today is not None and session.held_on > today:
        raise InputProblem(
            f"这次培训要到 {session.held_on} 才开，还不能登记参训", where=training.title, remedy="请在培训之后登记"
        )
    known = {
        reference(row, "person"): row
        for row in writer.records(LEDGERS["attendance"])
        if reference(row, "training") == training_id
    }
    done_with: dict[str, list[str]] = {"added": [], "changed": [], "same": []}
    for person in _attending(writer, person_ids, session):
        done_with[_mark(writer, training, person, known.get(person.id), passed)].append(person.title)
    return Marked(**{name: tuple(people) for name, people in done_with.items()})


def _attending(writer: Writer, person_ids: Iterable[int], session: Session) -> Iterator[Record]:
    for person_id in dict.fromkeys(person_ids):
        person = _live(writer, "person", person_id)
        left = person.day("left_on")
        if left is not None and left < session.held_on:
            raise InputProblem(
                f"{left} 已离岗，早于培训日期 {session.held_on}",
                where=f"{person.names.get('unit', '')}/{person.title}",
                remedy="请核对是不是同名的人",
            )
        yield person


def _live(reader: Reader, ledger: str, record_id: int) -> Record:
    record = reader.record(LEDGERS[ledger], record_id)
    if record.removed_at is not None:
        raise InputProblem("这条记录已被移除", where=f"{LEDGERS[ledger].title} {record.title}", remedy="请先恢复它")
    return record


def _mark(writer: Writer, training: Record, person: Record, row: Record | None, passed: bool | None) -> str:
    if row is not None:
        if row.values["passed"] == (None if passed is None else int(passed)):
            return "same"
        writer.save(LEDGERS["attendance"], {"passed": passed}, row)
        return "changed"
    given: dict[str, Raw] = {"passed": passed}
    for name, record_id in (("training", training.id), ("unit", reference(person, "unit")), ("person", person.id)):
        if record_id is not None:
            given[name] = RecordId(record_id)
    writer.save(LEDGERS["attendance"], given)
    return "added"
