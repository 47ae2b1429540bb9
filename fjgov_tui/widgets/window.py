"""What stands in front of a screen, which stays visible around it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

from fjgov_tui.commands.base import Command
from fjgov_tui.commands.everywhere import GoBack
from fjgov_tui.widgets.notices import NoticeLines
from fjgov_tui.widgets.offering import Offering

R = TypeVar("R")


class Window(ModalScreen[R], Offering[R]):
    """In front of everything, which stays visible around it; F1 explains it like any other place."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (GoBack,)
    DEFAULT_CSS = """
    Window.-upper > Vertical { border: double $accent; }
    """

    def on_mount(self) -> None:
        """What is said while it stands in front has a line of its own at the bottom; on a window it has two edges."""
        self.mount(NoticeLines())
        stack = self.app.screen_stack
        under = stack[: stack.index(self)] if self in stack else []
        self.set_class(bool(under) and isinstance(under[-1], Window), "-upper")

    def leave(self) -> object:
        """Out of the window, with nothing to return."""
        return self.dismiss(None)
