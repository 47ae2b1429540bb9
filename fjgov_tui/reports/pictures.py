"""What an audit report shows in charts: state by chapter, since when what is open is open, a fortnight, passwords."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from fjgov_tui.audit import Facts, Finding
from fjgov_tui.audit.articles import rulebook
from fjgov_tui.audit.watched import web_sites
from fjgov_tui.charts import Chart, ChartRow
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.months import add_months
from fjgov_tui.store.watch.days import day_counts
from fjgov_tui.text import safe

FORTNIGHT = 14
MONTHS = 12
_WORST = 20
"""Sites that the heat map shows, those with the most failures first; the table under it has as many."""
_DUE = (7, 14, 30, 60)


@dataclass(frozen=True)
class Panels:
    """What the charts need beyond articles and findings."""

    passwords: tuple[tuple[str, int], ...]
    """How many accounts fall due by when."""
    days: tuple[str, ...]
    availability: tuple[tuple[str, tuple[int | None, ...]], ...]
    """By site: failures in a hundred visits of each day; `None` where it was not visited."""
    sites: int
    """How many sites there are; not all are shown."""


def read_panels(facts: Facts) -> Panels:
    """What the charts show at the facts' day."""
    days = [facts.as_of - timedelta(days=back) for back in range(FORTNIGHT, 0, -1)]
    sites = facts.of(web_sites)
    shares: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
    for count in day_counts(facts.reader, days[0], days[-1]):
        if count.site in sites and count.n:
            shares[count.site][count.day] = (count.bad, count.n)
    failures = {site: sum(bad for bad, _ in by_day.values()) for site, by_day in shares.items()}
    worst = sorted(failures, key=lambda site: (-failures[site], site))[:_WORST]
    return Panels(
        passwords=_passwords(facts),
        days=tuple(f"{day:%m-%d}" for day in days),
        availability=tuple(
            (
                safe(sites[site].title),
                tuple(_percent(*shares[site][day]) if day in shares[site] else None for day in days),
            )
            for site in worst
        ),
        sites=len(sites),
    )


def _percent(bad: int, n: int) -> int:
    """Rounded up: a single failure is no nought."""
    return -(-bad * 100 // n)


def _passwords(facts: Facts) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for standing in facts.standings.values():
        if standing.due is None:
            counts["从未更换"] += 1
            continue
        left = (standing.due - facts.as_of).days
        within = next((days for days in _DUE if left <= days), None)
        counts["逾期" if left < 0 else f"{within} 天内" if within else "更晚"] += 1
    order = ("从未更换", "逾期", *(f"{days} 天内" for days in _DUE), "更晚")
    return tuple((name, counts[name]) for name in order) if facts.standings else ()


def by_chapter(states: Sequence[tuple[int, str]], words: Sequence[str]) -> Chart:
    """How many articles of each chapter are in which state.

    Args:
        states: chapter and state of every article.
        words: the states, in the order of their columns; the gravest first, or green would not stand for 合规.
    """
    titles = {chapter.number: chapter.title for chapter in rulebook().chapters}
    rows = []
    for number in sorted({chapter for chapter, _ in states}):
        counts = Counter(state for chapter, state in states if chapter == number)
        rows.append(ChartRow(f"{number} {titles[number]}", tuple(counts[word] for word in words)))
    return Chart("各章条款的状态", "每一章里处于各种状态的条款各有几条", tuple(words), tuple(rows))


def by_month(findings: Sequence[Finding], as_of: date) -> Chart:
    """Since which month what is open now is open; what began earlier, and what nobody can date, come first."""
    months = [f"{add_months(as_of, -back):%Y-%m}" for back in range(MONTHS - 1, -1, -1)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.explained is None:
            month = finding.since[:7] if finding.since else ""
            counts["没有日期" if not month else "更早" if month < months[0] else month][finding.severity] += 1
    labels = ["没有日期", "更早", *months]
    return Chart(
        "现有问题从哪个月开始",
        "到核对那天还没有处理的问题，按开始的月份计数",
        tuple(SEVERITIES.values()),
        tuple(ChartRow(label, tuple(counts[label][severity] for severity in SEVERITIES)) for label in labels),
    )


def charts(
    states: Sequence[tuple[int, str]],
    words: Sequence[str],
    findings: Sequence[Finding],
    as_of: date,
    panels: Panels | None,
) -> list[Chart]:
    """The charts of a report, in order."""
    drawn = [by_chapter(states, words), by_month(findings, as_of)]
    if panels is not None and panels.availability:
        shown = f"失败最多的 {len(panels.availability)} 个" if len(panels.availability) < panels.sites else "全部站点"
        rows = tuple(ChartRow(name, values) for name, values in panels.availability)
        about = f"{shown}（共 {panels.sites} 个）最近 {FORTNIGHT} 天每天一百次访问里打不开的次数，空着的没有测"
        drawn.append(Chart("可用性", about, panels.days, rows, heat=True, top=20))
    if panels is not None and panels.passwords:
        rows = tuple(ChartRow(name, (count,)) for name, count in panels.passwords)
        drawn.append(Chart("口令到期", "在用的后台账户按口令到期的远近计数", ("账户",), rows))
    return drawn
