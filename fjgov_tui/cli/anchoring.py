"""What commands do about heads of the trail that are kept outside the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjgov_tui.cli import output

if TYPE_CHECKING:
    from fjgov_tui.store import Head, Store


def anchors_elsewhere(store: Store) -> list[Head]:
    """The heads in the files that the county keeps elsewhere; what is out of reach is said."""
    from fjgov_tui.store.steps import is_current
    from fjgov_tui.workflows.anchoring import kept_anchors

    if not is_current(store.db):
        return []
    heads, missing = kept_anchors(store.read)
    for path in missing:
        output.say(f"另存的锚读不到，这次没有和它核对：{path}。")
    return heads


def keep_head(store: Store, occasion: str) -> None:
    """Write the head of the trail to where the county keeps it; what goes wrong is said and stops nothing."""
    from fjgov_tui.store.marks import copy_mark
    from fjgov_tui.store.steps import is_current
    from fjgov_tui.workflows.anchoring import keep_anchor

    if is_current(store.db) and copy_mark(store.db) is None:
        for trouble in keep_anchor(store.read, store.clock(), occasion):
            output.say(f"{trouble}。")
