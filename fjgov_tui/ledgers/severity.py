"""How grave a finding is: the words of programs and of people, once for rulebook, monitor, ledgers and reports."""

from enum import StrEnum


class Degree(StrEnum):
    """How grave it is, the gravest first, in the words that screens, ledgers and reports show."""

    VIOLATION = "违反"
    WARNING = "警示"
    NOTICE = "提示"


class Severity(StrEnum):
    """How grave it is, the gravest first, in the words of files, options and JSON."""

    VIOLATION = "violation"
    """A duty broken."""
    WARNING = "warning"
    """Something to put in order."""
    NOTICE = "notice"
    """Something to know."""


SEVERITIES: dict[Severity, Degree] = {severity: Degree[severity.name] for severity in Severity}
"""The words of people by those of programs, the gravest first."""
