"""Row 4: many writers at once, and the stress that shows SQLite's WAL-reset fault."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store, create_store, open_store, verify
from fjgov_tui.store.engine import BUSY_MS
from tests.faults.table.kills import counted
from tests.faults.table.model import Facts, FaultRow, Job

WRITERS, ROUNDS, LONGEST = 16, 30, 600
ROUNDS_SECONDS = 110
"""Kept for the rounds."""
CHILD = """
import contextlib, io, json, os, sys, time
from pathlib import Path
from fjgov_tui.__main__ import main
from fjgov_tui.errors import BusyProblem, ConflictProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.model import Beat, Event
from fjgov_tui.store import open_store
from fjgov_tui.store.watch.process import add_event, claim_batch, put_beat

path, who, seconds, kind = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4]
unit, done, conflicts, busy, waits, held, wrote = LEDGERS["unit"], 0, 0, 0, [0.0], [0.0], []


def form(store):
    shown = store.read.record(unit, 1)
    with store.write() as writer:
        got = time.monotonic()
        # Like no text of an earlier round: to save what is there already is no change.
        writer.save(unit, {"note": f"{who}{os.getpid()}-{done}"}, shown, shown.revision)
        writer.save(unit, {"name": f"{who}{os.getpid()}第{done}镇", "kind": "镇"})
    held.append(time.monotonic() - got)
    wrote.append([shown.text("note"), f"{who}{os.getpid()}-{done}"])


def command(store):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["--db", str(path), "ledger", "add", "unit", f"name={who}{os.getpid()}第{done}局", "kind=部门"])
    if code:
        raise BusyProblem(said.getvalue())


def monitor(store):
    with store.write("监测") as writer:
        got = time.monotonic()
        assert claim_batch(writer, f"{who}{os.getpid()}-{done}", done)
        add_event(writer, Event(at=done, kind="启动", what="试验"))
        put_beat(writer, Beat(pid=1, host="host", since=done, last=done, version="0"))
    held.append(time.monotonic() - got)


work = {"command": command, "monitor": monitor}.get(kind, form)
print("ready", flush=True)
os.read(0, 16)
store = open_store(path, as_program=kind == "monitor")
end, tries = time.monotonic() + seconds, 0
while time.monotonic() < end or not tries:
    tries += 1
    if kind == "reopening":
        store.close()
        store = open_store(path)
    begin = time.monotonic()
    try:
        work(store)
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
KINDS = ("form", "form", "command", "monitor")
"""What the writers of a crowd are, in turn: a form that is saved, a command, a monitor that books what it saw."""


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
    """Seconds for which it kept the others out, at most, with the commit; a command does not say."""
    wrote: Sequence[tuple[str, str]] = ()
    """What it saw in the field that all change, and what it wrote there."""
    died: str = ""
    """Its last words, where an error ended it."""


def crowd(db: Path, kinds: Sequence[str], seconds: float) -> list[Said]:
    """A process for each kind; those who save a form change the same field of the same record.

    Returns:
        What each says of itself.
    """
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(db), chr(0x4E00 + number), str(seconds), kind],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number, kind in enumerate(kinds)
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


def _round(facts: Facts, db: Path, kinds: Sequence[str], seconds: float) -> list[Said]:
    with open_store(db) as store:
        after, before = store.read.head().seq, _counts(store)
    said = crowd(db, kinds, seconds)
    with open_store(db) as store:
        units, batches = (now - then for now, then in zip(_counts(store), before, strict=True))
        done = {kind: sum(one.done for one, its in zip(said, kinds, strict=True) if its == kind) for kind in kinds}
        alive = not any(one.died for one in said)
        facts.expect(
            not alive or batches == done.get("monitor", 0), f"监测确认了 {done.get('monitor', 0)} 批，有 {batches} 批"
        )
        rest = sum(done.values()) - done.get("monitor", 0)
        facts.expect(not alive or units == rest, f"确认了 {rest} 个新单位，有 {units} 个")
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


