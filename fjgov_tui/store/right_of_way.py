"""Who works at the screen goes first: while a key is answered, long questions stand still."""

from __future__ import annotations

import time

STEPS = 1000
"""Instructions of SQLite between two looks; some 20 records, a third of a millisecond."""
TURN_SECONDS = 0.005
"""How long it stands still before it looks again; as long as Python lets a thread wait for the interpreter."""
CLAIM_SECONDS = 0.4
"""How long a key has the machine: the finder waits 0.15 s for the next one, and its answer is then read and drawn."""
SHARE = 3.0
"""Seconds that a question may stand still for each that it has worked, so that a key held down does not stop it."""
MOST_SECONDS = 1.0
"""How much standing still is saved up."""


class RightOfWay:
    """One for a program with a screen; any thread may ask it.

    Threads share one interpreter: beside a question over 100,000 records a list took 0.4 s to open instead of 0.1.
    """

    def __init__(self) -> None:
        """Nobody is in the way."""
        self._claimed = 0.0

    def claim(self) -> None:
        """Somebody pressed a key: what follows from it comes first."""
        self._claimed = time.monotonic() + CLAIM_SECONDS

    @property
    def claimed(self) -> bool:
        """Whether somebody is waiting for what follows from a key."""
        return self.left > 0

    @property
    def left(self) -> float:
        """For how many seconds it is still so, if no other key is pressed; 0 where nobody waits."""
        return max(self._claimed - time.monotonic(), 0.0)


class Courtesy:
    """The manners of one thread: SQLite calls it while it works (`set_progress_handler`).

    Not for a thread that holds a lock on the file: others would wait for it.
    """

    def __init__(self, way: RightOfWay) -> None:
        """Begin to work.

        Args:
            way: whose right it is.
        """
        self._way = way
        self._since = time.monotonic()
        self._saved = MOST_SECONDS

    def __call__(self) -> int:
        """Stand still while somebody waits for the screen.

        Returns:
            0: SQLite goes on.
        """
        now = time.monotonic()
        self._saved = min(self._saved + SHARE * (now - self._since), MOST_SECONDS)
        while self._way.claimed and self._saved > 0:
            time.sleep(TURN_SECONDS)
            self._saved -= TURN_SECONDS
        self._since = time.monotonic()
        return 0
