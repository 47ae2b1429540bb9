"""A list to choose from, with its keys named in Chinese."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fjgov_tui.commands.base import moves, opens


class Menu(OptionList, inherit_bindings=False):
    """Textual's list of options; what it shows is never read as markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        opens("select", "打开"),
        *moves(
            ("up", "cursor_up", "上一条"),
            ("down", "cursor_down", "下一条"),
            ("pageup", "page_up", "上一页"),
            ("pagedown", "page_down", "下一页"),
            ("home", "first", "第一条"),
            ("end", "last", "最后一条"),
        ),
    ]

    def __init__(self, *content: VisualType | Option, id: str | None = None, opens: bool = True) -> None:
        """List the options.

        Args:
            content: `Option`s or what they show.
            id: the widget's id.
            opens: whether Enter does anything here.
        """
        super().__init__(*content, id=id, markup=False)
        self._opens = opens

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where Enter does nothing it is not offered."""
        return self._opens if action == "select" else super().check_action(action, parameters)

    def fill(self, options: list[Option], place: int | None = 0) -> None:
        """List other options, with the cursor on one of them.

        Args:
            options: what to list.
            place: where the cursor goes; the last one where there are fewer.
        """
        self.clear_options()
        self.add_options(options)
        self.highlighted = min(place or 0, len(options) - 1) if options else None
