"""The whole rulebook, asked once: every article with its state, every finding, and the trail's head."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Literal

from fjgov_tui import __version__
from fjgov_tui.audit import RULES, Answer, Facts, Finding, answers, silent
from fjgov_tui.audit.articles import Article, Pack, rulebook
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.reports.comparing import Comparison, compare
from fjgov_tui.reports.pictures import Panels, read_panels
from fjgov_tui.store import Reader
from fjgov_tui.store.past import ledgers_then

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What a JSON document holds."""
State = Literal["合规", "违规", "预警", "已记录", "未检查", "无义务"]
"""What is known of an article; nothing is 合规 that nobody looked at."""
Basis = Literal["known", "stood"]
BASES: Mapping[Basis, str] = {"known": "按现在登记的日期，不是当天的样子", "stood": "台账当天的样子（据审计链）"}
GLYPHS: Mapping[State, str] = {"合规": "✓", "违规": "✗", "预警": "!", "已记录": "·", "未检查": "?", "无义务": "-"}
"""A sign of one cell for each state, so that none is told by colour alone."""
REASONS = 2
"""How many different reasons for not judging are named before the rest is only hinted at."""
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
    """How many of its rules had a subject in scope; 0 means that there was nothing to check."""
    judged: int
    """How many records its rules have judged."""
    unjudged: int
    """How many records its rules are about and could not judge."""
    violations: int
    warnings: int
    notices: int
    explained: int
    """How many of its findings somebody has explained; they are listed and count nowhere else."""

    @property
    def glyph(self) -> str:
        """The state's sign."""
        return GLYPHS[self.state]

    @property
    def in_words(self) -> str:
        """The state with its number: `违规 3`, `预警 1`, `合规`."""
        count = {"违规": self.violations, "预警": self.warnings}.get(self.state)
        if count == 0:
            return f"已说明 {self.explained}"
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
    packs_off: tuple[Pack, ...] = ()
    """Documents whose rules were not asked, because the county does without them."""
    basis: Basis = "known"
    """Whether past days are judged by what is known now, or by the ledgers as they stood that day."""
    panels: Panels | None = None
    """What its charts show beyond articles and findings; `None` where only a part was asked for."""
    past: bool = False
    """Whether the day was over when it was asked for: then the paper says how it was judged."""
    late: Comparison | None = None
    """From the findings as the ledgers stood to those as we know it today: what was entered or corrected late."""

    @property
    def states(self) -> Mapping[State, int]:
        """How many articles are in each state."""
        counts = Counter(article.state for article in self.articles)
        return {state: counts[state] for state in GLYPHS}

    def count(self, severity: Severity) -> int:
        """How many open findings of that severity are listed."""
        return sum(finding.severity == severity and finding.explained is None for finding in self.findings)

    @property
    def explained(self) -> int:
        """How many listed findings somebody has explained."""
        return sum(finding.explained is not None for finding in self.findings)

    def reaches(self, severity: Severity) -> bool:
        """Whether any open finding that is listed is at least so grave."""
        return any(RANK[finding.severity] <= RANK[severity] and finding.explained is None for finding in self.findings)


def audit(
    reader: Reader,
    as_of: date,
    article: int | None = None,
    unit: str | None = None,
    severity: Severity | None = None,
    *,
    database: str = "",
    step: Callable[[int, int], None] = silent,
) -> AuditReport:
    """Ask the whole rulebook, or a part of it.

    Args:
        reader: the ledgers.
        as_of: the Beijing day; past and future days are judged from the dated records.
        article: only this article.
        unit: only findings for which the unit of exactly this name answers; the states count only those as well.
        severity: list only findings at least so grave; the states still count all.
        database: the path of the file, for the heading.
        step: is told how many of its rules have been asked.
    """
    facts = Facts(reader, as_of)
    asked = answers(facts, [rule for rule in RULES if article in {None, rule.article}], step)
    if unit is not None:
        asked = [answer.of_unit(facts, unit) for answer in asked]
    return report_of(facts, asked, article, unit, severity, database=database)


