"""What follows from a declared procedure: steps late, missing, out of order, taken early, by the wrong person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import REGULATION, Observation, Rule, Violation
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.procedures import Procedure
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.matters import Lapse, LapseKind, Progress
from fjgov_tui.workflows.offices import Offices, offices_of
from fjgov_tui.workflows.reading import all_progress

REMEDIES = {
    LapseKind.LATE: "没有办的请尽快办，办晚了的写明原因",
    LapseKind.MISSING: "请补办并登记",
    LapseKind.ORDER: "请核对日期；确实颠倒的写明原因",
    LapseKind.SIGNER: "请核对任职和代签台账，或由应签的人补签",
    LapseKind.SAME: "请由不同的人重新签",
    LapseKind.EARLY: "请核对日期；确实提前的写明原因",
    LapseKind.CHANGED: "请重新审签",
    LapseKind.ENTRY: "请当日登记",
}
"""What is to be done about each kind of breach."""


def offices(facts: Facts) -> Offices:
    """Who held which office."""
    return offices_of(facts.reader)


@lru_cache(maxsize=64)
def progress_in(key: str) -> Callable[[Facts], Sequence[Progress]]:
    """The function that works out how far the records of a procedure have come, for `Facts.of`.

    Args:
        key: the procedure's key; the declaration is looked up when the facts are asked.
    """

    def work_out(facts: Facts) -> Sequence[Progress]:
        from fjgov_tui.ledgers import PROCEDURES

        return list(all_progress(facts.reader, PROCEDURES[key], Moment(facts.as_of), offices=facts.of(offices)))

    return work_out


def breaches(
    rule_id: str,
    procedure: Procedure | Sequence[Procedure],
    kinds: Collection[LapseKind],
    question: str,
    *,
    severity: Severity = Severity.VIOLATION,
    steps: Collection[str] = (),
    when: Callable[[Progress], bool] | None = None,
    optional: bool = False,
    late: Severity | None = None,
    county: bool = False,
    gravity: Callable[[Progress], Severity | None] | None = None,
    rests_on: tuple[Observation, ...] = (),
    pack: str = REGULATION,
) -> Rule:
    """The rule that a procedure was kept in certain ways.

    Args:
        rule_id: the rule's id, such as `15.reviews`.
        procedure: the procedure, or several ways that records of one ledger go.
        kinds: which kinds of breach it is about.
        question: what it asks, in a Chinese sentence.
        severity: of its findings; what was only entered late is a notice in any case.
        steps: the names of the steps that it is about; all of them where none are named.
        when: which records it is about; all of them where not given.
        optional: a county may have no such records, and its article is judged all the same.
        late: how grave it is that something was only late, where the regulation names no figure.
        county: the county office answers for it, and not the unit of the record.
        gravity: says for one record that its findings are less grave than the rule.
        rests_on: what has to be known of a record before it may be called in order.
        pack: the document that sets the limit.
    """
    ways = (procedure,) if isinstance(procedure, Procedure) else tuple(procedure)

    def about(facts: Facts) -> Sequence[Progress]:
        come = (item for item in _come(facts, ways) if _tells(item, steps))
        return [item for item in come if when is None or when(item)]

    def scope(facts: Facts) -> Iterable[Record]:
        return [come.record for come in about(facts)]

    def violations(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        asked = {record.id for record in subjects}
        entered_late = LapseKind.ENTRY in kinds
        for come in _come(facts, ways):
            if come.record.id not in asked or (come.kept and not entered_late):
                continue
            known = come.breaches if entered_late else come.lapses
            wrong = [lapse for lapse in known if lapse.kind in kinds and (not steps or lapse.step.name in steps)]
            if wrong:
                grave = gravity(come) if gravity is not None else None
                if late is not None and all(lapse.kind is LapseKind.LATE for lapse in wrong):
                    grave = late
                office = facts.office if county else None
                yield _violation(come, wrong, grave, office.title if office is not None else None)

    return Rule(rule_id, severity, ways[0].ledger, question, violations, scope, rests_on, optional, pack)


def _tells(come: Progress, steps: Collection[str]) -> bool:
    """Whether anything has been done, or left undone, by which it can be judged: a mere draft is not in order yet."""
    if come.kept or come.ended:
        return True
    asked = [state for state in come.steps if not steps or state.step.name in steps]
    return any(state.done is not None or state.signature is not None or state.breaches for state in asked)


def _come(facts: Facts, ways: Sequence[Procedure]) -> Sequence[Progress]:
    """How far the records of some procedures have come, in the order of the records' ids."""
    if len(ways) == 1:
        return facts.of(progress_in(ways[0].key))
    return sorted((item for way in ways for item in facts.of(progress_in(way.key))), key=lambda item: item.record.id)


def _violation(come: Progress, wrong: Sequence[Lapse], gravity: Severity | None, unit: str | None = None) -> Violation:
    """One finding a record, which names everything of its kind."""
    words = "；".join(dict.fromkeys(safe(breach.message) for breach in wrong))
    remedies = "；".join(dict.fromkeys(REMEDIES[breach.kind] for breach in wrong))
    since = min((breach.since for breach in wrong if breach.since), default=None)
    due = min((breach.due for breach in wrong if breach.due), default=None)
    gravest: Severity | None = Severity.NOTICE if all(breach.kind is LapseKind.ENTRY for breach in wrong) else gravity
    title = f"{LEDGERS[come.record.ledger].title}“{safe(come.record.title)}”"
    message = f"{title}：{words}。{remedies}"
    # A single one since the document binds makes the whole a breach; those before it alone are a notice.
    on = max((breach.since for breach in wrong if breach.since), default=None)
    name = come.known.unit_name if unit is None else unit
    return Violation(come.record, message, name, since, due, gravest, on)
