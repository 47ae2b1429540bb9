"""The Textual application: modes, themes, signals. It only wires; what happens is in screens and below."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.text import Text
from textual import on, work
from textual.app import App, SystemCommand
from textual.screen import Screen

from fjgov_tui.commands.base import bindings
from fjgov_tui.commands.everywhere import (
    EVERYWHERE,
    GoLedgers,
    GoOverview,
    NextTheme,
    OpenPalette,
    Quit,
    ShowHelp,
)
from fjgov_tui.crash import report
from fjgov_tui.paths import log_folder
from fjgov_tui.screens.base import CommandScreen, OpenForm, OpenRecord
from fjgov_tui.screens.ledgers import LedgersScreen
from fjgov_tui.screens.overview import OverviewScreen
from fjgov_tui.screens.palette import palette
from fjgov_tui.screens.toosmall import TooSmall, is_too_small
from fjgov_tui.store import create_store, open_store
from fjgov_tui.store.desk import Desk
from fjgov_tui.widgets.help import Help, help_text
from fjgov_tui.widgets.themes import ORDER, OWN, starting_theme

POLL_SECONDS = 2.0
"""How often the file is asked whether somebody else has written."""


class DashboardApp(App[int]):
    """One open ledger file and its main screens."""

    TITLE = "fjgov"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(EVERYWHERE)

    def __init__(self, desk: Desk) -> None:
        """Show the file that the desk has open."""
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
        self.desk = desk
        self._version = -1
        for theme in OWN:
            self.register_theme(theme)
        self.theme = starting_theme(self.console.color_system)
        self.add_mode("overview", lambda: OverviewScreen(desk))
        self.add_mode("ledgers", lambda: LedgersScreen(desk))

    def on_mount(self) -> None:
        """Start on the overview, and leave cleanly when the line is cut."""
        self.switch_mode("overview")
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name) and not self.is_headless:
                loop.add_signal_handler(getattr(signal, name), self.leave)
        self.set_interval(POLL_SECONDS, self._poll)

    def action_leave(self) -> None:
        """Asked for from a window in front."""
        self.leave()

    def leave(self) -> None:
        """The terminal has gone, or the system is stopping: end the session; drafts are already kept."""
        self.exit(0)

    async def on_unmount(self) -> None:
        """Give the file back."""
        await self.desk.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: its screenshot would write what is on screen to disk."""
        return ()

    def _fatal_error(self) -> None:
        """In place of Textual's crash screen, which prints every local variable."""
        error = sys.exc_info()[1]
        self.panic(Text(report(error or RuntimeError(), log_folder())))

    @work(exclusive=True, group="poll")
    async def _poll(self) -> None:
        """Tell the screen in front when another process has changed the file."""
        version = await self.desk.read(lambda reader: reader.data_version())
        if version != self._version and self._version >= 0 and isinstance(self.screen, CommandScreen):
            self.screen.reload()
        self._version = version

    def on_resize(self) -> None:
        """A terminal below the design size gets a notice instead of a torn screen."""
        if is_too_small(self.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    def action_command(self, name: str) -> None:
        """A key or the palette asked for a command of the whole program."""
        command = next(command for command in EVERYWHERE if command.__name__ == name)
        self.post_message(command())

    @on(GoOverview)
    def _go_overview(self) -> None:
        self.switch_mode("overview")

    @on(GoLedgers)
    def _go_ledgers(self) -> None:
        self.switch_mode("ledgers")

    @on(OpenRecord)
    def _open_record(self, wanted: OpenRecord) -> None:
        self.switch_mode("ledgers")
        self.call_later(self._at_ledgers, lambda screen: screen.open_record(wanted.ledger, wanted.record))

    @on(OpenForm)
    def _open_form(self, wanted: OpenForm) -> None:
        self.switch_mode("ledgers")
        self.call_later(self._at_ledgers, lambda screen: screen.open_form(wanted.ledger))

    def _at_ledgers(self, act: Callable[[LedgersScreen], object]) -> None:
        if isinstance(self.screen, LedgersScreen):
            act(self.screen)

    @on(NextTheme)
    def _next_theme(self) -> None:
        self.theme = ORDER[(ORDER.index(self.theme) + 1) % len(ORDER)] if self.theme in ORDER else ORDER[0]

    @on(Quit)
    def _quit(self) -> None:
        self.exit(0)

    @on(ShowHelp)
    def _help(self) -> None:
        about = self.screen.focused.HELP if self.screen.focused else None
        self.push_screen(Help("帮助", help_text(self.screen, about or self.screen.HELP or "")))

    @on(OpenPalette)
    @work
    async def _palette(self) -> None:
        screen = self.screen
        if isinstance(screen, CommandScreen):
            chosen = await self.push_screen_wait(palette(screen.commands(), screen.situation()))
            if chosen:
                await screen.run_action(f"command('{chosen}')")


def run_dashboard(path: Path, *, readonly: bool = False, create: bool = False) -> int:
    """Show a ledger file until the user leaves.

    Args:
        path: the file.
        readonly: nothing can be changed.
        create: make the file when it is missing.

    Returns:
        The exit code of the command line.

    Raises:
        StoreProblem: the file cannot be opened; nothing was drawn yet.
    """
    if create and not readonly and not path.exists():
        create_store(path).close()
    open_store(path, readonly=readonly).close()
    app = DashboardApp(Desk(path, readonly=readonly))
    code = app.run()
    return code if code is not None else (app.return_code or 0)
