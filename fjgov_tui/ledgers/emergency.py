"""Chapters 8 and 11: emergency plans (应急预案, article 27): steps by grade, drills, and what an incident opens."""

from enum import StrEnum

from fjgov_tui.ledgers.incidents import Grade
from fjgov_tui.ledgers.links import NotFuture
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Day, Instant, Integer, LongText, Name, Reference, Text


class DrillForm(StrEnum):
    """How a plan is drilled."""

    TABLETOP = "桌面推演"
    LIVE = "实战演练"


PLAN = Ledger(
    name="plan",
    title="应急预案",
    articles=(27, 35),
    purpose="各单位的网络安全应急预案：何时印发和修订；各级别怎么办写在预案步骤里",
    synonyms=("应急预案台账", "网络安全应急预案"),
    key=("unit", "name"),
    rules=(
        NotBefore("revised_on", "issued_on", "早于印发日期，请核对两个日期"),
        NotBefore("abolished_on", "issued_on", "早于印发日期，请核对两个日期"),
    ),
    fields=(
        Field(name="unit", label="单位", type=Reference("unit"), required=True, listed=1, width=20),
        Field(name="name", label="预案名称", type=Name(), required=True, synonyms=("名称",), listed=1, width=24),
        Field(name="issued_on", label="印发日期", type=Day(), required=True, listed=1, width=10),
        Field(name="document", label="文号", type=Text(limit=80), listed=2, width=16),
        Field(name="revised_on", label="修订日期", type=Day(), listed=2, width=10),
        Field(name="abolished_on", label="废止日期", type=Day(), width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
PLAN_STEP = Ledger(
    name="plan_step",
    title="预案步骤",
    articles=(27, 35),
    purpose="预案里某一级别的一步：第几步、做什么、谁来做、几分钟内；定了级的处置单按它打开清单",
    synonyms=("应急步骤", "预案流程"),
    key=("plan", "grade", "action"),
    fields=(
        Field(name="plan", label="预案", type=Reference("plan"), required=True, listed=1, width=20),
        Field(
            name="grade",
            label="事件级别",
            type=Choice(choices=tuple(Grade)),
            required=True,
            help="这一级别的事件要办这一步",
            synonyms=("级别",),
            listed=1,
            width=8,
        ),
        Field(name="number", label="第几步", type=Integer(least=1, most=99), required=True, listed=1, width=6),
        Field(
            name="action", label="做什么", type=Name(limit=120), required=True, synonyms=("步骤",), listed=1, width=26
        ),
        Field(
            name="person", label="谁来做", type=Reference("person"), synonyms=("责任人", "负责人"), listed=1, width=10
        ),
        Field(name="minutes", label="时限（分钟）", type=Integer(least=1, most=43200), listed=2, width=8),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
PLAN_ITEM = Ledger(
    name="plan_item",
    title="预案清单",
    articles=(27,),
    purpose="一件定了级的处置单按预案打开的清单：每一步何时办的、谁办的",
    synonyms=("预案执行", "预案执行清单"),
    key=("incident", "step"),
    links=(NotFuture("done_at", "晚于现在，请核对"),),
    fields=(
        Field(name="incident", label="处置单", type=Reference("incident"), required=True, listed=1, width=20),
        Field(name="step", label="预案步骤", type=Reference("plan_step"), required=True, listed=1, width=24),
        Field(name="done_at", label="办理时刻", type=Instant(), listed=1, width=17),
        Field(name="by", label="办理人", type=Reference("person"), listed=1, width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
DRILL = Ledger(
    name="drill",
    title="应急演练",
    articles=(35,),
    purpose="应急预案的演练：哪天、怎样演练、结果、发现的不足",
    synonyms=("演练记录", "应急演练记录"),
    key=("held_on", "plan"),
    links=(NotFuture("held_on", "还没有到，请在演练之后登记"),),
    fields=(
        Field(name="plan", label="预案", type=Reference("plan"), required=True, listed=1, width=24),
        Field(name="held_on", label="演练日期", type=Day(), required=True, synonyms=("日期",), listed=1, width=10),
        Field(
            name="form",
            label="演练方式",
            type=Choice(choices=tuple(DrillForm)),
            required=True,
            default=DrillForm.TABLETOP,
            synonyms=("方式",),
            listed=1,
            width=10,
        ),
        Field(name="result", label="演练结果", type=LongText(), synonyms=("结果", "不足"), listed=2, width=24),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
