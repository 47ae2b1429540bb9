"""Chapters 7 and 8: what went wrong and how it was handled. Incidents (预警处置)."""

from enum import StrEnum

from fjgov_tui.ledgers.links import NotFuture, happened
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.severity import Degree
from fjgov_tui.ledgers.types import Choice, Day, Instant, LongText, Name, Reference, Text, Url, YesNo


class IncidentSource(StrEnum):
    """How the county learnt of it."""

    MONITOR = "监测"
    PATROL = "读网"
    PUBLIC = "群众反映"
    SUPERIOR = "上级通报"
    OTHER = "其他"
    COUNTY_OFFICE = "县政府办公室"
    OWN_FIND = "单位自查"
    """The unit itself has found it: article 25, without a notice of the county office."""


class IncidentKind(StrEnum):
    """What kind of trouble it is; the monitor uses the first seven."""

    UNREACHABLE = "打不开"
    TAMPERING = "疑似篡改"
    CONTENT = "疑似不当内容"
    LINKS = "链接问题"
    STALE = "更新超期"
    STANDING = "规范问题"
    MONITOR = "监测自身"
    OTHER = "其他"


CONTENT_KINDS = (IncidentKind.TAMPERING, IncidentKind.CONTENT, IncidentKind.OTHER)
"""Kinds with something in them that must not be read: articles 24 to 26 ask for every step."""
FAULT_KINDS = tuple(kind for kind in IncidentKind if kind not in CONTENT_KINDS)


class IncidentVerdict(StrEnum):
    """What checking it ended with."""

    REAL = "属实"
    FALSE_ALARM = "误报"
    NOTHING = "不用处置"
    """It goes on under another number, or what it was about is watched no more."""


class Grade(StrEnum):
    """Of an incident of network security, as a person grades it."""

    COMMON = "一般"
    LARGER = "较大"
    GRAVE = "重大"
    GRAVEST = "特别重大"


REPORTED_GRADES = (Grade.LARGER, Grade.GRAVE, Grade.GRAVEST)
"""Those that are reported upward."""


class NoticeWay(StrEnum):
    """How a unit was told."""

    PHONE = "电话"
    CHAT = "群聊"
    TEXT = "短信"
    IN_PERSON = "当面"
    LETTER = "书面"
    OTHER = "其他"


