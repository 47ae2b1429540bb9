"""Commands of screen 8 审计."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.listing import NextView, OpenRow
from fjgov_tui.dataclass import dataclass


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


class NarrowAudit(Command):
    """Only some of the findings."""

    deed = deeds.ONLY
    title = "只看一部分问题：按单位、程度、章、依据的文件"
    footer = "只看"
    help = "可以一样一样叠着挑；再按一次改或全部放开，Esc 也放开；F8 存的就是看到的"


class CompareDays(Command):
    """Two days side by side."""

    deed = deeds.CHANGES
    title = "和某一天对比：新出现、已消除、仍然存在"
    footer = "对比"
    help = "先写较早的一天，如上季末；较晚的一天是现在看的这一天"


@dataclass(frozen=True)
class AuditSituation(Situation):
    """Which of its lists screen 8 shows."""

    inspecting: bool = False
    finding: bool = False
    """The cursor stands on a finding."""


class JudgeItem(Command):
    """What a person says: of an indicator what was seen, of a finding why it cannot be mended now."""

    deed = deeds.ACT
    title = "登记：检查的填检查项，问题的登记说明"
    footer = "登记"
    help = (
        "检查：选一项指标，写符合、不符合或不适用和看到了什么；问题：谁说明、为什么现在改不了、有效到哪一天，最长一年"
    )
    writes = True
    needs_record = True

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """On the lists of the inspection and of the findings."""
        return isinstance(now, AuditSituation) and (now.inspecting or now.finding)


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
    NarrowAudit,
    SaveAudit,
    CompareDays,
    MonthEndBefore,
    MonthEndAfter,
    AuditToday,
    AuditDay,
    VerifyHere,
    BackUpHere,
)
