"""Commands on records that go through a procedure."""

from __future__ import annotations

from typing import ClassVar

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import Confirm
from fjgov_tui.commands.listing import NextView, OpenRow
from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True)
class MatterSituation(Situation):
    """What the board's commands want to know besides."""

    ended: str = ""
    """The state in which the record under the cursor has ended; empty where it has not."""
    returnable: bool = False
    """A step that may be taken now can be given back instead."""
    refusable: bool = False
    """A step that may be taken now can be refused."""
    text: bool = False
    """It has a text that is looked at."""
    published: bool = False
    """It is a text that was published and not withdrawn."""
    paperless: str = ""
    """Why no step can be entered from a paper; empty where one can."""


class StepCommand(Command):
    """Changes a record that is under way."""

    writes: ClassVar[bool] = True
    needs_record: ClassVar[bool] = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """What has ended stays as it is."""
        ended = now.ended if isinstance(now, MatterSituation) else ""
        return super().refusal(now) or (f"这一件{ended}，要再办请按 + 重办" if ended else "")


class SignStep(StepCommand):
    """Take the next step, or one of several that may be taken."""

    deed = deeds.ACT
    title = "签办下一步"
    footer = "签办"
    help = "有几步可以办的先选一步；在纸上签的写文号"


class GiveBackStep(StepCommand):
    """Return it from a step that may be taken now."""

    deed = deeds.GIVE_BACK
    title = "退回"
    footer = "退回"
    help = "从流程写明的环节起再走一轮，前一轮的签署都留着"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Where the procedure knows a way back."""
        able = isinstance(now, MatterSituation) and now.returnable
        return super().refusal(now) or ("" if able else "现在没有可以退回的环节")


class RefuseMatter(StepCommand):
    """Refuse it at a step that may be taken now."""

    deed = deeds.REFUSE
    title = "不同意"
    footer = "不同意"
    help = "这一件到此为止；信息要写是第十六条的哪一种情形"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Where somebody decides."""
        able = isinstance(now, MatterSituation) and now.refusable
        return super().refusal(now) or ("" if able else "现在没有审批的环节，没有不同意")


class FinishMatter(StepCommand):
    """Take the closing step."""

    deed = deeds.FINISH
    title = "办结"
    footer = "办结"
    help = "还缺什么会说明，那时什么都不写"


class ReopenMatter(Command):
    """What has ended begins again."""

    deed = deeds.REOPEN
    title = "重办：另起一轮，从第一步起"
    footer = "重办"
    help = "办结的、不同意的才能重办；期限重新起算，以前的签署都留着"
    writes = True
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """What is under way is given back instead."""
        under_way = isinstance(now, MatterSituation) and not now.ended
        return super().refusal(now) or ("这一件还在办理，要退给前面的环节请按 ^x 退回" if under_way else "")


class EnterPaper(Command):
    """A step that was taken on paper already, in its turn or out of it."""

    deed = deeds.ON_PAPER
    title = "补登在纸上办过的一步"
    footer = "补登"
    help = "还没有轮到的也能登记，文号必填；不合规定的照实写入，列为问题"
    writes = True
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """What is refused is over, and what is done is not entered twice."""
        return super().refusal(now) or (now.paperless if isinstance(now, MatterSituation) else "")


