"""Opens a ledger file and shows it until the user leaves: on a terminal, or as packets for a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
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
) -> int:
    """Show a ledger file until the user leaves.

    Args:
        path: the file.
        readonly: nothing can be changed.
        create: make the file when it is missing.
        telling: is told before the file of an older release is upgraded; nothing is drawn yet.
        guided: a newcomer is shown around.

    Returns:
        The exit code of the command line.

    Raises:
        InputProblem: the terminal cannot show it.
        StoreProblem: the file cannot be opened; nothing was drawn yet.
    """
    check_terminal(os.environ, interactive=is_interactive())
    if create and not readonly and not path.exists():
        create_store(path).close()
    app = _opened(path, readonly, telling)
    if guided:
        from fjgov_tui.shell.tour import Tour

        app.guide = Tour(app)
    with drawing_on_terminal():
        return _run(app)


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
    return _run(_opened(path, readonly))


def _opened(path: Path, readonly: bool, telling: Callable[[str], None] | None = None) -> DashboardApp:
    desk = AsyncStore(path, readonly=readonly)
    desk.open(telling)
    return DashboardApp(desk)


def _run(app: DashboardApp) -> int:
    code = app.run()
    return CRASHED if code is None else code
