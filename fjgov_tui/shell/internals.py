"""The private names of Textual that the program cannot do without, and their public face.

No other module uses one; `tests/shell/test_internals.py` fails when one moves, and Textual is pinned to its release.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.message import Message
from textual.screen import Screen

from fjgov_tui.shell.keystream import Kind, Piece


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


def is_open(app: App[int], window: object) -> bool:
    """Whether the window stands on a screen of the application, in front or not."""
    return any(window in stack for stack in app._screen_stacks.values())


def has_callbacks(screen: Screen[object]) -> bool:
    """Whether something is to be done when the screen has been drawn."""
    return bool(screen._callbacks)


class SequenceReader:
    """Textual's reader of escape sequences, which is given one whole sequence at a time."""

    def __init__(self) -> None:
        """Nothing was read."""
        self._parser = XTermParser()

    def messages(self, piece: Piece) -> Iterator[Message]:
        """What a piece means."""
        if piece.kind is Kind.ESCAPE:
            yield events.Key("escape", piece.text)
        elif piece.kind is Kind.PASTE:
            yield events.Paste(piece.text)
        else:
            yield from self._parser.feed(piece.text)
            if self._parser._timeout_time is not None:
                # A sequence that it doesn't know: it would take what follows for the rest, and type all of it.
                self._parser._timeout_time = 0.0
                for _ in self._parser.tick():
                    pass
