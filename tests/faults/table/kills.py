"""Row 1: kill -9 at any moment of whatever the program writes."""

from __future__ import annotations

import importlib.util
import io
import lzma
import os
import random
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from itertools import count, repeat
from pathlib import Path

from fjgov_tui.__main__ import main as fjgov
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.scratch import clear
from fjgov_tui.store import Store, back_up, create_store, open_store, verify
from fjgov_tui.store.copies import check_manifest
from tests.faults.table.loaded import Loaded
from tests.faults.table.model import Facts, FaultRow, Job, percentile
from tests.faults.table.tasks import BATCH, PHRASE
from tests.files.freeze import FOLDER

SEED = 20261126


def counted(store: Store, sql: str) -> int:
    """The number that a question yields."""
    return int(store.db.execute(sql).fetchone()[0])


def make_town(path: Path) -> None:
    with create_store(path) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "白帝镇人民政府", "kind": "乡镇街道"})
        writer.save(LEDGERS["person"], {"name": "张三", "unit": "白帝镇人民政府", "mobile": "19900001234"})


def make_old(path: Path) -> None:
    path.write_bytes(lzma.decompress((FOLDER / "0.1.0-7e8e1743.db.xz").read_bytes()))


def _backed_up(path: Path) -> None:
    make_town(path)
    with open_store(path) as store:
        back_up(store, path.with_name("kept.db"))


def _sealed(path: Path) -> None:
    from fjgov_tui.store import keys
    from fjgov_tui.store.encrypting import switch_on
    from fjgov_tui.store.recovery import new_code

    keys.SCRYPT_N = 2
    make_town(path)
    with open_store(path) as store:
        switch_on(store, PHRASE, new_code())


def _units(store: Store) -> int:
    units, people = counted(store, "SELECT count(*) FROM unit"), counted(store, "SELECT count(*) FROM person")
    return units - 1 if units == people else -1


def _sheets(store: Store) -> int:
    rows = counted(store, "SELECT count(*) FROM unit") - 1
    return rows // BATCH if rows % BATCH == 0 else -1


def _matters(store: Store) -> int:
    return counted(store, "SELECT count(*) FROM change") + counted(store, "SELECT count(*) FROM signature")


def _batches(store: Store) -> int:
    claimed = counted(store, "SELECT count(*) FROM watch_batch")
    return claimed if claimed == counted(store, "SELECT count(*) FROM watch_event") else -1


def _opened(store: Store) -> int:
    from fjgov_tui.store.encryption import unlock

    unlock(store.db, PHRASE)
    (person,) = store.read.records(LEDGERS["person"])
    return 0 if store.read.clear(person).values["mobile"] == "19900001234" else -1


@dataclass(frozen=True)
class Scene:
    """Something that is killed again and again."""

    title: str
    make: Callable[[Path], None]
    """The file before it."""
    done: Callable[[Store], int] | None
    """How many of its acknowledgements the file holds; -1 where one is half there. Without: nothing is counted."""
    longest: float
    """The kill comes within so many seconds: of the beginning one time in three, else of the first acknowledgement."""
    share: float
    """Of the kills; the slow scenes have fewer."""
    afresh: bool = False
    """Each kill meets a file as it was."""


SCENES = {
    "records": Scene("登记", make_town, _units, 0.02, 0.24),
    "imports": Scene("导入", make_town, _sheets, 0.08, 0.15),
    "signing": Scene("办件和签署", make_town, _matters, 0.2, 0.11),
    "watching": Scene("监测批次", make_town, _batches, 0.02, 0.25),
    "upgrades": Scene("升级", make_old, None, 1.0, 0.03, afresh=True),
    "backups": Scene("备份", make_town, None, 0.4, 0.04),
    "restores": Scene("恢复", _backed_up, None, 0.4, 0.04),
    "keys": Scene("换密封钥匙", _sealed, _opened, 0.05, 0.14),
}


def _kill(loaded: Loaded, task: str, path: Path, start: int, dice: random.Random) -> tuple[int, str]:
    """The acknowledgements before the kill, and the last words of a child that ended by itself."""
    scene, child = SCENES[task], loaded.begin(task, path, start)
    if not scene.afresh and dice.random() < 2 / 3:
        loaded.first(5)
    time.sleep(dice.uniform(0, scene.longest))
    code, acks = loaded.end(child)
    return acks, loaded.last_words if code == 1 else ""


