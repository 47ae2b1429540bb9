"""Article 5: every unit has two people who answer for it, on duty and within reach."""

from datetime import date

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import begun, done
from fjgov_tui.text import safe

ROLES = (("第一责任人", "first"), ("直接责任人", "direct"))


def _responsible(facts: Facts, unit: Record) -> Violation | None:
    """A missing person is a violation; one who is yet to come, or whose telephone is not known, is a warning."""
    named = [(label, facts.follow(unit, field)) for label, field in ROLES]
    left = {label: person.day("left_on") for label, person in named if person and done(person, "left_on", facts.as_of)}
    wrong = [f"没有登记{label}" for label, person in named if person is None]
    gone = [(label, person) for label, person in named if person and label in left]
    wrong += [f"登记的{label}{safe(person.title)}已于 {left[label]} 离岗" for label, person in gone]
    if wrong:
        message = f"{'，'.join(wrong)}；请在单位台账补登主要领导和分管领导"
        return Violation(unit, message, since=min(filter(None, left.values()), default=None))
    return _ahead(facts.as_of, unit, named) or _silent(unit, named)


def _ahead(as_of: date, unit: Record, named: list[tuple[str, Record | None]]) -> Violation | None:
    ahead = [
        f"登记的{label}{safe(person.title)} {person.day('on_duty')} 才到岗"
        for label, person in named
        if person and not begun(person, "on_duty", as_of)
    ]
    if not ahead:
        return None
    message = f"{'，'.join(ahead)}；请核对责任人和到岗日期，到岗之前另有人负责的请登记"
    return Violation(unit, message, severity="warning")


def _silent(unit: Record, named: list[tuple[str, Record | None]]) -> Violation | None:
    silent = [f"{label}{safe(person.title)}" for label, person in named if person and not _reachable(person)]
    if not silent:
        return None
    return Violation(unit, f"{'、'.join(silent)}没有登记手机号或 24 小时电话，有事找不到人；请补登", severity="warning")


def _reachable(person: Record) -> bool:
    return bool(person.values["mobile"] or person.values["phone24"])


RULES: tuple[Rule, ...] = (
    Rule(
        "5.responsible", "violation", "unit", "每个单位都有在岗、找得到的第一责任人和直接责任人吗？", Each(_responsible)
    ),
)
