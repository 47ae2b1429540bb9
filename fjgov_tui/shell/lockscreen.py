"""What stands in front while the program is locked: one line, for the phrase or the account's password."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer

from fjgov_tui.commands.base import Command
from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.lockphrase import by_account, opens
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.secretline import SecretLine

FORGET_SECONDS = 60.0
"""After so long without a key, a phrase that was half typed does not stay."""
PAUSE_SECONDS = 1.0
"""How long a wrong phrase is thought about."""


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
