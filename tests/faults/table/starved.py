"""Row 3: the n-th system call fails, for every n; and disks that are full."""

from __future__ import annotations

import itertools
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count, repeat
from pathlib import Path

from fjgov_tui.errors import FjgovError
from fjgov_tui.store import Store, open_store, verify
from tests.faults.disks import NoDisk, fill_up, small_disk
from tests.faults.table.kills import counted, make_old, make_town
from tests.faults.table.loaded import Loaded
from tests.faults.table.model import Facts, FaultRow, Job
from tests.faults.table.sticks import on_sticks
from tests.faults.table.traced import missing, traced

CALLS = ("pwrite64", "fdatasync", "ftruncate", "fsync", "unlink", "write", "rename")
ERRORS = ("EIO", "ENOSPC")
EVERY = 40
"""Up to the call of this number each one fails with both errors; after that every one with one of the two first, and
with the other if there is time."""
STICK_SECONDS = 40
"""Kept for sticks."""
TASKS = {
    "careful": make_town,
    "one_import": make_town,
    "one_backup": make_town,
    "one_export": make_town,
    "one_report": make_town,
    "one_upgrade": make_old,
}
"""What is starved, and the file before it."""
TITLES = {
    "careful": "登记", "one_import": "导入", "one_backup": "备份", "one_export": "导出", "one_report": "报告",
    "one_upgrade": "升级",
}  # fmt: skip


def _sentences(facts: Facts, said: list[str], kinds: Counter[str], where: str) -> None:
    """What was said: each a sentence of ours."""
    for line in said:
        kind, _, sentence = line.partition(" ")
        kinds[kind] += 1
        facts.expect(sentence.endswith("。"), f"{where}：{sentence}")
        english = [word for word in ("Error", "error", "I/O", "Traceback", "升级") if word in sentence]
        facts.expect(not english or where.startswith("升级"), f"{where}：{sentence}")


def _units(store: Store) -> int:
    return counted(store, "SELECT count(*) FROM unit")


def _check(facts: Facts, task: str, path: Path, acks: int, where: str) -> None:
    """Nothing that was acknowledged is lost, nothing is half there, nothing half-made is left under a good name."""
    with open_store(path) as store:
        if task == "careful":
            held = _units(store) - 1
            facts.expect(acks <= held <= 3, f"{where}：确认了 {acks} 次，文件里有 {held} 次")
        elif task == "one_import":
            held = _units(store) - 1
            facts.expect(held in ({20} if acks else {0, 20}), f"{where}：导入了 {held} 行")
        booked = counted(
            store, "SELECT count(*) - count(DISTINCT record) FROM trail WHERE ledger = 'unit' AND action = '新增'"
        )
        facts.expect(booked == 0, f"{where}：登记了两遍")
        facts.expect(verify(store.db).ok, f"{where}：核验不符")
    copy = path.with_name("b0.db")
    if copy.exists():
        with open_store(copy, readonly=True) as store:
            facts.expect(verify(store.db).ok, f"{where}：留下了一份坏备份")
    facts.expect(not acks or task != "one_report" or path.with_name("r.docx").exists(), f"{where}：报告不见了")
    facts.expect(not acks or task != "one_export" or path.with_name("all.xlsx").exists(), f"{where}：导出不见了")


@dataclass(frozen=True)
class Combination:
    """A task whose n-th call of a kind fails, for every n until there is no such call any more."""

    task: str
    call: str
    error: str

    def __str__(self) -> str:
        """Its name among the tallies."""
        return f"{self.task} {self.call} {self.error}"

    def numbers(self, facts: Facts) -> Iterator[tuple[str, int]]:
        """What is still to be tried: the tally that notes it, and n. Each n meets one of the errors first."""
        place = ERRORS.index(self.error)
        for turn in range(2):
            name = f"{self} {turn}"
            for number in count(facts.told(name) + 1):
                end = facts.told(self.end)
                if end and number >= end:
                    break
                first = number <= EVERY or number % 2 == place
                if first == (turn == 0):
                    yield name, number

    @property
    def end(self) -> str:
        """The tally that holds the first n for which there is no such call, whatever the error."""
        return f"{self.task} {self.call} end"


