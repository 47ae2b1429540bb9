"""What changes by itself, on two lines: the monitor with its sites and what is open; and the last backup."""

from __future__ import annotations

from datetime import datetime

from fjgov_tui.dataclass import dataclass
from fjgov_tui.reports.backups import BackupStanding, read_backup
from fjgov_tui.reports.pulse import Pulse
from fjgov_tui.reports.standing import GRAVITY
from fjgov_tui.reports.watch import watch_view
from fjgov_tui.store import Reader


@dataclass(frozen=True)
class Live:
    """What the overview says of the monitor."""

    pulse: Pulse
    counts: tuple[tuple[str, str, int], ...]
    """Glyph, word and number of the sites that stand alike, the gravest first."""
    incidents: int
    """Open incidents, whoever found them."""
    backup: BackupStanding
    """When the file was backed up last."""

    @property
    def sites(self) -> int:
        """How many sites are watched, whatever their state."""
        return sum(count for _, _, count in self.counts)

    @property
    def text(self) -> str:
        """As plain text for one line."""
        if self.pulse.elsewhere:
            return self.pulse.line
        running = "运行中" if self.pulse.running else "没有运行"
        running = "运行中，写不进" if self.pulse.stuck else "正在启动" if self.pulse.starting else running
        if not self.sites:
            return f"监测{running}，没有登记运行中的站点"
        counts = "  ".join(f"{sign} {word} {count}" for sign, word, count in self.counts)
        return f"监测{running}  {counts}  未结预警 {self.incidents} 件"


def read_live(reader: Reader, now: datetime) -> Live:
    """Read it, from the same picture as screen 5.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    view = watch_view(reader, now)
    counts = tuple((GRAVITY[word][0], word, count) for word, count in view.counts)
    return Live(view.pulse, counts, view.incidents, read_backup(reader, now))
