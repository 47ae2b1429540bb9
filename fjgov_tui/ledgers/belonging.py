"""Whose a record is: by which of its references the unit is found that answers for it."""

from collections.abc import Mapping

from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Stored

LEADS_TO_UNIT = (
    "unit", "site", "media", "account", "person", "leaver", "handover", "column", "vendor", "organiser", "system",
    "plan", "incident",
)  # fmt: skip
"""Reference fields by which a record's unit is found, in the order in which they are tried."""


def leads_on(ledger: Ledger, values: Mapping[str, Stored]) -> tuple[str, int] | None:
    """The field that leads to the unit of a record, and the id in it; `None` where none is filled in."""
    for name in LEADS_TO_UNIT:
        value = values.get(name) if name in ledger else None
        if value is not None:
            return name, int(value)
    return None
