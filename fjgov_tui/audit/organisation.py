"""Article 5: every unit has two people who answer for it, on duty and within reach."""

from datetime import date

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import begun, done, serving
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.offices import plain_office

ROLES = ((Office.FIRST, "first"), (Office.DIRECT, "direct"))


def _responsible(facts: Facts, unit: Record) -> Violation | None:
    """A missing person is a violation; one who is yet to come, or whose telephone is not known, is a warning."""
    wrong, doubtful, days = list[str](), list[str](), list[date]()
    for label, field in ROLES:
        person = _named(facts, unit, label, field)
        if person is None:
            wrong.append(f"没有登记{label}")
            continue
        name, left = f"{label}{safe(person.title)}", person.day("left_on")
        if left is not None and left <= facts.as_of:
            wrong.append(f"登记的{name}已于 {left} 离岗")
            days.append(left)
        elif not begun(person, "on_duty", facts.as_of):
            doubtful.append(f"登记的{name} {person.day('on_duty')} 才到岗")
        elif not _reachable(person):
            doubtful.append(f"{name}没有登记手机号或 24 小时电话，有事找不到人")
    if wrong:
        message = f"{'，'.join(wrong + doubtful)}；请在单位台账补登主要领导和分管领导"
        return Violation(unit, message, since=min(days, default=None))
    if doubtful:
        return Violation(unit, f"{'，'.join(doubtful)}；请核对并补登", severity=Severity.WARNING)
    return None


def _named(facts: Facts, unit: Record, label: str, field: str) -> Record | None:
    """Who answers: the unit's own field says it; where that is blank or out of date, the register of posts (任职)."""
    person = facts.follow(unit, field)
    if person is not None and not done(person, "left_on", facts.as_of):
        return person
    for post in facts.referring("post", "unit").get(unit.id, ()):
        until = post.day("until")
        held = done(post, "since", facts.as_of) and (until is None or until >= facts.as_of)
        holder = facts.follow(post, "person") if held else None
        serves = holder is not None and serving(holder, facts.as_of)
        if serves and plain_office(post.text("office")) == label:
            return holder
    return person


def _reachable(person: Record) -> bool:
    return bool(person.values["mobile"] or person.values["phone24"])


RULES: tuple[Rule, ...] = (
    Rule(
        "5.responsible",
        Severity.VIOLATION,
        "unit",
        "每个单位都有在岗、找得到的第一责任人和直接责任人吗？",
        Each(_responsible),
    ),
)
