"""What people ask and write (article 23, 34): requests for information (依申请公开) and messages (网民留言)."""

from dataclasses import replace
from enum import StrEnum

from fjgov_tui.ledgers.links import happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.organisation import Office
from fjgov_tui.ledgers.procedures import Procedure, Role, Step, Within
from fjgov_tui.ledgers.settings import REPLY_CONSULT, REPLY_HANDLE, REPLY_URGENT
from fjgov_tui.ledgers.steps import step_day
from fjgov_tui.ledgers.types import Choice, Day, LongText, Name, Reference, Text, Url


class RequestResult(StrEnum):
    """The seven kinds of reply of 政府信息公开条例 36, in our own short words."""

    PUBLIC_ALREADY = "已主动公开"
    GIVEN = "予以公开"
    KEPT_BACK = "不予公开"
    NONE = "信息不存在"
    NOT_OURS = "不属本机关"
    REPEATED = "重复申请"
    OTHER_RULES = "另有规定"


class RequestChannel(StrEnum):
    """How a request came in; each has its day of receipt (条例 31)."""

    IN_PERSON = "当面"
    MAIL = "邮寄"
    LETTER = "信函"
    FAX = "传真"
    ONLINE = "网上"


class MessageKind(StrEnum):
    """Kinds of message, by how long the reply may take."""

    URGENT = "紧急"
    CONSULT = "咨询"
    HANDLE = "办理"


class Rating(StrEnum):
    """How content the writer of a message was with the reply."""

    CONTENT = "满意"
    RATHER = "基本满意"
    DISCONTENT = "不满意"
    NONE = "未评价"


