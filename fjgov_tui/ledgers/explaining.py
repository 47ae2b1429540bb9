"""What somebody answers for: a finding of the rulebook that cannot be mended any more, or not yet (说明)."""

from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Day, Integer, LongText, Text

EXPLANATION = Ledger(
    name="explanation",
    title="问题说明",
    articles=(33, 34),
    purpose="核对出的问题一时改不了、补不了的，谁说明、为什么、到何时为止；问题照样列出，只是不算未处理，到期自动失效",
    synonyms=("说明", "情况说明"),
    key=("rule", "ledger", "record", "subject"),
    rules=(NotBefore("until", "explained_on", "有效期不能早于说明日期"),),
    fields=(
        Field(
            name="rule", label="规则", type=Text(limit=40), required=True, listed=1, width=14,
            help="规则的代码，如 39.coverage；核对报告里每个问题都写着",
        ),
        Field(name="ledger", label="台账代码", type=Text(limit=40), required=True, help="如 person", width=12),
        Field(name="record", label="记录编号", type=Integer(least=1), required=True, width=8),
        Field(name="subject", label="对象", type=Text(limit=200), required=True, listed=1, width=16),
        Field(name="why", label="说明内容", type=LongText(), required=True, synonyms=("原因",), listed=1, width=18),
        Field(name="who", label="说明人", type=Text(limit=60), required=True, listed=1, width=8),
        Field(name="document", label="说明文号", type=Text(limit=120), synonyms=("依据",), listed=2, width=20),
        Field(name="explained_on", label="说明日期", type=Day(), required=True, listed=2, width=10),
        Field(name="until", label="有效期至", type=Day(), required=True, listed=1, width=10),
    ),
)  # fmt: skip
