"""The county at a glance: what is registered, what is missing, what was changed last."""

from collections.abc import Iterator, Sequence
from datetime import date

from fjgov_tui.audit import Answer, Facts, Finding, answers
from fjgov_tui.clock import show_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.reports.counts import Count, count_ledgers
from fjgov_tui.reports.quarterly import QuarterStanding, read_quarters
from fjgov_tui.reports.trail import TrailLine, trail_lines
from fjgov_tui.store import Reader
from fjgov_tui.text import fit, safe, width
from fjgov_tui.workflows.rotation import PasswordState, standings

CHANGES = 10
"""How many of the newest trail entries are shown."""
SUBJECTS = 3
"""How many subjects of a rule are named before the rest is counted."""


@dataclass(frozen=True)
class Gap:
    """One rule, asked: what it found, or that it had nothing to look at."""

    rule: str
    article: int
    severity: Severity
    """The gravest among the findings; the rule's own where there are none."""
    ledger: str
    question: str
    checked: bool
    """Whether there was anything to look at; if not, the answer says nothing."""
    findings: tuple[Finding, ...]
    judged: int = 0
    """How many records were judged."""
    unjudged: int = 0
    """How many could not be judged; then nothing is 合规."""
    explained: int = 0
    """How many further findings somebody has explained: they are not open."""

    @property
    def count(self) -> int:
        """How many findings."""
        return len(self.findings)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The names of the first few records concerned."""
        return tuple(safe(finding.subject) for finding in self.findings[:SUBJECTS])

    @property
    def state(self) -> str:
        """One of 未检查, 合规 and `n 项`."""
        if self.findings:
            return f"{self.count} 项"
        if self.explained:
            return f"已说明 {self.explained}"
        return "合规" if self.in_order else "未检查"

    @property
    def words(self) -> str:
        """Why nothing is listed for it: in a sentence that calls in order only what was looked at."""
        if not self.checked:
            return "没有可以检查的记录（台账空着，或者都已关停），未检查"
        if self.unjudged:
            return (
                f"未检查 {self.unjudged} 条，判定了 {self.judged} 条，不能说没有问题；原因在画面 8 第{self.article}条"
            )
        return (
            f"已说明 {self.explained} 项，没有别的问题" if self.explained else f"已检查 {self.judged} 条，没有发现问题"
        )

    @property
    def glyph(self) -> str:
        """A sign of one cell that says the same without colour."""
        if self.findings:
            return "✗"
        return "✓" if self.in_order else "!" if self.explained else "?"

    @property
    def in_order(self) -> bool:
        """Whether everything was judged and nothing found."""
        return self.checked and not self.unjudged and not self.findings and not self.explained


@dataclass(frozen=True)
class PasswordsDue:
    """Passwords that fall due (article 37), and the last reminder of them."""

    accounts: int
    """Accounts in use."""
    overdue: int
    never: int
    """Accounts whose password was never changed, as far as the ledgers know."""
    soon: int
    """Accounts that fall due within 14 days."""
    reminded: str
    """When the last reminder was written, Beijing date and minute; empty where none was."""
    delivered: bool | None
    """Whether the channel took it; `None` where there is none, or nothing to send."""


@dataclass(frozen=True)
class Glance:
    """What the ledgers tell at once, before the rulebook is asked."""

    today: date
    counts: tuple[Count, ...]
    changes: tuple[TrailLine, ...]
    """Newest first."""
    anchor: str
    """The trail's head, in the form that `verify --anchor` reads back."""
    due: PasswordsDue
    quarters: tuple[QuarterStanding, QuarterStanding]
    """What is registered of the quarter before and of this one."""

    @property
    def empty(self) -> bool:
        """Whether no ledger has a record."""
        return not any(ledger.count for ledger in self.counts)


@dataclass(frozen=True)
class Overview:
    """What screen 1 shows, and `fjgov` prints without a terminal."""

    glance: Glance
    gaps: tuple[Gap, ...]


def overview(reader: Reader, today: date) -> Overview:
    """Read the whole overview.

    Args:
        reader: the ledgers.
        today: the Beijing day at which the rules judge.
    """
    return Overview(read_glance(reader, today), read_gaps(reader, today))


