"""Commands on back-end accounts and their passwords."""

from __future__ import annotations

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import Confirm
from fjgov_tui.commands.ledger import ImportSheet
from fjgov_tui.commands.listing import NextView, OpenRow
from fjgov_tui.dataclass import dataclass

CHECKER_OFF = "没有启用口令检查；要启用，在台账“设置”里把“启用口令检查”设为“是”"


@dataclass(frozen=True)
class PasswordSituation(Situation):
    """What the commands of this screen may want to know besides."""

    checker: bool = False
    """The county has switched the checker of new passwords on."""
    calendar: bool = False
    """The calendar stands beside the list."""


class ShowAccount(OpenRow):
    """All fields of the account."""

    title = "账户详情"


class RecordAttested(Command):
    """Book a change by promise."""

    deed = deeds.ACT
    title = "登记更换"
    footer = "登记"
    help = "口令已经在后台换好了：记下日期、位数、谁换的；程序看不到口令"
    writes = True
    needs_record = True


class TypePassword(Command):
    """Type the new password, have it checked, book it."""

    deed = deeds.TYPE_SECRET
    title = "输入新口令并登记"
    footer = "输入"
    help = "遮盖着输入两遍，当场检查长度、强度、是否用过；查完即丢弃，从不保存"
    writes = True
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Only where the county has switched it on."""
        off = isinstance(now, PasswordSituation) and not now.checker
        return super().refusal(now) or (CHECKER_OFF if off else "")


class GeneratePassword(Command):
    """Make a password."""

    deed = deeds.GENERATE
    title = "生成口令"
    footer = "生成"
    help = "生成一个通得过检查的口令，只显示 30 秒，不保存"
    needs_record = True


class ShowCalendar(Command):
    """The month, the holders, the reminders on a page."""

    deed = deeds.NEXT_UP
    title = "到期日历、保管人、提醒"
    footer = "日历"
    help = "每天有几个账户到期，谁保管几个，下次何时提醒"


class NextRange(NextView):
    """Which accounts are listed."""

    title = "范围：全部、逾期、14 天内、仅承诺、从未"
    footer = "范围"
    help = "依次切换列出哪些账户；14 天内该换的连同逾期和从未更换的"


class ChangedToday(Command):
    """Book the marked accounts together."""

    deed = deeds.IN_BULK
    title = "都换了：登记标记的账户在同一天换了口令"
    footer = "都换了"
    help = "先用空格标记；日期（不改就是今天）、位数问一次，确认一次，全部登记或全部不登记"
    writes = True
    needs_marks = "请先用空格标记换过口令的账户"


class AccountHistory(Command):
    """Every change of the account's password."""

    deed = deeds.CHANGES
    title = "更换历史"
    footer = "历史"
    help = "这个账户历次更换口令的登记，和账户本身的变更"
    needs_record = True


class WriteDaySheet(Command):
    """The sheet that is signed on the day of the change."""

    deed = deeds.SAVE_FILE
    title = "口令更换登记表"
    footer = "登记表"
    help = "把列出（或标记）的账户写成 .xlsx，打印后填写、签名；填好用 F7 导回来"


class ImportDaySheet(ImportSheet):
    """Bring the filled sheet back in."""

    title = "导入填好的登记表"
    footer = ""
    help = "读入填好的口令更换登记表，先预演给您看，确认后才写入；没换的账户先删掉那一行"


class PreviousMonth(Command):
    """The calendar's month before the one shown."""

    deed = deeds.BEFORE
    title = "日历：上个月"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Where it cannot be seen it is on a page of its own."""
        unseen = isinstance(now, PasswordSituation) and not now.calendar
        return "窗口不到 100 列，日历请按 ^u" if unseen else ""


class NextMonth(PreviousMonth):
    """The calendar's month after the one shown."""

    deed = deeds.AFTER
    title = "日历：下个月"


PASSWORD_COMMANDS: tuple[type[Command], ...] = (
    RecordAttested,
    TypePassword,
    GeneratePassword,
    ShowCalendar,
    NextRange,
    ChangedToday,
    AccountHistory,
    WriteDaySheet,
    ImportDaySheet,
    ShowAccount,
    PreviousMonth,
    NextMonth,
)


class EarlierMonth(Command):
    """One month back, on the page that shows nothing else."""

    deed = deeds.BEFORE
    first = True
    title = "上个月"
    footer = "上月"


class LaterMonth(Command):
    """One month on."""

    deed = deeds.AFTER
    first = True
    title = "下个月"
    footer = "下月"


class ThisMonth(Command):
    """The month of today."""

    deed = deeds.THIS_ONE
    first = True
    title = "本月"
    footer = "本月"


class CopyPassword(Command):
    """To the terminal's clipboard, for a while."""

    deed = deeds.COPY
    title = "送往终端剪贴板"
    footer = "复制"
    help = "30 秒后清空；粘贴不出来的话，终端不支持，请照着输入"


class MakeAnother(Command):
    """Make another password by the same recipe."""

    deed = deeds.REFRESH
    title = "换一个"
    footer = "换一个"


class OtherKind(Command):
    """Mixed characters, or words."""

    deed = deeds.CHOOSE
    title = "换一种：拼音词或混合字符"
    footer = "换一种"


class ShowTrail(Command):
    """The account's changes field by field."""

    deed = deeds.CHANGES
    title = "逐项变更"
    footer = "逐项变更"
    help = "账户本身的变更，可以恢复旧值"


class GoOn(Confirm):
    """What several changes have in common has been typed."""

    title = "继续"
    footer = "继续"
