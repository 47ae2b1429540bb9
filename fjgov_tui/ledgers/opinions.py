"""Chapter 9: public opinion (舆情, articles 29 to 32): told to 网信, facts, response, briefing."""

from enum import StrEnum

from fjgov_tui.ledgers.links import NotFuture, happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.procedures import Procedure, Step, Within
from fjgov_tui.ledgers.types import Choice, Instant, LongText, Name, Reference, Text, Url


class OpinionDegree(StrEnum):
    """How grave it is, as a person judges: by that the public is answered in 5 hours or in 48."""

    GRAVE = "特别重大、重大"
    USUAL = "其他"


class OpinionOutcome(StrEnum):
    """What it ended with."""

    CALMED = "已平息"
    CLARIFIED = "已澄清"
    HANDLED = "已处置"
    CALMED_LATER = "继续关注后平息"


OPINION = Ledger(
    name="opinion",
    title="舆情",
    articles=(29, 30, 31, 32),
    purpose="涉及本单位的突发事件、热点和谣言：何时发现、报网信、核实、回应、汇报、平息",
    synonyms=("舆情台账", "舆情登记", "舆情处置"),
    key=("found_at", "title"),
    rules=(
        NotBefore("reported_at", "found_at", "早于发现时刻，请核对"),
        NotBefore("responded_at", "found_at", "早于发现时刻，请核对"),
        NotBefore("closed_at", "found_at", "早于发现时刻，请核对"),
    ),
    links=(
        *happened("reported_at", "checked_at", "briefed_at", "closed_at"),
        NotFuture("found_at", "晚于现在，请核对"),
        NotFuture("responded_at", "晚于现在，请核对"),
    ),
    fields=(
        Field(
            name="found_at",
            label="发现时刻",
            type=Instant(),
            required=True,
            synonyms=("发现时间",),
            listed=1,
            width=17,
        ),
        Field(name="title", label="舆情", type=Name(limit=200), required=True, synonyms=("事由",), listed=1, width=25),
        Field(
            name="degree",
            label="程度",
            type=Choice(choices=tuple(OpinionDegree)),
            required=True,
            default=OpinionDegree.USUAL,
            help="由人定；特别重大、重大的 5 小时内回应，其他 48 小时内",
            listed=2,
            width=14,
        ),
        Field(name="unit", label="涉及单位", type=Reference("unit"), required=True, listed=1, width=20),
        Field(name="platform", label="平台", type=Text(limit=60), width=12),
        Field(name="url", label="网址", type=Url(), width=30),
        Field(name="found_by", label="发现人", type=Reference("person"), width=10),
        Field(name="incident", label="有关的处置单", type=Reference("incident"), width=20),
        Field(name="reported_at", label="报网信时刻", type=Instant(), width=17),
        Field(name="facts", label="事实", type=LongText(), help="查清了什么", width=24),
        Field(name="checked_at", label="核实时刻", type=Instant(), width=17),
        Field(name="response", label="回应内容", type=LongText(), width=24),
        Field(name="release", label="回应稿件", type=Reference("release"), width=20),
        Field(name="responded_at", label="回应时刻", type=Instant(), listed=2, width=17),
        Field(name="follow_up", label="后续走向", type=LongText(), help="一行一条，写日期", width=24),
        Field(name="briefed_to", label="汇报对象", type=Text(limit=80), width=16),
        Field(name="briefed_at", label="汇报时刻", type=Instant(), width=17),
        Field(name="outcome", label="结果", type=Choice(choices=tuple(OpinionOutcome)), width=10),
        Field(name="closed_at", label="办结时刻", type=Instant(), listed=2, width=17),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)


def _steps(hours: int) -> tuple[Step, ...]:
    """The steps; how soon the public is answered depends on how grave it is."""
    return (
        Step(name="found", label="发现", observed=True, todo="登记发现时刻", articles=(30,)),
        # The regulation says 第一时间 and names no figure: the hour is the program's, and only warns.
        Step(
            name="reported",
            label="报网信",
            after=("found",),
            field="reported_at",
            due=Within(minutes=60, of="found"),
            todo="第一时间向网信部门报告",
            lacking="还没有报网信部门",
            articles=(30,),
        ),
        Step(
            name="checked",
            label="核实事实",
            after=("found",),
            needs=("facts",),
            field="checked_at",
            todo="了解出处，查清事实",
            articles=(31,),
        ),
        Step(
            name="responded",
            label="回应",
            after=("found",),
            needs=("response",),
            field="responded_at",
            due=Within(hours=hours, of="found"),
            todo="澄清不实之处，正面回应",
            lacking="还没有回应",
            articles=(29, 31),
        ),
        Step(
            name="briefed",
            label="汇报通报",
            after=("responded",),
            needs=("briefed_to",),
            field="briefed_at",
            todo="向主要负责人汇报，向相关领导和单位通报",
            lacking="还没有向主要负责人汇报",
            articles=(32,),
        ),
        Step(
            name="closed",
            label="办结",
            after=("reported", "checked", "responded", "briefed"),
            needs=("outcome",),
            field="closed_at",
            todo="写明结果，办结",
        ),
    )


OPINION_USUAL = Procedure(
    ledger="opinion",
    title="舆情处置",
    articles=(29, 30, 31, 32),
    where=("degree", (OpinionDegree.USUAL,)),
    closing="closed",
    form="舆情处置单",
    steps=_steps(48),
)
OPINION_GRAVE = Procedure(
    name="opinion_grave",
    ledger="opinion",
    title="重大舆情处置",
    articles=(29, 30, 31, 32),
    where=("degree", (OpinionDegree.GRAVE,)),
    closing="closed",
    form="舆情处置单",
    steps=_steps(5),
)
OPINION_WAYS = (OPINION_USUAL, OPINION_GRAVE)
"""48 hours by 国办发〔2016〕61号, 5 hours by 国办发〔2016〕80号."""
