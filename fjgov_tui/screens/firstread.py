"""Pages that read when they come to the front, and whose first frame waits a moment for what was read."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from fjgov_tui.widgets.frame import Frame

R = TypeVar("R")


class ReadsAtSight(Frame[R]):
    """Reads when it is first seen, and again whenever it comes back.

    One that was made ahead stands with all of its parts behind the screen in front, and has read nothing.
    """

    FRAME_SECONDS: ClassVar[float] = 0.15
    """How long the first frame waits for what is read: drawn without it and once more with it, it would come later."""

    def __init__(self, *args: Any) -> None:
        """Nothing was read."""
        super().__init__(*args)
        self._first_answer = asyncio.Event()

    def stand(self) -> None:
        """The widgets stand, and nothing has been said or read yet."""

    def begin(self) -> None:
        """The widgets stand: make them ready for keys."""

    def resume(self) -> None:
        """In front, or in front again: read."""
        self.reload()

    def answered(self) -> None:
        """What the first frame waits for is here."""
        self._first_answer.set()

    async def on_mount(self) -> None:
        """Where it stands in front, or is about to, it reads; one that was made ahead waits until somebody comes."""
        # The program ends: the parts of its screens are going, or were never made.
        if not self.app.is_running or not self.children:
            return
        self.stand()
        self.begin()
        if not self.ahead:
            await self._read_first()

    async def on_screen_resume(self) -> None:
        """Shown for the first time, or again after something may have been changed, the terminal's width as well."""
        self.fit_width()
        if self.ahead:
            self.ahead = False
            await self._read_first()
        elif self.was_away:
            self.resume()

    async def _read_first(self) -> None:
        """Read, and draw the first frame with what was read where that comes at once."""
        self.resume()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._first_answer.wait(), self.FRAME_SECONDS)
