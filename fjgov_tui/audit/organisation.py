"""Article 5: every unit has two people who answer for it, on duty and within reach."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.audit.model import Flaw, Rule
from fjgov_tui.audit.reading import by_id, done, records, reference
from fjgov_tui.ledgers import Record
from fjgov_tui.store import Reader
from fjgov_tui.text import safe


def _responsible(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """A missing person is a violation; one whose telephone is not known is a warning."""
    people = by_id(reader, "person")
    for unit in records(reader, "unit"):
        named = (
            ("第一责任人", people.get(reference(unit, "first") or 0)),
            ("直接责任人", people.get(reference(unit, "direct") or 0)),
        )
        gone = [(label, person, left) for label, person in named if person and (left := _left(person, as_of))]
        wrong = [f"没有登记{label}" for label, person in named if person is None]
        wrong += [f"登记的{label}{safe(person.title)}已于 {left} 离岗" for label, person, left in gone]
        if wrong:
            message = f"{'，'.join(wrong)}；请在单位台账补登主要领导和分管领导"
            yield Flaw(unit, message, unit.title, since=min((left for _, _, left in gone), default=None))
            continue
        silent = [f"{label}{safe(person.title)}" for label, person in named if person and not _reachable(person)]
        if silent:
            message = f"{'、'.join(silent)}没有登记手机号或 24 小时电话，有事找不到人；请补登"
            yield Flaw(unit, message, unit.title, severity="warning")


def _left(person: Record, as_of: date) -> date | None:
    return person.day("left_on") if done(person, "left_on", as_of) else None


def _reachable(person: Record) -> bool:
    return bool(person.values["mobile"] or person.values["phone24"])


RULES: tuple[Rule, ...] = (
    Rule("5.responsible", 5, "violation", "unit", "每个单位都有在岗、找得到的第一责任人和直接责任人吗？", _responsible),
)
