"""The restore drill (恢复演练): a backup is put back in a private place, verified, counted and audited there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.reports.audit import audit
from fjgov_tui.reports.counts import count_ledgers
from fjgov_tui.scratch import folder
from fjgov_tui.store import open_store, restore, verify


@dataclass(frozen=True)
class Drill:
    """What came out of a backup that was restored for trial."""

    records: int
    """Live records of all ledgers."""
    ledgers: int
    """Ledgers that hold any."""
    findings: int
    """Findings of the audit on that day."""

    @property
    def words(self) -> str:
        """The outcome as it is shown and booked, in one line."""
        held = f"{self.ledgers} 本台账 {self.records:,} 条"
        return f"恢复演练通过：换到临时位置，核验相符，{held}，核对列出 {self.findings} 项"


def drill(backup: Path, today: date) -> Drill:
    """Restore a backup into the program's own temporary folder and ask it what the live file is asked.

    Args:
        backup: the file, with its manifest beside it.
        today: the Beijing day at which the audit judges.

    Raises:
        StoreProblem: it is not sound, cannot be restored, or does not verify afterwards.
    """
    trial = folder() / f"drill-{backup.name}"
    try:
        restore(backup, trial, "drill")
        with open_store(trial, readonly=True) as store:
            verdict = verify(store.db)
            if not verdict.ok:
                raise StoreProblem("恢复演练没有通过：换上以后核验不符", where=str(backup), remedy="请换一份备份")
            counts = [ledger.count for ledger in count_ledgers(store.read)]
            findings = len(audit(store.read, today).findings)
    finally:
        for path in trial.parent.glob(f"{trial.name}*"):
            path.unlink()
    return Drill(sum(counts), sum(map(bool, counts)), findings)
