"""`make trial`: every line of the trial of the store and its doors, played on fresh files, and whether it is fine.

The tests of a line are those named `test_line_N_…` in `tests/faults/test_trial*.py`. They are played twice, with the
compiled wheels and without (`tests.plain`): with pysqlite3, and with the SQLite that this Python comes with.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

LINES = {
    1: "writes wherever Python runs",
    2: "obeys no spreadsheet from outside",
    3: "a foreign log destroys nothing",
    4: "damage is a sentence, and a restore goes ahead",
    5: "devices and pipes stay what they are",
    6: "nothing planted is written through",
    7: "nobody signs as another",
    8: "no guess without a trace",
    9: "a restore is in the trail, another file's backup is asked about",
    10: "verify sees what was altered",
    11: "a full disk is one sentence",
    12: "nothing is left of what was killed",
    13: "odd paths are sentences, and nothing raw goes out",
    14: "imports let others write, and are bounded",
    15: "a clock set back is booked and said",
}
"""What each line promises."""
_NAMED = re.compile(r"::test_line_(\d+)_")


@dataclass
class LineResult:
    """What became of the tests of one line."""

    passed: int = 0
    skipped: list[str] = field(default_factory=list)
    """Why a test was not played here."""
    broken: list[str] = field(default_factory=list)
    """The tests that failed."""
    seconds: float = 0

    @property
    def fine(self) -> bool:
        """Something was played, and nothing of it failed."""
        return self.passed > 0 and not self.broken


class Watcher:
    """Sorts the tests' outcomes by line, as pytest reports them."""

    def __init__(self) -> None:
        """Nothing has been played yet."""
        self.lines: defaultdict[int, LineResult] = defaultdict(LineResult)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test is over."""
        named = _NAMED.search(report.nodeid)
        if named is None:
            return
        line = self.lines[int(named[1])]
        line.seconds += report.duration
        if report.failed:
            line.broken.append(report.nodeid)
        elif report.skipped:
            line.skipped.append(str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr))
        elif report.when == "call":
            line.passed += 1


def told(lines: dict[int, LineResult]) -> str:
    """A sentence a line, and what broke."""
    rows = []
    for number, title in LINES.items():
        result = lines.get(number, LineResult())
        word = "fine" if result.fine else "BROKEN"
        rows.append(f"{number:>3}  {word:<6}  {result.passed:>3} tests {result.seconds:6.1f} s  {title}")
        rows += [f"       broken: {name}" for name in result.broken]
        rows += [f"       not played: {why}" for why in sorted(set(result.skipped))]
    return "\n".join(rows)


def play(more: Sequence[str]) -> int:
    """Play all lines in this process, with the SQLite that it has.

    Args:
        more: arguments for pytest.

    Returns:
        0 where all fifteen are fine, 1 otherwise.
    """
    from fjgov_tui.store.engine import journal_mode
    from fjgov_tui.store.sqlite import sqlite3

    folder, watcher = Path(__file__).parent, Watcher()
    tests = sorted(str(path) for path in folder.glob("test_trial*.py"))
    pytest.main(["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", *more, *tests], plugins=[watcher])
    python = ".".join(map(str, sys.version_info[:3]))
    fine = sum(result.fine for result in watcher.lines.values())
    sys.stdout.write(
        f"\nPython {python}, SQLite {sqlite3.sqlite_version} ({sqlite3.__name__}), journal {journal_mode()}\n"
        f"{told(watcher.lines)}\n{fine} of {len(LINES)} fine\n"
    )
    sys.stdout.flush()
    return 0 if fine == len(LINES) else 1


def main() -> int:
    """Play the lines with the compiled wheels and without; each time in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.trial", description=__doc__)
    parser.add_argument("--only", choices=("wheels", "plain"), help="only one of the two")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked, more = parser.parse_known_args()
    if asked.here:
        return play(more)
    worst = 0
    for kind in (asked.only,) if asked.only else ("wheels", "plain"):
        words = ["tests.plain", "tests.faults.trial"] if kind == "plain" else ["tests.faults.trial"]
        hidden = ["-p", "tests.plain"] if kind == "plain" else []
        command = [sys.executable, "-m", *words, "--here", *hidden, *more]
        worst |= subprocess.run(command, check=False, env=os.environ).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
