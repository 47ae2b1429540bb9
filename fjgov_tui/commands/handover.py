"""Commands on people who leave; every main screen offers them."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.procedure import StepCommand


class BeginHandover(Command):
    """Choose the successors of a person who leaves, and carry the handover out."""

    deed = deeds.LEAVING
    title = "办理离岗：选接手人，一次办完"
    help = "列出移交人手里的账户和责任人身份，逐项指定接手人；光标在人员上时已选好"
    writes = True


class ShowHandovers(Command):
    """Every handover and what it still lacks."""

    deed = deeds.HANDOVERS
    title = "工作移交：办到哪一步，还缺什么"
    help = "登记保密承诺、备案，办结；缺什么会说明"


HANDOVER_COMMANDS: tuple[type[Command], ...] = (BeginHandover, ShowHandovers)


class GiveAccount(StepCommand):
    """Give one of the accounts to somebody else."""

    deed = deeds.CHOOSE
    title = "改接手人：选一个账户，再选交给谁"
    footer = "改接手人"
    help = "接手后要换口令；没有培训合格的会提醒"


class BookLeaving(Command):
    """Book what was chosen on the page."""

    deed = deeds.ACT
    title = "办理"
    footer = "办理"
    help = "先看一遍总结，确认后一次写入"
    writes = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Refused while the cursor is on nobody."""
        return super().refusal(now) or ("" if now.record else "请先选移交人")
