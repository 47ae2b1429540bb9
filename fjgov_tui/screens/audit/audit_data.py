"""What screen 8 shows, read in one go and put into lines; no screen in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fjgov_tui.audit import RULES, Finding
from fjgov_tui.audit.articles import in_force
from fjgov_tui.audit.model import REGULATION
from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.audit import ARTICLE_LINE, FINDING_LINE
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.reports.audit import RANK, ArticleState, AuditReport, audit, audit_as_stood
from fjgov_tui.reports.inspection import InspectionReport
from fjgov_tui.reports.trail import trail_lines
from fjgov_tui.screens.audit.filters import EVERYTHING, Filters
from fjgov_tui.screens.audit.inspection_view import FOLLOWING, INSPECTED, ORDERS
from fjgov_tui.screens.audit.trail_view import TRAIL, TrailRow
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.board import Matter, closed_lately, matters

_SIGNS = {Severity.VIOLATION: "✗", Severity.WARNING: "!", Severity.NOTICE: "·"}
CLOSED = 50
"""How many closed orders, and cases, are listed below those under way."""
_NAMED = 6
"""How many findings of an article its panel names before the rest is counted."""
_PLACES = {rule.id: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True)
class FindingRow:
    """One finding with a number of its own, by which the cursor finds it again."""

    id: int
    finding: Finding


@dataclass(frozen=True)
class AuditData:
    """The rulebook's answer of a day as screen 8 shows it."""

    report: AuditReport
    findings: tuple[FindingRow, ...]
    """The gravest first; explained ones last."""
    today: date
    filters: Filters = EVERYTHING
    """Which of the findings are listed."""
    young: str = ""
    """Why a past day could not be seen as it stood; empty where it is, or where it is no past day."""
    trail: tuple[TrailRow, ...] = ()
    hits: tuple[TrailRow, ...] | None = None
    """What was found in the whole trail; listed instead of the newest, where something is looked for."""
    inspection: InspectionReport | None = None
    """Of the quarter that is looked at; `None` until somebody looks at it and it has been made."""
    following: tuple[Matter, ...] = ()
    """Orders to put something right and cases of article 34: under way, then what was closed last."""

    @property
    def listed(self) -> list[FindingRow]:
        """The findings that are looked at."""
        return [row for row in self.findings if self.filters.takes(row.finding)]

    @property
    def changes(self) -> tuple[TrailRow, ...]:
        """The newest changes, or those that were looked for."""
        return self.trail if self.hits is None else self.hits

    def shown(self, filters: Filters, hits: tuple[TrailRow, ...] | None) -> AuditData:
        """The same with something else looked at."""
        return replace(self, filters=filters, hits=hits)


def read_audit(reader: Reader, day: date, now: datetime, *, report: AuditReport | None = None) -> AuditData:
    """Ask the rulebook, and read what else the screen lists, but for the inspection.

    Args:
        reader: the ledgers.
        day: the Beijing day; a past one is judged by the ledgers as they stood at its end, or by the dates that are
            known now where the file did not exist yet.
        now: the present moment.
        report: the rulebook's answer of that day, where it is known already.
    """
    today, young = beijing_day(now), ""
    if report is None:
        try:
            report = audit(reader, day) if day >= today else audit_as_stood(reader, day)
        except InputProblem as problem:
            report, young = audit(reader, day), problem.what
    ordered = sorted(_numbered(report), key=lambda row: (row.finding.explained is not None, RANK[row.finding.severity]))
    return AuditData(
        report,
        tuple(ordered),
        today,
        young=young,
        trail=tuple(map(TrailRow, trail_lines(reader))),
        following=(*matters(reader, now, FOLLOWING), *closed_lately(reader, now, FOLLOWING, CLOSED)),
    )


def _numbered(report: AuditReport) -> list[FindingRow]:
    """Every finding with a number that stays the same while it stands: rule, record, and which of several."""
    seen = Counter[tuple[str, int]]()
    rows = []
    for finding in report.findings:
        which = seen[finding.rule, finding.id]
        seen[finding.rule, finding.id] += 1
        rows.append(FindingRow(1 + (_PLACES[finding.rule] * 1_000 + which) * 10_000_000 + finding.id, finding))
    return rows


def _article_cells(article: ArticleState) -> tuple[str, ...]:
    judged = f"{article.judged}/{article.judged + article.unjudged}" if article.judged + article.unjudged else ""
    return f"{article.article}", f"{article.glyph} {article.in_words}", article.title, judged, article.reason