def report_of(
    facts: Facts,
    asked: Sequence[Answer],
    article: int | None = None,
    unit: str | None = None,
    severity: Severity | None = None,
    *,
    database: str = "",
) -> AuditReport:
    """The report of rules that were asked.

    Args:
        facts: what they were asked of.
        asked: their answers, of that unit alone where one is named.
        article: as in `audit`, like the others.
        unit: see there.
        severity: see there.
        database: see there.
    """
    listed = [finding for answer in asked for finding in answer.findings]
    book = rulebook()
    return AuditReport(
        as_of=facts.as_of,
        database=database,
        rulepacks=tuple(pack for pack in book.packs if pack.name not in facts.packs_off),
        packs_off=tuple(pack for pack in book.packs if pack.name in facts.packs_off),
        articles=tuple(
            _state(facts, state, [answer for answer in asked if answer.rule.article == state.number])
            for state in book.articles
            if article in {None, state.number}
        ),
        findings=tuple(finding for finding in listed if severity is None or RANK[finding.severity] <= RANK[severity]),
        anchor=str(facts.reader.head()),
        scope=_scope(article, unit, severity),
        # A file that is looked at as it stood knows nothing of later days.
        basis="stood" if facts.reader.db.as_of == facts.as_of else "known",
        panels=read_panels(facts) if article is None and unit is None else None,
    )


def audit_as_stood(
    reader: Reader,
    as_of: date,
    article: int | None = None,
    unit: str | None = None,
    severity: Severity | None = None,
    *,
    database: str = "",
) -> AuditReport:
    """The same of the ledgers as they stood at the end of a day, with what was entered or corrected since.

    Raises:
        InputProblem: the file did not exist yet on that day.
    """
    known = audit(reader, as_of, article, unit, severity, database=database)
    then = ledgers_then(reader, as_of)
    stood = known if then is reader else audit(then, as_of, article, unit, severity, database=database)
    # Whoever holds the paper proves with its anchor that the file still contains all that is known today.
    late = compare(stood.findings, known.findings)
    return replace(stood, basis="stood", past=True, anchor=known.anchor, late=late)


def _scope(article: int | None, unit: str | None, severity: Severity | None) -> str:
    parts = [f"只看第{article}条"] if article is not None else []
    parts += [f"只看{unit}的问题"] if unit is not None else []
    lowest = {"violation": "只列违反", "warning": "只列违反和警示"}.get(severity or "")
    return "，".join([*parts, lowest] if lowest else parts)


@dataclass(frozen=True)
class _Judged:
    """What the rules of an article judged of one ledger."""

    ledger: str
    subjects: frozenset[int]
    unjudged: Mapping[int, str]
    """By id, why not; a record that one rule cannot judge is not judged."""

    def __str__(self) -> str:
        """`62 站点：判定 58，未检查 4（内容检查还没有做过 3，…）`; nothing where all were judged."""
        if not self.unjudged:
            return ""
        reasons = Counter(self.unjudged.values()).most_common()
        named = "，".join(f"{why} {count}" for why, count in reasons[:REASONS])
        more = "等" if len(reasons) > REASONS else ""
        count, title = len(self.subjects), LEDGERS[self.ledger].title
        return f"{count} {title}：判定 {count - len(self.unjudged)}，未检查 {len(self.unjudged)}（{named}{more}）"


def _by_ledger(asked: Iterable[Answer]) -> list[_Judged]:
    """What was judged, ledger by ledger; where a rule that has to be asked was about nothing, no record."""
    subjects, unjudged = defaultdict[str, set[int]](set), defaultdict[str, dict[int, str]](dict)
    for answer in asked:
        if answer.subjects or not answer.rule.optional:
            subjects[answer.rule.ledger].update(record.id for record in answer.subjects)
            unjudged[answer.rule.ledger] = dict(answer.unjudged) | unjudged[answer.rule.ledger]
    return [_Judged(ledger, frozenset(subjects[ledger]), unjudged[ledger]) for ledger in LEDGERS if ledger in subjects]


def _state(facts: Facts, article: Article, asked: Sequence[Answer]) -> ArticleState:
    findings = [finding for answer in asked for finding in answer.findings]
    counts = Counter(finding.severity for finding in findings if finding.explained is None)
    explained = [finding for finding in findings if finding.explained is not None]
    ledgers = _by_ledger(asked)
    state, reason = _state_and_reason(facts, article, counts, ledgers)
    if state == "合规" and any(finding.severity != Severity.NOTICE for finding in explained):
        state = "预警"
    answered = f"已说明 {len(explained)} 项" if explained else ""
    notices = f"另有提示 {counts[Severity.NOTICE]} 项" if counts[Severity.NOTICE] else ""
    unseen = f"还没有核对：{article.partial}" if article.partial and any(judged.subjects for judged in ledgers) else ""
    return ArticleState(
        article=article.number,
        chapter=article.chapter,
        title=article.title,
        duty=article.duty,
        state=state,
        reason="；".join(filter(None, (reason, answered, notices, unseen, _not_asked(facts, article)))),
        checked=sum(bool(answer.subjects) for answer in asked),
        judged=sum(len(judged.subjects) - len(judged.unjudged) for judged in ledgers),
        unjudged=sum(len(judged.unjudged) for judged in ledgers),
        violations=counts[Severity.VIOLATION],
        warnings=counts[Severity.WARNING],
        notices=counts[Severity.NOTICE],
        explained=len(explained),
    )


