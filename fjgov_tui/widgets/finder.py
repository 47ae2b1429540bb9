"""The line by which a list is narrowed: hidden until it is asked for, it tells its words when the typing pauses."""

from __future__ import annotations

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from fjgov_tui.text import clean
from fjgov_tui.widgets.line import Line

PAUSE = 0.15
"""Seconds without a keystroke after which the words are applied."""


class Finder(Line):
    """One a list; the words that hold are its own, so that no screen keeps them beside it."""

    class Found(Message):
        """Other words hold now."""

        def __init__(self, words: str, before: str) -> None:
            """Say them.

            Args:
                words: what is looked for; empty for everything.
                before: what was looked for until now.
            """
            super().__init__()
            self.words, self.before = words, before

    class Done(Message):
        """Enter: the words hold, and the list has its turn."""

    def __init__(self, placeholder: str) -> None:
        """Hidden, and looking for nothing.

        Args:
            placeholder: what may be typed; ours.
        """
        super().__init__(placeholder=placeholder, id="filter")
        self.display = False
        self.words = ""
        """What is looked for, as applied."""
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Show the line and type into it."""
        self.display = True
        self.focus()

    def leave(self) -> bool:
        """Look for everything again and hide.

        Returns:
            Whether there was anything to leave.
        """
        if not self.display and not self.words:
            return False
        before = self.words
        self.reset()
        if before:
            self.post_message(self.Found("", before))
        return True

    def reset(self) -> None:
        """The same without a word to the screen, which reads its list anew by itself."""
        self._stop()
        with self.prevent(Input.Changed):
            self.value = ""
        self.display = False
        self.words = ""

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._stop()
        self._timer = self.set_timer(PAUSE, self._apply)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._apply()
        self.post_message(self.Done())

    def _apply(self) -> None:
        self._stop()
        words, before = clean(self.value).strip(), self.words
        if words != before:
            self.words = words
            self.post_message(self.Found(words, before))
