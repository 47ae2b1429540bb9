"""Commands of the pages on one record, and of the wizard that brings records in."""

from __future__ import annotations

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import Confirm
from fjgov_tui.commands.listing import OpenRow
from fjgov_tui.dataclass import dataclass


class SaveForm(Command):
    """Write what stands in the form."""

    deed = deeds.ACT
    also = "ctrl+s"
    title = "存盘"
    footer = "存盘"
    help = "有不能存的，原因写在各项下面"
    writes = True


class PickValue(Command):
    """Offer what the field may hold."""

    deed = deeds.CHOOSE
    title = "从可选项里挑"
    footer = "选择"
    help = "没有可选项的直接填写"


class RestoreOld(Command):
    """Put the values before the chosen change back."""

    deed = deeds.ACT
    title = "恢复旧值"
    footer = "恢复旧值"
    help = "恢复为这次修改之前的值；这本身也是一次修改，会写入审计链"
    writes = True
    needs_record = True


@dataclass(frozen=True)
class RecordSituation(Situation):
    """What the page of one record wants to know besides."""

    sealed: bool = False
    """It holds values that are masked."""
    points: bool = False
    """The line under the cursor points to another record."""
    removed: bool = False
    """It was removed."""


class RevealSealed(Command):
    """Show masked values for a short time."""

    deed = deeds.CHOOSE
    title = "显示遮盖值"
    footer = "显示遮盖值"
    help = "显示一会儿，并记入审计链"
    writes = True

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """Where there is one."""
        return isinstance(now, RecordSituation) and now.sealed


class RestoreRemoved(Command):
    """Take the mark of removal away again."""

    deed = deeds.ACT
    title = "恢复移除的记录"
    footer = "恢复"
    help = "光标所在的一条，或标记的各条；恢复这件事记入审计链"
    writes = True
    needs_record = True


class OpenRemoved(OpenRow):
    """The removed record in full."""

    title = "查看移除的这条记录"


class OpenHit(OpenRow):
    """What was found."""

    title = "打开查到的这一条"


class OpenReference(Command):
    """What the line under the cursor points to."""

    deed = deeds.OPEN
    title = "打开这一行指向的记录"
    footer = "打开"
    help = "看完按 Esc 回来"

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """Where the line points to a record."""
        return isinstance(now, RecordSituation) and now.points


class ShowRemoved(Command):
    """What was removed, to be looked at and restored."""

    title = "移除的记录：查看、恢复"
    help = "列出这本台账（在目录里是所有台账）移除的记录，按 F2 恢复"


@dataclass(frozen=True)
class ImportSituation(Situation):
    """What the wizard's commands want to know besides."""

    rehearsed: bool = False
    """There is a preview."""
    blocked: bool = False
    """Something has to be mended or answered before it can be written."""
    asked: bool = False
    """There is something to answer."""
    faulty: bool = False
    """There are cells to be marked."""


class CommitImport(Command):
    """Write what the preview has shown."""

    deed = deeds.ACT
    title = "确认写入"
    footer = "确认写入"
    help = "有一行不对就全部不写"
    writes = True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Only what was shown and has no fault."""
        if isinstance(now, ImportSituation) and not now.rehearsed:
            return "还没有预演；请先选文件"
        if isinstance(now, ImportSituation) and now.blocked:
            return "表里有不能写入的，原因列在上面；全部改好或定好才写"
        return super().refusal(now)


class AnswerImport(Command):
    """Decide what the wizard asks."""

    deed = deeds.CHOOSE
    title = "回答要您定的事"
    footer = "回答"
    help = "一件一件地问；答完再预演一遍"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Where it asks."""
        asked = isinstance(now, ImportSituation) and now.asked
        return super().refusal(now) or ("" if asked else "没有要您定的事")


class SaveMarked(Command):
    """Save the sheet with the bad cells marked."""

    deed = deeds.SAVE_FILE
    title = "另存一份标注了问题的表"
    footer = "另存标注"
    help = "存在原文件旁边，文件名后面加“-标注”"

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Where there is something to mark."""
        faulty = isinstance(now, ImportSituation) and now.faulty
        return super().refusal(now) or ("" if faulty else "没有要标注的问题")


class SaveHere(Confirm):
    """Write the file."""

    title = "存到这个路径"
    footer = "保存"
    help = "已有同名文件会先问；回车也可以"
