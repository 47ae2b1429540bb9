"""A new duty as a maintainer adds it: one ledger, one procedure, two rules of declared forms; nothing else."""

from datetime import timedelta

from fjgov_tui.audit.forms import Overdue
from fjgov_tui.audit.model import Rule
from fjgov_tui.audit.procedures import breaches
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.procedures import Procedure, Role, Step, Within
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Day, LongText, Name, Reference
from fjgov_tui.workflows.matters import LapseKind

HOTLINE = Ledger(
    name="hotline",
    title="热线转办",
    articles=(23,),
    purpose="热线转来的诉求：转给谁、何时答复",
    key=("received_on", "title"),
    fields=(
        Field(name="title", label="诉求", type=Name(), required=True, listed=1),
        Field(name="unit", label="承办单位", type=Reference("unit"), required=True, listed=1),
        Field(name="received_on", label="收到日期", type=Day(), required=True, listed=1),
        Field(name="text", label="内容", type=LongText()),
        Field(name="replied_on", label="答复日期", type=Day(), listed=1),
    ),
)
ANSWERING = Procedure(
    ledger="hotline",
    title="热线转办",
    articles=(23,),
    content=("title", "text"),
    closing="reply",
    steps=(
        Step(name="assign", label="批办", signer=Role("分管负责人"), decides=True),
        Step(
            name="reply",
            label="答复",
            after=("assign",),
            field="replied_on",
            due=Within(workdays=5, of="received_on"),
        ),
    ),
)


class FourWeeks:
    """Four weeks."""

    in_words = "28 天"
    after = staticmethod(lambda day: day + timedelta(days=28))


def rules() -> tuple[Rule, ...]:
    """The rules, once the ledger is among the declared ones."""
    again = Overdue(last="replied_on", within=lambda facts, record: FourWeeks(), message="{title}：{due} 前要回访")
    return (
        breaches("23.hotline", ANSWERING, {LapseKind.LATE, LapseKind.MISSING}, "热线转办按期答复了吗？"),
        Rule("23.hotline-again", Severity.NOTICE, "hotline", "答复之后回访了吗？", again),
    )