def _finding_cells(row: FindingRow) -> tuple[str, ...]:
    finding = row.finding
    severity = f"{_SIGNS[finding.severity]} {SEVERITIES[finding.severity]}"
    shown = "· 已说明" if finding.explained else severity
    return f"{finding.article}", shown, finding.subject, finding.unit, finding.since or "", finding.message


def about_article(data: AuditData, article: ArticleState) -> Folded:
    """The article's duty, why it is in that state, and its first findings."""
    lines = [plain(f"第{article.article}条  {article.glyph} {article.in_words}", "bold"), plain(article.duty)]
    if article.reason:
        lines += [plain(""), plain(article.reason)]
    if article.judged + article.unjudged:
        lines += [
            plain(""),
            plain(f"判定 {article.judged}，未检查 {article.unjudged}，规则 {article.checked} 条有可查的"),
        ]
    findings = [row.finding for row in data.findings if row.finding.article == article.article]
    for finding in findings[:_NAMED]:
        lines += [plain(""), plain(f"{SEVERITIES[finding.severity]}  {safe(finding.subject)}", "bold")]
        lines += [plain(safe(finding.message))]
    if len(findings) > _NAMED:
        lines += [plain(""), plain(f"还有 {len(findings) - _NAMED} 项，回车都列出")]
    return Folded([(line, None) for line in lines])


def about_finding(row: FindingRow) -> Folded:
    """Everything that is known of a finding: what, whose, since when, by when, on what it rests, what was said."""
    finding = row.finding
    question = next(rule.question for rule in RULES if rule.id == finding.rule)
    lines = [
        plain(f"{SEVERITIES[finding.severity]}  {safe(finding.subject)}", "bold"),
        plain(safe(finding.message)),
        plain(""),
        plain(f"所问：{question}"),
        plain(f"依据：{finding.source}"),
        plain(f"规则：{finding.rule}    台账：{LEDGERS[finding.ledger].title}"),
        plain(f"单位：{safe(finding.unit) or '没有登记'}"),
    ]
    lines += [plain(f"起：{finding.since}")] if finding.since else []
    lines += [plain(f"期限：{finding.due}")] if finding.due else []
    lines += [plain(finding.explained.words)] if finding.explained else []
    return Folded([(line, None) for line in lines])


ARTICLES: ListView[AuditData, Any] = ListView(
    title="条款",
    headings=(
        Heading("article", "条", 3),
        Heading("state", "状态", 11),
        Heading("title", "内容", 24),
        Heading("judged", "判定", 9),
        Heading("reason", "说明", 18),
    ),
    rows=lambda data: data.report.articles,
    key=lambda article: article.article,
    cells=_article_cells,
    empty="",
    words=lambda article: f"第{article.article}条 {article.in_words} {article.title} {article.duty} {article.reason}",
    exact=lambda article: str(article.article),
    beside=about_article,
    measure="条",
    kind=ARTICLE_LINE,
    unmarkable="条款不用标记",
)
FINDINGS: ListView[AuditData, Any] = ListView(
    title="问题",
    headings=(
        Heading("article", "条", 3),
        Heading("severity", "程度", 8),
        Heading("subject", "对象", 20),
        Heading("unit", "单位", 16),
        Heading("since", "起", 10),
        Heading("message", "问题和办法", 20),
    ),
    rows=lambda data: data.listed,
    key=lambda row: row.id,
    cells=_finding_cells,
    empty="没有列出问题；是不是都查过，看条款的状态",
    words=lambda row: " ".join(
        (f"第{row.finding.article}条", *_finding_cells(row), row.finding.rule, row.finding.source)
    ),
    orders={
        "severity": lambda row: (row.finding.explained is not None, RANK[row.finding.severity]),
        "since": lambda row: (row.finding.since is None, row.finding.since or ""),
    },
    beside=lambda data, row: about_finding(row),
    measure="项",
    kind=FINDING_LINE,
    unmarkable="问题不用标记",
)
VIEWS = (ARTICLES, FINDINGS, INSPECTED, ORDERS, TRAIL)
"""The lists of screen 8, in the order in which F4 goes round."""


def earliest() -> date:
    """The day on which the regulation came into force: nothing can be broken before."""
    return in_force(REGULATION)
