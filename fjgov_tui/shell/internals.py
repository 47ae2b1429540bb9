"""The private names of Textual that the program cannot do without, and their public face.

No other module uses one; `tests/shell/test_internals.py` fails when one moves, and Textual is pinned to its release.
"""

from __future__ import annotations

from rich.text import Text
from textual.app import App


class OpenApp(App[int], inherit_bindings=False):
    """An application that decides itself what an error comes to, and may speak to the terminal beside the screen."""

    def is_told(self, error: Exception) -> bool:
        """Whether the error of a handler or worker was shown to the user; where not, the program ends."""
        return False

    def last_words(self) -> Text:
        """What is printed when the program ends by an error."""
        raise NotImplementedError

    def write_terminal(self, sequence: str) -> bool:
        """Send a control sequence; `False` where there is no terminal."""
        if self._driver is None or self.is_headless:
            return False
        self._driver.write(sequence)
        self._driver.flush()
        return True

    def _handle_exception(self, error: Exception) -> None:
        if not self.is_told(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """In place of Textual's crash screen, which prints every local variable."""
        self.panic(self.last_words())
