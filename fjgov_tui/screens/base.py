"""What every main screen has: the status line, the key line, its commands, and one way to report a failure."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import EVERYWHERE
from fjgov_tui.errors import FjgovError
from fjgov_tui.store.desk import Desk
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.keybar import KeyBar
from fjgov_tui.widgets.statusbar import StatusBar

T = TypeVar("T")

LEAST_COLUMNS, LEAST_LINES = 80, 24
"""The design size; below it a notice takes the place of the screen."""


@dataclass
class OpenRecord(Message):
    """Show this record in its ledger; the application carries it to screen 2."""

    ledger: str
    record: int


@dataclass
class OpenForm(Message):
    """Open an empty form of this ledger on screen 2."""

    ledger: str


class CommandScreen(Screen[None]):
    """A main screen. It lists the commands that it offers and handles their messages."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = ()
    DIGIT: ClassVar[str] = ""
    """The key that switches to it."""
    AUTO_FOCUS = None

    def __init__(self, desk: Desk) -> None:
        """Bind the screen to the open file."""
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """The frame: status line above, key line below, the screen's own content between."""
        yield StatusBar.of(self.desk, self.DIGIT)
        yield from self.content()
        yield KeyBar()

    def content(self) -> ComposeResult:
        """What stands between the two lines."""
        yield from ()

    def reload(self) -> object:
        """The file was changed by somebody: read again what is shown."""

    def situation(self) -> Situation:
        """What commands may want to know."""
        return Situation(readonly=self.desk.readonly)

    def commands(self) -> tuple[type[Command], ...]:
        """Everything that the palette offers here."""
        return (*self.OFFERED, *EVERYWHERE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that may not run now stays visible, dimmed."""
        if action == "command":
            return None if self._refusal(str(parameters[0])) else True
        return super().check_action(action, parameters)

    def action_command(self, name: str) -> None:
        """A command's key was pressed."""
        command = self._find(name)
        if command is not None:
            self.post_message(command())

    def _find(self, name: str) -> type[Command] | None:
        return next((command for command in self.OFFERED if command.__name__ == name), None)

    def _refusal(self, name: str) -> str:
        command = self._find(name)
        return command.refusal(self.situation()) if command else ""

    def on_key(self, event: events.Key) -> None:
        """The key of a command that may not run now says why."""
        for command in self.OFFERED:
            if event.key in command.key.split(",") and (why := command.refusal(self.situation())):
                self.notify(why, title=command.title, severity="warning", markup=False)
                event.stop()

    async def attempt(self, work: Awaitable[T], title: str = "没有成功") -> T | None:
        """Wait for the work; a failure is shown in a window, and the answer is then `None`."""
        try:
            return await work
        except FjgovError as error:
            await self.app.push_screen(Tell(title, str(error)))
            return None
