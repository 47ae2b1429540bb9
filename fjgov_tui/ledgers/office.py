"""The office's own books: settings (设置), and reminders that were sent (提醒)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fjgov_tui.ledgers.links import Surroundings
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.types import Choice, Instant, Integer, LongText, Stored, Text, YesNo

CYCLE, CHECKER, ADMINS, UNUSED, REMIND_AT, CHANNEL = (
    "口令更换周期（月）",
    "启用口令检查",
    "每站管理员上限",
    "账户闲置天数",
    "提醒时间",
    "提醒去向",
)
AGENT, ANCHORS, QUIET, DIGEST_AT, NAG_HOURS, ESCALATE_HOURS, WALLBOARD, CONTACTS = (
    "监测自报名称",
    "本机网络参照",
    "免打扰时段",
    "告警汇总时间",
    "告警再提醒（小时）",
    "告警升级（小时）",
    "大屏页面",
    "提示联系电话",
)
REPLY_URGENT, REPLY_CONSULT, REPLY_HANDLE = (
    "留言答复期限·紧急（工作日）",
    "留言答复期限·咨询（工作日）",
    "留言答复期限·办理（工作日）",
)
"""What can be set, by the name under which it stands in the ledger."""
DEFAULTS: Mapping[str, str] = {
    CYCLE: "2",
    CHECKER: "否",
    ADMINS: "2",
    UNUSED: "90",
    REMIND_AT: "30 8 * * *",
    CHANNEL: "",
    AGENT: "奉节县政府网站监测",
    ANCHORS: "",
    QUIET: "22:00-07:00",
    DIGEST_AT: "30 8 * * *",
    NAG_HOURS: "4",
    ESCALATE_HOURS: "4",
    WALLBOARD: "",
    CONTACTS: "是",
    REPLY_URGENT: "1",
    REPLY_CONSULT: "5",
    REPLY_HANDLE: "15",
}
"""What holds where nothing is set. Only the cycle is the regulation's; the others are this program's proposals."""
_SHAPES: Mapping[str, str] = {
    CYCLE: r"[1-9]|1[0-2]",
    CHECKER: r"是|否",
    ADMINS: r"[1-9]\d?",
    UNUSED: r"[1-9]\d{0,3}",
    REMIND_AT: r"(\S+ ){4}\S+",
    CHANNEL: r"(文件夹|命令):\S.*",
    AGENT: r"[^\r\n]{2,60}",
    ANCHORS: r"[A-Za-z0-9.-]+:\d{1,5}( [A-Za-z0-9.-]+:\d{1,5})*",
    QUIET: r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d",
    DIGEST_AT: r"(\S+ ){4}\S+",
    NAG_HOURS: r"[1-9]\d?",
    ESCALATE_HOURS: r"[1-9]\d?",
    WALLBOARD: r".*\.html?",
    CONTACTS: r"是|否",
    REPLY_URGENT: r"[1-9]\d?",
    REPLY_CONSULT: r"[1-9]\d?",
    REPLY_HANDLE: r"[1-9]\d?",
}


@dataclass(frozen=True)
class SettingFits:
    """The value is one that the setting can have."""

    field: str = "value"
    message: str = (
        "不合这一项的写法：周期写 1 至 12，检查和提示写“是”或“否”，上限和天数写正整数，"
        "提醒和汇总时间写五段 cron（如 30 8 * * *），去向写“文件夹:路径”或“命令:路径”，"
        "网络参照如 10.1.1.1:53（空格分开），时段写 22:00-07:00，大屏页面写 .html 文件的路径"
    )

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Matched as a whole."""
        shape = _SHAPES.get(str(values.get("name")), ".*")
        return re.fullmatch(shape, str(values.get("value") or "")) is not None


SETTING = Ledger(
    name="setting",
    steering=True,
    by_hand=(CHANNEL, WALLBOARD),
    title="设置",
    articles=(24, 37),
    purpose="本县自己定的期限和上限；改动记入审计链，比办法宽的会被列为问题",
    synonyms=("参数",),
    key=("name",),
    links=(SettingFits(),),
    fields=(
        Field(
            name="name",
            label="设置项",
            type=Choice(choices=tuple(DEFAULTS)),
            required=True,
            synonyms=("项目",),
            listed=1,
            width=20,
        ),
        Field(
            name="value",
            label="值",
            type=Text(limit=200),
            required=True,
            help="周期按月；提醒时间是北京时间的 cron 写法",
            listed=1,
            width=24,
        ),
        Field(name="note", label="依据", type=LongText(), help="为什么这样定", synonyms=("备注",), listed=2, width=24),
    ),
)

REMINDER = Ledger(
    name="reminder",
    title="提醒",
    articles=(37,),
    purpose="程序按时写下的到期提醒：有多少账户逾期、快到期，送到了哪里",
    synonyms=("到期提醒",),
    key=("at",),
    fields=(
        Field(name="at", label="提醒时刻", type=Instant(), required=True, listed=1, width=17),
        Field(name="overdue", label="逾期", type=Integer(), required=True, default=0, listed=1, width=6),
        Field(name="soon", label="将到期", type=Integer(), required=True, default=0, listed=1, width=6),
        Field(name="delivered", label="已送达", type=YesNo(), help="没有设去向时为空", listed=1, width=8),
        Field(name="text", label="内容", type=LongText(), width=30),
        Field(name="note", label="送达情况", type=LongText(), width=20),
    ),
)
