"""What the rulebook is made of: a rule asks one question, a finding is one answer that needs work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.store import Reader

Severity = Literal["violation", "warning", "notice"]
"""How grave a finding is: a duty broken, something to put in order, something to know."""

SEVERITIES: dict[Severity, str] = {"violation": "违反", "warning": "警示", "notice": "提示"}
"""Every severity, gravest first, in the word that screens and reports show."""
REGULATION = "奉节府办发〔2022〕106号"
"""The pack of rules that the program is about; an article's number is this document's."""
INDICATORS = "国办秘函〔2019〕19号"
"""The pack of the national check, whose limits some rules of article 24 and 21 use."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the regulation wants it."""

    rule: str
    """The rule's id, such as `5.responsible`."""
    article: int
    severity: Severity
    ledger: str
    """The ledger of the record that has to be mended, by its English name."""
    id: int
    """That record's id."""
    subject: str
    """That record's name."""
    unit: str
    """The name of the unit that answers for it; empty where none is registered."""
    message: str
    """In Chinese: what is wrong, since when where that is known, and what to do."""
    since: str | None
    """The first day of the trouble, `YYYY-MM-DD`; `None` where the ledgers do not say."""
    due: str | None
    """The day by which it has to be mended, `YYYY-MM-DD`; `None` where the regulation sets none."""
    pack: str = REGULATION
    """The number of the document that sets the limit."""


@dataclass(frozen=True)
class Flaw:
    """A finding as a question yields it: without what follows from the rule and the record."""

    record: Record
    message: str
    unit: str = ""
    since: date | None = None
    due: date | None = None
    severity: Severity | None = None
    """Only where this one case is less grave than the rule."""


Question = Callable[[Reader, date], Iterator[Flaw]]
"""Reads the ledgers as they are, judges them at a Beijing day, changes nothing."""


@dataclass(frozen=True)
class Rule:
    """One question of the rulebook, written once and read by screens, commands and reports alike."""

    id: str
    """The article and a word: `37.holder`."""
    article: int
    severity: Severity
    """The gravest severity of its findings."""
    ledger: str
    """The ledger it looks through; while that is empty the rule has checked nothing."""
    question: str
    """What it asks, in one Chinese sentence."""
    flaws: Question
    pack: str = REGULATION
    """The number of the document that sets the limit; the article is that of the regulation which the rule serves."""

    def __post_init__(self) -> None:
        """A rule over a ledger that is not declared stops the program at import."""
        if self.ledger not in LEDGERS:
            raise TypeError(f"rule {self.id}: no ledger {self.ledger}")

    def ask(self, reader: Reader, as_of: date) -> Iterator[Finding]:
        """The findings at a Beijing day, in the order of the records' ids."""
        for flaw in self.flaws(reader, as_of):
            yield Finding(
                rule=self.id,
                article=self.article,
                severity=flaw.severity or self.severity,
                ledger=flaw.record.ledger,
                id=flaw.record.id,
                subject=flaw.record.title,
                unit=flaw.unit,
                message=flaw.message,
                since=flaw.since.isoformat() if flaw.since else None,
                due=flaw.due.isoformat() if flaw.due else None,
                pack=self.pack,
            )
