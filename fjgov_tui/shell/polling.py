"""An application that asks its file whether somebody has written, and tells the screen in front."""

from __future__ import annotations

from textual import work

from fjgov_tui.errors import FjgovError
from fjgov_tui.reports.pulse import Pulse
from fjgov_tui.screens.base import CommandScreen
from fjgov_tui.screens.toosmall import cover
from fjgov_tui.shell.pulse import PulseApp, read_news

POLL_SECONDS = 2.0
"""How often the file is asked."""


class PollingApp(PulseApp):
    """The monitor writes every few seconds: that moves the heartbeat, and only ledger changes move the screens."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        super().__init__()
        self._version = -1
        self._head = ""
        self._trouble = ""

    def begin_polling(self) -> None:
        """What is written from now on is news."""
        self.poll()
        self.set_interval(POLL_SECONDS, self.poll)
        self.watch_pulse_age()

    def tell_pulse(self, pulse: Pulse) -> None:
        """The status lines show it; a screen that tells whether the monitor runs is told where that has changed."""
        before = self.pulse.running
        super().tell_pulse(pulse)
        if pulse.running != before and isinstance(self.screen, CommandScreen):
            self.screen.reload_live()

    @work(exclusive=True, group="poll")
    async def poll(self) -> None:
        """Ask once; trouble is told once."""
        # A window that stood over the notice while the terminal grew has kept it from going.
        cover(self, self.size)
        try:
            version = await self.desk.version()
            if version == self._version:
                self._trouble = ""
                return
            news = await self.desk.read(lambda reader: read_news(reader, self.desk.clock()))
        except FjgovError as error:
            if self._trouble != str(error):
                self._trouble = str(error)
                self.notify(self._trouble, title="读不到最新内容", severity="error", timeout=20)
            return
        before, self._head = self._head, news.head
        self._version, self._trouble = version, ""
        self.tell_pulse(news.pulse)
        self.tell_alerts(news.alerts)
        self.tell_doubts(news.doubts)
        if before and isinstance(self.screen, CommandScreen):
            if before == news.head:
                self.screen.reload_live()
            else:
                self.screen.reload()
