"""The lock (锁屏): nobody reads or types where nobody sits; what was being typed is there again afterwards.

The key of encrypted fields goes, too: whoever unlocks gives the passphrase again before a sealed value is seen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer

from fjgov_tui.commands.base import Command
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.settings import LOCK_AFTER
from fjgov_tui.passwords.lockphrase import by_account, has_phrase, lock_path, opens
from fjgov_tui.paths import settings_folder
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.secretline import SecretLine
from fjgov_tui.widgets.window import Page
from fjgov_tui.workflows.settings import read_settings

LOOK_SECONDS = 5.0
"""How often it is asked whether anybody has pressed a key."""
FORGET_SECONDS = 60.0
"""After so long without a key, a phrase that was half typed does not stay."""
PAUSE_SECONDS = 1.0
"""How long a wrong phrase is thought about."""
FORGET_SCROLLBACK = "\x1b[3J"
"""Asks the terminal to forget what has scrolled away."""


class LockScreen(Screen[None]):
    """Covers everything; nothing can be done but to open it or to leave the program.

    Not a modal screen, because the terminal's own background would let what is below shine through.
    """

    DEFAULT_CSS = """
    LockScreen { background: $background; align: center middle; }
    LockScreen > Vertical { width: 56; height: auto; border: round $primary; padding: 1 2; background: $background; }
    """
    OFFERED: ClassVar[tuple[type[Command], ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "SecretLine"

    def __init__(self, path: Path, user: str) -> None:
        """Locked.

        Args:
            path: where it is kept what opens it.
            user: whose it is.
        """
        super().__init__()
        self._path, self._user = path, user
        self._forgetting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Whose phrase or password is asked for, and a line for it."""
        called = "系统账号口令" if by_account(self._path) else "锁屏口令"
        with Vertical():
            yield Plain(f"已锁屏。请输入“{self._user}”的{called}，回车解锁。")
            yield SecretLine(id="phrase", placeholder=called)
            yield Plain("没存的表单还在；密封口令要再输入一次。\n忘了口令按 ^q 退出，表单留作草稿。", id="words")

    @on(SecretLine.Changed)
    def _later(self) -> None:
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(FORGET_SECONDS, self.query_one(SecretLine).wipe)

    @on(SecretLine.Submitted)
    @work(exclusive=True, group="unlock")
    async def _try(self) -> None:
        line, words = self.query_one(SecretLine), self.query_one("#words", Plain)
        secret = line.secret()
        line.wipe()
        line.disabled = True
        words.update(plain("正在核对……"))
        try:
            right = await asyncio.to_thread(opens, self._path, secret, self._user)
            if not right:
                await asyncio.sleep(PAUSE_SECONDS)
            words.update(plain("不对，请再输入一次。忘了按 ^q 退出，表单留作草稿。"))
        except InputProblem as problem:
            right = False
            words.update(plain(str(problem)))
        finally:
            secret.wipe()
            line.disabled = False
            line.focus()
        if right:
            self.dismiss(None)


class Locking:
    """Locks when nobody has pressed a key for the time that is set, and on command."""

    def __init__(self, app: OpenApp, desk: AsyncStore) -> None:
        """Watch over this application's file.

        Args:
            app: the application.
            desk: the open file.
        """
        self._app, self._desk = app, desk
        self._path = lock_path(settings_folder(), desk.actor.name)
        self.last = monotonic()
        """When the last key was pressed."""

    @property
    def locked(self) -> bool:
        """Whether the lock stands in front, or below a message."""
        return any(isinstance(screen, LockScreen) for screen in self._app.screen_stack)

    def watch(self) -> None:
        """Look now and then; headless nobody sits there."""
        if not self._app.is_headless:
            self._app.set_interval(LOOK_SECONDS, self.look)

    def pressed(self) -> None:
        """Somebody is there."""
        self.last = monotonic()

    async def look(self) -> None:
        """Lock where nobody has been there for too long and a phrase is set."""
        if self.locked or not has_phrase(self._path):
            return
        minutes = (await self._desk.read(read_settings))[LOCK_AFTER]
        if monotonic() - self.last >= minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Lock now; where no phrase is set, say how to set one."""
        if self.locked:
            return
        if not has_phrase(self._path):
            self._app.notify("还没有设锁屏口令：请在命令行运行 fjgov lock set", severity="warning")
            return
        covered = [screen for screen in self._app.screen_stack if isinstance(screen, Page)]
        self._app.push_screen(LockScreen(self._path, self._desk.actor.name))
        self._app.write_terminal(FORGET_SCROLLBACK)
        self._app.run_worker(self._put_away(covered), group="put-away")

    async def _put_away(self, covered: Sequence[Page[Any]]) -> None:
        """Keep what is typed as drafts, sealed lines encrypted, and then drop the key that encrypts them."""
        try:
            for page in covered:
                await page.before_leaving()
        finally:
            self._desk.keys.key = None
