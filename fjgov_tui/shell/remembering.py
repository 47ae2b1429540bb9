"""Keeps what the user chooses for the eyes in the user's own file, beside the event loop."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from fjgov_tui.commands.keychoice import meanings, shown_key
from fjgov_tui.errors import InputProblem
from fjgov_tui.glyphs import table as glyph_table
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.paths import preferences_file
from fjgov_tui.preferences import AMBIGUOUS, BELL, GLYPHS, THEMES, read_preferences, remember_order, remember_theme
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.widgets.themes import OWN, following, starting_theme

SILENT = frozenset({"0", "off", "否"})
"""Values of `FJGOV_BELL` that mean no ring; any other rings, whatever was chosen."""


class UserChoices:
    """Theme, signs, keys, bell and order of lists: as remembered, then as chosen in this session."""

    def __init__(self, app: OpenApp) -> None:
        """Read what was chosen before, and put its theme on.

        Args:
            app: whose theme it is, and where it is said that something could not be kept.
        """
        self._app, self._path = app, preferences_file()
        before = read_preferences(self._path)
        for theme in OWN:
            app.register_theme(theme)
        app.theme = starting_theme(app.console.color_system, before.theme)
        self._orders = dict(before.orders)
        kept, self._meanings = before.chosen, meanings(before.keys)
        self._shown = {deed.shown: shown_key(key) for key, deed in self._meanings.items()}
        wide = kept(AMBIGUOUS) == "wide"
        self.glyphs = glyph_table(ascii_only=kept(GLYPHS) == "ascii", wide=wide)
        """What is drawn in place of characters that the terminal cannot draw."""
        silence = os.environ.get("FJGOV_BELL", "")
        self.bell_rings = silence not in SILENT if silence else kept(BELL) != "off"
        """Whether a new alert rings."""

    def meant(self, key: str) -> str:
        """The key of the program that a pressed key stands for; itself where it stands for none."""
        deed = self._meanings.get(key)
        return key if deed is None else deed.keys.partition(",")[0]

    def key_shown(self, usual: str) -> str:
        """How the first key of a deed is written where the user has chosen one."""
        return self._shown.get(usual, usual)

    def order(self, name: str) -> tuple[str, bool]:
        """By which column the list is sorted, and whether the other way round."""
        return self._orders.get(name, ("", False))

    def choose_order(self, name: str, order: tuple[str, bool]) -> None:
        """Sort the list so from now on."""
        self._orders[name] = order
        self._keep(partial(remember_order, self._path, name, order))

    def next_theme(self) -> None:
        """The theme after the present one, also at the next start."""
        self._app.theme = theme = following(self._app.theme)
        self._keep(partial(remember_theme, self._path, theme))
        self._app.notify(f"配色：{THEMES.get(theme, theme)}")

    def _keep(self, write: Callable[[], None]) -> None:
        self._app.run_worker(partial(self._written, write), thread=True, group="remember")

    def _written(self, write: Callable[[], None]) -> None:
        try:
            write()
        except InputProblem as problem:
            text = f"这次选的只管到退出：{problem}"
            self._app.call_from_thread(self._app.notify, text, severity=Severity.WARNING)
