"""The end of a session: on command, when the system says so, or when the terminal has gone without a word."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from fjgov_tui.errors import INTERRUPTED
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.terminal import has_job_control, hung_up

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
        for name, code in (("SIGHUP", 0), ("SIGTERM", 0), ("SIGINT", INTERRUPTED)):
            if hasattr(signal, name) and sys.platform != "win32":
                loop.add_signal_handler(getattr(signal, name), self.leave, code)
        self._app.set_interval(HANG_UP_SECONDS, self._listen)
        self._app.app_resume_signal.subscribe(self._app, self._draw_again)

    def _draw_again(self, _app: object) -> None:
        """The shell has written over everything."""
        self._app.screen.refresh(layout=True)

    def stop(self) -> None:
        """Give the terminal back to the shell until it says `fg`; where nobody could say that, stay."""
        if sys.platform == "win32" or self._app.is_headless or not has_job_control():
            self._app.notify("这里没有能把程序叫回来的 shell，不能挂起；退出请按 ctrl+q", severity="warning")
        else:
            # Everybody whom the shell has started together with us, as its own ^Z would.
            os.killpg(0, signal.SIGTSTP)

    def _listen(self) -> None:
        if hung_up():
            self.leave()

    def leave(self, code: int = 0) -> None:
        """End the session, also when the line is cut or the system stops.

        Args:
            code: what the command returns.
        """
        self._app.run_worker(self._keep_and_exit(code), exclusive=True, group="leave")

    async def _keep_and_exit(self, code: int) -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, Page):
                await screen.before_leaving()
        self._app.exit(code)
