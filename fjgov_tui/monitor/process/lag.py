"""Whether the program itself was too slow to measure: a ticker that notices when it is woken late."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

TICK = 0.1
TOO_LATE = 0.25
"""Seconds by which a tick may be late before visits under way are doubted."""


class LagWatch:
    """Runs beside the visits and remembers when the event loop stood still."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        """Remember nothing yet.

        Args:
            steady: monotonic seconds.
        """
        self._steady = steady
        self._late: deque[tuple[float, float]] = deque(maxlen=256)

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            before = self._steady()
            await asyncio.sleep(TICK)
            self.tick(before, self._steady())

    def tick(self, before: float, after: float) -> None:
        """Judge one tick by the moments at which it was wound up and woke."""
        if after - before - TICK > TOO_LATE:
            self._late.append((before, after))

    def between(self, since: float, until: float) -> bool:
        """Whether the loop stood still at any time between the two monotonic moments."""
        return any(before < until and after > since for before, after in self._late)
