"""Chapter 7, what people tell the monitor: schedules, maintenance, accepted pages, judgements, words, channels."""

from collections.abc import Mapping
from enum import StrEnum

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.links import Surroundings
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore, OnlyWith
from fjgov_tui.ledgers.severity import Degree
from fjgov_tui.ledgers.types import Choice, Instant, LongText, Name, Reference, Stored, Text, TimeLine, YesNo


class CheckWord(StrEnum):
    """The kinds of check, as the schedule names them."""

    VISIT = "访问"
    FRESHNESS = "更新"
    INTEGRITY = "篡改"
    CONTENT = "内容"
    LINKS = "链接"
    STANDING = "规范"
    PUBLISHED = "发布"


class Repeat(StrEnum):
    """How often an approved maintenance comes round."""

    ONCE = "一次"
    DAILY = "每天"
    WEEKLY = "每周"


class FindingVerdict(StrEnum):
    """What a person says of something that the monitor suspects."""

    PENDING = "待核"
    """Nobody has looked yet; no entry of the ledger says so."""
    CONFIRMED = "确认"
    FALSE_ALARM = "误报"


JUDGED = (FindingVerdict.CONFIRMED, FindingVerdict.FALSE_ALARM)
"""What a judgement may say."""


class Scope(StrEnum):
    """Where else a false alarm is none: on this page, on this site, everywhere."""

    PAGE = "本页"
    SITE = "本站"
    ALL = "全部"


class TermKind(StrEnum):
    """What the county's own word is: looked for, or let pass."""

    MISPRINT = "错误表述"
    SENSITIVE = "敏感用语"
    ALLOWED = "放行"


class ChannelKind(StrEnum):
    """Where alerts can be sent; none is set by default."""

    COMMAND = "命令"
    WEBHOOK = "网络钩子"
    DINGTALK = "钉钉机器人"
    WECOM = "企业微信机器人"
    MAIL = "邮件"
    FOLDER = "文件夹"


class ChannelStep(StrEnum):
    """Whom a channel reaches: those who handle alerts, or the leader in charge, who gets what was escalated."""

    HANDLER = "经办人"
    LEADER = "分管领导"


VISIT_SLOTS_LEAST = 20
"""Visits a day below which no availability may be judged (国办秘函〔2019〕19号)."""


@dataclass(frozen=True)
class CronFits:
    """The line is five cron fields that come round."""

    field: str = "cron"
    message: str = "不是能执行的五段 cron：分 时 日 月 周，如 */30 * * * *"

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Asked of croniter, strictly; loaded only when a schedule is written."""
        from fjgov_tui.ledgers.cron import is_cron

        return is_cron(str(values.get("cron") or ""))

    def why(self, values: Mapping[str, Stored]) -> str:
        """Which of the five it is."""
        from fjgov_tui.ledgers.cron import wrong_field

        return f"{self.message}；{wrong_field(str(values.get('cron') or ''))}"


@dataclass(frozen=True)
class OftenEnough:
    """A line for visits comes round often enough to judge a day."""

    field: str = "cron"
    message: str = f"访问少于每天 {VISIT_SLOTS_LEAST} 次，不够判断可用性；请排密一些，如 */30 * * * *"

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Nothing is said of a line that is none."""
        from fjgov_tui.ledgers.cron import fires_a_day, is_cron

        line = str(values.get("cron") or "")
        return values.get("kind") != CheckWord.VISIT or not is_cron(line) or fires_a_day(line) >= VISIT_SLOTS_LEAST


SCHEDULE = Ledger(
    name="schedule",
    steering=True,
    title="监测计划",
    articles=(24,),
    purpose="每种检查何时进行；可以给单个站点另定，没有登记的按程序的默认",
    synonyms=("检查计划",),
    key=("site", "kind"),
    links=(CronFits(), OftenEnough()),
    fields=(
        Field(name="kind", label="检查", type=Choice(choices=tuple(CheckWord)), required=True, listed=1, width=8),
        Field(name="site", label="站点", type=Reference("site"), help="空着就是所有站点", listed=1, width=24),
        Field(
            name="cron",
            label="时间",
            type=TimeLine(limit=100),
            required=True,
            help="北京时间的五段 cron；访问按它划分时段，每段一次",
            listed=1,
            width=20,
        ),
        Field(name="enabled", label="启用", type=YesNo(), required=True, default="是", listed=1, width=6),
        Field(name="note", label="说明", type=LongText(), width=20),
    ),
)

