"""Commands of screen 8 审计."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.listing import NextView, OpenRow


class ArticlesOrFindings(NextView):
    """From the 41 articles to the findings, and back."""

    title = "换一张表：条款、问题"
    footer = "换表"
    help = "条款里是 41 条各自的状态，问题里是列出的每一项"


class OpenAudited(OpenRow):
    """The findings of an article, or the record of a finding."""

    title = "打开：条款的问题，问题的记录"
    footer = "打开"
    help = "在条款上列出它的问题；在问题上转到要改的那条记录"


class MonthEndBefore(Command):
    """How it stood at the end of the month before."""

    deed = deeds.BEFORE
    title = "看上个月末"
    help = "按审计链还原台账当天的样子，再逐条核对"


class MonthEndAfter(Command):
    """How it stood a month later."""

    deed = deeds.AFTER
    title = "看下个月末"
    help = "到今天为止"


class AuditToday(Command):
    """How it stands today."""

    deed = deeds.THIS_ONE
    title = "看今天"
    help = "按台账现在的样子核对"


class AuditDay(Command):
    """The audit as it stood on a day that the user types."""

    title = "看某一天：写日期"
    help = "如 2026-09-30；当天之后登记的不算"


class SaveAudit(Command):
    """The report as a file."""

    deed = deeds.SAVE_FILE
    title = "存核对报告"
    footer = "报告"
    help = "按结尾写成文档（.docx）、表格（.xlsx）、网页（.html）、文字（.txt、.md、.json）；在看哪一条就只存那一条"


AUDIT_COMMANDS: tuple[type[Command], ...] = (
    ArticlesOrFindings,
    OpenAudited,
    SaveAudit,
    MonthEndBefore,
    MonthEndAfter,
    AuditToday,
    AuditDay,
)
