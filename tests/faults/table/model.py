"""What a row of the fault table is, and what a run of it yields."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType


@dataclass
class Facts:
    """What the runs of a row have counted. Nothing in it was typed in by hand."""

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
    lacking: list[str] = field(default_factory=list)
    """What there was no time for: the next run of the row goes on there."""
    tally: dict[str, int] = field(default_factory=dict)
    """What runs add up, by a name of the row's own."""
    samples: dict[str, list[float]] = field(default_factory=dict)
    """What runs collect: milliseconds, mostly."""

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note what did not hold."""
        if not holds:
            self.wrong.append(otherwise)

    def add(self, name: str, number: int = 1) -> int:
        """Add to a tally.

        Returns:
            What it is now.
        """
        self.tally[name] = self.tally.get(name, 0) + number
        return self.tally[name]

    def told(self, name: str) -> int:
        """What a tally is now."""
        return self.tally.get(name, 0)

    def take(self, part: Facts) -> None:
        """Add what another lane of the same row has counted beside this one."""
        self.count += part.count
        self.figures |= part.figures
        for name in ("wrong", "untried", "lacking"):
            getattr(self, name).extend(getattr(part, name))
        for name, number in part.tally.items():
            self.add(name, number)
        for name, values in part.samples.items():
            self.samples.setdefault(name, []).extend(values)


@dataclass(frozen=True)
class Job:
    """How much is to be done, and where."""

    size: int
    """How many faults to make."""
    folder: Path
    """An empty folder of its own."""
    until: float
    """The moment of the monotonic clock at which the row stops, done or not."""
    before: Facts = field(default_factory=Facts)
    """What earlier runs have counted; this one goes on from there."""
    kept: Path | None = None
    """A folder that outlives the run, for what the next one goes on with; without one, nothing is kept."""

    def begun(self, unit: str) -> Facts:
        """The facts that this run adds to.

        Args:
            unit: what is counted.
        """
        return replace(self.before, unit=unit, untried=[], lacking=[])

    @property
    def left(self) -> float:
        """Seconds until it stops."""
        return self.until - time.monotonic()


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
