"""What failed at a real clock beside two other workers is asked once more, alone; whoever fails again has failed.

A test of a terminal, a socket or a process waits for other programs, and a machine that is busy with something else can
keep one of thousands waiting too long. Such a test is named at the end as unsteady: it is a fault to be mended, in the
test or in the program. A rule, a report or a file is never asked twice, nor is anything where more than a few failed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

CACHE = ".pytest_cache/run"
"""Where `make test` has pytest keep what failed in this run."""
ROOMS = ("faults/", "monitor/", "net/", "pages/test_worker.py", "screens/", "shell/", "terminal/", "web/")
"""The tests that run the program, a server or a process against a real clock."""
MOST = 3
"""More failures than this are no accident of a busy machine."""


def may_be_asked(status: int, failed: Collection[str]) -> bool:
    """Whether a run's failures are few, and all at a real clock.

    Args:
        status: pytest's exit status; 1 means that tests failed, others that the run itself did not go well.
        failed: the tests that failed, `tests/ROOM/test_FILE.py::NAME` each.
    """
    rooms = tuple(f"tests/{room}" for room in ROOMS)
    return status == 1 and 0 < len(failed) <= MOST and all(test.startswith(rooms) for test in failed)


def main(status: int) -> int:
    """Ask again what may be asked again; the exit status of the whole."""
    kept = Path(CACHE) / "v/cache/lastfailed"
    failed = sorted(json.loads(kept.read_text("utf-8"))) if kept.exists() else []
    if not may_be_asked(status, failed):
        return status
    sys.stdout.write(f"\nonce more, alone: {len(failed)} that failed beside others\n")
    again = int(pytest.main(["-o", f"cache_dir={CACHE}", "--last-failed", "--last-failed-no-failures=none"]))
    if again == 0:
        sys.stdout.write("".join(f"UNSTEADY {test}\n" for test in failed))
        sys.stdout.write("passed alone, failed beside others: to be mended, see the failure above\n")
    return again


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
