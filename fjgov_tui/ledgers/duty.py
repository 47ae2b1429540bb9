"""Chapter 8: who is on duty (值班), what was read (读网), who answered the telephone, what was handed on."""

from enum import StrEnum

from fjgov_tui.ledgers.links import LinkRule, NotAfterThat, NotBeforeThat, NotFuture, ThatIsNot, happened
from fjgov_tui.ledgers.model import ExactlyOne, Field, Ledger, NotBefore, OnlyWith
from fjgov_tui.ledgers.procedures import Named, Procedure, Step
from fjgov_tui.ledgers.sites import ENDED, PlaceState
from fjgov_tui.ledgers.types import Choice, Day, Instant, LongText, Phone, Reference, Text, YesNo


class ShiftPart(StrEnum):
    """The part of a day that a shift covers."""

    WHOLE_DAY = "全天"
    DAY = "白班"
    NIGHT = "夜班"


class ShiftChangeKind(StrEnum):
    """How a shift came to be served by somebody else: two shifts swapped, one taken over, one left empty."""

    SWAP = "换班"
    COVER = "顶班"
    LEAVE = "请假"


class PatrolResult(StrEnum):
    """What a reading of a page ended with."""

    FINE = "正常"
    PROBLEM = "有问题"
    UNREACHABLE = "打不开"


class Reached(StrEnum):
    """Whether somebody answered the telephone."""

    YES = "是"
    NO = "否"


def _still_open(path: tuple[str, ...], what: str, ended: tuple[str, ...]) -> tuple[LinkRule, ...]:
    """Nobody reads what is closed; what was read before that is entered all the same."""
    return (
        ThatIsNot(path, "state", ended, f"{what}已经关停，不用再读；关停之前读的，请写当时的时刻", "read_at"),
        NotAfterThat("read_at", path, "closed_on", f"{what}那时已经关停，请核对时刻和关停日期"),
    )


