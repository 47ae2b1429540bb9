"""Commands that every list offers."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import GoBack


class FindInList(Command):
    """Narrow the list."""

    deed = deeds.FIND
    title = "查找：只列含有这些词的"
    footer = "查找"
    help = "输入汉字或拼音首字母，空格隔开多个词；Esc 清除"


class NextView(Command):
    """The next of the screen's lists."""

    deed = deeds.CHOOSE
    title = "换一张表"
    footer = "换表"
    help = "依次换到下一张；点它的名字也可以"

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """Where there is more than one."""
        return now.views > 1


class OpenRow(Command):
    """What is behind the line under the cursor; Enter in the list does it."""

    deed = deeds.OPEN
    title = "打开这一条"
    footer = "详情"
    help = "双击也可以"
    needs_record = True

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """Where there is something behind a line."""
        return now.opens


class SortList(Command):
    """Choose the order."""

    deed = deeds.SORT
    title = "排序"
    footer = "排序"
    help = "选一栏排序，再选一次反过来；下次打开还是它"


class MarkRow(Command):
    """Mark or unmark the line under the cursor."""

    deed = deeds.MARK
    title = "标记或取消标记"
    help = "标记后，成批办的、存成文件的只管标记的"
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Some lists hold what cannot be marked."""
        return now.unmarkable or super().refusal(now)


class MarkAllRows(Command):
    """Mark all that is listed, or none."""

    deed = deeds.MARK_ALL
    title = "全部标记或全部取消"
    help = "只作用于当前列出的"
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Some lists hold what cannot be marked."""
        return now.unmarkable or super().refusal(now)


class Reread(Command):
    """Read the file again."""

    deed = deeds.REFRESH
    title = "刷新"
    help = "重新读取；别人写入后也会自动刷新"


class LeaveList(GoBack):
    """One step out of what was chosen."""

    footer = ""
    help = "先清除查找的词，再清除标记，再换回第一张表"


LIST_COMMANDS: tuple[type[Command], ...] = (
    FindInList,
    NextView,
    SortList,
    OpenRow,
    MarkRow,
    MarkAllRows,
    Reread,
    LeaveList,
)
