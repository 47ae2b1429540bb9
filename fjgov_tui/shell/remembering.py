"""Keeps what the user chooses for the eyes in the user's own file, beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fjgov_tui.errors import InputProblem
from fjgov_tui.paths import preferences_file
from fjgov_tui.preferences import read_preferences, remember_order, remember_theme
from fjgov_tui.shell.internals import OpenApp


class UserChoices:
    """Theme and order of lists: as remembered, then as chosen in this session."""

    def __init__(self, app: OpenApp) -> None:
        """Read what was chosen before.

        Args:
            app: where it is said that something could not be kept.
        """
        self._app, self._path = app, preferences_file()
        before = read_preferences(self._path)
        self.theme = before.theme
        """The theme that was chosen; empty where none was."""
        self._orders = dict(before.orders)

    def order(self, name: str) -> tuple[str, bool]:
        """By which column the list is sorted, and whether the other way round."""
        return self._orders.get(name, ("", False))

    def choose_order(self, name: str, order: tuple[str, bool]) -> None:
        """Sort the list so from now on."""
        self._orders[name] = order
        self._keep(partial(remember_order, self._path, name, order))

    def choose_theme(self, theme: str) -> None:
        """Start with this theme from now on."""
        self.theme = theme
        self._keep(partial(remember_theme, self._path, theme))

    def _keep(self, write: Callable[[], None]) -> None:
        self._app.run_worker(partial(self._written, write), thread=True, group="remember")

    def _written(self, write: Callable[[], None]) -> None:
        try:
            write()
        except InputProblem as problem:
            text = f"这次选的只管到退出：{problem}"
            self._app.call_from_thread(self._app.notify, text, severity="warning")
