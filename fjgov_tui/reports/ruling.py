"""The whole rulebook asked once, for everything on screen that shows an answer of it."""

from __future__ import annotations

from datetime import date

from fjgov_tui.audit import Facts, answers
from fjgov_tui.dataclass import dataclass
from fjgov_tui.garbage import kept_meanwhile
from fjgov_tui.reports.audit import AuditReport, report_of
from fjgov_tui.reports.overview import Gap, gap_of
from fjgov_tui.store import Reader


@dataclass(frozen=True)
class Ruling:
    """What the rules say of the ledgers as they are, on a day."""

    report: AuditReport
    gaps: tuple[Gap, ...]
    """Rule by rule, in the rulebook's order."""


def read_ruling(reader: Reader, today: date) -> Ruling:
    """Ask every rule.

    Args:
        reader: the ledgers.
        today: the Beijing day at which they are judged.
    """
    # The records go before anybody looks for garbage again: a search through those of 100,000 units holds up every
    # key for a quarter of a second.
    with kept_meanwhile():
        return _ruled(reader, today)


def _ruled(reader: Reader, today: date) -> Ruling:
    facts = Facts(reader, today)
    asked = answers(facts)
    report = report_of(facts, asked)
    facts.let_go()
    return Ruling(report, tuple(map(gap_of, asked)))
