"""`make faults`: run the long form of every row and write `docs/faults.md`. Stopped, it goes on where it was.

What was run lies in `.faults/`, a file a row, until the program's code changes or `--fresh` is given for it. A row that
has not yet made all its faults goes on with the next run, and what it counts is added.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from fjgov_tui.clock import BEIJING
from fjgov_tui.store.engine import journal_mode
from fjgov_tui.store.sqlite import sqlite3
from tests.faults.table.document import Ran, with_headline, written
from tests.faults.table.model import Facts, FaultRow, Job
from tests.faults.table.rows import ROWS

ROOT = Path(__file__).parents[3]
KEPT, PAGE, README = ROOT / ".faults", ROOT / "docs" / "faults.md", ROOT / "README.md"


@dataclass(frozen=True)
class Machine:
    """Where a row was run."""

    system: str
    python: str
    sqlite: str


def here() -> Machine:
    """This machine, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return Machine(
        f"{platform.system()} {platform.machine()}，{os.cpu_count()} 个核，{memory:.0f} GB 内存",
        f"{platform.python_implementation()} {platform.python_version()}",
        f"{sqlite3.sqlite_version}（{sqlite3.__name__}，日志 {journal_mode().upper()}）",
    )


def digest_of_code() -> str:
    """What the program and the table are made of: a row that was run with other code is run again."""
    digest = hashlib.sha256()
    for folder in (ROOT / "fjgov_tui", ROOT / "tests" / "faults" / "table"):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def memory_disk() -> str | None:
    """Where files are kept in memory, if there is such a place with room: thousands of kills wear no disk."""
    place = Path("/dev/shm")
    roomy = place.is_dir() and os.access(place, os.W_OK) and shutil.disk_usage(place).free > 4 << 30
    return str(place) if roomy else None


def run_row(row: FaultRow, seconds: float, before: Ran | None, code: str) -> Ran:
    """Run the long form of a row, or go on with it.

    Args:
        row: the row.
        seconds: that it may take.
        before: what earlier runs have found.
        code: the digest of what is run.
    """
    memory = memory_disk() if row.in_memory else None
    place = Path(tempfile.mkdtemp(prefix="fjgov-faults-", dir=memory))
    begin = time.monotonic()
    earlier, kept = before.facts if before else Facts(), KEPT / f"{row.number:02}-{code}"
    try:
        facts = row.run(Job(row.long, place, begin + seconds, earlier, kept))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    facts.figures["文件放在"] = "内存里的盘上" if memory else "临时文件夹所在的盘上"
    day = datetime.now(UTC).astimezone(BEIJING).date().isoformat()
    seconds, runs = (before.seconds, before.runs) if before else (0, 0)
    took = seconds + round(time.monotonic() - begin)
    return Ran(row.number, day, took, facts, asdict(here()), runs + 1, code)


def _keep(ran: Ran) -> None:
    said = json.dumps(asdict(ran), ensure_ascii=False, indent=1)
    place = KEPT / f"{ran.number:02}.json"
    fresh = place.with_suffix(".fresh")
    fresh.write_text(said, encoding="utf-8")
    fresh.replace(place)


def kept(row: FaultRow, code: str) -> Ran | None:
    """What an earlier run has found with that code, or with any where none is given; `None` where there is none."""
    path = KEPT / f"{row.number:02}.json"
    if not path.exists():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    if said["code"] != code and code:
        return None
    return Ran(**{**said, "facts": Facts(**said["facts"])})


