"""What the rulebook is made of: a rule asks one question of its subjects; each is judged, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from fjgov_tui.audit.articles import in_force, rulebook
from fjgov_tui.audit.facts import Facts
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.workflows.explaining import Explanation

REGULATION = "奉节府办发〔2022〕106号"
"""The pack of rules that the program is about; an article's number is this document's."""
GUIDELINE: str = OtherPack.GUIDELINE
"""The national guideline on government websites; it wants more days than the regulation before a site closes."""
INDICATORS: str = OtherPack.INDICATORS
"""The pack of the national check, whose limits some rules of article 24 and 21 use."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the regulation wants it."""

    rule: str
    """The rule's id, such as `5.responsible`."""
    article: int
    severity: Severity
    ledger: str
    """The ledger of the record that has to be mended, by its English name."""
    id: int
    """That record's id."""
    subject: str
    """That record's name."""
    unit: str
    """The name of the unit that answers for it; empty where none is registered."""
    message: str
    """In Chinese: what is wrong, since when where that is known, and what to do."""
    since: str | None
    """The first day of the trouble, `YYYY-MM-DD`; `None` where the ledgers do not say."""
    due: str | None
    """The day by which it has to be mended, `YYYY-MM-DD`; `None` where the regulation sets none."""
    pack: str = REGULATION
    """The number of the document that sets the limit."""
    explained: Explanation | None = None
    """What somebody has said about it; while that holds the finding is listed and not open."""

    @property
    def source(self) -> str:
        """What it rests on, for a reader: document, and article of the regulation."""
        own = f"{REGULATION}第{self.article}条"
        return own if self.pack == REGULATION else f"{self.pack}（{own}）"


@dataclass(frozen=True)
class Violation:
    """A finding as a question yields it: without what follows from the rule and the record."""

    record: Record
    message: str
    unit: str | None = None
    """The unit that answers for it, where it is not the record's own."""
    since: date | None = None
    due: date | None = None
    severity: Severity | None = None
    """Only where this one case is less grave than the rule."""
    on: date | None = None
    """The day on which it was done or left undone, where that is no state that lasts: a deed of before the document
    came into force is a notice."""
    judged: bool = True
    """False where the message says why the record cannot be judged: 无法核对, never 合规."""


Question = Callable[[Facts, Sequence[Record]], Iterator[Violation]]
"""Judges the subjects at the facts' day, in the order of their ids; changes nothing."""
Scope = Callable[[Facts], Iterable[Record]]
"""The records that a question is about on that day."""


@dataclass(frozen=True)
class Observation:
    """Something that has to have been looked at before a subject may be called in order."""

    name: str
    """What is looked at, in Chinese: `首页访问`."""
    missing: Callable[[Facts, Record], str]
    """Why a subject was not looked at, in a Chinese phrase; empty where it was."""


@dataclass(frozen=True)
class Answer:
    """What one rule says on a day."""

    rule: Rule
    findings: tuple[Finding, ...]
    """In the order of the records' ids."""
    subjects: tuple[Record, ...]
    """The records that the question was about; none means that there was nothing to check."""
    unjudged: Mapping[int, str]
    """By the id of a subject: why nobody can say whether it is in order."""

    @property
    def judged(self) -> int:
        """How many subjects were judged."""
        return len(self.subjects) - len(self.unjudged)

    def of_unit(self, facts: Facts, unit: str) -> Answer:
        """The part for which one unit answers."""
        subjects = tuple(record for record in self.subjects if facts.unit_of(record) == unit)
        ids = {record.id for record in subjects}
        unjudged = {record_id: why for record_id, why in self.unjudged.items() if record_id in ids}
        findings = tuple(finding for finding in self.findings if finding.unit == unit)
        return Answer(self.rule, findings, subjects, unjudged)


