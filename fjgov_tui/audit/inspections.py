"""Chapter 10: every site and account is inspected each quarter (33), and what failed is seen to (34).

A county that keeps no register of inspections yet is 未检查; one that keeps it answers for each quarter since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.articles import in_force
from fjgov_tui.audit.facts import Facts, running_media, running_sites
from fjgov_tui.audit.model import REGULATION, Observation, Question, Rule, Violation
from fjgov_tui.audit.procedures import breaches
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, running
from fjgov_tui.ledgers.inspecting import InspectionKind, InspectionResult
from fjgov_tui.ledgers.rectifying import RECTIFYING, CaseGround
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.quarters import Period, parse_period, quarter_of
from fjgov_tui.text import safe
from fjgov_tui.workflows.matters import LapseKind

QUARTERS = 4
"""How many quarters back the register has to be whole; older ones are in the books of their own year's assessment."""
GRACE = timedelta(days=30)
"""How long after a quarter its inspection and bulletin are only warned of: the regulation names no day."""


def period_of(record: Record) -> Period | None:
    """The period that a record is about; `None` where somebody went round the validator."""
    try:
        return parse_period(record.text("period"))
    except ValueProblem:
        return None


def inspected_by_period(facts: Facts) -> Mapping[Period, Sequence[Record]]:
    """The quarterly inspections that were entered by that day, by period."""
    by_period: dict[Period, list[Record]] = {}
    for record in facts.records("inspection"):
        period, on = period_of(record), record.day("checked_on")
        if (
            record.values["kind"] == InspectionKind.QUARTERLY
            and period is not None
            and on is not None
            and on <= facts.as_of
        ):
            by_period.setdefault(period, []).append(record)
    return by_period


def quarters_owed(facts: Facts) -> list[Period]:
    """The ended quarters for which the register has to answer, the oldest first."""
    begun = facts.of(inspected_by_period)
    if not begun:
        return []
    first, owed = max(min(begun).first, in_force(REGULATION)), list[Period]()
    quarter = quarter_of(facts.as_of).before
    while len(owed) < QUARTERS and quarter.last >= first:
        owed.append(quarter)
        quarter = quarter.before
    return owed[::-1]


def _there(place: Record, quarter: Period) -> bool:
    """Whether it was open at the quarter's end; one that opened in its course is inspected with the next."""
    opened = place.day("opened_on")
    return running(place, quarter.last) and (opened is None or opened <= quarter.first)


def _results(facts: Facts, field: str) -> dict[tuple[Period, int], Record]:
    """The inspections by period and subject."""
    known: dict[tuple[Period, int], Record] = {}
    for period, records in facts.of(inspected_by_period).items():
        for record in records:
            subject = reference(record, field)
            if subject is not None:
                known[period, subject] = record
    return known


