"""One line of the table: what was measured, against what, and what was promised."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fjgov_tui.text import fit, width


@dataclass(frozen=True)
class Result:
    """One promise and what became of it."""

    title: str
    measured: str
    promised: str
    kept: bool | None
    """`None` where it could not be measured here."""
    missing: str = ""
    """The peer that is not installed, and how it comes."""
    curve: tuple[tuple[float, float], ...] = ()
    """For what grows: how large it was, and the seconds that it took; drawn as a plot."""
    sizes: str = ""
    """What the sizes of the curve are counted in."""


def pairs(ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Medians of both in seconds, and the median of the ratios pair by pair, so that a drifting machine cancels out.

    One pair before the first is not counted, unless a single round is asked for.
    """
    if rounds > 1:
        ours(), peer()
    measured = [(ours(), peer()) for _ in range(rounds)]
    ratio = statistics.median(mine / other for mine, other in measured)
    return statistics.median(mine for mine, _ in measured), statistics.median(other for _, other in measured), ratio


def ratio_result(title: str, medians: tuple[float, float, float], limit: float) -> Result:
    """A promise that is a ratio; the medians as `pairs` returns them."""
    ours, peer, ratio = medians
    measured = f"{ratio:.2f} 倍（{shown(ours)} 对 {shown(peer)}）"
    return Result(title, measured, f"不超过 {limit:g} 倍", ratio <= limit)


def beside_result(title: str, medians: tuple[float, float, float], of: str = "") -> Result:
    """A comparison against which nothing was promised; the medians as `pairs` returns them.

    Args:
        title: what is compared.
        medians: ours, the peer's, and the ratio.
        of: what was measured, where it is not the time on the clock.
    """
    ours, peer, ratio = medians
    return Result(title, f"{ratio:.2f} 倍（{of}{shown(ours)} 对 {shown(peer)}）", "", None)


CPU = "处理器 "
"""For `beside_result`: processor seconds."""


def shown(seconds: float) -> str:
    """Seconds in the unit that suits them."""
    return f"{seconds * 1000:.0f} 毫秒" if seconds >= 0.01 else f"{seconds * 1000:.2f} 毫秒"


def cpu(task: Callable[[], object]) -> float:
    """Processor seconds that this process spends on a task: what else the machine does hardly counts."""
    began = time.process_time()
    task()
    return time.process_time() - began


def wall(task: Callable[[], object]) -> float:
    """Seconds that a task takes."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def table(results: Sequence[Result], *, judged: bool) -> list[str]:
    """The table of all promises, and after it the peers that are missing."""
    marks = {None: "未比", True: "达到", False: "没达到"} if judged else dict.fromkeys((None, True, False), "跑过")
    rows = [("", "测什么", "测得", "要求")]
    rows += [(marks[result.kept], result.title, result.measured, result.promised) for result in results]
    widths = [max(width(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join((*map(fit, row, widths), row[-1])) for row in rows]
    absent = sorted({result.missing for result in results if result.missing})
    return [*lines, *(f"没有装，没有比：{peer}" for peer in absent)]
