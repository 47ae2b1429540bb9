"""The wallboard: one static page for a screen on the wall, written anew after every sweep."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from fjgov_tui.store import Reader


def write_wallboard(reader: Reader, path: Path, now: datetime) -> None:
    """Write the page beside its final place and put it there in one step.

    Args:
        reader: the ledgers.
        path: the HTML file; replaced.
        now: the present moment.

    Raises:
        InputProblem: the file cannot be written.
    """
    raise NotImplementedError