def _every_quarter(field: str) -> Question:
    """The question whether each of the places was inspected in each quarter that is over."""

    def violations(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        results, office = _results(facts, field), facts.office
        title = office.title if office is not None else None
        whole = [quarter for quarter in facts.of(quarters_owed) if quarter not in facts.of(inspected_by_period)]
        if whole and office is not None and field == "site":
            yield _owed(facts, office, whole, "没有对站点和新媒体的检查登记", title)
        for place in subjects:
            owed = [quarter for quarter in facts.of(quarters_owed) if quarter not in whole and _there(place, quarter)]
            missing = [quarter for quarter in owed if (quarter, place.id) not in results]
            if missing:
                yield _owed(facts, place, missing, "没有检查的登记", title)
                continue
            open_yet = [
                quarter for quarter in owed if _result(results[quarter, place.id]) == InspectionResult.UNCHECKED
            ]
            if open_yet:
                why = str(results[open_yet[-1], place.id].values["grounds"] or "没有写明原因")
                named = "、".join(quarter.title for quarter in open_yet)
                message = f"{named}登记的是未检查：{safe(why.splitlines()[0])}"
                yield Violation(place, message, title, since=open_yet[0].last, judged=False)

    return violations


def _result(record: Record) -> object:
    return record.values["result"]


def _looked_at(field: str) -> Callable[[Facts, Record], str]:
    """Why it cannot be said of a place that it was inspected each quarter, although nothing is owed yet."""

    def missing(facts: Facts, place: Record) -> str:
        whole = facts.of(quarters_owed)
        if any(_there(place, quarter) for quarter in whole):
            return ""
        known = facts.of(_SEEN[field])
        if place.id in known:
            return ""
        return "还没有检查过，开通以来没有满一季" if whole else "还没有检查过，登记检查以来没有过完一季"

    return missing


def _seen(field: str) -> Callable[[Facts], frozenset[int]]:
    """The function that works out which places have a result that says something, for `Facts.of`."""

    def work_out(facts: Facts) -> frozenset[int]:
        results = _results(facts, field).items()
        return frozenset(place for (_, place), record in results if _result(record) != InspectionResult.UNCHECKED)

    return work_out


_SEEN = {field: _seen(field) for field in ("site", "media")}


def _quarter_over(facts: Facts, _office: Record) -> str:
    return "" if facts.of(quarters_owed) else "登记检查以来还没有过完一季"


def _owed(facts: Facts, record: Record, quarters: Sequence[Period], what: str, unit: str | None) -> Violation:
    named = "、".join(quarter.title for quarter in quarters)
    since = quarters[0].last + timedelta(days=1)
    late = facts.as_of > quarters[0].last + GRACE
    message = f"{named}{what}；每季度对照检查指标检查一次，请用 fjgov inspect {quarters[-1].name} 检查并登记"
    return Violation(record, message, unit, since, quarters[0].last + GRACE, None if late else Severity.WARNING)


def _kept(facts: Facts, record: Record) -> str:
    return "" if facts.of(inspected_by_period) else f"台账“{LEDGERS['inspection'].title}”里还没有季度检查"


def _office(facts: Facts) -> list[Record]:
    return [facts.office] if facts.office is not None else []


def _bulletins(facts: Facts, offices: Sequence[Record]) -> Iterator[Violation]:
    issued = {
        period: on
        for record in facts.records("bulletin")
        if (period := period_of(record)) is not None and (on := record.day("issued_on")) is not None
    }
    missing = [quarter for quarter in facts.of(quarters_owed) if issued.get(quarter, date.max) > facts.as_of]
    if missing:
        named = "、".join(quarter.title for quarter in missing)
        since, due = missing[0].last + timedelta(days=1), missing[0].last + GRACE
        message = f"{named}没有印发通报的登记；每季度检查之后要印发通报，请用 fjgov bulletin 起草，印发后登记文号和日期"
        yield Violation(
            offices[0], message, since=since, due=due, severity=None if facts.as_of > due else Severity.WARNING
        )


def _failed(facts: Facts) -> list[Record]:
    """The inspections of the quarters that count in which a site or account failed."""
    first = facts.of(quarters_owed)[0].first if facts.of(quarters_owed) else date.max
    return [
        record
        for record in facts.records("inspection")
        if record.values["result"] == InspectionResult.FAILED
        and (on := record.day("checked_on")) is not None
        and first <= on <= facts.as_of
    ]


def decided_cases(facts: Facts) -> set[tuple[int | None, str]]:
    """Unit and period of what somebody has decided because an inspection was failed."""
    return {
        (reference(case, "unit"), case.text("period"))
        for case in facts.records("accountability")
        if case.values["ground"] == CaseGround.FAILED_CHECK
        and (on := case.day("decided_on")) is not None
        and on <= facts.as_of
    }


def _decided(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    """Article 34 names no day by which it has to be decided, so that it is a warning."""
    known, office = facts.of(decided_cases), facts.office
    for record in subjects:
        if (reference(record, "unit"), record.text("period")) not in known:
            name, unit = safe(record.title), safe(record.names.get("unit", ""))
            message = (
                f"{name}（{unit}）{record.values['period']} 检查不合格，没有约谈、通报或扣分的决定；"
                "请在问责台账登记，由县政府办公室领导决定"
            )
            yield Violation(record, message, office.title if office else None, since=record.day("checked_on"))


def _quarterly(rule_id: str, field: str, question: str, scope: Callable[[Facts], list[Record]]) -> Rule:
    return Rule(
        rule_id, Severity.VIOLATION, field, question, _every_quarter(field), scope,
        rests_on=(Observation("季度检查", _kept), Observation("检查过的一季", _looked_at(field))),
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    _quarterly("33.sites", "site", "每个站点每季度都检查了吗？", running_sites),
    _quarterly("33.media", "media", "每个政务新媒体每季度都检查了吗？", running_media),
    Rule(
        "33.bulletin", Severity.VIOLATION, "unit", "每季度都印发通报了吗？", _bulletins, _office,
        rests_on=(Observation("季度检查", _kept), Observation("过完的一季", _quarter_over)),
    ),
    breaches(
        "34.rectified", RECTIFYING, {LapseKind.LATE, LapseKind.MISSING, LapseKind.SIGNER},
        "要求整改的都在期限内报告、复查过吗？", optional=True,
    ),
    Rule(
        "34.decided", Severity.WARNING, "inspection", "检查不合格的都由县政府办公室决定了怎样处理吗？", _decided,
        _failed, optional=True,
    ),
)  # fmt: skip
