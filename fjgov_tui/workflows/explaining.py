"""Explaining a finding: who answers for it, why, and until when; the finding stays visible and is not open."""

from collections.abc import Mapping
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import begun
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Reader, Writer

EXPLANATION = LEDGERS["explanation"]
LONGEST = 366
"""Days for which an explanation may hold; then somebody has to look again."""


@dataclass(frozen=True)
class Explanation:
    """What somebody has said about a finding."""

    who: str
    why: str
    until: str
    """The last day on which it holds, `YYYY-MM-DD`."""
    document: str = ""

    @property
    def words(self) -> str:
        """The same in a line."""
        paper = f"，{self.document}" if self.document else ""
        return f"已说明（{self.who}，至 {self.until}{paper}）：{self.why}"


Subject = tuple[str, str, int]
"""The rule's id, the ledger's name, and the record's id of a finding."""


def explanations(reader: Reader, as_of: date) -> Mapping[Subject, Explanation]:
    """The explanations that hold on a day."""
    known: dict[Subject, Explanation] = {}
    for record in reader.records(EXPLANATION):
        until, values = record.day("until"), record.values
        if until is not None and until >= as_of and begun(record, "explained_on", as_of):
            subject = (str(values["rule"]), str(values["ledger"]), int(values["record"] or 0))
            known[subject] = Explanation(
                str(values["who"]), str(values["why"]), until.isoformat(), str(values["document"] or "")
            )
    return known


def explain(
    writer: Writer, subject: Subject, title: str, *, who: str, why: str, on: date, until: date, document: str = ""
) -> int:
    """Book an explanation; one that is there already for the same finding is replaced, the trail keeps it.

    Args:
        writer: the transaction.
        subject: the finding.
        title: the name of its record.
        who: who answers for it.
        why: in their words.
        on: the day of the explanation.
        until: the last day on which it holds.
        document: the paper on which it stands.

    Returns:
        The record's id.

    Raises:
        InputProblem: it would hold for more than a year, or a field cannot be taken.
    """
    if (until - on).days > LONGEST:
        raise InputProblem(
            f"说明最多有效一年，{until} 太久了", where=f"{subject[0]} {title}", remedy="请写近一些的日期，到期再说明"
        )
    rule, ledger, record = subject
    known = next(
        (
            explanation
            for explanation in writer.records(EXPLANATION)
            if (explanation.values["rule"], explanation.values["ledger"], explanation.values["record"])
            == (rule, ledger, record)
        ),
        None,
    )
    given: dict[str, Raw] = {"rule": rule, "ledger": ledger, "record": record, "subject": title, "who": who}
    given |= {"why": why, "explained_on": on, "until": until, "document": document}
    return writer.save(EXPLANATION, given, known)
