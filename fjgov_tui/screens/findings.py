"""The findings of one rule: which record, what is wrong, what to do; Enter goes to the record."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.audit import Finding
from fjgov_tui.commands.base import Situation
from fjgov_tui.commands.overview import ExplainFinding
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.screens.explaining import explain_finding
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.window import Window

INDENT = 6
"""Cells by which the message stands below its subject."""


class Findings(Window[None]):
    """The findings of one rule; the record of each opens in front of them."""

    DEFAULT_CSS = """
    Findings { align: center middle; background: transparent; }
    Findings > Vertical { width: 76; max-width: 98%; height: auto; max-height: 95%; border: round $accent;
                          background: $surface; }
    Findings Menu { height: auto; max-height: 17; background: $surface; }
    """
    HELP = "这一项查出的全部问题：哪条记录、差什么、该怎么办。回车跳到那条记录；现在改不了的，F2 登记说明。"
    OFFERED = (ExplainFinding,)

    def __init__(self, desk: AsyncStore, title: str, findings: Sequence[Finding], digit: str) -> None:
        """List them.

        Args:
            desk: the open file.
            title: the rule's question.
            findings: at least one.
            digit: the main screen from which it was called.
        """
        super().__init__()
        self._desk, self._title, self._findings = desk, title, tuple(findings)
        self._explained: dict[int, str] = {}
        self._digit = digit

    def compose(self) -> ComposeResult:
        """The findings, one a line, in a frame that counts them."""
        with Vertical() as frame:
            frame.border_title = plain(f"{self._title}  共 {len(self._findings)} 项")
            frame.border_subtitle = plain("回车看这条记录，F2 说明，Esc 返回")
            yield Menu(*(Option(self._prompt(place)) for place in range(len(self._findings))))

    def situation(self) -> Situation:
        """Whether anything may be written."""
        return Situation(self._desk.readonly, record=True)

    def _prompt(self, place: int) -> Folded:
        finding = self._findings[place]
        unit = f"（{safe(finding.unit)}）" if finding.unit and finding.unit != finding.subject else ""
        head = plain(f"{SEVERITIES[finding.severity]}  {finding.subject}", "bold") + plain(unit)
        lines = [(head, INDENT), (Content(" " * INDENT) + plain(finding.message, "$text-muted"), INDENT)]
        if place in self._explained:
            lines.append((Content(" " * INDENT) + plain(self._explained[place], "$success"), INDENT))
        return Folded(lines)

    @on(ExplainFinding)
    @work
    async def _explain(self) -> None:
        """Ask why, who and until when, and book it."""
        place = self.query_one(Menu).highlighted
        if place is None:
            return
        explained = await explain_finding(self, self._desk, self._findings[place])
        if explained is None:
            return
        self._explained[place] = explained.words
        listed = self.query_one(Menu)
        listed.fill([Option(self._prompt(at)) for at in range(len(self._findings))], place)

    @on(Menu.OptionSelected)
    @work(exclusive=True, group="detail")
    async def _selected(self, event: Menu.OptionSelected) -> None:
        """The record in front of the list, which is there again behind it."""
        from fjgov_tui.screens.ledgers.detail import DetailScreen

        finding = self._findings[event.option_index]
        ledger = LEDGERS[finding.ledger]
        try:
            record = await self._desk.read(lambda reader: reader.record(ledger, finding.id))
        except FjgovError as problem:
            await self.app.push_screen_wait(Tell("读不到这条记录", str(problem)))
            return
        await self.app.push_screen_wait(DetailScreen(self._desk, ledger, record, self._digit))
