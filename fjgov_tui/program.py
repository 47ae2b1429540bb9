"""The words that start this program again, be it a checkout, an installation, a single file or a frozen folder."""

from __future__ import annotations

import sys
from pathlib import Path

import fjgov_tui


def this_program() -> tuple[tuple[str, ...], str]:
    """The words that start it by itself, and where Python finds the package; empty where it finds it without help."""
    if getattr(sys, "frozen", False):
        return (sys.executable,), ""
    root = Path(fjgov_tui.__file__).resolve().parent.parent
    archive = next((place for place in (root, *root.parents) if place.is_file()), None)
    if archive is not None:
        return (sys.executable, str(archive)), ""
    installed = root.name in {"site-packages", "dist-packages"}
    return (sys.executable, "-P", "-m", "fjgov_tui"), "" if installed else str(root)
