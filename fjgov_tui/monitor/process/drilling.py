"""The restore drill (恢复演练) that the monitor has done by itself: its newest backup, restored for trial and audited.

In a process of its own: what a backup holds is read and judged whole, and no visit is to wait for that.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from fjgov_tui.ledgers.settings import BACKUP_FOLDER, DRILL_AT
from fjgov_tui.monitor.process.backing_up import chore_due, note_chore
from fjgov_tui.monitor.process.detach import environment
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.program import own_module
from fjgov_tui.store.rotating import newest_backup
from fjgov_tui.store.watch.process import DRILL
from fjgov_tui.text import clean

SECONDS = 1800.0
"""A drill that takes longer is broken off; a county's file takes seconds."""


async def drill_in_time(runtime: Runtime) -> str:
    """Restore the newest backup for trial where that is due, and note what came of it.

    Returns:
        What was done, in Chinese; empty where nothing was.

    Raises:
        StoreProblem: it cannot be noted.
    """
    settings, now = runtime.situation.settings, runtime.now()
    folder, line = settings[BACKUP_FOLDER], settings[DRILL_AT]
    if not folder or not await runtime.desk.read(lambda reader: chore_due(reader, line, now, DRILL)):
        return ""
    backup = await asyncio.to_thread(newest_backup, Path(folder), runtime.desk.path)
    if backup is None:
        return ""
    ok, words = await _drilled(runtime.desk.path, backup)
    await note_chore(runtime, DRILL, now, ok=ok, note=words)
    runtime.say(words)
    return words


def _command(db: Path, backup: Path) -> tuple[list[str], Path]:
    """The words that start the drill with this program, and where."""
    live = db.resolve()
    return [*own_module("fjgov_tui"), "--db", str(live), "drill", str(backup)], live.parent


async def _drilled(db: Path, backup: Path) -> tuple[bool, str]:
    """Whether the backup can be restored, and the sentence about it."""
    words, folder = _command(db, backup)
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(
        *words, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe, cwd=folder, env=environment()
    )
    try:
        async with asyncio.timeout(SECONDS):
            out, err = await child.communicate()
    except TimeoutError:
        return False, f"恢复演练没有通过：{clean(backup.name)} 半小时还没有完"
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    output = clean((out or err).decode("utf-8", errors="replace").strip())
    return child.returncode == 0, output or "恢复演练没有通过：没有说明原因"
