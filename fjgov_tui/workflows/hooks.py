"""What is special to one procedure: what the program sees of it in other ledgers, and what a step changes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.matters import Observed, Progress

Seen = Mapping[str, Observed]
"""What is seen of a record, by the name of the step that nobody signs."""


@dataclass(frozen=True)
class Item:
    """One of several things in a record that have to be seen to."""

    settled: bool
    words: str
    """What it is and how it stands, as screens and forms show it."""
    row: Mapping[str, Stored]
    """The same for programs, by English names."""


class Hooks:
    """Nothing special; a procedure that has more says it in a class of its own (see `workflows.procedure.HOOKS`)."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """What the program sees of each record, by its id; asked once for all records of a list."""
        return {}

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """Refuse a step for a reason that the declaration cannot say; what happened on paper where it cannot have.

        Raises:
            InputProblem: the step may not be taken.
        """

    def doubts(self, reader: Reader, come: Progress, step: Step) -> Sequence[str]:
        """What speaks against taking a step that may be taken, a sentence each: it is asked before it is done.

        Args:
            reader: the file.
            come: how far the record has come.
            step: the step that is about to be taken.
        """
        return ()

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """Change in other ledgers what the step changes there, in the same transaction."""

    def row(self, come: Progress) -> Mapping[str, Stored]:
        """What a listing tells of a record beyond its fields and its state, by English names."""
        return {}

    def items(self, come: Progress) -> Sequence[Item]:
        """What of a record has to be seen to one by one."""
        return ()
