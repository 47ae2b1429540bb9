"""Booking that a unit was sent its sheet and that it came back; a sheet is known by the code that stands on it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.collecting import AskedFor
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.quarters import Period
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.saving import save_record

COLLECTION = LEDGERS["collection"]


def sheet_code(period: Period, unit: Record, what: AskedFor = AskedFor.REGISTER) -> str:
    """What stands on a unit's sheet: period, unit, and six characters that no other sheet has.

    Args:
        period: for which it is collected.
        unit: whose it is.
        what: what the unit is asked for.
    """
    kind = "" if what == AskedFor.REGISTER else f"|{what}"
    check = hashlib.sha256(f"{period.name}|{unit.id}|{unit.title}{kind}".encode()).hexdigest()[:6]
    return f"{period.name}-{unit.id}-{check}"


def collections(reader: Reader, period: Period, what: AskedFor | None = AskedFor.REGISTER) -> Mapping[int, Record]:
    """What was sent out and came back in a period, by unit; of several kinds the last, where no kind is named."""
    records = (record for record in reader.records(COLLECTION) if record.values["period"] == period.name)
    return {reference(record, "unit") or 0: record for record in records if what in {None, asked_by(record)}}


def asked_by(record: Record) -> AskedFor:
    """What a sheet asked for; of those that do not say it, the register."""
    return AskedFor(record.text("what") or AskedFor.REGISTER)


def book_sent(
    writer: Writer, period: Period, units: Sequence[Record], on: date, due: date, what: AskedFor = AskedFor.REGISTER
) -> None:
    """Enter that units were sent their sheets; who had one already is sent it anew."""
    known = collections(writer, period, what)
    for unit in units:
        given: dict[str, Raw] = {"period": period.name, "unit": RecordId(unit.id), "made_on": on, "due_on": due}
        save_record(writer, COLLECTION, given | {"what": what}, known.get(unit.id))


def book_taken(
    writer: Writer,
    period: Period,
    unit: int,
    on: date,
    source: str,
    digest: str,
    what: AskedFor = AskedFor.REGISTER,
    missing: int = 0,
) -> None:
    """Enter that a unit's sheet came back, and how much of it is still blank."""
    given: dict[str, Raw] = {"period": period.name, "unit": RecordId(unit), "taken_on": on, "what": what}
    given |= {"missing": missing}
    given |= {"source": source[:200], "digest": digest}
    save_record(writer, COLLECTION, given, collections(writer, period, what).get(unit))
