"""How grave a finding is: the words of programs and of people, once for rulebook, monitor, ledgers and reports."""

from enum import StrEnum
from typing import Literal


class Degree(StrEnum):
    """How grave it is, the gravest first, in the words that screens, ledgers and reports show."""

    VIOLATION = "违反"
    WARNING = "警示"
    NOTICE = "提示"


Severity = Literal["violation", "warning", "notice"]
"""A duty broken, something to put in order, something to know."""
SEVERITIES: dict[Severity, Degree] = {
    "violation": Degree.VIOLATION,
    "warning": Degree.WARNING,
    "notice": Degree.NOTICE,
}
"""The words of people by those of programs, the gravest first."""
