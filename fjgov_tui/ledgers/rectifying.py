"""Chapter 10: what was ordered to be put right (整改), and who was called in for what (问责, article 34)."""

from enum import StrEnum

from fjgov_tui.ledgers.inspecting import Points
from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.procedures import Procedure, Role, Step, Within
from fjgov_tui.ledgers.steps import step_day
from fjgov_tui.ledgers.types import Choice, Choices, LongText, Name, Reference, Text


class CaseGround(StrEnum):
    """The seven cases of article 34, in its order."""

    LETTERS = "信件政治错误被市里通报"
    FAILED_CHECK = "抽查不合格"
    PROCEDURE = "开设关停变更不合程序"
    REQUESTS = "依申请公开被市里通报"
    PROFIT = "广告营利或强制收费"
    OPINION = "不当信息引发舆情"
    IDLE = "整改不力造成不良影响"


class Measure(StrEnum):
    """What a person has decided that follows."""

    TALK = "约谈"
    CRITICISM = "通报批评"
    DEDUCTION = "扣分"
    HANDED_OVER = "移交处分"
    NOTHING = "不予问责"


LIMIT = 10
"""Working days to put things right where the order names no other: usual in bulletins, not the regulation's."""

RECTIFICATION = Ledger(
    name="rectification",
    title="整改",
    articles=(33, 34),
    purpose="检查发现的问题要求整改：何时下达、期限、何时报告、何时复查、办结还是再整改",
    synonyms=("整改台账", "整改通知", "问题整改"),
    key=("unit", "period", "title"),
    rules=(NotBefore("reported_on", "ordered_on", "早于下达日期，请核对两个日期"),),
    links=happened("ordered_on", "reported_on", "rechecked_on", "closed_on"),
    fields=(
        Field(
            name="title", label="整改事项", type=Name(limit=120), required=True, synonyms=("事项",), listed=1,
            width=30,
        ),
        Field(
            name="unit", label="责任单位", type=Reference("unit"), required=True, synonyms=("单位", "整改单位"),
            listed=1, width=20,
        ),
        Field(name="period", label="检查期", type=Text(limit=10), help="如 2026Q3；不是检查发现的空着", width=8),
        Field(name="site", label="站点", type=Reference("site"), synonyms=("网站",), width=20),
        Field(name="media", label="政务新媒体", type=Reference("media"), synonyms=("新媒体",), width=18),
        Field(name="problem", label="问题", type=LongText(), synonyms=("存在问题",), width=40),
        Field(name="document", label="通知书文号", type=Text(limit=80), synonyms=("文号",), width=20),
        step_day("ordered_on", "下达日期", "通知日期", listed=2),
        Field(name="report", label="整改情况", type=LongText(), synonyms=("整改报告",), width=30),
        step_day("reported_on", "报告日期", "整改完成日期", listed=2),
        step_day("rechecked_on", "复查日期"),
        step_day("closed_on", "办结日期", "销号日期", listed=1),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)  # fmt: skip

RECTIFYING = Procedure(
    ledger="rectification",
    title="整改",
    articles=(33, 34),
    content=("title", "unit", "problem"),
    closing="closed",
    form="整改通知书",
    steps=(
        Step(
            name="ordered",
            label="下达",
            needs=("problem",),
            field="ordered_on",
            todo="县政府办公室下达整改通知，期限从下达的次日起算",
        ),
        Step(
            name="reported",
            label="整改报告",
            signer=Role(Office.DIRECT, also=(Office.FIRST,)),
            after=("ordered",),
            needs=("report",),
            due=Within(workdays=LIMIT, of="ordered"),
            field="reported_on",
            todo="整改并报告，由分管领导或主要领导签",
            lacking="还没有报告整改情况",
        ),
        Step(
            name="rechecked",
            label="复查",
            after=("reported",),
            field="rechecked_on",
            decides=True,
            returns_to="reported",
            todo="县政府办公室打开页面复查；没有改好的退回再整改",
        ),
        Step(name="closed", label="办结", after=("rechecked",), field="closed_on", todo="销号"),
    ),
)

ACCOUNTABILITY = Ledger(
    name="accountability",
    title="问责",
    articles=(34,),
    purpose="第三十四条的七种情形：谁、什么事、怎样决定（约谈、通报、扣分、移交），谁决定、何时执行",
    synonyms=("约谈", "问责台账", "约谈台账", "通报批评"),
    key=("unit", "ground", "title"),
    links=happened("proposed_on", "decided_on", "done_on", "closed_on"),
    fields=(
        Field(
            name="title", label="事由", type=Name(limit=120), required=True, synonyms=("事项",), listed=1, width=22
        ),
        Field(
            name="unit", label="责任单位", type=Reference("unit"), required=True,
            synonyms=("单位", "被约谈单位"), listed=1, width=18,
        ),
        Field(
            name="ground", label="情形", type=Choice(choices=tuple(CaseGround)), required=True,
            synonyms=("情形类别",), listed=2,
            width=22,
        ),
        Field(name="period", label="检查期", type=Text(limit=10), help="如 2026Q3；不是检查发现的空着", width=8),
        Field(name="facts", label="事实", type=LongText(), synonyms=("主要事实",), width=40),
        step_day("proposed_on", "提出日期"),
        Field(
            name="measures", label="处理", type=Choices(choices=tuple(Measure)),
            help="由人决定，可以几样", listed=1, width=14
        ),
        step_day("decided_on", "决定日期", listed=2),
        Field(name="points", label="扣分", type=Points(), help="扣年度目标考核的分值", width=6),
        Field(name="person", label="被约谈人", type=Reference("person", same="unit"), width=10),
        Field(name="document", label="通知文号", type=Text(limit=80), synonyms=("文号",), width=20),
        step_day("done_on", "执行日期", "约谈日期"),
        Field(name="outcome", label="执行情况", type=LongText(), synonyms=("谈话要点",), width=30),
        step_day("closed_on", "办结日期", listed=1),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)  # fmt: skip

ACCOUNTING = Procedure(
    ledger="accountability",
    title="约谈问责",
    articles=(34,),
    content=("title", "unit", "ground", "facts", "measures"),
    closing="closed",
    form="约谈通知书",
    steps=(
        Step(
            name="proposed",
            label="提出",
            needs=("facts",),
            field="proposed_on",
            todo="写明事实和属于哪一种情形",
        ),
        Step(
            name="decided",
            label="决定",
            signer=Role(Office.DEPUTY, of="county", also=(Office.HEAD,)),
            after=("proposed",),
            needs=("measures",),
            field="decided_on",
            decides=True,
            todo="县政府办公室领导决定约谈、通报、扣分还是移交",
            lacking="县政府办公室还没有决定怎样处理",
        ),
        Step(
            name="done",
            label="执行",
            after=("decided",),
            field="done_on",
            todo="召集谈话或印发通报，扣分报考核部门",
            lacking="决定了还没有执行",
        ),
        Step(name="closed", label="办结", after=("done",), needs=("outcome",), field="closed_on", todo="写明执行情况"),
    ),
)
