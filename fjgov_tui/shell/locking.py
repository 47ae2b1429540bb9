"""The lock (锁屏): nobody reads or types where nobody sits; what was being typed is there again afterwards.

The key of encrypted fields goes, too: whoever unlocks gives the passphrase again before a sealed value is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any

from textual.screen import Screen

from fjgov_tui.ledgers.settings import LOCK_AFTER
from fjgov_tui.paths import settings_folder
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.frame import Page
from fjgov_tui.workflows.settings import read_settings

LOOK_SECONDS = 5.0
"""How often it is asked whether anybody has pressed a key."""
FORGET_SCROLLBACK = "\x1b[3J"
"""Asks the terminal to forget what has scrolled away."""


class Locking:
    """Locks when nobody has pressed a key for the time that is set, and on command."""

    def __init__(self, app: OpenApp, desk: AsyncStore) -> None:
        """Watch over this application's file.

        Args:
            app: the application.
            desk: the open file.
        """
        self._app, self._desk = app, desk
        self._front: Screen[None] | None = None
        self.last = monotonic()
        """When the last key was pressed."""

    @property
    def locked(self) -> bool:
        """Whether the lock stands in front, or below a message."""
        return self._front is not None and self._front in self._app.screen_stack

    @cached_property
    def _path(self) -> Path:
        """Where it is kept what opens the lock."""
        from fjgov_tui.passwords.lockphrase import lock_path

        return lock_path(settings_folder(), self._desk.actor.name)

    def _opens(self) -> bool:
        """Whether there is anything that would open the lock."""
        from fjgov_tui.passwords.lockphrase import has_phrase

        return has_phrase(self._path)

    def watch(self) -> None:
        """Look now and then; headless nobody sits there."""
        if not self._app.is_headless:
            self._app.set_interval(LOOK_SECONDS, self.look)

    def pressed(self) -> None:
        """Somebody is there."""
        self.last = monotonic()

    async def look(self) -> None:
        """Lock where nobody has been there for too long and a phrase is set."""
        if self.locked or not self._opens():
            return
        minutes = (await self._desk.read(read_settings))[LOCK_AFTER]
        if monotonic() - self.last >= minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Lock now; where no phrase is set, say how to set one."""
        if self.locked:
            return
        if not self._opens():
            self._app.notify("还没有设锁屏口令：请在命令行运行 fjgov lock set", severity="warning")
            return
        from fjgov_tui.shell.lockscreen import LockScreen

        covered = [screen for screen in self._app.screen_stack if isinstance(screen, Page)]
        self._front = LockScreen(self._path, self._desk.actor.name)
        self._app.push_screen(self._front)
        self._app.write_terminal(FORGET_SCROLLBACK)
        self._app.run_worker(self._put_away(covered), group="put-away")

    async def _put_away(self, covered: Sequence[Page[Any]]) -> None:
        """Keep what is typed as drafts, sealed lines encrypted, and then drop the key that encrypts them."""
        try:
            for page in covered:
                await page.before_leaving()
        finally:
            self._desk.keys.key = None
