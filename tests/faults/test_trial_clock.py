"""The program on a machine whose clock is wrong, each command in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Ended
from tests.faults.conftest import Run

YEAR = 365 * 86_400


def at(seconds: int, db: Path, *words: str) -> Ended:
    """The command where the clock is wrong by so many seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.shifted", str(seconds), "--db", str(db), *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done
    return Ended(done.returncode, done.stdout, done.stderr)


def test_line_15_seven_years_back_are_said_at_once_booked_with_both_times_and_said_ever_after(
    county: Run, db: Path
) -> None:
    last = json.loads(county("ledger", "history", "person", "1", "--json").out)["rows"][0]["at"]
    said = at(-7 * YEAR, db, "ledger", "add", "unit", "name=新镇", "kind=乡镇街道", "--reason", "补登")
    assert (said.code, "系统时间早于审计链最后一条" in said.err) == (0, True), said
    (entry,) = json.loads(county("ledger", "history", "unit", "新镇", "--json").out)["rows"]
    assert int(entry["at"][:4]) <= int(last[:4]) - 6
    assert entry["reason"].startswith(f"补登；系统时间比审计链上一条（{last[:4]}-")
    (behind,) = [row for row in at(-7 * YEAR, db, "doctor", "--json").json["rows"] if row["name"] == "trail"]
    assert behind["state"] == "warn"
    for _ in range(2):
        county("ledger", "add", "unit", f"name=后来的镇{_}", "kind=乡镇街道")
        (line,) = [row for row in json.loads(county("doctor", "--json").out)["rows"] if row["name"] == "trail"]
        assert (line["state"], "链上有 1 处时间倒退" in line["detail"]) == ("warn", True)
    assert "有 1 处时间倒退，在第 4 条" in county("verify").out
