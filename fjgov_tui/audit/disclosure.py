"""Articles 14 and 19: nothing is kept back without a reason on paper; the year's key points are done in time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Missing
from fjgov_tui.audit.model import Rule, Violation
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.answering import RequestResult
from fjgov_tui.ledgers.asof import done
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.releasing import NOT_PUBLIC


def _withheld(facts: Facts) -> list[Record]:
    """What a secrecy review kept back by that day; what was published all the same is told by `16.ground`."""
    kept = (release for release in facts.records("release") if release.values["secrecy_result"] == NOT_PUBLIC)
    reviewed = (release for release in kept if done(release, "secrecy_on", facts.as_of))
    return [release for release in reviewed if not done(release, "published_on", facts.as_of)]


def _refused(facts: Facts) -> list[Record]:
    """The requests that were refused by that day."""
    refused = (request for request in facts.records("request") if request.values["result"] == RequestResult.KEPT_BACK)
    return [request for request in refused if done(request, "replied_on", facts.as_of)]


def _points(facts: Facts) -> list[Record]:
    """The key points of the years up to the facts' day."""
    return [point for point in facts.records("key_point") if int(point.values["year"] or 0) <= facts.as_of.year]


def _late(facts: Facts, points: Sequence[Record]) -> Iterator[Violation]:
    """A point whose document names no day has the whole of its year."""
    for point in points:
        year = int(point.values["year"] or 0)
        due = point.day("due_on") or date(year, 12, 31)
        finished = point.day("done_on")
        if due >= facts.as_of or (finished is not None and finished <= due):
            continue
        when = f"{finished} 才完成" if finished is not None and finished <= facts.as_of else "没有完成的登记"
        message = f"{safe(str(point.values['document']))}要求 {due} 前完成，{when}；请尽快公开并登记，确有原因的写明"
        yield Violation(point, message, since=due + timedelta(days=1), due=due, on=due)


RULES: tuple[Rule, ...] = (
    Rule(
        "14.withheld", Severity.WARNING, "release", "保密审查不予公开的都写明了依据吗？",
        Missing(
            fields=("note",), since="secrecy_on",
            message="保密审查不予公开，没有在备注写明依据哪一条；不能以保密为由不公开该公开的，请补写或重新审查",
        ),
        _withheld, optional=True,
    ),
    Rule(
        "14.refused", Severity.WARNING, "request", "答复不予公开的都有书面答复吗？",
        Missing(
            fields=("document",), since="replied_on",
            message="答复不予公开，没有登记答复文号；不予公开要有书面依据，请补登",
        ),
        _refused, optional=True,
    ),
    Rule("19.points", Severity.VIOLATION, "key_point", "当年政务公开要点都按期完成了吗？", _late, _points),
)  # fmt: skip
