"""Periods of inspection: a quarter (2026Q3), a month (2026-09) or a half-year (2026H1), by Beijing days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import total_ordering

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.months import add_months
from fjgov_tui.patterns import pattern

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = pattern(r"(\d{4})\s*(?:年)?\s*(?:[Qq]|第)?\s*([1-4一二三四])\s*季度|(\d{4})\s*年?\s*[-]?[Qq]([1-4])")
_HALF = pattern(r"(\d{4})\s*年?\s*(?:[-]?[Hh]([12])|([上下])半年)")
_MONTH = pattern(r"(\d{4})\s*(?:-|年)\s*(\d{1,2})\s*月?")
FORMS = "2026Q3（季度）、2026-09（月）或 2026H1（半年）"
"""How a period is written, for refusals."""


@total_ordering
@dataclass(frozen=True)
class Period:
    """Some whole calendar months."""

    first: date
    last: date

    def __lt__(self, other: Period) -> bool:
        """Whether it begins earlier, or ends earlier."""
        return (self.first, self.last) < (other.first, other.last)

    @property
    def months(self) -> int:
        """How many: 1, 3 or 6."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def name(self) -> str:
        """As commands and ledgers write it: `2026Q3`."""
        if self.months == 3:
            return f"{self.first.year}Q{(self.first.month + 2) // 3}"
        if self.months == 6:
            return f"{self.first.year}H{1 if self.first.month == 1 else 2}"
        return f"{self.first:%Y-%m}"

    @property
    def title(self) -> str:
        """As papers write it: `2026年第三季度`."""
        if self.months == 3:
            return f"{self.first.year}年第{'一二三四'[self.first.month // 3]}季度"
        if self.months == 6:
            return f"{self.first.year}年{'上' if self.first.month == 1 else '下'}半年"
        return f"{self.first.year}年{self.first.month}月"

    @property
    def before(self) -> Period:
        """The period of the same length before this one."""
        return _from(add_months(self.first, -self.months), self.months)

    def ended(self, day: date) -> bool:
        """Whether it was over on a day: its last day still belongs to it."""
        return day > self.last


def _from(first: date, months: int) -> Period:
    return Period(first, add_months(first, months) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return _from(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def parse_period(text: str) -> Period:
    """The period that people mean by `2026Q3`, `2026年第三季度`, `2026-09`, `2026H1`.

    Raises:
        ValueProblem: it is none, or not of this calendar.
    """
    word = text.strip()
    quarter, half, month = _QUARTER.fullmatch(word), _HALF.fullmatch(word), _MONTH.fullmatch(word)
    if quarter is not None:
        digit = quarter[2] or quarter[4]
        number = _NUMERALS.get(digit) or int(digit)
        year, begins, months = int(quarter[1] or quarter[3]), number * 3 - 2, 3
    elif half is not None:
        year, begins, months = int(half[1]), 1 if half[2] == "1" or half[3] == "上" else 7, 6
    elif month is not None and 1 <= int(month[2]) <= 12:
        year, begins, months = int(month[1]), int(month[2]), 1
    else:
        raise ValueProblem(f"不是检查期，请写成 {FORMS}")
    if not 2000 <= year <= 2199:
        raise ValueProblem(f"年份 {year} 不对，请写成 {FORMS}")
    return _from(date(year, begins, 1), months)
