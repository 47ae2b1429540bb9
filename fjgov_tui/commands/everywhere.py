"""Commands that every screen and page offers, and those that every main screen offers."""

from typing import ClassVar

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.deeds import Deed
from fjgov_tui.commands.mains import MAINS, Main


class Service(Command):
    """What the application itself answers, whatever screen asks for it: `shell/services.py`."""


class ShowHelp(Service):
    """Explain what has the focus."""

    deed = deeds.HELP
    title = "帮助：当前画面能做什么"
    footer = "帮助"
    help = "列出当前焦点处可用的全部按键和说明"


class OpenPalette(Service):
    """Find any command by name."""

    deed = deeds.PALETTE
    title = "命令面板：按名称找命令"
    footer = "命令"
    help = "输入命令名称或拼音首字母"


class GoBack(Command):
    """Leave the window in front, or take back the last narrowing of a list."""

    deed = deeds.BACK
    title = "返回上一步"
    footer = "返回"
    help = "退一步，写好的不会丢"


class ReportTrouble(Command):
    """Enter what was just found, from anywhere."""

    deed = deeds.REPORT
    title = "登记刚发现的问题：什么、在哪里、通知"
    help = "选问题，输拼音首字母或贴网址选地方，按 y 就是已通知，一小时开始计"
    writes = True


class ShowMessages(Service):
    """What was said in passing."""

    title = "消息记录：最近的 50 条提示"
    help = "屏幕下方说过的话，最近的在前"


class CloseText(Command):
    """What was only to be read has been read."""

    deed = deeds.OPEN
    title = "看完关上"
    help = "和 Esc 一样"


class Confirm(Command):
    """What was typed into a window is meant."""

    deed = deeds.ACT
    title = "确定"
    footer = "确定"
    help = "在最后一行按回车也可以"


class GoScreen(Command):
    """Bring a main screen to the front."""

    mode: ClassVar[str] = ""
    """The application's mode that shows it."""


def _go(main: Main) -> type[GoScreen]:
    class Go(GoScreen):
        deed = Deed(f"画面 {main.digit}", main.digit, main.digit, f"换到{main.title}：{main.help}")
        mode = main.mode
        title = f"画面 {main.digit}：{main.title}"
        help = main.help

    Go.__name__ = f"Go{main.mode.title()}"
    return Go


GO_SCREENS = tuple(map(_go, MAINS))
"""One for each main screen."""


class FindEverywhere(Service):
    """Look for words in every ledger and among the findings."""

    deed = deeds.FIND_ALL
    title = "在所有台账里查找"
    help = "单位、站点、人员、账户、预警、核对结果，按种类列出；汉字或拼音首字母"


class UndoLast(Service):
    """Take back what one has booked last."""

    title = "撤销我最近一次登记：成批更换、导入、一起知悉等"
    help = "先列出那一次写了什么再问；撤销另记一笔，审计链里原来的不动；之后有人改过的、签署、检查过的口令撤不了"
    writes = True


class LookBack(Command):
    """Every list as it stood on a day."""

    title = "看过去某一天：所有台账、清单和报告都按那天结束时的样子"
    help = "写日期，如 2026-09-30；之后登记和更正的都不算，只能看，最上面一行红字写着状态截至哪一天"


class LookNow(Command):
    """Back from a past day."""

    title = "回到现在：不再看过去那一天"
    help = "正在看过去某一天时用；又可以登记和修改"


class NextTheme(Command):
    """Dark, light, terminal colours."""

    deed = deeds.THEME
    title = "换配色：深色、浅色、终端自带颜色"
    help = "依次切换；下次打开还是它"


class BeginHandover(Service):
    """Choose the successors of a person who leaves, and carry the handover out."""

    deed = deeds.LEAVING
    title = "办理离岗：选接手人，一次办完"
    help = "列出移交人手里的账户和责任人身份，逐项指定接手人；光标在人员上时已选好"
    writes = True


class ShowHandovers(Service):
    """Every handover and what it still lacks."""

    deed = deeds.HANDOVERS
    title = "工作移交：办到哪一步，还缺什么"
    help = "登记保密承诺、备案，办结；缺什么会说明"


class LockNow(Command):
    """Lock the screen."""

    title = "锁屏：输入锁屏口令才能再用"
    help = "没存的表单留着；先用 fjgov lock set 设口令，空闲久了也会自动锁上"


class Quit(Command):
    """Leave the program."""

    deed = deeds.QUIT
    title = "退出"
    footer = "退出"
    help = "退出程序；没存的表单留作草稿"


EVERYWHERE: tuple[type[Command], ...] = (
    *GO_SCREENS,
    FindEverywhere,
    LookBack,
    LookNow,
    UndoLast,
    NextTheme,
    LockNow,
    Quit,
)
"""On every main screen."""
HANDOVER_COMMANDS: tuple[type[Command], ...] = (BeginHandover, ShowHandovers)
"""The same, of people who leave."""
