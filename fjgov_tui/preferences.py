"""What a user has chosen for the eyes, the theme and the order of lists: a small file of the user's, never of a ledger.

Nothing depends on it: a file that is missing, torn or hostile is no file, and what it names that is not there is left
alone by whoever asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeGuard

from fjgov_tui.errors import InputProblem
from fjgov_tui.files import read_bounded, write_own
from fjgov_tui.text import clean

MOST_BYTES = 64 * 1024
"""A file of more is none of ours."""
MOST_LISTS = 200
"""Lists whose order is remembered; the one that was chosen longest ago goes first."""
MOST_CHARACTERS = 60
"""Of a name; longer ones are none of ours."""


@dataclass(frozen=True)
class Preferences:
    """What was chosen."""

    theme: str = ""
    """The theme's name; empty where none was chosen."""
    orders: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """For each list by name: the column that it is sorted by, and whether the other way round."""


def read_preferences(path: Path) -> Preferences:
    """What the file says, as far as it says anything.

    Args:
        path: the file, `paths.preferences_file()`; need not exist.
    """
    try:
        kept = json.loads(read_bounded(path, MOST_BYTES))
    except (InputProblem, ValueError, RecursionError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    theme, orders = kept.get("theme"), kept.get("orders")
    listed = orders.items() if isinstance(orders, dict) else ()
    known = {name: order for name, given in listed if _is_name(name) and (order := _order(given)) is not None}
    return Preferences(theme if _is_name(theme) else "", dict(list(known.items())[-MOST_LISTS:]))


def _is_name(given: object) -> TypeGuard[str]:
    """Whether it may name a theme, a list or a column."""
    return isinstance(given, str) and len(given) <= MOST_CHARACTERS and clean(given) == given


def _order(given: object) -> tuple[str, bool] | None:
    """A column and a direction; `None` where it is neither."""
    if not isinstance(given, list) or len(given) != 2:
        return None
    column, descending = given
    return (column, descending) if _is_name(column) and isinstance(descending, bool) else None


def remember_theme(path: Path, theme: str) -> None:
    """Keep the theme.

    Args:
        path: the file.
        theme: its name.

    Raises:
        InputProblem: the file cannot be written.
    """
    _keep(path, replace(read_preferences(path), theme=theme))


def remember_order(path: Path, name: str, order: tuple[str, bool]) -> None:
    """Keep the order of a list.

    Args:
        path: the file.
        name: the list's.
        order: the column and whether the other way round; an empty column forgets it.

    Raises:
        InputProblem: the file cannot be written.
    """
    kept = read_preferences(path)
    orders = {known: other for known, other in kept.orders.items() if known != name}
    if order[0]:
        orders[name] = order
    _keep(path, replace(kept, orders=dict(list(orders.items())[-MOST_LISTS:])))


def _keep(path: Path, kept: Preferences) -> None:
    text = json.dumps({"theme": kept.theme, "orders": kept.orders}, ensure_ascii=False, indent=1)
    write_own(path, f"{text}\n")
