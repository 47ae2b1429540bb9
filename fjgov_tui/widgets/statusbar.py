"""The top line: which screen, who, which file, read-only or not, and the time."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from fjgov_tui.clock import BEIJING, Clock, utc_now
from fjgov_tui.store.desk import Desk
from fjgov_tui.text import fit, safe, width
from fjgov_tui.widgets.plain import plain

SCREENS = (("1", "总览"), ("2", "台账"), ("3", "口令"), ("4", "培训"))
"""The main screens by their digit."""


class StatusBar(Widget):
    """Always visible; redrawn once a minute and at no other time, so that an idle session sends nothing."""

    DEFAULT_CSS = """
    StatusBar { dock: top; height: 1; width: 1fr; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, here: str, who: str, file: str, *, readonly: bool, clock: Clock = utc_now) -> None:
        """Say where we are.

        Args:
            here: the digit of the screen.
            who: user@host.
            file: the database's file name.
            readonly: whether nothing can be changed.
            clock: the present moment.
        """
        super().__init__()
        self._here, self._who, self._file, self._readonly, self._clock = here, who, file, readonly, clock

    @classmethod
    def of(cls, desk: Desk, here: str) -> StatusBar:
        """The line for an open file.

        Args:
            desk: the open file.
            here: the digit of the screen.
        """
        who = f"{desk.actor.name}@{desk.actor.host}"
        return cls(here, who, desk.path.name, readonly=desk.readonly, clock=desk.clock)

    def on_mount(self) -> None:
        """Wait for the next full minute."""
        self._arm()

    def _arm(self) -> None:
        now = datetime.now(BEIJING)
        self.set_timer(60 - now.second - now.microsecond / 1e6 + 0.05, self._tick)

    def _tick(self) -> None:
        self.refresh()
        self._arm()

    def render(self) -> Content:
        """Screens on the left, facts on the right; the file's name gives way first."""
        parts = [plain(f" {digit}{name} ", "reverse bold" if digit == self._here else "") for digit, name in SCREENS]
        left = Content("").join(parts)
        mode = "只读" if self._readonly else "可写"
        time = self._clock().astimezone(BEIJING).strftime("%H:%M")
        room = self.size.width - left.cell_length - width(self._who) - width(mode) - width(time) - 9
        file = safe(self._file) if width(self._file) <= room else fit(self._file, max(room, 0)).rstrip()
        facts = f"{safe(self._who)} │ {file} │ {mode} │ {time}"
        gap = max(self.size.width - left.cell_length - width(facts), 1)
        return Content("").join([left, Content(" " * gap), plain(facts, "bold" if self._readonly else "")])
