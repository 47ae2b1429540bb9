"""Row 6: a wrong clock, a wrong zone, and a machine that knows no zones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import create_store, open_store, verify
from tests.faults.table.model import Facts, FaultRow, Job

ZONES = ("", "UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu", "Nowhere/Wrong")
"""Values of TZ; the empty one is none at all."""
QUESTIONS = (
    ("audit", "--json", "--as-of", "2026-12-31"), ("audit", "--json", "--known", "--as-of", "2026-06-30"),
    ("password", "due", "--json"), ("password", "next", "--json"), ("incident", "due", "--json"),
    ("handover", "list", "--json"), ("monitor", "schedule", "--json"), ("duty", "list", "--json"),
    ("training", "status", "--json"), ("safety", "due", "--json"),
    ("inspect", "2026Q3", "--json", "--on", "2026-10-20"),
)  # fmt: skip
DAY = 86_400
JUMPS = {"一天前": -DAY, "一年前": -365 * DAY, "七年前": -7 * 365 * DAY, "十年后": 3650 * DAY}


def _asked(db: Path, words: tuple[str, ...], environment: dict[str, str], seconds: int = 0) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.shifted", str(seconds), "--db", str(db), *words],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _county(db: Path, *, whole: bool) -> None:
    if whole:
        subprocess.run(
            [sys.executable, "-m", "fjgov_tui", "--db", str(db), "init", "--demo"], capture_output=True, check=True
        )
        return
    with create_store(db) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "白帝镇人民政府", "kind": "乡镇街道"})
        writer.save(LEDGERS["person"], {"name": "张三", "unit": "白帝镇人民政府", "on_duty": "2026-09-01"})


def _zones(facts: Facts, db: Path, job: Job) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in {"TZ", "PYTHONTZPATH"}}
    machines = [plain | ({"TZ": zone} if zone else {}) for zone in ZONES]
    machines.append(plain | {"PYTHONTZPATH": "", "TZ": "America/New_York"})
    questions, asked = QUESTIONS if job.size > 20 else QUESTIONS[:1], facts.told("questions")
    for question in questions[asked:]:
        if job.left < 0:
            facts.lacking.append(f"时间不够，{len(questions)} 个问题只问了 {asked} 个")
            break
        answers = [_asked(db, question, machine)[:2] for machine in (machines if job.size > 20 else machines[::4])]
        facts.count += len(answers)
        asked = facts.add("questions")
        # The moment at which a plan comes next moves on while we ask; days and states do not.
        facts.expect(len(set(answers)) == 1, f"{' '.join(question)}：在不同的时区答得不一样")
        facts.expect(answers[0][0] in {0, 1} and answers[0][1] != "", f"{' '.join(question)}：没有答")
    facts.figures["时区"] = f"{asked} 个问题，在 {len(machines)} 种时区设置下逐字相同（连同没有时区数据的机器）"


def _begun(facts: Facts, db: Path) -> None:
    """An incident whose hour runs."""
    opened = ("incident", "open", "--site", "时钟子网站", "--title", "时钟会跳的一小时", "--notify", "--to", "张三")
    site = ("name=时钟子网站", "unit=白帝镇人民政府", "kind=子网站", "state=正常", "url=https://clock.example/")
    for words in (("ledger", "add", "site", *site, "opened_on=2023-01-01"), opened):
        code, _, said = _asked(db, words, dict(os.environ))
        facts.expect(code == 0, f"{' '.join(words[:2])}：{said}")


def _hours(db: Path, seconds: int = 0) -> list[tuple[str, str]]:
    """The hours that run, as a machine sees them whose clock is wrong: of what, and until when."""
    rows = json.loads(_asked(db, ("incident", "clock", "--json"), dict(os.environ), seconds)[1])["rows"]
    return [(row["title"], row["due_at"]) for row in rows]


def _jumps(facts: Facts, db: Path, job: Job) -> None:
    whole, hours = job.size > 20, list[tuple[str, str]]()
    if whole:
        _begun(facts, db)
        hours = _hours(db)
        facts.expect(len(hours) == 1, "一小时没有起算")
    for number, (name, seconds) in enumerate(JUMPS.items()):
        if job.size <= 20 and number != 1:
            continue
        words = ("ledger", "add", "unit", f"name=时钟在{name}的镇", "kind=乡镇街道")
        code, _, said = _asked(db, words, dict(os.environ), seconds)
        facts.count += 1
        facts.expect(code == 0, f"时钟在{name}：{said}")
        facts.expect(not whole or _hours(db, seconds) == hours, f"时钟在{name}：正在计的一小时变了，或者停了")
        facts.expect(seconds > 0 or "系统时间早于审计链最后一条" in said, f"时钟在{name}：没有说")
    with open_store(db, readonly=True) as store:
        entries = store.read.latest_changes(20)
        facts.expect([one.seq for one in entries] == sorted((one.seq for one in entries), reverse=True), "次序乱了")
        facts.expect(verify(store.db).ok, "核验不符")
    code, out, _ = _asked(db, ("doctor", "--json"), dict(os.environ))
    (line,) = [row for row in json.loads(out)["rows"] if row["name"] == "trail"]
    facts.expect(line["state"] in {"warn", "fail"}, "体检没有一直说时间倒退过")


def _running(facts: Facts, job: Job) -> None:
    """The clock jumps while the file is open."""
    moment = [datetime(2026, 11, 26, 2, 0, tzinfo=UTC)]
    db = job.folder / "running.db"
    with create_store(db, clock=lambda: moment[0]) as store:
        for number, step in enumerate((1, -400 * DAY, 800 * DAY, -1, 0, 86_399) * (1 if job.size <= 20 else 10)):
            moment[0] += timedelta(seconds=step)
            with store.write() as writer:
                writer.save(LEDGERS["unit"], {"name": f"第{number}镇", "kind": "镇"})
            facts.count += 1
        facts.expect(verify(store.db).ok, "时钟在运行中跳变：核验不符")
        facts.expect(store.read.counts()["unit"] == number + 1, "时钟在运行中跳变：少了登记")


def run(job: Job) -> Facts:
    """Zones, jumps between commands, and jumps while the file is open."""
    facts, db = job.begun("次"), job.folder / "county.db"
    _county(db, whole=job.size > 20)
    _zones(facts, db, job)
    if not facts.told("jumps"):
        _jumps(facts, db, job)
        _running(facts, job)
        facts.add("jumps")
    return facts


ROW = FaultRow(
    number=6,
    title="时钟和时区",
    method="把命令放在慢一天、慢一年、慢七年、快十年的时钟下运行，运行中让时钟来回跳；在六种时区设置和没有时区数据的机器上问同样的问题",
    expected="到期日处处相同，登记按次序都在，核验相符，时间倒退当场说、以后一直说，正在计的一小时不停、不变",
    run=run,
    short=3,
    long=100,
    minutes=2,
)
