"""What the register of inspections says of this quarter and the one before (article 33)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.inspecting import InspectionKind, InspectionResult
from fjgov_tui.quarters import Period, parse_period, quarter_of
from fjgov_tui.store import Reader


@dataclass(frozen=True)
class QuarterStanding:
    """What the register of inspections says of one quarter."""

    period: Period
    interim: bool
    """Whether it has not ended yet."""
    counts: Mapping[str, int]
    """By result; empty where nothing is registered: then nobody has passed."""

    @property
    def words(self) -> str:
        """In a few words: counts, or that nothing is registered."""
        if not self.counts:
            return f"{self.period.name} 没有登记检查"
        parts = (
            f"{sign}{word} {self.counts.get(word, 0)}"
            for sign, word in (
                ("✗", InspectionResult.FAILED),
                ("?", InspectionResult.UNCHECKED),
                ("✓", InspectionResult.PASSED),
            )
        )
        return f"{self.period.name} {' '.join(parts)}"


def read_quarters(reader: Reader, today: date) -> tuple[QuarterStanding, QuarterStanding]:
    """The quarter before and the present one, as they are registered; what was registered later is not waited for."""
    present = quarter_of(today)
    counts: dict[Period, Counter[str]] = {present.before: Counter(), present: Counter()}
    for row in reader.values(LEDGERS["inspection"], ("kind", "period", "result")):
        if row[1] != InspectionKind.QUARTERLY:
            continue
        period = _period(str(row[2]))
        if period in counts:
            counts[period][str(row[3])] += 1
    before, now = (
        QuarterStanding(period, not period.ended(today), dict(tally)) for period, tally in sorted(counts.items())
    )
    return before, now


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ValueProblem:
        return None
