"""Textual's application without the habits that leak, and the private names that this takes, with a public face.

No other module uses one; `tests/shell/test_internals.py` fails when one moves, and Textual is pinned to its release.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping

from rich.text import Text
from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerFailed

from fjgov_tui.errors import FjgovError
from fjgov_tui.paths import log_folder
from fjgov_tui.shell.keystream import Kind, Piece


class OpenApp(App[int], inherit_bindings=False):
    """No screenshots, no crash screen with values, keys read by us; it may speak to the terminal itself."""

    ENABLE_COMMAND_PALETTE = False
    glyphs: Mapping[int, str] = {}
    """What the terminal is sent in place of characters that it cannot draw, for `str.translate`."""

    def get_driver_class(self) -> type[Driver]:
        """Our own reading of keys where Textual's is that of a terminal file."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from fjgov_tui.shell.driver import TerminalDriver

        return TerminalDriver

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: its screenshot would write what is on screen to disk."""
        return ()

    def is_told(self, error: Exception) -> bool:
        """A failure told by a worker is shown; only what nobody foresaw ends the program."""
        cause = error.error if isinstance(error, WorkerFailed) else None
        if not isinstance(cause, FjgovError):
            return False
        from fjgov_tui.widgets.dialogs import Tell

        self.push_screen(Tell("没有成功", str(cause)))
        return True

    def last_words(self) -> Text:
        """A sentence, and where the report without values lies."""
        from fjgov_tui.crash import report

        return Text(report(sys.exc_info()[1] or RuntimeError(), log_folder()))

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


def glyphs_for(driver: Driver) -> Mapping[int, str]:
    """What is sent in place of characters that the driver's terminal cannot draw."""
    app = driver._app
    return app.glyphs if isinstance(app, OpenApp) else {}


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
