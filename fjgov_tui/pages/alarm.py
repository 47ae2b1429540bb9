"""Something wrong with a page: as the worker process tells it, and as it is read from what that process said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fjgov_tui.observed.model import Check, Observation, Severity
from fjgov_tui.observed.pages import Json, Target
from fjgov_tui.pages.answers import said

MOST = 100
"""Alarms of one page; the rest is counted."""
_SEVERITIES: Mapping[str, Severity] = {"violation": "violation", "warning": "warning", "notice": "notice"}


@dataclass(frozen=True)
class Alarm:
    """Something wrong with a page, whatever it looked like before."""

    rule: str
    mark: str
    """What makes it the same thing next time."""
    what: str
    """In Chinese, one sentence."""
    around: str = ""
    severity: Severity = "violation"
    script: str = ""
    """The hash of the inline script that it is about; an accepted page may contain it."""

    def said(self) -> dict[str, Json]:
        """Plain JSON."""
        return {
            "rule": self.rule, "mark": self.mark, "what": self.what, "around": self.around,
            "severity": self.severity, "script": self.script,
        }  # fmt: skip

    def seen(self, check: Check, target: Target, url: str, evidence: bytes = b"") -> Observation:
        """What is booked of it.

        Args:
            check: the inspection.
            target: the page of which it is told.
            url: the page on which it stands.
            evidence: what the server sent.
        """
        return Observation(
            check=check,
            rule=self.rule,
            page_of=target.page_of,
            record=target.record,
            site=target.site,
            url=url,
            mark=self.mark,
            what=self.what,
            around=self.around,
            severity=self.severity,
            evidence=evidence,
        )


def alarms_of(answer: Mapping[str, Json], name: str) -> tuple[Alarm, ...]:
    """The alarms in an answer of the worker process, each text cleaned and cut."""
    rows = answer.get(name)
    return tuple(
        Alarm(
            rule=said(row, "rule", 40),
            mark=said(row, "mark", 200),
            what=said(row, "what", 300),
            around=said(row, "around", 300),
            severity=_SEVERITIES.get(said(row, "severity"), "warning"),
            script=said(row, "script", 40),
        )
        for row in (rows[:MOST] if isinstance(rows, list) else ())
        if isinstance(row, dict)
    )
