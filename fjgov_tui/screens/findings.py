"""The findings of one rule: which record, what is wrong, what to do; Enter goes to the record."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.audit import SEVERITIES, Finding
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.window import Window

INDENT = 6
"""Cells by which the message stands below its subject."""


class Findings(Window[Finding | None]):
    """Returns the finding whose record is wanted."""

    DEFAULT_CSS = """
    Findings { align: center middle; background: $background 30%; }
    Findings > Vertical { width: 76; max-width: 98%; height: auto; max-height: 95%; border: round $accent;
                          background: $surface; }
    Findings Menu { height: auto; max-height: 17; background: $surface; }
    """
    HELP = "这一项查出的全部问题：哪条记录、差什么、该怎么办。回车跳到那条记录。"

    def __init__(self, title: str, findings: Sequence[Finding]) -> None:
        """List them.

        Args:
            title: the rule's question.
            findings: at least one.
        """
        super().__init__()
        self._title, self._found = title, tuple(findings)

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical() as frame:
            frame.border_title = plain(f"{self._title}  共 {len(self._found)} 项")
            frame.border_subtitle = plain("回车看这条记录，Esc 返回")
            yield Menu(*(Option(self._prompt(finding)) for finding in self._found))

    def _prompt(self, finding: Finding) -> Folded:
        unit = f"（{safe(finding.unit)}）" if finding.unit and finding.unit != finding.subject else ""
        head = plain(f"{SEVERITIES[finding.severity]}  {finding.subject}", "bold") + plain(unit)
        return Folded([(head, INDENT), (Content(" " * INDENT) + plain(finding.message, "$text-muted"), INDENT)])

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])
