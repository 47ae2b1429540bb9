"""Commands that every main screen offers."""

from typing import ClassVar

from fjgov_tui.commands.base import Command


class ShowHelp(Command):
    """Explain what has the focus."""

    key = "f1,question_mark,fullwidth_question_mark"
    shown = "F1"
    title = "帮助：当前画面能做什么"
    footer = "帮助"
    help = "列出当前焦点处可用的全部按键和说明"


class OpenPalette(Command):
    """Find any command by name."""

    key = "ctrl+p,colon,fullwidth_colon"
    shown = "^p"
    title = "命令面板：按名称找命令"
    footer = "命令"
    help = "输入命令名称或拼音首字母"


class GoScreen(Command):
    """Bring a main screen to the front."""

    mode: ClassVar[str] = ""
    """The application's mode that shows it."""


class GoOverview(GoScreen):
    """Screen 1."""

    mode = "overview"
    key = "1"
    title = "画面 1：总览"
    help = "各台账数量、登记缺项和最近变更"


class GoLedgers(GoScreen):
    """Screen 2."""

    mode = "ledgers"
    key = "2"
    title = "画面 2：台账"
    help = "查找、登记、修改、导入、导出"


class GoPasswords(GoScreen):
    """Screen 3."""

    mode = "passwords"
    key = "3"
    title = "画面 3：口令"
    help = "哪些账户该换口令、登记更换、生成口令、到期日历"


class GoTraining(GoScreen):
    """Screen 4."""

    mode = "training"
    key = "4"
    title = "画面 4：培训"
    help = "全年参训情况、缺谁、新到岗待训、登记参训、培训年报"


class GoMonitor(GoScreen):
    """Screen 5."""

    mode = "monitor"
    key = "5"
    title = "画面 5：监测"
    help = "各站点能不能打开、更新、篡改、疑点，一周的可用性，监测的启动和停止"


class NextTheme(Command):
    """Dark, light, terminal colours."""

    key = "ctrl+t"
    shown = "^t"
    title = "换配色：深色、浅色、终端自带颜色"
    help = "依次切换"


class Quit(Command):
    """Leave the program."""

    key = "ctrl+q"
    shown = "^q"
    title = "退出"
    footer = "退出"
    help = "退出程序；没存的表单留作草稿"


EVERYWHERE: tuple[type[Command], ...] = (
    ShowHelp,
    OpenPalette,
    GoOverview,
    GoLedgers,
    GoPasswords,
    GoTraining,
    GoMonitor,
    NextTheme,
    Quit,
)