@dataclass(frozen=True)
class Rule:
    """One question of the rulebook, written once and read by screens, commands and reports alike."""

    id: str
    """The article and a word: `37.holder`."""
    severity: Severity
    """The gravest severity of its findings."""
    ledger: str
    """The ledger of its subjects."""
    question: str
    """What it asks, in one Chinese sentence."""
    violations: Question
    scope: Scope | None = None
    """Which records of the ledger it is about; all of them where not given."""
    rests_on: tuple[Observation, ...] = ()
    """What has to have been observed of a subject; without it, and without a finding, the subject is 未检查."""
    optional: bool = False
    """A county may have nothing that it asks about, and its article is judged all the same."""
    pack: str = REGULATION
    """The number of the document that sets the limit; the article is that of the regulation which the rule serves."""
    article: int = field(init=False)
    """The article of the regulation that it serves: the number in its id."""

    def __post_init__(self) -> None:
        """A rule over a ledger that is not declared, or without an article, stops the program at import."""
        if self.ledger not in LEDGERS:
            raise TypeError(f"rule {self.id}: no ledger {self.ledger}")
        object.__setattr__(self, "article", int(self.id.partition(".")[0]))

    @property
    def confirmed(self) -> bool:
        """Whether the clause on which it rests has been read; the regulation's own articles have been."""
        return self.pack == REGULATION or rulebook().clauses[self.id].confirmed

    def ask(self, facts: Facts) -> Answer:
        """What it says at the facts' day: findings, and which subjects could not be judged."""
        in_scope = facts.records(self.ledger) if self.scope is None else self.scope(facts)
        subjects = facts.reader.in_turn(in_scope)
        yielded = facts.reader.in_turn(self.violations(facts, subjects) if subjects else ())
        findings = tuple(self._finding(facts, violation) for violation in yielded)
        # Kept as they are: whoever looks through an answer later stands still for nobody.
        return Answer(self, findings, subjects[:], self._unjudged(facts, subjects, yielded))

    def _unjudged(self, facts: Facts, subjects: Sequence[Record], violations: Sequence[Violation]) -> dict[int, str]:
        """Why nobody can say of some subjects whether they are in order; a known violation is an answer."""
        known, doubtful = set[int](), dict[int, str]()
        for violation in violations:
            if violation.record.ledger != self.ledger:
                continue
            if self._explained(facts, violation.record) is not None:
                known.add(violation.record.id)
            elif not violation.judged:
                doubtful[violation.record.id] = violation.message
            elif (violation.severity or self.severity) != Severity.NOTICE:
                known.add(violation.record.id)
        unjudged = dict[int, str]()
        if not self.rests_on and not doubtful:
            return unjudged
        for record in subjects:
            if record.id in known:
                continue
            why = doubtful.get(record.id) or self._unseen(facts, record)
            if why:
                unjudged[record.id] = why
        return unjudged

    def _unseen(self, facts: Facts, record: Record) -> str:
        """The first reason why it was not looked at; empty where it was."""
        for observation in self.rests_on:
            why = observation.missing(facts, record)
            if why:
                return why
        return ""

    def _explained(self, facts: Facts, record: Record) -> Explanation | None:
        return facts.explained.get((self.id, record.ledger, record.id))

    def _finding(self, facts: Facts, violation: Violation) -> Finding:
        record = violation.record
        severity, since, message = violation.severity or self.severity, violation.since, violation.message
        begins = in_force(self.pack)
        if facts.as_of < begins or (violation.on is not None and violation.on < begins):
            severity, message = Severity.NOTICE, f"{message}（办法 {begins} 起施行，此前的只作提示）"
        elif since is not None:
            since = max(since, begins)
        if not self.confirmed and severity != Severity.NOTICE:
            severity, message = Severity.NOTICE, f"{message}（{self.pack}的这一条还没有核实，只作提示）"
        return Finding(
            rule=self.id,
            article=self.article,
            severity=severity if violation.judged else Severity.NOTICE,
            ledger=record.ledger,
            id=record.id,
            subject=record.title,
            unit=facts.unit_of(record) if violation.unit is None else violation.unit,
            message=message,
            since=since.isoformat() if since else None,
            due=violation.due.isoformat() if violation.due else None,
            pack=self.pack,
            explained=self._explained(facts, record),
        )
