"""Article 39: a county-wide session each year, everybody covered, nobody at work before the first training."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fjgov_tui.audit.articles import in_force
from fjgov_tui.audit.facts import OFFICE, Facts, serving_people
from fjgov_tui.audit.holding import held_since
from fjgov_tui.audit.leaving import held_by_account
from fjgov_tui.audit.model import REGULATION, Observation, Rule, Violation
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.training import TrainingForm
from fjgov_tui.text import safe
from fjgov_tui.workflows.training import Coverage, coverage, trained_days, works

COUNTY_FORMS = frozenset({TrainingForm.TOGETHER, TrainingForm.ONLINE, TrainingForm.SENT_UP})
"""Forms that bring the county together; the others of article 39 are for newcomers."""
WARN_FROM = 10
"""The month from which a year without training is a worry: the last quarter."""


def _held(session: Record) -> date:
    return session.day("ended_on") or session.day("held_on") or date.max


def county_sessions(facts: Facts) -> list[Record]:
    """The county-wide sessions up to the day: organised by the office in charge, in a form that reaches everybody."""
    offices = {unit.id for unit in facts.records("unit") if unit.values["kind"] == OFFICE}
    return [
        session
        for session in facts.records("training")
        if _held(session) <= facts.as_of
        and reference(session, "organiser") in offices
        and session.values["form"] in COUNTY_FORMS
    ]


def first_year(facts: Facts) -> int:
    """The year in which the training ledger begins; what was before it cannot be judged."""
    return min((_held(session).year for session in facts.records("training")), default=date.max.year)


def trained(facts: Facts) -> Mapping[int, Sequence[date]]:
    """The days on which each person was trained up to that day, oldest first."""
    return trained_days(facts.reader, facts.as_of)


def this_year(facts: Facts) -> Coverage:
    """How the year's training covers those who work on that day."""
    return coverage(facts.reader, facts.as_of.year, facts.as_of)


def _office(facts: Facts) -> list[Record]:
    return [facts.office] if facts.office is not None else []


def _workers(facts: Facts) -> list[Record]:
    """Those who work on sites or media on that day, by id."""
    people = facts.by_id("person")
    ids = sorted(worker.id for unit in facts.of(this_year).units for worker in unit.workers)
    return [people[person_id] for person_id in ids]


def _booked(ledger: str) -> Observation:
    title = LEDGERS[ledger].title
    return Observation(title, lambda facts, record: "" if facts.by_id(ledger) else f"台账“{title}”为空")


def _annual(facts: Facts, offices: Sequence[Record]) -> Iterator[Violation]:
    """Every year since the ledger begins, and since the regulation asks for it."""
    held, first = {_held(session).year for session in facts.of(county_sessions)}, facts.of(first_year)
    year, office = facts.as_of.year, offices[0]
    missing = [
        missing_year for missing_year in range(max(first, in_force(REGULATION).year), year) if missing_year not in held
    ]
    if missing:
        named = "、".join(f"{missing_year} 年" for missing_year in missing)
        message = f"{named}没有县政府办公室主办的全县培训；每年至少一次，已办的请补登，没有办的今年补办并登记说明"
        yield Violation(office, message, since=date(missing[0] + 1, 1, 1), due=date(missing[0], 12, 31))
    if first <= year not in held and facts.as_of.month >= WARN_FROM:
        end = date(year, 12, 31)
        message = f"{year} 年还没有办过全县培训；每年至少一次，最迟 {end}，请安排并登记"
        yield Violation(office, message, since=date(year, WARN_FROM, 1), due=end, severity=Severity.WARNING)


