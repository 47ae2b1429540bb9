"""A monitor in a process of its own, whose clock is ahead of the machine's: `python -m … DB SECONDS`."""

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fjgov_tui.monitor.process.monitor import MonitorOptions, run_monitor
from fjgov_tui.monitor.process.pace import Pace

PACE = Pace(sweep=0.3, beat=0.5, attend=0.2, jobs=0.5, chores=5.0, confirm=(1, 1))


def main(db: str, ahead: str) -> None:
    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead))

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    async def until_told() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await run_monitor(MonitorOptions(db=Path(db), pace=PACE, say=say, clock=clock), stop)

    asyncio.run(until_told())


if __name__ == "__main__":
    main(*sys.argv[1:])
