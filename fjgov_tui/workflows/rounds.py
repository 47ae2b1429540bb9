"""What a release said in each round of its reviews, from the trail; and the difference from one round to the next."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher, unified_diff
from itertools import zip_longest

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.store import Reader
from fjgov_tui.workflows.matters import Progress

SIGNATURE = LEDGERS["signature"]
_BACK = {Decision.RETURNED, Decision.REOPENED}


@dataclass(frozen=True)
class Round:
    """One round as it was when it was returned; the last one as it is."""

    number: int
    text: str
    ended: str = ""
    """How it ended: which step was returned by whom and why; empty for the last one."""


def rounds_of(reader: Reader, come: Progress, field: str = "text") -> list[Round]:
    """What a field of the record said at the end of each round, the first round first.

    Args:
        reader: the ledgers.
        come: the record in its procedure.
        field: the field.
    """
    ledger = LEDGERS[come.procedure.ledger]
    entries = [entry for entry in reader.history(ledger, come.record.id) if field in entry.before]
    rounds: list[Round] = []
    backs = sorted(
        (signature for signature in come.known.signatures if signature.decision in _BACK), key=lambda row: row.id
    )
    for number, signature in enumerate(backs, 1):
        text = come.record.values[field]
        signed = min(entry.seq for entry in reader.history(SIGNATURE, signature.id))
        for entry in entries:  # the newest first; by their numbers, because a clock may be set back
            if entry.seq > signed:
                text = entry.before[field]
        step = come.procedure[signature.step].label
        why = "，".join(filter(None, (signature.ground, signature.opinion)))
        rounds.append(Round(number, str(text or ""), f"{signature.moment} 在{step}{signature.decision}：{why}"))
    return [*rounds, Round(len(backs) + 1, str(come.record.values[field] or ""))]


def difference(before: Round, after: Round) -> Sequence[str]:
    """The lines that differ between two rounds, `-` before and `+` after, with three lines around them."""
    names = (f"第 {before.number} 轮", f"第 {after.number} 轮")
    return list(unified_diff(before.text.splitlines(), after.text.splitlines(), *names, lineterm=""))


CONTEXT = 3
"""Lines that are shown around what differs."""


def beside(before: Round, after: Round) -> list[tuple[str, str] | None]:
    """The lines of two rounds that differ, and those around them, each beside what became of it.

    Returns:
        The earlier and the later line, equal ones too, empty where there is none; `None` for lines that are left out.
    """
    earlier, later = before.text.splitlines(), after.text.splitlines()
    rows: list[tuple[str, str] | None] = []
    for group in SequenceMatcher(None, earlier, later, autojunk=False).get_grouped_opcodes(CONTEXT):
        if group[0][1] > 0:
            rows.append(None)
        for _, first, last, start, end in group:
            rows += zip_longest(earlier[first:last], later[start:end], fillvalue="")
    return rows