SHIFT = Ledger(
    name="shift",
    title="值班",
    articles=(27, 28),
    purpose="7×24 小时值班安排：哪一天、哪一班、谁值班、谁带班；换班和顶班另记，不改安排",
    synonyms=("值班表", "值班安排", "值班台账", "值班安排表"),
    key=("unit", "part", "day"),
    links=(
        NotBeforeThat("day", ("person",), "on_duty", "值班员这一天还没有到岗，请换人或核对到岗日期"),
        NotAfterThat("day", ("person",), "left_on", "值班员这一天已经离岗，请换人或核对离岗日期"),
    ),
    fields=(
        Field(
            name="day",
            label="值班日期",
            type=Day(),
            required=True,
            help="夜班写开始的那一天",
            synonyms=("日期", "时间"),
            listed=1,
            width=10,
        ),
        Field(
            name="part",
            label="班次",
            type=Choice(
                choices=tuple(ShiftPart),
                also=(("白天", ShiftPart.DAY), ("夜间", ShiftPart.NIGHT), ("晚班", ShiftPart.NIGHT)),
            ),
            required=True,
            default=ShiftPart.WHOLE_DAY,
            synonyms=("班别", "时段"),
            listed=1,
            width=6,
        ),
        Field(
            name="unit",
            label="值班单位",
            type=Reference("unit"),
            required=True,
            help="县一级的值班写县政府办公室；各单位自己的值班写本单位",
            synonyms=("单位", "单位名称"),
            listed=1,
            width=20,
        ),
        Field(
            name="person",
            label="值班员",
            type=Reference("person"),
            help="空着就是空班，核对时会指出",
            synonyms=("值班人员", "值班人"),
            listed=1,
            width=10,
        ),
        Field(
            name="leader",
            label="带班领导",
            type=Reference("person"),
            synonyms=("带班", "值班领导"),
            listed=1,
            width=10,
        ),
        Field(name="phone", label="值班电话", type=Phone(), synonyms=("电话",), listed=2, width=14),
        Field(name="fixed", label="手工固定", type=YesNo(), help="重新排班时不动这一班", listed=2, width=8),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

SHIFT_CHANGE = Ledger(
    name="shift_change",
    title="换班",
    articles=(27,),
    purpose="换班、顶班、请假：盖在值班安排上，写明原来是谁、现在是谁、谁批准",
    synonyms=("换班记录", "顶班记录", "调班"),
    key=("shift", "booked_at"),
    rules=(OnlyWith("other", "kind", ShiftChangeKind.SWAP, "只有换班才填“对换的班”"),),
    links=(NotFuture("booked_at", "晚于现在，请核对"),),
    fields=(
        Field(name="shift", label="班次", type=Reference("shift"), required=True, listed=1, width=20),
        Field(
            name="kind",
            label="类型",
            type=Choice(choices=tuple(ShiftChangeKind)),
            required=True,
            synonyms=("换班类型",),
            listed=1,
            width=6,
        ),
        Field(name="away", label="原值班员", type=Reference("person"), required=True, listed=1, width=10),
        Field(
            name="taker",
            label="接班人",
            type=Reference("person"),
            help="请假还没有找到人时空着",
            listed=1,
            width=10,
        ),
        Field(name="other", label="对换的班", type=Reference("shift"), help="换班时对方原来的班", width=20),
        Field(name="approved_by", label="批准人", type=Reference("person"), required=True, listed=2, width=10),
        Field(name="booked_at", label="登记时刻", type=Instant(), required=True, listed=1, width=17),
        Field(name="reason", label="原因", type=Text(), synonyms=("事由",), listed=2, width=20),
    ),
)

PATROL = Ledger(
    name="patrol",
    title="读网检查",
    articles=(27, 28, 30),
    purpose="值班人员不定时读网：读了哪一页、什么时候、结果怎样；有问题的转预警处置",
    synonyms=("读网", "巡网", "巡网记录", "读网记录", "读网台账", "巡查记录"),
    key=("person", "read_at"),
    rules=(
        ExactlyOne(("site", "column", "media"), "站点、栏目、政务新媒体三项，请只填一项"),
        OnlyWith(
            "incident",
            "result",
            PatrolResult.PROBLEM,
            "结果是“有问题”或“打不开”时才转预警处置",
            also=(PatrolResult.UNREACHABLE,),
        ),
    ),
    links=(
        NotFuture("read_at", "晚于现在，请核对"),
        *_still_open(("site",), "这个站点", (PlaceState.CLOSED,)),
        *_still_open(("column", "site"), "这个栏目的站点", (PlaceState.CLOSED,)),
        *_still_open(("media",), "这个账号", ENDED),
    ),
    fields=(
        Field(
            name="read_at",
            label="读网时刻",
            type=Instant(),
            required=True,
            synonyms=("时间", "读网时间", "巡查时间"),
            listed=1,
            width=17,
        ),
        Field(
            name="person",
            label="读网人",
            type=Reference("person"),
            required=True,
            synonyms=("值班员", "巡查人", "检查人"),
            listed=1,
            width=10,
        ),
        Field(name="shift", label="班次", type=Reference("shift"), width=20),
        Field(name="site", label="站点", type=Reference("site"), synonyms=("网站",), listed=1, width=22),
        Field(name="column", label="栏目", type=Reference("column"), listed=2, width=20),
        Field(name="media", label="政务新媒体", type=Reference("media"), listed=2, width=20),
        Field(
            name="result",
            label="结果",
            type=Choice(
                choices=tuple(PatrolResult),
                also=(
                    ("无异常", PatrolResult.FINE),
                    ("异常", PatrolResult.PROBLEM),
                    ("无法打开", PatrolResult.UNREACHABLE),
                ),
            ),
            required=True,
            default=PatrolResult.FINE,
            synonyms=("检查结果", "情况"),
            listed=1,
            width=6,
        ),
        Field(name="problem", label="问题", type=LongText(), synonyms=("发现问题", "备注"), width=30),
        Field(name="incident", label="转预警处置", type=Reference("incident"), width=20),
    ),
)

PHONE_CHECK = Ledger(
    name="phone_check",
    title="电话抽查",
    articles=(27,),
    purpose="负责人和工作人员的电话 24 小时畅通：抽查了谁、接没有接、第二次打通没有",
    synonyms=("电话抽查记录", "通信抽查", "值班电话抽查"),
    key=("person", "called_at"),
    rules=(NotBefore("second_at", "called_at", "早于第一次拨打，请核对"),),
    links=(NotFuture("called_at", "晚于现在，请核对"),),
    fields=(
        Field(name="called_at", label="拨打时刻", type=Instant(), required=True, listed=1, width=17),
        Field(
            name="person",
            label="被抽查人",
            type=Reference("person"),
            required=True,
            synonyms=("姓名",),
            listed=1,
            width=10,
        ),
        Field(
            name="answered",
            label="是否接通",
            type=Choice(
                choices=tuple(Reached),
                also=(("接通", Reached.YES), ("未接通", Reached.NO), ("未接", Reached.NO)),
            ),
            required=True,
            listed=1,
            width=8,
        ),
        Field(name="second_at", label="第二次拨打", type=Instant(), listed=2, width=17),
        Field(name="second", label="第二次是否接通", type=YesNo(), listed=2, width=8),
        Field(name="caller", label="抽查人", type=Reference("person"), listed=2, width=10),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

SHIFT_HANDOVER = Ledger(
    name="shift_handover",
    title="交接班",
    articles=(27,),
    purpose="两班之间的交接：交了什么、还有什么没有办完，交班人和接班人都确认",
    synonyms=("交接班记录", "交接班登记"),
    key=("shift", "at"),
    rules=(NotBefore("taken_at", "given_at", "早于交班签字，请核对"),),
    links=(
        *happened("given_at", "taken_at"),
        NotFuture("at", "晚于现在，请核对"),
    ),
    fields=(
        Field(name="at", label="交接时刻", type=Instant(), required=True, listed=1, width=17),
        Field(name="shift", label="交出的班", type=Reference("shift"), required=True, listed=1, width=16),
        Field(name="next", label="接的班", type=Reference("shift"), listed=2, width=20),
        Field(name="giver", label="交班人", type=Reference("person"), required=True, listed=1, width=10),
        Field(name="given_at", label="交班签字", type=Instant(), help="交班人签字的时刻", listed=2, width=17),
        Field(name="taker", label="接班人", type=Reference("person"), listed=1, width=10),
        Field(name="taken_at", label="接班签字", type=Instant(), help="接班人签字的时刻", listed=1, width=17),
        Field(
            name="open_items",
            label="未办完事项",
            type=LongText(),
            help="没有就写“无”",
            synonyms=("遗留事项", "待办事项"),
            required=True,
            listed=2,
            width=16,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
HANDING_ON = Procedure(
    ledger="shift_handover",
    title="交接班",
    articles=(27,),
    closing="taken",
    form="交接班记录",
    content=("open_items", "note"),
    unit=("shift", "unit"),
    steps=(
        Step(
            name="given",
            label="交班",
            signer=Named("giver"),
            needs=("open_items",),
            field="given_at",
            todo="写明没有办完的事项，交班人签字",
        ),
        Step(
            name="taken",
            label="接班",
            signer=Named("taker"),
            needs=("taker",),
            after=("given",),
            field="taken_at",
            todo="看过未办完事项，接班人签字",
            lacking="接班人还没有签字",
        ),
    ),
)
"""What is open goes from one shift to the next, and both sign for it."""