def _coverage(facts: Facts, people: Sequence[Record]) -> Iterator[Violation]:
    """A worker without training: a violation once the year is over, before that a warning.

    The warning comes as soon as a county-wide session went by without them, and for everybody in the last quarter.
    A newcomer without any training is told by `39.before-duty` alone, a year without any session by `39.annual`.
    """
    if not facts.by_id("attendance"):
        return
    year, first = facts.as_of.year, facts.of(first_year)
    now = {worker.id: worker for unit in facts.of(this_year).units for worker in unit.workers}
    held = {_held(session).year for session in facts.of(county_sessions)}
    missed = coverage(facts.reader, year - 1, facts.as_of).missing if first < year and year - 1 in held else ()
    before = {worker.id for worker in missed if worker.last or worker.on_duty is None or worker.on_duty.year < year - 1}
    days = [_held(session) for session in facts.of(county_sessions) if _held(session).year == year]
    for person in people:
        worker, end = now[person.id], date(year, 12, 31)
        began = _started(facts, person)[0]
        went_by = any(began is None or began <= day for day in days)
        late = went_by or (bool(days) and facts.as_of.month >= WARN_FROM)
        newcomer = worker.last is None and began is not None and began.year == year
        waiting = late and not worker.covered and not newcomer
        last = f"上次培训是 {worker.last}" if worker.last else "没有培训合格的记录"
        if person.id in before and (began is None or began.year < year):
            also = f"，{year} 年也还没有" if waiting else ""
            message = (
                f"{year - 1} 年全年没有参加培训{also}（{last}）；{year - 1} 年已不能补，参加过的请补登，"
                f"没有的请今年安排培训并登记说明"
            )
            yield Violation(person, message, since=date(year, 1, 1), due=date(year - 1, 12, 31))
        elif waiting:
            message = f"{year} 年还没有参加培训（{last}）；最迟 {end}，请安排并登记"
            yield Violation(person, message, due=end, severity=Severity.WARNING)


def _before_duty(facts: Facts, people: Sequence[Record]) -> Iterator[Violation]:
    """Who was at work before the regulation came is no newcomer; who came before the ledger cannot be judged."""
    if not facts.by_id("attendance"):
        return
    first_kept = facts.of(first_year)
    for person in people:
        start, what = _started(facts, person)
        first = min(facts.of(trained).get(person.id, ()), default=None)
        if start is None or start > facts.as_of or (first is not None and first <= start):
            continue
        if start.year < first_kept and start >= in_force(REGULATION):
            message = f"{start} {what}，培训台账从 {first_kept} 年才有，当时是否先培训无法核对；有记录的请补登"
            yield Violation(person, message, since=start, judged=False)
        elif first is None:
            message = f"{start} {what}，至今没有培训合格的记录；新到岗人员应先培训后上岗，请马上安排培训并登记"
            yield Violation(person, message, since=start, due=start, on=start)
        elif start >= in_force(REGULATION):
            message = f"{start} {what}，{first} 才第一次培训合格，没有先培训后上岗；请登记说明，今后先培训再安排"
            yield Violation(person, message, since=start, due=start, on=start)


def _started(facts: Facts, person: Record) -> tuple[date | None, str]:
    """The first day of work that asks for training, as far as the ledgers know it, and what began on it."""
    on_duty, begun = person.day("on_duty"), list[tuple[date, str]]()
    if on_duty is not None and works(person, holding=False):
        begun.append((on_duty, "到岗"))
    for account in facts.of(held_by_account).get(person.id, ()):
        held = facts.of(held_since).get(account.id)
        if held is not None and facts.holders.get(account.id) == person.id:
            begun.append((held.day, f"起保管账户“{safe(account.title)}”（据{held.source}）"))
    return min(begun, default=(None, ""))


def _start_known(facts: Facts, person: Record) -> str:
    """Who does the work, and nobody knows since when, cannot be called trained before it."""
    known = _started(facts, person)[0] is not None or not works(person, holding=False)
    return "" if known else "没有登记到岗日期"


RULES: tuple[Rule, ...] = (
    Rule(
        "39.annual", Severity.VIOLATION, "unit", "县政府办公室每年都办过全县培训吗？", _annual, _office,
        rests_on=(_booked("training"),),
    ),
    Rule(
        "39.coverage", Severity.VIOLATION, "person", "具体做事的人每年都参加了培训吗？", _coverage, _workers,
        rests_on=(_booked("attendance"),),
    ),
    Rule(
        "39.before-duty", Severity.VIOLATION, "person", "新到岗的人都是先培训、后上岗的吗？", _before_duty,
        serving_people, rests_on=(_booked("attendance"), Observation("到岗日期", _start_known)),
    ),
)  # fmt: skip
