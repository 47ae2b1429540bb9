"""Which unit was sent its own sheet to fill in (收表), by when it has to come back, and whether it did."""

from enum import StrEnum

from fjgov_tui.ledgers.inspecting import PeriodName
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.steps import step_day
from fjgov_tui.ledgers.types import Choice, Day, Integer, LongText, Reference, Text


class AskedFor(StrEnum):
    """What a unit is asked for by its sheet."""

    REGISTER = "登记"
    SELF_CHECK = "自查"
    RECTIFYING = "整改"


COLLECTION = Ledger(
    name="collection",
    title="收表",
    articles=(33,),
    purpose="发给各单位填的表：哪一期、哪天发、最迟哪天交、哪天收到、收的是哪一份；一份只收一次",
    synonyms=("收表台账", "催报"),
    key=("period", "what", "unit"),
    fields=(
        Field(name="period", label="检查期", type=PeriodName(), required=True, listed=1, width=8),
        Field(name="unit", label="单位", type=Reference("unit"), required=True, listed=1, width=22),
        Field(
            name="what", label="收什么", type=Choice(choices=tuple(AskedFor)), default=AskedFor.REGISTER,
            help="登记资料、季度自查，或整改报告；空着就是登记资料", listed=1, width=6,
        ),
        step_day("made_on", "发表日期", listed=1),
        Field(name="due_on", label="交表期限", type=Day(), listed=1, width=10),
        step_day("taken_on", "收表日期", listed=1),
        Field(name="source", label="收的文件", type=Text(limit=200), listed=2, width=24),
        Field(name="digest", label="文件摘要", type=Text(limit=64), help="SHA-256；同一份不收两次", width=12),
        Field(
            name="missing", label="没补的格", type=Integer(least=0),
            help="收到的表里还空着几格；原样交回的也算交了，但没有补", width=8,
        ),
        Field(name="note", label="备注", type=LongText(), width=20),
    ),
)  # fmt: skip
