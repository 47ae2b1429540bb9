"""First paint, long ledgers, filtering, idling: the dashboard in a real terminal."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Result, pairs, ratio_result
from benchmarks.terminal import Terminal
from fjgov_tui.clock import beijing_day
from fjgov_tui.demo import build_demo
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store

ROUNDS = 7


def _fjgov(path: Path) -> list[str]:
    return [sys.executable, "-m", "fjgov_tui", "--db", str(path)]


def county(path: Path) -> None:
    """A file with the demo county."""
    with create_store(path) as store:
        build_demo(store, beijing_day(datetime.now(UTC)))


def units(path: Path, count: int) -> None:
    """A file with so many units."""
    ledger = LEDGERS["unit"]
    blank = {field.name: None for field in ledger.fields}
    with create_store(path) as store, store.write() as writer:
        for number in range(count):
            writer.add(ledger, {**blank, "name": f"第{number:06}号测试单位", "kind": "部门"})


def first_paint(path: Path) -> Result:
    """From the start of the process to the county's counts on screen, against an empty application's one word."""

    def ours() -> float:
        with Terminal(_fjgov(path)) as terminal:
            return terminal.wait_for("2,005")

    def peer() -> float:
        with Terminal([sys.executable, "-m", "benchmarks.empty_app"]) as terminal:
            return terminal.wait_for("painted")

    return ratio_result("first paint of the demo county / of an empty app", pairs(ours, peer, ROUNDS), 1.6)


def _open_ledger(path: Path, total: str) -> float:
    """From Enter on the ledger to its first records on screen."""
    with Terminal(_fjgov(path)) as terminal:
        terminal.wait_for("F7")
        terminal.send("2")
        terminal.wait_for(total)
        terminal.drain(0.5)
        terminal.send("\r")
        return terminal.wait_for("第000009号")


def long_ledger(small: Path, large: Path) -> Result:
    """A ledger of 100,000 records opens like one of 100."""
    found = pairs(lambda: _open_ledger(large, "100,000"), lambda: _open_ledger(small, "100 "), ROUNDS)
    return ratio_result("opening 100,000 records / opening 100", found, 1.3)


def filtering(large: Path) -> Iterator[Result]:
    """From the end of typing (and its pause of 150 ms) to the matching record on screen."""
    from fjgov_tui.screens.ledgers.screen import PAUSE

    with Terminal(_fjgov(large)) as terminal:
        terminal.wait_for("F7")
        terminal.send("2")
        terminal.wait_for("100,000")
        terminal.drain(0.5)
        terminal.send("\r")
        terminal.wait_for("第000009号")
        terminal.drain(1.0)
        terminal.send("/")
        terminal.drain(0.5)
        for typed, shown in (("099", "第000990号"), ("99", "第009999号"), ("9", "第099999号")):
            terminal.send(typed)
            seconds = terminal.wait_for(shown) - PAUSE
            measured = f"{seconds * 1000:.0f} ms"
            yield Result(f"filter in 100,000 records, down to {shown}", measured, "at most 100 ms", seconds <= 0.1)
            terminal.drain(0.5)


def idle(path: Path, seconds: float = 15.0) -> Result:
    """Nothing is written, and next to nothing is computed, while nobody types; the minute's tick is kept out."""
    with Terminal(_fjgov(path)) as terminal:
        terminal.wait_for("2,005")
        terminal.drain(3.0)
        left = 60 - time.time() % 60
        if left < seconds + 1:
            terminal.drain(left + 2)
        before = terminal.cpu_seconds()
        count = terminal.drain(seconds)
        share = (terminal.cpu_seconds() - before) / seconds * 100
    return Result(
        f"idle for {seconds:.0f} s", f"{count} bytes, {share:.2f} % CPU", "0 bytes, under 1 %", not count and share < 1
    )
