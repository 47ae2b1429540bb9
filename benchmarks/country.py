"""The whole country on this machine: 14,474 government sites, each visited 20 times a day, by the real monitor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.farm import addresses, farm, plain_url
from benchmarks.measure import Result, wall
from benchmarks.scale import Scale
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.watching import CheckWord
from fjgov_tui.store import create_store, open_store

VISITS = 20
"""Visits a day that the rule asks for."""


def _register(path: Path, places: list[str], sites: int) -> None:
    """The sites, and a schedule of 20 slots a day with the inspections switched off."""
    with create_store(path) as store, store.write("测速") as writer:
        writer.save(LEDGERS["unit"], {"name": "测速单位", "kind": "部门"})
        for number in range(sites):
            row = {
                "name": f"站点{number}",
                "unit": "测速单位",
                "kind": "子网站",
                "url": f"{plain_url(places[number % len(places)])}?s={number}",
                "state": "运行",
            }
            writer.save(LEDGERS["site"], row)
        hours = ",".join(str(hour) for hour in range(24) if hour % 6 != 5)
        for kind in CheckWord:
            line, enabled = (f"0 {hours} * * *", "是") if kind == CheckWord.VISIT else ("0 0 * * *", "否")
            writer.save(LEDGERS["schedule"], {"kind": kind, "cron": line, "enabled": enabled})


def _cpu(pid: int) -> float:
    """CPU seconds that a process and its children have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _visits(path: Path) -> int:
    with open_store(path, readonly=True) as store:
        return int(store.read.db.execute("SELECT count(*) FROM watch_visit").fetchone()[0])


def country(folder: Path, scale: Scale) -> Iterator[Result]:
    """Two minutes of the real monitor, after half a minute to settle; the day is extrapolated from the share."""
    path, places = folder / "country.db", addresses(scale.platforms)
    _register(path, places, scale.sites)
    with farm(folder / "country", places, min(scale.targets, scale.platforms)):
        command = [sys.executable, "-m", "fjgov_tui", "--db", str(path), "monitor", "run"]
        monitor = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            time.sleep(scale.settle)
            cpu, before, begin = _cpu(monitor.pid), _visits(path), time.monotonic()
            time.sleep(scale.watched)
            took = time.monotonic() - begin
            share = (_cpu(monitor.pid) - cpu) / took / (os.cpu_count() or 1)
            made = _visits(path) - before
        finally:
            monitor.send_signal(signal.SIGTERM)
            ending = wall(lambda: monitor.wait(20))
    wanted = scale.sites * VISITS / 86400 * took
    rate = made / wanted
    measured = f"占整机处理器 {share:.1%}，{took:.0f} 秒访问 {made:,} 次（平均节奏的 {rate:.1f} 倍）"
    day = f"；照此一天用 {share * 24:.1f} 个机器小时"
    yield Result(
        f"全国 {scale.sites:,} 个政府网站，每站每天访问 {VISITS} 次",
        measured + day,
        "整机处理器的 15 % 以下",
        share < 0.15 and rate > 0.5,
    )
    yield Result("监测从收到 SIGTERM 到结束", f"{ending:.2f} 秒", "不超过 2 秒", ending <= 2)
