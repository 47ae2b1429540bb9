"""Commands of the overview."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.ledger import ImportSheet
from fjgov_tui.commands.listing import OpenRow, Reread


class OpenGap(OpenRow):
    """The findings behind the line under the cursor."""

    title = "查看这一项的明细"
    footer = "明细"
    help = "列出每条有缺项的记录和该怎么办"
    needs_record = False


class ExplainFinding(Command):
    """Say why a finding cannot be mended now."""

    deed = deeds.ACT
    title = "为这个问题登记说明"
    footer = "说明"
    help = "谁说明、为什么现在改不了、有效到哪一天（最长一年）；它照样列出，到期重新算作未处理"
    writes = True


class FirstUnit(Command):
    """Begin with a unit."""

    deed = deeds.NEW
    title = "登记单位"
    footer = "登记单位"
    help = "打开单位的空白表单"
    writes = True


class Reload(Reread):
    """Read the file again."""

    footer = "刷新"


class AllDuties(Command):
    """Everything that falls due, on a page."""

    deed = deeds.NEXT_UP
    title = "全部要办的事：逾期的和 30 天内到期的"
    footer = "要办的事"
    help = "各种办件的每一步和口令，先到期的在前；可按单位、人、记录查找，回车到那条记录"


OVERVIEW_COMMANDS: tuple[type[Command], ...] = (OpenGap, Reload, AllDuties, ImportSheet, FirstUnit)
