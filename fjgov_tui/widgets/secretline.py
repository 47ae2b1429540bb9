"""A line for a password: masked, never copied out, never completed, empty again as soon as it has been used."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from fjgov_tui.commands.base import moves
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.widgets.line import OneLine

REFUSED = "输入的口令不能复制或剪切"


class SecretLine(OneLine):
    """Holds what is typed exactly as it is typed, since a character changed unseen would lock the operator out."""

    ALLOW_SELECT = False
    SHOWS_DROPPED = False
    HELP = "在这里输入新口令：只显示圆点，不能复制；离开这一页就抹掉，不进草稿，不保存。"
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("up", "app.focus_previous", "上一项"),
        ("down", "app.focus_next", "下一项"),
        ("left", "cursor_left", "左移"),
        ("right", "cursor_right", "右移"),
        ("ctrl+u", "delete_left_all", "清空到行首"),
    )

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        """Empty.

        Args:
            placeholder: shown while it is empty; ours.
            id: the widget's id.
        """
        super().__init__(password=True, placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False

    def secret(self) -> Secret:
        """What stands in it, for a `with` block."""
        return Secret(self.value)

    def wipe(self) -> None:
        """Empty it; nobody is told, for nothing was typed."""
        with self.prevent(Input.Changed):
            self.value = ""

    def action_copy(self) -> None:
        """Refused: the clipboard is read by every program."""
        self.notify(REFUSED, severity="warning")

    def action_cut(self) -> None:
        """Refused, as copying is: a password never reaches the clipboard."""
        self.notify(REFUSED, severity="warning")
