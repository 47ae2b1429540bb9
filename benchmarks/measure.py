"""One line of the table: what was measured, against what, and what was promised."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One promise and what became of it."""

    title: str
    measured: str
    promised: str
    kept: bool | None
    """`None` where it could not be measured here."""

    def __str__(self) -> str:
        """A line of the table."""
        mark = "----" if self.kept is None else "ok  " if self.kept else "MISS"
        return f"{mark} {self.title}: {self.measured} (promised {self.promised})"


def pairs(ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Medians of both in seconds, and the median of the ratios pair by pair, so that a drifting machine cancels out.

    One pair before the first is not counted.
    """
    ours(), peer()
    measured = [(ours(), peer()) for _ in range(rounds)]
    ratio = statistics.median(one / other for one, other in measured)
    return statistics.median(one for one, _ in measured), statistics.median(other for _, other in measured), ratio


def ratio_result(title: str, found: tuple[float, float, float], limit: float) -> Result:
    """A promise that is a ratio."""
    ours, peer, ratio = found
    measured = f"{ratio:.2f} x ({ours * 1000:.0f} ms against {peer * 1000:.0f} ms)"
    return Result(title, measured, f"at most {limit} x", ratio <= limit)
