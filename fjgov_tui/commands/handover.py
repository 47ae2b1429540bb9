"""Commands on people who leave; every main screen offers them."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command


class BeginHandover(Command):
    """Somebody leaves."""

    deed = deeds.LEAVING
    title = "办理离岗：选接手人，一次办完"
    help = "列出她手里的账户和责任人身份，逐项指定接手人；光标在人员上时已选好"
    writes = True


class ShowHandovers(Command):
    """Every handover and what it still lacks."""

    deed = deeds.HANDOVERS
    title = "工作移交：办到哪一步，还缺什么"
    help = "登记保密承诺、备案，办结；缺什么会说明"


HANDOVER_COMMANDS: tuple[type[Command], ...] = (BeginHandover, ShowHandovers)
