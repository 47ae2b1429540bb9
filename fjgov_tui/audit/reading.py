"""What several rules ask of a record: was it in use on that day, was that paper signed by then?"""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.store import Reader


def records(reader: Reader, ledger: str) -> Iterator[Record]:
    """The live records of a ledger."""
    return reader.records(LEDGERS[ledger])


def by_id(reader: Reader, ledger: str) -> dict[int, Record]:
    """The live records of a ledger by id, to follow references."""
    return {record.id: record for record in records(reader, ledger)}


def begun(record: Record, field: str, as_of: date) -> bool:
    """Whether the day in that field has come; a blank says that it began some time ago."""
    day = record.day(field)
    return day is None or day <= as_of


def done(record: Record, field: str, as_of: date) -> bool:
    """Whether the step dated in that field had been taken by then; a blank says that it had not."""
    day = record.day(field)
    return day is not None and day <= as_of


def running(record: Record, as_of: date) -> bool:
    """Whether a site or media account was open on that day; one that was closed later still was."""
    closed = record.day("closed_on")
    open_then = record.values["state"] == "运行" or (closed is not None and closed > as_of)
    return open_then and begun(record, "opened_on", as_of)


def serving(record: Record, as_of: date) -> bool:
    """Whether a person was on duty on that day."""
    return begun(record, "on_duty", as_of) and not done(record, "left_on", as_of)


def in_use(record: Record, as_of: date) -> bool:
    """Whether a back-end account was in use on that day."""
    return record.values["state"] == "在用" and begun(record, "opened_on", as_of)


def reference(record: Record, field: str) -> int | None:
    """The id that a reference field holds."""
    value = record.values[field]
    return None if value is None else int(value)
