"""Commands of the pages on people who leave."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.procedure import StepCommand


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
