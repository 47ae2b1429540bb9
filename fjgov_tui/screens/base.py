"""What every main screen has besides the frame: what it offers, how records are asked for, where Esc leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message

from fjgov_tui.commands.base import Command, Destination
from fjgov_tui.commands.everywhere import EVERYWHERE, GO_SCREENS, HANDOVER_COMMANDS
from fjgov_tui.commands.mains import MAINS, Main
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.frame import Frame

LEAST_COLUMNS, LEAST_LINES = 80, 22
"""Below it a notice takes the place of the screen: the design size without a terminal multiplexer's own lines."""


@dataclass
class OpenForm(Message):
    """Open an empty form of this ledger on screen 2."""

    ledger: str


@dataclass
class OpenList(Message):
    """Show a ledger's list on screen 2."""

    ledger: str


@dataclass
class OpenMain(Message):
    """Go to another main screen for something that is counted here; Esc there comes back."""

    mode: str
    view: str = ""
    """The title of the list that is wanted; the usual one where empty."""
    chapter: int = 0
    """The chapter of the regulation about which it is asked; 0 is all."""


class CommandScreen(Frame[None]):
    """A main screen: one line of the table of main screens names it."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (*HANDOVER_COMMANDS, *EVERYWHERE)
    MAIN: ClassVar[Main]
    """Its line in the table of main screens."""
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, desk: AsyncStore) -> None:
        """Bind the screen to the open file."""
        super().__init__(desk)
        self.DIGIT = self.MAIN.digit
        self.came_from = ""
        """The mode from which something sent the user here, and to which Esc goes back; empty after a digit."""

    def places(self) -> Sequence[Destination]:
        """Every ledger, by its name."""
        return [Destination(f"台账：{ledger.title}", "画面 2", OpenList(ledger.name)) for ledger in LEDGERS.values()]

    def no_such_digit(self, digit: str) -> str:
        """Which main screens there are."""
        return f"没有画面 {digit}；现有{'、'.join(f'{main.digit} {main.title}' for main in MAINS)}"

    def open_wanted(self, wanted: OpenForm | OpenList | OpenMain) -> None:
        """Show what was asked for on another screen; a screen that lists nothing of the kind is simply in front."""

    def go_back(self) -> bool:
        """To the screen from which something sent the user here; whether there was one."""
        back = next((go for go in GO_SCREENS if go.mode == self.came_from), None)
        if back is not None:
            self.post_command(back)
        return back is not None

    def step_back(self) -> bool:
        """Back to where something sent the user from, where there is nothing nearer to step out of."""
        return self.go_back()

    def person_at_hand(self) -> int | None:
        """The person under the cursor, for whom a leaving may be meant."""
        return None
