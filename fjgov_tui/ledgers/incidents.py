"""Chapters 7 and 8: what went wrong and how it was handled. Incidents (预警处置)."""

from fjgov_tui.ledgers.links import NotFuture
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.ledgers.types import Choice, Day, Instant, LongText, Name, Reference, Text, Url, YesNo

OWN_FIND = "单位自查"
"""The unit itself has found it: article 25, without a notice of the county office."""
SOURCES = ("监测", "读网", "群众反映", "上级通报", "其他", "县政府办公室", OWN_FIND)
"""How the county learnt of it."""
CONTENT_KINDS = ("疑似篡改", "疑似不当内容", "其他")
"""Kinds with something in them that must not be read: articles 24 to 26 ask for every step."""
INCIDENT_KINDS = ("打不开", "疑似篡改", "疑似不当内容", "链接问题", "更新超期", "规范问题", "监测自身", "其他")
"""What kind of trouble it is; the monitor uses the first seven."""
REAL, FALSE_ALARM, NOTHING = "属实", "误报", "不用处置"
VERDICTS = (REAL, FALSE_ALARM, NOTHING)
"""What checking it ended with; 不用处置: it goes on under another number, or what it was about is watched no more."""
GRADES = ("一般", "较大", "重大", "特别重大")
"""Of an incident of network security, as a person grades it; from the second on it is reported upward."""
REPORTED_GRADES = GRADES[1:]
NOTICE_WAYS = ("电话", "群聊", "短信", "当面", "书面", "其他")
"""How a unit was told."""

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
            type=Choice(choices=INCIDENT_KINDS),
            required=True,
            synonyms=("类型",),
            listed=1,
            width=13,
        ),
        Field(
            name="severity",
            label="程度",
            type=Choice(choices=tuple(SEVERITIES.values())),
            required=True,
            default="警示",
            listed=2,
            width=6,
        ),
        Field(
            name="source",
            label="发现途径",
            type=Choice(choices=SOURCES),
            required=True,
            default="监测",
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
        Field(name="cause", label="原因编号", type=Text(limit=120), help="监测用来不重复开单，人工不填", width=16),
        Field(
            name="notified_at",
            label="通知时刻",
            type=Instant(),
            help="通知责任单位；从这一秒起一小时内处置（第二十六条）",
            synonyms=("通知时间",),
            width=17,
        ),
        Field(name="notified_how", label="通知方式", type=Choice(choices=NOTICE_WAYS), width=8),
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
        Field(name="verdict", label="核实结论", type=Choice(choices=VERDICTS), synonyms=("是否属实",), width=8),
        Field(name="verified_at", label="核实时刻", type=Instant(), width=17),
        Field(name="verified_by", label="核实人", type=Reference("person"), width=10),
        Field(name="leader_at", label="报领导时刻", type=Instant(), width=17),
        Field(name="disposal", label="初步处置", type=LongText(), help="报领导时已经做了什么", width=24),
        Field(
            name="grade",
            label="事件级别",
            type=Choice(choices=GRADES),
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
