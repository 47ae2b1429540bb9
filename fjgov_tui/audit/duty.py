"""Chapter 8: duty day and night (27), reading the pages (27, 28, 30), telephones that answer (27)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import OFFICE, Facts, running_media, running_sites
from fjgov_tui.audit.forms import Form, Missing
from fjgov_tui.audit.model import Observation, Rule, Violation
from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.duty import PatrolResult, Reached
from fjgov_tui.ledgers.settings import PATROLS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.paths import workdays_file
from fjgov_tui.text import safe
from fjgov_tui.workdays import DayKind, day_kind, read_overrides
from fjgov_tui.workflows.duty import Duty, clashes, duties, uncovered

BOUND = date(2022, 9, 16)
"""The day from which the regulation binds (article 41)."""
LOOK_BACK = timedelta(days=365)
"""Gaps older than a year are in the books of their own year's inspection."""
AHEAD = timedelta(days=7)
"""A roster that ends sooner is told, so that the next one can still be made."""
_DAY = timedelta(days=1)


def _all_duties(facts: Facts) -> Mapping[int, Sequence[Duty]]:
    """Every unit's shifts, by the unit."""
    by_unit: dict[int, list[Duty]] = {}
    for duty in duties(facts.reader, date.min, date.max):
        by_unit.setdefault(duty.unit, []).append(duty)
    return by_unit


def _duties(facts: Facts, unit: Record) -> Sequence[Duty]:
    return facts.of(_all_duties).get(unit.id, ())


def sponsors(facts: Facts) -> list[Record]:
    """The county office, and every unit that runs a site or media account: article 27 is about them."""
    running = {reference(record, "unit") for record in (*running_sites(facts), *running_media(facts))}
    return [unit for unit in facts.records("unit") if unit.values["kind"] == OFFICE or unit.id in running]


def _with_roster(facts: Facts) -> list[Record]:
    return [unit for unit in sponsors(facts) if _duties(facts, unit)]


def _not_yet(facts: Facts, unit: Record) -> str:
    """A roster that begins on a later day says nothing of today."""
    first = min((duty.day for duty in _duties(facts, unit)), default=facts.as_of)
    return f"值班表从 {first} 才开始，之前没有登记" if first > facts.as_of else ""


def _no_roster(facts: Facts, unit: Record) -> str:
    return "" if _duties(facts, unit) else "没有登记过值班表"


