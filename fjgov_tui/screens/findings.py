"""The findings of one rule: which record, what is wrong, what to do; Enter goes to the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fjgov_tui.audit import SEVERITIES, Finding
from fjgov_tui.text import safe
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.window import Window


class Findings(Window[Finding | None]):
    """Returns the finding whose record is wanted."""

    DEFAULT_CSS = """
    Findings { align: center middle; background: $background 30%; }
    Findings > Vertical { width: 76; max-width: 98%; height: auto; max-height: 95%; border: round $accent;
                          background: $surface; }
    Findings OptionList { height: auto; max-height: 19; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "返回", key_display="Esc")]

    def __init__(self, title: str, found: Sequence[Finding]) -> None:
        """List them.

        Args:
            title: the rule's question.
            found: at least one.
        """
        super().__init__()
        self._title, self._found = title, tuple(found)

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical() as frame:
            frame.border_title = plain(f"{self._title}  共 {len(self._found)} 项")
            frame.border_subtitle = plain("回车看这条记录，Esc 返回")
            yield OptionList(*(Option(self._prompt(one)) for one in self._found), markup=False)

    def _prompt(self, one: Finding) -> Content:
        unit = f"（{safe(one.unit)}）" if one.unit and one.unit != one.subject else ""
        head = plain(f"{SEVERITIES[one.severity]}  {one.subject}", "bold") + plain(unit)
        return head + Content("\n      ") + plain(one.message, "$text-muted")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])

    def action_leave(self) -> None:
        """None is wanted."""
        self.dismiss(None)