def _counts(store: Store) -> tuple[int, int]:
    """Units, and batches of the monitor."""
    return store.read.count(LEDGERS["unit"]), counted(store, "SELECT count(*) FROM watch_batch")


def run(job: Job) -> Facts:
    """One long crowd, then short rounds in which everybody opens and closes, so that the log is reset all the time."""
    facts, db = job.begun("次写入"), job.folder / "county.db"
    with create_store(db) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "大家都改的镇", "kind": "镇", "note": "从这里起"})
    small, wanted = job.size <= 20, LONGEST - facts.told("seconds")
    writers = 4 if small else WRITERS
    seconds = 0.5 if small else max(min(wanted, job.left - ROUNDS_SECONDS), min(wanted, job.left * 0.5))
    if seconds > 0:
        _crowded(facts, db, [KINDS[number % len(KINDS)] for number in range(writers)], seconds)
    while not small and facts.told("rounds") < ROUNDS and job.left > 5:
        more = _round(facts, db, ["reopening"] * 4, 2)
        facts.count += sum(one.done for one in more)
        facts.add("rounds")
    rounds, all_seconds = facts.told("rounds"), facts.told("seconds")
    facts.figures["反复打开关闭、日志反复重置"] = f"{rounds} 轮，每轮 4 个进程 2 秒"
    if not small and rounds < ROUNDS:
        facts.lacking.append(f"时间不够，{ROUNDS} 轮只做了 {rounds} 轮")
    if not small and all_seconds < LONGEST:
        facts.lacking.append(f"时间不够，{LONGEST // 60} 分钟只写了 {all_seconds / 60:.1f} 分钟")
    return facts


def _crowded(facts: Facts, db: Path, kinds: Sequence[str], seconds: float) -> None:
    """One crowd, as long as there is time."""
    said = _round(facts, db, kinds, seconds)
    saved = sum(one.done for one in said)
    facts.count += saved
    all_saved, all_seconds = facts.add("saved", saved), facts.add("seconds", round(seconds))
    conflicts = facts.add("conflicts", sum(one.conflicts for one in said))
    collected = {"waits": [one.wait for one in said], "longest": [one.longest for one in said]}
    for name, values in (*collected.items(), ("held", [one.held for one in said])):
        facts.samples.setdefault(name, []).extend(values)
    facts.figures["同时写"] = f"{_crowd_words(kinds)}，共 {all_seconds} 秒，存上 {all_saved:,} 次"
    facts.figures["两人改同一条，后存的被拒绝、没有覆盖"] = f"{conflicts:,} 次"
    facts.figures["一次保存从头到尾、等锁在内，99% 以内、最长"] = (
        f"{max(facts.samples['waits']):.2f} 秒、{max(facts.samples['longest']):.1f} 秒"
    )
    facts.figures["一次写，最长"] = f"{max(facts.samples['held']):.2f} 秒"
    fewest, most = min(one.done for one in said), max(one.done for one in said)
    facts.figures["存上最少的和最多的进程"] = f"{fewest:,} 次、{most:,} 次"


def _crowd_words(kinds: Sequence[str]) -> str:
    titles = {"form": "个存表单", "command": "个反复运行命令", "monitor": "个监测"}
    return "、".join(f"{kinds.count(kind)} {title}" for kind, title in titles.items() if kind in kinds) + "的进程"


ROW = FaultRow(
    number=4,
    title="许多人同时写",
    method="16 个进程（存表单的、命令、监测）同时写：存表单的都改同一条记录的同一个字段，再有 30 轮边写边开关文件"
    "（WAL 重置缺陷就在这时出现）；最后清点每一次确认",
    expected="没有一次说被占用，没有一次被悄悄覆盖，确认的次数与记录里的一致，核验相符",
    run=run,
    short=3,
    long=100,
    minutes=13,
    in_memory=False,
)
