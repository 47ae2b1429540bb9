"""What is to be read today (articles 27, 28 and 30): made by the program, the same for whoever asks, and booked by key.

Never read comes first, then what has been read longest ago; what fails or has changed since it was read is moved up;
a share is drawn by lot, so that nobody can tell which page is safe. The lot's seed is the day, and stands on the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from fjgov_tui.clock import beijing_day, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.slots import share
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workdays import NONE, DayKind, Overrides, day_kind
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify, open_at
from fjgov_tui.workflows.places import Place, places
from fjgov_tui.workflows.saving import save_record

WORKDAY, HOLIDAY = 8, 12
"""Places a day; article 28 wants more on holidays."""
BY_LOT = 4
"""Of so many places one is drawn by lot."""
_FAILING = frozenset({"故障", "疑似", "不稳定"})


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One place on the day's list."""

    place: Place
    why: str
    """Why it is on it, in a few characters."""
    last: date | None = None
    """When it was last read before today."""
    read_at: datetime | None = None
    """When it was read today."""
    result: str = ""
    """What that ended with."""


@dataclass(frozen=True, kw_only=True)
class ReadTrouble:
    """What a reading has found."""

    place: Place
    person: int
    """Who has read it."""
    result: str
    """有问题 or 打不开."""
    kind: str
    """Of what kind its incident is."""
    problem: str = ""
    """In words; the kind where nothing is said."""
    notice: StepTaken | None = None
    """How the unit was told, where it was."""


@dataclass(frozen=True)
class DayList:
    """What is to be read on a day."""

    seed: str
    """From which the lot was drawn; whoever has it and the ledgers draws the same."""
    readings: tuple[Reading, ...]

    @property
    def done(self) -> int:
        """How many were read."""
        return sum(reading.read_at is not None for reading in self.readings)


def day_list(reader: Reader, day: date, overrides: Overrides = NONE) -> DayList:
    """The list of a day; what was read during the day stays on it.

    Args:
        reader: the ledgers.
        day: the Beijing day.
        overrides: the county's own working days.
    """
    known = {place.key: place for place in places(reader, day) if place.column is None or place.url}
    last, today = _read(reader, day)
    failing = {site for site, state in site_states(reader).items() if state.health in _FAILING}
    updated = _updated(reader)
    ranked = sorted(known.values(), key=lambda place: (*_rank(place, last, failing, updated), place.key))
    wanted = HOLIDAY if day_kind(day, overrides) is not DayKind.WORKDAY else WORKDAY
    seed = f"{day.isoformat()}/{len(known)}"
    drawn = _drawn(ranked, wanted, seed)
    readings = [_reading(place, why, last, today) for place, why in drawn]
    listed = {reading.place.key for reading in readings}
    also = [known[key] for key in today if key in known and key not in listed]
    return DayList(seed, tuple(readings + [_reading(place, "已读", last, today) for place in also]))


def _rank(
    place: Place, last: Mapping[str, date], failing: set[int], updated: Mapping[int, date]
) -> tuple[bool, bool, bool, date]:
    read = last.get(place.key)
    changed = place.column is not None and read is not None and updated.get(place.column, date.min) > read
    return (place.site not in failing or place.column is not None, not changed, read is not None, read or date.min)


