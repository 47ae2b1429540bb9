"""What the county can set for itself: one object a setting, from which everything about it follows.

The ledger's choices, its check, the sentence of a refusal, the default, the typed value and the table in docs.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from fjgov_tui.ledgers.cron import wrong_field
from fjgov_tui.ledgers.packs import OtherPack

Value_co = TypeVar("Value_co", covariant=True)


@dataclasses.dataclass(frozen=True, eq=False)
class Setting(Generic[Value_co]):
    """One thing that can be set."""

    name: str
    """Chinese, as it stands in the ledger."""
    default: str
    """What holds where nothing is set; empty where nothing does."""
    parse: Callable[[str], Value_co]
    """The typed value of a text that fits, or of the default."""
    help: str
    """How it is written, for the sentence of a refusal."""
    shape: str
    """The pattern that the whole text has to match."""
    by_hand: bool = False
    """It has the program do something elsewhere, and so is never taken from a spreadsheet."""

    cron: bool = False
    """It is a time in cron's five fields."""

    def __str__(self) -> str:
        """Its name, for sentences."""
        return self.name

    def fits(self, text: str) -> bool:
        """Whether the text is one that the setting can have."""
        return re.fullmatch(self.shape, text) is not None and not (self.cron and wrong_field(text))


def _yes(text: str) -> bool:
    return text == "是"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _values(text: str) -> frozenset[str]:
    return frozenset(text.split("、")) - {""}


def _count(name: str, default: int, words: str = "正整数，不超过两位", shape: str = r"[1-9]\d?") -> Setting[int]:
    return Setting(name, str(default), int, words, shape)


def _yes_no(name: str, default: str) -> Setting[bool]:
    return Setting(name, default, _yes, "“是”或“否”", r"是|否")


def _cron(name: str, default: str) -> Setting[str]:
    return Setting(name, default, str, "五段 cron，北京时间，如 30 8 * * *", r"(\S+ ){4}\S+", cron=True)


