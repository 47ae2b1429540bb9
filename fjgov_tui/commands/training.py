"""Commands of screen 4 培训."""

from fjgov_tui.commands.base import Command


class MarkAttendance(Command):
    """Book who attended a session."""

    key = "f2"
    shown = "F2"
    title = "登记参训：选一期培训，再勾选参加的人"
    footer = "参训"
    help = "在名单里标记过的人已经勾好；勾完一次确认，全部记上或全部不记"
    writes = True


class AddSession(Command):
    """A new session."""

    key = "f3"
    shown = "F3"
    title = "新增一期培训"
    footer = "新训"
    help = "打开培训的空白表单"
    writes = True


class NextView(Command):
    """The next of the four lists."""

    key = "f4,tab"
    shown = "F4"
    title = "换一张表：单位、未参训、新到岗、培训"
    footer = "换表"
    help = "依次换到下一张；Tab 也可以"


class YearBefore(Command):
    """The year before."""

    key = "left"
    shown = "←"
    title = "看上一年"
    help = "各年的参训情况按那一年年底的在岗人员算"


class YearAfter(Command):
    """The year after."""

    key = "right"
    shown = "→"
    title = "看下一年"
    help = "到今年为止"


class ShowLine(Command):
    """What is behind the line under the cursor."""

    title = "查看这一行：单位的人员、人员的培训经历、培训的参训名单"
    help = "在列表里按回车也可以"
    needs_record = True


class FilterLines(Command):
    """Narrow the list."""

    key = "slash,ideographic_comma,fullwidth_solidus"
    shown = "/"
    title = "筛选这张表"
    footer = "筛选"
    help = "输入汉字或拼音首字母，空格隔开多个词；Esc 清除"


class MarkPerson(Command):
    """Mark or unmark the person under the cursor."""

    key = "space"
    shown = "空格"
    title = "标记或取消标记这个人"
    help = "标记的人在登记参训时已经勾好"
    needs_record = True


class MarkEverybody(Command):
    """Mark all who are listed, or none."""

    key = "ctrl+a"
    shown = "^a"
    title = "全部标记或全部取消"
    help = "只作用于当前列出的人"
    needs_record = True


class ImportSignIn(Command):
    """Bring a sign-in sheet in."""

    key = "f7"
    shown = "F7"
    title = "导入签到表"
    footer = "签到"
    help = "读入参训名单，姓名加单位认人；先预演，确认后才写入"
    writes = True


class SaveYear(Command):
    """The year's training record as a workbook."""

    key = "f8"
    shown = "F8"
    title = "存年度培训档案（.xlsx）"
    footer = "年报"
    help = "场次、参训名单、各单位参训率、缺训人员，存成一个表格文件"


class StepBack(Command):
    """One step out."""

    key = "escape"
    shown = "Esc"
    title = "返回上一步"
    help = "先清除筛选，再清除标记，再回到单位表和今年"


TRAINING_COMMANDS: tuple[type[Command], ...] = (
    MarkAttendance,
    AddSession,
    NextView,
    FilterLines,
    ImportSignIn,
    SaveYear,
    ShowLine,
    YearBefore,
    YearAfter,
    MarkPerson,
    MarkEverybody,
    StepBack,
)
