"""How a record is saved by people: whatever follows from it in its procedure is written in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.ledgers.model import Ledger, Record
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Writer
from fjgov_tui.workflows.offices import Offices
from fjgov_tui.workflows.posts import follow_person, follow_post, follow_unit
from fjgov_tui.workflows.procedure import begin
from fjgov_tui.workflows.reading import procedure_of, procedures_of
from fjgov_tui.workflows.vendors import EXIT, ended_contracts


def save_record(
    writer: Writer,
    ledger: Ledger,
    given: Mapping[str, Raw],
    record: Record | None = None,
    revision: int | None = None,
) -> int:
    """Validate and write a record as `Writer.save` does, and begin the times of its procedure.

    Forms, commands and imports all save in this way.

    Returns:
        The record's id.

    Raises:
        RecordProblem: some fields cannot be taken.
        ConflictProblem: a newer save exists.
    """
    record_id = writer.save(ledger, given, record, revision)
    follow(writer, ledger, record_id)
    return record_id


def follow(writer: Writer, ledger: Ledger, record_id: int) -> None:
    """After a record was written: begin its times; what a post says is kept elsewhere, a contract's end is opened."""
    if ledger.name == "post":
        follow_post(writer, writer.record(ledger, record_id))
    if ledger.name == "person":
        follow_person(writer, writer.record(ledger, record_id))
    if ledger.name == "unit":
        follow_unit(writer, writer.record(ledger, record_id))
    if ledger.name == "vendor":
        open_exits(writer, record_id)
    if not any(step.due for procedure in procedures_of(ledger.name) for step in procedure.steps):
        return
    if procedure_of(writer.record(ledger, record_id)) is not None:
        begin(writer, ledger.name, record_id, Offices())


def open_exits(writer: Writer, only: int | None = None) -> int:
    """Open the end of every contract that is over; what is open already stays.

    Args:
        writer: the transaction.
        only: of this vendor alone.

    Returns:
        How many were opened.
    """
    ended = list(ended_contracts(writer, beijing_day(parse_instant(writer.at)), only))
    for vendor, end in ended:
        given: dict[str, Raw] = {"vendor": writer.name_book.reference("vendor", vendor.id), "ended_on": end}
        save_record(writer, EXIT, given)
    return len(ended)
