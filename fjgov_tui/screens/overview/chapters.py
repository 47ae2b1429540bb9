"""The box of screen 1 that shows the open findings of each chapter as a bar; Enter lists them on screen 8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.clock import instant, show_instant
from fjgov_tui.commands.mains import AUDIT
from fjgov_tui.errors import InputProblem
from fjgov_tui.lastcheck import LastCheck, keep_last_check, read_last_check
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.paths import last_checks_file
from fjgov_tui.screens.base import OpenMain
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import plain

if TYPE_CHECKING:
    from fjgov_tui.reports.overview import Gap
    from fjgov_tui.reports.situation import ChapterBar

TITLE = "各章问题"
_BLOCKS: dict[Severity, tuple[str, str, str]] = {
    Severity.VIOLATION: ("█", "✗", "bold $error"),
    Severity.WARNING: ("▓", "!", "$warning"),
    Severity.NOTICE: ("░", "·", ""),
}
"""For each severity the cell of its bar, its sign beside the number, and its style."""
_NAME, _NUMBERS, _LEAST = 14, 11, 4
"""Cells of the chapter's name and of its numbers; cells that a bar has at least."""


class ChapterBox(Menu):
    """One line a chapter about which rules ask."""

    def __init__(self, desk: AsyncStore, *, id: str) -> None:
        """Nothing is known yet.

        Args:
            desk: the open file.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._desk = desk
        self._bars: tuple[ChapterBar, ...] = ()
        self._fresh = False
        self._origin = ""
        self.border_title = plain(f"{TITLE}  正在核对…")

    async def remember(self) -> None:
        """Show what the last check of this file counted, with its time, until the rules have answered."""
        if self._fresh or self._origin or self._desk.as_of is not None:
            # What was counted last is of the present, and what is counted of a past day is not kept for it.
            return
        self._origin = await self._desk.read_first(lambda reader: reader.origin())
        known = read_last_check(last_checks_file(), self._origin)
        if known is None or self._bars or not self.is_attached:
            return
        from fjgov_tui.reports.situation import bars_of_counts

        self._bars = bars_of_counts(known.rows)
        self._draw()
        at, today = show_instant(known.at), show_instant(instant(self._desk.clock()))
        when = at[11:] if at[:10] == today[:10] else at[5:]
        self.border_title = plain(f"{TITLE}  {when} 的结果，正在核对…")

    async def show(self, gaps: Sequence[Gap]) -> None:
        """Show what the rules have answered now, and remember the counts."""
        from fjgov_tui.reports.situation import chapter_bars

        self._bars, self._fresh = chapter_bars(gaps), True
        total = sum(bar.total for bar in self._bars)
        self.border_title = plain(f"{TITLE}  共 {total} 项" if total else TITLE)
        self._draw()
        self._keep(LastCheck(instant(self._desk.clock()), tuple(bar.row for bar in self._bars)))

    @work(thread=True, exclusive=True, group="last-check")
    def _keep(self, check: LastCheck) -> None:
        if not self._origin:
            return
        try:
            keep_last_check(last_checks_file(), self._origin, check)
        except InputProblem:
            # What was counted last is a convenience; a home that cannot be written is told where it matters.
            return

    def _draw(self) -> None:
        room = max(_LEAST, self.content_size.width - _NAME - _NUMBERS)
        most = max((bar.total for bar in self._bars), default=0)
        self.fill([Option(_line(bar, most, room)) for bar in self._bars], self.highlighted)

    def on_resize(self) -> None:
        """Bars are as long as there is room."""
        if self._bars:
            self._draw()

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        event.stop()
        bar = self._bars[event.option_index]
        self.post_message(OpenMain(AUDIT.mode, "问题", bar.number))


def _line(bar: ChapterBar, most: int, room: int) -> Content:
    name = plain(fit(f"{bar.number:>2} {bar.title}", _NAME))
    if not bar.total:
        return name + plain(bar.state, "dim" if bar.unchecked else "$success")
    cells = max(1, bar.total * room // most)
    drawn, parts = 0, [name]
    counted = 0
    for severity in SEVERITIES:
        block, _, style = _BLOCKS[severity]
        counted += bar.counts[severity]
        end = cells * counted // bar.total
        parts.append(plain(block * (end - drawn), style))
        drawn = end
    numbers = " ".join(
        f"{_BLOCKS[severity][1]}{bar.counts[severity]}" for severity in SEVERITIES if bar.counts[severity]
    )
    return Content("").join([*parts, plain(f" {numbers}")])