REQUEST = Ledger(
    name="request",
    title="依申请公开",
    articles=(23, 34),
    purpose="公开申请从收到到答复：补正、征求第三方、延长各在哪天，答复属于哪一种",
    synonyms=("依申请公开登记表", "依申请公开台账", "政府信息公开申请登记表"),
    key=("unit", "received_on", "title"),
    rules=(NotBefore("replied_on", "received_on", "早于收到日期，还没有申请不会有答复，请核对两个日期（第三十四条）"),),
    links=happened(
        "received_on", "supplement_on", "supplied_on", "third_on", "third_reply_on", "extended_on", "replied_on"
    ),
    fields=(
        Field(
            name="title",
            label="申请内容",
            type=Name(limit=200),
            required=True,
            synonyms=("申请事项", "所需信息"),
            listed=1,
            width=26,
        ),
        Field(
            name="unit",
            label="答复单位",
            type=Reference("unit"),
            required=True,
            synonyms=("单位", "受理单位", "承办单位", "单位名称"),
            listed=1,
            width=20,
        ),
        Field(
            name="received_on",
            label="收到日期",
            type=Day(),
            required=True,
            help="当面是提交日，邮寄是签收日，信函、网上、传真是与申请人确认之日（条例第三十一条）",
            synonyms=("收到申请日期", "申请日期"),
            listed=1,
            width=10,
        ),
        Field(
            name="channel",
            label="申请渠道",
            type=Choice(
                choices=tuple(RequestChannel),
                also=(("网络", RequestChannel.ONLINE), ("互联网", RequestChannel.ONLINE)),
            ),
            synonyms=("渠道", "申请方式"),
            width=8,
        ),
        Field(name="applicant", label="申请人", type=Name(limit=60), synonyms=("申请人姓名",), width=10),
        Field(name="text", label="申请描述", type=LongText(), synonyms=("内容描述",), width=24),
        step_day(
            "supplement_on",
            "补正告知日期",
            "补正告知日",
            meaning="内容不明确的，收到之日起 7 个工作日内一次性告知补正（条例第三十条）",
        ),
        step_day("supplied_on", "补正收到日期", "收到补正日期", meaning="答复期限从这天起重新计算"),
        step_day(
            "third_on", "征求第三方日期", "征求意见日期", meaning="征求第三方意见的时间不计入答复期限（条例第三十三条）"
        ),
        step_day("third_reply_on", "第三方答复日期", "第三方意见日期"),
        step_day(
            "extended_on",
            "延长告知日期",
            "延期告知日期",
            meaning="工作机构负责人同意并告知申请人之后，最多延长 20 个工作日",
        ),
        Field(name="result", label="答复类型", type=Choice(choices=tuple(RequestResult)), listed=2, width=10),
        step_day("replied_on", "答复日期", "答复日", listed=1),
        Field(name="document", label="答复文号", type=Text(limit=80), synonyms=("文号",), width=16),
        Field(name="review", label="复议诉讼", type=Text(limit=120), synonyms=("复议、诉讼情况",), width=14),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
_TWENTY = Within(workdays=20, of="received_on", restarts=("supplement", "supplied"), pauses=("third", "third_reply"))
_HEADS = Role(Office.SECTION, also=(Office.DEPUTY, Office.HEAD))
ANSWERING = Procedure(
    ledger="request",
    title="依申请公开",
    articles=(34,),
    content=("title", "unit", "text"),
    closing="reply",
    form="政府信息公开申请办理单",
    steps=(
        Step(
            name="supplement",
            label="补正告知",
            field="supplement_on",
            optional=True,
            strict=True,
            due=Within(workdays=7, of="received_on"),
            todo="申请内容不明确的，一次性告知申请人补正",
        ),
        Step(name="supplied", label="补正收到", after=("supplement",), field="supplied_on", optional=True),
        Step(
            name="third",
            label="征求第三方意见",
            field="third_on",
            optional=True,
            todo="涉及商业秘密、个人隐私的，书面征求第三方意见",
        ),
        Step(
            name="third_reply",
            label="第三方答复",
            after=("third",),
            field="third_reply_on",
            optional=True,
            due=Within(workdays=15, of="third"),
            todo="第三方 15 个工作日内答复，逾期由本机关决定",
        ),
        Step(
            name="extended",
            label="延长答复",
            signer=_HEADS,
            field="extended_on",
            optional=True,
            strict=True,
            due=_TWENTY,
            todo="工作机构负责人同意延长，并在原期限内告知申请人",
        ),
        Step(
            name="reply",
            label="答复",
            needs=("result",),
            field="replied_on",
            due=replace(_TWENTY, longer=("extended", 20)),
            todo="按七种情形之一书面答复",
            lacking="还没有答复申请人",
        ),
    ),
)

MESSAGE = Ledger(
    name="message",
    title="网民留言",
    articles=(23,),
    purpose="网站和新媒体上的留言：何时收到、转给谁、何时答复、有没有公开、满不满意",
    synonyms=("网民留言登记表", "留言办理台账", "互动留言"),
    key=("unit", "received_on", "title"),
    rules=(NotBefore("replied_on", "received_on", "早于收到日期，还没有留言不会有答复，请核对两个日期（第二十三条）"),),
    links=happened("received_on", "transferred_on", "replied_on"),
    fields=(
        Field(
            name="title",
            label="留言主题",
            type=Name(limit=200),
            required=True,
            synonyms=("主题", "标题", "留言标题"),
            listed=1,
            width=26,
        ),
        Field(
            name="unit",
            label="承办单位",
            type=Reference("unit"),
            required=True,
            help="答复的单位；转办之后写接办的单位",
            synonyms=("单位", "答复单位", "单位名称"),
            listed=1,
            width=20,
        ),
        Field(
            name="received_on",
            label="收到日期",
            type=Day(),
            required=True,
            synonyms=("留言日期", "留言时间"),
            listed=1,
            width=10,
        ),
        Field(
            name="kind",
            label="留言类型",
            type=Choice(
                choices=tuple(MessageKind),
                also=(
                    ("紧急求助", MessageKind.URGENT),
                    ("简单咨询", MessageKind.CONSULT),
                    ("投诉", MessageKind.HANDLE),
                    ("建议", MessageKind.HANDLE),
                    ("举报", MessageKind.HANDLE),
                ),
            ),
            required=True,
            default=MessageKind.HANDLE,
            help="答复期限按类型，由本县在设置里定",
            synonyms=("类型", "类别"),
            listed=2,
            width=8,
        ),
        Field(name="site", label="留言站点", type=Reference("site"), width=18),
        Field(name="media", label="留言账号", type=Reference("media"), width=18),
        Field(name="text", label="留言内容", type=LongText(), synonyms=("内容",), width=24),
        step_day("transferred_on", "转办日期"),
        Field(name="reply", label="答复内容", type=LongText(), synonyms=("答复摘要", "回复内容"), width=24),
        step_day("replied_on", "答复日期", "回复日期", "回复时间", listed=1),
        step_day("published_on", "公开日期", meaning="留言和答复公开的日期"),
        Field(name="url", label="公开网址", type=Url(), width=22),
        Field(name="rating", label="满意度", type=Choice(choices=tuple(Rating)), width=8),
        Field(name="note", label="备注", type=LongText(), synonyms=("说明",), width=20),
    ),
)
REPLYING = Procedure(
    ledger="message",
    title="留言办理",
    articles=(23,),
    content=("title", "text"),
    closing="reply",
    form="网民留言办理单",
    steps=(
        Step(name="transfer", label="转办", field="transferred_on", optional=True, todo="转给承办的单位"),
        Step(
            name="reply",
            label="答复",
            needs=("reply",),
            field="replied_on",
            due=Within(
                workdays=15,
                of="received_on",
                limits=(
                    "kind",
                    (
                        (MessageKind.URGENT, REPLY_URGENT.name),
                        (MessageKind.CONSULT, REPLY_CONSULT.name),
                        (MessageKind.HANDLE, REPLY_HANDLE.name),
                    ),
                ),
            ),
            todo="在期限内答复，有效回应网民的问题",
            lacking="还没有答复网民",
        ),
    ),
)
