"""Commands of the roster page: a unit's month, and the page on which the next one is made."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command


class ShowRoster(Command):
    """The month's roster of a unit."""

    deed = deeds.NEXT_UP
    title = "值班表：这个月谁值班"
    footer = "值班表"
    help = "按月的日历：谁值白班夜班，空班和同时两班都标出；换班、请假、排班、导入、打印都在里面"


class ChangeDuty(Command):
    """What can be done with the shift of the day at hand."""

    deed = deeds.ACT
    title = "办这一天：换班、顶班、请假、补班、固定"
    footer = "换班"
    help = "换班、顶班和请假盖在值班安排上，两个人和批准人都写明；空着的一天可以补一班"
    writes = True


class MakeRoster(Command):
    """Make the roster of a period by pattern."""

    deed = deeds.NEW
    title = "排班：平均排出一段日子"
    footer = "排班"
    help = "先看空班、同时两班、连值和各人班数，再写入；过去的和手工固定的不动"
    writes = True


class ShowFigures(Command):
    """Everybody's figures in place of the calendar."""

    deed = deeds.CHOOSE
    title = "各人值了多少班"
    footer = "统计"
    help = "按工作日、周末、法定节假日分，夜班、小时、连值、顶班；再按一次回到日历"


class ImportRoster(Command):
    """A roster that was kept in a spreadsheet."""

    deed = deeds.IMPORT
    title = "导入用表格排的值班表"
    footer = "导入"
    help = "人员 × 日期、日期 × 人员的格子，或逐日名单；先预演，确认后才写入"
    writes = True


class SaveRoster(Command):
    """The month as a file."""

    deed = deeds.SAVE_FILE
    title = "存这个月的值班表"
    footer = "存表"
    help = ".docx 是横排一页的打印稿，.ics 是手机日历能读的，其余是文本"


class OtherUnit(Command):
    """Another unit's roster."""

    title = "换一个单位的值班表"
    help = "各单位自己的值班也在这里看和排"


class GoToShift(Command):
    """To the shift in its ledger."""

    deed = deeds.GO_TO
    title = "到台账里的这一班"
    needs_record = True


ROSTER_COMMANDS: tuple[type[Command], ...] = (
    ChangeDuty, MakeRoster, ShowFigures, ImportRoster, SaveRoster, GoToShift, OtherUnit,
)  # fmt: skip


class SaveProposal(Command):
    """Write the roster that is previewed."""

    deed = deeds.ACT
    title = "写入排好的值班表"
    footer = "写入"
    help = "再问一次，确认后写入值班台账"
    writes = True
    needs_record = True
