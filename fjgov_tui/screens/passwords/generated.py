"""A generated password: shown once, for half a minute; it can be handed to the terminal's clipboard."""

from __future__ import annotations

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.commands.passwords import CopyPassword, MakeAnother, OtherKind
from fjgov_tui.passwords.context import Context
from fjgov_tui.passwords.generating import USUAL_LENGTH, generate
from fjgov_tui.passwords.judging import LEAST
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window

SHOWN_SECONDS = 30
"""How long it stands on screen, and in the clipboard."""


class Generated(Window[None]):
    """Shows one password; it goes by itself."""

    DEFAULT_CSS = """
    Generated { align: center middle; background: transparent; }
    Generated > Vertical { width: 72; max-width: 98%; height: auto; border: round $accent; background: $surface;
                           padding: 0 1; }
    Generated Plain { height: auto; }
    Generated #secret { text-style: bold; padding: 1 2; }
    Generated #left { color: $text-muted; margin-top: 1; }
    """
    HELP = "生成的口令只显示这一次，不保存。^y 送往终端剪贴板，F5 换一个，F4 在混合字符和拼音词之间换。"
    OFFERED = (CopyPassword, MakeAnother, OtherKind, CloseText)

    def __init__(self, desk: AsyncStore, account: str, context: Context, hand: Callable[[str], None]) -> None:
        """Make one.

        Args:
            desk: the open file, whose thread does the work.
            account: whom it is for.
            context: what it must not be made of.
            hand: takes the text to the clipboard, and back again after `SHOWN_SECONDS`.
        """
        super().__init__()
        self._desk, self._account, self._around, self._hand = desk, account, context, hand
        self._secret = Secret("")
        self._words = False
        self._left = SHOWN_SECONDS

    def compose(self) -> ComposeResult:
        """The password, what to do with it, and how long it stays."""
        with Vertical() as frame:
            frame.border_title = plain(f"生成口令  {self._account}")
            frame.border_subtitle = plain("^y 送往剪贴板  F5 换一个  F4 换一种  Esc 关闭")
            yield Plain("正在生成…", id="secret")
            yield Plain("只显示这一次，程序不保存。到后台换好后再回来登记。")
            yield Plain(id="left")

    def on_mount(self) -> None:
        """Make one, and count down."""
        self._make()
        self.set_interval(1.0, self._tick)

    @work(exclusive=True, group="make")
    async def _make(self) -> None:
        words, context = self._words, self._around
        length = LEAST if words else USUAL_LENGTH
        made = await self._desk.read(lambda _: generate(length, words=words, context=context))
        self._secret.wipe()
        self._secret, self._left = made, SHOWN_SECONDS
        self.query_one("#secret", Plain).show(made.reveal())
        self._say()

    def _say(self) -> None:
        self.query_one("#left", Plain).show(f"{self._left} 秒后自动关闭")

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say()
        elif self.is_current:
            self.go_away()
        else:
            self.query_one("#secret", Plain).show("（时间到，已遮去）")

    @on(CopyPassword)
    def _hand_over(self) -> None:
        if text := self._secret.reveal():
            self._hand(text)
            self.notify(
                f"已送往终端剪贴板，{SHOWN_SECONDS} 秒后清空；粘贴不出来的话，终端不支持，请照着输入", timeout=10
            )

    @on(MakeAnother)
    def _again(self) -> None:
        self._make()

    @on(OtherKind)
    def _other_kind(self) -> None:
        self._words = not self._words
        self._make()

    def leave(self) -> None:
        """Wipe and close."""
        self.query_one("#secret", Plain).show("")
        self._secret.wipe()
        self.dismiss(None)
