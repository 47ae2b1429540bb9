"""Chapters 7 and 8: what went wrong and how it was handled. Incidents (预警处置)."""

from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Instant, LongText, Name, Reference, Text, Url

SOURCES = ("监测", "读网", "群众反映", "上级通报", "其他")
"""How the county learnt of it."""
INCIDENT_KINDS = ("打不开", "疑似篡改", "疑似不当内容", "链接问题", "更新超期", "规范问题", "监测自身", "其他")
"""What kind of trouble it is; the monitor uses the first seven."""

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
            type=Choice(choices=("违反", "警示", "提示")),
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
        Field(name="media", label="政务新媒体", type=Reference("media"), width=20),
        Field(name="unit", label="责任单位", type=Reference("unit"), synonyms=("单位",), width=20),
        Field(name="url", label="页面网址", type=Url(), synonyms=("网址",), width=30),
        Field(name="evidence", label="证据", type=LongText(), help="监测看到了什么，何时，哪些对象", width=30),
        Field(name="cause", label="原因编号", type=Text(limit=120), help="监测用来不重复开单，人工不填", width=16),
        Field(name="notified_at", label="通知时刻", type=Instant(), help="通知责任单位", width=17),
        Field(name="acked_by", label="知悉人", type=Text(limit=60), help="谁说了“知道了”", width=10),
        Field(name="acked_until", label="知悉至", type=Instant(), help="在此之前不再提醒；恢复后自动清除", width=17),
        Field(name="acked_reason", label="知悉说明", type=Text(limit=200), width=20),
        Field(name="handled_at", label="处置时刻", type=Instant(), help="已删除或已恢复", width=17),
        Field(name="verified_at", label="核实时刻", type=Instant(), width=17),
        Field(name="leader_at", label="报领导时刻", type=Instant(), width=17),
        Field(name="cac_at", label="报网信时刻", type=Instant(), width=17),
        Field(name="police_at", label="报公安时刻", type=Instant(), width=17),
        Field(name="recovered_at", label="监测恢复时刻", type=Instant(), help="监测看到它恢复", width=17),
        Field(name="closed_at", label="办结时刻", type=Instant(), listed=1, width=17),
        Field(name="note", label="处置情况", type=LongText(), synonyms=("备注", "说明"), width=30),
    ),
)
