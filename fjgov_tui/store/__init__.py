"""The SQLite file: the only package that opens it or changes what is in it."""

from fjgov_tui.store.backup import Backup, back_up, compare, restore
from fjgov_tui.store.opening import create_store, open_store
from fjgov_tui.store.reading import Reader, Selection
from fjgov_tui.store.records import Writer
from fjgov_tui.store.rotating import Rotation, rotate
from fjgov_tui.store.store import Store
from fjgov_tui.store.trail import Head, TrailEntry, read_anchors
from fjgov_tui.store.verify import Verdict, verify

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
