"""The forms that rules share: a rule of one of these kinds is declared, not programmed.

Messages are templates: `{since}`, `{due}`, `{days}` … as each form says, and any field of the record by its name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import Violation
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe

Words = dict[str, object]
"""What a message's template may name besides the record's own fields."""


class Term(Protocol):
    """A length of time that a duty leaves: see `workflows.freshness.Limit`."""

    @property
    def in_words(self) -> str:
        """In words, such as `14 天`."""

    def after(self, day: date) -> date:
        """The last day that keeps the duty, counted from a day."""


Moment = str | Callable[[Facts, Record], date | None]
"""A day of a record: the name of its field, or how it is worked out."""
Applies = Callable[[Facts, Record], bool]


class _Said(dict[str, object]):
    """The words of a message; what is not among them is a field of the record."""

    def __init__(self, record: Record, words: Words) -> None:
        super().__init__(words)
        self.record = record

    def __missing__(self, name: str) -> str:
        if name == "title":
            return safe(self.record.title)
        value = self.record.values[name]
        shown = self.record.names.get(name, "") if LEDGERS[self.record.ledger][name].reference else value
        return "" if shown is None else safe(str(shown))


def _day(facts: Facts, record: Record, moment: Moment) -> date | None:
    """The day, where it had come by then: one that lies ahead was not known."""
    day = record.day(moment) if isinstance(moment, str) else moment(facts, record)
    return day if day is not None and day <= facts.as_of else None


@dataclass(frozen=True, kw_only=True)
class Form(ABC):
    """Judges each subject by itself."""

    message: str
    """The template of the Chinese message: what is wrong, and what to do."""
    severity: Severity | None = None
    """Only where it is less grave than the rule."""
    judged: bool = True
    """False where this says that the subject cannot be judged."""
    deed: bool = False
    """Whether `since` is the day of a deed and not the beginning of a state that lasts."""
    applies: Applies | None = None
    """Which of the subjects it is about; all of them where not given."""

    def __call__(self, facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        """The violations among the subjects, in their order."""
        for record in subjects:
            violation = self.judge(facts, record)
            if violation is not None:
                yield violation

    def judge(self, facts: Facts, record: Record) -> Violation | None:
        """What is wrong with one subject; `None` where nothing is."""
        return None if self.applies is not None and not self.applies(facts, record) else self.look(facts, record)

    @abstractmethod
    def look(self, facts: Facts, record: Record) -> Violation | None:
        """The form's own question, of a subject that it is about."""

    def violation(
        self, record: Record, since: date | None = None, due: date | None = None, **words: object
    ) -> Violation:
        """The violation with its message filled in."""
        words_for = _Said(record, {"since": since, "due": due, **words})
        message, on = self.message.format_map(words_for), since if self.deed else None
        return Violation(record, message, since=since, due=due, severity=self.severity, judged=self.judged, on=on)


@dataclass(frozen=True, kw_only=True)
class Missing(Form):
    """Fields that have to be filled and are blank. The message may name `{missing}`, their labels, and `{days}`."""

    fields: tuple[str, ...]
    since: Moment = ""
    """From when they had to be."""
    grace: int = 0
    """Days after `since` within which nothing is said."""
    all_missing: bool = False
    """Only where all of them are blank."""

    def look(self, facts: Facts, record: Record) -> Violation | None:
        """Blank text and a no (否) count as missing."""
        ledger = LEDGERS[record.ledger]
        missing = [ledger[name].label for name in self.fields if not record.values[name]]
        since = _day(facts, record, self.since) if self.since else None
        if not missing or (self.all_missing and len(missing) < len(self.fields)):
            return None
        if since is not None and (facts.as_of - since).days <= self.grace - 1:
            return None
        begun = since + timedelta(days=self.grace) if since is not None else None
        days = (facts.as_of - since).days if since is not None else 0
        return self.violation(record, begun, missing="和".join(missing), days=days, start=since)


