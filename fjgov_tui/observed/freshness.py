"""How old a page may become: article 21 for columns and media accounts, declared once for monitor and rulebook."""

from collections.abc import Mapping
from datetime import date, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.sites import ColumnKind
from fjgov_tui.months import add_months

HOME_DAYS = 14
"""Days without anything new after which a home page fails the national check (国办秘函〔2019〕19号)."""
MEDIA_DAYS = 10
"""Days between two posts of a media account, at most (article 21(6))."""
MEDIA_WARN_DAYS = 8
"""Days after which somebody had better be told."""


@dataclass(frozen=True)
class Limit:
    """The longest time between two updates: days, or calendar months where a month is the measure."""

    days: int = 0
    months: int = 0
    clause: str = ""
    """Where it is laid down, in Chinese."""

    @property
    def in_words(self) -> str:
        """In words: `14 天`, `6 个月`, `1 年`."""
        if self.days:
            return f"{self.days} 天"
        return "1 年" if self.months == 12 else f"{self.months} 个月"

    def after(self, day: date) -> date:
        """The last day by which the next update has to come."""
        if self.months:
            return add_months(day, self.months)
        return date.max if (date.max - day).days < self.days else day + timedelta(days=self.days)


def _clause(item: str) -> str:
    return f"办法第二十一条第（{item}）项"


YEAR = Limit(months=12, clause=_clause("四"))
_LIMITS: Mapping[str, Limit] = {
    ColumnKind.NEWS: Limit(days=14, clause=_clause("一")),
    ColumnKind.NOTICES: Limit(months=6, clause=_clause("二")),
    ColumnKind.POLICY: Limit(months=6, clause=_clause("二")),
    ColumnKind.MONTHLY: Limit(months=1, clause=_clause("三")),
    ColumnKind.QUARTERLY: Limit(months=3, clause=_clause("三")),
    ColumnKind.YEARLY: Limit(months=12, clause=_clause("三")),
}
_FIRST_LEVEL_ONLY = {ColumnKind.NOTICES, ColumnKind.POLICY}
"""Article 21(2) speaks of columns of the first level; those below go by the year of 21(4)."""
HOME = Limit(days=HOME_DAYS, clause="国办秘函〔2019〕19号")


def limit_of(kind: str, level: int) -> Limit:
    """The limit of a column.

    Args:
        kind: one of `ColumnKind`; empty for a home page.
        level: 1 for a column of the first level.
    """
    if not kind:
        return HOME
    if kind in _FIRST_LEVEL_ONLY and level > 1:
        return YEAR
    return _LIMITS.get(kind, YEAR)


def due_after(day: date, kind: str, level: int) -> date:
    """The last day by which a column that was updated on a day has to be updated again."""
    return limit_of(kind, level).after(day)
