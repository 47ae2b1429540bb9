"""Commands of screen 4 培训."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.listing import MarkAllRows, MarkRow, NextView, OpenRow


class MarkAttendance(Command):
    """Book who attended a session."""

    deed = deeds.ACT
    title = "登记参训：选一期培训，再勾选参加的人"
    footer = "参训"
    help = "在名单里标记过的人已经勾好；勾完一次确认，全部记上或全部不记"
    writes = True


class AddSession(Command):
    """A new session."""

    deed = deeds.NEW
    title = "新增一期培训"
    footer = "新训"
    help = "打开培训的空白表单"
    writes = True


class NextTable(NextView):
    """The next of the four lists."""

    title = "换一张表：单位、未参训、新到岗、培训"
    footer = "换表"
    help = "依次换到下一张；点它的名字也可以"


class YearBefore(Command):
    """Show the year before the one that is shown."""

    deed = deeds.BEFORE
    title = "看上一年"
    help = "各年的参训情况按那一年年底的在岗人员算"


class YearAfter(Command):
    """Show the year after the one that is shown, this year at the latest."""

    deed = deeds.AFTER
    title = "看下一年"
    help = "到今年为止"


class ShowLine(OpenRow):
    """What is behind the line under the cursor."""

    title = "查看这一行：单位的人员、人员的培训经历、培训的参训名单"


class ImportSignIn(Command):
    """Bring a sign-in sheet in."""

    deed = deeds.IMPORT
    title = "导入签到表"
    footer = "签到"
    help = "读入参训名单，姓名加单位认人；先预演，确认后才写入"
    writes = True


class SaveYear(Command):
    """The year's training record as a workbook."""

    deed = deeds.SAVE_FILE
    title = "存年度培训年报（.xlsx）"
    footer = "年报"
    help = "场次、参训名单、各单位参训率、缺训人员，存成一个表格文件"


TRAINING_COMMANDS: tuple[type[Command], ...] = (
    MarkAttendance,
    AddSession,
    NextTable,
    ImportSignIn,
    SaveYear,
    ShowLine,
    YearBefore,
    YearAfter,
)


class BookAttendance(Command):
    """Book all who are marked."""

    deed = deeds.ACT
    title = "登记勾选的人"
    footer = "登记勾选的"
    help = "问一次，全部登记或全部不登记"
    writes = True
    needs_marks = "还没有勾选人；用空格勾选参加的人"


class ShowPerson(OpenRow):
    """The training of the person under the cursor."""

    title = "看这个人的培训经历"


class TickPerson(MarkRow):
    """Tick who attended."""

    title = "勾选或去掉"
    footer = "勾选"
    help = "勾选的不会因为查找而丢"
    writes = True


class TickEverybody(MarkAllRows):
    """Tick everybody who is listed."""

    title = "全部勾选或全部去掉"
    footer = "全部勾选"
    writes = True


ATTENDING_COMMANDS: tuple[type[Command], ...] = (BookAttendance, TickPerson, TickEverybody, ShowPerson)
"""On the roll of one session."""
