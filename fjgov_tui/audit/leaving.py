"""Article 36: whoever leaves hands over, signs the pledge, and leaves no password behind that still opens anything."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.audit.procedures import breaches
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done
from fjgov_tui.ledgers.rotation import HANDING_OVER
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.handover import HandoverState, handover_states
from fjgov_tui.workflows.matters import LapseKind
from fjgov_tui.workflows.training import accounts_held


def handovers_begun(facts: Facts) -> Sequence[HandoverState]:
    """The handovers of those who have left by that day, in the order of their ids."""
    begun = (handover for handover in handover_states(facts.reader, facts.as_of) if handover.left_on <= facts.as_of)
    return sorted(begun, key=lambda handover: handover.record.id)


def held_by_account(facts: Facts) -> Mapping[int, Sequence[Record]]:
    """The accounts in use on that day, by the id of the person who holds them now."""
    return accounts_held(facts.reader, facts.as_of)


def leavers(facts: Facts) -> list[Record]:
    """The people who had left by that day."""
    known = {handover.leaver_id for handover in facts.of(handovers_begun)}
    return [person for person in facts.records("person") if done(person, "left_on", facts.as_of) or person.id in known]


def _unregistered(facts: Facts, people: Sequence[Record]) -> Iterator[tuple[Record, date]]:
    """People who have left, with the day, for whose leaving there is no handover."""
    known = {(handover.leaver_id, handover.left_on) for handover in facts.of(handovers_begun)}
    for person in people:
        left = person.day("left_on")
        if left is not None and done(person, "left_on", facts.as_of) and (person.id, left) not in known:
            yield person, left


def _age(left: date, as_of: date) -> str:
    return f"{left} 离岗，已 {(as_of - left).days} 天"


def _handover(facts: Facts, people: Sequence[Record]) -> Iterator[Violation]:
    """Accounts and passwords: the pledge is asked for by `36.pledge`, the filing by `37.filing`."""
    for handover in facts.of(handovers_begun):
        age, left = _age(handover.left_on, facts.as_of), handover.left_on
        missing = [f"账户“{safe(item.account)}”自 {left} 起没有换过口令" for item in handover.items if not item.settled]
        missing += [f"账户“{safe(name)}”还在移交人名下" for name in handover.held]
        if missing:
            closed = "，虽登记为已办结" if handover.closed_on else ""
            message = f"{age}{closed}，移交没有办完：{'，'.join(missing)}；请逐项补齐并登记"
            yield Violation(handover.record, message, since=left, on=left)
        elif handover.closed_on is None and handover.ready:
            message = f"{age}，各项已齐，还没有办结；请登记办结"
            yield Violation(handover.record, message, since=left, severity=Severity.NOTICE)
    held = facts.of(held_by_account)
    for person, left in _unregistered(facts, people):
        if person.id in held:
            names = "、".join(f"“{safe(account.title)}”" for account in held[person.id])
            message = f"{_age(left, facts.as_of)}，没有办理工作移交，名下还有账户{names}；请办理移交并更换口令"
            yield Violation(person, message, since=left, on=left)


def _pledge(facts: Facts, people: Sequence[Record]) -> Iterator[Violation]:
    """The pledge on leaving; that of the day of entry says nothing of it."""
    for handover in facts.of(handovers_begun):
        if handover.done_on("pledge") is None:
            left = handover.left_on
            message = f"{_age(left, facts.as_of)}，没有签离岗保密承诺；请补签并登记日期"
            yield Violation(handover.record, message, since=left, on=left)
    for person, left in _unregistered(facts, people):
        pledged = person.day("pledge_on")
        if pledged is None or not left <= pledged <= facts.as_of:
            entry = f"（登记的 {pledged} 是到岗时签的）" if pledged is not None and pledged < left else ""
            message = f"{_age(left, facts.as_of)}，没有签离岗保密承诺的记录{entry}；请补签并在工作移交里登记"
            yield Violation(person, message, since=left, on=left)


RULES: tuple[Rule, ...] = (
    Rule("36.handover", Severity.VIOLATION, "person", "离岗的人都移交了账户、换过口令吗？", _handover, leavers),
    Rule("36.pledge", Severity.VIOLATION, "person", "离岗的人都签了离岗保密承诺吗？", _pledge, leavers),
    breaches(
        "36.steps",
        HANDING_OVER,
        {LapseKind.SIGNER, LapseKind.EARLY},
        "移交的各个环节是应签的人签的、备案和办结是离岗之后办的吗？",
        optional=True,
    ),
)