def _not_asked(facts: Facts, article: Article) -> str:
    """What the county does without: an article is not in order by rules that nobody asked."""
    off = Counter(rule.pack for rule in RULES if rule.article == article.number and rule.pack in facts.packs_off)
    return f"本县不核对：{'、'.join(f'{pack}的 {count} 条' for pack, count in off.items())}" if off else ""


def _state_and_reason(
    facts: Facts, article: Article, counts: Mapping[Severity, int], ledgers: Sequence[_Judged]
) -> tuple[State, str]:
    """The state, and what has to be known with it.

    Args:
        facts: the ledgers.
        article: the article.
        counts: its findings by severity.
        ledgers: what its rules judged.
    """
    if article.served == "none":
        return "无义务", article.why
    if facts.as_of < rulebook().pack.issued:
        return "无义务", f"办法 {rulebook().pack.issued} 起施行"
    if article.later:
        return "未检查", f"尚未支持，{article.later}"
    if article.served == "recorded":
        filled = [name for name in article.ledgers if facts.by_id(name)]
        return ("已记录", f"见台账{_titles(filled)}") if filled else ("未检查", _blank(article.ledgers))
    blank = [judged.ledger for judged in ledgers if not judged.subjects and not facts.by_id(judged.ledger)]
    nothing = [judged.ledger for judged in ledgers if not judged.subjects and facts.by_id(judged.ledger)]
    why = "；".join(
        filter(
            None,
            (
                _blank(blank) if blank else "",
                f"台账{_titles(nothing)}里没有可查的" if nothing else "",
                *map(str, ledgers),
            ),
        )
    )
    if counts[Severity.VIOLATION]:
        also = f"另有预警 {counts[Severity.WARNING]} 项" if counts[Severity.WARNING] else ""
        return "违规", "；".join(filter(None, (also, why)))
    if counts[Severity.WARNING]:
        return "预警", why
    if not ledgers:
        return "未检查", _nothing_to_judge(facts, article)
    return ("未检查", why) if why else ("合规", "")


def _nothing_to_judge(facts: Facts, article: Article) -> str:
    """Why no rule of an article had a subject: it is not green because nobody broke it."""
    blank = [name for name in article.ledgers if not facts.by_id(name)]
    return _blank(blank) if blank else "没有可查的"


def _titles(names: Sequence[str]) -> str:
    return "、".join(f"“{LEDGERS[name].title}”" for name in names)


def _blank(names: Sequence[str]) -> str:
    return f"台账{_titles(names)}为空"


def comparison_json(comparison: Comparison) -> dict[str, Json]:
    """What came, went and stayed, each as findings."""
    return {
        "new": [asdict(finding) for finding in comparison.new],
        "gone": [asdict(finding) for finding in comparison.gone],
        "still": [asdict(finding) for finding in comparison.still],
    }


def audit_json(report: AuditReport) -> dict[str, Json]:
    """The report as the one document of `fjgov audit --json`; its keys are a contract."""
    return {
        "as_of": report.as_of.isoformat(),
        "database": report.database,
        "rulepacks": [
            {"name": pack.name, "title": pack.title, "issued": pack.issued.isoformat()} for pack in report.rulepacks
        ],
        "articles": [
            {
                "article": article.article,
                "title": article.title,
                "state": article.state,
                "reason": article.reason,
                "checked": article.checked,
                "judged": article.judged,
                "unjudged": article.unjudged,
                "violations": article.violations,
                "warnings": article.warnings,
            }
            for article in report.articles
        ],
        "findings": [asdict(finding) for finding in report.findings],
        "summary": {
            "articles": {str(state): count for state, count in report.states.items()},
            "violations": report.count(Severity.VIOLATION),
            "warnings": report.count(Severity.WARNING),
            "notices": report.count(Severity.NOTICE),
            "explained": report.explained,
            "scope": report.scope,
            "packs_off": [pack.name for pack in report.packs_off],
            "basis": report.basis,
            "late": None if report.late is None else comparison_json(report.late),
            "anchor": report.anchor,
            "version": __version__,
        },
    }
