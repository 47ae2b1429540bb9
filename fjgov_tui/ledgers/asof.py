"""What a record says about a day: was it in use then, was that paper signed by then? Shared by workflows and rules."""

from datetime import date

from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.safety import AccountState
from fjgov_tui.ledgers.sites import PlaceState


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
    open_then = record.values["state"] == PlaceState.RUNNING or (closed is not None and closed > as_of)
    return open_then and begun(record, "opened_on", as_of)


def serving(record: Record, as_of: date) -> bool:
    """Whether a person was on duty on that day; the leaving day itself is no longer one."""
    return begun(record, "on_duty", as_of) and not done(record, "left_on", as_of)


def in_use(record: Record, as_of: date) -> bool:
    """Whether a back-end account was in use on that day."""
    return record.values["state"] == AccountState.IN_USE and begun(record, "opened_on", as_of)


def reference(record: Record, field: str) -> int | None:
    """The id that a reference field holds."""
    return record.ref(field)
