"""The whole rulebook asked once, for everything on screen that shows an answer of it."""

from __future__ import annotations

from datetime import date

from fjgov_tui.audit import Facts, answers
from fjgov_tui.dataclass import dataclass
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
    facts = Facts(reader, today)
    asked = answers(facts)
    return Ruling(report_of(facts, asked), tuple(map(gap_of, asked)))
