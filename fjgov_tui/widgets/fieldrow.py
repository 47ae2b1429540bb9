"""One field of a form: its label, the line to type in, and below it what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from fjgov_tui.commands.base import moves
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.model import Field
from fjgov_tui.ledgers.types import LongText
from fjgov_tui.text import clean_long, width
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain


class Paragraph(TextArea):
    """Several lines to type in; Tab leaves it as it leaves every other field."""

    def __init__(self, value: str) -> None:
        """Show the value."""
        super().__init__(clean_long(value), tab_behavior="focus", compact=True, soft_wrap=True)
        self.cursor_blink = False

    def edit(self, edit: Edit) -> EditResult:
        """Typed, pasted or undone: what enters is harmless."""
        edit.text = clean_long(edit.text)
        return super().edit(edit)

    def action_cursor_up(self, select: bool = False) -> None:
        """One line up; from the first line to the field above."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """One line down; from the last line to the field below."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)


ROOM = 13
"""Cells of a label, with its star; where a form has a longer one, all of its labels get more."""


def in_line(rows: Sequence[FieldRow]) -> None:
    """Give the labels of one form the room that the longest takes, so that none is cut off."""
    long = any(width(row.label) > ROOM for row in rows)
    for row in rows:
        row.set_class(long, "-long")


class FieldRow(Vertical):
    """Holds the text of one field as typed; what it means is decided when the form is saved."""

    DEFAULT_CSS = """
    FieldRow { height: auto; }
    FieldRow Horizontal { height: auto; }
    FieldRow .label { width: 15; height: 1; padding: 0 1; color: $text-muted; }
    FieldRow.-long .label { width: 19; }
    FieldRow.-long .wrong, FieldRow.-long .caution { padding-left: 19; }
    FieldRow.-required .label { color: $foreground; text-style: bold; }
    FieldRow Line { width: 1fr; }
    FieldRow Paragraph { width: 1fr; height: auto; min-height: 3; max-height: 8; border: none; padding: 0;
                         background: $boost; }
    FieldRow Paragraph:focus { background: $surface; }
    FieldRow .wrong { display: none; height: auto; padding-left: 15; color: $error; }
    FieldRow.-wrong .wrong { display: block; }
    FieldRow.-wrong .label { color: $error; }
    FieldRow .caution { display: none; height: auto; padding-left: 15; color: $warning; }
    FieldRow.-caution .caution { display: block; }
    """

    # Here and not on the form, because the scrolling container between the two would take the arrows first.
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("up", "app.focus_previous", "上一项"),
        ("down", "app.focus_next", "下一项"),
    )

    @dataclass
    class Left(Message):
        """The focus has left the field, or a value was picked for it: time to look at what stands there."""

        row: FieldRow

    @dataclass
    class Entered(Message):
        """The focus is on the field: time to explain it."""

        row: FieldRow

    @dataclass
    class Typed(Message):
        """The text has changed."""

        row: FieldRow

    def __init__(self, field: Field, value: str, suggestions: list[str]) -> None:
        """Show a field.

        Args:
            field: its declaration.
            value: the text to begin with.
            suggestions: texts that are completed while typing.
        """
        super().__init__()
        self.field = field
        self._value, self._suggestions = value, suggestions
        self.set_class(field.required, "-required")

    def compose(self) -> ComposeResult:
        """Label and line, and the place for what is wrong."""
        with Horizontal():
            yield Plain(self.label, classes="label")
            if isinstance(self.field.type, LongText):
                yield Paragraph(self._value)
            else:
                line = Line(self._value)
                if self._suggestions:
                    line.suggester = SuggestFromList(self._suggestions, case_sensitive=False)
                yield line
        yield Plain(classes="wrong")
        yield Plain(classes="caution")

    @property
    def label(self) -> str:
        """What stands before the line."""
        return ("*" if self.field.required else "") + self.field.label

    @property
    def text(self) -> str:
        """What stands in the field."""
        if not self.is_mounted or not self.children:
            return self._value
        lines = self.query(Line)
        return lines.first().value if lines else self.query_one(Paragraph).text

    def put(self, text: str) -> None:
        """Write a text into the field, as if it had been typed."""
        lines = self.query(Line)
        if lines:
            lines.first().value = text
            lines.first().cursor_position = len(text)
        else:
            self.query_one(Paragraph).text = clean_long(text)

    def pick(self, text: str) -> None:
        """Write a text that was chosen; what was said of the text before it is said no more."""
        self.put(text)
        self.post_message(self.Left(self))

    def enter(self) -> None:
        """Put the focus on the field."""
        self.query("Line, Paragraph").first().focus()

    def say(self, wrong: str) -> None:
        """Say what is wrong; empty text says that nothing is."""
        self.set_class(bool(wrong), "-wrong")
        self.query_one(".wrong", Plain).show(wrong)

    def warn(self, caution: str) -> None:
        """Say what to think about; empty text takes it back. It keeps nobody from saving."""
        self.set_class(bool(caution), "-caution")
        self.query_one(".caution", Plain).show(f"! {caution}" if caution else "")

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Explain the field."""
        self.post_message(self.Entered(self))

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Look at the field."""
        self.post_message(self.Left(self))

    @on(Line.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.post_message(self.Typed(self))
