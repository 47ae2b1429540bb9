"""A long sitting at the dashboard: screens changed again and again, and what memory that costs.

`python -m tests.faults.table.soaking FILE SECONDS CHANGES` runs the program's own application on a screen in memory and
prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

KEYS = "12345678"
SETTLED = 400
"""Changes after which everything that is made once has been made; after every so many more memory is looked at."""
PATIENCE = 30
"""Seconds within which a screen must come, whatever the machine does beside it."""


def resident() -> float:
    """This process's resident memory in MB, now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def soak(path: Path, seconds: float, changes: int) -> dict[str, float]:
    """Press one digit after the other, each as soon as the screen of the last one stands.

    Args:
        path: a ledger file.
        seconds: that it may take.
        changes: of screens, at most.

    Returns:
        How many changes there were, the memory after the first of them and at the end, and what is open.
    """
    from textual import events

    from fjgov_tui.shell.app import DashboardApp
    from fjgov_tui.store.desk import AsyncStore

    end, made, number, memory = time.monotonic() + seconds, 0, 0, list[float]()
    app = DashboardApp(AsyncStore(path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        while made < changes and time.monotonic() < end:
            number, before = number + 1, app.screen
            key = KEYS[number % len(KEYS)]
            app.post_message(events.Key(key, key))
            made += await _came(app, before, end)
            if made and made % SETTLED == 0 and len(memory) < made // SETTLED:
                gc.collect()
                memory.append(resident())
        await pilot.pause()
        gc.collect()
        memory.append(resident())
    return {"pressed": number, "changes": made, "first": memory[0], "last": memory[-1], "highest": max(memory)}


async def _came(app: App[int], before: Screen[object], end: float) -> bool:
    """Wait until another screen is in front than before, and has been drawn."""
    patience = min(end, time.monotonic() + PATIENCE)
    while app.screen is before:
        if time.monotonic() > patience:
            return False
        await asyncio.sleep(0.001)
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.001, patience - time.monotonic())):
            await drawn.wait()
    return drawn.is_set()


if __name__ == "__main__":
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    found = asyncio.run(soak(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
    found["files"] = len(list(Path("/proc/self/fd").iterdir()))
    sys.stdout.write(json.dumps(found))
