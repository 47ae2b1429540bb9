"""Of row 3: backups and audit copies on a stick: exFAT, too small, write-protected, pulled in the middle."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.disks import NoDisk
from tests.faults.sticks import Stick, exfat_stick, pulled_while
from tests.faults.table.kills import SEED, make_town
from tests.faults.table.model import Facts, Job

WAYS = {
    "备份": ("backup", "{}/b.db"),
    "检查副本": ("audit-copy", "-o", "{}/c.db"),
    "轮换备份": ("backup", "--rotate", "{}"),
}
PULLS = 12
"""For each way."""


def _fjgov(db: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fjgov_tui", "--db", str(db), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def _good_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def _whole(facts: Facts, stick: Stick, town: Path) -> None:
    """What is written there is whole, and is read from it when its write protection is on."""
    for title, way in WAYS.items():
        done = _fjgov(town, *(word.format(stick.folder) for word in way))
        facts.expect(done.returncode == 0, f"U 盘，{title}：{done.stderr}")
        facts.count += 1
    stick.again(readonly=True)
    for name in ("b.db", "c.db"):
        done = _fjgov(stick.folder / name, "--readonly", "verify")
        facts.expect(done.returncode == 0, f"写保护的 U 盘，{name}：{done.stderr}")
        facts.count += 1
    done = _fjgov(town, "restore", str(stick.folder / "b.db"))
    facts.expect(done.returncode == 0, f"从写保护的 U 盘恢复：{done.stderr}")


def _full(facts: Facts, stick: Stick, town: Path) -> None:
    (stick.folder / "照片").write_bytes(b"x" * 1_500_000)
    for title, way in WAYS.items():
        done = _fjgov(town, *(word.format(stick.folder) for word in way))
        facts.expect((done.returncode, "磁盘满了" in done.stderr) == (3, True), f"满的 U 盘，{title}：{done.stderr}")
        facts.count += 1
    facts.expect([path.name for path in stick.folder.iterdir()] == ["照片"], "满的 U 盘：留下了东西")


def _pulled(facts: Facts, stick: Stick, town: Path, title: str, later: float) -> bool:
    """Pull it so long after the first bytes; whether the command was still at work."""
    done = pulled_while(stick, town, [word.format(stick.folder) for word in WAYS[title]], later)
    where = f"U 盘拔在 {later * 1000:.0f} 毫秒，{title}"
    stick.again()
    names = _good_names(stick.folder)
    if done.code == 0:
        facts.expect(bool(names), f"{where}：说写好了，却没有")
    else:
        facts.expect(done.code == 3 and "没有写成（" in done.err, f"{where}：{done.err}")
        facts.expect("已损坏" not in done.err and "error" not in done.err.casefold(), f"{where}：{done.err}")
    for name in names:
        if name.endswith(".db"):
            checked = _fjgov(stick.folder / name, "--readonly", "verify")
            facts.expect(checked.returncode == 0, f"{where}：留下了半个 {name}")
    for path in stick.folder.iterdir():
        path.unlink()
    return done.code != 0


def on_sticks(facts: Facts, job: Job, until: float) -> None:
    """Whole, full and pulled sticks, as long as there is time."""
    pulls, dead = facts.told("pulls"), facts.told("pulled in time")
    town, dice = job.folder / "stick.db", random.Random(SEED + pulls)
    if pulls >= PULLS * len(WAYS):
        _rest(facts)
        return
    make_town(town)
    try:
        with exfat_stick(job.folder / "small", 4) as stick:
            _full(facts, stick, town)
        with exfat_stick(job.folder / "stick", 32) as stick:
            _whole(facts, stick, town)
            stick.again()
            for path in stick.folder.iterdir():
                path.unlink()
            while pulls < PULLS * len(WAYS) and time.monotonic() < until:
                cut = _pulled(facts, stick, town, list(WAYS)[pulls % len(WAYS)], dice.uniform(0, 0.3))
                pulls, dead, facts.count = facts.add("pulls"), facts.add("pulled in time", cut), facts.count + 1
        facts.figures["U 盘（exFAT）"] = f"写满、写保护各一遍，写到一半拔掉 {pulls} 次（其中 {dead} 次还没有写完）"
    except NoDisk as why:
        facts.untried.append(f"U 盘（exFAT）：{why}")
    else:
        if pulls < PULLS * len(WAYS):
            facts.lacking.append(f"时间不够，{PULLS * len(WAYS)} 次拔 U 盘只做了 {pulls} 次")
    _rest(facts)


def _rest(facts: Facts) -> None:
    facts.untried.append(
        "FAT（vfat）：这台机器的内核没有它的驱动，FUSE 的 fusefat 不会截断文件，不能代替；Windows 自己的驱动也没有试"
    )
