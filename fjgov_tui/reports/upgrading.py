"""What an upgrade of the ledger file will do, tried beforehand on a copy in a private place."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.counts import count_ledgers
from fjgov_tui.scratch import folder
from fjgov_tui.store import Store, back_up, open_store, verify
from fjgov_tui.store.carried import FileField, FileLedger, carried, declared
from fjgov_tui.store.steps import RELEASE, fact, is_current

COPIES = 3
"""Room that an upgrade wants, in sizes of the file: the backup, the rebuilt tables, the journal that carries them."""


@dataclass(frozen=True)
class LedgerChange:
    """What becomes of one ledger."""

    name: str
    title: str
    what: str
    """In words: 新台账, 不再使用, or which fields come, go and change their names."""


@dataclass(frozen=True)
class Foresight:
    """How a file stands to this release."""

    release: str
    """The release that wrote the file; empty where the file is too old to say."""
    current: bool
    """Nothing is to be done."""
    bytes: int
    """The file's size."""
    changes: tuple[LedgerChange, ...]
    """In the order of the declarations; empty where only tables of the program's own are rebuilt."""

    @property
    def room(self) -> int:
        """Bytes that should be free on the disk before the upgrade begins."""
        return self.bytes * COPIES


@dataclass(frozen=True)
class UpgradeTrial:
    """What came of the upgrade of a copy."""

    seconds: float
    records: int
    """Live records of all ledgers afterwards."""
    faults: tuple[str, ...]
    """What verification finds wrong in the upgraded copy; the same was wrong before, or the upgrade would not pass."""


def foresee(store: Store) -> Foresight:
    """Compare what the file carries with what this release declares.

    Args:
        store: opened read-only, of any schema.

    Raises:
        ValueError: the declarations in the file are damaged.
    """
    before = carried(store.db)
    known = {ledger.born: ledger for ledger in before}
    changes = [change for after in declared(before) if (change := _changed(known.get(after.born), after)) is not None]
    return Foresight(fact(store.db, RELEASE), is_current(store.db), store.path.stat().st_size, tuple(changes))


def _changed(before: FileLedger | None, after: FileLedger) -> LedgerChange | None:
    if before is None:
        return LedgerChange(after.name, after.title, "新台账")
    if after.retired:
        gone = "" if before.retired else "不再使用，内容留在文件里"
        return LedgerChange(after.name, after.title, gone) if gone else None
    old = {field.born: field for field in before.fields}
    parts = [words for field in after.fields if (words := _field_change(old.get(field.born), field))]
    if before.title != after.title:
        parts.insert(0, f"原名{before.title}")
    return LedgerChange(after.name, LEDGERS[after.name].title, "；".join(parts)) if parts else None


def _field_change(before: FileField | None, after: FileField) -> str:
    if before is None:
        return f"新字段“{after.label}”"
    if after.retired and not before.retired:
        return f"“{after.label}”不再使用，内容留在文件里"
    if before.label != after.label:
        return f"“{before.label}”改称“{after.label}”"
    return f"“{after.label}”改为{'密封' if after.sealed else '不密封'}" if before.sealed != after.sealed else ""


def rehearse_upgrade(store: Store) -> UpgradeTrial:
    """Upgrade a copy as the file itself would be, and verify it; copy and backup are gone afterwards.

    Args:
        store: opened read-only, of any schema; it is not touched.

    Raises:
        StoreProblem: the upgrade would fail; the sentence says why.
    """
    trial = folder() / f"upgrade-{store.path.name}"
    started = time.monotonic()
    try:
        back_up(store, trial, sound=False)
        with open_store(trial) as upgraded:
            verdict = verify(upgraded.db)
            records = sum(ledger.count for ledger in count_ledgers(upgraded.read))
    except StoreProblem as problem:
        raise StoreProblem(f"在副本上试着升级没有成功：{problem.what}", where=str(store.path)) from problem
    finally:
        for path in trial.parent.glob(f"{trial.name}*"):
            path.unlink()
    wrong = tuple(f"{check.title}：{check.detail}" for check in verdict.checks if not check.ok)
    return UpgradeTrial(time.monotonic() - started, records, wrong)


def room_on(path: Path) -> int | None:
    """Bytes free for this user on the file's disk; None where the system does not say."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None
