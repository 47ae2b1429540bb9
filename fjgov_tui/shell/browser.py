"""The dashboard for a browser: the same application, drawn as packets on standard output."""

from __future__ import annotations

from pathlib import Path

from fjgov_tui.shell.app import CRASHED, DashboardApp
from fjgov_tui.store.desk import AsyncStore


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
    desk = AsyncStore(path, readonly=readonly)
    desk.open()
    code = DashboardApp(desk).run()
    return CRASHED if code is None else code
