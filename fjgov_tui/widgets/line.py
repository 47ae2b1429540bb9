"""A line to type in, for all screens: it sends nothing while it waits, and holds only harmless characters."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from fjgov_tui.commands.base import moves
from fjgov_tui.text import clean


class Line(Input):
    """An input whose text is cleaned however it arrives: typed, pasted or set; a blinking cursor would cost 2 kB/s."""

    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("left", "cursor_left", "左移"),
        ("right", "cursor_right", "右移，或接受灰色的建议"),
        ("home", "home", "行首"),
        ("end", "end", "行尾"),
        ("ctrl+u", "delete_left_all", "清空到行首"),
    )

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        """Show the value.

        Args:
            value: the text to begin with.
            placeholder: shown while it is empty; ours.
            id: the widget's id.
        """
        super().__init__(clean(value), placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Every path by which text arrives ends here."""
        return clean(value)
