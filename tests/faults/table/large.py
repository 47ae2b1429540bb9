"""Row 12: a file as large as it will ever be."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from pathlib import Path

from fjgov_tui.clock import instant, utc_now
from fjgov_tui.store import create_store, open_store, verify
from fjgov_tui.store.trail import TrailWriter
from tests.faults.table.model import Facts, FaultRow, Job, percentile

CHUNK = 20_000


def _fill(db: Path, entries: int, until: float) -> int:
    """Entries of the trail, each hashed and chained as always; how many there was time for."""
    made = 0
    with create_store(db) as store:
        while made < entries and (time.monotonic() < until or not made):
            count = min(CHUNK, entries - made)
            with store.remarks() as handle:
                booking = TrailWriter(handle, store.actor.json(), instant(utc_now()), uuid.uuid4().hex, "")
                for _ in range(count):
                    booking.append("预演", "", 0, 0, ("{}", '{"rows":3}', ""))
            made += count
    return made


def run(job: Job) -> Facts:
    """Fill the trail, then look at it as screens and commands do."""
    facts, db = Facts(unit="条审计链"), job.folder / "county.db"
    facts.count = _fill(db, job.size, time.monotonic() + (job.until - time.monotonic()) * 0.6)
    facts.figures["文件"] = f"{db.stat().st_size / 1e6:.0f} MB"
    begin = time.perf_counter()
    with open_store(db) as store:
        opened = (time.perf_counter() - begin) * 1000
        pages = []
        for _ in range(20):
            begin = time.perf_counter()
            facts.expect(len(store.read.latest_changes(100)) == min(100, facts.count + 1), "翻页少了")
            pages.append((time.perf_counter() - begin) * 1000)
        begin = time.perf_counter()
        facts.expect(verify(store.db).ok, "核验不符")
        verified = time.perf_counter() - begin
    facts.figures["打开"] = f"{opened:.0f} 毫秒"
    facts.figures["最近 100 条，99% 以内"] = f"{percentile(pages, 0.99):.0f} 毫秒"
    facts.figures["全部核验"] = f"{verified:.1f} 秒"
    if job.size > 1000:
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "fjgov_tui", "--db", str(db), "ledger", "list"], capture_output=True, check=False
        )
        facts.expect(done.returncode == 0, "命令没有成功")
        facts.figures["一个命令从头到尾"] = f"{time.perf_counter() - begin:.1f} 秒"
        facts.expect(opened < 1000, f"打开用了 {opened:.0f} 毫秒")
        facts.expect(percentile(pages, 0.99) < 50, f"一页用了 {percentile(pages, 0.99):.0f} 毫秒")
        if facts.count < job.size:
            facts.untried.append(f"时间不够，{job.size:,} 条只做了 {facts.count:,} 条")
        facts.untried += [
            "一千万次访问：一次要写几分钟以上，还没有做进这张表；十万条列表的翻页由 make bench 测",
            "十万次换画面以后的内存：还没有做",
            "逐段核验并显示进度：核验是一次走完的，没有增量",
        ]
    return facts


ROW = FaultRow(
    number=12,
    title="最大的文件",
    method="往审计链里写一百万条，再打开、翻页、核验、运行命令",
    expected="打开不到 1 秒，一页不到 50 毫秒，核验相符",
    run=run,
    short=50,
    long=1_000_000,
    minutes=2,
)
