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
from fjgov_tui.store.backups import book_backup
from fjgov_tui.store.watch.process import put_run, runs
from fjgov_tui.workflows.anchoring import keep_anchor

JOB = "backup"
"""Under which name the last one is noted among the runs."""
AGAIN = 3600
"""Seconds after which one that failed is tried again: the stick may have been put in meanwhile."""


def chore_due(reader: Reader, line: str, now: int, job: str = JOB) -> bool:
    """Whether a backup, or another chore of its kind, is to be done now.

    Args:
        reader: the file.
        line: five cron fields.
        now: Unix seconds.
        job: under which name its last run is noted.
    """
    last = next((run for run in runs(reader, job) if run.started <= now), None)
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
    if not folder or not await runtime.desk.read(lambda reader: chore_due(reader, line, now)):
        return ""
    try:
        turn = await asyncio.to_thread(_turn, runtime.desk.path, Path(folder))
    except StoreProblem as problem:
        await note_chore(runtime, JOB, now, ok=False, note=str(problem))
        raise
    doubtful = f"，另有 {len(turn.doubtful)} 份与清单不符，没有动" if turn.doubtful else ""
    summary = f"自动备份 {turn.made.path.name}，已核验；共留 {len(turn.kept)} 份，清理 {len(turn.gone)} 份{doubtful}"
    await note_chore(runtime, JOB, now, ok=True, note=summary)
    runtime.say(summary)
    moment, occasion = from_unix(now), f"备份 {turn.made.path.name}"
    for trouble in await runtime.desk.read(lambda reader: keep_anchor(reader, moment, occasion)):
        runtime.say(trouble)
    return summary


def _turn(path: Path, folder: Path) -> Rotation:
    """On a connection of its own: the dashboard's and the monitor's writes go on meanwhile."""
    with open_store(path, as_program=True) as store:
        turn = rotate(store, folder)
        book_backup(store, turn.made.note)
        return turn


async def note_chore(runtime: Runtime, job: str, started: int, *, ok: bool, note: str) -> None:
    """Have the file know when a chore was done and what came of it.

    Raises:
        StoreProblem: it cannot be written.
    """
    run = Run(check=job, page_of="", record=0, started=started, ended=runtime.now(), ok=ok, note=note)

    def write(store: Store) -> None:
        with store.write("监测") as writer:
            put_run(writer, run)

    await runtime.desk.write(write)
