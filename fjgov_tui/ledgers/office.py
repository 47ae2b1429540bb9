"""The office's own books: settings (设置), and reminders that were sent (提醒)."""

from collections.abc import Mapping
from typing import Any

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.cron import wrong_field
from fjgov_tui.ledgers.links import Surroundings
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.settings import SETTINGS, Setting
from fjgov_tui.ledgers.types import Choice, Instant, Integer, LongText, Stored, TimeLine, YesNo


@dataclass(frozen=True)
class SettingFits:
    """The value is one that the setting can have, where the row is this setting's."""

    setting: Setting[Any]
    field: str = "value"

    @property
    def message(self) -> str:
        """How this setting is written."""
        return f"不合“{self.setting.name}”的写法，应为：{self.setting.help}"

    def holds(self, ledger: str, values: Mapping[str, Stored], around: Surroundings) -> bool:
        """Matched as a whole."""
        return values.get("name") != self.setting.name or self.setting.fits(str(values.get("value") or ""))

    def why(self, values: Mapping[str, Stored]) -> str:
        """Of a time also which of its five fields it is."""
        wrong = wrong_field(str(values.get("value") or "")) if self.setting.cron else ""
        return f"{self.message}；{wrong}" if wrong else self.message


SETTING = Ledger(
    name="setting",
    steering=True,
    by_hand=tuple(setting.name for setting in SETTINGS.values() if setting.by_hand),
    title="设置",
    articles=(24, 37),
    purpose="本县自己定的期限和上限；改动记入审计链，比办法宽的会被列为问题",
    synonyms=("参数",),
    key=("name",),
    links=tuple(SettingFits(setting) for setting in SETTINGS.values()),
    fields=(
        Field(
            name="name",
            label="设置项",
            type=Choice(choices=tuple(SETTINGS)),
            required=True,
            synonyms=("项目",),
            listed=1,
            width=20,
        ),
        Field(
            name="value",
            label="值",
            type=TimeLine(limit=200),
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
        Field(
            name="overdue",
            label="逾期",
            type=Integer(),
            required=True,
            default=0,
            help="连同从未更换的",
            listed=1,
            width=6,
        ),
        Field(name="soon", label="将到期", type=Integer(), required=True, default=0, listed=1, width=6),
        Field(name="delivered", label="已送达", type=YesNo(), help="没有设去向时为空", listed=1, width=8),
        Field(name="text", label="内容", type=LongText(), width=30),
        Field(name="note", label="送达情况", type=LongText(), width=20),
    ),
)