COUNTY_SECONDS, COUNTY_KILLS = 60, 100
"""Kept for a whole county's file at the end, and how often it is killed."""
REOPEN_MS = 50
"""Milliseconds on a processor within which 99 of 100 are open again."""
_EVERY = 10
"""Every so many kills the whole file is verified, too; and after the last."""


def _reopened(facts: Facts, name: str, path: Path) -> Store:
    """Open it, and note what that took: by the clock, and of this thread's time on a processor."""
    begin, cpu = time.perf_counter(), time.thread_time()
    store = open_store(path)
    facts.samples.setdefault(name, []).append((time.perf_counter() - begin) * 1000)
    facts.samples.setdefault(f"{name}, processor", []).append((time.thread_time() - cpu) * 1000)
    return store


def _look(facts: Facts, scene: Scene, path: Path, promised: int, *, whole: bool) -> int:
    """Open the file as the next program does; how many acknowledgements it holds."""
    with _reopened(facts, "upgrading" if scene.afresh else "reopened", path) as store:
        held = scene.done(store) if scene.done else promised
        facts.expect(
            held >= promised or scene.title == "换密封钥匙",
            f"{scene.title}：确认了 {promised} 次，文件里只有 {held} 次",
        )
        facts.expect(held >= 0, f"{scene.title}：有一次只写了一半")
        if not whole:
            return max(held, promised)
        verdict = verify(store.db)
        facts.expect(verdict.ok, f"{scene.title}：核验不符：{[one.detail for one in verdict.checks if not one.ok]}")
    for copy in path.parent.glob("b?.db"):
        with open_store(copy, readonly=True) as store:
            facts.expect(verify(store.db).ok, f"{scene.title}：{copy.name} 没有通过核验")
        check_manifest(copy)
    return max(held, promised)


def _scene(facts: Facts, loaded: Loaded, name: str, job: Job, kills: int, until: float, dice: random.Random) -> None:
    scene, folder = SCENES[name], job.folder / name
    folder.mkdir()
    path, acks, killed, held = folder / "county.db", 0, 0, 0
    scene.make(path)
    whole = path.read_bytes() if scene.afresh else b""
    while killed < kills and (time.monotonic() < until or not killed):
        for left in folder.glob("county.db*" if scene.afresh else "county.db.replaced-*"):
            left.unlink()
        if scene.afresh:
            path.write_bytes(whole)
        new, words = _kill(loaded, name, path, held, dice)
        facts.expect(not words, f"{scene.title}：{words}")
        killed, acks = killed + 1, acks + new
        promised = held + new if scene.done and name != "keys" else held
        held = _look(facts, scene, path, promised, whole=killed % _EVERY == 1)
    _look(facts, scene, path, held, whole=True)
    facts.add(f"{name} kills", killed)
    facts.add(f"{name} acks", acks)
    facts.count += killed
    _nothing_left(facts, scene, folder)


def _nothing_left(facts: Facts, scene: Scene, folder: Path) -> None:
    """What the killed ones left half-made is private, and goes at the next start once it is ten minutes old."""
    left = [one for one in folder.iterdir() if one.name.startswith(".")]
    facts.expect(all(one.stat().st_mode & 0o077 == 0 for one in left), f"{scene.title}：留下了别人能读的文件")
    for one in left:
        os.utime(one, (0, 0))
    clear(folder)
    still = [one.name for one in folder.iterdir() if one.name.startswith(".")]
    facts.expect(not still, f"{scene.title}：留下了 {still}")
    shutil.rmtree(folder)


def _goal(job: Job, name: str) -> int:
    """How often a scene is to be killed."""
    return max(1, round(job.size * SCENES[name].share)) if job.size > 20 else 1


def _lane(names: list[str], job: Job, number: int) -> Facts:
    """Scenes one after the other, with a loaded program of their own; the time that one leaves is the next one's."""
    folder, facts = job.folder / f"lane{number}", Facts()
    folder.mkdir()
    with Loaded(folder, warm=job.size > 20) as loaded:
        for place, name in enumerate(names):
            before = job.before.told(f"{name} kills")
            until, dice = time.monotonic() + job.left / (len(names) - place), random.Random(f"{SEED}{name}{before}")
            _scene(facts, loaded, name, Job(job.size, folder, until), _goal(job, name) - before, until, dice)
    return facts


