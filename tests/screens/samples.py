"""A valid record of any ledger, made from its declaration, and a small county that never changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.ledgers.contacts import IdCode, Phone, Url
from fjgov_tui.ledgers.inspecting import PeriodName, Points
from fjgov_tui.ledgers.model import ExactlyOne, OnlyWith
from fjgov_tui.ledgers.office import SETTING
from fjgov_tui.ledgers.settings import SETTINGS
from fjgov_tui.ledgers.types import Choice, Choices, Day, Instant, Integer, LongText, Reference, Text, YesNo
from fjgov_tui.ledgers.validate import normalise
from fjgov_tui.ledgers.watching import SCHEDULE
from fjgov_tui.store import Store

Aspect = TypeVar("Aspect", bound=Hashable)


def sample_text(field: Field) -> str:
    """What a clerk might type into the field."""
    kind = field.type
    if isinstance(kind, Reference):
        return called(LEDGERS[kind.ledger])
    if isinstance(kind, Choice):
        return kind.choices[0]
    if isinstance(kind, Choices):
        return "、".join(kind.choices[:2])
    if isinstance(kind, Phone):
        return "19912345678"
    if isinstance(kind, Integer):
        return str(max(3, kind.least))
    fixed: dict[type, str] = {
        IdCode: "5002360001",
        Url: f"https://{field.name}.example/",
        Day: "2026-09-01",
        Instant: "2026-09-01 08:30",
        YesNo: "是",
        PeriodName: "2026Q3",
        Points: "6",
        LongText: "第一行\n第二行",
    }
    return fixed.get(type(kind), f"样本{field.label}")


def called(ledger: Ledger) -> str:
    """The name of a ledger's sample."""
    return f"样本{ledger.title}" if free(ledger) else sample_text(ledger[ledger.label])


def free(ledger: Ledger) -> bool:
    """Whether a record of the ledger may be named as one likes, and not after something else."""
    label = ledger[ledger.label]
    return isinstance(label.type, Text) and label.reference is None


def sample(ledger: Ledger) -> dict[str, str]:
    """A whole record; of fields that exclude each other only the first is filled."""
    texts = {field.name: sample_text(field) for field in ledger.fields}
    if ledger is SETTING:
        texts["value"] = SETTINGS[texts["name"]].default
    if ledger is SCHEDULE:
        texts["cron"] = "*/30 * * * *"
    for rule in ledger.rules:
        if isinstance(rule, ExactlyOne):
            texts.update(dict.fromkeys(rule.fields[1:], ""))
        if isinstance(rule, OnlyWith):
            texts[rule.other] = rule.value
    return texts


def named(ledger: Ledger) -> dict[str, str]:
    """A sample to which other samples can point by its name."""
    return sample(ledger) | {ledger.label: called(ledger)}


def fill(store: Store) -> None:
    """One record of each ledger; references that lead in a circle are closed at the end."""
    with store.write() as writer:
        for ledger in LEDGERS.values():
            required = {
                field.name: text
                for field in ledger.fields
                if (text := named(ledger)[field.name]) and (field.required or field.reference is None)
            }
            for rule in ledger.rules:
                if isinstance(rule, ExactlyOne):
                    required[rule.fields[0]] = named(ledger)[rule.fields[0]]
            if ledger.append_only:
                values, problems = normalise(ledger, required, writer.name_book)
                assert not problems
                writer.add(ledger, values)
            else:
                writer.save(ledger, required)
    with store.write("样本补全") as writer:
        for ledger in LEDGERS.values():
            record = writer.record(ledger, 1)
            missing = {field.name: named(ledger)[field.name] for field in ledger.fields if field.reference}
            changed = {name: text for name, text in missing.items() if text and record.values[name] is None}
            if changed and not ledger.append_only:
                writer.save(ledger, changed, record)


def shown_differently(ledger: Ledger) -> set[str]:
    """What of a ledger is drawn by code of its own: each type of field, and each ledger that a pick list shows."""
    references = {f"→{field.reference.ledger}" for field in ledger.fields if field.reference}
    return references | {type(field.type).__name__ for field in ledger.fields}


_WINDOWS = 8
"""What it costs to open a ledger and its windows, in fields: few large ledgers take longer than some small ones."""


def cover(ledgers: Sequence[Ledger], aspects: Callable[[Ledger], set[Aspect]]) -> list[Ledger]:
    """Few of the ledgers that have together every aspect of all."""
    missing, chosen = set[Aspect]().union(*map(aspects, ledgers)), list[Ledger]()
    while missing:
        chosen.append(max(ledgers, key=lambda ledger: len(missing & aspects(ledger)) / (len(ledger.fields) + _WINDOWS)))
        missing -= aspects(chosen[-1])
    return chosen


def covering() -> list[Ledger]:
    """Few ledgers that have together whatever is drawn differently."""
    return cover(list(LEDGERS.values()), shown_differently)
