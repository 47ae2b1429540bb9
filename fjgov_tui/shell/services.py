"""What any screen may ask the application for: help, the palette, messages, search, people who leave, taking back.

The windows that answer are themselves screens that ask: so they are opened here, above all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from fjgov_tui.commands.everywhere import (
    BeginHandover,
    FindEverywhere,
    OpenPalette,
    Service,
    ShowHandovers,
    ShowHelp,
    ShowMessages,
    UndoLast,
)
from fjgov_tui.screens.base import CommandScreen
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.widgets.notices import Speaking
from fjgov_tui.widgets.offering import Offering


class Services:
    """Opens what was asked for before the screen in front; each window is loaded when it is first wanted."""

    def __init__(self, app: OpenApp) -> None:
        """Serve the screens of this application."""
        self._app = app
        self._served: Mapping[type[Service], Callable[[Screen[Any]], None]] = {
            ShowHelp: self._help,
            OpenPalette: self._palette,
            ShowMessages: self._messages,
            FindEverywhere: self._find,
            BeginHandover: self._begin_handover,
            ShowHandovers: self._handovers,
            UndoLast: self._undo,
        }

    def serve(self, wanted: Service) -> None:
        """Open what the command asks for; nothing where the program is ending."""
        if self._app.screen_stack:
            self._served[type(wanted)](self._app.screen)

    def _help(self, screen: Screen[Any]) -> None:
        from fjgov_tui.widgets.help import Help, help_text

        self._app.push_screen(Help("帮助", help_text(screen)))

    def _palette(self, screen: Screen[Any]) -> None:
        if isinstance(screen, Offering):
            self._app.run_worker(self._choose_command(screen))

    async def _choose_command(self, screen: Offering[Any]) -> None:
        from fjgov_tui.widgets.palette import palette

        places = screen.places()
        chosen = await self._app.push_screen_wait(palette(screen.commands(), screen.situation(), places))
        going = next((place.going for place in places if place.name == chosen), None)
        if going is not None:
            screen.post_message(going)
        elif chosen:
            screen.action_command(chosen)

    def _messages(self, _screen: Screen[Any]) -> None:
        from fjgov_tui.widgets.dialogs import Tell

        log = self._app.notices.log if isinstance(self._app, Speaking) else ()
        log_text = "\n".join(notice.logged for notice in reversed(log))
        self._app.push_screen(Tell("消息记录", log_text or "这一次打开以来还没有消息。"))

    def _find(self, screen: Screen[Any]) -> None:
        from fjgov_tui.screens.search import SearchPage

        if isinstance(screen, CommandScreen):
            self._app.push_screen(SearchPage(screen.desk, screen.DIGIT))

    def _begin_handover(self, screen: Screen[Any]) -> None:
        if isinstance(screen, CommandScreen):
            self._app.run_worker(self._hand_over(screen))

    async def _hand_over(self, screen: CommandScreen) -> None:
        from fjgov_tui.screens.handover.leaving_page import LeavingPage
        from fjgov_tui.screens.handover.list_page import HandoversPage

        begun = await self._app.push_screen_wait(LeavingPage(screen.desk, screen.DIGIT, screen.person_at_hand()))
        if begun is not None:
            await self._app.push_screen_wait(HandoversPage(screen.desk, screen.DIGIT, begun))

    def _handovers(self, screen: Screen[Any]) -> None:
        from fjgov_tui.screens.handover.list_page import HandoversPage

        if isinstance(screen, CommandScreen):
            self._app.push_screen(HandoversPage(screen.desk, screen.DIGIT))

    def _undo(self, screen: Screen[Any]) -> None:
        if isinstance(screen, CommandScreen):
            self._app.run_worker(self._take_back(screen), exclusive=True, group="undo")

    async def _take_back(self, screen: CommandScreen) -> None:
        from fjgov_tui.screens.undoing import undo_last

        if await undo_last(screen):
            screen.reload()
