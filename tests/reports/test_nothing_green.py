"""What a report says is well has been looked at: without an observation nothing is."""

from dataclasses import replace
from datetime import date

from fjgov_tui.reports.roster import problem_lines
from fjgov_tui.workflows.roster_month import MonthRoster


def test_a_month_after_the_end_of_the_roster_is_not_said_to_be_without_gaps() -> None:
    month = MonthRoster(
        unit=1, unit_name="办", first=date(2026, 12, 1), last=date(2026, 12, 31), duties=(), names={}, phones={},
        gaps=frozenset(), clashes=(), served=(), ends=date(2026, 11, 30),
    )  # fmt: skip
    assert problem_lines(month) == ["这个月还没有排：值班表排到 2026-11-30 为止"]
    assert "没有空班" in problem_lines(replace(month, ends=date(2026, 12, 31)))[0]
