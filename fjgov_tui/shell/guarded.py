"""An application that keeps Textual's habits from leaking what is on screen, and that leaves cleanly."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.worker import WorkerFailed

from fjgov_tui.clock import Clock, utc_now
from fjgov_tui.crash import report
from fjgov_tui.errors import FjgovError
from fjgov_tui.paths import log_folder
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.notices import Notice, Notices
from fjgov_tui.widgets.terminal import hung_up
from fjgov_tui.widgets.window import Page

HANG_UP_SECONDS = 1.0
"""How often the terminal is asked whether it is still there."""


class GuardedApp(OrderedApp, inherit_bindings=False):
    """No markup in messages, no screenshots, no crash screen with values, no death without a farewell."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "退出", show=False, priority=True),
        Binding("ctrl+c", "hint", "怎样退出", show=False, system=True),
    ]

    def __init__(self) -> None:
        """Nothing was said."""
        super().__init__()
        self.clock: Clock = utc_now
        self.notice_signal: Signal[Notice | None] = Signal(self, "notice")
        self.notices = Notices(lambda: self.notice_signal.publish(self.notices.shown))

    def get_driver_class(self) -> type[Driver]:
        """Our own reading of keys where Textual's is that of a terminal file."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from fjgov_tui.shell.driver import TerminalDriver

        return TerminalDriver

    def watch_line(self) -> None:
        """Leave when the system says so, or when the terminal has gone without a word."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self.action_leave)
        self.set_interval(HANG_UP_SECONDS, self._listen)

    def _listen(self) -> None:
        if hung_up():
            self.action_leave()

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """End the session, also when the line is cut or the system stops; what is being typed stays as a draft."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                await screen.before_leaving()
        self.exit(0)

    def action_hint(self) -> None:
        """Who presses ctrl+c may want to stop the program."""
        self.notify("退出请按 ctrl+q；要复制，先用鼠标选中文字，或按 ctrl+y 复制整条记录")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """The one way to say something in passing: above the keys and in the log; never markup, whoever sends it."""
        self.notices.say(f"{title}：{message}" if title else message, severity, self.clock(), timeout)

    def clear_notifications(self) -> None:
        """Nothing is said any more."""
        self.notices.clear()

    def before_key(self, key: str) -> None:
        """What was said has been read."""
        self.notices.pressed(key)

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