class WithdrawText(Command):
    """A published text was taken down."""

    title = "登记撤稿"
    help = "写明原因；改好后要再发布的按 + 重办，从一审起重新审校（第二十五条）"
    writes = True
    needs_record = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Only what stands on a page can be taken down."""
        able = isinstance(now, MatterSituation) and now.published
        return super().refusal(now) or ("" if able else "只有发布了、没有撤下的信息能撤稿")


class ReadFileIn(Command):
    """A text or attachments from files."""

    deed = deeds.IMPORT
    title = "从文件读入正文，或登记附件"
    footer = "正文附件"
    help = "正文读 .txt、.md、.docx；附件只记名称和 SHA-256，文件本身不存"
    writes = True

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """Only texts have them."""
        return isinstance(now, MatterSituation) and now.text


class SeeUnregistered(Command):
    """What the monitor saw on list pages and no release covers."""

    deed = deeds.UNREGISTERED
    title = "零登记：看监测看到、没有登记的发布"
    footer = "零登记"
    help = "只核对设置“核对发布登记的单位”里写明的单位（第二十一条）"


class EnterRelease(Command):
    """Make a release of it."""

    deed = deeds.ACT
    title = "把这一条登记下来"
    footer = "登记"
    help = "审校情况再照实补登记；没有的就是没有审校"
    writes = True
    needs_record = True


class SeeHolders(Command):
    """Who held which office on a day."""

    title = "那天谁任什么职"
    help = "按任职台账；没有任职记录的人按承担工作和单位的责任人"


class ChooseDay(Command):
    """Ask for the day of which the page tells."""

    deed = deeds.CHOOSE
    title = "换一天"
    footer = "换一天"
    help = "看那一天谁在任"


class OpenMatter(OpenRow):
    """The record under the cursor in full."""

    title = "看这一份：每一步、疑点、各轮正文"


class AnswerFaults(Command):
    """What is suspected in the text, one after the other at its place."""

    deed = deeds.ACT
    title = "逐处看疑点，改正文或写明保留的理由"
    footer = "疑点"
    help = "三校之前每一处都要答复（第十五条）"

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """Only texts are looked at."""
        return isinstance(now, MatterSituation) and now.text


class KeepFault(Command):
    """Say why what is suspected stays."""

    deed = deeds.ACT
    title = "保留这一处，写明理由"
    footer = "保留"
    help = "理由和说明人记在疑点答复里"
    writes = True
    needs_record = True


class EditText(Command):
    """Change the text."""

    deed = deeds.GO_TO
    title = "改正文"
    footer = "改正文"
    help = "打开登记的表单；改了的，已签的审校要重新签"
    writes = True


class PrintForm(Command):
    """Write the form, or another paper of the record."""

    deed = deeds.SAVE_FILE
    title = "打印办件单、审查表、会签函、公告稿"
    footer = "打印"
    help = "登记的内容和签过的环节都填好，存成 .docx；文件名写 .txt 就是纯文本"
    needs_record = True


class SignNow(Confirm):
    """What was typed is signed."""

    title = "签"
    footer = "签"


class TickPoint(Command):
    """Tick a point of a checklist, or take the tick away."""

    deed = deeds.MARK
    title = "要点打勾或去掉"
    footer = "打勾"
    help = "回车打勾并到下一项；全部核对过才能签同意"


class MattersOf(NextView):
    """The next of the board's lists."""

    title = "换一张表：全部待办、信息、开办关停、申请和留言、其他、办结的"
    footer = "换表"
    help = "前几张只列没有办结的，超期的在前；最后一张是各类最近办结的"


class NewMatter(Command):
    """An empty form of one of the ledgers."""

    deed = deeds.NEW
    title = "新登记一件"
    footer = "新增"
    help = "先选哪一种，再填表；存盘后流程从第一步开始"
    writes = True


class GoToMatter(Command):
    """The record in its ledger."""

    deed = deeds.GO_TO
    title = "到台账里的这条记录"
    footer = "台账"
    help = "看全部字段、修改、看变更历史"
    needs_record = True


BOARD_COMMANDS: tuple[type[Command], ...] = (
    SignStep,
    GiveBackStep,
    FinishMatter,
    PrintForm,
    OpenMatter,
    RefuseMatter,
    ReopenMatter,
    EnterPaper,
)
REVIEW_COMMANDS: tuple[type[Command], ...] = (
    SignStep,
    NewMatter,
    MattersOf,
    OpenMatter,
    PrintForm,
    GiveBackStep,
    RefuseMatter,
    FinishMatter,
    ReopenMatter,
    EnterPaper,
    SeeUnregistered,
    SeeHolders,
    WithdrawText,
    GoToMatter,
)
"""Screen 7."""
