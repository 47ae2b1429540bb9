"""`make faults`: run the long form of every row and write `docs/faults.md`. Stopped, it goes on where it was.

What was run lies in `.faults/`, a file a row, until the program's code changes or `--fresh` is given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from fjgov_tui.clock import BEIJING
from fjgov_tui.store.engine import journal_mode
from fjgov_tui.store.sqlite import sqlite3
from tests.faults.table.document import Ran, written
from tests.faults.table.model import Facts, FaultRow, Job
from tests.faults.table.rows import ROWS

ROOT = Path(__file__).parents[3]
KEPT, PAGE = ROOT / ".faults", ROOT / "docs" / "faults.md"


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


def run_row(row: FaultRow, share: float = 1.0) -> Ran:
    """Run the long form of a row.

    Args:
        row: the row.
        share: of the time that it may take.
    """
    place = Path(tempfile.mkdtemp(prefix="fjgov-faults-"))
    begin = time.monotonic()
    try:
        facts = row.run(Job(row.long, place, begin + row.minutes * 60 * share))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    day = datetime.now(UTC).astimezone(BEIJING).date().isoformat()
    return Ran(row.number, day, round(time.monotonic() - begin), facts, asdict(here()))


def _keep(ran: Ran, code: str) -> None:
    said = json.dumps({**asdict(ran), "code": code}, ensure_ascii=False, indent=1)
    (KEPT / f"{ran.number:02}.json").write_text(said, encoding="utf-8")


def kept(row: FaultRow, code: str) -> Ran | None:
    """What an earlier run has found with that code, or with any where none is given; `None` where there is none."""
    path = KEPT / f"{row.number:02}.json"
    if not path.exists():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    if said.pop("code") != code and code:
        return None
    return Ran(**{**said, "facts": Facts(**said["facts"])})


def main() -> int:
    """Run what is missing, and write the page; 1 where an expectation did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.table", description=__doc__)
    parser.add_argument("--only", default="", metavar="1,3", help="only these rows")
    parser.add_argument("--fresh", action="store_true", help="forget what was run before")
    parser.add_argument("--share", type=float, default=1.0, help="of the time that each row may take")
    parser.add_argument(
        "--page", action="store_true", help="run nothing; write the page of what was run, whatever code"
    )
    asked = parser.parse_args()
    chosen = {int(number) for number in asked.only.split(",") if number}
    if asked.fresh:
        shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(exist_ok=True)
    code, results = digest_of_code(), dict[int, Ran]()
    for row in ROWS:
        ran = kept(row, "" if asked.page else code)
        if ran is None and not asked.page and (not chosen or row.number in chosen):
            sys.stderr.write(f"{row.number:>2}  {row.title} …\n")
            ran = run_row(row, asked.share)
            _keep(ran, code)
            sys.stderr.write(f"    {ran.facts.count:,} {ran.facts.unit}，不符 {len(ran.facts.wrong)}\n")
        if ran is not None:
            results[row.number] = ran
        PAGE.write_text(written(ROWS, results), encoding="utf-8")
    return int(any(ran.facts.wrong for ran in results.values()))


if __name__ == "__main__":
    sys.exit(main())
