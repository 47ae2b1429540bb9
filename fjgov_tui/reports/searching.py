"""Words looked for in every ledger and among the findings: what was found, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fjgov_tui.audit import Finding
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cells, listed_fields
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.pinyin import matches
from fjgov_tui.store import Reader, Selection
from fjgov_tui.text import safe
from fjgov_tui.workflows.reading import numbers_within

MOST = 200
"""Records of one ledger that are listed; all are counted."""
TOLD = 3
"""Fields of a record that are told besides its name."""
FINDINGS = "核对结果"
"""What findings are called as a kind."""
NUMBERED = "办件号"
"""What is found by the number on its form is called as a kind."""


@dataclass(frozen=True)
class SearchHit:
    """A record, or a finding about one."""

    kind: str
    """The ledger's title, or `核对结果`."""
    ledger: str
    record: int
    name: str
    note: str
    """What tells it from others of that name."""


@dataclass(frozen=True)
class FoundKind:
    """How much was found of one kind."""

    title: str
    total: int
    """How many there are, listed or not."""
    hits: tuple[SearchHit, ...]
    """Those that are listed."""


def search_ledgers(reader: Reader, words: str) -> tuple[FoundKind, ...]:
    """Every ledger's records in which all of the words occur, in names that they point to, or in pinyin initials.

    Args:
        reader: the ledgers.
        words: as typed; blanks stand between words.

    Returns:
        A kind for each ledger that has any; the county's first, the program's own last.
    """
    if not words.split():
        return ()
    numbered = _by_number(reader, words)
    if numbered.total:
        return (numbered,)
    ordered = sorted(LEDGERS.values(), key=lambda ledger: ledger.steering or bool(ledger.append_only))
    kinds = (_of_ledger(reader, ledger, words) for ledger in ordered)
    return tuple(kind for kind in kinds if kind.total)


def _by_number(reader: Reader, words: str) -> FoundKind:
    """The records whose forms carry a number that stands in the words."""
    hits = tuple(
        SearchHit(
            LEDGERS[record.ledger].title, record.ledger, record.id, record.title, _first_fields(LEDGERS[ledger], record)
        )
        for ledger, number in numbers_within(words)
        for record in reader.records(LEDGERS[ledger], [number])
    )
    return FoundKind(NUMBERED, len(hits), hits)


def _first_fields(ledger: Ledger, record: Record) -> str:
    fields = [field for field in listed_fields(ledger, wide=False) if field.name != ledger.label][:TOLD]
    return _joined(cells(tuple(fields), record))


def _of_ledger(reader: Reader, ledger: Ledger, words: str) -> FoundKind:
    ids = reader.ids(Selection(ledger.name, words))
    hits = (
        SearchHit(ledger.title, ledger.name, record.id, record.title, _first_fields(ledger, record))
        for record in reader.records(ledger, ids[:MOST].tolist())
    )
    return FoundKind(ledger.title, len(ids), tuple(hits))


def _joined(parts: Iterable[str]) -> str:
    return "  ".join(safe(part) for part in parts if part)


def search_findings(findings: Sequence[Finding], words: str) -> FoundKind:
    """The findings in whose subject, unit or message all of the words occur."""
    wanted = words.casefold().split()
    hits = [
        SearchHit(
            FINDINGS, finding.ledger, finding.id, finding.subject, f"{SEVERITIES[finding.severity]}  {finding.message}"
        )
        for finding in findings
        if wanted and matches(f"{finding.subject} {finding.unit} {finding.message}", wanted)
    ]
    return FoundKind(FINDINGS, len(hits), tuple(hits[:MOST]))
