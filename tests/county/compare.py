"""What the audit says of a county beside what the regulation says of it: recall and precision, and every difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fjgov_tui.audit import Answer, Finding
from fjgov_tui.ledgers.severity import SEVERITIES
from tests.county.build import Planted
from tests.county.model import Expect, Word, warning

WATCHING = warning(24, "office")
"""Nothing is watched in these counties, which article 24 asks of the county's office."""
_SAID = {Word.UNKNOWN: "提示"}
"""In the word of a finding, what cannot be judged is a notice."""


@dataclass(frozen=True)
class Comparison:
    """How one county compares."""

    expected: int
    missed: tuple[str, ...]
    """Expectations that the audit does not meet."""
    waiting: tuple[str, ...]
    """Expectations that no rule looks at, as the rulebook itself says; they are not counted."""
    findings: int
    unexpected: tuple[str, ...]
    """Findings that no case expects."""

    @property
    def recall(self) -> float:
        """The share of what was planted that is found."""
        return 1 - len(self.missed) / self.expected if self.expected else 1

    @property
    def precision(self) -> float:
        """The share of what is found that was planted."""
        return 1 - len(self.unexpected) / self.findings if self.findings else 1


def _fits(expect: Expect, label: str, finding: Finding) -> bool:
    word = _SAID.get(expect.word, expect.word.value)
    return (
        finding.article in {expect.article, expect.also}
        and label in expect.on.split("|")
        and SEVERITIES[finding.severity] == word
    )


def _unjudged(planted: Planted, case: str, expect: Expect, answers: Sequence[Answer]) -> bool:
    """Whether the record is listed as 未检查 by a rule of the article."""
    records = {planted.record(case, label) for label in expect.on.split("|")}
    return any(
        (answer.rule.ledger, record) in records
        for answer in answers
        if answer.rule.article in {expect.article, expect.also}
        for record in answer.unjudged
    )


def _expectations(planted: Planted) -> Iterator[tuple[str, Expect]]:
    if not planted.background.before:
        yield "", WATCHING
    for expect in planted.background.expects:
        yield "", expect
    for case in planted.cases:
        for expect in case.expects:
            yield case.name, expect


def compare(planted: Planted, answers: Sequence[Answer]) -> Comparison:
    """Hold every finding against every expectation."""
    wanted = list(_expectations(planted))
    findings = [finding for answer in answers for finding in answer.findings]
    met: set[int] = set()
    unexpected = []
    for finding in findings:
        owner = planted.owner(finding.ledger, finding.id)
        case, label = owner or ("", "")
        fitting = {n for n, (name, expect) in enumerate(wanted) if name == case and _fits(expect, label, finding)}
        met |= fitting
        free = planted.background.before and finding.severity == "notice"
        if not fitting and not free:
            word = SEVERITIES[finding.severity]
            unexpected.append(f"{planted.day} {case or '本县'} {label}: {finding.rule} {word} {finding.message}")
    later = {case.name for case in planted.cases if case.later}
    unmet = [
        (name, f"{planted.day} {name or '本县'}: {expect.article} {expect.word.value} {expect.on}")
        for n, (name, expect) in enumerate(wanted)
        if n not in met and not (expect.word is Word.UNKNOWN and _unjudged(planted, name, expect, answers))
    ]
    missed = [words for name, words in unmet if name not in later]
    waiting = [words for name, words in unmet if name in later]
    return Comparison(len(wanted) - len(waiting), tuple(missed), tuple(waiting), len(findings), tuple(unexpected))
