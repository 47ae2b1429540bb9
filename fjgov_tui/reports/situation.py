"""How the county stands, in numbers that each open what they count: chapters, duties, trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fjgov_tui.audit.articles import rulebook
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.reports.overview import Gap
from fjgov_tui.reports.pictures import by_month
from fjgov_tui.workflows.duties import Obligation

SPANS = (7, 14, 30)
"""Days ahead for which duties are counted."""
LEVELS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class ChapterBar:
    """The open findings of one chapter, and whether anything in it could not be judged."""

    number: int
    title: str
    counts: Mapping[Severity, int]
    unchecked: int
    """Rules that had nothing to look at, or could not judge all of it."""

    @property
    def total(self) -> int:
        """How many findings."""
        return sum(self.counts.values())

    @property
    def row(self) -> tuple[int, ...]:
        """The same as numbers: chapter, violations, warnings, notices, rules that could not judge everything."""
        return (self.number, *(self.counts[severity] for severity in SEVERITIES), self.unchecked)

    @property
    def state(self) -> str:
        """What is said where nothing was found: never that all is well where something was not looked at."""
        return f"? {self.unchecked} 项没有查全" if self.unchecked else "✓ 没有问题"


def chapter_bars(gaps: Sequence[Gap]) -> tuple[ChapterBar, ...]:
    """The chapters about which rules ask, in order."""
    book = rulebook()
    chapter_of = {article.number: article.chapter for article in book.articles}
    by_chapter: dict[int, list[Gap]] = {}
    for gap in gaps:
        by_chapter.setdefault(chapter_of[gap.article], []).append(gap)
    return tuple(
        _bar(chapter.number, chapter.title, by_chapter[chapter.number])
        for chapter in book.chapters
        if chapter.number in by_chapter
    )


def bars_of_counts(rows: Iterable[Sequence[int]]) -> tuple[ChapterBar, ...]:
    """The bars of what was counted some time ago, as `ChapterBar.row` gave it; unknown chapters are left out."""
    titles = {chapter.number: chapter.title for chapter in rulebook().chapters}
    return tuple(
        ChapterBar(number, titles[number], dict(zip(SEVERITIES, counts, strict=True)), unchecked)
        for number, *counts, unchecked in rows
        if number in titles
    )


def _bar(number: int, title: str, gaps: Sequence[Gap]) -> ChapterBar:
    counts = Counter(finding.severity for gap in gaps for finding in gap.findings)
    unchecked = sum(not gap.findings and not gap.in_order for gap in gaps)
    return ChapterBar(number, title, {severity: counts[severity] for severity in SEVERITIES}, unchecked)


@dataclass(frozen=True)
class DutyCounts:
    """How many duties are overdue, and how many fall due within 7, 14 and 30 days (each with those before)."""

    late: int
    within: tuple[int, ...]

    @property
    def words(self) -> str:
        """`逾期3 7天5 14天9 30天12`: each of the last three counts what falls due from today on."""
        ahead = (f"{days}天{count}" for days, count in zip(SPANS, self.within, strict=True))
        return " ".join((f"逾期{self.late}", *ahead))


def count_duties(duties: Iterable[Obligation], today: date) -> DutyCounts:
    """Count them: what is overdue is counted by itself."""
    left = [duty.days_left(today) for duty in duties]
    return DutyCounts(sum(days < 0 for days in left), tuple(sum(0 <= days <= span for days in left) for span in SPANS))


def trend(gaps: Sequence[Gap], today: date) -> str:
    """Since which of the last twelve months what is open now is open: one level a month, and what is older."""
    chart = by_month([finding for gap in gaps for finding in gap.findings], today)
    totals = {row.label: sum(value or 0 for value in row.values) for row in chart.rows}
    undated, older, *months = totals.items()
    most = max((count for _, count in months), default=0)
    line = "".join("·" if not count else LEVELS[(count * len(LEVELS) - 1) // most] for _, count in months)
    return f"{months[0][0]} {line} {months[-1][0]}  更早 {older[1]}  没有日期 {undated[1]}"