def _drawn(ranked: list[Place], wanted: int, seed: str) -> list[tuple[Place, str]]:
    """Half of it home pages and accounts, half columns, and a share by lot."""
    by_lot = wanted // BY_LOT
    homes = [place for place in ranked if place.column is None]
    columns = [place for place in ranked if place.column is not None]
    some = homes[: max(-(-(wanted - by_lot) // 2), wanted - by_lot - len(columns))]
    first = some + columns[: wanted - by_lot - len(some)]
    taken = {place.key for place in first}
    rest = [place for place in ranked if place.key not in taken]
    lot = sorted(rest, key=lambda place: share(seed, place.key))[:by_lot]
    return [(place, "") for place in first] + [(place, "抽签") for place in lot]


def _reading(place: Place, why: str, last: Mapping[str, date], today: Mapping[str, Record]) -> Reading:
    before, record = last.get(place.key), today.get(place.key)
    reading = Reading(place=place, why=why or ("从未读过" if before is None else "最久未读"), last=before)
    if record is None:
        return reading
    return replace(reading, read_at=record.at("read_at"), result=record.text("result"))


def _read(reader: Reader, day: date) -> tuple[dict[str, date], dict[str, Record]]:
    """By place: when it was last read before that day, and the record of that day."""
    before: dict[str, date] = {}
    today: dict[str, Record] = {}
    for record in reader.records(LEDGERS["patrol"]):
        on = beijing_day(record.at("read_at"))
        key = _key(record)
        if on == day:
            today[key] = record
        elif on < day:
            before[key] = max(on, before.get(key, date.min))
    return before, today


def _key(record: Record) -> str:
    return next(
        (f"{name}:{target}" for name in ("column", "media", "site") if (target := reference(record, name)) is not None),
        "",
    )


def _updated(reader: Reader) -> dict[int, date]:
    results = {record.id: record.day("updated_on") for record in reader.records(LEDGERS["column"])}
    return {number: day for number, day in results.items() if day is not None}


def book_reading(
    writer: Writer, place: Place, person: int, result: str, *, problem: str = "", incident: int | None = None
) -> int:
    """Book that a place was read.

    Args:
        writer: the transaction.
        place: what was read.
        person: who read it.
        result: 正常, 有问题 or 打不开.
        problem: what was found.
        incident: the incident that was opened for it.

    Returns:
        The record's id.

    Raises:
        InputProblem: the place runs no more.
    """
    now = parse_instant(writer.at)
    if all(known.key != place.key for known in places(writer, beijing_day(now))):
        raise InputProblem("已经关停，不用再读", where=place.name, remedy="请换一处；名单会自己更新")
    patrol, at = LEDGERS["patrol"], now.replace(microsecond=0)
    # One person reads one place a second: the key is who and when.
    while writer.find_by_key(patrol, {"person": person, "read_at": instant(at)}) is not None:
        at -= timedelta(seconds=1)
    given: dict[str, Raw] = {
        "read_at": instant(at),
        "person": writer.name_book.reference("person", person),
        place.ledger: writer.name_book.reference(place.ledger, place.id),
        "result": result,
        "problem": problem,
    }
    if incident is not None:
        given["incident"] = writer.name_book.reference("incident", incident)
    return save_record(writer, patrol, given)


def book_trouble(writer: Writer, read: ReadTrouble) -> tuple[int, int, bool]:
    """Book that a place was read and something was found, with its incident: both or nothing.

    An incident of that kind that is open there already is the one that the reading names.

    Args:
        writer: the transaction.
        read: what was found, where and by whom.

    Returns:
        The reading's id, the incident's, and whether the incident is new.

    Raises:
        InputProblem: the place runs no more, or the unit may not be told now.
        RecordProblem: something cannot be taken.
    """
    same = open_at(writer, read.place, read.kind)
    incident = same.id if same is not None else enter(writer, Found(place=read.place, kind=read.kind))
    if read.notice is not None and same is None:
        notify(writer, incident, read.notice)
    problem = read.problem or read.kind
    made = book_reading(writer, read.place, read.person, read.result, problem=problem, incident=incident)
    return made, incident, same is None


@dataclass(frozen=True)
class ReadingCoverage:
    """How often a place was read in a period."""

    place: Place
    times: int
    last: date | None
    """When it was read last, before the period too; `None` where it never was."""


def coverage(reader: Reader, first: date, last: date) -> list[ReadingCoverage]:
    """What was read in a period and what was not: of every place that runs on its last day, the unread first.

    Args:
        reader: the ledgers.
        first: the first day.
        last: the last day, included.
    """
    times: Counter[str] = Counter()
    latest: dict[str, date] = {}
    for record in reader.records(LEDGERS["patrol"]):
        on, key = beijing_day(record.at("read_at")), _key(record)
        if on <= last:
            latest[key] = max(on, latest.get(key, date.min))
            times[key] += on >= first
    listed = [place for place in places(reader, last) if place.column is None or place.url]
    rows = [ReadingCoverage(place, times[place.key], latest.get(place.key)) for place in listed]
    return sorted(rows, key=lambda row: (row.times, row.last or date.min))
