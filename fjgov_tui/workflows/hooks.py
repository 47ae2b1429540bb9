"""What is special to one procedure: what the program sees of it in other ledgers, and what a step changes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.procedures import Step
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.matters import Observed

Seen = Mapping[str, Observed]
"""What is seen of a record, by the name of the step that nobody signs."""


class Hooks:
    """Nothing special; a procedure that has more says it in a class of its own (see `workflows.procedure.HOOKS`)."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """What the program sees of each record, by its id; asked once for all records of a list."""
        return {}

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """Refuse a step for a reason that the declaration cannot say.

        Raises:
            InputProblem: the step may not be taken.
        """

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """Change in other ledgers what the step changes there, in the same transaction."""
