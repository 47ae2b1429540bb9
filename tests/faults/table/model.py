"""What a row of the fault table is, and what a run of it yields."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType


@dataclass
class Facts:
    """What a run of a row has counted. Nothing in it was typed in by hand."""

    count: int = 0
    """How many faults were made."""
    unit: str = "次"
    """What is counted."""
    figures: dict[str, str] = field(default_factory=dict)
    """More figures, by what they measure, in Chinese."""
    wrong: list[str] = field(default_factory=list)
    """Every expectation that did not hold, in Chinese."""
    untried: list[str] = field(default_factory=list)
    """What of the row could not be tried on this machine, and why."""

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note what did not hold."""
        if not holds:
            self.wrong.append(otherwise)


@dataclass(frozen=True)
class Job:
    """How much is to be done, and where."""

    size: int
    """How many faults to make."""
    folder: Path
    """An empty folder of its own."""
    until: float
    """The moment of the monotonic clock at which the row stops, done or not."""


@dataclass(frozen=True)
class FaultRow:
    """A row of the table."""

    number: int
    title: str
    method: str
    """What is done, in Chinese."""
    expected: str
    """What has to come of it, in Chinese."""
    run: Callable[[Job], Facts]
    short: int
    """The size in the tests; 0 where tests of the suite are the short form already."""
    long: int
    """The size of `make faults`."""
    minutes: float
    """What the long form takes on two cores; it gets more or less, as the whole table does."""
    in_memory: bool = True
    """Its files may lie on a disk in memory."""


class Caught:
    """Keeps whatever error ends its block, instead of letting it through: what was not expected is what we look for."""

    error: BaseException | None = None

    def __enter__(self) -> Caught:
        """Nothing has gone wrong yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep it."""
        self.error = error
        return error is not None

    @property
    def trace(self) -> str:
        """The error with where it came from; empty where there was none."""
        return "".join(traceback.format_exception(self.error)) if self.error else ""


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
