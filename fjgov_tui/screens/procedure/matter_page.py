"""One record in its procedure, in full: every step, what is missing, what was not kept, the earlier rounds."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.screens.procedure.about import about_matter
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.widgets.window import Page
from fjgov_tui.workflows.board import Matter


class MatterPage(Page[None]):
    """What the board says below its list, where there is room for all of it."""

    OFFERED = (CloseText,)
    HELP = "一份办件的全部：每一步谁签的、期限、还缺什么、退回过的各轮；↑↓ 翻看，Esc 回到列表签办。"
    DEFAULT_CSS = "MatterPage Plain { height: auto; padding: 0 1; }"

    def __init__(self, desk: AsyncStore, digit: str, matter: Matter) -> None:
        """Show it as it was read.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            matter: the record.
        """
        super().__init__(desk, f"{matter.progress.procedure.title}  {safe(matter.title)}")
        self.DIGIT = digit
        self._matter = matter

    def content(self) -> ComposeResult:
        """One text."""
        with VerticalScroll():
            yield Plain(id="steps")

    def on_mount(self) -> None:
        """Fold it to the page."""
        self.query_one("#steps", Plain).show_folded(about_matter(self._matter))
        self.query_one(VerticalScroll).focus()
