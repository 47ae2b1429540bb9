"""Article 36: whoever leaves hands over, signs the pledge, and leaves no password behind that still opens anything."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import done, records
from fjgov_tui.ledgers import Record
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.workflows.handover import HandoverState, handover_states
from fjgov_tui.workflows.training import accounts_held


def _begun(reader: Reader, as_of: date) -> list[HandoverState]:
    """The handovers of those who have left by that day, in the order of their ids."""
    found = (one for one in handover_states(reader, as_of) if one.left_on <= as_of)
    return sorted(found, key=lambda one: one.record.id)


def _unregistered(reader: Reader, begun: list[HandoverState], as_of: date) -> Iterator[tuple[Record, date]]:
    """People who have left, with the day, for whose leaving there is no handover."""
    known = {(one.leaver_id, one.left_on) for one in begun}
    for person in records(reader, "person"):
        left = person.day("left_on")
        if left is not None and done(person, "left_on", as_of) and (person.id, left) not in known:
            yield person, left


def _age(left: date, as_of: date) -> str:
    return f"{left} 离岗，已 {(as_of - left).days} 天"


def _handover(reader: Reader, as_of: date) -> Iterator[Flaw]:
    begun = _begun(reader, as_of)
    for one in begun:
        if one.missing:
            closed = "，虽登记为已办结" if one.closed_on else ""
            missing = "，".join(map(safe, one.missing))
            message = f"{_age(one.left_on, as_of)}{closed}，移交没有办完：{missing}；请逐项补齐并登记"
            yield Flaw(one.record, message, one.unit, since=one.left_on)
        elif one.closed_on is None:
            message = f"{_age(one.left_on, as_of)}，各项已齐，还没有办结；请登记办结"
            yield Flaw(one.record, message, one.unit, since=one.left_on, severity="notice")
    held = accounts_held(reader, as_of)
    for person, left in _unregistered(reader, begun, as_of):
        if person.id in held:
            names = "、".join(f"“{safe(account.title)}”" for account in held[person.id])
            message = f"{_age(left, as_of)}，没有办理工作移交，名下还有账户{names}；请办理移交并更换口令"
            yield Flaw(person, message, person.names.get("unit", ""), since=left)


def _pledge(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """Where no handover is registered, the pledge that stands with the person will do."""
    begun = _begun(reader, as_of)
    for one in begun:
        if one.done_on("pledge") is None:
            message = f"{_age(one.left_on, as_of)}，没有签离岗保密承诺；请补签并登记日期"
            yield Flaw(one.record, message, one.unit, since=one.left_on)
    for person, left in _unregistered(reader, begun, as_of):
        if not done(person, "pledge_on", as_of):
            message = f"{_age(left, as_of)}，没有签保密承诺的记录；请补签并登记日期"
            yield Flaw(person, message, person.names.get("unit", ""), since=left)


RULES: tuple[Rule, ...] = (
    Rule("36.handover", 36, "violation", "person", "离岗的人都办完工作移交、换过口令、备过案吗？", _handover),
    Rule("36.pledge", 36, "violation", "person", "离岗的人都签了保密承诺吗？", _pledge),
)