INCIDENT = Ledger(
    name="incident",
    title="预警处置",
    articles=(16, 24, 25, 26, 28),
    purpose="监测、读网和群众发现的问题：何时发现、通知、处置、核实、上报、办结",
    synonyms=("预警处置单", "预警台账", "处置台账", "问题处置"),
    key=("found_at", "title"),
    rules=(
        NotBefore("notified_at", "found_at", "早于发现时刻，请核对"),
        NotBefore("handled_at", "found_at", "早于发现时刻，请核对"),
        NotBefore("closed_at", "found_at", "早于发现时刻，请核对"),
        NotBefore("verified_at", "found_at", "早于发现时刻，请核对"),
        NotBefore("rechecked_at", "handled_at", "早于处置时刻，请核对"),
    ),
    links=(
        *happened("verified_at", "leader_at", "judged_at", "rechecked_at"),
        NotFuture("found_at", "晚于现在，请核对"),
        NotFuture("notified_at", "晚于现在，请核对"),
        NotFuture("handled_at", "晚于现在，请核对"),
        NotFuture("closed_at", "晚于现在，请核对"),
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
        Field(
            name="title",
            label="问题",
            type=Name(limit=200),
            required=True,
            help="一句话：哪里、什么问题",
            synonyms=("问题描述", "事由"),
            listed=1,
            width=25,
        ),
        Field(
            name="kind",
            label="问题类型",
            type=Choice(choices=tuple(IncidentKind)),
            required=True,
            synonyms=("类型",),
            listed=1,
            width=13,
        ),
        Field(
            name="severity",
            label="程度",
            type=Choice(choices=tuple(Degree)),
            required=True,
            default=Degree.WARNING,
            listed=2,
            width=6,
        ),
        Field(
            name="source",
            label="发现途径",
            type=Choice(choices=tuple(IncidentSource)),
            required=True,
            default=IncidentSource.MONITOR,
            synonyms=("来源",),
            listed=2,
            width=9,
        ),
        Field(name="found_by", label="发现人", type=Reference("person"), help="由人发现时填", width=10),
        Field(name="site", label="站点", type=Reference("site"), synonyms=("网站",), listed=2, width=22),
        Field(name="column", label="栏目", type=Reference("column"), width=20),
        Field(name="media", label="政务新媒体", type=Reference("media"), width=20),
        Field(name="unit", label="责任单位", type=Reference("unit"), synonyms=("单位",), width=20),
        Field(name="url", label="页面网址", type=Url(), synonyms=("网址",), width=30),
        Field(name="evidence", label="证据", type=LongText(), help="监测看到了什么，何时，哪些对象", width=30),
        Field(
            name="evidence_file",
            label="证据文件",
            type=Text(limit=200),
            help="截图、录屏等存放的文件名",
            synonyms=("截图",),
            width=20,
        ),
        Field(
            name="snapshot",
            label="页面快照",
            type=LongText(),
            help="登记时监测最近一次看到的页面：时刻、摘要、文字；由程序存下",
            width=20,
        ),
        Field(name="cause", label="原因编号", type=Text(limit=120), help="监测用来不重复开单，人工不填", width=16),
        Field(
            name="notified_at",
            label="通知时刻",
            type=Instant(),
            help="通知责任单位；从这一秒起一小时内处置（第二十六条）",
            synonyms=("通知时间",),
            width=17,
        ),
        Field(name="notified_how", label="通知方式", type=Choice(choices=tuple(NoticeWay)), width=8),
        Field(name="notified_to", label="通知了谁", type=Text(limit=60), synonyms=("接收人",), width=12),
        Field(name="notified_by", label="通知人", type=Reference("person"), width=10),
        Field(name="answered", label="是否接到", type=YesNo(), help="对方接了电话，或在群里回了话", width=8),
        Field(name="acked_by", label="知悉人", type=Text(limit=60), help="谁说了“知道了”", width=10),
        Field(name="acked_until", label="知悉至", type=Instant(), help="在此之前不再提醒；恢复后自动清除", width=17),
        Field(name="acked_reason", label="知悉说明", type=Text(limit=200), width=20),
        Field(
            name="handled_at",
            label="处置时刻",
            type=Instant(),
            help="已删除或已恢复",
            synonyms=("处置时间", "删除时间"),
            width=17,
        ),
        Field(
            name="verdict",
            label="核实结论",
            type=Choice(choices=tuple(IncidentVerdict)),
            synonyms=("是否属实",),
            width=8,
        ),
        Field(name="verified_at", label="核实时刻", type=Instant(), width=17),
        Field(name="verified_by", label="核实人", type=Reference("person"), width=10),
        Field(name="leader_at", label="报领导时刻", type=Instant(), width=17),
        Field(name="disposal", label="初步处置", type=LongText(), help="报领导时已经做了什么", width=24),
        Field(
            name="grade",
            label="事件级别",
            type=Choice(choices=tuple(Grade)),
            help="由人研判；较大以上还要报省级网信",
            width=8,
        ),
        Field(name="grade_reason", label="定级理由", type=LongText(), width=24),
        Field(name="judged_at", label="研判时刻", type=Instant(), help="研判是否报网信、公安（第二十四条）", width=17),
        Field(name="judged_by", label="研判人", type=Reference("person"), width=10),
        Field(name="cac_at", label="报网信时刻", type=Instant(), width=17),
        Field(name="police_at", label="报公安时刻", type=Instant(), help="涉嫌犯罪的要报", width=17),
        Field(name="provincial_at", label="报省级网信时刻", type=Instant(), help="较大以上才报", width=17),
        Field(name="supplement", label="补报情况", type=LongText(), help="报送之后补充了什么，各在何时", width=24),
        Field(name="summary_on", label="总结报告日期", type=Day(), help="较大以上处置结束后报", width=12),
        Field(name="recovered_at", label="监测恢复时刻", type=Instant(), help="监测看到它恢复", width=17),
        Field(name="rechecked_at", label="人工复查时刻", type=Instant(), help="有人打开看过，确已处置", width=17),
        Field(name="rechecked_by", label="复查人", type=Reference("person"), width=10),
        Field(
            name="root_cause",
            label="原因分析",
            type=LongText(),
            help="为什么会出现、怎样不再出现；办结前填",
            synonyms=("原因",),
            width=24,
        ),
        Field(name="republished", label="重新发布", type=Reference("release"), help="改好后经三审三校重发的", width=20),
        Field(name="closed_at", label="办结时刻", type=Instant(), listed=1, width=17),
        Field(name="note", label="处置情况", type=LongText(), synonyms=("备注", "说明"), width=30),
    ),
)
