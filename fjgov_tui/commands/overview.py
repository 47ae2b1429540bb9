"""Commands of the overview."""

from fjgov_tui.commands.base import Command
from fjgov_tui.commands.ledger import ImportSheet


class OpenGap(Command):
    """The findings behind the line under the cursor."""

    title = "查看这一项的明细"
    help = "列出每条有缺项的记录和该怎么办；在列表里按回车也可以"


class FirstUnit(Command):
    """Begin with a unit."""

    key = "f3"
    shown = "F3"
    title = "登记单位"
    footer = "登记单位"
    help = "打开单位的空白表单"
    writes = True


class Reload(Command):
    """Read the file again."""

    key = "f5"
    shown = "F5"
    title = "刷新"
    footer = "刷新"
    help = "重新读取；别人写入后也会自动刷新"


OVERVIEW_COMMANDS: tuple[type[Command], ...] = (OpenGap, Reload, ImportSheet, FirstUnit)
