"""A list to choose from, with its keys named in Chinese."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fjgov_tui.commands.base import moves, opens


class Lines(OptionList, inherit_bindings=False):
    """Textual's list of options, with nothing behind them; what it shows is never read as markup."""

    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("up", "cursor_up", "上一条"),
        ("down", "cursor_down", "下一条"),
        ("pageup", "page_up", "上一页"),
        ("pagedown", "page_down", "下一页"),
        ("home", "first", "第一条"),
        ("end", "last", "最后一条"),
    )

    def __init__(self, *content: VisualType | Option, id: str | None = None) -> None:
        """List the options.

        Args:
            content: `Option`s or what they show.
            id: the widget's id.
        """
        super().__init__(*content, id=id, markup=False)

    def fill(self, options: list[Option], place: int | None = 0) -> None:
        """List other options, with the cursor on one of them.

        Args:
            options: what to list.
            place: where the cursor goes; the last one where there are fewer.
        """
        self.clear_options()
        self.add_options(options)
        self.highlighted = min(place or 0, len(options) - 1) if options else None


class Menu(Lines):
    """Lines to choose from: Enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [opens("select", "打开")]
