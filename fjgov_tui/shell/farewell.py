"""The end of a session: on command, when the system says so, or when the terminal has gone without a word."""

from __future__ import annotations

import asyncio
import signal

from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.widgets.terminal import hung_up
from fjgov_tui.widgets.window import Page

HANG_UP_SECONDS = 1.0
"""How often the terminal is asked whether it is still there."""


class Farewell:
    """Ends the program cleanly; what is being typed stays as a draft."""

    def __init__(self, app: OpenApp) -> None:
        """End this application."""
        self._app = app

    def watch(self) -> None:
        """Listen to the system's signals, and for the terminal's silence."""
        if self._app.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self.leave)
        self._app.set_interval(HANG_UP_SECONDS, self._listen)

    def _listen(self) -> None:
        if hung_up():
            self.leave()

    def leave(self) -> None:
        """End the session, also when the line is cut or the system stops."""
        self._app.run_worker(self._keep_and_exit(), exclusive=True, group="leave")

    async def _keep_and_exit(self) -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, Page):
                await screen.before_leaving()
        self._app.exit(0)