def _runs(empty: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Consecutive days as first and last."""
    first = last = None
    for day in empty:
        if last is not None and day == last + _DAY:
            last = day
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = day
    if first is not None and last is not None:
        yield first, last


def _gaps(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    """Days behind on which nobody served, and days ahead, inside the roster, for which nobody is down."""
    for unit in subjects:
        listed = _duties(facts, unit)
        if _not_yet(facts, unit):
            continue
        begins = max(min(duty.day for duty in listed), facts.as_of - LOOK_BACK, BOUND)
        ends = max(duty.day for duty in listed)
        for first, last in _runs(uncovered(listed, begins, max(ends, begins))):
            span = f"{first}" if first == last else f"{first} 至 {last}"
            if first <= facts.as_of:
                message = f"{span} 没有人值班，要求每天 24 小时有人；请说明原因，换过班的补登换班记录"
                yield Violation(unit, message, since=first)
            else:
                message = f"{span} 还没有人值班；请在 {first} 之前排上"
                yield Violation(unit, message, due=first - _DAY, severity=Severity.WARNING)


def _roster_ends(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    for unit in subjects:
        listed = _duties(facts, unit)
        if not listed:
            continue
        last = max(duty.day for duty in listed)
        if last < facts.as_of:
            message = f"值班表只排到 {last}，之后没有登记；请补登值班情况并排今后的班"
            yield Violation(unit, message, since=last + _DAY)
        elif last < facts.as_of + AHEAD:
            message = f"值班表排到 {last} 为止；请在此之前排好下一段"
            yield Violation(unit, message, due=last, severity=Severity.NOTICE)


def _double(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    by_id = {record.id: record for record in subjects}
    people = facts.by_id("person")
    every = (duty for listed in facts.of(_all_duties).values() for duty in listed)
    for clash in sorted(clashes(every), key=lambda overlap: overlap.second.id):
        shift = by_id.get(clash.second.id)
        if shift is None or clash.second.day < max(facts.as_of - LOOK_BACK, BOUND):
            continue
        who = people[clash.person].title if clash.person in people else "同一个人"
        other = facts.by_id("unit").get(clash.first.unit)
        where = f"{other.title}的" if other is not None and other.id != clash.second.unit else ""
        message = (
            f"{safe(who)}同时值{safe(where)} {clash.first.day} {clash.first.part}；请把其中一班换给别人，"
            "已经换过的补登换班记录"
        )
        yield Violation(shift, message, since=clash.second.day)


def _day_of(record: Record, field: str) -> date | None:
    """The Beijing day of a moment; `None` for one that cannot be, which `verify` names."""
    try:
        return beijing_day(parse_instant(str(record.values[field])))
    except ValueError:
        return None


def _read_on(facts: Facts) -> Mapping[tuple[int, date], int]:
    """How often people of a unit read pages: by unit and Beijing day; days without any are left out."""
    read: Counter[tuple[int, date]] = Counter()
    for patrol in facts.records("patrol"):
        person, day = facts.follow(patrol, "person"), _day_of(patrol, "read_at")
        if person is not None and day is not None:
            read[reference(person, "unit") or 0, day] += 1
    return dict(read)


def _began_reading(facts: Facts) -> Mapping[int, date]:
    """The first day on which anybody of a unit read pages, by unit."""
    begun = dict[int, date]()
    for unit, day in facts.of(_read_on):
        begun[unit] = min(day, begun.get(unit, day))
    return begun


def _never_read(facts: Facts, unit: Record) -> str:
    return "" if unit.id in facts.of(_began_reading) else "没有登记过读网"


@dataclass(frozen=True)
class _Served:
    """The days over on which somebody of a unit served, since it began to book its reading."""

    plain: tuple[date, ...]
    holidays: tuple[date, ...]
    """Of the county office: article 28 asks for them by themselves."""


def _served(facts: Facts) -> Mapping[int, _Served]:
    """By unit; units that never booked any reading are left out."""
    overrides, by_unit = read_overrides(workdays_file()), dict[int, _Served]()
    for unit in sponsors(facts):
        begun = facts.of(_began_reading).get(unit.id)
        if begun is None:
            continue
        first = max(begun, facts.as_of - LOOK_BACK, BOUND)
        days = sorted({duty.day for duty in _duties(facts, unit) if duty.person is not None})
        days = [day for day in days if first <= day < facts.as_of]
        office = unit.values["kind"] == OFFICE
        holidays = {day for day in days if office and day_kind(day, overrides) is DayKind.HOLIDAY}
        by_unit[unit.id] = _Served(tuple(day for day in days if day not in holidays), tuple(sorted(holidays)))
    return by_unit


def _none(days: Callable[[_Served], Sequence[date]], why: str) -> Callable[[Facts, Record], str]:
    """What says of a unit that no day can be judged, although it books its reading."""

    def missing(facts: Facts, unit: Record) -> str:
        served = facts.of(_served).get(unit.id)
        return "" if served is None or days(served) else why

    return missing


def _unread(facts: Facts, unit: Record, *, holidays: bool) -> list[date]:
    """The days served on which nobody of the unit read a page."""
    read, served = facts.of(_read_on), facts.of(_served).get(unit.id)
    if served is None:
        return []
    return [day for day in (served.holidays if holidays else served.plain) if (unit.id, day) not in read]


def _daily(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    for unit in subjects:
        for first, last in _runs(_unread(facts, unit, holidays=False)):
            span = f"{first}" if first == last else f"{first} 至 {last}"
            yield Violation(unit, f"{span} 有人值班，但没有读网的记录；读过的请补登，没有读的请说明", since=first)


def _holidays(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    for unit in subjects:
        for first, last in _runs(_unread(facts, unit, holidays=True)):
            span = f"{first}" if first == last else f"{first} 至 {last}"
            yield Violation(unit, f"节假日 {span} 没有巡网抽查的记录；节假日应重点抽查，请说明或补登", since=first)


def _with_frequency(facts: Facts) -> list[Record]:
    """Nobody is asked before the county has set how often a day is read: the regulation names no number."""
    return sponsors(facts) if PATROLS.name in facts.settings.given else []


def _too_seldom(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    """Days on which somebody served and pages were read, but fewer times than the county wants; none at all is 30."""
    limit, read = facts.limit(PATROLS), facts.of(_read_on)
    for unit in subjects:
        served = {duty.day for duty in _duties(facts, unit) if duty.person is not None}
        first = max(facts.as_of - LOOK_BACK, BOUND)
        seldom = sorted(
            day
            for day in served
            if first <= day < facts.as_of and 0 < read.get((unit.id, day), limit.value) < limit.value
        )
        for begin, last in _runs(seldom):
            span = f"{begin}" if begin == last else f"{begin} 至 {last}"
            least = min(read[unit.id, day] for day in seldom if begin <= day <= last)
            often = f"每天读网不足 {limit.value} 次（最少一天 {least} 次；{limit.source}）"
            message = f"{span} {often}；读过的请补登，没有读的请说明"
            yield Violation(unit, message, since=begin, severity=None if limit.document else Severity.WARNING)


def _offices(facts: Facts) -> list[Record]:
    return [unit for unit in sponsors(facts) if unit.values["kind"] == OFFICE]


class _Unreachable(Form):
    """A call that was not answered, nor the second one."""

    def look(self, facts: Facts, record: Record) -> Violation | None:
        """A second call that was answered settles it."""
        day = _day_of(record, "called_at")
        if (
            day is None
            or record.values["answered"] != Reached.NO
            or record.values["second"] == 1
            or day > facts.as_of
            or day < BOUND
        ):
            return None
        again = "两次都没有接通" if record.values["second"] == 0 else "没有接通，也没有再打"
        return self.violation(record, day, day=day, again=again)


def _with_trouble(facts: Facts) -> list[Record]:
    return [patrol for patrol in facts.records("patrol") if patrol.values["result"] == PatrolResult.PROBLEM]


NO_ROSTER = Observation("值班表", _no_roster)
NO_PATROL = Observation("读网", _never_read)
_BEGUN = Observation("当天的值班", _not_yet)
_NO_DAY = "开始读网以来还没有值过班的日子可查"
_SERVED = Observation("值过的班", _none(lambda served: served.plain or served.holidays, _NO_DAY))
_PLAIN = Observation("值过的班", _none(lambda served: served.plain, _NO_DAY))
_HOLIDAY = Observation("节假日的班", _none(lambda served: served.holidays, "开始读网以来还没有在节假日值过班"))

RULES: tuple[Rule, ...] = (
    Rule(
        "27.roster", Severity.VIOLATION, "unit", "各单位的 7×24 小时值班表排到今后了吗？",
        _roster_ends, sponsors, (NO_ROSTER,),
    ),
    Rule(
        "27.gap", Severity.VIOLATION, "unit", "值班表上每天 24 小时都有人吗？",
        _gaps, _with_roster, (_BEGUN,), optional=True,
    ),
    Rule("27.double", Severity.VIOLATION, "shift", "有没有人同时值两个班？", _double, optional=True),
    Rule(
        "27.patrol", Severity.VIOLATION, "unit", "值班的日子都按本县定的次数读网了吗？",
        _too_seldom, _with_frequency, (NO_ROSTER, NO_PATROL, _SERVED), optional=True,
    ),
    Rule(
        "27.phone", Severity.VIOLATION, "phone_check", "抽查的电话都接通了吗？",
        _Unreachable(message="{day} 抽查{person}的电话，{again}；要求 24 小时畅通，请核对号码并提醒本人"),
        optional=True,
    ),
    Rule(
        "27.record", Severity.WARNING, "patrol", "读网发现的问题都转了预警处置吗？",
        Missing(fields=("incident",), message="读网发现问题，但没有转预警处置；请登记一件并关联"),
        _with_trouble, optional=True,
    ),
    Rule(
        "28.holiday", Severity.VIOLATION, "unit", "县政府值班人员节假日都抽查了吗？", _holidays, _offices,
        (NO_ROSTER, NO_PATROL, _HOLIDAY),
    ),
    Rule(
        "30.daily", Severity.VIOLATION, "unit", "值班人员每天都读网了吗？", _daily, sponsors,
        (NO_ROSTER, NO_PATROL, _PLAIN),
    ),
)  # fmt: skip
