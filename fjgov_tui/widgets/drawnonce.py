"""Screens that are drawn once when they first appear, and the private names of Textual that this takes.

No other module of the widgets uses one; `tests/shell/test_internals.py` fails when one moves.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TypeVar

from textual import events
from textual._context import NoActiveAppError
from textual.screen import Screen

R = TypeVar("R")


class DrawnOnce(Screen[R]):
    """Textual's screen without what nobody sees of it: a tenth of the time from the program's start to its first frame.

    While the application gathers what is to be drawn, it throws every drawing away; and what has just been made and
    styled is styled once more when it is shown, and all that stood before it, too.
    """

    was_away = False
    """Whether something else was in front since it was first shown."""
    ahead = False
    """Whether it was made before anybody wanted to see it, and is still waiting behind what is in front."""
    _was_drawn = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        """Its styles are taken from the colours of this moment: they are as new as the application's.

        Args:
            name: as Textual has it.
            id: the same.
            classes: the same.
        """
        super().__init__(name, id, classes)
        with suppress(NoActiveAppError):
            self._css_update_count = self.app._css_update_count

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Textual's own handler comes after this one, and does as the event says; of a new mode it says so twice."""
        if not self.was_away:
            event.refresh_styles = False

    def _on_screen_suspend(self) -> None:
        """Textual's own handler comes after this one."""
        self.was_away = True

    def fit_width(self) -> None:
        """Take the classes of the terminal's width, which are told with the next resizing only: after what is read."""
        points = self.app.HORIZONTAL_BREAKPOINTS or []
        fits = self._get_breakpoint_classes(self.app.size.width, points)
        self.update_classes({name: name in fits for _, name in points}, animate=False)

    async def _compose(self) -> None:
        # Told of its width only with the first resizing, it would style all of its widgets once more.
        self.fit_width()
        await super()._compose()

    def _compositor_refresh(self) -> None:
        if self.app._batch_count:
            return
        super()._compositor_refresh()
        if not self._was_drawn and self is self.app.screen:
            # All of it: Textual would draw and compare it once more, for the resuming had asked for that, too.
            self._was_drawn, self._repaint_required = True, False
