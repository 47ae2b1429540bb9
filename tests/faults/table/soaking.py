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
from pathlib import Path

KEYS = "12345678"
SETTLED = 400
"""Changes after which everything that is made once has been made."""


def resident() -> float:
    """This process's resident memory in MB, now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def soak(path: Path, seconds: float, changes: int) -> dict[str, float]:
    """Press one digit after the other, each waited for until its screen stands.

    Args:
        path: a ledger file.
        seconds: that it may take.
        changes: of screens, at most.

    Returns:
        How many changes there were, the memory after the first of them and at the end, and what is open.
    """
    import textual._wait

    from fjgov_tui.shell.app import DashboardApp
    from fjgov_tui.store.desk import AsyncStore

    textual._wait.SLEEP_GRANULARITY = 0.002
    end, made, first, highest, number = time.monotonic() + seconds, 0, 0.0, 0.0, 0
    app = DashboardApp(AsyncStore(path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        while made < changes and time.monotonic() < end:
            number, before = number + 1, app.screen
            await pilot.press(KEYS[number % len(KEYS)])
            if app.screen is before:
                continue
            made += 1
            if made == SETTLED:
                gc.collect()
                first = resident()
            if made % 1000 == 0:
                highest = max(highest, resident())
        gc.collect()
        last = resident()
    return {"pressed": number, "changes": made, "first": first or last, "last": last, "highest": max(highest, last)}


if __name__ == "__main__":
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    found = asyncio.run(soak(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
    found["files"] = len(list(Path("/proc/self/fd").iterdir()))
    sys.stdout.write(json.dumps(found))
