"""The lines of standing on screen 1: monitor, incidents, passwords, inspection, trend; each opens what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.commands.mains import AUDIT, HANDLING, MONITOR, PASSWORDS
from fjgov_tui.screens.base import OpenMain
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import plain

if TYPE_CHECKING:
    from fjgov_tui.reports.live import Live
    from fjgov_tui.reports.overview import Gap, Glance

_OPENS: dict[str, tuple[str, str]] = {
    "监测": (MONITOR.mode, ""),
    "处置": (HANDLING.mode, ""),
    "口令": (PASSWORDS.mode, ""),
    "检查": (AUDIT.mode, "检查"),
    "趋势": (AUDIT.mode, "问题"),
}
"""By the word that begins a line: which screen it opens, and which of its lists."""


class StandingLines(Menu):
    """A line a subject, in a fixed order; what is not known yet says so."""

    DEFAULT_CSS = """
    StandingLines { height: auto; max-height: 5; background: $boost; text-wrap: nowrap; text-overflow: ellipsis;
                    scrollbar-size-vertical: 0; padding: 0; border: none; }
    StandingLines > .option-list--option { padding: 0 1; }
    """

    def __init__(self, *, id: str) -> None:
        """Nothing is known yet.

        Args:
            id: the widget's id.
        """
        super().__init__(id=id)
        self._words: dict[str, Content] = dict.fromkeys(_OPENS, plain("正在读取…", "dim"))
        self._shown: list[str] = []

    def on_mount(self) -> None:
        """All lines at once, so that nothing moves when they are filled."""
        self._draw()

    def show_live(self, live: Live) -> None:
        """What the monitor and the incidents say."""
        from fjgov_tui.screens.overview.lines import incidents_line, monitor_line

        self._words |= {"监测": monitor_line(live), "处置": incidents_line(live)}
        self._draw()

    def show_glance(self, glance: Glance) -> None:
        """Passwords, and what is registered of the quarter's inspection."""
        from fjgov_tui.screens.overview.lines import due_line, quarter_line

        self._words |= {"口令": due_line(glance.due), "检查": quarter_line(glance.quarters)}
        self._draw()

    def show_trend(self, gaps: Sequence[Gap], today: date) -> None:
        """Since when what is open is open."""
        from fjgov_tui.reports.situation import trend

        self._words |= {"趋势": plain(f"问题从哪个月开始：{trend(gaps, today)}")}
        self._draw()

    def _draw(self) -> None:
        fresh = [plain(f"{word}  ", "bold") + words for word, words in self._words.items()]
        drawn = [line.markup for line in fresh]
        if drawn != self._shown:
            self._shown = drawn
            self.fill([Option(line) for line in fresh], self.highlighted)

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        event.stop()
        mode, view = list(_OPENS.values())[event.option_index]
        self.post_message(OpenMain(mode, view))
