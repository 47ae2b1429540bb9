"""Commands on records that go through a procedure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import Confirm


@dataclass(frozen=True)
class MatterSituation(Situation):
    """What the board's commands want to know besides."""

    ended: str = ""
    """The state in which the record under the cursor has ended; empty where it has not."""
    returnable: bool = False
    """A step that may be taken now can be given back instead."""


class StepCommand(Command):
    """Changes a record that is under way."""

    writes: ClassVar[bool] = True
    needs_record: ClassVar[bool] = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """What has ended stays as it is."""
        ended = now.ended if isinstance(now, MatterSituation) else ""
        return super().refusal(now) or (f"这一件{ended}，要再办请在命令行用 reopen 重办" if ended else "")


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


class FinishMatter(StepCommand):
    """Take the closing step."""

    deed = deeds.FINISH
    title = "办结"
    footer = "办结"
    help = "还缺什么会说明，那时什么都不写"


class PrintForm(Command):
    """Write the form as text."""

    deed = deeds.SAVE_FILE
    title = "打印办件单"
    footer = "打印"
    help = "登记的内容和签过的环节都填好，存成文字文件"
    needs_record = True


class SignNow(Confirm):
    """What was typed is signed."""

    title = "签"
    footer = "签"


BOARD_COMMANDS: tuple[type[Command], ...] = (SignStep, GiveBackStep, FinishMatter, PrintForm)
