"""The rulebook: every rule asks one question of the ledgers and cites its article."""

from collections.abc import Callable, Sequence
from datetime import date

from fjgov_tui.audit import (
    accounts,
    answering,
    changes,
    disclosure,
    duty,
    emergency,
    establishing,
    freshness,
    incidents,
    inspections,
    leaving,
    openings,
    opinions,
    organisation,
    passwords,
    publications,
    releases,
    safety,
    training,
    vendors,
    watching,
    whole_site,
)
from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import Answer, Finding, Observation, Rule, Violation
from fjgov_tui.garbage import kept_meanwhile
from fjgov_tui.store import Reader

_PARTS = (
    organisation, openings, establishing, disclosure, answering, releases, publications, freshness, whole_site,
    watching, incidents, duty,
    emergency,
    opinions, inspections, safety, leaving, accounts, passwords, vendors, training,
)  # fmt: skip
_ALL = (*(rule for part in _PARTS for rule in part.RULES), *changes.OPENINGS, *changes.RELEASES)
RULES: tuple[Rule, ...] = tuple(sorted(_ALL, key=lambda rule: rule.article))
"""Every rule that the program knows, in the order of the regulation's articles."""


def silent(_place: int, _total: int) -> None:
    """Nobody asked to be told how far it has come."""


def answers(facts: Facts, rules: Sequence[Rule] = RULES, step: Callable[[int, int], None] = silent) -> list[Answer]:
    """Ask the rules: for each, its findings, and which of its subjects could not be judged.

    Rules of documents that the county does without are not asked.

    Args:
        facts: what they are asked of.
        rules: which.
        step: is told before each rule which one it is, counted from 1, and of how many.
    """
    asked = [rule for rule in rules if rule.pack not in facts.packs_off]
    listed = []
    with kept_meanwhile():
        for place, rule in enumerate(asked, 1):
            step(place, len(asked))
            listed.append(rule.ask(facts))
    return listed


def findings(reader: Reader, as_of: date, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Ask the rules for their findings alone; that there are none does not say that all is in order.

    Args:
        reader: the ledgers; each is read at most once.
        as_of: the Beijing day at which they are judged.
        rules: which rules, in the order in which their findings come.

    Returns:
        The findings, rule by rule, each rule's in the order of the records' ids.
    """
    return [finding for answer in answers(Facts(reader, as_of), rules) for finding in answer.findings]


__all__ = [
    "RULES", "Answer", "Facts", "Finding", "Observation", "Rule", "Violation", "answers",
    "findings",
]  # fmt: skip
