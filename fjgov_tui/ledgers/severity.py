"""How grave a finding is: the words of programs and of people, once for rulebook, monitor, ledgers and reports."""

from typing import Literal

Severity = Literal["violation", "warning", "notice"]
"""A duty broken, something to put in order, something to know."""
SEVERITIES: dict[Severity, str] = {"violation": "违反", "warning": "警示", "notice": "提示"}
"""Every severity, the gravest first, in the word that screens, ledgers and reports show."""
