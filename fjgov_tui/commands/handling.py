"""Commands of screen 6 处置."""

from typing import ClassVar

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.listing import NextView, OpenRow
from fjgov_tui.dataclass import dataclass

INCIDENT_LINE, MATTER_LINE, READING_LINE, DUTY_LINE = "incident", "matter", "reading", "duty"
"""The kinds of line on screen 6: incidents, other procedures, places to be read or that were, units that keep duty."""


class TakeStep(Command):
    """The next step of the incident."""

    deed = deeds.ACT
    lines = (INCIDENT_LINE,)
    title = "办处置单的下一步"
    footer = "办"
    help = "处置、核实、通知、报告、研判、复查里选一步"
    writes = True
    needs_record = True


class ShowNotice(OpenRow):
    """The text for the telephone and whom to call."""

    lines = (INCIDENT_LINE,)
    title = "通知的文字和责任单位的电话"
    footer = "通知"


class CloseIncident(Command):
    """The closing step."""

    deed = deeds.FINISH
    lines = (INCIDENT_LINE,)
    title = "办结这一件处置单"
    footer = "办结"
    help = "写明原因；还缺什么会逐项说明"
    writes = True
    needs_record = True


class CopyNotice(Command):
    """The text into the terminal's clipboard."""

    deed = deeds.COPY
    lines: ClassVar[tuple[str, ...]] = (INCIDENT_LINE,)
    title = "复制通知的文字"
    help = "贴到工作群里"
    needs_record = True


class ActOnBoard(Command):
    """The next step of what goes through another procedure."""

    deed = deeds.ACT
    lines = (MATTER_LINE,)
    title = "签办这一件的下一步"
    footer = "签办"
    help = "打开这一类的办件页，光标在这一件上，接着问下一步"
    writes = True
    needs_record = True


class OpenOnBoard(OpenRow):
    """The board of its procedure, with the cursor on it."""

    lines = (MATTER_LINE,)
    title = "这一类的办件：这一件办到哪一步、谁签的、还缺什么"
    footer = "办件"


class CloseOnBoard(Command):
    """The closing step of what goes through another procedure."""

    deed = deeds.FINISH
    lines = (MATTER_LINE,)
    title = "办结这一件"
    footer = "办结"
    help = "还缺什么会说明，那时什么都不写"
    writes = True
    needs_record = True


class RecordReading(Command):
    """A place was read: with what result."""

    deed = deeds.ACT
    lines = (READING_LINE,)
    title = "记读网的结果：正常、有问题、打不开"
    footer = "记结果"
    help = "有问题的选是哪一种，接着登记处置单"
    writes = True
    needs_record = True


class OpenReading(OpenRow):
    """The same with the key that is nearest."""

    lines = (READING_LINE,)
    title = "记读网的结果"
    footer = "记结果"
    writes = True


class DoDuty(Command):
    """What is done with a unit's duty."""

    deed = deeds.ACT
    lines = (DUTY_LINE,)
    title = "交班、接班、电话抽查"
    footer = "交接班"
    writes = True
    needs_record = True


class OpenRoster(OpenRow):
    """The month's roster of the unit under the cursor."""

    lines = (DUTY_LINE,)
    title = "这个单位的值班表"
    footer = "值班表"


class GoToRecord(Command):
    """To the record in its ledger."""

    deed = deeds.GO_TO
    title = "到台账里的这一条：处置单、办件，读网的站点、栏目、账号，值班的单位"
    needs_record = True


class NextList(NextView):
    """The next of the lists."""

    title = "换一张表：处置、今日读网、值班、三十天"


HANDLING_COMMANDS: tuple[type[Command], ...] = (
    TakeStep, ShowNotice, ActOnBoard, OpenOnBoard, RecordReading, OpenReading, DoDuty, OpenRoster, NextList,
    CloseIncident, CloseOnBoard, CopyNotice, GoToRecord,
)  # fmt: skip


class CopyShownNotice(CopyNotice):
    """The one that is shown."""

    lines = ()
    footer = "复制"
    needs_record = False


@dataclass(frozen=True)
class NoticeSituation(Situation):
    """What the page with the text wants to know besides."""

    untold: bool = False
    """That the unit was told is not booked yet, and can be."""


class BookNotice(Command):
    """The unit was told just now: its hour begins."""

    deed = deeds.ACT
    title = "登记已通知单位，一小时开始计"
    footer = "已通知"
    help = "打完电话、发到群里就按；选怎样通知的"
    writes = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """The hour begins once."""
        untold = isinstance(now, NoticeSituation) and now.untold
        return super().refusal(now) or ("" if untold else "通知已经登记过，或这一件不用通知单位")


class RevealPhones(Command):
    """Show the numbers."""

    deed = deeds.CHOOSE
    title = "写出完整的号码"
    footer = "号码"
    help = "15 秒后再遮上；查看记入审计链"
    writes = True
