"""A person has looked into broken seals and answers for what the tables hold now."""

from __future__ import annotations

from fjgov_tui.errors import InputProblem
from fjgov_tui.store.seals import BrokenSeal, broken_seals, seal_all
from fjgov_tui.store.store import Store
from fjgov_tui.store.verifying import SEALS, verify

RESEALED = "重新封"
"""The action under which the trail has it."""


def reseal(store: Store, reason: str) -> tuple[BrokenSeal, ...]:
    """Seal the tables as they are now, and book which were not in order.

    Args:
        store: the open file.
        reason: what was found out.

    Returns:
        The tables that were not in order; nothing is written where there are none.

    Raises:
        InputProblem: more than seals is out of order; that has to be put right first.
        StoreProblem: it cannot be written.
    """
    others = [check.title for check in verify(store.db).checks if not check.ok and check.title != SEALS]
    if others:
        raise InputProblem(
            f"不只是封条，还有{'、'.join(others)}不符，没有重新封",
            where=str(store.path),
            remedy="请先按 fjgov verify 指出的改正，或恢复备份",
        )
    if not any(broken_seals(store.db)):
        return ()
    with store.write(reason) as writer:
        broken = tuple(broken_seals(store.db))
        writer.note(RESEALED, {"tables": "；".join(seal.sentence for seal in broken)})
        seal_all(store.db)
    return broken
