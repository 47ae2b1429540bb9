"""Row 3: the n-th system call fails, for every n; and disks that are full."""

from __future__ import annotations

import shutil
import time
from collections import Counter
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
"""Up to the call of this number each one fails in its turn; after that, one in more and more."""
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


def _injected(facts: Facts, job: Job, until: float) -> None:
    kinds: Counter[str] = Counter()
    log, folder = job.folder / "log", job.folder / "injected"
    whole: dict[str, bytes] = {}
    reached: dict[str, int] = {}
    few, sampled = job.size <= 20, Counter[str]()
    tasks, calls = (["careful"], ["fsync"]) if few else (list(TASKS), list(CALLS))
    with Loaded(job.folder, warm=not few) as loaded:
        for task in tasks:
            folder.mkdir()
            TASKS[task](folder / "county.db")
            whole[task] = (folder / "county.db").read_bytes()
            shutil.rmtree(folder)
        pending = [(task, call, error) for task in tasks for call in calls for error in (ERRORS[:1] if few else ERRORS)]
        number = 0
        while pending and time.monotonic() < until and number < (job.size if few else 1000):
            number += 1 if number < EVERY else max(1, number // 5)
            for place in list(pending):
                task, call, error = place
                if time.monotonic() > until:
                    break
                folder.mkdir()
                path = folder / "county.db"
                path.write_bytes(whole[task])
                path.chmod(0o600)
                options = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
                code, acks = traced(loaded, task, path, 0, options, log)
                where = f"{TITLES[task]}，第 {number} 次 {call} {error}"
                if "INJECTED" not in log.read_text(encoding="utf-8", errors="replace"):
                    pending.remove(place)
                else:
                    facts.count += 1
                    reached[call] = max(reached.get(call, 0), number)
                    sampled[TITLES[task]] += 1
                    facts.expect(code == 0, f"{where}：{loaded.last_words}")
                    _sentences(facts, loaded.said, kinds, where)
                    _check(facts, task, path, acks, where)
                shutil.rmtree(folder)
    facts.figures["让第 n 次系统调用失败，n 最大到"] = (
        "、".join(f"{call} {number}" for call, number in reached.items()) or "0"
    )
    facts.figures["各失败几次"] = "、".join(f"{title} {times:,}" for title, times in sampled.items()) or "0"
    facts.figures["说了什么"] = "、".join(f"{kind} {number:,} 次" for kind, number in sorted(kinds.items())) or "没有"
    if pending and not few:
        facts.untried.append(f"时间到时，{len(pending)} 种组合还有更大的 n 没有试")


def _full(facts: Facts, job: Job) -> None:
    """Each task on a disk with less and less room."""
    rooms, tasks = ((4096, 40_000, 200_000, 900_000, 0), list(TASKS)) if job.size > 20 else ((4096,), ["careful"])
    tried = 0
    with Loaded(job.folder) as loaded:
        for room, task in ((room, task) for room in rooms for task in tasks):
            if tried and time.monotonic() > job.until - (STICK_SECONDS if job.size > 20 else 0):
                facts.untried.append("时间到时，还有更小的空间没有试")
                break
            try:
                with small_disk(job.folder / "disk", 8) as disk:
                    _on_full_disk(facts, loaded, disk, task, room)
            except NoDisk as why:
                facts.untried.append(f"真的写满一块盘：{why}")
                return
            finally:
                shutil.rmtree(job.folder / "disk", ignore_errors=True)
            tried += 1
    facts.count += tried
    facts.figures["真的写满 8 MB 的盘"] = f"{tried} 次，只剩 0 到 {max(rooms):,} 字节"


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
    facts = Facts(unit="次")
    why = missing()
    if why:
        facts.untried.append(f"让第 n 次系统调用失败：{why}")
    else:
        _injected(facts, job, time.monotonic() + (job.until - time.monotonic()) * 0.65)
    _full(facts, job)
    if job.size > 20:
        on_sticks(facts, job, job.until)
    return facts


ROW = FaultRow(
    number=3,
    title="读写出错、磁盘写满",
    method="登记、导入、备份、导出、出报告、升级时，用 strace 让第 n 次写、同步、截断、删除、改名失败"
    "（EIO、ENOSPC），n 从 1 到 40 逐个、以后越来越稀，直到不再有那一次；"
    "再在真的写满的盘上做同样的事，在写满、写保护、写到一半拔掉的 U 盘上备份和做检查副本",
    expected="确认过的一次不丢，结果不明时说不明、重试不登记两遍，没有半个文件，每次都是一句话",
    run=run,
    short=2,
    long=1000,
    minutes=5,
)
