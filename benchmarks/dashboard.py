"""First paint, long ledgers, filtering, idling: the dashboard in a real terminal."""

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measure import Result, pairs, ratio_result
from benchmarks.scale import Scale
from benchmarks.terminal import Terminal
from fjgov_tui.clock import beijing_day
from fjgov_tui.demo import build_demo
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.incidents import IncidentSource
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.shell.polling import POLL_SECONDS
from fjgov_tui.store import create_store, open_store
from fjgov_tui.widgets.finder import PAUSE
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify
from fjgov_tui.workflows.places import place_of


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


def painting(folder: Path, scale: Scale) -> Iterator[Result]:
    """The first screen, and what the program does when nobody does anything."""
    path = folder / "county.db"
    county(path)
    yield first_paint(path, scale.rounds)
    with Terminal(_fjgov(path), wide=True) as terminal:
        terminal.wait_for("2,005")
        yield idle(terminal, scale.idle)
        yield following(terminal, path, scale.few)
    yield ticking(path, scale.idle)


def first_paint(path: Path, rounds: int) -> Result:
    """From the start of the process to the county's counts on screen, against an empty application's one word."""

    def ours() -> float:
        with Terminal(_fjgov(path), wide=True) as terminal:
            return terminal.wait_for("2,005")

    def peer() -> float:
        with Terminal([sys.executable, "-m", "benchmarks.empty_app"], wide=True) as terminal:
            return terminal.wait_for("painted")

    return ratio_result("演示县第一屏 / 空的 Textual 程序", pairs(ours, peer, rounds), 1.5)


def findings_shown(path: Path, rounds: int) -> Result:
    """From the start to the number of findings on the overview, with the time at which they were counted."""
    with Terminal(_fjgov(path), wide=True) as terminal:
        terminal.wait_for("违反 ", 60)
        terminal.drain(2.0)  # what was counted is kept behind the picture
    took = []
    for _ in range(rounds):
        with Terminal(_fjgov(path), wide=True) as terminal:
            terminal.wait_for("的结果")
            took.append(terminal.cpu_seconds())
    seconds = statistics.median(took)
    title = "从启动到总览上有各章问题数（注明是几时的结果），处理器时间"
    return Result(title, f"{seconds * 1000:.0f} 毫秒", "不超过 1 秒", seconds <= 1)


def _opened(terminal: Terminal, total: str) -> float:
    """From Enter on the ledger to its first records on screen."""
    terminal.wait_for("F7")
    terminal.send("2")
    terminal.wait_for(total)
    terminal.drain(0.5)
    terminal.send("\r")
    return terminal.wait_for("第000009号")


def open_ledger(path: Path, total: str) -> float:
    """Seconds from Enter on the ledger of a file to its first records; `total` is the count that stands before it."""
    with Terminal(_fjgov(path)) as terminal:
        return _opened(terminal, total)


def long_ledger(folder: Path, scale: Scale) -> Iterator[Result]:
    """A long ledger opens like a short one, and a filter finds as quickly as one types."""
    small, large, total = folder / "small.db", folder / "large.db", f"{scale.records:,}"
    units(small, 100)
    units(large, scale.records)
    medians = pairs(lambda: open_ledger(large, total), lambda: open_ledger(small, "100 "), scale.rounds)
    yield ratio_result(f"打开 {total} 条的台账 / 打开 100 条的", medians, 1.3)
    yield from filtering(large, scale.records)


def filtering(large: Path, records: int) -> Iterator[Result]:
    """From the end of typing (and its pause) to the list of what matches, whose title tells the words."""
    with Terminal(_fjgov(large)) as terminal:
        _opened(terminal, f"{records:,}")
        terminal.drain(0.5)
        terminal.send("/")
        terminal.drain(0.5)
        words = ""
        for typed, number in (("099", 990), ("99", 9999), ("9", 99999)):
            if number >= records:
                break
            words += typed
            terminal.send(typed)
            seconds = terminal.wait_for(f"筛选“{words}”") - PAUSE
            title = f"在 {records:,} 条里查找，到第{number:06}号"
            yield Result(title, f"{seconds * 1000:.0f} 毫秒", "不超过 100 毫秒", seconds <= 0.1)
            terminal.drain(0.5)


def idle(terminal: Terminal, seconds: float) -> Result:
    """Nothing is written, and next to nothing is computed, while nobody types; the minute's tick is kept out."""
    terminal.drain(min(3.0, seconds))
    left = 60 - time.time() % 60
    if left < seconds + 1:
        terminal.drain(left + 2)
    before = terminal.cpu_seconds()
    count = terminal.drain(seconds)
    share = (terminal.cpu_seconds() - before) / seconds * 100
    return Result(
        f"没人操作 {seconds:g} 秒",
        f"{count} 字节，处理器 {share:.2f} %",
        "0 字节，处理器不到 1 %",
        not count and share < 1,
    )


def ticking(path: Path, seconds: float) -> Result:
    """An hour runs on screen 6: the processor and the line that its seconds cost."""
    now = datetime.now(UTC)
    with open_store(path) as store, store.write() as writer:
        place = place_of(writer, "县水利局子网站", beijing_day(now))
        found = Found(place=place, source=IncidentSource.SUPERIOR, at=now - timedelta(minutes=2))
        number = enter(writer, found)
        notify(writer, number, StepTaken(step="notified", at=now - timedelta(minutes=1)))
    with Terminal(_fjgov(path)) as terminal:
        terminal.wait_for("◷5")
        terminal.send("6")
        terminal.wait_for("今日读网")
        terminal.drain(min(5.0, seconds))
        before = terminal.cpu_seconds()
        sent = terminal.drain(seconds) / seconds
        share = (terminal.cpu_seconds() - before) / seconds * 100
    return Result(
        f"一小时时钟走 {seconds:g} 秒",
        f"每秒 {sent:.0f} 字节，处理器 {share:.2f} %",
        "每秒不到 3,000 字节，处理器不到 1 %",
        sent < 3000 and share < 1,
    )


def _new_column(number: int) -> dict[str, Raw]:
    url = f"https://www.example.gov.cn/new{number}/"
    site = "奉节县人民政府网"
    return {"site": site, "name": f"新栏目{number}", "kind": "动态要闻", "level": 1, "url": url}


def following(terminal: Terminal, path: Path, rounds: int) -> Result:
    """What another program commits comes to the screen with the next look at the file."""
    took = []
    with open_store(path) as store:
        for number in range(1, rounds + 1):
            terminal.drain(1.0)
            with store.write() as writer:
                writer.save(LEDGERS["column"], _new_column(number))
            terminal.started = time.monotonic()
            took.append(terminal.wait_for(f"{2_005 + number:,}"))
    ratio = statistics.median(took) / POLL_SECONDS
    title = "别人登记后到屏幕上 / 两次看文件的间隔"
    return Result(title, f"{ratio:.2f} 倍（{statistics.median(took):.1f} 秒）", "不超过 1.2 倍", ratio <= 1.2)
