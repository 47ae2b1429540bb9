"""The backup that the monitor makes by itself: at its hour, into the county's folder, old ones let go of.

A backup that was missed while nothing ran is made up for once. One that fails is told, and tried again an hour later.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from fjgov_tui.clock import from_unix
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers.settings import BACKUP_AT, BACKUP_FOLDER
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.observed.cron import latest_time
from fjgov_tui.observed.model import Run
from fjgov_tui.store import Reader, Rotation, Store, open_store, rotate
from fjgov_tui.store.watch.process import put_run, runs

JOB = "backup"
"""Under which name the last one is noted among the runs."""
AGAIN = 3600
"""Seconds after which one that failed is tried again: the stick may have been put in meanwhile."""


def backup_due(reader: Reader, line: str, now: int) -> bool:
    """Whether a backup is to be made now.

    Args:
        reader: the file.
        line: five cron fields.
        now: Unix seconds.
    """
    last = next((run for run in runs(reader, JOB) if run.started <= now), None)
    if last is None:
        return True
    if not last.ok:
        return now - last.started >= AGAIN
    hour = latest_time(line, from_unix(now))
    return hour is not None and last.started < hour.timestamp()


async def back_up_in_time(runtime: Runtime) -> str:
    """Make a backup where one is due.

    Returns:
        What was done, in Chinese; empty where nothing was.

    Raises:
        StoreProblem: it failed, and that was noted.
    """
    settings, now = runtime.situation.settings, runtime.now()
    folder, line = settings[BACKUP_FOLDER], settings[BACKUP_AT]
    if not folder or not await runtime.desk.read(lambda reader: backup_due(reader, line, now)):
        return ""
    try:
        turn = await asyncio.to_thread(_turn, runtime.desk.path, Path(folder))
    except StoreProblem as problem:
        await _noted(runtime, now, ok=False, note=str(problem))
        raise
    doubtful = f"，另有 {len(turn.doubtful)} 份与清单不符，没有动" if turn.doubtful else ""
    summary = f"自动备份 {turn.made.path.name}，已核验；共留 {len(turn.kept)} 份，清理 {len(turn.gone)} 份{doubtful}"
    await _noted(runtime, now, ok=True, note=summary)
    runtime.say(summary)
    return summary


def _turn(path: Path, folder: Path) -> Rotation:
    """On a connection of its own: the dashboard's and the monitor's writes go on meanwhile."""
    with open_store(path, as_program=True) as store:
        return rotate(store, folder)


async def _noted(runtime: Runtime, started: int, *, ok: bool, note: str) -> None:
    run = Run(check=JOB, page_of="", record=0, started=started, ended=runtime.now(), ok=ok, note=note)

    def write(store: Store) -> None:
        with store.write("监测") as writer:
            put_run(writer, run)

    await runtime.desk.write(write)
