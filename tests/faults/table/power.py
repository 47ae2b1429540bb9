"""Row 2: the power goes. Disks as they may be found afterwards are made of the system calls of real actions.

A write that no sync has followed may be on the disk, or not, or only some of its sectors; what was done to a folder
without a sync of it may have happened or not. The log's index (`-shm`) lives in memory and is gone.
"""

from __future__ import annotations

import random
import re
import shutil
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from fjgov_tui.errors import FjgovError
from fjgov_tui.store import engine, open_store, verify
from tests.faults.table.kills import SCENES, SEED, Scene
from tests.faults.table.loaded import Loaded
from tests.faults.table.model import Facts, FaultRow, Job
from tests.faults.table.traced import missing, traced

SECTOR, TOGETHER = 512, 40
CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,link,close"
OPTIONS = ("-y", "-xx", "-s", "2000000", "-e", f"trace={CALLS}")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPEN = re.compile(r"^\d+<([^>]*)>")
RECORDED = {
    "few_records": ("records", 0.3),
    "few_imports": ("imports", 0.2),
    "few_batches": ("watching", 0.3),
    "one_backup": ("backups", 0.16),
    "one_upgrade": ("upgrades", 0.04),
}
"""What is recorded, the scene of row 1 that says what the file holds before and after, and its share of the images."""


def _scene(task: str) -> Scene:
    return SCENES[RECORDED[task][0]]


@dataclass
class Disk:
    """What is certainly on the disk, and what may be."""

    files: dict[str, bytes]
    pending: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=lambda: defaultdict(list))
    """By file: where and what was written since its last sync; without bytes: it was cut to that length."""
    moves: list[dict[str, bytes]] = field(default_factory=list)
    """Before each change of the folder since its last sync: the files as they were."""
    acks: int = 0

    def sync(self, name: str) -> None:
        """Everything of a file is on the disk."""
        content = bytearray(self.files.get(name, b""))
        for place, data in self.pending.pop(name, []):
            _apply(content, place, data)
        self.files[name] = bytes(content)

    def image(self, dice: random.Random) -> dict[str, bytes]:
        """A disk as it may be found."""
        files = dict(self.files)
        for name, writes in self.pending.items():
            content = bytearray(files.get(name, b""))
            for place, data in writes:
                fate = dice.random()
                if data is None or fate < 0.4:
                    if data is not None or fate < 0.5:
                        _apply(content, place, data)
                elif fate < 0.7:
                    for start in range(0, len(data), SECTOR):
                        if dice.random() < 0.5:
                            _apply(content, place + start, data[start : start + SECTOR])
            files[name] = bytes(content)
        if self.moves and dice.random() < 0.5:
            # The folder's changes are lost from one of them on; what the files hold stays as it is.
            before = dice.choice(self.moves)
            files = {name: files.get(name, content) for name, content in before.items()}
        return files


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        if place <= len(content):
            del content[place:]
        else:
            content.extend(bytes(place - len(content)))
        return
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data