def read_glance(reader: Reader, today: date) -> Glance:
    """What costs no rulebook: a few milliseconds on any file."""
    return Glance(
        today, count_ledgers(reader), tuple(trail_lines(reader, CHANGES)), str(reader.head()), _due(reader, today),
        read_quarters(reader, today),
    )  # fmt: skip


def read_gaps(reader: Reader, today: date) -> tuple[Gap, ...]:
    """Every rule asked at that Beijing day, in the rulebook's order."""
    return tuple(gap_of(answer) for answer in answers(Facts(reader, today)))


def _due(reader: Reader, today: date) -> PasswordsDue:
    states = [standing.state for standing in standings(reader, today)]
    last = max(reader.records(LEDGERS["reminder"]), key=lambda record: str(record.values["at"]), default=None)
    delivered = last.values["delivered"] if last else None
    return PasswordsDue(
        accounts=len(states),
        overdue=states.count(PasswordState.OVERDUE),
        never=states.count(PasswordState.NEVER),
        soon=states.count(PasswordState.SOON),
        reminded=show_instant(str(last.values["at"])) if last else "",
        delivered=None if delivered is None else bool(delivered),
    )


def gap_of(answer: Answer) -> Gap:
    """One rule's answer as the overview has it: what somebody has explained is not open."""
    rule, findings = answer.rule, tuple(finding for finding in answer.findings if finding.explained is None)
    severities = {finding.severity for finding in findings} or {rule.severity}
    return Gap(
        rule=rule.id,
        article=rule.article,
        severity=next(severity for severity in SEVERITIES if severity in severities),
        ledger=rule.ledger,
        question=rule.question,
        checked=bool(answer.subjects),
        findings=findings,
        judged=answer.judged,
        unjudged=len(answer.unjudged),
        explained=len(answer.findings) - len(findings),
    )


def overview_text(seen: Overview, width: int | None = 80, live: str = "") -> str:
    """The overview as plain lines for terminals without screens.

    Args:
        seen: what `overview` read.
        width: cells that a line may take; the anchor's line alone is never cut. `None`: one fact a line, nothing cut.
        live: what changes by itself: the monitor, the last backup; left out where it is not given.

    Returns:
        Lines with a line break at the end.
    """
    body = [
        f"奉节县政府网站和政务新媒体台账总览  {seen.glance.today.isoformat()}",
        *live.splitlines(),
        "",
        *_count_lines(seen.glance.counts, width or 0),
        "",
        "登记核对",
        *_gap_lines(seen.gaps),
        "",
        "最近变更",
        *_change_lines(seen.glance.changes),
    ]
    lines = body if width is None else [fit(line, width).rstrip() for line in body]
    return "\n".join([*lines, "", f"审计链锚：{seen.glance.anchor}", ""])


def _count_lines(counts: Sequence[Count], cells: int) -> Iterator[str]:
    """As many columns of `title  count` as fit."""
    yield "台账"
    title = max(width(count.title) for count in counts)
    number = max(width(count.shown) for count in counts)
    each = title + number + 6
    across = max(1, (cells - 2) // each)
    for start in range(0, len(counts), across):
        row = counts[start : start + across]
        line_cells = (fit(count.title, title) + " " * (number - width(count.shown) + 2) + count.shown for count in row)
        yield "  " + "    ".join(line_cells)


def _gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    states = max(width(gap.state) for gap in gaps)
    for gap in gaps:
        article = fit(f"第{gap.article}条", 6)
        severity = fit(SEVERITIES[gap.severity] if gap.findings else "", 4)
        yield f"  {gap.glyph} {fit(gap.state, states)}  {article}  {severity}  {gap.question}"
        if gap.findings:
            more = f" 等 {gap.count} 项" if gap.count > SUBJECTS else ""
            yield " " * (states + 20) + "、".join(gap.subjects) + more


def _change_lines(changes: Sequence[TrailLine]) -> Iterator[str]:
    who = min(12, max((width(change.who) for change in changes), default=0))
    for change in changes:
        yield f"  {change.at}  {fit(change.who, who)}  {change.action}  {change.sentence}"