def _injected(facts: Facts, job: Job, until: float) -> None:
    """In two lanes: the upgrade makes as many calls as all others together."""
    if job.size <= 20:
        facts.take(_lane([Combination("careful", "fsync", "EIO")], job, until, 0))
    else:
        all_of_them = [Combination(*words) for words in itertools.product(TASKS, CALLS, ERRORS)]
        lanes = [
            [combination for combination in all_of_them if (combination.task == "one_upgrade") == upgrade]
            for upgrade in (True, False)
        ]
        with ThreadPoolExecutor(2) as pool:
            for part in pool.map(_lane, lanes, repeat(job), repeat(until), range(2)):
                facts.take(part)
    _say_injected(facts, job)


def _say_injected(facts: Facts, job: Job) -> None:
    reached = dict.fromkeys(CALLS, 0)
    for task, call, error in itertools.product(TASKS, CALLS, ERRORS):
        tried = (facts.told(f"{Combination(task, call, error)} {turn}") for turn in range(2))
        reached[call] = max(reached[call], *tried)
    facts.figures["让第 n 次系统调用失败，n 最大到"] = (
        "、".join(f"{call} {number:,}" for call, number in reached.items() if number) or "0"
    )
    facts.figures["各失败几次"] = "、".join(
        f"{title} {facts.told(f'{task} failed'):,}" for task, title in TITLES.items()
    )
    kinds = sorted((name.removeprefix("said "), number) for name, number in facts.tally.items() if "said " in name)
    facts.figures["说了什么"] = "、".join(f"{kind} {number:,} 次" for kind, number in kinds) or "没有"
    if job.size > 20:
        for task, title in TITLES.items():
            open_ones = [
                one for one in itertools.product([task], CALLS, ERRORS)
                if next(Combination(*one).numbers(facts), None) is not None
            ]  # fmt: skip
            if open_ones:
                facts.lacking.append(f"时间到时，{title}的 {len(open_ones)} 种（调用和错误）还有 n 没有试")


def _lane(combinations: list[Combination], job: Job, until: float, lane: int) -> Facts:
    """Go through them in turn, a number each, so that small n come first."""
    earlier, few = job.before, job.size <= 20
    # What is to be done next is read from all tallies; what this run adds is counted apart.
    whole, facts = replace(earlier, tally=dict(earlier.tally), wrong=[], figures={}), Facts()
    folder = job.folder / f"injected{lane}"
    folder.mkdir()
    seeds: dict[str, bytes] = {}
    waiting = [(combination, combination.numbers(whole)) for combination in combinations]
    with Loaded(folder, warm=not few) as loaded:
        while waiting and time.monotonic() < until and not (few and facts.count >= job.size):
            for combination, numbers in list(waiting):
                step = next(numbers, None)
                if step is None:
                    waiting.remove((combination, numbers))
                elif time.monotonic() < until:
                    name, number = step
                    if combination.task not in seeds:
                        seeds[combination.task] = _seed(folder / "seed", combination.task)
                    if _inject(facts, loaded, folder / "one", combination, number, seeds[combination.task]):
                        facts.add(name, number - whole.told(name))
                        whole.tally[name] = number
                    else:
                        # Some runs make a call or two more than others: the fewest that were seen are the end.
                        facts.add(combination.end, number - whole.told(combination.end))
                        whole.tally[combination.end] = number
    return facts


def _seed(folder: Path, task: str) -> bytes:
    folder.mkdir()
    TASKS[task](folder / "county.db")
    content = (folder / "county.db").read_bytes()
    shutil.rmtree(folder)
    return content


