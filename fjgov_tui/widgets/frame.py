"""What fills the terminal: main screens, and pages that cover one but keep the lines around it."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.everywhere import GoBack, OpenPalette, ReportTrouble, ShowMessages
from fjgov_tui.errors import FjgovError
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.keybar import KeyBar
from fjgov_tui.widgets.notices import NoticeLines
from fjgov_tui.widgets.offering import Offering
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.widgets.statusbar import StatusBar

R = TypeVar("R")
T = TypeVar("T")


class Foot(Vertical):
    """The bottom lines of a screen: what is being said, and below it the keys."""

    DEFAULT_CSS = """
    Foot { dock: bottom; height: auto; width: 1fr; }
    Foot NoticeLines, Foot KeyBar { dock: none; }
    """

    def compose(self) -> ComposeResult:
        """The messages above, and the keys below."""
        yield NoticeLines()
        yield KeyBar()


class Frame(Offering[R]):
    """Fills the terminal: status line above, key line below, its own content between."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (OpenPalette, ReportTrouble, ShowMessages)
    DIGIT: str = ""
    """The main screen that it is, or to which it belongs."""

    def __init__(self, desk: AsyncStore) -> None:
        """Bind it to the open file."""
        super().__init__()
        self.desk = desk
        self._told = ""

    def compose(self) -> ComposeResult:
        """The lines, and the content between them."""
        yield StatusBar.of(self.desk, self.DIGIT)
        yield from self.content()
        yield Foot()

    def content(self) -> ComposeResult:
        """What stands between the lines."""
        yield from ()

    def reload(self) -> object:
        """The file was changed by somebody: read again what is shown."""

    def reload_live(self) -> object:
        """The monitor has written, and no ledger was changed: read again what shows its work."""

    def situation(self) -> Situation:
        """Whether anything may be changed."""
        return Situation(readonly=self.desk.readonly)

    def on_key(self, event: events.Key) -> None:
        """A digit that leads nowhere from here says so."""
        if event.key.isdecimal() and event.key not in self.active_bindings:
            self.notify(self.no_such_digit(event.key), severity="warning")
            event.stop()

    def no_such_digit(self, digit: str) -> str:
        """Where digits lead, or how one comes to where they lead."""
        return "先按 Esc 退出这一页，再按数字换画面"

    def stay(self) -> None:
        """Go no further where the screen or the program went while something was waited for: nobody asks any more.

        Raises:
            CancelledError: what would show the answer is gone.
        """
        if not self.is_attached or not self.children or self.desk.closing.is_set():
            raise CancelledError

    async def attempt(self, answer: Awaitable[T], title: str = "没有成功") -> T | None:
        """Wait for the answer; a failure is shown in a window, and the answer is then `None`.

        Closing the window makes the screen read again: the same failure then goes to the line above the keys, also
        when another question was answered meanwhile: else one window follows the other, and nobody gets out.

        Raises:
            CancelledError: the screen was left for good meanwhile.
        """
        try:
            answered = await answer
            self.stay()
        except FjgovError as error:
            if str(error) == self._told:
                self.notify(self._told, title=title, severity="error")
            else:
                from fjgov_tui.widgets.dialogs import Tell

                self._told = str(error)
                await self.app.push_screen(Tell(title, self._told))
            return None
        return answered


class Page(Frame[R]):
    """Covers the main screen; its title stands below the status line.

    Not a modal screen, because the terminal's own background, which some themes use, would let the list shine through.
    """

    OFFERED: ClassVar[tuple[type[Command], ...]] = (GoBack,)
    DEFAULT_CSS = """
    Page { background: $background; }
    Page > .title { height: 1; background: $boost; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    DIGIT: str = "2"
    """The main screen to which it belongs, where nobody says from which it was called."""

    def __init__(self, desk: AsyncStore, title: str, digit: str = "") -> None:
        """Open a page.

        Args:
            desk: the open file.
            title: what it is about.
            digit: the main screen from which it was called.
        """
        super().__init__(desk)
        self._title = title
        self.DIGIT = digit or self.DIGIT

    def compose(self) -> ComposeResult:
        """The status line and the title above, the page's own content, the keys below."""
        yield StatusBar.of(self.desk, self.DIGIT)
        yield Plain(f" {self._title}", classes="title")
        yield from self.content()
        yield Foot()

    def leave(self) -> object:
        """Out of the page, with nothing to return."""
        return self.dismiss(None)

    async def before_leaving(self) -> None:
        """The program ends while this page is open: keep what would be lost."""
