"""Booking what an inspection found (article 33), and ordering that it be put right (article 34)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.inspecting import InspectionResult
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.quarters import Period
from fjgov_tui.store import Writer
from fjgov_tui.workflows.saving import save_record

INSPECTION, RECTIFICATION = LEDGERS["inspection"], LEDGERS["rectification"]


@dataclass(frozen=True)
class Inspected:
    """The result of one site or account, as the register takes it."""

    ledger: str
    """`site` or `media`."""
    id: int
    name: str
    unit: int | None
    result: str
    grounds: str
    score: str = ""


def book_inspection(
    writer: Writer, period: Period, kind: str, on: date, inspected: Sequence[Inspected], note: str = ""
) -> int:
    """Enter results; what is registered for the same subject and period is corrected, and the trail keeps it.

    Args:
        writer: the transaction.
        period: what was inspected.
        kind: one of the ledger's kinds.
        on: the day at which it was looked at.
        inspected: one a subject; subjects without a unit cannot be booked and are left out.
        note: such as how a sample was drawn.

    Returns:
        How many were entered or corrected.
    """
    known = _registered(writer, period, kind)
    booked = 0
    for entry in inspected:
        if entry.unit is None:
            continue
        given: dict[str, Raw] = {"period": period.name, "kind": kind, "name": entry.name, "unit": RecordId(entry.unit)}
        given |= {entry.ledger: RecordId(entry.id), "result": entry.result, "grounds": entry.grounds}
        given |= {"score": entry.score, "checked_on": on, "note": note}
        save_record(writer, INSPECTION, given, known.get((entry.ledger, entry.id)))
        booked += 1
    return booked


def _registered(writer: Writer, period: Period, kind: str) -> dict[tuple[str, int], Record]:
    known: dict[tuple[str, int], Record] = {}
    for record in writer.records(INSPECTION):
        if (record.values["period"], record.values["kind"]) == (period.name, kind):
            for field in ("site", "media"):
                subject = reference(record, field)
                if subject is not None:
                    known[field, subject] = record
    return known


def order_rectification(
    writer: Writer, period: Period, on: date, inspected: Sequence[Inspected], document: str
) -> list[int]:
    """Order what failed to be put right; who has such an order for the same subject and period gets no second one.

    Returns:
        The ids of the new orders.
    """
    ordered = {
        (field, reference(record, field))
        for record in writer.records(RECTIFICATION)
        if record.values["period"] == period.name
        for field in ("site", "media")
    }
    made = []
    for entry in inspected:
        if entry.result != InspectionResult.FAILED or entry.unit is None or (entry.ledger, entry.id) in ordered:
            continue
        given: dict[str, Raw] = {
            "title": f"{entry.name}检查不合格",
            "unit": RecordId(entry.unit),
            "period": period.name,
        }
        given |= {entry.ledger: RecordId(entry.id), "problem": entry.grounds, "document": document, "ordered_on": on}
        made.append(save_record(writer, RECTIFICATION, given))
    return made


def judge_by_hand(
    writer: Writer, period: Period, ledger: str, record: int, indicator: str, word: str, evidence: str, on: date
) -> int:
    """Enter what a person has seen of one indicator; seen again, it is corrected, and the trail keeps the earlier.

    Args:
        writer: the transaction.
        period: what is inspected.
        ledger: `site` or `media`.
        record: the site's or account's id.
        indicator: the indicator's id.
        word: one of 符合, 不符合 and 不适用.
        evidence: what was seen.
        on: the day.
    """
    checkpoint = LEDGERS["checkpoint"]
    wanted = (period.name, indicator, record)
    known = next(
        (
            entry
            for entry in writer.records(checkpoint)
            if (entry.values["period"], entry.values["indicator"], entry.values[ledger]) == wanted
        ),
        None,
    )
    given: dict[str, Raw] = {"period": period.name, ledger: RecordId(record), "indicator": indicator}
    given |= {"judgement": word, "evidence": evidence, "on": on}
    return save_record(writer, checkpoint, given, known)
