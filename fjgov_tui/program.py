"""The words that start this program again, be it a checkout, an installation, a single file or a frozen folder."""

from __future__ import annotations

import sys
from pathlib import Path

import fjgov_tui


def _archive() -> Path | None:
    """The single file that this program runs from, if it does."""
    root = Path(fjgov_tui.__file__).resolve().parent.parent
    return next((place for place in (root, *root.parents) if place.is_file()), None)


def this_program() -> tuple[tuple[str, ...], str]:
    """The words that start it by itself, and where Python finds the package; empty where it finds it without help."""
    if getattr(sys, "frozen", False):
        return (sys.executable,), ""
    archive = _archive()
    if archive is not None:
        return (sys.executable, str(archive)), ""
    root = Path(fjgov_tui.__file__).resolve().parent.parent
    installed = root.name in {"site-packages", "dist-packages"}
    return (sys.executable, "-P", "-m", "fjgov_tui"), "" if installed else str(root)


def own_module(name: str) -> tuple[str, ...]:
    """The words that run a module of this program in a process of its own; what `sys.path` holds goes with them."""
    archive = None if getattr(sys, "frozen", False) else _archive()
    return (sys.executable, *([str(archive)] if archive else []), "-P", "-m", name)
