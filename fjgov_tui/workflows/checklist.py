"""What a signer answers for, point by point (article 15), and grounds of refusal (article 16), as people name them."""

from __future__ import annotations

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.procedures import Procedure

EVERY = "全部"
"""The word for all points of a step's checklist."""


def points_of(procedure: Procedure | None, step: str, typed: str) -> tuple[str, ...]:
    """The points of a step that somebody names by their numbers.

    Args:
        procedure: the record's; without one there are no points.
        step: the step's English name or label.
        typed: numbers from 1 with commas between them, or `全部`; empty for none.

    Raises:
        InputProblem: the step has no such point.
    """
    if not typed.strip() or procedure is None:
        return ()
    points = next((each.checks for each in procedure.steps if step in {each.name, each.label}), ())
    if typed.strip() == EVERY:
        return points
    chosen = []
    for word in typed.replace("，", ",").replace("、", ",").split(","):
        number = word.strip()
        if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= len(points)):
            known = f"序号从 1 到 {len(points)}，或写“{EVERY}”" if points else "这一步没有要点，不用写"
            raise InputProblem(f"没有第“{number}”项要点", where=procedure.title, remedy=known)
        chosen.append(points[int(number) - 1])
    return tuple(chosen)


def ground_of(procedure: Procedure, typed: str) -> str:
    """The ground that somebody names by its number, as article 16 counts them; any other text as it is."""
    number = typed.strip()
    if procedure.grounds and number.isascii() and number.isdecimal() and 1 <= int(number) <= len(procedure.grounds):
        return procedure.grounds[int(number) - 1]
    return number
