"""What a signature leaves in the file: its row, the day in the record, the times that begin; for `procedure` alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fjgov_tui.clock import beijing_day, instant, parse_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.procedures import Decision, Entered, Medium, Procedure, Step
from fjgov_tui.ledgers.types import Instant, Raw, RecordId, Stored
from fjgov_tui.store import Writer
from fjgov_tui.workflows.deadlines import Due, Moment
from fjgov_tui.workflows.granting import people_of
from fjgov_tui.workflows.matters import Progress, Signature, content_digest
from fjgov_tui.workflows.reading import DEADLINE, SIGNATURE


def dated(procedure: Procedure, step: Step, moment: Moment) -> Stored:
    """The moment as the step's field holds it."""
    field = LEDGERS[procedure.ledger][step.field]
    if not isinstance(field.type, Instant):
        return field.type.parse(moment.on)
    if moment.at is None:
        raise InputProblem(
            f"{step.label}要写到几点几分", where=procedure.title, remedy="请写成 2026-09-01 08:30（北京时间）"
        )
    return field.type.parse(moment.at)


def fill_record(writer: Writer, come: Progress, step: Step, made: Signature) -> Record:
    """The dated fields of the record: the step's own is filled; those of steps that begin again are cleared."""
    procedure = come.procedure
    changed: dict[str, Raw] = {}
    if made.decision in {Decision.AGREED, Decision.DONE}:
        if step.field:
            changed[step.field] = dated(procedure, step, made.moment)
        if step.by and made.person is not None:
            changed[step.by] = RecordId(made.person)
    elif made.decision is not Decision.REFUSED:
        first = step.returns_to if made.decision is Decision.RETURNED else ""
        again = procedure.followers[first] if first else {step.name for step in procedure.steps}
        cleared = [name for step in procedure.steps if step.name in again for name in (step.field, step.by) if name]
        changed = dict.fromkeys(cleared)
    if changed:
        writer.save(LEDGERS[procedure.ledger], changed, come.record)
    return writer.record(LEDGERS[procedure.ledger], come.record.id)


def keep_days(writer: Writer, come: Progress, step: Step, decision: Decision, now: datetime) -> int:
    """Before days are cleared that only the record's fields hold: each becomes a signature of the round that ends.

    Returns:
        The number of the next signature.
    """
    number = len(come.known.signatures) + 1
    if decision not in {Decision.RETURNED, Decision.REOPENED}:
        return number
    first = step.returns_to if decision is Decision.RETURNED else ""
    again = come.procedure.followers[first] if first else {step.name for step in come.procedure.steps}
    for state in come.steps:
        signed = state.signature is not None and state.signature.id != 0
        if state.done is None or signed or not state.step.field or state.step.name not in again:
            continue
        kept = Signature(
            id=number,
            round=come.round,
            step=state.step.name,
            version=come.procedure.version,
            decision=Decision.AGREED if state.step.decides else Decision.DONE,
            moment=state.done,
            entered_at=now,
            entered_by="",
            medium=Medium.PAPER,
            digest=content_digest(come.procedure, come.record),
            person=state.signature.person if state.signature else None,
        )
        write_signature(writer, come, state.step, kept, number)
        number += 1
    return number


def write_signature(writer: Writer, come: Progress, step: Step, made: Signature, number: int) -> None:
    """One row of the ledger of signatures."""
    given: dict[str, Raw] = {
        **_place(writer, come, step, number),
        "office": made.office,
        "decision": made.decision,
        "ground": made.ground,
        "opinion": made.opinion,
        "checked": "\n".join(made.checked),
        "happened_on": made.moment.on,
        "happened_at": instant(made.moment.at) if made.moment.at else None,
        "entered_by": writer.user,
        "entered_as": _entered_as(writer, made.person),
        "medium": made.medium,
        "paper": made.paper,
        "scan": made.scan,
        "digest": made.digest,
    }
    _add(writer, SIGNATURE, given, {"person": made.person, "behalf": made.behalf})


def _entered_as(writer: Writer, person: int | None) -> Entered:
    """Whether the account that enters a signature is the signer's own, as the roles say."""
    people = people_of(writer, writer.user, beijing_day(parse_instant(writer.at)))
    if not people or person is None:
        return Entered.UNKNOWN
    return Entered.OWN if person in people else Entered.FOR_ANOTHER


def write_deadline(writer: Writer, come: Progress, step: Step, running: Due, number: int) -> None:
    """One row of the ledger of times."""
    given: dict[str, Raw] = {
        **_place(writer, come, step, number),
        "begun_on": running.begun.on,
        "begun_at": instant(running.begun.at) if running.begun.at else None,
        "due_on": running.end.on,
        "due_at": instant(running.end.at) if running.end.at else None,
        "reason": running.reason,
    }
    _add(writer, DEADLINE, given, {})


def _place(writer: Writer, come: Progress, step: Step, number: int) -> dict[str, Raw]:
    """What every row about a step begins with."""
    return {
        "procedure": come.procedure.key,
        "record": come.record.id,
        "number": number,
        "title": come.record.title,
        "version": come.procedure.version,
        "round": come.round,
        "step": step.name,
        "label": step.label,
        "entered_at": writer.at,
    }


def _add(writer: Writer, ledger: Ledger, given: Mapping[str, Raw], people: Mapping[str, int | None]) -> None:
    values: dict[str, Stored] = {
        field.name: people.get(field.name) if field.reference else field.type.parse(given.get(field.name))
        for field in ledger.fields
    }
    writer.add(ledger, values)
