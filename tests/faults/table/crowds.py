"""Row 4: many writers at once, and the stress that shows SQLite's WAL-reset fault."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store, open_store, verify
from fjgov_tui.store.engine import BUSY_MS
from tests.faults.table.model import Facts, FaultRow, Job, percentile

WRITERS, ROUNDS, LONGEST = 16, 30, 600
CHILD = """
import json, os, sys, time
from pathlib import Path
from fjgov_tui.errors import BusyProblem, ConflictProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store

path, who, seconds, reopening = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4] == "yes"
unit, done, conflicts, busy, waits, held, wrote = LEDGERS["unit"], 0, 0, 0, [], [0.0], []
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + seconds
store = open_store(path)
while time.monotonic() < end:
    if reopening:
        store.close()
        store = open_store(path)
    shown = store.read.record(unit, 1)
    begin = time.monotonic()
    try:
        with store.write() as writer:
            got = time.monotonic()
            writer.save(unit, {"note": f"{who}{done}"}, shown, shown.revision)
            writer.save(unit, {"name": f"{who}{os.getpid()}第{done}镇", "kind": "镇"})
        held.append(time.monotonic() - got)
        wrote.append([shown.text("note"), f"{who}{done}"])
        done += 1
    except ConflictProblem:
        conflicts += 1
    except BusyProblem:
        busy += 1
    waits.append(time.monotonic() - begin)
    time.sleep(0.002)
store.close()
waits.sort()
print(json.dumps([done, conflicts, busy, waits[int(0.99 * len(waits))], waits[-1], max(held), wrote]))
"""


@dataclass(frozen=True)
class Said:
    """What a writer says of itself at the end."""

    done: int = 0
    conflicts: int = 0
    busy: int = 0
    wait: float = 0
    """Seconds, of 99 in 100."""
    longest: float = 0
    """Seconds of the longest wait."""
    held: float = 0
    """Seconds for which it kept the others out, at most: with the commit."""
    wrote: Sequence[tuple[str, str]] = ()
    """What it saw in the field that all change, and what it wrote there."""
    died: str = ""
    """Its last words, where an error ended it."""


def crowd(db: Path, writers: int, seconds: float, *, reopening: bool) -> list[Said]:
    """So many processes change the same field of the same record; what each says of itself."""
    names = [chr(0x4E00 + number) for number in range(writers)]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(db), name, str(seconds), "yes" if reopening else "no"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for name in names
    ]  # fmt: skip
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate(timeout=seconds + 120) for child in children]
    return [Said(*json.loads(out)) if out else Said(died=err.strip()[-300:] or "没有说话") for out, err in said]


def _round(facts: Facts, db: Path, writers: int, seconds: float, *, reopening: bool) -> list[Said]:
    with open_store(db) as store:
        after = store.read.head().seq
    said = crowd(db, writers, seconds, reopening=reopening)
    with open_store(db) as store:
        entries = [one for one in store.read.history(LEDGERS["unit"], 1) if one.seq > after]
        replaced = sorted((str(one.before["note"] or ""), str(one.after["note"])) for one in entries)
        facts.expect(verify(store.db).ok, "核验不符")
    wrote = sorted((saw, wrote) for one in said for saw, wrote in one.wrote)
    facts.expect(replaced == wrote, f"确认了 {len(wrote)} 次，审计链上是另外的 {len(replaced)} 次：有的被悄悄覆盖")
    for last in {one.died for one in said} - {""}:
        facts.wrong.append(f"{sum(one.died == last for one in said)} 个进程中断：{last}")
    busy, held = sum(one.busy for one in said), max(one.held for one in said)
    if busy and held * 1000 >= BUSY_MS:
        # The sentence is true then: the machine left a writer without processor or disk in the middle of its write.
        facts.figures["说文件被占用"] = f"{busy} 次，都在有人一次写了 {held:.0f} 秒的时候，话没有说错"
    else:
        facts.expect(busy == 0, f"{busy} 次说文件被占用，而一次写最长 {held:.1f} 秒")
    return said


def run(job: Job) -> Facts:
    """One long crowd, then short rounds in which everybody opens and closes, so that the log is reset all the time."""
    facts, db = Facts(unit="次写入"), job.folder / "county.db"
    with create_store(db) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "大家都改的镇", "kind": "镇", "note": "从这里起"})
    left = job.until - time.monotonic()
    writers, seconds = (WRITERS, min(LONGEST, left * 0.75)) if job.size > 20 else (3, 0.5)
    said = _round(facts, db, writers, seconds, reopening=False)
    facts.count = sum(one.done for one in said)
    facts.figures["同时写"] = f"{writers} 个进程，{seconds:.0f} 秒，存上 {facts.count:,} 次"
    facts.figures["两人改同一条，后存的被拒绝、没有覆盖"] = f"{sum(one.conflicts for one in said):,} 次"
    facts.figures["等锁，99% 以内、最长"] = (
        f"{percentile([one.wait for one in said], 1):.2f} 秒、{max(one.longest for one in said):.1f} 秒"
    )
    facts.figures["一次写，最长"] = f"{max(one.held for one in said):.2f} 秒"
    fewest, most = min(one.done for one in said), max(one.done for one in said)
    facts.figures["存上最少的和最多的进程"] = f"{fewest:,} 次、{most:,} 次"
    rounds = 0
    while job.size > 20 and rounds < ROUNDS and time.monotonic() < job.until - 5:
        more = _round(facts, db, 4, 2, reopening=True)
        facts.count += sum(one.done for one in more)
        rounds += 1
    facts.figures["反复打开关闭、日志反复重置"] = f"{rounds} 轮，每轮 4 个进程 2 秒"
    if job.size > 20 and rounds < ROUNDS:
        facts.untried.append(f"时间不够，{ROUNDS} 轮只做了 {rounds} 轮")
    if job.size > 20 and seconds < LONGEST:
        facts.untried.append(f"时间不够，{LONGEST // 60} 分钟只写了 {seconds / 60:.1f} 分钟")
    return facts


ROW = FaultRow(
    number=4,
    title="许多人同时写",
    method="16 个进程同时改同一条记录的同一个字段、各加新记录，再有 30 轮边写边开关文件"
    "（WAL 重置缺陷就在这时出现）；最后清点每一次确认",
    expected="没有一次说被占用，没有一次被悄悄覆盖，确认的次数与记录里的一致，核验相符",
    run=run,
    short=3,
    long=100,
    minutes=13,
    in_memory=False,
)
