"""What every main screen has: the status line, the key line, its commands, and one way to report a failure."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from fjgov_tui.commands.base import Command, Situation, bindings
from fjgov_tui.commands.everywhere import EVERYWHERE, OpenPalette, ShowHelp
from fjgov_tui.commands.handover import HANDOVER_COMMANDS, BeginHandover, ShowHandovers
from fjgov_tui.errors import FjgovError
from fjgov_tui.screens.palette import palette
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.help import Help, help_text
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
    BINDINGS: ClassVar[list[BindingType]] = bindings((*HANDOVER_COMMANDS, *EVERYWHERE))

    def __init__(self, desk: AsyncStore) -> None:
        """Bind the screen to the open file."""
        super().__init__()
        self.desk = desk
        self._told = ""

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

    def reload_live(self) -> object:
        """The monitor has written, and no ledger was changed: read again what shows its work."""

    def open_wanted(self, wanted: OpenRecord | OpenForm) -> None:
        """Show a record or an empty form; only screen 2 can."""

    def situation(self) -> Situation:
        """What commands may want to know."""
        return Situation(readonly=self.desk.readonly)

    def commands(self) -> tuple[type[Command], ...]:
        """Everything that the palette offers here."""
        return (*self.OFFERED, *HANDOVER_COMMANDS, *EVERYWHERE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that may not run now stays visible, dimmed."""
        if action == "command":
            command = self._find(str(parameters[0]))
            return None if command and command.refusal(self.situation()) else True
        return super().check_action(action, parameters)

    def action_command(self, name: str) -> None:
        """A command's key was pressed, or the palette chose it."""
        command = self._find(name)
        if command is not None:
            self.post_message(command())

    def _find(self, name: str) -> type[Command] | None:
        return next((command for command in self.commands() if command.__name__ == name), None)

    def on_key(self, event: events.Key) -> None:
        """The key of a command that may not run now says why."""
        active = self.active_bindings.get(event.key)
        command = self._find(active.binding.id or "") if active else None
        if command and (why := command.refusal(self.situation())):
            self.notify(why, title=command.title, severity="warning")
            event.stop()

    @on(ShowHelp)
    def _help(self) -> None:
        self.app.push_screen(Help("帮助", help_text(self)))

    @on(OpenPalette)
    @work
    async def _palette(self) -> None:
        chosen = await self.app.push_screen_wait(palette(self.commands(), self.situation()))
        if chosen:
            self.action_command(chosen)

    def person_at_hand(self) -> int | None:
        """The person under the cursor, for whom a leaving may be meant."""
        return None

    @on(BeginHandover)
    @work
    async def _begin_handover(self) -> None:
        from fjgov_tui.screens.handover.leaving_page import LeavingPage
        from fjgov_tui.screens.handover.list_page import HandoversPage

        begun = await self.app.push_screen_wait(LeavingPage(self.desk, self.DIGIT, self.person_at_hand()))
        if begun is not None:
            await self.app.push_screen_wait(HandoversPage(self.desk, self.DIGIT, begun))

    @on(ShowHandovers)
    @work
    async def _show_handovers(self) -> None:
        from fjgov_tui.screens.handover.list_page import HandoversPage

        await self.app.push_screen_wait(HandoversPage(self.desk, self.DIGIT))

    async def attempt(self, answer: Awaitable[T], title: str = "没有成功") -> T | None:
        """Wait for the answer; a failure is shown in a window, and the answer is then `None`.

        Closing the window makes the screen read again: the same failure then goes to the corner, not in the way.
        """
        try:
            found = await answer
        except FjgovError as error:
            if str(error) == self._told:
                self.notify(self._told, title=title, severity="error")
            else:
                self._told = str(error)
                await self.app.push_screen(Tell(title, self._told))
            return None
        self._told = ""
        return found
