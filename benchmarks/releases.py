"""Two years of releases at the real county's pace: audit, board, and a step that is signed."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from benchmarks.dashboard import county, findings_shown
from benchmarks.measure import Result, cpu, shown
from benchmarks.scale import Scale
from benchmarks.terminal import Terminal
from fjgov_tui.audit import findings
from fjgov_tui.clock import beijing_day
from fjgov_tui.demo import build_demo, planted
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.release import PUBLISHING
from fjgov_tui.store import Selection, Store, create_store, open_store
from fjgov_tui.workflows.board import Matter, matters
from fjgov_tui.workflows.procedure import Signing, sign


def results(folder: Path, scale: Scale) -> Iterator[Result]:
    """A county of two years beside the small one; processor time, because what it does is not waiting."""
    today = beijing_day(datetime.now(UTC))
    county(folder / "small.db")
    if scale.release_years:
        with create_store(folder / "whole.db") as drawn:
            build_demo(drawn, today, years=scale.release_years)
    else:
        shutil.copy(folder / "small.db", folder / "whole.db")
    times = min(3, scale.few)
    with open_store(folder / "small.db") as small, open_store(folder / "whole.db") as whole:
        yield _planted(whole, today)
        yield from _audited(small, whole, today, times)
        yield from _board(small, whole, times)
        first, second = _grown(whole, scale.board)
    yield findings_shown(folder / "whole.db", scale.few)
    yield from _on_screen(folder / "whole.db", scale, first, second)


def _planted(whole: Store, today: date) -> Result:
    wanted = planted_findings(today, years=True)
    listed = Counter((finding.rule, finding.ledger, finding.subject) for finding in findings(whole.read, today))
    wrong = (listed - wanted).total() + (wanted - listed).total()
    title = f"{_count(whole):,} 条信息发布：没有埋却查出的，埋了没查出的"
    return Result(title, f"{wrong} 项", "没有", wrong == 0)


def _audited(small: Store, whole: Store, today: date, times: int) -> Iterator[Result]:
    """An audit against reading every release once, and against the audit of the small county."""
    release = LEDGERS["release"]
    took = min(cpu(lambda: findings(whole.read, today)) for _ in range(times))
    reading = min(cpu(lambda: list(whole.read.records(release))) for _ in range(times))
    title = f"{_count(whole):,} 条信息发布时的核对 / 把它们读一遍"
    yield Result(title, f"{took / reading:.1f} 倍（{shown(took)}）", "不超过 8 倍", took / reading <= 8)
    little = min(cpu(lambda: findings(small.read, today)) for _ in range(times))
    more, rows = took / little, _count(whole) / _count(small)
    title = f"同上 / {_count(small)} 条时的核对"
    yield Result(title, f"{more:.1f} 倍，信息发布是 {rows:.0f} 倍", "不到三分之一", more < rows / 3 + 1)


def _board(small: Store, whole: Store, times: int) -> Iterator[Result]:
    now = datetime.now(UTC)
    took = min(cpu(lambda: matters(whole.read, now)) for _ in range(times))
    little = min(cpu(lambda: matters(small.read, now)) for _ in range(times))
    title = f"{_count(whole):,} 条时的办件一览 / {_count(small)} 条时的"
    yield Result(title, f"{took / little:.2f} 倍（{shown(took)}）", "不超过 2 倍", took / little <= 2)
    opened = [matter for matter in matters(whole.read, now) if matter.progress.procedure.ledger == "release"]
    signed = min((cpu(partial(_sign, whole, matter)) for matter in opened[:5]), default=0.0)
    yield Result("签一步", shown(signed), "不超过 50 毫秒", signed <= 0.05)


def _grown(whole: Store, records: int) -> tuple[Matter, Matter]:
    """More releases of the same kind until there are so many; what stands first on the board then."""
    release = LEDGERS["release"]
    latest = next(iter(whole.read.records(release, list(whole.read.ids(Selection("release"), limit=1)))))
    with whole.write() as writer:
        for number in range(_count(whole), records):
            writer.add(release, {**latest.values, "title": f"第{number:06}号信息"})
    first, second = matters(whole.read, datetime.now(UTC))[:2]
    return first, second


def _on_screen(path: Path, scale: Scale, first: Matter, second: Matter) -> Iterator[Result]:
    """From the key to the first rows of screen 7, and from a key there to what it shows."""
    opened, answered = [], []
    for _ in range(scale.few):
        with Terminal([sys.executable, "-m", "fjgov_tui", "--db", str(path)], wide=True) as terminal:
            terminal.wait_for("要办的事")
            terminal.drain(min(4.0, scale.idle))
            terminal.send("7")
            opened.append(terminal.wait_for(f"{first.title}（"))
            terminal.drain(0.5)
            terminal.send("\x1b[B")
            answered.append(terminal.wait_for(f"{second.title}（"))
    board = f"{scale.board:,} 条信息发布时的画面 7"
    for what, took, most in (("按 7 到第一行", opened, 0.15), ("下移一行", answered, 0.1)):
        middle = statistics.median(took)
        yield Result(f"{board}：{what}", shown(middle), f"不超过 {most * 1000:.0f} 毫秒", middle <= most)


def _sign(whole: Store, matter: Matter) -> None:
    with whole.write() as writer:
        sign(writer, "release", matter.id, Signing(step="review3", checked=PUBLISHING["review3"].checks))


def _count(store: Store) -> int:
    return store.read.count(LEDGERS["release"])


def planted_findings(today: date, *, years: bool) -> Counter[tuple[str, str, str]]:
    """What an audit of the demo county has to find: rule, ledger and name of each finding, and nothing else.

    Args:
        today: the Beijing day for which the county was drawn.
        years: whether years were drawn; only there holidays lie behind on any day.
    """
    listed = (breach for breach in planted() if years or breach.duty != "holiday")
    return Counter((breach.rule, breach.told_of, breach.named(today)) for breach in listed)
