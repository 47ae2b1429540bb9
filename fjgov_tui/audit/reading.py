"""What several rules ask of the ledgers and their records."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import begun, done, in_use, reference, running, serving
from fjgov_tui.store import Reader

OFFICE = "县政府办公室"
"""The kind of the unit that is in charge of all others (article 4)."""


def records(reader: Reader, ledger: str) -> Iterator[Record]:
    """The live records of a ledger."""
    return reader.records(LEDGERS[ledger])


def by_id(reader: Reader, ledger: str) -> dict[int, Record]:
    """The live records of a ledger by id, to follow references."""
    return {record.id: record for record in records(reader, ledger)}


def county_office(reader: Reader) -> str:
    """The name of the unit in charge; empty where it is not registered."""
    return next((unit.title for unit in records(reader, "unit") if unit.values["kind"] == OFFICE), "")


def holders(reader: Reader, as_of: date) -> dict[int, int]:
    """Who held each account on that day, person by account.

    The account names who holds it now; until the day somebody left, what was handed over was still hers.
    """
    held = {one.id: reference(one, "holder") for one in records(reader, "account")}
    handovers, earliest = by_id(reader, "handover"), dict[int, date]()
    for item in records(reader, "handover_item"):
        handover, account = handovers.get(reference(item, "handover") or 0), reference(item, "account")
        left = handover.day("left_on") if handover else None
        if handover is None or left is None or account is None or left <= as_of:
            continue
        if left < earliest.get(account, date.max):
            earliest[account] = left
            held[account] = reference(handover, "leaver")
    return {account: holder for account, holder in held.items() if holder is not None}


__all__ = [
    "OFFICE", "begun", "by_id", "county_office", "done", "holders", "in_use", "records", "reference", "running",
    "serving",
]  # fmt: skip