def _inject(facts: Facts, loaded: Loaded, folder: Path, one: Combination, number: int, seed: bytes) -> bool:
    """Have that call fail; whether there was one."""
    folder.mkdir()
    path, log = folder / "county.db", folder.with_name("log")
    path.write_bytes(seed)
    path.chmod(0o600)
    options = ["-e", f"trace={one.call}", "-e", f"inject={one.call}:error={one.error}:when={number}"]
    code, acks = traced(loaded, one.task, path, 0, options, log)
    there = "INJECTED" in log.read_text(encoding="utf-8", errors="replace")
    if there:
        where = f"{TITLES[one.task]}，第 {number} 次 {one.call} {one.error}"
        facts.count += 1
        facts.add(f"{one.task} failed")
        facts.expect(code == 0, f"{where}：{loaded.last_words}")
        kinds = Counter[str]()
        _sentences(facts, loaded.said, kinds, where)
        for kind, times in kinds.items():
            facts.add(f"said {kind}", times)
        _check(facts, one.task, path, acks, where)
    shutil.rmtree(folder)
    return there


def _full(facts: Facts, job: Job) -> None:
    """Each task on a disk with less and less room."""
    rooms, tasks = ((4096, 40_000, 200_000, 900_000, 0), list(TASKS)) if job.size > 20 else ((4096,), ["careful"])
    tried, disks = facts.told("disks"), [(room, task) for room in rooms for task in tasks]
    with Loaded(job.folder) as loaded:
        for room, task in disks[tried:]:
            if tried and time.monotonic() > job.until - (STICK_SECONDS if job.size > 20 else 0):
                facts.lacking.append("时间到时，还有更小的空间没有试")
                break
            try:
                with small_disk(job.folder / "disk") as disk:
                    _on_full_disk(facts, loaded, disk, task, room)
            except NoDisk as why:
                facts.untried.append(f"真的写满一块盘：{why}")
                return
            finally:
                shutil.rmtree(job.folder / "disk", ignore_errors=True)
            tried = facts.add("disks")
            facts.count += 1
    facts.figures["真的写满 4 MB 的盘"] = f"{tried} 次，只剩 0 到 {max(rooms):,} 字节"


def _on_full_disk(facts: Facts, loaded: Loaded, disk: Path, task: str, room: int) -> None:
    path = disk / "county.db"
    TASKS[task](path)
    filler = fill_up(disk, room)
    loaded.begin(task, path, 0)
    code, acks = loaded.end()
    where, said = f"{TITLES[task]}，只剩 {room:,} 字节", loaded.said
    facts.expect(code == 0, f"{where}：{loaded.last_words}")
    left = [one.name for one in disk.iterdir() if one.name.startswith(".")]
    facts.expect(not left, f"{where}：留下了 {left}")
    _readable(facts, path, where)
    filler.unlink()
    _sentences(facts, said, Counter(), where)
    _check(facts, task, path, acks, where)


def _readable(facts: Facts, path: Path, where: str) -> None:
    """The full disk is still read; a file of an older release waits for room."""
    try:
        with open_store(path, readonly=True, any_schema=True) as store:
            facts.expect(store.read.head().seq > 0, f"{where}：读不了")
    except FjgovError as problem:
        facts.wrong.append(f"{where}：{problem}")


def run(job: Job) -> Facts:
    """Injected errors first, then full disks."""
    facts, few = job.begun("次"), job.size <= 20
    disks = facts.told("disks") and facts.told("pulls")
    why = missing()
    if why:
        facts.untried.append(f"让第 n 次系统调用失败：{why}")
    else:
        # Disks and sticks have the rest of the first run's time, and what they left undone of the next one's.
        _injected(facts, job, time.monotonic() + job.left * (0.9 if disks else 0.65))
    _full(facts, job)
    if not few:
        on_sticks(facts, job, job.until)
    return facts


ROW = FaultRow(
    number=3,
    title="读写出错、磁盘写满",
    method="登记、导入、备份、导出、出报告、升级时，用 strace 让第 n 次写、同步、截断、删除、改名失败"
    "（EIO、ENOSPC），n 从 1 逐个数到不再有那一次；"
    "再在真的写满的盘上做同样的事，在写满、写保护、写到一半拔掉的 U 盘上备份和做检查副本",
    expected="确认过的一次不丢，结果不明时说不明、重试不登记两遍，没有半个文件，每次都是一句话",
    run=run,
    short=2,
    long=1000,
    minutes=14,
)