@dataclass(frozen=True, kw_only=True)
class Overdue(Form):
    """Something that has to come round in time and did not. Names `{last}`, `{due}`, `{days}`, `{late}`, `{limit}`."""

    last: Moment
    """When it last happened; blank is not judged here: that is `Missing`."""
    within: Callable[[Facts, Record], Term]
    """How long it may take until the next time."""

    def look(self, facts: Facts, record: Record) -> Violation | None:
        """The trouble begins on the day after the last one that would have kept the limit."""
        last = _day(facts, record, self.last)
        if last is None:
            return None
        term = self.within(facts, record)
        due = term.after(last)
        if facts.as_of <= due:
            return None
        days, late = (facts.as_of - last).days, (facts.as_of - due).days
        return self.violation(
            record, due + timedelta(days=1), due, last=last, days=days, late=late, limit=term.in_words
        )


@dataclass(frozen=True, kw_only=True)
class OutOfOrder(Form):
    """Two days in the wrong order. The message may name `{first}` and `{then}`."""

    first: Moment
    """What has to come first."""
    then: Moment
    """What may come only after it, or on the same day."""

    def look(self, facts: Facts, record: Record) -> Violation | None:
        """Judged where both days are known, or where only the later step has been taken."""
        first, then = _day(facts, record, self.first), _day(facts, record, self.then)
        if first is None or then is None or first <= then:
            return None
        return self.violation(record, then, first=first, then=then)


@dataclass(frozen=True, kw_only=True)
class Expired(Form):
    """Something that was valid up to a day which is over. The message may name `{until}` and `{days}`."""

    until: Moment

    def look(self, facts: Facts, record: Record) -> Violation | None:
        """A blank day has no end."""
        day = record.day(self.until) if isinstance(self.until, str) else self.until(facts, record)
        if day is None or day >= facts.as_of:
            return None
        return self.violation(record, day + timedelta(days=1), until=day, days=(facts.as_of - day).days)


@dataclass(frozen=True, kw_only=True)
class NotCovered(Form):
    """A subject to which no record of another ledger belongs. The message may name `{since}`."""

    by: str
    """The ledger whose records cover."""
    field: str
    """Its reference field that points to the subject."""
    covers: Callable[[Facts, Record, Record], bool] | None = None
    """Whether a record that points to the subject covers it: facts, subject, that record."""
    since: Moment = ""

    def look(self, facts: Facts, record: Record) -> Violation | None:
        """One record that covers is enough."""
        pointing = facts.referring(self.by, self.field).get(record.id, ())
        if any(self.covers is None or self.covers(facts, record, other) for other in pointing):
            return None
        return self.violation(record, _day(facts, record, self.since) if self.since else None)


@dataclass(frozen=True)
class FirstOf:
    """Several forms about the same subjects, of which the first that has something to say speaks."""

    forms: tuple[Form, ...]

    def __call__(self, facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        """At most one violation a subject."""
        for record in subjects:
            violations = (form.judge(facts, record) for form in self.forms)
            violation = next((candidate for candidate in violations if candidate is not None), None)
            if violation is not None:
                yield violation


@dataclass(frozen=True)
class AllOf:
    """Several forms about the same subjects, each of which speaks for itself."""

    forms: tuple[Form, ...]

    def __call__(self, facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        """The violations subject by subject."""
        for record in subjects:
            violations = (form.judge(facts, record) for form in self.forms)
            yield from (violation for violation in violations if violation is not None)


@dataclass(frozen=True)
class Each:
    """A rule of its own kind: a function that judges one subject."""

    judge: Callable[[Facts, Record], Violation | None]

    def __call__(self, facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        """The violations among the subjects, in their order."""
        for record in subjects:
            violation = self.judge(facts, record)
            if violation is not None:
                yield violation


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """More than one where only one is wanted: the oldest stands, each further one is named with it as `{other}`."""

    key: Callable[[Facts, Record], Hashable | None]
    """Subjects of the same key are too many; `None` is compared with nothing."""
    message: str
    oldest: str = "opened_on"
    """The field by which the oldest is found; a blank comes last."""
    severity: Severity | None = None

    def __call__(self, facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
        """The violations in the order of the records' ids."""
        first: dict[Hashable, Record] = {}
        further: dict[int, Violation] = {}
        for record in sorted(subjects, key=lambda subject: (str(subject.values[self.oldest] or "9999"), subject.id)):
            key = self.key(facts, record)
            if key is None:
                continue
            other = first.setdefault(key, record)
            if other is not record:
                message = self.message.format_map(_Said(record, {"other": safe(other.title)}))
                further[record.id] = Violation(record, message, since=record.day(self.oldest), severity=self.severity)
        yield from (further[record_id] for record_id in sorted(further))
