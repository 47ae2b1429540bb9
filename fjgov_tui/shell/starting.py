"""Opens a ledger file and shows it until the user leaves: on a terminal, or as packets for a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fjgov_tui.shell.app import DashboardApp
from fjgov_tui.store import create_store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.terminal import check_terminal, drawing_on_terminal, is_interactive

CRASHED = 2
"""The exit code after an error that nobody foresaw."""


def run_dashboard(
    path: Path,
    *,
    readonly: bool = False,
    create: bool = False,
    telling: Callable[[str], None] | None = None,
    guided: bool = False,
    as_of: date | None = None,
) -> int:
    """Show a ledger file until the user leaves.

    Args:
        path: the file.
        readonly: nothing can be changed.
        create: make the file when it is missing.
        telling: is told before the file of an older release is upgraded; nothing is drawn yet.
        guided: a newcomer is shown around.
        as_of: show the file as it stood at the end of this day, to read alone.

    Returns:
        The exit code of the command line.

    Raises:
        InputProblem: the terminal cannot show it.
        StoreProblem: the file cannot be opened; nothing was drawn yet.
    """
    check_terminal(os.environ, interactive=is_interactive())
    if create and not readonly and not path.exists():
        create_store(path).close()
    app = _opened(path, readonly, telling, as_of)
    if guided:
        from fjgov_tui.shell.tour import Tour

        app.guide = Tour(app)
    with drawing_on_terminal():
        return _run(app, lambda day: _opened(path, readonly, None, day))


def run_in_browser(path: Path, *, readonly: bool = False) -> int:
    """Show a ledger file until the browser goes or the user leaves.

    Args:
        path: the file.
        readonly: nothing can be changed.

    Returns:
        The exit code of the command line.

    Raises:
        StoreProblem: the file cannot be opened; nothing was drawn yet.
    """
    return _run(_opened(path, readonly), lambda day: _opened(path, readonly, None, day))


def _opened(
    path: Path, readonly: bool, telling: Callable[[str], None] | None = None, as_of: date | None = None
) -> DashboardApp:
    desk = AsyncStore(path, readonly=readonly, as_of=as_of)
    desk.open(telling)
    app = DashboardApp(desk)
    app.going.ahead = True
    return app


def _run(app: DashboardApp, again: Callable[[date | None], DashboardApp]) -> int:
    """Show it until the user leaves; whoever asks for another day sees the same file anew, as it stood then.

    Args:
        app: what is shown first.
        again: opens the file for a day; `None` is the present.
    """
    code = app.run()
    while (wanted := app.looking.wanted) is not None:
        app = again(wanted.day)
        app.first = wanted.mode
        code = app.run()
    return CRASHED if code is None else code
