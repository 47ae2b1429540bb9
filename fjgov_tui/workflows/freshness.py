"""How old a column may grow before article 21 is broken; the monitor and the rulebook read the same table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fjgov_tui.months import add_months

HOME = ""
"""The kind of a home page, whose news stand under item (一)."""


@dataclass(frozen=True)
class Limit:
    """The longest interval between two publications: so many days, or so many calendar months."""

    clause: str
    """Where article 21 says so, such as `第二十一条第（一）项`."""
    words: str
    """The interval in Chinese, such as `14 天`."""
    days: int = 0
    months: int = 0

    def due_after(self, day: date) -> date:
        """The last day on which something new has to have appeared."""
        if self.months:
            return add_months(day, self.months)
        return day + timedelta(days=min(self.days, (date.max - day).days))


def _clause(item: str) -> str:
    return f"第二十一条第（{item}）项"


_NEWS = Limit(_clause("一"), "14 天", days=14)
_HALF_YEAR = Limit(_clause("二"), "6 个月", months=6)
_YEAR = Limit(_clause("四"), "1 年", months=12)
LIMITS: Mapping[str, Limit] = {
    HOME: _NEWS,
    "动态要闻": _NEWS,
    "通知公告": _HALF_YEAR,
    "政策文件": _HALF_YEAR,
    "月度更新": Limit(_clause("三"), "1 个月", months=1),
    "季度更新": Limit(_clause("三"), "3 个月", months=3),
    "年度更新": Limit(_clause("三"), "1 年", months=12),
    "其他": _YEAR,
}
"""The limit of each kind of column, first level."""
_ONLY_FIRST_LEVEL = frozenset({"通知公告", "政策文件"})


def limit_of(kind: str, level: int = 1) -> Limit:
    """The limit of a column; half a year holds for first-level columns only, below them the general year does.

    Args:
        kind: one of `COLUMN_KINDS`, or `HOME`.
        level: 1 for a column of the first level.
    """
    if kind in _ONLY_FIRST_LEVEL and level > 1:
        return _YEAR
    return LIMITS.get(kind, _YEAR)


def due_after(day: date, kind: str, level: int = 1) -> date:
    """The last day until which a column whose newest publication is of `day` is fresh."""
    return limit_of(kind, level).due_after(day)
