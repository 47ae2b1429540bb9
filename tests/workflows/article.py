"""A small procedure for the tests: an article is reviewed twice by different people, announced, and published."""

from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.procedures import Procedure, Role, Step, Within
from fjgov_tui.ledgers.types import Day, LongText, Name, Reference

ARTICLE = Ledger(
    name="article",
    title="稿件",
    articles=(12, 15),
    purpose="要发布的稿件",
    key=("title",),
    fields=(
        Field(name="title", label="标题", type=Name(), required=True, listed=1),
        Field(name="unit", label="单位", type=Reference("unit"), required=True, listed=1),
        Field(name="text", label="正文", type=LongText()),
        Field(name="formed_on", label="形成日期", type=Day(), listed=1),
        Field(name="published_on", label="发布日期", type=Day(), listed=1),
    ),
)
STEPS = (
    Step(name="first", label="一审", signer=Role("信息员"), needs=("text",), decides=True, articles=(15,)),
    Step(
        name="second",
        label="二审",
        signer=Role("分管负责人"),
        after=("first",),
        returns_to="first",
        decides=True,
        due=Within(days=2),
        articles=(15,),
    ),
    Step(name="notice", label="公示", after=("second",)),
    Step(
        name="publish",
        label="发布",
        after=("notice",),
        wait=Within(workdays=5, of="notice"),
        due=Within(workdays=20, of="formed_on"),
        field="published_on",
        articles=(12,),
    ),
)
REVIEW = Procedure(
    ledger="article",
    title="稿件审核",
    articles=(15,),
    steps=STEPS,
    closing="publish",
    apart=(("first", "second"),),
    content=("title", "text"),
)
