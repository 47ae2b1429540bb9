"""What stands in front of a main screen: small windows, and pages that cover it but keep the two lines."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.help import Help, help_text
from fjgov_tui.widgets.keybar import KeyBar
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.widgets.statusbar import StatusBar

R = TypeVar("R")


HELP_KEY = Binding("f1", "help", "帮助", key_display="F1", id="ShowHelp")


class Window(ModalScreen[R], Generic[R]):
    """In front of everything, which stays visible around it; F1 explains it like any other place."""

    BINDINGS: ClassVar[list[BindingType]] = [HELP_KEY]

    def action_help(self) -> None:
        """Explain what can be done here."""
        self.app.push_screen(Help("帮助", help_text(self)))


class Page(Screen[R], Generic[R]):
    """Covers the main screen: status line and title above, key line below, its own content between.

    Not a modal screen, because the terminal's own background, which some themes use, would let the list shine through.
    """

    BINDINGS: ClassVar[list[BindingType]] = [HELP_KEY]

    DEFAULT_CSS = """
    Page { background: $background; }
    Page > .title { height: 1; background: $boost; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    DIGIT: str = "2"
    """The main screen to which it belongs; a page that several screens open sets it for itself."""

    def __init__(self, desk: AsyncStore, title: str) -> None:
        """Open a page.

        Args:
            desk: the open file.
            title: what it is about.
        """
        super().__init__()
        self.desk = desk
        self._title = title

    def compose(self) -> ComposeResult:
        """The frame."""
        yield StatusBar.of(self.desk, self.DIGIT)
        yield Plain(f" {self._title}", classes="title")
        yield from self.content()
        yield KeyBar()

    def content(self) -> ComposeResult:
        """What stands between the lines."""
        yield from ()

    def action_help(self) -> None:
        """Explain what can be done here."""
        self.app.push_screen(Help("帮助", help_text(self)))

    async def before_leaving(self) -> None:
        """The program ends while this page is open: keep what would be lost."""
