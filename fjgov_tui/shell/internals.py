"""Textual's application without the habits that leak, and the private names that this takes, with a public face.

No other module uses one; `tests/shell/test_internals.py` fails when one moves, and Textual is pinned to its release.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.text import Text
from textual.app import App, SystemCommand
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import WorkerFailed

from fjgov_tui.crash import report
from fjgov_tui.errors import FjgovError
from fjgov_tui.paths import log_folder
from fjgov_tui.text import clean, clean_long
from fjgov_tui.widgets.dialogs import Tell


class OpenApp(App[int], inherit_bindings=False):
    """No markup in messages, no screenshots, no crash screen with values; it may speak to the terminal itself."""

    ENABLE_COMMAND_PALETTE = False

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A short message in the corner; never markup, whoever sends it."""
        super().notify(clean_long(message), title=clean(title), severity=severity, timeout=timeout, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: its screenshot would write what is on screen to disk."""
        return ()

    def is_told(self, error: Exception) -> bool:
        """A failure told by a worker is shown; only what nobody foresaw ends the program."""
        cause = error.error if isinstance(error, WorkerFailed) else None
        if not isinstance(cause, FjgovError):
            return False
        self.push_screen(Tell("没有成功", str(cause)))
        return True

    def last_words(self) -> Text:
        """A sentence, and where the report without values lies."""
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
