"""What comes round again for a system or a plan (article 35): checks, assessment, evaluation, drills, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import begun, done, reference
from fjgov_tui.ledgers.settings import CHECK_MONTHS, DRILL_MONTHS
from fjgov_tui.ledgers.systems import CHECKED, Protection, SafetyKind, SystemState
from fjgov_tui.months import add_months
from fjgov_tui.store import Reader
from fjgov_tui.workflows.settings import CountyLimit, county_limit

ASSESSMENT_MONTHS: Mapping[str, int] = {Protection.SECOND: 24, Protection.THIRD: 12}
"""Months between two assessments by grade of protection; the figures are not confirmed."""
EVALUATION_MONTHS = 12
"""At least one a year: 互联网政务应用安全管理规定, article 18."""
DRILLED = "应急演练"


@dataclass(frozen=True, kw_only=True)
class Recurring:
    """One thing that has to be done to a record again and again."""

    record: Record
    """A system or an emergency plan."""
    what: str
    """One of `CHECKED`, `SafetyKind.ASSESSED`, `SafetyKind.EVALUATED`, `DRILLED`."""
    last: date | None
    """When it was done last; `None` where it never was."""
    due: date | None
    """The last day for the next one; `None` where it was never done and nobody knows since when it had to be."""
    limit: CountyLimit | None
    """The county's interval in months; `None` where another document sets it."""

    def late(self, as_of: date) -> bool:
        """Whether it should have been done before that day."""
        return self.due is None or self.due < as_of

    @property
    def words(self) -> str:
        """What it is and when it was done last."""
        return f"{self.what}（{'从未' if self.last is None else f'上次 {self.last}'}）"


def systems_in_use(records: Iterable[Record], as_of: date) -> list[Record]:
    """The systems in service on that day."""
    return [
        record
        for record in records
        if begun(record, "since", as_of)
        and (record.values["state"] == SystemState.RUNNING or not done(record, "closed_on", as_of))
        and not (record.values["state"] == SystemState.STOPPED and record.values["closed_on"] is None)
    ]


def plans_in_force(records: Iterable[Record], as_of: date) -> list[Record]:
    """The emergency plans, or rules of security, that were issued and not abolished by that day."""
    return [
        record for record in records if done(record, "issued_on", as_of) and not done(record, "abolished_on", as_of)
    ]


def recurring(reader: Reader, as_of: date) -> list[Recurring]:
    """Everything that comes round, what is due first first.

    Args:
        reader: the ledgers.
        as_of: the Beijing day; what was done after it does not count.
    """
    settings = list(reader.records(LEDGERS["setting"]))
    listed = [
        *_of_systems(reader, as_of, county_limit(settings, CHECK_MONTHS.name)),
        *_of_plans(reader, as_of, county_limit(settings, DRILL_MONTHS.name)),
    ]
    return sorted(listed, key=lambda item: (item.due or date.min, item.record.ledger, item.record.id))


def _of_systems(reader: Reader, as_of: date, interval: CountyLimit) -> Iterator[Recurring]:
    last: dict[tuple[int, str], date] = {}
    for check in reader.records(LEDGERS["safety"]):
        day, key = check.day("checked_on"), (reference(check, "system") or 0, str(check.values["kind"]))
        if day is not None and day <= as_of:
            last[key] = max(day, last.get(key, date.min))
    for system in systems_in_use(reader.records(LEDGERS["system"]), as_of):
        for kind in CHECKED:
            yield _item(system, kind, last.get((system.id, kind)), interval.value, interval)
        assessed, evaluated = last.get((system.id, SafetyKind.ASSESSED)), last.get((system.id, SafetyKind.EVALUATED))
        months = ASSESSMENT_MONTHS.get(str(system.values["grade"]))
        if months is not None:
            yield _item(system, SafetyKind.ASSESSED, assessed, months, None)
        # Whoever assesses a system has evaluated it as well.
        both = max(assessed or date.min, evaluated or date.min)
        yield _item(system, SafetyKind.EVALUATED, both if both > date.min else None, EVALUATION_MONTHS, None)


def _of_plans(reader: Reader, as_of: date, interval: CountyLimit) -> Iterator[Recurring]:
    last: dict[int, date] = {}
    for drill in reader.records(LEDGERS["drill"]):
        day, of = drill.day("held_on"), reference(drill, "plan") or 0
        if day is not None and day <= as_of:
            last[of] = max(day, last.get(of, date.min))
    for plan in plans_in_force(reader.records(LEDGERS["plan"]), as_of):
        yield _item(plan, DRILLED, last.get(plan.id), interval.value, interval)


def _item(record: Record, what: str, last: date | None, months: int, limit: CountyLimit | None) -> Recurring:
    since = last or record.day("issued_on" if record.ledger == "plan" else "since")
    due = None if since is None else add_months(since, months)
    return Recurring(record=record, what=what, last=last, due=due, limit=limit)
