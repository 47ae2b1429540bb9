"""Article 39: a county-wide session each year, everybody covered, nobody at work before the first training."""

from collections.abc import Iterable, Iterator
from datetime import date

from fjgov_tui.audit.articles import rulebook
from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import OFFICE, by_id, records, reference, serving
from fjgov_tui.ledgers import Record
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.workflows.training import accounts_held, coverage, trained_days, works

COUNTY_FORMS = frozenset({"集中培训", "线上培训", "上派学习"})
"""Forms that bring the county together; the others of article 39 are for newcomers."""
WARN_FROM = 10
"""The month from which a year without training is a worry: the last quarter."""


def _county_sessions(reader: Reader, as_of: date) -> list[Record]:
    """The county-wide sessions up to a day: organised by the office in charge, in a form that reaches everybody."""
    offices = {unit.id for unit in records(reader, "unit") if unit.values["kind"] == OFFICE}
    return [
        session
        for session in records(reader, "training")
        if _held(session) <= as_of
        and reference(session, "organiser") in offices
        and session.values["form"] in COUNTY_FORMS
    ]


def _held(session: Record) -> date:
    return session.day("ended_on") or session.day("held_on") or date.max


def _first_year(reader: Reader) -> int:
    """The year in which the training ledger begins; what was before it cannot be judged."""
    return min((_held(session).year for session in records(reader, "training")), default=date.max.year)


def _annual(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """The finding stands with the office in charge, or, while that is not registered, with the newest session."""
    office = next((unit for unit in records(reader, "unit") if unit.values["kind"] == OFFICE), None)
    subject = office or max(records(reader, "training"), key=_held, default=None)
    trained, first = {_held(session).year for session in _county_sessions(reader, as_of)}, _first_year(reader)
    unit = office.title if office else ""
    last, end = as_of.year - 1, date(as_of.year, 12, 31)
    if subject is None:
        return
    if first <= last not in trained:
        message = f"{last} 年没有县政府办公室主办的全县培训；每年至少一次，请尽快补办，如已办请补登"
        yield Flaw(subject, message, unit, since=date(as_of.year, 1, 1), due=date(last, 12, 31))
    if first <= as_of.year not in trained and as_of.month >= WARN_FROM:
        message = f"{as_of.year} 年还没有办过全县培训；每年至少一次，请在 {end} 前举办并登记"
        yield Flaw(subject, message, unit, since=date(as_of.year, WARN_FROM, 1), due=end, severity="warning")


def _coverage(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """A worker without training: a violation once the year is over, before that a warning.

    The warning comes as soon as a county-wide session went by without her, and for everybody in the last quarter.
    Who came in the year before without any training is told by `39.before-duty` alone.
    """
    year, first = as_of.year, _first_year(reader)
    now = {one.id: one for unit in coverage(reader, year, as_of).units for one in unit.workers}
    missed = coverage(reader, year - 1, as_of).missing if first < year else ()
    before = {one.id for one in missed if one.last or one.on_duty is None or one.on_duty.year < year - 1}
    days = [_held(session) for session in _county_sessions(reader, as_of) if _held(session).year == year]
    people = by_id(reader, "person")
    for key in sorted(now):
        one, end = now[key], date(year, 12, 31)
        went_by = any(one.on_duty is None or one.on_duty <= day for day in days)
        waiting = not one.covered and first <= year and (went_by or as_of.month >= WARN_FROM)
        last = f"上次培训是 {one.last}" if one.last else "没有培训合格的记录"
        if key in before:
            also = f"，{year} 年也还没有" if waiting else ""
            message = f"{year - 1} 年全年没有参加培训{also}（{last}）；请尽快安排培训并登记"
            yield Flaw(people[key], message, one.unit, since=date(year, 1, 1), due=date(year - 1, 12, 31))
        elif waiting:
            message = f"{year} 年还没有参加培训（{last}）；请在 {end} 前安排并登记"
            yield Flaw(people[key], message, one.unit, due=end, severity="warning")


def _before_duty(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """Who was at work before the regulation came is no newcomer, and need only be trained at all."""
    trained, held, issued = trained_days(reader, as_of), accounts_held(reader, as_of), rulebook().pack.issued
    for person in records(reader, "person"):
        if not serving(person, as_of):
            continue
        start, what = _started(person, held.get(person.id, ()))
        if start is None or start > as_of:
            continue
        first, unit = min(trained.get(person.id, ()), default=None), person.names.get("unit", "")
        if first is None:
            message = f"{start} {what}，至今没有培训合格的记录；新到岗人员应先培训后上岗，请马上安排培训并登记"
            yield Flaw(person, message, unit, since=start, due=start)
        elif issued <= start < first:
            message = f"{start} {what}，{first} 才第一次培训合格，没有先培训后上岗；请说明情况，今后先培训再安排"
            yield Flaw(person, message, unit, since=start, due=start)


def _started(person: Record, accounts: Iterable[Record]) -> tuple[date | None, str]:
    """The first day of work that asks for training, as far as the ledgers know it, and what began on it."""
    on_duty, begun = person.day("on_duty"), list[tuple[date, str]]()
    if on_duty is not None and works(person, holding=False):
        begun.append((on_duty, "到岗"))
    for account in accounts:
        # An account may be older than its holder's duty: then she got it on that day at the earliest.
        known = [day for day in (on_duty, account.day("opened_on")) if day is not None]
        if known:
            begun.append((max(known), f"起保管账户“{safe(account.title)}”"))
    return min(begun, default=(None, ""))


RULES: tuple[Rule, ...] = (
    Rule("39.annual", 39, "violation", "training", "县政府办公室每年都办过全县培训吗？", _annual),
    Rule("39.coverage", 39, "violation", "attendance", "具体做事的人每年都参加了培训吗？", _coverage),
    Rule("39.before-duty", 39, "violation", "attendance", "新到岗的人都是先培训、后上岗的吗？", _before_duty),
)
