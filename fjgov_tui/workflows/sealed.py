"""Finding records by a sealed value: by who has the key, each time booked, so many times a day."""

from __future__ import annotations

from datetime import timedelta

from fjgov_tui.ciphertext import likeness
from fjgov_tui.clock import instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import Field, Ledger, Record
from fjgov_tui.store import Store

SOUGHT, MOST = "按密封值查找", 200
"""The action of the trail, and how often in a day: nobody is to try all numbers."""


def sealed_field(ledger: Ledger, word: str) -> Field:
    """The sealed field that a word means: its name or its label.

    Raises:
        InputProblem: there is none.
    """
    for field in ledger.encrypted:
        if word in {field.name, field.label}:
            return field
    labels = "、".join(field.label for field in ledger.encrypted)
    raise InputProblem(
        f"台账“{ledger.title}”没有密封字段“{word}”", remedy=f"可以写：{labels}" if labels else "请换一本台账"
    )


def find_sealed(store: Store, ledger: Ledger, field: Field, text: str) -> list[Record]:
    """The live records whose sealed field has a value, whatever its case.

    Args:
        store: the open file, with the key at hand where its fields are encrypted.
        ledger: the ledger.
        field: one of its sealed fields.
        text: the value, as it is typed.

    Raises:
        ValueProblem: it is no value of such a field.
        KeyNeeded: the values are encrypted and nobody has given the passphrase.
        InputProblem: it was asked too often within a day.
        NotAllowed: the actor may not see such records.
    """
    value = field.type.parse(text)
    with store.write("按密封值查找") as writer:
        since = instant(store.clock() - timedelta(days=1))
        if writer.noted(SOUGHT, since) >= MOST:
            raise InputProblem(f"一天里已按密封值查找 {MOST} 次，今天不再查", remedy="请明天再试")
        alike = writer.sealed_like(ledger, field, str(value))
        records = [
            record for record in writer.records(ledger) if likeness(str(record.values[field.name] or "")) == alike
        ]
        for (
            record
        ) in records:  # Who is told that a record holds the value has seen it: the same rights, the same entry.
            writer.reveal(ledger, record.id)
        writer.note(SOUGHT, {"ledger": ledger.name, "field": field.name, "records": len(records)})
    return records
