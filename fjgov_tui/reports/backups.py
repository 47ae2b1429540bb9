"""Whether the file is backed up: when last, where to, and whether that is too long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from fjgov_tui.clock import show_instant, unix_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.observed.model import Run
from fjgov_tui.store import Reader
from fjgov_tui.store.backups import BackupNote, is_copy, last_backup
from fjgov_tui.store.watch.process import DRILL, runs
from fjgov_tui.text import safe

LATE = timedelta(hours=26)
"""A backup is made every day: one that is older than a day and two hours of grace was forgotten."""
REMEDY = "请运行 fjgov backup，并存到另一块盘上"


@dataclass(frozen=True)
class BackupStanding:
    """How a file stands with its backups."""

    last: BackupNote | None = None
    """The last one that passed verification; `None` where none is known."""
    copy: BackupNote | None = None
    """The file is a backup itself, made then; it needs none of its own."""
    late: bool = False
    """It is time for the next one."""
    there: bool = True
    """Whether the last one still lies where it was put."""
    drill: Run | None = None
    """The last restore drill that the monitor did; `None` where it did none."""

    @property
    def short(self) -> str:
        """When and whether all is well, for the edge of a panel."""
        if self.copy is not None:
            return f"这是 {show_instant(self.copy.at)} 的备份"
        if self.last is None:
            return "! 还没有备份过"
        if self.drill is not None and not self.drill.ok:
            return f"! 恢复演练没有通过（{show_instant(unix_instant(self.drill.started))}）"
        if self.late:
            return f"! 上次备份 {show_instant(self.last.at)}，已超过 26 小时"
        return (
            f"{'✓' if self.there else '!'} 上次备份 {show_instant(self.last.at)}{'' if self.there else '，已不在原处'}"
        )

    @property
    def line(self) -> str:
        """When and where the last backup was made, whether it still lies there, and how its drill went."""
        if self.copy is not None:
            return f"这个文件是 {show_instant(self.copy.at)} 做的备份"
        if self.last is None:
            return "还没有备份过"
        gone = "" if self.there else "，现在不在那里（可能盘已取下）"
        late = "，已超过 26 小时" if self.late else ""
        return f"{show_instant(self.last.at)} 备份到 {safe(self.last.path)}，当时核验相符{gone}{late}{self._drilled}"

    @property
    def _drilled(self) -> str:
        if self.drill is None:
            return "；还没有自动做过恢复演练"
        return f"；{show_instant(unix_instant(self.drill.started))} {safe(self.drill.note)}"

    @property
    def calm(self) -> bool:
        """Whether nothing need be done."""
        drilled = self.drill is None or bool(self.drill.ok)
        return self.copy is not None or (self.last is not None and not self.late and self.there and drilled)


def read_backup(reader: Reader, now: datetime) -> BackupStanding:
    """Read it.

    Args:
        reader: the file.
        now: the present moment.
    """
    copy, last = is_copy(reader), last_backup(reader)
    if copy is not None or last is None:
        return BackupStanding(last, copy, late=copy is None)
    drill = next(iter(runs(reader, DRILL)), None)
    return BackupStanding(last, None, now - last.moment > LATE, last.lies_there, drill)
