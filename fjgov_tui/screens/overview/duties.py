"""The box of screen 1 with what has to be done next, whoever's duty it is; Enter opens the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from fjgov_tui.commands.overview import AllDuties
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import plain

if TYPE_CHECKING:
    from fjgov_tui.workflows.duties import Obligation

TITLE = "要办的事"
MOST = 50
"""Duties that the box lists, those that end first; the page lists all."""


class DutyBox(Menu):
    """What is overdue, and what falls due within 30 days."""

    @dataclass
    class Chosen(Message):
        """A duty's record is to be opened."""

        ledger: str
        record: int

    def __init__(self, desk: AsyncStore, *, id: str) -> None:
        """Nothing is known yet.

        Args:
            desk: the open file.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._desk = desk
        self._duties: Sequence[Obligation] | None = None
        self.border_title = plain(f"{TITLE}  正在读取…")

    async def read(self, today: date) -> None:
        """Read and show them.

        Args:
            today: the Beijing day.
        """
        try:
            duties = await self._desk.study_once(("duties", today), lambda reader: _duties(reader, today))
        except FjgovError as problem:
            self.border_title = plain(f"{TITLE}  读不到：{problem}", "bold $error")
            return
        if duties == self._duties or not self.is_attached:
            return
        from fjgov_tui.reports.situation import count_duties

        self._duties = duties
        self.border_title = plain(f"{TITLE}  {count_duties(duties, today).words}" if duties else TITLE)
        lines = [Option(duty_line(duty, today)) for duty in duties[:MOST]]
        if not duties:
            lines = [Option(plain("登记的事项里，30 天内没有到期的"))]
        elif len(duties) > MOST:
            lines.append(Option(plain(f"另有 {len(duties) - MOST} 件，回车（或 ^u）全部列出")))
        self.fill(lines, self.highlighted)

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        event.stop()
        duties = self._duties or ()
        if event.option_index < min(len(duties), MOST):
            duty = duties[event.option_index]
            self.post_message(self.Chosen(duty.ledger, duty.id))
        else:
            self.post_message(AllDuties())


def duty_line(duty: Obligation, today: date) -> Content:
    """One duty on one line: how long, what, about what, whose."""
    left = duty.days_left(today)
    style = "bold $error" if left < 0 else "bold $warning" if left == 0 else "$warning" if left <= 7 else ""
    whose = f"（{safe(duty.unit)}）" if duty.unit and duty.unit not in duty.subject else ""
    return plain(fit(duty.left(today), 12), style) + plain(f"{duty.day:%m-%d} {duty.what}  {safe(duty.subject)}{whose}")


def _duties(reader: Reader, today: date) -> Sequence[Obligation]:
    from fjgov_tui.workflows.duties import duties

    return duties(reader, today)
