"""What goes through the pipes to the worker process, and what it answers: read with distrust, it has touched pages."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.model import Check, Sighting
from fjgov_tui.observed.pages import Json, Target
from fjgov_tui.text import clean

HEAD = struct.Struct(">II")
"""To the child: the lengths of the JSON header and of the page that follow."""
LENGTH = struct.Struct(">I")
"""From the child: the length of the JSON that follows."""
MAX_ANSWER = 8 * 1024 * 1024
"""Bytes of an answer; the child is not trusted, because it has read pages from outside."""
MOST_BESIDE = 6
"""Other columns of a site with which one is compared."""
READY = "ready"
"""The first thing that a child says, once it can work."""
PROBLEM = "problem"
"""The only key of an answer to a page that could not be analysed."""


def packed(value: Mapping[str, Json]) -> bytes:
    """JSON in bytes; `json.loads` reads lone surrogates as it finds them here."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


TERMS = "terms"
"""The entry of `about` that is long, is the same for page after page, and so goes through the pipe once."""


class Terms:
    """What one child has been sent, or has kept, of the county's words."""

    def __init__(self) -> None:
        self._key = ""
        self._value: Json = None

    def spare(self, about: Mapping[str, Json]) -> dict[str, Json]:
        """What is to be sent: without the words where the child has these already."""
        sent = dict(about)
        if TERMS not in sent:
            return sent
        key = self._key
        if sent[TERMS] is not self._value:
            key = blake2b(packed({TERMS: sent[TERMS]}), digest_size=8).hexdigest()
            self._value = sent[TERMS]
        if key == self._key:
            del sent[TERMS]
        self._key = key
        return sent | {"terms_key": key}

    def restore(self, sent: dict[str, Json]) -> dict[str, Json]:
        """What was meant: with the words that were sent once; for the same words the same object."""
        key = sent.pop("terms_key", None)
        if isinstance(key, str):
            if TERMS in sent:
                self._key, self._value = key, sent[TERMS]
            elif key == self._key:
                sent[TERMS] = self._value
        return sent


def request(task: str, about: Mapping[str, Json]) -> bytes:
    """The JSON header of a request."""
    return packed({"task": task, "about": dict(about)})


def text_in(answer: Mapping[str, Json], name: str, limit: int = 200) -> str:
    """A text, cleaned and cut; empty where there is none."""
    value = answer.get(name)
    return clean(value[: limit * 2])[:limit] if isinstance(value, str) else ""


def texts_in(answer: Mapping[str, Json], name: str, limit: int = 200, most: int = 1000) -> tuple[str, ...]:
    """A list of texts, each cleaned and cut, `most` of them."""
    values = answer.get(name)
    return (
        tuple(clean(value[:limit]) for value in values[:most] if isinstance(value, str))
        if isinstance(values, list)
        else ()
    )


def flag(answer: Mapping[str, Json], name: str) -> bool | None:
    """Yes, no, or unknown."""
    value = answer.get(name)
    return value if isinstance(value, bool) else None


def number(answer: Mapping[str, Json], name: str) -> int:
    """A count; 0 where there is none."""
    value = answer.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def day(answer: Mapping[str, Json], name: str) -> date | None:
    """A calendar date."""
    value = answer.get(name)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def part(answer: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    """An answer inside the answer, as of the task `all`; empty where there is none."""
    value = answer.get(name)
    return value if isinstance(value, dict) else {}


MOST = 100
"""Alarms of one page; the rest is counted."""
_SEVERITIES: Mapping[str, Severity] = {severity.value: severity for severity in Severity}


@dataclass(frozen=True)
class Alarm:
    """Something wrong with a page, whatever it looked like before."""

    rule: str
    mark: str
    """What makes it the same thing next time."""
    what: str
    """In Chinese, one sentence."""
    around: str = ""
    severity: Severity = Severity.VIOLATION
    script: str = ""
    """The hash of the inline script that it is about; an accepted page may contain it."""

    def as_json(self) -> dict[str, Json]:
        """What goes through the pipe to the monitor: plain JSON."""
        return {
            "rule": self.rule, "mark": self.mark, "what": self.what, "around": self.around,
            "severity": self.severity, "script": self.script,
        }  # fmt: skip

    def seen(self, check: Check, target: Target, url: str, evidence: bytes = b"") -> Sighting:
        """What is booked of it.

        Args:
            check: the inspection.
            target: the page of which it is told.
            url: the page on which it stands.
            evidence: what the server sent.
        """
        return Sighting(
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
            rule=text_in(row, "rule", 40),
            mark=text_in(row, "mark", 200),
            what=text_in(row, "what", 300),
            around=text_in(row, "around", 300),
            severity=_SEVERITIES.get(text_in(row, "severity"), Severity.WARNING),
            script=text_in(row, "script", 40),
        )
        for row in (rows[:MOST] if isinstance(rows, list) else ())
        if isinstance(row, dict)
    )
