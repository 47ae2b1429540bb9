"""Asks the file whether somebody has written, and tells the screen in front."""

from __future__ import annotations

from fjgov_tui.errors import FjgovError
from fjgov_tui.screens.base import CommandScreen
from fjgov_tui.screens.toosmall import cover
from fjgov_tui.shell.clocks import HourKeeper
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.shell.pulse import PulseKeeper, read_news
from fjgov_tui.store.desk import AsyncStore

POLL_SECONDS = 2.0
"""How often the file is asked."""


class Polling:
    """The monitor writes every few seconds: that moves the heartbeat, and only ledger changes move the screens."""

    def __init__(self, app: OpenApp, desk: AsyncStore, heartbeat: PulseKeeper, hours: HourKeeper) -> None:
        """Nothing was asked yet.

        Args:
            app: whose screen in front reads again.
            desk: the open file.
            heartbeat: who is told of the monitor and of alerts.
            hours: who is told of the hours that run.
        """
        self._app, self._desk, self._heartbeat, self._hours = app, desk, heartbeat, hours
        self._version = -1
        self._head = ""
        self._trouble = ""

    def watch(self) -> None:
        """What is written from now on is news; asked before any screen reads, so that none shows less than is known."""
        self.poll()
        self._app.set_interval(POLL_SECONDS, self.poll)

    def poll(self) -> None:
        """Ask once; trouble is told once."""
        self._app.run_worker(self._poll(), exclusive=True, group="poll")

    async def _poll(self) -> None:
        if not self._app.screen_stack:
            # The program is about to end.
            return
        # A window that stood over the notice while the terminal grew has kept it from going.
        cover(self._app, self._app.size)
        try:
            version = await self._desk.version()
            if version == self._version:
                self._trouble = ""
                return
            news = await self._desk.read(lambda reader: read_news(reader, self._desk.clock()))
        except FjgovError as error:
            if self._trouble != str(error):
                self._trouble = str(error)
                self._app.notify(self._trouble, title="读不到最新内容", severity="error", timeout=20)
            return
        if not self._app.screen_stack:
            return
        before, self._head = self._head, news.head
        self._version, self._trouble = version, ""
        self._heartbeat.tell_pulse(news.pulse)
        self._heartbeat.tell_alerts(news.alerts)
        self._hours.tell_clocks(news.clocks)
        self._heartbeat.tell_doubts(news.doubts)
        if before and isinstance(self._app.screen, CommandScreen):
            if before == news.head:
                self._app.screen.reload_live()
            else:
                self._app.screen.reload()