def _plain(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


@dataclass(frozen=True)
class Step:
    """One system call that matters."""

    call: str
    name: str
    """The file in the folder."""
    place: int = 0
    data: bytes = b""
    other: str = ""


def steps_of(log: Path, folder: Path) -> list[Step]:
    """The calls that touch files of the folder, and the acknowledgements, in their order."""
    steps: list[Step] = []
    ends: dict[str, int] = defaultdict(int)
    for line in log.read_text(encoding="latin-1").splitlines():
        match = _CALL.match(line)
        if match is None or match[3].startswith("-"):
            continue
        call, words = match[1], match[2]
        strings = [bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(words)]
        opened = _OPEN.match(words)
        path = Path(_plain(opened[1])) if opened else Path(strings[0].decode()) if strings else Path()
        if call == "write" and strings[:1] == [b"acknowledged"]:
            steps.append(Step("ack", ""))
        elif path == folder and call == "fsync":
            steps.append(Step("folder", ""))
        elif path.parent == folder and not path.name.endswith("-shm"):
            step = _step(call, path.name, words, strings, ends[path.name])
            if call == "write":
                ends[path.name] += len(strings[0])
            steps += [step] if step else []
    return steps


def _step(call: str, name: str, words: str, strings: list[bytes], end: int) -> Step | None:
    """A call on a file of the folder; `end`: where a plain write goes."""
    last = words.rsplit(", ", 1)[-1]
    if call in {"rename", "link"}:
        return Step(call, name, other=Path(strings[1].decode()).name)
    if call == "openat":
        return Step("create", name) if "O_CREAT" in words else None
    steps = {
        "pwrite64": lambda: Step("write", name, int(last), strings[0]),
        "write": lambda: Step("write", name, end, strings[0]),
        "ftruncate": lambda: Step("cut", name, int(last)),
        "fsync": lambda: Step("sync", name),
        "fdatasync": lambda: Step("sync", name),
        "unlink": lambda: Step("unlink", name),
    }
    return steps[call]() if call in steps else None


def take(disk: Disk, step: Step) -> None:
    """Carry a step out."""
    match step.call:
        case "ack":
            disk.acks += 1
        case "write":
            disk.pending[step.name].append((step.place, step.data))
        case "cut":
            disk.pending[step.name].append((step.place, None))
        case "sync":
            disk.sync(step.name)
            # On the file systems that offices have, a synced new file is in its folder.
        case "folder":
            disk.moves.clear()
        case "create":
            disk.files.setdefault(step.name, b"")
        case "unlink":
            disk.moves.append(dict(disk.files))
            disk.files.pop(step.name, None)
            disk.pending.pop(step.name, None)
        case "rename" | "link":
            disk.moves.append(dict(disk.files))
            disk.files[step.other] = disk.files.get(step.name, b"")
            disk.pending[step.other] = list(disk.pending.get(step.name, []))
            if step.call == "rename":
                disk.files.pop(step.name, None)
                disk.pending.pop(step.name, None)
        case _:
            pass


def _look(facts: Facts, folder: Path, task: str, acks: int, where: str) -> None:
    scene = _scene(task)
    try:
        with open_store(folder / "county.db") as store:
            held = scene.done(store) if scene.done else acks
            if held < acks:
                facts.figures["丢失的已确认登记"] = str(int(facts.figures["丢失的已确认登记"]) + 1)
            facts.expect(held >= acks, f"{where}：确认了 {acks} 次，只有 {held} 次")
            facts.expect(verify(store.db).ok, f"{where}：核验不符")
        copy = folder / "b0.db"
        if copy.exists():
            with open_store(copy, readonly=True) as store:
                facts.expect(verify(store.db).ok, f"{where}：留下了一份坏备份")
    except FjgovError as problem:
        facts.wrong.append(f"{where}：{problem}")


def _recorded(job: Job, loaded: Loaded, task: str) -> tuple[dict[str, bytes], list[Step]]:
    folder = job.folder / task
    folder.mkdir()
    _scene(task).make(folder / "county.db")
    before = {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.endswith("-shm")}
    log = job.folder / "calls"
    code, _ = traced(loaded, task, folder / "county.db", 0, OPTIONS, log, marked=True)
    if code:
        raise RuntimeError(loaded.last_words)
    steps = steps_of(log, folder)
    shutil.rmtree(folder)
    return before, steps


def _images(
    facts: Facts, job: Job, task: str, before: dict[str, bytes], steps: list[Step], until: float, images: int, seed: str
) -> int:
    dice, made = random.Random(seed), 0
    while made < images and (time.monotonic() < until or not made):
        # The steps are gone through once for so many places at which they are cut off.
        cuts = sorted(dice.randrange(len(steps) + 1) for _ in range(min(TOGETHER, images - made)))
        disk, done = Disk(dict(before)), 0
        for cut in cuts:
            for step in steps[done:cut]:
                take(disk, step)
            done = cut
            _image(facts, job.folder / "image", task, disk, cut, dice)
            made += 1
            if time.monotonic() > until:
                break
    return made


def _image(facts: Facts, folder: Path, task: str, disk: Disk, cut: int, dice: random.Random) -> None:
    folder.mkdir()
    for name, content in disk.image(dice).items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    _look(facts, folder, task, disk.acks, f"{_scene(task).title}，断在第 {cut} 步")
    shutil.rmtree(folder)


def _teeth(facts: Facts, job: Job, task: str, before: dict[str, bytes], steps: list[Step]) -> None:
    """The same disks where the program had never synced: if these were whole, too, the row would prove nothing."""
    careless, images = Facts(figures={"丢失的已确认登记": "0"}), 30
    unsynced = [step for step in steps if step.call not in {"sync", "folder"}]
    _images(careless, job, task, before, unsynced, time.monotonic() + 60, images, f"{SEED}{task}")
    facts.figures["对照：从不同步的程序"] = f"{images} 个盘里查出 {len(careless.wrong)} 处丢失或损坏"
    facts.expect(bool(careless.wrong), "不同步也查不出丢失：这种试法没有用")


def _goal(job: Job, task: str) -> int:
    """How many images are to be made of a task."""
    return max(1, round(job.size * RECORDED[task][1])) if job.size > 20 else job.size


def run(job: Job) -> Facts:
    """Record each action, and cut it off again and again."""
    facts = job.begun("个断电后的盘")
    facts.figures.setdefault("丢失的已确认登记", "0")
    why = missing()
    if why:
        facts.untried.append(f"记录系统调用：{why}")
        return facts
    tasks = list(RECORDED)[: 1 if job.size <= 20 else None]
    to_do = [task for task in tasks if facts.told(f"{task} images") < _goal(job, task)]
    with Loaded(job.folder) as loaded:
        for place, task in enumerate(to_do):
            until = time.monotonic() + job.left / (len(to_do) - place)
            earlier = facts.told(f"{task} images")
            before, steps = _recorded(job, loaded, task)
            made = _images(
                facts, job, task, before, steps, until, _goal(job, task) - earlier, f"{SEED}{task}{earlier or ''}"
            )
            all_made = facts.add(f"{task} images", made)
            facts.figures[_scene(task).title] = f"记下 {len(steps):,} 次系统调用，做成 {all_made:,} 个盘"
            facts.count += made
            if job.size > 20 and task == tasks[0] and not earlier:
                _teeth(facts, job, task, before, steps)
    facts.figures["日志"] = engine.journal_mode().upper()
    if job.size > 20:
        facts.untried.append("硬盘自己谎报已写盘的情形：没有这样的盘")
    for task in tasks:
        if facts.told(f"{task} images") < _goal(job, task):
            made = facts.told(f"{task} images")
            facts.lacking.append(f"时间不够，{_scene(task).title}的 {_goal(job, task):,} 个盘只做了 {made:,} 个")
    return facts


ROW = FaultRow(
    number=2,
    title="断电",
    method="记下登记、导入、监测批次、备份、升级的系统调用，在随机的一步断开：没有同步的写入丢掉、留下或只写了几个扇区，没有同步的改名删除可能没有发生",
    expected="已经确认的一次不丢，没有损坏的文件，核验相符",
    run=run,
    short=4,
    long=5200,
    minutes=8,
)
