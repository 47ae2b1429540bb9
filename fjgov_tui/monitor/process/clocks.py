"""The wall clock says when, the monotonic clock how long; where the two part company, the schedule is made anew."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from fjgov_tui.dataclass import dataclass

TOLERATED = 5.0
"""Seconds by which the wall clock may be put right without anybody hearing of it."""

Seconds = Callable[[], float]


def asleep_too() -> float:
    """Seconds since start-up, those in which the machine slept included, where the system tells them."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if kind is None else time.clock_gettime(kind)


@dataclass(frozen=True)
class Jump:
    """The wall clock has moved by so many seconds more than time has passed."""

    seconds: float
    slept: float
    """How much of it the machine slept."""

    @property
    def what(self) -> str:
        """What happened to the clock, as a Chinese sentence."""
        if self.slept > TOLERATED:
            return f"系统休眠了约 {self.slept:.0f} 秒，期间的时段记为未测"
        way = "向前" if self.seconds > 0 else "向后"
        return f"系统时钟{way}跳了 {abs(self.seconds):.0f} 秒，已重新安排"


class ClockWatch:
    """Compares the clocks each time it is asked."""

    def __init__(self, wall: Seconds, steady: Seconds = time.monotonic, awake: Seconds = asleep_too) -> None:
        """Begin to compare.

        Args:
            wall: Unix seconds.
            steady: seconds that stand still while the machine sleeps.
            awake: seconds that do not.
        """
        self._clocks = (wall, steady, awake)
        self._last = (wall(), steady(), awake())

    def jump(self) -> Jump | None:
        """What has happened since it was last asked; `None` while wall clock and time agree."""
        now = (self._clocks[0](), self._clocks[1](), self._clocks[2]())
        wall, steady, awake = (new - old for new, old in zip(now, self._last, strict=True))
        self._last = now
        return Jump(wall - steady, awake - steady) if abs(wall - steady) > TOLERATED else None


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