def run(job: Job) -> Facts:
    """Kill in every scene, in two lanes."""
    facts = job.begun("次强杀")
    names = [name for name in SCENES if name != "keys" or importlib.util.find_spec("cryptography")]
    if "keys" not in names:
        facts.untried.append("换密封钥匙：没有 cryptography")
    names = [name for name in names[: job.size] if facts.told(f"{name} kills") < _goal(job, name)]
    lanes = [lane for lane in (names[::2], names[1::2]) if lane and job.size > 20] or [names]
    part = replace(job, until=job.until - (COUNTY_SECONDS if job.size > 20 else 0))
    if names:
        with ThreadPoolExecutor(len(lanes)) as pool:
            for found in pool.map(_lane, lanes, repeat(part), count()):
                facts.take(found)
    if job.size > 20:
        _county(facts, job)
        took = percentile(facts.samples.get("reopened, processor", []), 0.99)
        facts.expect(took < REOPEN_MS, f"被杀后重新打开，99% 以内用了处理器 {took:.0f} 毫秒")
    _said(facts, job)
    return facts


def _said(facts: Facts, job: Job) -> None:
    for name, scene in SCENES.items():
        killed, acks = facts.told(f"{name} kills"), facts.told(f"{name} acks")
        if killed:
            facts.figures[f"{scene.title}：强杀、被杀前已确认"] = f"{killed:,} 次、{acks:,} 次"
            if killed < _goal(job, name):
                facts.lacking.append(f"时间不够，{scene.title}的 {_goal(job, name):,} 次只做了 {killed:,} 次")
    for name, title in _TIMES.items():
        if facts.samples.get(name):
            facts.figures[title] = _milliseconds(facts.samples[name])
    facts.figures["丢失的已确认登记"] = str(sum("确认了" in wrong for wrong in facts.wrong))


_TIMES = {
    "reopened": "被杀后重新打开（只是打开文件，不算 Python 自己的启动）：中位、99%、最长",
    "reopened, processor": "其中在处理器上的时间（机器空着时就是这么久）：中位、99%、最长",
    "upgrading": "其中升级没有做完的，重新打开时先备份再升级：中位、99%、最长",
    "county": "演示县的文件被杀后重新打开：中位、99%、最长",
    "county, processor": "其中在处理器上的时间：中位、99%、最长",
}
"""What is collected, and what it says."""


def _milliseconds(times: list[float]) -> str:
    return "、".join(f"{value:.0f} 毫秒" for value in (percentile(times, 0.5), percentile(times, 0.99), max(times)))


def _county(facts: Facts, job: Job) -> None:
    """What reopening costs where the file is a county's: the log that was left is held against the file."""
    done = facts.told("county kills")
    if done >= COUNTY_KILLS:
        return
    db = job.folder / "whole.db"
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        fjgov(["--db", str(db), "init", "--demo"])
    with Loaded(job.folder) as loaded:
        while done < COUNTY_KILLS and job.left > 0:
            child = loaded.begin("records", db, done * 1000)
            loaded.first(5)
            loaded.end(child)
            _reopened(facts, "county", db).close()
            facts.count, done = facts.count + 1, facts.add("county kills")
    facts.figures["演示县的文件"] = f"{db.stat().st_size / 1e6:.0f} MB，被杀 {done} 次"
    if done < COUNTY_KILLS:
        facts.lacking.append(f"时间不够，演示县的文件 {COUNTY_KILLS} 次只杀了 {done} 次")


ROW = FaultRow(
    number=1,
    title="写到一半被强行结束（kill -9）",
    method="登记、导入、办件和签署、监测批次、升级、备份、恢复、换密封钥匙，各在随机的时刻 kill -9，再打开、核验、清点",
    expected="已经确认的一次不丢，没有一次只写了一半，核验相符，备份不坏，下一次启动后不留临时文件，"
    "重新打开（99%）用处理器不到 50 毫秒",
    run=run,
    short=3,
    long=3200,
    minutes=9,
)