MAINTENANCE = Ledger(
    name="maintenance",
    steering=True,
    title="维护时段",
    articles=(24,),
    purpose="批准的停机维护：照常访问，但不计入可用性，也不告警",
    synonyms=("停机维护",),
    key=("site", "starts_at"),
    rules=(NotBefore("ends_at", "starts_at", "早于开始时刻，请核对"),),
    fields=(
        Field(name="site", label="站点", type=Reference("site"), help="空着就是所有站点", listed=1, width=24),
        Field(name="starts_at", label="开始时刻", type=Instant(), required=True, listed=1, width=17),
        Field(name="ends_at", label="结束时刻", type=Instant(), required=True, listed=1, width=17),
        Field(
            name="repeat",
            label="重复",
            type=Choice(choices=tuple(Repeat)),
            required=True,
            default=Repeat.ONCE,
            listed=1,
            width=6,
        ),
        Field(name="reason", label="原因", type=Text(limit=200), required=True, listed=2, width=24),
        Field(name="approver", label="批准人", type=Text(limit=60), required=True, listed=2, width=10),
    ),
)

ACCEPTANCE = Ledger(
    name="acceptance",
    steering=True,
    title="基线认可",
    articles=(24,),
    purpose="谁在何时、为什么把页面当时的样子认可为基线",
    key=("accepted_at", "site"),
    rules=(),
    fields=(
        Field(name="accepted_at", label="认可时刻", type=Instant(), required=True, listed=1, width=17),
        Field(name="site", label="站点", type=Reference("site"), required=True, listed=1, width=22),
        Field(name="column", label="栏目", type=Reference("column"), help="空着就是首页", listed=1, width=13),
        Field(name="digest", label="页面摘要", type=Text(limit=64), required=True, help="认可的页面的指纹", width=20),
        Field(name="changes", label="认可的改动", type=LongText(), width=30),
        Field(name="reason", label="理由", type=Text(limit=200), required=True, listed=1, width=20),
    ),
)

JUDGEMENT = Ledger(
    name="judgement",
    steering=True,
    title="疑点判定",
    articles=(24, 25),
    purpose="人对监测疑点的判断：确认，或误报；误报的照样显示为已忽略",
    key=("fingerprint", "subject"),
    rules=(OnlyWith("scope", "verdict", FindingVerdict.FALSE_ALARM, "只有误报才写忽略范围"),),
    fields=(
        Field(name="fingerprint", label="疑点编号", type=Text(limit=64), required=True, width=18),
        Field(name="subject", label="疑点", type=Name(limit=200), required=True, listed=1, width=34),
        Field(name="site", label="站点", type=Reference("site"), listed=2, width=22),
        Field(
            name="verdict",
            label="判定",
            type=Choice(choices=JUDGED),
            required=True,
            listed=1,
            width=6,
        ),
        Field(
            name="scope",
            label="忽略范围",
            type=Choice(choices=tuple(Scope)),
            help="误报时：只在本页、本站，还是所有站点都忽略",
            listed=1,
            width=8,
        ),
        Field(name="reason", label="理由", type=Text(limit=200), required=True, listed=1, width=24),
    ),
)

TERM = Ledger(
    name="term",
    steering=True,
    title="本县词条",
    articles=(24, 28),
    purpose="本县自己的词表：要找的错误表述和敏感用语，以及放行的说法",
    synonyms=("词库", "词表"),
    key=("word",),
    fields=(
        Field(name="word", label="词", type=Name(limit=60), required=True, listed=1, width=20),
        Field(
            name="kind",
            label="类别",
            type=Choice(choices=tuple(TermKind)),
            required=True,
            listed=1,
            width=10,
        ),
        Field(name="advice", label="正确写法", type=Text(limit=100), listed=1, width=20),
        Field(name="note", label="说明", type=LongText(), width=20),
    ),
)

LEAST = (Degree.VIOLATION, Degree.WARNING)
"""From which degree on a channel is told; notices go nowhere."""

CHANNEL = Ledger(
    name="channel",
    steering=True,
    tried="enabled",
    title="告警去向",
    articles=(24,),
    purpose="告警送到哪里：本县自己登记，一条也没有就只在程序里显示",
    key=("name",),
    fields=(
        Field(name="name", label="名称", type=Name(limit=40), required=True, listed=1, width=16),
        Field(name="kind", label="方式", type=Choice(choices=tuple(ChannelKind)), required=True, listed=1, width=14),
        Field(
            name="address",
            label="地址",
            type=Text(limit=400),
            required=True,
            sealed=True,
            unattended=True,
            help="命令或文件夹的路径、机器人网址、收件人邮箱",
            listed=2,
            width=20,
        ),
        Field(
            name="server",
            label="邮件服务器",
            type=Text(limit=120),
            help="邮件才填：服务器、端口和发件人，如 smtp.example:25 jiance@example",
            width=20,
        ),
        Field(
            name="step",
            label="级别",
            type=Choice(choices=tuple(ChannelStep)),
            required=True,
            default=ChannelStep.HANDLER,
            help="分管领导的去向只收升级的告警",
            listed=1,
            width=8,
        ),
        Field(name="least", label="最低程度", type=Choice(choices=LEAST), default=Degree.WARNING, width=8),
        Field(name="enabled", label="启用", type=YesNo(), required=True, default="是", listed=1, width=6),
        Field(name="note", label="说明", type=LongText(), width=20),
    ),
)