CYCLE = _count("口令更换周期（月）", 2, "1 至 12", r"[1-9]|1[0-2]")
"""Calendar months between two changes of a password. Only this one is the regulation's; the others are proposals."""
CHECKER = _yes_no("启用口令检查", "否")
"""Whether a new password may be typed and is then checked; otherwise changes are attested."""
ADMINS = _count("每站管理员上限", 2)
"""Accounts with administrator's rights that one site or media account may have."""
UNUSED = _count("账户闲置天数", 90, "正整数，不超过四位", r"[1-9]\d{0,3}")
"""Days after which an account that nobody has used is a finding."""
REMIND_AT = _cron("提醒时间", "30 8 * * *")
"""Reminders go out on working days only."""
CHANNEL = Setting("提醒去向", "", str, "“文件夹:路径”或“命令:路径”", r"(文件夹|命令):\S.*", by_hand=True)
"""Empty where reminders only stand in the ledger."""
AGENT = Setting("监测自报名称", "奉节县政府网站监测", str, "2 至 60 个字", r"[^\r\n]{2,60}")
"""The name by which the monitor introduces itself to web servers."""
ANCHORS = Setting(
    "本机网络参照",
    "",
    _words,
    "“地址:端口”，如 10.1.1.1:53，几个用空格分开",
    r"[A-Za-z0-9.-]+:\d{1,5}( [A-Za-z0-9.-]+:\d{1,5})*",
)
"""What answers whenever our own network is in order; where none, the resolver alone is asked."""
QUIET = Setting(
    "免打扰时段",
    "22:00-07:00",
    str,
    "起止时刻，如 22:00-07:00",
    r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d",
)
"""In Beijing; warnings wait in it, violations never do."""
DIGEST_AT = _cron("告警汇总时间", "30 8 * * *")
"""The digest of alerts, on working days."""
NAG_HOURS = _count("告警再提醒（小时）", 4)
"""Hours after which an alert that nobody has acknowledged is told again."""
ESCALATE_HOURS = _count("告警升级（小时）", 4)
"""Hours after which it goes to the leader's channels too."""
WALLBOARD = Setting("大屏页面", "", str, ".html 文件的路径", r".*\.html?", by_hand=True)
"""The file that the monitor writes at every sweep; empty where none."""
BACKUP_FOLDER = Setting("自动备份文件夹", "", str, "绝对路径", r"/.*|[A-Za-z]:[\\/].*", by_hand=True)
"""Where the monitor makes a backup at `BACKUP_AT` and lets old ones go; empty where it makes none."""
BACKUP_AT = _cron("自动备份时间", "30 1 * * *")
"""Every day, holidays too."""
DRILL_AT = _cron("恢复演练时间", "0 3 * * 6")
"""When the monitor restores the newest of its backups for trial; every Saturday."""
ANCHOR_TO = Setting(
    "审计链锚另存到",
    "",
    str,
    "“系统日志”，或另一块盘上 .txt 文件的绝对路径，几处用空格分开",
    r"(系统日志|(/|[A-Za-z]:[\\/])\S*\.txt)( (系统日志|(/|[A-Za-z]:[\\/])\S*\.txt))*",
    by_hand=True,
)
"""Where the head of the trail is written, too, with every report, backup and verification; empty: nowhere else."""
CONTACTS = _yes_no("提示联系电话", "是")
"""Whether mobiles in an office's own contact lines are told, as notices."""
REPLY_URGENT = _count("留言答复期限·紧急（工作日）", 1)
REPLY_CONSULT = _count("留言答复期限·咨询（工作日）", 5)
REPLY_HANDLE = _count("留言答复期限·办理（工作日）", 15)
REGISTERING = Setting("核对发布登记的单位", "", _values, "单位名称，几个用顿号隔开", r"[^、]+(、[^、]+)*")
"""Units of which every publication that the monitor sees on a list page is to stand in the register (article 21)."""
LOCK_AFTER = _count("锁屏（分钟）", 10, "正整数，不超过三位", r"[1-9]\d{0,2}")
"""Minutes without a key after which a dashboard locks itself, where its user has set a phrase."""
GRADING = Setting("分级审核免三审的类别", "", _values, "信息的类别，几个用顿号隔开", r"[^、]+(、[^、]+)*")
"""Kinds of text that go out without the third review (article 15); only with the document on which it rests."""
GRADING_MORE = Setting("分级审核加审的类别", "", _values, "信息的类别，几个用顿号隔开", r"[^、]+(、[^、]+)*")
"""Kinds of text that the county office reviews once more before they go out; only with a document, as the other."""
LOW_USE = _count("新媒体低利用粉丝数", 200, "正整数，不超过七位", r"[1-9]\d{0,6}")
"""Followers below which a unit's further account is to be looked at (article 8)."""
LOW_POSTS = _count("新媒体低利用发布数（90天）", 9, "正整数，不超过四位", r"[1-9]\d{0,3}")
"""Posts in 90 days below which it is to be looked at as well; one in ten days is what article 21(6) wants."""
OFFLINE_DAYS = _count("临时下线上限（天）", 30, "正整数，不超过三位", r"[1-9]\d{0,2}")
"""Days for which something may be taken offline at a time; the guideline's figure is not confirmed."""
PATROLS = _count("每天读网次数", 1, "1 至 24", r"[1-9]|1\d|2[0-4]")
"""Readings a day of service (article 27 says 不定时 and no number); every two hours are twelve."""
CHECK_MONTHS = _count("安全检查间隔（月）", 12)
"""Months between two checks of application, operating system and database (article 35 says 定期 and no number)."""
DRILL_MONTHS = _count("应急演练间隔（月）", 12)
"""Months between two drills of an emergency plan."""
_PACKS = "|".join(map(re.escape, OtherPack))
PACKS_OFF = Setting(
    "不核对的文件", "", _values, "文件编号，几个用顿号隔开：" + "、".join(OtherPack), f"({_PACKS})(、({_PACKS}))*"
)
"""Documents beside the regulation whose rules are not asked; only with the county's own document on it."""
EARLY_DOWN = _count("打不开预警线（%）", 3, "1 至 4", r"[1-4]")
"""Failed visits in a hundred from which a site is warned of before the veto of 5; the county's figure."""
EARLY_HOME = _count("首页更新预警（天）", 10, "1 至 13", r"[1-9]|1[0-3]")
"""Days without anything new on a home page from which is warned before the veto of 14; the county's figure."""
EARLY_BLANK = _count("空白栏目预警（个）", 3, "1 至 4", r"[1-4]")
"""Blank columns of one site from which is warned before the veto of 5; the county's figure."""
EARLY_STALE = _count("栏目不更新预警（个）", 7, "1 至 9", r"[1-9]")
"""Columns that are late, blank ones among them, from which is warned before the veto of 10; the county's figure."""
SUB_NEWS = _count("子站动态通知类栏目不更新上限（个）", 5)
"""News and notices of one sub-site that are late at which it fails: the national figure is for whole sites alone."""
SUB_STALE = _count("子站栏目不更新上限（个）", 10)
"""Columns of one sub-site that are late, blank ones among them, at which it fails."""
SUB_BLANK = _count("子站空白栏目上限（个）", 5)
"""Blank columns of one sub-site at which it fails."""

SETTINGS: Mapping[str, Setting[Any]] = {
    declared.name: declared for declared in list(globals().values()) if isinstance(declared, Setting)
}
"""All of them by name, in the order in which they stand above: to declare one is all that is needed."""
