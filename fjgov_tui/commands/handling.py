"""Commands of screen 6 处置."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.listing import NextView, OpenRow


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


class RevealPhones(Command):
    """Show the numbers."""

    deed = deeds.CHOOSE
    title = "写出完整的号码"
    footer = "号码"
    help = "15 秒后再遮上；查看记入审计链"
    writes = True
