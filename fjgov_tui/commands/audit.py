"""Commands of screen 8 审计."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.listing import NextView, OpenRow
from fjgov_tui.commands.overview import ExplainFinding

ARTICLE_LINE, FINDING_LINE, SUBJECT_LINE, ORDER_LINE, TRAIL_LINE = "条款", "问题", "对象", "办件", "审计链"
"""The kinds of line on screen 8."""
_JUDGED = (ARTICLE_LINE, FINDING_LINE)


class ArticlesOrFindings(NextView):
    """From the 41 articles to the findings, and back."""

    title = "换一张表：条款、问题、检查、整改问责、审计链"
    footer = "换表"
    help = "条款里是 41 条各自的状态，问题里是列出的每一项；检查是这一季每个站点和新媒体，审计链是最近的变更"


class OpenAudited(OpenRow):
    """The findings of an article, or the record of a finding."""

    title = "打开：条款的问题，别的转到记录"
    footer = "打开"
    help = "在条款上列出它的问题；在问题、检查、整改和变更上转到那条记录"


class MonthEndBefore(Command):
    """How it stood at the end of the month before."""

    deed = deeds.BEFORE
    lines = (*_JUDGED, ORDER_LINE, TRAIL_LINE)
    title = "看上个月末"
    help = "按审计链还原台账当天的样子，再逐条核对"


class MonthEndAfter(Command):
    """How it stood a month later."""

    deed = deeds.AFTER
    lines = (*_JUDGED, ORDER_LINE, TRAIL_LINE)
    title = "看下个月末"
    help = "到今天为止"


class AuditToday(Command):
    """How it stands today."""

    deed = deeds.THIS_ONE
    lines = (*_JUDGED, ORDER_LINE, TRAIL_LINE)
    title = "看今天"
    help = "按台账现在的样子核对"


class QuarterBefore(Command):
    """The inspection of the quarter before."""

    deed = deeds.BEFORE
    lines = (SUBJECT_LINE,)
    title = "检查上一季"


class QuarterAfter(Command):
    """The inspection of the quarter after, the present one at the latest."""

    deed = deeds.AFTER
    lines = (SUBJECT_LINE,)
    title = "检查下一季"
    help = "到本季为止"


class ThisQuarter(Command):
    """The inspection of the present quarter."""

    deed = deeds.THIS_ONE
    lines = (SUBJECT_LINE,)
    title = "检查本季"


class AuditDay(Command):
    """The audit as it stood on a day that the user types."""

    title = "看某一天：写日期"
    help = "如 2026-09-30；当天之后登记的不算"


class SaveAudit(Command):
    """The report as a file."""

    deed = deeds.SAVE_FILE
    lines = _JUDGED
    title = "存核对报告"
    footer = "报告"
    help = "按结尾写成文档（.docx）、表格（.xlsx）、网页（.html）、文字（.txt、.md、.json）；在看哪一条就只存那一条"


class SaveListed(Command):
    """What is listed, as a file."""

    deed = deeds.SAVE_FILE
    lines = (SUBJECT_LINE, ORDER_LINE, TRAIL_LINE)
    title = "存列出的：检查结果、整改问责、变更"
    footer = "存表"


class SaveComparison(Command):
    """Two days side by side, as a file."""

    deed = deeds.SAVE_FILE
    title = "存对比"
    footer = "存表"
    help = "三张表：新出现、已消除、仍然存在"


class NarrowAudit(Command):
    """Only some of the findings."""

    deed = deeds.ONLY
    lines = _JUDGED
    title = "只看一部分问题：按单位、程度、章、依据的文件"
    footer = "只看"
    help = "可以一样一样叠着挑；再按一次改或全部放开，Esc 也放开；F8 存的就是看到的"


class CompareDays(Command):
    """Two days side by side."""

    deed = deeds.CHANGES
    lines = _JUDGED
    title = "和某一天对比：新出现、已消除、仍然存在"
    footer = "对比"
    help = "先写较早的一天，如上季末；较晚的一天是现在看的这一天"


class JudgeItem(Command):
    """What a person says of an indicator of the inspection."""

    deed = deeds.ACT
    lines = (SUBJECT_LINE,)
    title = "填检查项"
    footer = "填检查项"
    help = "选一项指标，写符合、不符合或不适用和看到了什么"
    writes = True
    needs_record = True


class ExplainHere(ExplainFinding):
    """The same of the finding under the cursor."""

    lines = (FINDING_LINE,)
    needs_record = True


class VerifyHere(Command):
    """The whole file proved."""

    title = "核验这个文件：审计链、记录、密封"
    help = "与 fjgov verify 相同；核验时可以继续用"


class BackUpHere(Command):
    """A backup now."""

    title = "现在备份一次"
    help = "写一份在线备份并核验，旁边有清单"
    writes = True


AUDIT_COMMANDS: tuple[type[Command], ...] = (
    ArticlesOrFindings,
    OpenAudited,
    JudgeItem,
    ExplainHere,
    NarrowAudit,
    SaveAudit,
    SaveListed,
    CompareDays,
    MonthEndBefore,
    MonthEndAfter,
    AuditToday,
    QuarterBefore,
    QuarterAfter,
    ThisQuarter,
    AuditDay,
    VerifyHere,
    BackUpHere,
)
