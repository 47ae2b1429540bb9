"""The whole rulebook, asked once: every article with its state, every finding, and the trail's head."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from fjgov_tui.audit import RULES, SEVERITIES, Finding, Rule, Severity
from fjgov_tui.audit.articles import Article, Pack, rulebook
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Reader

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What a JSON document holds."""
State = Literal["合规", "违规", "预警", "已记录", "未检查", "无义务"]
"""What is known of an article; nothing is 合规 that nobody looked at."""
GLYPHS: Mapping[State, str] = {"合规": "✓", "违规": "✗", "预警": "!", "已记录": "·", "未检查": "?", "无义务": "-"}
"""A sign of one cell for each state, so that none is told by colour alone."""
RANK: Mapping[Severity, int] = {severity: rank for rank, severity in enumerate(SEVERITIES)}
"""0 is the gravest."""


@dataclass(frozen=True)
class ArticleState:
    """One article on that day."""

    article: int
    chapter: int
    title: str
    duty: str
    state: State
    reason: str
    """Why it is 未检查 or 无义务, and what a glance at the state would miss; empty where nothing."""
    checked: int
    """How many of its rules had anything to look at; 0 means that nobody looked."""
    violations: int
    warnings: int
    notices: int

    @property
    def glyph(self) -> str:
        """The state's sign."""
        return GLYPHS[self.state]

    @property
    def said(self) -> str:
        """The state with its number: `违规 3`, `预警 1`, `合规`."""
        count = {"违规": self.violations, "预警": self.warnings}.get(self.state)
        return self.state if count is None else f"{self.state} {count}"


@dataclass(frozen=True)
class AuditReport:
    """The rulebook's answer as of a day."""

    as_of: date
    database: str
    """The path of the ledger file; empty where it has none to show."""
    rulepacks: tuple[Pack, ...]
    articles: tuple[ArticleState, ...]
    findings: tuple[Finding, ...]
    """In the order of the articles and rules; only those that were asked for."""
    anchor: str
    """The trail's head, in the form that `verify --anchor` reads back."""
    scope: str
    """What was left out, in Chinese; empty where everything is there."""

    @property
    def states(self) -> Mapping[State, int]:
        """How many articles are in each state."""
        counts = Counter(one.state for one in self.articles)
        return {state: counts[state] for state in GLYPHS}

    def count(self, severity: Severity) -> int:
        """How many findings of that severity are listed."""
        return sum(one.severity == severity for one in self.findings)

    def reaches(self, severity: Severity) -> bool:
        """Whether any listed finding is at least so grave."""
        return any(RANK[one.severity] <= RANK[severity] for one in self.findings)


def audit(
    reader: Reader,
    as_of: date,
    article: int | None = None,
    unit: str | None = None,
    severity: Severity | None = None,
    *,
    database: str = "",
) -> AuditReport:
    """Ask the whole rulebook, or a part of it.

    Args:
        reader: the ledgers.
        as_of: the Beijing day; past and future days are judged from the dated records.
        article: only this article.
        unit: only findings for which the unit of exactly this name answers; the states count only those as well.
        severity: list only findings at least so grave; the states still count all.
        database: the path of the file, for the heading.
    """
    empty = {name for name in LEDGERS if not reader.count(LEDGERS[name])}
    wanted = [rule for rule in RULES if article in {None, rule.article}]
    found = [one for rule in wanted if rule.ledger not in empty for one in rule.ask(reader, as_of)]
    if unit is not None:
        found = [one for one in found if one.unit == unit]
    book = rulebook()
    return AuditReport(
        as_of=as_of,
        database=database,
        rulepacks=book.packs,
        articles=tuple(
            _state(one, [rule for rule in wanted if rule.article == one.number], found, empty)
            for one in book.articles
            if article in {None, one.number}
        ),
        findings=tuple(one for one in found if severity is None or RANK[one.severity] <= RANK[severity]),
        anchor=str(reader.head()),
        scope=_scope(article, unit, severity),
    )


def _scope(article: int | None, unit: str | None, severity: Severity | None) -> str:
    said = [f"只看第{article}条"] if article is not None else []
    said += [f"只看{unit}的问题"] if unit is not None else []
    lowest = {"violation": "只列违反", "warning": "只列违反和警示"}.get(severity or "")
    return "，".join([*said, lowest] if lowest else said)


def _state(article: Article, rules: Sequence[Rule], found: Sequence[Finding], empty: set[str]) -> ArticleState:
    counts = Counter(one.severity for one in found if one.article == article.number)
    unasked = sorted({rule.ledger for rule in rules if rule.ledger in empty}, key=list(LEDGERS).index)
    state, reason = _judged(article, counts, unasked, [name for name in article.ledgers if name not in empty])
    notices = f"另有提示 {counts['notice']} 项" if counts["notice"] else ""
    unseen = f"还没有核对：{article.partial}" if article.partial and state != "未检查" else ""
    reason = "；".join(filter(None, (reason, notices, unseen)))
    return ArticleState(
        article=article.number,
        chapter=article.chapter,
        title=article.title,
        duty=article.duty,
        state=state,
        reason=reason,
        checked=sum(rule.ledger not in empty for rule in rules),
        violations=counts["violation"],
        warnings=counts["warning"],
        notices=counts["notice"],
    )


def _judged(
    article: Article, counts: Mapping[Severity, int], unasked: Sequence[str], filled: Sequence[str]
) -> tuple[State, str]:
    """The state, and what has to be known with it.

    Args:
        article: the article.
        counts: its findings by severity.
        unasked: the empty ledgers that its rules look through.
        filled: the ledgers with records in which it is recorded.
    """
    if article.served == "none":
        return "无义务", article.why
    if article.later:
        return "未检查", f"尚未支持，{article.later}"
    if article.served == "recorded":
        return ("已记录", f"见台账{_titles(filled)}") if filled else ("未检查", _blank(article.ledgers))
    why = _blank(unasked) if unasked else ""
    if counts["violation"]:
        also = f"另有预警 {counts['warning']} 项" if counts["warning"] else ""
        return "违规", "；".join(filter(None, (also, why)))
    if counts["warning"]:
        return "预警", why
    return ("未检查", why) if unasked else ("合规", "")


def _titles(names: Sequence[str]) -> str:
    return "、".join(f"“{LEDGERS[name].title}”" for name in names)


def _blank(names: Sequence[str]) -> str:
    return f"台账{_titles(names)}为空"


def audit_json(report: AuditReport) -> dict[str, Json]:
    """The report as the one document of `fjgov audit --json`; its keys are a contract."""
    return {
        "as_of": report.as_of.isoformat(),
        "database": report.database,
        "rulepacks": [
            {"name": one.name, "title": one.title, "issued": one.issued.isoformat()} for one in report.rulepacks
        ],
        "articles": [
            {
                "article": one.article,
                "title": one.title,
                "state": one.state,
                "reason": one.reason,
                "checked": one.checked,
                "violations": one.violations,
                "warnings": one.warnings,
            }
            for one in report.articles
        ],
        "findings": [asdict(one) for one in report.findings],
        "summary": {
            "articles": {str(state): count for state, count in report.states.items()},
            "violations": report.count("violation"),
            "warnings": report.count("warning"),
            "notices": report.count("notice"),
            "scope": report.scope,
            "anchor": report.anchor,
        },
    }
