"""The passphrase of sealed fields, asked for once a session, where one of them is to be seen or written."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input

from fjgov_tui.errors import FjgovError
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.encryption import has_key, unlock
from fjgov_tui.widgets.frame import Frame
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.secretline import SecretLine
from fjgov_tui.widgets.window import Window

FORGET_SECONDS = 60.0
"""A passphrase that was typed and not sent does not stay in its line for longer."""


class PhraseWindow(Window[bool]):
    """Returns whether the key is at hand now."""

    HELP = "密封口令：输入后回车，到退出为止有效；只显示圆点，60 秒不回车就清空。Esc 返回，什么都不打开。"
    DEFAULT_CSS = """
    PhraseWindow { align: center middle; background: transparent; }
    PhraseWindow > Vertical { width: 62; max-width: 95%; height: auto; border: round $warning;
                              background: $surface; padding: 0 1; }
    PhraseWindow #words { color: $text-muted; margin-top: 1; }
    """
    AUTO_FOCUS = "SecretLine"

    def __init__(self, desk: AsyncStore) -> None:
        """Ask.

        Args:
            desk: the open file; all its connections have the key afterwards.
        """
        super().__init__()
        self._desk = desk
        self._forgetting: Timer | None = None

    def compose(self) -> ComposeResult:
        """What it is for, and a line for it."""
        with Vertical() as frame:
            frame.border_title = plain("密封口令")
            yield Plain("密封字段已加密。输入密封口令，到退出为止可以查看和填写；每次查看照样记入审计链。")
            yield SecretLine(id="phrase", placeholder="密封口令")
            yield Plain("回车打开，Esc 返回。忘了口令：fjgov seal recover", id="words")

    @on(SecretLine.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(FORGET_SECONDS, self.query_one(SecretLine).wipe)

    @on(SecretLine.Submitted)
    @work(exclusive=True, group="unseal")
    async def _try(self) -> None:
        line, words = self.query_one(SecretLine), self.query_one("#words", Plain)
        with line.secret() as secret:
            line.wipe()
            line.disabled = True
            words.update(plain("正在核对……"))
            try:
                await self._desk.study(lambda reader: _open(reader, secret))
            except FjgovError as problem:
                words.update(plain(str(problem)))
                line.disabled = False
                line.focus()
                return
        self.dismiss(True)


def _open(reader: Reader, secret: Secret) -> None:
    unlock(reader.db, secret.reveal())


async def unsealed(frame: Frame[Any]) -> bool:
    """Whether sealed values can be read and written; asks for the passphrase where that is what is missing.

    Args:
        frame: in front of which is asked.
    """
    if await frame.desk.read(lambda reader: has_key(reader.db)):
        return True
    opened = await frame.app.push_screen_wait(PhraseWindow(frame.desk))
    return opened is True
