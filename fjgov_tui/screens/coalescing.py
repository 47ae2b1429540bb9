"""A question that takes its time, asked again and again: one at a time, and once more where it was asked meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable


class Coalescing:
    """Cancelling the one under way whenever somebody has written would mean that it never comes to its end."""

    def __init__(self, question: Callable[[], Awaitable[None]]) -> None:
        """Nothing was asked yet.

        Args:
            question: asks, and shows the answer.
        """
        self._question = question
        self._running = self._again = False

    async def ask(self) -> None:
        """Ask until nothing was asked meanwhile; where one is under way, it sees to that."""
        self._again = True
        if self._running:
            return
        self._running = True
        try:
            while self._again:
                self._again = False
                await self._question()
        finally:
            self._running = False
