"""From what people hand in to what may be stored: one validator for forms, commands and imports."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Protocol

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.errors import FieldProblem, ValueProblem
from fjgov_tui.ledgers.links import Explaining, Surroundings
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.types import Day, Raw, RecordId, Reference, Stored, as_text, typed_day
from fjgov_tui.text import clean, fit, looks_masked, mask, width


class ReferenceResolver(Surroundings, Protocol):
    """Knows the records that names may point to."""

    def resolve(self, reference: Reference, text: str, hint: Stored) -> int:
        """The id of the one record that the text names.

        Args:
            reference: the type of the field that holds the name.
            text: what was written.
            hint: the value of the row's own field by which equal names are told apart, or `None`.

        Raises:
            ValueProblem: none, or several; the message names some of them.
        """

    def live(self, reference: Reference, record: int) -> int:
        """The id of a record that is meant by it.

        Raises:
            ValueProblem: there is no such record, or it has been removed.
        """


def shown(field: Field, raw: Raw) -> str:
    """What was handed in, fit for a message: one line, short, masked when sealed."""
    text = clean(as_text(raw)).strip()
    if field.sealed:
        return mask(text)
    return text if width(text) <= 40 else fit(text, 40).rstrip()


def parse_field(field: Field, raw: Raw, current: Stored = None) -> Stored:
    """The stored form of one field that is no reference.

    A sealed field that comes back as its own mask keeps its value, so that an exported sheet can be imported
    again. So does any field whose value no longer fits a declaration that has become stricter.

    Raises:
        ValueProblem: it cannot be taken.
    """
    if field.sealed:
        text = as_text(raw).strip()
        if current is not None and text == mask(str(current)):
            return current
        if looks_masked(text) or is_encrypted(text):
            raise ValueProblem("是遮盖后的样子，不是原值；请填完整的值")
    try:
        return field.type.parse(raw)
    except ValueProblem:
        # What the record already says may stay, even where a later release takes no such value any more; not where it
        # is sealed, because that would tell whether it was guessed.
        if not field.sealed and current is not None and as_text(raw).strip() == field.type.show(current):
            return current
        raise


def told_again(ledger: Ledger, given: Mapping[str, Raw], current: Mapping[str, Stored]) -> tuple[str, ...]:
    """The sealed fields for which a whole value was handed in: whether it is the right one must not show.

    A value that comes back as its own mask, as an export holds it, tells nobody anything.

    Args:
        ledger: the declaration.
        given: raw values by field name.
        current: the values of the record.
    """
    whole = [field.name for field in ledger.fields if field.sealed and given.get(field.name) not in {None, ""}]
    return tuple(name for name in whole if as_text(given[name]).strip() != mask(str(current.get(name) or "")))


def normalise(
    ledger: Ledger,
    given: Mapping[str, Raw],
    resolver: ReferenceResolver,
    current: Mapping[str, Stored] | None = None,
    record_id: int | None = None,
) -> tuple[dict[str, Stored], list[FieldProblem]]:
    """Every field of a row in its stored form, and every reason why it cannot be saved.

    Args:
        ledger: the declaration.
        given: raw values by field name; fields that are missing keep their current value. In a new record a
            missing field, and a required one left blank, takes its declared default.
        resolver: turns names into ids.
        current: the values of the record that is changed; `None` for a new one.
        record_id: the id of the record that is changed, for references that look back at it.

    Returns:
        The complete row (meaningful only without problems), and the problems in the order of the fields.
    """
    before = current or {}
    values: dict[str, Stored] = {field.name: before.get(field.name) for field in ledger.fields}
    problems: dict[str, FieldProblem] = {}

    def refuse(field: Field, reason: str, raw: Raw = None) -> None:
        problems.setdefault(field.name, FieldProblem(field.name, field.label, shown(field, raw), reason))

    for field in ledger.reading_order:
        if field.name in given:
            raw = given[field.name]
            try:
                values[field.name] = _parse(ledger, field, raw, values, resolver, record_id)
            except ValueProblem as problem:
                refuse(field, problem.what, raw)
        if current is None and values[field.name] is None and (field.required or field.name not in given):
            values[field.name] = field.type.parse(field.default)
        if field.required and values[field.name] is None:
            refuse(field, "必须填写")
    if not problems and (current != values or told_again(ledger, given, before)):
        for name, message in _broken(ledger, before, values, resolver):
            field = ledger[name]
            refuse(field, message, given.get(name) if field.reference else field.type.show(values[name]))
    return values, [problems[field.name] for field in ledger.fields if field.name in problems]


def _broken(
    ledger: Ledger, before: Mapping[str, Stored], values: Mapping[str, Stored], around: Surroundings
) -> Iterator[tuple[str, str]]:
    """Field and message of every rule of the row that is broken."""
    for rule in ledger.rules:
        if not rule.holds(values):
            yield rule.field, rule.message
    for link in ledger.links:
        if not link.holds(ledger.name, values, around):
            yield link.field, link.why(values) if isinstance(link, Explaining) else link.message
    for change in ledger.changes:
        if not change.holds(before, values):
            yield change.field, change.message


def _parse(
    ledger: Ledger,
    field: Field,
    raw: Raw,
    values: Mapping[str, Stored],
    resolver: ReferenceResolver,
    record_id: int | None,
) -> Stored:
    if field.reference is None:
        return parse_field(field, raw, values[field.name])
    if isinstance(raw, RecordId):
        return resolver.live(field.reference, raw)
    text = field_text(raw)
    if not text:
        return None
    same = field.reference.same
    hint = record_id if same == ledger.name else values.get(same)
    return resolver.resolve(field.reference, text, hint)


def as_typed(ledger: Ledger, given: Mapping[str, str], today: date) -> dict[str, str]:
    """What was typed, with `今天`, `+30d` and `9/1` in date fields written out; everything else as it stands."""
    written = dict(given)
    for name, text in given.items():
        if name in ledger and isinstance(ledger[name].type, Day):
            with suppress(ValueProblem):  # said again, with its place, when the record is validated
                day = typed_day(text, today)
                written[name] = day.isoformat() if day is not None else text
    return written


def field_text(raw: Raw) -> str:
    """A raw value as one trimmed line."""
    return clean(as_text(raw)).strip()