def forget(rows: Iterable[FaultRow]) -> None:
    """Begin these rows anew, and leave what was found for the others."""
    for row in rows:
        for left in KEPT.glob(f"{row.number:02}[.-]*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _unfinished(ran: Ran | None) -> bool:
    return ran is None or bool(ran.facts.lacking)


def _own_home() -> dict[str, str]:
    """A home in which what the rows start keeps its settings, so that nobody's own are touched."""
    home = KEPT.absolute() / "home"
    home.mkdir(exist_ok=True)
    names = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
    return {name: str(home / part) for name, part in (names | {"XDG_CACHE_HOME": "cache"}).items()}


OVERRUN = 2
"""So many times what a row may take, and five minutes: whatever hangs longer is ended, and was not run."""


class Lanes:
    """Rows side by side, the longest first; each gets its share of the time that is left for all."""

    def __init__(self, rows: list[FaultRow], code: str, minutes: float, lanes: int) -> None:
        """Plan them.

        Args:
            rows: what to run.
            code: the digest under which it is kept.
            minutes: that all of them may take together.
            lanes: how many run at once.
        """
        self.waiting = sorted(rows, key=lambda row: -row.minutes)
        self.code, self.lanes, self.end = code, lanes, time.monotonic() + minutes * 60
        self.running = dict[int, tuple[FaultRow, subprocess.Popen[bytes], float, float]]()

    def run(self, ended: Callable[[], object]) -> None:
        """Run all.

        Args:
            ended: is called after each row.
        """
        try:
            while self.waiting or self.running:
                while self.waiting and len(self.running) < self.lanes:
                    self._start(self.waiting.pop(0))
                time.sleep(0.2)
                for number, (row, process, begin, end) in list(self.running.items()):
                    if time.monotonic() > end:
                        process.kill()
                        process.wait()
                    if process.poll() is not None:
                        del self.running[number]
                        how = f"{time.monotonic() - begin:.0f} 秒" if process.returncode == 0 else "没有做完"
                        sys.stderr.write(f"{number:>2}  {row.title}：{how}\n")
                        ended()
        finally:
            for _, process, *_ in self.running.values():
                process.terminate()
                process.wait()

    def _start(self, row: FaultRow) -> None:
        left = max(0.0, self.end - time.monotonic())
        # What runs now has its share already; the rest is for this row and for those that wait.
        weights = row.minutes + sum(other.minutes for other in self.waiting)
        # Alone it has all of the time: a hundred thousand changes of screens take more than an hour.
        alone = not self.waiting and not self.running
        share = left if alone else min(row.minutes / weights * left * self.lanes, 1.5 * row.minutes * 60)
        seconds = max(20.0, min(left, share))
        sys.stderr.write(f"{row.number:>2}  {row.title} …（{seconds:.0f} 秒以内）\n")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.table", "--row", str(row.number), "--seconds", f"{seconds:.0f}"],
            cwd=ROOT, env=os.environ | _own_home() | {"FJGOV_FAULTS_CODE": self.code},
        )  # fmt: skip
        begin = time.monotonic()
        self.running[row.number] = row, process, begin, begin + OVERRUN * max(seconds, 60 * row.minutes) + 300


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.table", description=__doc__)
    parser.add_argument("--only", default="", metavar="1,3", help="only these rows")
    parser.add_argument("--fresh", action="store_true", help="forget what was run before of these rows")
    parser.add_argument("--minutes", type=float, default=50.0, help="that all rows together may take")
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1, help="rows that run at once")
    parser.add_argument(
        "--page", action="store_true", help="run nothing; write the page of what was run, whatever code"
    )
    parser.add_argument("--row", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=60.0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _write(code: str) -> dict[int, Ran]:
    results = {row.number: ran for row in ROWS if (ran := kept(row, code)) is not None}
    PAGE.write_text(written(ROWS, results), encoding="utf-8")
    README.write_text(with_headline(README.read_text(encoding="utf-8"), PAGE.read_text(encoding="utf-8")), "utf-8")
    return results


def main() -> int:
    """Run what is missing, and write the page; 1 where an expectation did not hold."""
    asked = _arguments()
    if asked.row:
        (row,) = (row for row in ROWS if row.number == asked.row)
        code = os.environ["FJGOV_FAULTS_CODE"]
        _keep(run_row(row, asked.seconds, kept(row, code), code))
        return 0
    chosen = {int(number) for number in asked.only.split(",") if number}
    KEPT.mkdir(exist_ok=True)
    if asked.fresh:
        forget(row for row in ROWS if not chosen or row.number in chosen)
    code = "" if asked.page else digest_of_code()
    if not asked.page:
        missing = [row for row in ROWS if _unfinished(kept(row, code)) and (not chosen or row.number in chosen)]
        Lanes(missing, code, asked.minutes, asked.lanes).run(lambda: _write(code))
    results = _write(code)
    for number, ran in results.items():
        sys.stderr.write(f"{number:>2}  {ran.facts.count:,} {ran.facts.unit}，不符 {len(ran.facts.wrong)}\n")
    return int(any(ran.facts.wrong for ran in results.values()))


if __name__ == "__main__":
    sys.exit(main())
