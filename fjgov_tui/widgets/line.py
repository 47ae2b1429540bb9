"""A line to type in, for all screens: it sends nothing while it waits, and holds only harmless characters."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import Input

from fjgov_tui.commands.base import moves
from fjgov_tui.text import clean, fit

SAMPLE = 20
"""Cells of what was not taken that are shown, so that one knows from where on."""


class OneLine(Input):
    """An input that takes one line of what is pasted, the first that is not blank, and says what it left out."""

    SHOWS_DROPPED: ClassVar[bool] = True
    """Whether a little of what was left out may be shown."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next character will stand; behind the last one Textual counts a cell for its cursor, too."""
        place = super().cursor_screen_offset
        return place - (1, 0) if self.cursor_position == len(self.value) else place

    def on_paste(self, event: events.Paste) -> None:
        """A cell of a spreadsheet comes with a line break; that alone is nothing to tell."""
        event.stop()
        event.prevent_default()
        lines = [line for line in event.text.splitlines() if line.strip()]
        if not lines:
            return
        self.replace(lines[0], *self.selection)
        if len(lines) > 1:
            begins = f"，从“{fit(clean(lines[1]), SAMPLE).rstrip()}”起" if self.SHOWS_DROPPED else ""
            self.notify(
                f"粘贴的有 {len(lines)} 行，这里只放一行：放入了第一行，后面 {len(lines) - 1} 行没有放入{begins}",
                severity="warning",
            )


class Line(OneLine):
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
