"""The SQLite file: the only package that opens it or changes what is in it.

What few commands need is loaded when it is first asked for: it would be a tenth of the time to the first screen.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from fjgov_tui.store.anchors import read_anchors
from fjgov_tui.store.opening import create_store, open_store
from fjgov_tui.store.reading import Reader, Selection
from fjgov_tui.store.store import Store
from fjgov_tui.store.trail import Head
from fjgov_tui.store.trail_reading import TrailEntry

if TYPE_CHECKING:
    from fjgov_tui.store.backup import Backup, back_up, compare, restore
    from fjgov_tui.store.records import Writer
    from fjgov_tui.store.rotating import Rotation, rotate
    from fjgov_tui.store.verifying import Verdict, verify

__all__ = [
    "Backup",
    "Head",
    "Reader",
    "Rotation",
    "Selection",
    "Store",
    "TrailEntry",
    "Verdict",
    "Writer",
    "back_up",
    "compare",
    "create_store",
    "open_store",
    "read_anchors",
    "restore",
    "rotate",
    "verify",
]  # fmt: skip

_LATER = {
    **dict.fromkeys(("Backup", "back_up", "compare", "restore"), "fjgov_tui.store.backup"),
    "Writer": "fjgov_tui.store.records",
    **dict.fromkeys(("Rotation", "rotate"), "fjgov_tui.store.rotating"),
    **dict.fromkeys(("Verdict", "verify"), "fjgov_tui.store.verifying"),
}
"""Where the rest lies; a name that a module of the package has, too, cannot be among them."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
