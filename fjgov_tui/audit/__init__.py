"""The rulebook: every rule asks one question of the ledgers and cites its article."""

from collections.abc import Sequence
from datetime import date

from fjgov_tui.audit import (
    accounts,
    freshness,
    leaving,
    openings,
    organisation,
    passwords,
    training,
    vendors,
    watching,
)
from fjgov_tui.audit.model import SEVERITIES, Finding, Flaw, Rule, Severity
from fjgov_tui.store import Reader

_PARTS = (organisation, openings, freshness, watching, leaving, accounts, passwords, vendors, training)
RULES: tuple[Rule, ...] = tuple(rule for part in _PARTS for rule in part.RULES)
"""Every rule that the program knows, in the order of the regulation's articles."""


def findings(reader: Reader, as_of: date, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Ask the rules.

    Args:
        reader: the ledgers.
        as_of: the Beijing day at which they are judged.
        rules: which rules, in the order in which their findings come.

    Returns:
        The findings, rule by rule, each rule's in the order of the records' ids.
    """
    return [finding for rule in rules for finding in rule.ask(reader, as_of)]


__all__ = ["RULES", "SEVERITIES", "Finding", "Flaw", "Rule", "Severity", "findings"]
