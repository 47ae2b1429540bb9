"""How a user comes to a main screen: its module is loaded then, what was asked for is opened, Esc leads back."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from importlib import import_module

from fjgov_tui.commands.mains import LEDGER_LISTS, MAINS, Main
from fjgov_tui.screens.base import CommandScreen, OpenForm, OpenList, OpenMain
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.store.desk import AsyncStore

WARM_SECONDS = 0.3
"""How long after the first screen the others are loaded: its first frame comes before them."""
REST_SECONDS = 0.1
"""Between two screens that are made ahead, and after a key."""


class Going:
    """The application's modes, one for each main screen."""

    ahead = False
    """Whether the screens that are not in front are made while nobody types; a key then only shows one."""

    def __init__(self, app: OpenApp, desk: AsyncStore) -> None:
        """Give the application its modes.

        Args:
            app: what goes from one to another.
            desk: the file that they show.
        """
        self._app, self._desk = app, desk
        for main in MAINS:
            app.add_mode(main.mode, partial(self._screen, main))

    def watch(self) -> None:
        """Load the screens that are not in front, soon."""
        self._app.set_timer(WARM_SECONDS, self._warm_up)

    def _screen(self, main: Main) -> CommandScreen:
        """A main screen; its module is loaded when it is first shown, or while the user looks at the first one."""
        module, _, name = main.place.partition(":")
        screen: type[CommandScreen] = getattr(import_module(module), name)
        return screen(self._desk)

    def _warm_up(self) -> None:
        self._app.run_worker(self._get_ready(), group="warm")

    async def _get_ready(self) -> None:
        """Load the screens, then make them."""
        await asyncio.to_thread(load_all)
        if self.ahead:
            self._make_next([main.mode for main in MAINS])

    def _make_next(self, modes: list[str]) -> None:
        """Make one screen, but none while a key is answered; the next one a moment later."""
        left = self._desk.way.left
        if not left:
            self._app.make_ahead(modes.pop(0))
        if modes:
            self._app.set_timer(left + REST_SECONDS, partial(self._make_next, modes))

    async def go(self, mode: str) -> None:
        """To a main screen by its digit: Esc leads nowhere from there."""
        if not self._app.screen_stack:  # The program is ending.
            return
        await self._app.switch_mode(mode)
        if isinstance(self._app.screen, CommandScreen):
            self._app.screen.came_from = ""

    async def open(self, wanted: OpenForm | OpenList | OpenMain) -> None:
        """To what was asked for on another screen; Esc leads back there."""
        if not self._app.screen_stack:
            return
        before = self._app.current_mode
        mode = wanted.mode if isinstance(wanted, OpenMain) else LEDGER_LISTS.mode
        await self._app.switch_mode(mode)
        if isinstance(self._app.screen, CommandScreen):
            self._app.screen.came_from = "" if before == mode else before
            self._app.screen.open_wanted(wanted)

    def switched(self) -> None:
        """The monitor was started or stopped: a screen that tells so reads again."""
        if isinstance(self._app.screen, CommandScreen):
            self._app.screen.reload_live()


def load_all() -> None:
    """Load what the next key will need; only then is there garbage worth collecting."""
    try:
        for main in MAINS:
            import_module(main.place.partition(":")[0])
    finally:
        gc.freeze()
        gc.enable()
