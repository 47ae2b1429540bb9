"""Commands of screen 6 处置."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.listing import NextView, OpenRow
from fjgov_tui.dataclass import dataclass


class TakeStep(Command):
    """The next step of the incident, or the result of a reading."""

    deed = deeds.ACT
    title = "办：处置单的下一步，读网的结果"
    footer = "办"
    help = "处置、核实、通知、报告、研判、复查里选一步；读网的选正常或有问题"
    writes = True
    needs_record = True


class CloseIncident(Command):
    """The closing step."""

    deed = deeds.FINISH
    title = "办结这一件处置单"
    footer = "办结"
    help = "写明原因；还缺什么会逐项说明"
    writes = True
    needs_record = True


class ShowNotice(OpenRow):
    """The text for the telephone and whom to call."""

    title = "通知的文字和责任单位的电话"
    footer = "通知"


class CopyNotice(Command):
    """The text into the terminal's clipboard."""

    deed = deeds.COPY
    title = "复制通知的文字"
    help = "贴到工作群里"
    needs_record = True


class GoToRecord(Command):
    """To the record in its ledger."""

    deed = deeds.GO_TO
    title = "到台账里的这一条"
    needs_record = True


class NextList(NextView):
    """The next of the three lists."""

    title = "换一张表：处置、今日读网、值班"


HANDLING_COMMANDS: tuple[type[Command], ...] = (
    TakeStep, ShowNotice, NextList, CloseIncident, CopyNotice, GoToRecord,
)  # fmt: skip


class CopyShownNotice(CopyNotice):
    """The one that is shown."""

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
