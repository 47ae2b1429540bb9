"""Who held which office when (任职), who signed what (签署), for whom (代签), and by when it had to be (办理时限)."""

from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.procedures import Decision, Medium
from fjgov_tui.ledgers.steps import which_step
from fjgov_tui.ledgers.types import Choice, Day, Instant, LongText, Name, Reference, Text

POST = Ledger(
    name="post",
    title="任职",
    articles=(5, 15, 37),
    purpose="谁从哪天到哪天在哪个单位担任什么：签字时是否任职，从这里核对",
    synonyms=("任职台账", "任职情况", "责任人名单"),
    key=("unit", "office", "since", "person"),
    rules=(NotBefore("until", "since", "早于任职起始日期，请核对两个日期"),),
    fields=(
        Field(
            name="person",
            label="人员",
            type=Reference("person", same="unit"),
            required=True,
            synonyms=("姓名", "任职人"),
            listed=1,
            width=12,
        ),
        Field(
            name="unit",
            label="单位",
            type=Reference("unit"),
            required=True,
            synonyms=("单位名称", "任职单位"),
            listed=1,
            width=22,
        ),
        Field(
            name="office",
            label="职责",
            type=Choice(
                choices=tuple(Office),
                also=(
                    ("主要领导", Office.HEAD),
                    ("分管领导", Office.DEPUTY),
                    ("管理员", Office.WEBMASTER),
                    ("值班员", Office.ON_DUTY),
                ),
            ),
            required=True,
            synonyms=("担任", "岗位", "职务"),
            listed=1,
            width=12,
        ),
        Field(name="section", label="科室", type=Name(limit=40), synonyms=("内设机构",), listed=2, width=12),
        Field(
            name="since",
            label="任职起",
            type=Day(),
            required=True,
            synonyms=("任职日期", "起始日期"),
            listed=1,
            width=10,
        ),
        Field(name="until", label="任职止", type=Day(), help="最后一天；还在任的空着", listed=1, width=10),
        Field(name="document", label="依据文号", type=Text(limit=80), synonyms=("文号", "任职文件"), width=18),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

SUBSTITUTION = Ledger(
    name="substitution",
    title="代签",
    articles=(15,),
    purpose="负责人不在时谁替谁签、签哪些环节、从哪天到哪天、凭什么",
    synonyms=("代签授权", "代签登记", "AB岗"),
    key=("principal", "since", "deputy"),
    rules=(NotBefore("until", "since", "早于起始日期，请核对两个日期"),),
    fields=(
        Field(
            name="deputy",
            label="代签人",
            type=Reference("person"),
            required=True,
            help="实际签字的人；“不同的人”按实际签字人核对",
            synonyms=("代办人", "B岗"),
            listed=1,
            width=12,
        ),
        Field(
            name="principal",
            label="被代签人",
            type=Reference("person"),
            required=True,
            synonyms=("委托人", "A岗"),
            listed=1,
            width=12,
        ),
        Field(
            name="steps",
            label="代签环节",
            type=Text(limit=200),
            help="写环节名称，用顿号隔开；空着是全部环节",
            synonyms=("环节",),
            listed=2,
            width=18,
        ),
        Field(name="since", label="起始日期", type=Day(), required=True, listed=1, width=10),
        Field(name="until", label="截止日期", type=Day(), required=True, help="最后一天", listed=1, width=10),
        Field(
            name="authority",
            label="授权依据",
            type=Text(limit=120),
            required=True,
            help="授权的文件、通知或批示",
            synonyms=("依据", "文号"),
            listed=2,
            width=20,
        ),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)

SIGNATURE = Ledger(
    name="signature",
    title="签署",
    articles=(7, 8, 9, 15, 36),
    purpose="每个办件每一步是谁签的、当天任什么职、同意还是退回、签的是哪一版；只能增加，不能改",
    synonyms=("签署记录", "办件签署", "审批记录"),
    key=("procedure", "record", "number", "label"),
    append_only="签署只能增加，不能修改或移除；签错了请退回或重办",
    fields=(
        *which_step("签署时的名称"),
        Field(name="person", label="签署人", type=Reference("person"), synonyms=("签字人",), listed=1, width=10),
        Field(name="office", label="当日职务", type=Text(limit=60), help="程序按任职台账查出", listed=2, width=12),
        Field(name="behalf", label="代何人", type=Reference("person"), width=10),
        Field(name="decision", label="决定", type=Choice(choices=tuple(Decision)), required=True, listed=1, width=6),
        Field(name="ground", label="退回理由", type=Text(limit=120), help="不予通过的情形（第十六条）", width=16),
        Field(name="opinion", label="意见", type=LongText(), width=24),
        Field(name="checked", label="核对要点", type=LongText(), help="签署时逐项核对过的，一行一项", width=24),
        Field(name="happened_on", label="签署日期", type=Day(), required=True, listed=1, width=10),
        Field(name="happened_at", label="签署时刻", type=Instant(), help="知道钟点时才有", width=17),
        Field(name="entered_at", label="登记时刻", type=Instant(), required=True, width=17),
        Field(name="entered_by", label="登记人", type=Text(limit=60), required=True, width=10),
        Field(name="medium", label="方式", type=Choice(choices=tuple(Medium)), required=True, listed=2, width=6),
        Field(name="paper", label="纸质文号", type=Text(limit=80), synonyms=("文号",), width=14),
        Field(
            name="scan",
            label="扫描件",
            type=Text(limit=400),
            help="纸质件扫描后的 SHA-256 和文件名；文件本身不存",
            width=20,
        ),
        Field(name="digest", label="内容摘要", type=Text(limit=64), required=True, help="所签内容的 SHA-256", width=16),
    ),
)

DEADLINE = Ledger(
    name="deadline",
    title="办理时限",
    articles=(7, 9, 12, 23, 26),
    purpose="办件的环节从何时起算、到何时为止、依据是什么；环节开始时写下，以后不再重算",
    synonyms=("时限",),
    key=("procedure", "record", "number", "label"),
    append_only="时限在环节开始时写下，以后不改；重办时另起一条",
    fields=(
        *which_step(),
        Field(name="begun_on", label="起算日期", type=Day(), required=True, listed=1, width=10),
        Field(name="begun_at", label="起算时刻", type=Instant(), width=17),
        Field(name="due_on", label="截止日期", type=Day(), required=True, listed=1, width=10),
        Field(name="due_at", label="截止时刻", type=Instant(), help="按小时、分钟计的才有", width=17),
        Field(name="reason", label="依据", type=Text(limit=200), required=True, listed=2, width=30),
        Field(name="entered_at", label="登记时刻", type=Instant(), required=True, width=17),
    ),
)
