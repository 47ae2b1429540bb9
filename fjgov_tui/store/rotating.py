"""Backups that come again and again into one folder: seven days, five weeks, twelve months (grandfather, father, son).

A backup goes only once newer ones that are proven to be whole stand in its place. What is not whole is never counted,
never deleted, and always named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from fjgov_tui.clock import BEIJING
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem, system_reason
from fjgov_tui.store.backup import Backup, back_up
from fjgov_tui.store.copies import check_manifest, manifest_path
from fjgov_tui.store.steps import fact
from fjgov_tui.store.store import Store
from fjgov_tui.store.verifying import Step, silent

Period = Callable[[datetime], tuple[int, ...]]
PERIODS: Sequence[tuple[str, Period, int]] = (
    ("天", lambda at: (at.year, at.month, at.day), 7),
    ("周", lambda at: at.isocalendar()[:2], 5),
    ("月", lambda at: (at.year, at.month), 12),
)
"""What is kept: the newest of each of so many periods that have one."""
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Rotation:
    """What one turn did."""

    made: Backup
    kept: tuple[Path, ...]
    """Every backup that stands in the folder for this file and counts, the newest first."""
    gone: tuple[Path, ...]
    doubtful: tuple[Path, ...]
    """Backups that do not agree with their manifest, or have none: neither counted nor deleted."""


def to_keep(moments: Iterable[datetime], sound: Callable[[datetime], bool]) -> set[datetime]:
    """Which of these backups are kept.

    Args:
        moments: when each was made, Beijing time.
        sound: whether that one is whole; asked of as few as possible, the newest first.
    """
    newest_first = sorted(moments, reverse=True)
    keep: set[datetime] = set()
    for _, period_of, most in PERIODS:
        periods: set[tuple[int, ...]] = set()
        for moment in newest_first:
            if len(periods) == most:
                break
            if period_of(moment) not in periods and sound(moment):
                periods.add(period_of(moment))
                keep.add(moment)
    return keep


def rotate(store: Store, folder: Path, step: Step = silent) -> Rotation:
    """Make a backup in the folder, named by the moment, then let go of what is no longer kept.

    Args:
        store: the open file.
        folder: where; other files in it are left alone.
        step: is told how far the verification of the new one has come.

    Raises:
        StoreProblem: the folder is missing or cannot be written, or the backup did not pass verification; then nothing
            was deleted.
    """
    if not folder.is_dir():
        raise StoreProblem("没有这个文件夹", where=str(folder), remedy="请先插好盘、建好文件夹，再备份")
    stem, now = store.path.stem, store.clock().astimezone(BEIJING)
    made = back_up(store, folder / f"{stem}-{now.strftime(_STAMP)}.db", step=step)
    known = _known(folder, stem)
    mine = fact(store.db, "file")
    whole: dict[datetime, bool] = {}

    def sound(moment: datetime) -> bool:
        if moment not in whole:
            whole[moment] = known[moment] == made.path or _whole(known[moment], mine)
        return whole[moment]

    keep = to_keep(known, sound)
    gone = []
    for moment, path in known.items():
        # What was not asked after above is asked now: only what is whole is known to be one of ours.
        if moment not in keep and sound(moment):
            _remove(path)
            gone.append(path)
    doubtful = tuple(path for moment, path in known.items() if not whole.get(moment, True))
    return Rotation(made, tuple(known[moment] for moment in sorted(keep, reverse=True)), tuple(gone), doubtful)


def newest_backup(folder: Path, live: Path) -> Path | None:
    """The newest backup of a ledger file in the folder; `None` where there is none, or the folder is away.

    Args:
        folder: as for `rotate`.
        live: the ledger file.
    """
    if not folder.is_dir():
        return None
    known = _known(folder, live.stem)
    return known[max(known)] if known else None


def _known(folder: Path, stem: str) -> Mapping[datetime, Path]:
    """The backups of that file in the folder, by the moment in their names."""
    named = re.compile(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})\.db")
    known = {}
    try:
        for path in sorted(folder.iterdir()):
            match = named.fullmatch(path.name)
            if match is not None and path.is_file() and not path.is_symlink():
                with suppress(ValueError):
                    known[datetime.strptime(match[1], _STAMP).replace(tzinfo=BEIJING)] = path
    except OSError as error:
        raise _trouble(folder, error) from error
    return known


def _whole(path: Path, mine: str) -> bool:
    """Whether a backup is the one that its manifest describes, and of this ledger file."""
    try:
        manifest = check_manifest(path)
    except StoreProblem:
        return False
    return manifest is not None and manifest.file == mine


def _remove(path: Path) -> None:
    try:
        path.unlink()
        manifest_path(path).unlink(missing_ok=True)
    except OSError as error:
        raise _trouble(path, error) from error


def _trouble(path: Path, error: OSError) -> StoreProblem:
    return StoreProblem(
        f"新备份已写好，整理旧备份没有完成（{system_reason(error)}）", where=str(path), remedy="请检查这块盘"
    )
